package store

import (
	"context"
	"database/sql"
	"sync"

	"gorm.io/gorm"
)

// prepared keeps the statements of SQLite's one writing connection. A statement can only be prepared between
// transactions (there is one connection, and the transaction has it), so what is met for the first time runs as it is
// and is prepared before the next transaction begins.
type prepared struct {
	pool *sql.DB

	mu     sync.Mutex
	ready  map[string]*sql.Stmt
	wanted map[string]struct{}
}

// most bounds how many statements are kept; lists of changing length must not fill the memory.
const mostPrepared = 200

func newPrepared(pool *sql.DB) *prepared {
	return &prepared{pool: pool, ready: map[string]*sql.Stmt{}, wanted: map[string]struct{}{}}
}

// catchUp prepares what was wanted. A statement that cannot be prepared keeps running as it is.
func (p *prepared) catchUp(ctx context.Context) {
	p.mu.Lock()
	wanted := p.wanted
	if len(wanted) > 0 {
		p.wanted = map[string]struct{}{}
	}
	p.mu.Unlock()
	for query := range wanted {
		stmt, err := p.pool.PrepareContext(ctx, query)
		if err != nil {
			return
		}
		p.mu.Lock()
		p.ready[query] = stmt
		p.mu.Unlock()
	}
}

// of gives the prepared form of a statement, or notes that it is wanted.
func (p *prepared) of(query string) (*sql.Stmt, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	stmt, ok := p.ready[query]
	if !ok && len(p.ready)+len(p.wanted) < mostPrepared {
		p.wanted[query] = struct{}{}
	}
	return stmt, ok
}

func (p *prepared) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for query, stmt := range p.ready {
		_ = stmt.Close() // the connection is going away
		delete(p.ready, query)
	}
}

// preparedTx is a transaction that uses the prepared statements; gorm takes it for its connection.
type preparedTx struct {
	*sql.Tx
	p *prepared
}

var _ gorm.TxCommitter = (*preparedTx)(nil)

func (t *preparedTx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if stmt, ok := t.p.of(query); ok {
		return t.StmtContext(ctx, stmt).ExecContext(ctx, args...)
	}
	return t.Tx.ExecContext(ctx, query, args...)
}

func (t *preparedTx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if stmt, ok := t.p.of(query); ok {
		return t.StmtContext(ctx, stmt).QueryContext(ctx, args...)
	}
	return t.Tx.QueryContext(ctx, query, args...)
}

func (t *preparedTx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if stmt, ok := t.p.of(query); ok {
		return t.StmtContext(ctx, stmt).QueryRowContext(ctx, args...)
	}
	return t.Tx.QueryRowContext(ctx, query, args...)
}

// beginPrepared begins a transaction on SQLite's writer.
func (s *Store) beginPrepared(ctx context.Context) (*gorm.DB, error) {
	s.prepared.catchUp(ctx)
	tx, err := s.prepared.pool.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	db := s.write.Session(&gorm.Session{NewDB: true, Context: ctx})
	db.Statement.ConnPool = &preparedTx{tx, s.prepared}
	return db, nil
}
