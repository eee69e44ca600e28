package testkit

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anjian/internal/store"
)

// MySQLVariable names the address of a MySQL-compatible server for tests: root@tcp(127.0.0.1:3306)/anjian_test.
const MySQLVariable = "ANJIAN_TEST_MYSQL_DSN"

// EachStore runs the same test in a fresh world on SQLite and, when MySQLVariable is set, on that server too.
func EachStore(t *testing.T, test func(t *testing.T, w *World)) {
	t.Helper()
	EachOptions(t, func(t *testing.T, o store.Options) {
		clock := &Clock{at: Start}
		test(t, Populate(t, OpenStore(t, o, clock), clock))
	})
}

// EachOptions runs the same test for an empty, not yet migrated database of each kind.
func EachOptions(t *testing.T, test func(t *testing.T, o store.Options)) {
	t.Helper()
	t.Run("on SQLite", func(t *testing.T) { test(t, SQLite(t)) })
	if os.Getenv(MySQLVariable) != "" {
		t.Run("on MySQL", func(t *testing.T) { test(t, MySQL(t)) })
	}
}

// New gives a fresh world on SQLite, for tests that are not about the database.
func New(t testing.TB) *World {
	t.Helper()
	clock := &Clock{at: Start}
	return Populate(t, OpenStore(t, SQLite(t), clock), clock)
}

// OpenStore opens and migrates a store that is closed when the test ends.
func OpenStore(t testing.TB, o store.Options, clock *Clock) *store.Store {
	t.Helper()
	if clock != nil {
		o.Now = clock.Now
	}
	st, err := store.Open(t.Context(), o)
	must(t, err)
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	must(t, st.Migrate(t.Context()))
	return st
}

// SQLite gives the options of a fresh file.
func SQLite(t testing.TB) store.Options {
	t.Helper()
	return store.Options{Driver: "sqlite", DSN: filepath.Join(t.TempDir(), "anjian 测试.db"), MaxOpen: 8, MaxIdle: 8}
}

// MySQL gives the options of a fresh database on the server that MySQLVariable names. It refuses a database that is
// not named for tests.
func MySQL(t testing.TB) store.Options {
	t.Helper()
	server, given, ok := strings.Cut(os.Getenv(MySQLVariable), "/")
	given, _, _ = strings.Cut(given, "?")
	if !ok || !strings.HasPrefix(given, "anjian_test") {
		t.Fatalf("%s names the database %q; tests only touch databases whose name begins with anjian_test", MySQLVariable, given)
	}
	name := "anjian_test_" + strings.ReplaceAll(id(), "-", "")
	db, err := sql.Open("mysql", server+"/")
	must(t, err)
	t.Cleanup(func() {
		if _, err := db.ExecContext(context.Background(), "DROP DATABASE IF EXISTS "+name); err != nil {
			t.Error(err)
		}
		_ = db.Close()
	})
	_, err = db.ExecContext(t.Context(), "CREATE DATABASE "+name+" CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
	must(t, err)
	return store.Options{Driver: "mysql", DSN: server + "/" + name, MaxOpen: 16, MaxIdle: 16, MaxLifetime: time.Hour, ConnectWait: 10 * time.Second}
}

// Raw opens a second, plain connection to the same database, to look at what is really there or to damage it.
func Raw(t testing.TB, o store.Options) *sql.DB {
	t.Helper()
	driver, dsn := o.Driver, o.DSN
	if driver == "sqlite" {
		dsn = "file:" + dsn + "?_pragma=busy_timeout(10000)"
	}
	db, err := sql.Open(driver, dsn)
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}
