package store

import (
	"context"
	"time"

	"gorm.io/gorm"
)

// Reader reads. On a Store it reads what is committed; on a Tx it reads inside the transaction.
type Reader struct {
	db     *gorm.DB
	inside bool
	now    func() time.Time // what is open to somebody only until a time is asked with it
}

func (r Reader) on(ctx context.Context) *gorm.DB {
	if r.inside {
		return r.db.Session(&gorm.Session{NewDB: true})
	}
	return r.db.WithContext(ctx)
}

// rows scans the rows of a hand-written question into a slice.
func rows[T any](r Reader, ctx context.Context, doing, query string, args ...any) ([]T, error) {
	out := []T{}
	if err := r.on(ctx).Raw(query, args...).Scan(&out).Error; err != nil {
		return nil, told(doing, err)
	}
	return out, nil
}

// row scans the one row of a hand-written question; NotFound when there is none.
func row[T any](r Reader, ctx context.Context, doing, query string, args ...any) (T, error) {
	var zero T
	out, err := rows[T](r, ctx, doing, query, args...)
	if err != nil {
		return zero, err
	}
	if len(out) == 0 {
		return zero, NotFound
	}
	return out[0], nil
}
