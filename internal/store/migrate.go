package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"time"

	"github.com/google/uuid"
	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// leaseFor is how long the right to migrate lasts after its holder was last heard of.
const leaseFor = 15 * time.Second

// Migrate brings the tables to what this program knows. Several servers that start at once migrate once: the others
// wait for the lease. It refuses a database that a newer Anjian has already migrated.
func (s *Store) Migrate(ctx context.Context) error {
	pool, err := s.write.DB()
	if err != nil {
		return fmt.Errorf("store: migrate: %w", err)
	}
	release, err := s.lease(ctx, "migrate")
	if err != nil {
		return err
	}
	defer release()
	dialect, folder := goose.DialectSQLite3, "migrations/sqlite"
	if s.mysql {
		dialect, folder = goose.DialectMySQL, "migrations/mysql"
	}
	files, err := fs.Sub(migrations, folder)
	if err != nil {
		return fmt.Errorf("store: migrate: %w", err)
	}
	if s.mysql {
		if err := prepareVersions(ctx, pool); err != nil {
			return told("migrate", err)
		}
	}
	// A number may arrive after a higher one: rooms that grow side by side have numbers of their own.
	p, err := goose.NewProvider(dialect, pool, files, goose.WithDisableGlobalRegistry(true), goose.WithAllowOutofOrder(true))
	if err != nil {
		return fmt.Errorf("store: migrate: %w", err)
	}
	current, known, err := p.GetVersions(ctx)
	if err != nil {
		return told("migrate", err)
	}
	if current > known {
		return fmt.Errorf("store: the database was migrated by a newer Anjian (schema %d; this program knows %d); start that one, or restore a backup", current, known)
	}
	if _, err := p.Up(ctx); err != nil {
		return told("migrate", err)
	}
	if err := s.reckonDue(ctx); err != nil {
		return err
	}
	return s.reckonArchived(ctx)
}

// prepareVersions makes goose's own table without AUTO_INCREMENT surprises on a cluster and without its first-start
// race: CREATE TABLE is no part of a transaction on MySQL.
func prepareVersions(ctx context.Context, pool *sql.DB) error {
	for _, q := range []string{
		`CREATE TABLE IF NOT EXISTS goose_db_version (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, version_id BIGINT NOT NULL, is_applied BOOLEAN NOT NULL, tstamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP)`,
		`INSERT INTO goose_db_version (version_id, is_applied) SELECT 0, TRUE FROM (SELECT COUNT(*) AS n FROM goose_db_version) AS v WHERE v.n = 0`,
	} {
		if _, err := pool.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// lease waits for the row of that name and keeps it until release. It is a row with an end, not a lock of the
// database, so that it also holds on a cluster and after a crash.
func (s *Store) lease(ctx context.Context, name string) (release func(), err error) {
	pool, err := s.write.DB()
	if err != nil {
		return nil, fmt.Errorf("store: lease %s: %w", name, err)
	}
	if _, err := pool.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS leases (name VARCHAR(40) NOT NULL PRIMARY KEY, holder VARCHAR(36) NOT NULL, ends_at BIGINT NOT NULL)`); err != nil {
		return nil, told("make the table of leases", err)
	}
	holder := uuid.NewString()
	take := func(hold time.Duration) (bool, error) {
		now := time.Now()
		res, err := pool.ExecContext(ctx, `UPDATE leases SET holder = ?, ends_at = ? WHERE name = ? AND (holder = ? OR ends_at < ?)`,
			holder, now.Add(hold).UnixMilli(), name, holder, now.UnixMilli())
		if err != nil {
			if retryable(err) {
				return false, nil
			}
			return false, told("take the lease "+name, err)
		}
		n, err := res.RowsAffected()
		return n == 1, told("take the lease "+name, err)
	}
	for {
		ok, err := take(leaseFor)
		if err != nil {
			return nil, err
		}
		if ok {
			break
		}
		if _, err := pool.ExecContext(ctx, `INSERT INTO leases (name, holder, ends_at) VALUES (?, ?, 0)`, name, holder); err == nil {
			continue
		} else if !isDuplicate(err) && !retryable(err) {
			return nil, told("make the lease "+name, err)
		}
		select {
		case <-ctx.Done():
			return nil, told("wait for the lease "+name, ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
	}
	stop := make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				_, _ = pool.ExecContext(context.WithoutCancel(ctx), `UPDATE leases SET ends_at = 0 WHERE name = ? AND holder = ?`, name, holder)
				return
			case <-time.After(leaseFor / 4):
				_, _ = take(leaseFor)
			}
		}
	}()
	return func() { close(stop); <-done }, nil
}
