package store

import "context"

// AnchorStamp is a time-stamp over a published root: an RFC 3161 token in base64, as the service gave it.
type AnchorStamp struct {
	BureauID string
	Day      string
	Token    string
}

// AnchorStampOf gives the time-stamp of a day's anchor; empty while there is none.
func (r Reader) AnchorStampOf(ctx context.Context, bureauID, day string) (string, error) {
	got, err := rows[string](r, ctx, "load a time-stamp", `SELECT token FROM anchor_stamps WHERE bureau_id = ? AND day = ?`, bureauID, day)
	if err != nil || len(got) == 0 {
		return "", err
	}
	return got[0], nil
}

// UnstampedAnchors lists anchors of all bureaus without a time-stamp, the oldest first.
func (r Reader) UnstampedAnchors(ctx context.Context, limit int) ([]AnchorRow, error) {
	return rows[AnchorRow](r, ctx, "list anchors without a time-stamp", `SELECT `+anchorColumns+` FROM anchors
		WHERE NOT EXISTS (SELECT 1 FROM anchor_stamps s WHERE s.bureau_id = anchors.bureau_id AND s.day = anchors.day) ORDER BY day, bureau_id LIMIT ?`, limit)
}

// InsertAnchorStamp keeps a time-stamp. Refuses with Exists when there is one.
func (t *Tx) InsertAnchorStamp(_ context.Context, s AnchorStamp) error {
	return t.must("keep a time-stamp", `INSERT INTO anchor_stamps (bureau_id, day, token, made_at) VALUES (?, ?, ?, ?)`, s.BureauID, s.Day, s.Token, t.now)
}
