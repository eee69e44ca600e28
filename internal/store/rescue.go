package store

import (
	"context"
	"time"
)

// RescueKey is the key pair of a bureau to which phones seal their rescue packs. Private is the caller's own text form.
// There is one for each bureau, for good: a pack may lie in a drawer for a year.
type RescueKey struct {
	ID         string
	BureauID   string
	PrivateKey string
	MadeAt     time.Time
}

// RescueKeyOf gives a bureau's key. Refuses with NotFound while there is none.
func (r Reader) RescueKeyOf(ctx context.Context, bureauID string) (RescueKey, error) {
	return row[RescueKey](r, ctx, "load a rescue key", `SELECT id, bureau_id, private_key, made_at FROM rescue_keys WHERE bureau_id = ?`, bureauID)
}

// InsertRescueKey keeps a bureau's key. Refuses with Exists when there is one.
func (t *Tx) InsertRescueKey(_ context.Context, k RescueKey) error {
	return t.must("keep a rescue key", `INSERT INTO rescue_keys (bureau_id, id, private_key, made_at) VALUES (?, ?, ?, ?)`, k.BureauID, k.ID, k.PrivateKey, ms(k.MadeAt))
}

// RescueImport is one opening of a pack at a desk: who opened whose, when, and what became of it.
type RescueImport struct {
	ID         string
	BureauID   string
	Pack       string // hex SHA-256 of the pack's head
	AuthorID   string
	ImportedBy string
	BeganAt    time.Time
	EndedAt    *time.Time // nil: it did not come to its end
	Said       string     // JSON: what the importer was told
}

// InsertRescueImport writes down that a pack is being opened.
func (t *Tx) InsertRescueImport(_ context.Context, i RescueImport) error {
	return t.must("write down a rescue", `INSERT INTO rescue_imports (id, bureau_id, pack, author_id, imported_by, began_at, said) VALUES (`+marks(7)+`)`,
		i.ID, i.BureauID, i.Pack, i.AuthorID, i.ImportedBy, t.now, "")
}

// EndRescueImport writes down what became of it.
func (t *Tx) EndRescueImport(_ context.Context, bureauID, id, said string) error {
	return t.must("write down the end of a rescue", `UPDATE rescue_imports SET ended_at = ?, said = ? WHERE id = ? AND bureau_id = ?`, t.now, said, id, bureauID)
}

// RescueImports lists a bureau's openings of packs, newest first.
func (r Reader) RescueImports(ctx context.Context, bureauID string, limit int) ([]RescueImport, error) {
	return rows[RescueImport](r, ctx, "list rescues", `SELECT id, bureau_id, pack, author_id, imported_by, began_at, ended_at, said FROM rescue_imports WHERE bureau_id = ? ORDER BY began_at DESC, id LIMIT ?`, bureauID, limit)
}
