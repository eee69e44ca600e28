package store

import (
	"context"
	"encoding/json"
	"fmt"

	"anjian/internal/checklist"
)

// PublishChecklist adds a version of a checklist. Published again unchanged it is left as it is; the same version with
// another content is refused with ChecklistChanged, because checks rest on it.
func (t *Tx) PublishChecklist(ctx context.Context, c checklist.Checklist) error {
	got, err := rows[string](t.Reader, ctx, "look for a checklist", `SELECT digest FROM checklists WHERE code = ? AND version = ?`, c.Code, c.Version)
	if err != nil {
		return err
	}
	if len(got) > 0 {
		if got[0] != c.Digest {
			return ChecklistChanged.With("code", c.Code).With("version", c.Version)
		}
		return nil
	}
	text, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("store: write checklist %s: %w", c.Code, err)
	}
	return t.must("publish a checklist", `INSERT INTO checklists (code, version, digest, name, items, body, published_at) VALUES (`+marks(7)+`)`,
		c.Code, c.Version, c.Digest, c.Name, len(c.Items), string(text), t.now)
}

// Checklist gives a published checklist; an empty version means the newest.
func (r Reader) Checklist(ctx context.Context, code, version string) (checklist.Checklist, error) {
	where, args := `code = ? AND version = ?`, []any{code, version}
	if version == "" {
		where, args = `code = ?`, []any{code}
	}
	text, err := row[string](r, ctx, "load checklist "+code, `SELECT body FROM checklists WHERE `+where+` ORDER BY published_at DESC, version DESC LIMIT 1`, args...)
	if err != nil {
		return checklist.Checklist{}, err
	}
	var c checklist.Checklist
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return checklist.Checklist{}, fmt.Errorf("store: read checklist %s: %w", code, err)
	}
	return c, nil
}

// Checklists lists every published version, newest first within a code.
func (r Reader) Checklists(ctx context.Context) ([]ChecklistBrief, error) {
	return rows[ChecklistBrief](r, ctx, "list checklists", `SELECT code, version, digest, name, items, published_at FROM checklists ORDER BY code, published_at DESC, version DESC`)
}
