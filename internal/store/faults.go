package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"strings"

	mysqldriver "github.com/go-sql-driver/mysql"
	"gorm.io/gorm"
	sqlite3 "modernc.org/sqlite/lib"

	"anjian/internal/fault"
)

// All the ways this room says no.
var (
	Unavailable = fault.New(fault.Unavailable, "store.unavailable", "The database cannot be reached or is too busy; nothing was changed. Try again.")
	NotFound    = fault.New(fault.NotFound, "not_found", "There is no such thing here, or it is not yours to see.")
	Exists      = fault.New(fault.Conflict, "store.exists", "This already exists.")
	Moved       = fault.New(fault.Conflict, "store.moved", "This was changed by somebody else in the meantime.")
	BadCursor   = fault.New(fault.Invalid, "cursor.bad", "This cursor was not made by this list.")

	BadSort = fault.New(fault.Invalid, "sort.bad", "This list cannot be ordered by that.")

	EntryTooLarge = fault.New(fault.TooLarge, "register.entry_too_large", "This entry holds more licences and contacts than can be kept.")

	ChecklistChanged = fault.New(fault.Conflict, "checklist.version_taken", "This version of the checklist is already published with another content; give it a new version.")
)

// told wraps an error of the database once, as a fault where somebody outside can do something about it.
func told(doing string, err error) error {
	var f *fault.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &f):
		return err
	case errors.Is(err, gorm.ErrRecordNotFound) || errors.Is(err, sql.ErrNoRows):
		return NotFound.Because(fmt.Errorf("store: %s", doing))
	case errors.Is(err, gorm.ErrDuplicatedKey) || isDuplicate(err):
		return Exists.Because(fmt.Errorf("store: %s: %w", doing, err))
	case errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return Unavailable.Because(fmt.Errorf("store: %s: %w", doing, err))
	case retryable(err) || unreachable(err):
		return Unavailable.Because(fmt.Errorf("store: %s: %w", doing, err))
	default:
		return fmt.Errorf("store: %s: %w", doing, err)
	}
}

func sqliteCode(err error) int {
	var coded interface{ Code() int }
	if errors.As(err, &coded) {
		return coded.Code()
	}
	return 0
}

func mysqlCode(err error) uint16 {
	var e *mysqldriver.MySQLError
	if errors.As(err, &e) {
		return e.Number
	}
	return 0
}

func isDuplicate(err error) bool {
	if errors.Is(err, gorm.ErrDuplicatedKey) || errors.Is(err, Exists) {
		return true
	}
	c := sqliteCode(err)
	return mysqlCode(err) == 1062 || c == sqlite3.SQLITE_CONSTRAINT_UNIQUE || c == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
}

// retryable: the database undid the transaction for the sake of another, and the same again may well succeed.
func retryable(err error) bool {
	switch mysqlCode(err) {
	case 1213, 1205, 1020, 1180: // deadlock or failed certification, lock wait, record changed, error during commit
		return true
	}
	switch sqliteCode(err) & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return true
	}
	return false
}

// unreachable: the database is away, going away, full, or refuses work for now.
func unreachable(err error) bool {
	if errors.Is(err, driver.ErrBadConn) || errors.Is(err, mysqldriver.ErrInvalidConn) || errors.Is(err, sql.ErrConnDone) {
		return true
	}
	if strings.HasSuffix(err.Error(), "sql: database is closed") { // database/sql keeps this error to itself
		return true
	}
	var n net.Error
	var op *net.OpError
	if errors.As(err, &n) || errors.As(err, &op) {
		return true
	}
	switch mysqlCode(err) {
	case 1040, 1042, 1043, 1044, 1045, 1047, 1053, 1077, 1078, 1079, 1114, 1129, 1130, 1158, 1159, 1160, 1161, 1203, 1226, 1290, 1317, 1836, 1927, 3024:
		return true
	}
	switch sqliteCode(err) & 0xff {
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_NOMEM:
		return true
	}
	return false
}

// spoilt: after this error the whole transaction is gone or must go, not just the statement.
func spoilt(err error) bool {
	var f *fault.Error
	if err == nil || (errors.As(err, &f) && f.Kind != fault.Unavailable) {
		return false
	}
	return retryable(err) || unreachable(err)
}
