package store

import "context"

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

// MarkDispatched notes the check a target is to become in place of the one before; Moved when it has another by now.
func (t *Tx) MarkDispatched(_ context.Context, bureauID, targetID, before, checkID string, version int64) error {
	return t.must("mark a target dispatched", `UPDATE plan_targets SET check_id = ?, check_state = `+stateOfCheck+`, version = ? WHERE id = ? AND bureau_id = ? AND check_id = ? AND cancelled = ''`, checkID, checkID, bureauID, version, targetID, bureauID, before)
}
