package store

import (
	"context"
	"time"

	"anjian/internal/evidence"
)

// EvidenceKey is a key that signs case files and anchors. PrivateKey is the caller's own text form. It is never dropped:
// what it signed must be verifiable for as long as anybody keeps it.
type EvidenceKey struct {
	ID         string
	Algorithm  string
	PrivateKey string
	MadeAt     time.Time
}

// EvidenceKeys lists all of them, oldest first.
func (r Reader) EvidenceKeys(ctx context.Context) ([]EvidenceKey, error) {
	return rows[EvidenceKey](r, ctx, "list evidence keys", `SELECT id, algorithm, private_key, made_at FROM evidence_keys ORDER BY made_at, id`)
}

// InsertEvidenceKey adds a key.
func (t *Tx) InsertEvidenceKey(_ context.Context, k EvidenceKey) error {
	return t.must("insert an evidence key", `INSERT INTO evidence_keys (id, algorithm, private_key, made_at) VALUES (?, ?, ?, ?)`, k.ID, k.Algorithm, k.PrivateKey, ms(k.MadeAt))
}

// AnchorRow is one published root over the chain heads of a bureau.
type AnchorRow struct {
	BureauID string
	Day      string
	Seq      int64
	Size     int
	Root     string
	JWS      string `gorm:"column:jws"`
	SM2      string `gorm:"column:jws_sm2"` // empty: not signed by the second suite
	MadeAt   time.Time
}

const anchorColumns = `bureau_id, day, seq, size, root, jws AS jws, jws_sm2, made_at`

// AnchorsOf lists a bureau's anchors, newest first, older than the given day when there is one.
func (r Reader) AnchorsOf(ctx context.Context, bureauID, before string, limit int) ([]AnchorRow, error) {
	if before == "" {
		before = "9999-99-99"
	}
	return rows[AnchorRow](r, ctx, "list anchors", `SELECT `+anchorColumns+` FROM anchors WHERE bureau_id = ? AND day < ? ORDER BY day DESC LIMIT ?`, bureauID, before, limit)
}

// Anchor gives the anchor of a day; NotFound when there is none.
func (r Reader) Anchor(ctx context.Context, bureauID, day string) (AnchorRow, error) {
	return row[AnchorRow](r, ctx, "load an anchor", `SELECT `+anchorColumns+` FROM anchors WHERE bureau_id = ? AND day = ?`, bureauID, day)
}

// FirstAnchorSince gives the first anchor that covers a place in the bureau's order; NotFound when there is none yet.
func (r Reader) FirstAnchorSince(ctx context.Context, bureauID string, seq int64) (AnchorRow, error) {
	return row[AnchorRow](r, ctx, "look for an anchor", `SELECT `+anchorColumns+` FROM anchors WHERE bureau_id = ? AND seq >= ? ORDER BY seq, day LIMIT 1`, bureauID, seq)
}

// InsertAnchor adds the anchor of a day. Refuses with Exists when there is one.
func (t *Tx) InsertAnchor(_ context.Context, a AnchorRow) error {
	return t.must("insert an anchor", `INSERT INTO anchors (bureau_id, day, seq, size, root, jws, jws_sm2, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		a.BureauID, a.Day, a.Seq, a.Size, a.Root, a.JWS, a.SM2, ms(a.MadeAt))
}

// HeadsAt gives where the chain of every check of a bureau stood when the bureau's order had come to seq, by check id.
// A check that nobody has touched since stands there still; of the others the ledger tells.
func (r Reader) HeadsAt(ctx context.Context, bureauID string, seq int64) ([]evidence.Head, error) {
	return rows[evidence.Head](r, ctx, "read the chains' heads", `SELECT c.id AS check_id, c.acts AS acts, c.chain_hash AS hash FROM checks c WHERE c.bureau_id = ? AND c.last_seq <= ?
		UNION ALL
		SELECT a.check_id AS check_id, a.case_no AS acts, LOWER(HEX(a.hash)) AS hash FROM acts a JOIN checks c ON c.id = a.check_id
		WHERE c.bureau_id = ? AND c.last_seq > ? AND a.case_no = (SELECT MAX(b.case_no) FROM acts b WHERE b.check_id = c.id AND b.seq <= ?)
		ORDER BY check_id`, bureauID, seq, bureauID, seq, seq)
}

// SettledSeq is the bureau's newest place in its order, held still until the transaction ends: everything up to it is
// committed.
func (t *Tx) SettledSeq(ctx context.Context, bureauID string) (int64, error) {
	got, err := rows[int64](t.Reader, ctx, "hold the counter", `SELECT seq FROM bureau_counters WHERE bureau_id = ?`+t.forUpdate(), bureauID)
	if err != nil || len(got) == 0 {
		return 0, err
	}
	return got[0], nil
}
