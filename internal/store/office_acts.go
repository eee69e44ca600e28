package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"anjian/internal/inspection"
)

// OfficeHead is the end of the chain of one subject of the office.
type OfficeHead struct {
	No   int
	Hash string
}

// OfficeReceipt gives the answer once given to an office act; NotFound when there was none.
func (r Reader) OfficeReceipt(ctx context.Context, id string) (Receipt, error) {
	got, err := r.pairs(ctx, `SELECT id, bureau_id, seq, sum, hash, deed, '' FROM office_acts WHERE id = ?`, []any{id})
	if err != nil {
		return Receipt{}, err
	}
	if len(got) == 0 {
		return Receipt{}, NotFound
	}
	return got[0], nil
}

// OfficeHead gives the end of a subject's chain, empty before its first act, and holds it: the caller has the bureau's
// counter, so nobody else writes in between.
func (t *Tx) OfficeHead(ctx context.Context, bureauID, subjectID string) (OfficeHead, error) {
	got, err := row[struct {
		No   int
		Hash []byte
	}](t.Reader, ctx, "read the end of a chain", `SELECT no, hash FROM office_acts WHERE subject_id = ? AND bureau_id = ? ORDER BY no DESC LIMIT 1`, subjectID, bureauID)
	if errors.Is(err, NotFound) {
		return OfficeHead{}, nil
	}
	return OfficeHead{No: got.No, Hash: hex.EncodeToString(got.Hash)}, err
}

// InsertOfficeAct writes one office act; its subject's id stands in CheckID. Refuses with Exists when the id is there.
func (t *Tx) InsertOfficeAct(_ context.Context, subject string, e Entry) error {
	sum, err := hex.DecodeString(e.Sum)
	if err != nil {
		return fmt.Errorf("store: the sum of act %s: %w", e.ActID, err)
	}
	hash, err := hex.DecodeString(e.Hash)
	if err != nil {
		return fmt.Errorf("store: the hash of act %s: %w", e.ActID, err)
	}
	return t.must("insert an office act", `INSERT INTO office_acts (id, bureau_id, subject, subject_id, no, seq, kind, sum, hash, deed) VALUES (`+marks(10)+`)`,
		e.ActID, e.BureauID, subject, e.CheckID, e.CaseNo, e.Seq, string(e.Kind), sum, hash, deedText(&e))
}

// OfficeActsOf lists what was done to one subject of the office, in order, from after the given place.
func (r Reader) OfficeActsOf(ctx context.Context, bureauID, subjectID string, after, limit int) ([]Entry, error) {
	got, err := rows[struct {
		ID   string
		No   int
		Seq  int64
		Kind string
		Sum  []byte
		Hash []byte
		Deed string
	}](r, ctx, "list office acts", `SELECT id, no, seq, kind, sum, hash, deed FROM office_acts WHERE subject_id = ? AND bureau_id = ? AND no > ? ORDER BY no LIMIT ?`,
		subjectID, bureauID, after, limit)
	if err != nil {
		return nil, err
	}
	out := make([]Entry, len(got))
	for i, g := range got {
		var d deed
		if err := json.Unmarshal([]byte(g.Deed), &d); err != nil {
			return nil, fmt.Errorf("store: read office act %s: %w", g.ID, err)
		}
		out[i] = Entry{ActID: g.ID, BureauID: bureauID, CheckID: subjectID, CaseNo: g.No, Seq: g.Seq, Kind: inspection.Kind(g.Kind), ActorID: d.ActorID,
			ActorName: d.ActorName, Role: d.Role, Dialect: d.Dialect, DoneAt: d.DoneAt.UTC(), TakenAt: d.TakenAt.UTC(),
			Sum: hex.EncodeToString(g.Sum), Hash: hex.EncodeToString(g.Hash), Body: d.Body}
	}
	return out, nil
}
