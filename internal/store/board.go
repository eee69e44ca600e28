package store

import (
	"context"

	"anjian/internal/inspection"
)

// RecheckDay is the day on which a re-check was laid.
type RecheckDay struct {
	CheckID, PlannedOn, LeadID, AssistantID, Why string
}

// RecheckDays lists the days laid for re-checks of a bureau, from a day on.
func (r Reader) RecheckDays(ctx context.Context, bureauID, from string) (map[string]RecheckDay, error) {
	got, err := rows[RecheckDay](r, ctx, "list re-check days", `SELECT check_id, planned_on, lead_id, assistant_id, why FROM recheck_days WHERE bureau_id = ? AND planned_on >= ?`, bureauID, from)
	days := map[string]RecheckDay{}
	for _, g := range got {
		days[g.CheckID] = g
	}
	return days, err
}

// LayRecheck lays a re-check on a day, in place of the day before; an empty day takes it off.
func (t *Tx) LayRecheck(_ context.Context, bureauID string, d RecheckDay) error {
	if _, err := t.exec("take a re-check off its day", `DELETE FROM recheck_days WHERE check_id = ? AND bureau_id = ?`, d.CheckID, bureauID); err != nil || d.PlannedOn == "" {
		return err
	}
	return t.must("lay a re-check", `INSERT INTO recheck_days (check_id, bureau_id, planned_on, lead_id, assistant_id, why) VALUES (?, ?, ?, ?, ?, ?)`, d.CheckID, bureauID, d.PlannedOn, d.LeadID, d.AssistantID, cut(d.Why, 300))
}

// OpenOrders gives the records of signed checks of which something can be due, of one section or all, the oldest change
// first: those that may have an order to be re-checked.
func (r Reader) OpenOrders(ctx context.Context, bureauID, sectionID string, limit int) ([]inspection.CheckRecord, error) {
	where, args := `c.bureau_id = ? AND c.state = 'signed' AND c.due_from <> ''`, []any{bureauID}
	if sectionID != "" {
		where, args = where+` AND c.section_id = ?`, append(args, sectionID)
	}
	got, err := rows[viewRow](r, ctx, "list open orders", `SELECT `+viewColumns+` FROM checks c WHERE `+where+` ORDER BY c.last_seq LIMIT ?`, append(args, limit)...)
	if err != nil {
		return nil, err
	}
	var records []inspection.CheckRecord
	for _, g := range got {
		v, err := g.view()
		if err != nil {
			return nil, err
		}
		records = append(records, v.Record)
	}
	return records, nil
}

// MarkDispatched notes the check a target is to become in place of the one before; Moved when it has another by now.
func (t *Tx) MarkDispatched(_ context.Context, bureauID, targetID, before, checkID string, version int64) error {
	return t.must("mark a target dispatched", `UPDATE plan_targets SET check_id = ?, version = ? WHERE id = ? AND bureau_id = ? AND check_id = ? AND cancelled = ''`, checkID, version, targetID, bureauID, before)
}
