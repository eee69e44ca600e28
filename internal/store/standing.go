package store

import (
	"context"

	"anjian/internal/inspection"
)

// SyncMembers makes the check's members those of its team, as of seq. Who left keeps a row that says until when, so
// that their phone can be told the check is gone.
func (t *Tx) SyncMembers(ctx context.Context, r *inspection.CheckRecord, seq int64) error {
	type key struct{ PersonID, Part string }
	got, err := rows[struct {
		PersonID, Part string
		UntilSeq       int64
	}](t.Reader, ctx, "read members", `SELECT person_id, part, until_seq FROM check_members WHERE check_id = ?`, r.ID)
	if err != nil {
		return err
	}
	until := map[key]int64{}
	for _, g := range got {
		until[key{g.PersonID, g.Part}] = g.UntilSeq
	}
	for _, m := range r.Team {
		k := key{m.PersonID, string(m.Part)}
		at, known := until[k]
		delete(until, k)
		switch {
		case !known:
			err = t.must("insert a member", `INSERT INTO check_members (check_id, person_id, part, bureau_id, until_seq) VALUES (?, ?, ?, ?, 0)`, r.ID, k.PersonID, k.Part, r.BureauID)
		case at != 0:
			err = t.must("take a member back", `UPDATE check_members SET until_seq = 0 WHERE check_id = ? AND person_id = ? AND part = ?`, r.ID, k.PersonID, k.Part)
		}
		if err != nil {
			return err
		}
	}
	for k, at := range until {
		if at != 0 {
			continue
		}
		if err := t.must("let a member go", `UPDATE check_members SET until_seq = ? WHERE check_id = ? AND person_id = ? AND part = ?`, seq, r.ID, k.PersonID, k.Part); err != nil {
			return err
		}
	}
	return nil
}

// SyncFindings makes the standing rows of the check's findings those of its record.
func (t *Tx) SyncFindings(_ context.Context, r *inspection.CheckRecord) error {
	if _, err := t.exec("clear findings", `DELETE FROM findings WHERE check_id = ?`, r.ID); err != nil {
		return err
	}
	for i, f := range r.Findings {
		var v inspection.FindingVersion
		if n := len(f.Versions); n > 0 {
			v = f.Versions[n-1]
		}
		err := t.must("insert a finding", `INSERT INTO findings (id, bureau_id, check_id, place_no, checklist, item, text, handling, due_on, major, contested, corrected, withdrawn) VALUES (`+marks(13)+`)`,
			f.ID, r.BureauID, r.ID, i+1, f.Checklist, f.Item, v.Text, string(v.Handling), v.DueOn, string(f.Major), len(f.Versions) > 1, f.Corrected != nil, f.Withdrawn != nil)
		if err != nil {
			return err
		}
	}
	return nil
}
