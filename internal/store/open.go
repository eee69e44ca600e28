package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"

	mysqldriver "github.com/go-sql-driver/mysql"
	"github.com/libtnb/sqlite"
	"gorm.io/driver/mysql"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Options say where the rows are kept.
type Options struct {
	Driver      string // "sqlite" or "mysql"
	DSN         string // sqlite: the path of the file; mysql: user:password@tcp(host:3306)/database
	MaxOpen     int
	MaxIdle     int
	MaxLifetime time.Duration
	ConnectWait time.Duration    // how long to wait at start for a database that does not answer yet
	Now         func() time.Time // nil: the clock on the wall
}

// Store is the open database. It is safe for concurrent use.
type Store struct {
	Reader
	write *gorm.DB
	mysql bool
	now   func() time.Time

	prepared *prepared // SQLite only

	mu    sync.Mutex
	lanes map[string]*lane
}

// Open connects to the database and waits for it up to ConnectWait. It does not migrate: call Migrate next.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Store{Reader: Reader{now: o.Now}, now: o.Now, lanes: map[string]*lane{}}
	var err error
	switch o.Driver {
	case "sqlite":
		err = s.openSQLite(o)
	case "mysql":
		s.mysql = true
		err = s.openMySQL(ctx, o)
	default:
		err = fmt.Errorf("there is no driver %q", o.Driver)
	}
	if err == nil {
		err = s.await(ctx, o.ConnectWait)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("store: open: %w", err), s.Close())
	}
	return s, nil
}

// openSQLite gives the file one writing connection and a few reading ones. busy_timeout stands first: with WAL first,
// one of several servers starting together can die of SQLITE_BUSY.
func (s *Store) openSQLite(o Options) error {
	path := strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(o.DSN)
	dsn := func(more ...string) string {
		q := []string{"busy_timeout(10000)", "journal_mode(WAL)", "foreign_keys(1)", "synchronous(FULL)",
			"cache_size(-32768)", "temp_store(MEMORY)", "wal_autocheckpoint(8000)"}
		text := "file:" + path + "?_txlock=immediate"
		for _, p := range append(q, more...) {
			text += "&_pragma=" + url.QueryEscape(p)
		}
		return text
	}
	write, err := dial("sqlite", dsn())
	if err != nil {
		return err
	}
	write.SetMaxOpenConns(1)
	write.SetMaxIdleConns(1)
	if s.write, err = lead(sqlite.New(sqlite.Config{Conn: write}), false); err != nil {
		return errors.Join(err, write.Close())
	}
	s.prepared = newPrepared(write)
	// Reading goes through the system's own page cache: each connection copying every page into one of its own took half the
	// time of lists that walk over 20,000 rows. What is written never goes this way.
	read, err := dial("sqlite", dsn("query_only(1)", "mmap_size(268435456)"))
	if err != nil {
		return err
	}
	read.SetMaxOpenConns(max(2, o.MaxOpen/2))
	read.SetMaxIdleConns(max(2, o.MaxOpen/2))
	s.Reader.db, err = lead(sqlite.New(sqlite.Config{Conn: read}), true)
	return err
}

func (s *Store) openMySQL(ctx context.Context, o Options) error {
	c, err := mysqldriver.ParseDSN(o.DSN)
	if err != nil {
		return errors.New("the MySQL address is not of the form user:password@tcp(host:port)/database")
	}
	c.ParseTime = true
	c.Loc = time.UTC
	c.ClientFoundRows = true
	c.InterpolateParams = true
	c.Collation = "utf8mb4_bin"
	c.Timeout, c.ReadTimeout, c.WriteTimeout = 10*time.Second, 60*time.Second, 60*time.Second
	if c.Params == nil {
		c.Params = map[string]string{}
	}
	c.Params["time_zone"] = "'+00:00'"
	c.Params["sql_mode"] = "'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO'"
	connector, err := mysqldriver.NewConnector(c)
	if err != nil {
		return err
	}
	_ = mysqldriver.SetLogger(quiet{})
	pool := sql.OpenDB(connector)
	pool.SetMaxOpenConns(max(4, o.MaxOpen))
	pool.SetMaxIdleConns(max(4, o.MaxIdle))
	pool.SetConnMaxLifetime(o.MaxLifetime)
	// gorm asks the server for its version when it begins, and closes the pool when there is no answer: wait first.
	deadline := time.Now().Add(o.ConnectWait)
	for err = pool.PingContext(ctx); err != nil; err = pool.PingContext(ctx) {
		if mysqlCode(err) != 0 || ctx.Err() != nil || time.Now().After(deadline) {
			return errors.Join(err, pool.Close())
		}
		time.Sleep(200 * time.Millisecond)
	}
	if s.write, err = lead(mysql.New(mysql.Config{Conn: pool}), false); err != nil {
		return errors.Join(err, pool.Close())
	}
	s.Reader.db = s.write
	return nil
}

// quiet keeps the driver from writing to standard error by itself; what it has to say comes back as an error too.
type quiet struct{}

func (quiet) Print(v ...any) { slog.Debug("mysql driver", "says", fmt.Sprint(v...)) }

func dial(driver, dsn string) (*sql.DB, error) { return sql.Open(driver, dsn) }

// lead puts gorm on its leash.
func lead(d gorm.Dialector, prepare bool) (*gorm.DB, error) {
	return gorm.Open(d, &gorm.Config{
		SkipDefaultTransaction: true, TranslateError: true, PrepareStmt: prepare, DisableAutomaticPing: true,
		Logger: logger.Discard, NowFunc: func() time.Time { return time.Now().UTC() },
	})
}

// await asks the database until it answers or the patience is over.
func (s *Store) await(ctx context.Context, patience time.Duration) error {
	deadline := time.Now().Add(patience)
	for {
		err := s.Ping(ctx)
		if err == nil || ctx.Err() != nil || time.Now().After(deadline) {
			return err
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// Ping says whether the database answers; for readiness. Refuses with Unavailable.
func (s *Store) Ping(ctx context.Context) error {
	var one int
	return told("ping", s.write.WithContext(ctx).Raw("SELECT 1").Scan(&one).Error)
}

// Close lets the database go.
func (s *Store) Close() error {
	if s.prepared != nil {
		s.prepared.close()
	}
	var errs []error
	for _, db := range []*gorm.DB{s.Reader.db, s.write} {
		if db == nil || (s.mysql && db != s.write) {
			continue
		}
		if pool, err := db.DB(); err == nil {
			errs = append(errs, pool.Close())
		}
	}
	return errors.Join(errs...)
}

// Driver names the kind of database, for people and logs.
func (s *Store) Driver() string {
	if s.mysql {
		return "mysql"
	}
	return "sqlite"
}
