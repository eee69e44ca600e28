package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"anjian/internal/inspection"
)

// Waiting is what a check waits for and what lists say of the check: all that the list of what is due and the board need,
// so that neither reads whole records.
type Waiting struct {
	CheckID        string    `json:"checkId"`
	Number         string    `json:"number,omitempty"`
	EnterpriseID   string    `json:"enterpriseId"`
	EnterpriseName string    `json:"enterpriseName"`
	Town           string    `json:"town"`
	SectionID      string    `json:"sectionId"`
	Section        string    `json:"section"`
	LeadID         string    `json:"leadId"`
	Lead           string    `json:"lead"`
	AssistantID    string    `json:"assistantId"`
	Applied        bool      `json:"applied,omitempty"` // the enterprise has asked for its re-check
	Dues           []DueText `json:"dues"`
	DueFrom        string    `json:"-"` // the first day on which any of it can be due
}

// DueText is one thing that is due; of a finding with its wording.
type DueText struct {
	inspection.Due
	Text string `json:"text,omitempty"`
}

// WaitingOf reads out of a record what it waits for.
func WaitingOf(r *inspection.CheckRecord) Waiting {
	w := Waiting{CheckID: r.ID, EnterpriseID: r.Enterprise.ID, EnterpriseName: r.Enterprise.Name, Town: r.Enterprise.Town, SectionID: r.SectionID,
		Section: r.Section, Applied: r.RecheckApplied() != nil}
	if r.Number != nil {
		w.Number = r.Number.Text
	}
	for _, m := range r.Team {
		switch m.Part {
		case inspection.PartyLead:
			w.LeadID, w.Lead = m.PersonID, m.Name
		case inspection.PartyAssistant:
			w.AssistantID = m.PersonID
		}
	}
	wording := map[string]string{}
	for _, f := range r.Findings {
		if n := len(f.Versions); n > 0 {
			wording[f.ID] = f.Versions[n-1].Text
		}
	}
	for _, d := range r.Dues() {
		w.Dues = append(w.Dues, DueText{d, wording[d.ID]})
	}
	return w
}

// WaitingText is what the table keeps of a record: empty when it waits for nothing.
func WaitingText(r *inspection.CheckRecord) (string, error) {
	w := WaitingOf(r)
	if len(w.Dues) == 0 {
		return "", nil
	}
	text, err := json.Marshal(w)
	if err != nil {
		return "", fmt.Errorf("store: write what a check waits for: %w", err)
	}
	return string(text), nil
}

// SyncWaiting makes what stands of a check's waiting that of its record.
func (t *Tx) SyncWaiting(_ context.Context, bureauID, checkID, text string) error {
	if _, err := t.exec("clear what a check waits for", `DELETE FROM check_waiting WHERE check_id = ?`, checkID); err != nil || text == "" {
		return err
	}
	return t.must("note what a check waits for", `INSERT INTO check_waiting (check_id, bureau_id, doc) VALUES (?, ?, ?)`, checkID, bureauID, text)
}

// ChecksDue gives the checks an actor may see of which something can be due up to a day, the earliest first. cursor and next
// as in ChecksFor.
func (r Reader) ChecksDue(ctx context.Context, actor inspection.Actor, until, cursor string, limit int) (due []Waiting, next string, err error) {
	where, args := r.dueUntil(actor, until)
	if cursor != "" {
		var at nameCursor
		if err := at.read(cursor); err != nil {
			return nil, "", err
		}
		where, args = where+` AND (c.due_from > ? OR c.due_from = ? AND c.id > ?)`, append(args, at.Name, at.Name, at.ID)
	}
	due, err = r.waiting(ctx, "look for what is due", where+` ORDER BY c.due_from, c.id LIMIT ?`, append(args, limit+1))
	if err != nil || len(due) <= limit {
		return due, "", err
	}
	last := due[limit-1]
	return due[:limit], nameCursor{last.DueFrom, last.CheckID}.text(), nil
}

// CountDue says how many checks ChecksDue gives on all its pages.
func (r Reader) CountDue(ctx context.Context, actor inspection.Actor, until string) (int, error) {
	where, args := r.dueUntil(actor, until)
	return row[int](r, ctx, "count what is due", `SELECT COUNT(*) FROM checks c WHERE `+where, args...)
}

func (r Reader) dueUntil(actor inspection.Actor, until string) (where string, args []any) {
	scope, args := r.visible(actor)
	return scope + ` AND c.due_from > '' AND c.due_from <= ?`, append(args, until)
}

// OpenOrders gives what a bureau's signed checks wait for, the earliest first: among them are all that have an order to be
// re-checked.
func (r Reader) OpenOrders(ctx context.Context, bureauID string, limit int) ([]Waiting, error) {
	return r.waiting(ctx, "list open orders", `c.bureau_id = ? AND c.state = 'signed' AND c.due_from > '' ORDER BY c.due_from, c.id LIMIT ?`, []any{bureauID, limit})
}

func (r Reader) waiting(ctx context.Context, doing, where string, args []any) ([]Waiting, error) {
	found, err := rows[struct{ Doc, DueFrom string }](r, ctx, doing, `SELECT w.doc, c.due_from FROM checks c JOIN check_waiting w ON w.check_id = c.id WHERE `+where, args...)
	if err != nil {
		return nil, err
	}
	out := make([]Waiting, len(found))
	for i, f := range found {
		if err := json.Unmarshal([]byte(f.Doc), &out[i]); err != nil {
			return nil, fmt.Errorf("store: read what a check waits for: %w", err)
		}
		out[i].DueFrom = f.DueFrom
	}
	return out, nil
}

// RecheckFrom is the first day from which a re-check of the check's order is counted; empty when none is due.
func (w *Waiting) RecheckFrom() string {
	first := ""
	for _, d := range w.Dues {
		if d.What == inspection.DueRecheck && (first == "" || cmp.Less(d.On, first)) {
			first = d.On
		}
	}
	return first
}
