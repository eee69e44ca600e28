package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"gorm.io/gorm"
)

// Tx is one transaction, the only thing that writes. One time for all of it: Now.
type Tx struct {
	Reader
	pool gorm.ConnPool
	now  time.Time
	s    *Store
}

// Now is the server's time of this transaction, UTC, whole milliseconds.
func (t *Tx) Now() time.Time { return t.now }

// InTx carries out fn in one transaction and commits it; an error from fn undoes it and comes back as it is. fn may be
// run again after a deadlock, a busy database or a failed certification, so it touches nothing outside the
// transaction. Transactions that wait for each other anyway (all of them on SQLite, those of one bureau on MySQL) share
// one commit, and with it one wait for the disk; each can still fail alone. Refuses with Unavailable when the database
// is away: then nothing has happened, or (a connection lost at the very commit) the receipts will tell.
func (s *Store) InTx(ctx context.Context, bureauID string, fn func(*Tx) error) error {
	return s.laneOf(bureauID).submit(ctx, fn)
}

// Housekeep is InTx for writes that are not acts: a session, a file promised or swept, a delivery marked.
func (s *Store) Housekeep(ctx context.Context, fn func(*Tx) error) error {
	if s.mysql {
		return s.alone(ctx, fn)
	}
	return s.laneOf("").submit(ctx, fn)
}

// laneOf: SQLite has one writer, so one lane; on MySQL each bureau has its own, for its counter row orders it anyway.
func (s *Store) laneOf(bureauID string) *lane {
	if !s.mysql {
		bureauID = ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.lanes[bureauID]
	if l == nil {
		l = &lane{s: s}
		s.lanes[bureauID] = l
	}
	return l
}

// together bounds how many transactions share one commit.
const together = 24

// lane is a queue of transactions that would wait for each other anyway.
type lane struct {
	s       *Store
	mu      sync.Mutex
	waiting []*ride
	moving  bool
}

type ride struct {
	ctx   context.Context
	fn    func(*Tx) error
	err   error
	panic any
	done  chan struct{}
}

func (l *lane) submit(ctx context.Context, fn func(*Tx) error) error {
	r := &ride{ctx: ctx, fn: fn, done: make(chan struct{})}
	l.mu.Lock()
	l.waiting = append(l.waiting, r)
	if !l.moving {
		l.moving = true
		go l.move()
	}
	l.mu.Unlock()
	<-r.done
	if r.panic != nil {
		panic(r.panic)
	}
	return r.err
}

func (l *lane) move() {
	for {
		l.mu.Lock()
		n := min(together, len(l.waiting))
		if n == 0 {
			l.moving = false
			l.mu.Unlock()
			return
		}
		rides := l.waiting[:n:n]
		l.waiting = l.waiting[n:]
		l.mu.Unlock()
		if n > 1 && l.s.shared(rides) {
			continue
		}
		for _, r := range rides {
			func() {
				defer close(r.done)
				defer func() { r.panic = recover() }()
				r.err = l.s.alone(r.ctx, r.fn)
			}()
		}
	}
}

// shared runs several in one transaction, each behind its own savepoint. It reports false when the transaction was
// lost as a whole; then nothing has happened and each must go alone.
func (s *Store) shared(rides []*ride) bool {
	ctx := context.Background()
	tx, err := s.begin(ctx)
	if err != nil {
		return false
	}
	for _, r := range rides {
		r.err, r.panic = nil, nil
		if r.err = r.ctx.Err(); r.err != nil {
			r.err = told("begin", r.err)
			continue
		}
		if err := tx.Exec("SAVEPOINT ride").Error; err != nil {
			tx.Rollback()
			return false
		}
		r.panic, r.err = s.ride(tx, r.ctx, r.fn)
		switch {
		case r.err == nil && r.panic == nil:
			err = s.release(tx)
		case spoilt(r.err):
			err = r.err
		default:
			err = tx.Exec("ROLLBACK TO SAVEPOINT ride").Error
			if err == nil {
				err = s.release(tx)
			}
		}
		if err != nil {
			tx.Rollback()
			return false
		}
	}
	if err := tx.Commit().Error; err != nil {
		tx.Rollback()
		return false
	}
	for _, r := range rides {
		close(r.done)
	}
	return true
}

// release ends a savepoint on SQLite, where they would pile up. On MySQL the next of the same name takes its place.
func (s *Store) release(tx *gorm.DB) error {
	if s.mysql {
		return nil
	}
	return tx.Exec("RELEASE SAVEPOINT ride").Error
}

// attempts is how often one transaction is tried against a busy database before the caller is told.
const attempts = 12

// alone runs one in its own transaction, again and again while the database asks for it.
func (s *Store) alone(ctx context.Context, fn func(*Tx) error) error {
	for n := 1; ; n++ {
		if err := ctx.Err(); err != nil {
			return told("begin", err)
		}
		err := s.once(ctx, fn)
		if err == nil || !retryable(err) {
			return told("transaction", err)
		}
		if n == attempts {
			return told("transaction", err)
		}
		time.Sleep(time.Duration(rand.IntN(1+min(4<<n, 200))) * time.Millisecond)
	}
}

func (s *Store) once(ctx context.Context, fn func(*Tx) error) error {
	tx, err := s.begin(context.WithoutCancel(ctx))
	if err != nil {
		return err
	}
	panicked, err := s.ride(tx, ctx, fn)
	if err != nil || panicked != nil {
		tx.Rollback()
		if panicked != nil {
			panic(panicked)
		}
		return err
	}
	if err := tx.Commit().Error; err != nil {
		tx.Rollback()
		return err
	}
	return nil
}

func (s *Store) ride(tx *gorm.DB, ctx context.Context, fn func(*Tx) error) (panicked any, err error) {
	defer func() { panicked = recover() }()
	// A request that goes away in the middle must not tear down the transaction that others ride in.
	db := tx.WithContext(context.WithoutCancel(ctx))
	t := &Tx{Reader: Reader{db: db, inside: true, now: s.now}, pool: tx.Statement.ConnPool, s: s, now: s.Now()}
	return nil, fn(t)
}

// Now is the server's time, UTC, whole milliseconds.
func (s *Store) Now() time.Time { return s.now().UTC().Truncate(time.Millisecond) }

func (s *Store) begin(ctx context.Context) (*gorm.DB, error) {
	if !s.mysql {
		return s.beginPrepared(ctx)
	}
	tx := s.write.WithContext(ctx).Begin(&sql.TxOptions{Isolation: sql.LevelReadCommitted})
	return tx, tx.Error
}

// exec runs a hand-written statement on the transaction and says how many rows it met.
func (t *Tx) exec(doing, query string, args ...any) (int64, error) {
	res, err := t.pool.ExecContext(context.Background(), query, args...)
	if err != nil {
		return 0, fmt.Errorf("store: %s: %w", doing, err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return 0, fmt.Errorf("store: %s: %w", doing, err)
	}
	return n, nil
}

// must is exec for a write that has to meet exactly one row, or else the row was not as the caller saw it.
func (t *Tx) must(doing, query string, args ...any) error {
	n, err := t.exec(doing, query, args...)
	if err != nil {
		if isDuplicate(err) {
			return Exists.Because(err)
		}
		return err
	}
	if n != 1 {
		return Moved.Because(errors.New("store: " + doing))
	}
	return nil
}
