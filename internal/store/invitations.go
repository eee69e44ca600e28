package store

import (
	"context"

	"anjian/internal/inspection"
)

// SyncInvitations makes the standing rows of a check's invitations those of its record, as of seq. One that was withdrawn
// keeps a row that says until when, so that its expert's phone can be told the check is gone; the link that was made for it
// ends with it.
func (t *Tx) SyncInvitations(ctx context.Context, r *inspection.CheckRecord, seq int64) error {
	got, err := rows[struct {
		ID       string
		UntilSeq int64
	}](t.Reader, ctx, "read invitations", `SELECT id, until_seq FROM invitations WHERE check_id = ?`, r.ID)
	if err != nil {
		return err
	}
	until := map[string]int64{}
	for _, g := range got {
		until[g.ID] = g.UntilSeq
	}
	for _, i := range r.Invitations {
		ended, known := until[i.ID]
		if !known {
			if err := t.must("insert an invitation", `INSERT INTO invitations (id, check_id, bureau_id, person_id, expires_at, until_seq) VALUES (`+marks(6)+`)`,
				i.ID, r.ID, r.BureauID, i.PersonID, ms(i.ExpiresAt), 0); err != nil {
				return err
			}
		}
		if i.Withdrawn == nil || ended != 0 {
			continue
		}
		if err := t.must("end an invitation", `UPDATE invitations SET until_seq = ? WHERE check_id = ? AND id = ?`, seq, r.ID, i.ID); err != nil {
			return err
		}
		if err := t.RevokeLink(ctx, r.BureauID, r.ID, i.ID, i.Withdrawn.By.ID); err != nil {
			return err
		}
	}
	return nil
}
