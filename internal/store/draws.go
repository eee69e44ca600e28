package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/planning"
)

// DrawBrief is a draw in a list.
type DrawBrief struct {
	ID         string    `json:"id"`
	PlanID     string    `json:"planId"`
	Title      string    `json:"title"`
	Item       string    `json:"item"`
	State      string    `json:"state"`
	Candidates int       `json:"candidates"`
	Wanted     int       `json:"wanted"`
	RedrawOf   string    `json:"redrawOf"`
	RedrawnAs  string    `json:"redrawnAs"`
	FrozenAt   time.Time `json:"frozenAt"`
}

func drawDoc(d planning.Draw) (string, error) {
	text, err := json.Marshal(d)
	if err != nil {
		return "", fmt.Errorf("store: write a draw: %w", err)
	}
	return string(text), nil
}

// InsertDraw keeps a frozen draw.
func (t *Tx) InsertDraw(_ context.Context, d planning.Draw) error {
	doc, err := drawDoc(d)
	if err != nil {
		return err
	}
	return t.must("insert a draw", `INSERT INTO draws (id, bureau_id, plan_id, title, item, state, candidates, wanted, redraw_of, redrawn_as, frozen_at, version, doc) VALUES (`+marks(13)+`)`,
		d.DrawID, d.BureauID, d.PlanID, d.Title, d.Item, d.State, len(d.Candidates), d.Rules.Count, d.RedrawOf, d.RedrawnAs, ms(d.FrozenAt), d.Version, doc)
}

// UpdateDraw replaces a draw that stands in the version given; Moved when it does not.
func (t *Tx) UpdateDraw(_ context.Context, was int64, d planning.Draw) error {
	doc, err := drawDoc(d)
	if err != nil {
		return err
	}
	return t.must("update a draw", `UPDATE draws SET state = ?, redrawn_as = ?, version = ?, doc = ? WHERE id = ? AND bureau_id = ? AND version = ?`,
		d.State, d.RedrawnAs, d.Version, doc, d.DrawID, d.BureauID, was)
}

// Draw gives a draw of the bureau.
func (r Reader) Draw(ctx context.Context, bureauID, id string) (planning.Draw, error) {
	var d planning.Draw
	doc, err := row[string](r, ctx, "load draw "+id, `SELECT doc FROM draws WHERE id = ? AND bureau_id = ?`, id, bureauID)
	if err != nil {
		return d, err
	}
	if err := json.Unmarshal([]byte(doc), &d); err != nil {
		return d, fmt.Errorf("store: read a draw: %w", err)
	}
	return d, nil
}

// Draws lists a bureau's draws, the newest first.
func (r Reader) Draws(ctx context.Context, bureauID string, limit int) ([]DrawBrief, error) {
	return rows[DrawBrief](r, ctx, "list draws", `SELECT id, plan_id, title, item, state, candidates, wanted, redraw_of, redrawn_as, frozen_at FROM draws WHERE bureau_id = ? ORDER BY frozen_at DESC, id DESC LIMIT ?`, bureauID, limit)
}

// CancelDrawTargets calls off what a draw put into a plan and nobody has dispatched yet.
func (t *Tx) CancelDrawTargets(_ context.Context, bureauID, drawID, why string, version int64) error {
	_, err := t.exec("call a draw's targets off", `UPDATE plan_targets SET cancelled = ?, version = ? WHERE bureau_id = ? AND draw_id = ? AND check_id = '' AND cancelled = ''`, cut(why, 300), version, bureauID, drawID)
	return err
}

// LastVisits gives, for each enterprise of the bureau visited this year, how often and when last.
func (r Reader) LastVisits(ctx context.Context, bureauID string, year int) (map[string]int, map[string]string, error) {
	got, err := rows[struct {
		EnterpriseID, PlannedOn string
		N                       int
	}](r, ctx, "count visits", `SELECT enterprise_id, MAX(planned_on) AS planned_on, COUNT(*) AS n FROM checks WHERE bureau_id = ? AND visit_year = ? AND state <> 'cancelled' GROUP BY enterprise_id`, bureauID, year)
	counts, last := map[string]int{}, map[string]string{}
	for _, g := range got {
		counts[g.EnterpriseID], last[g.EnterpriseID] = g.N, g.PlannedOn
	}
	return counts, last, err
}

// Conflict keeps an officer away from an enterprise: an interest of theirs, or somebody's request that they avoid it.
type Conflict struct {
	ID           string    `json:"id"`
	PersonID     string    `json:"personId"`
	EnterpriseID string    `json:"enterpriseId"`
	Kind         string    `json:"kind" enum:"interest,avoidance"`
	Reason       string    `json:"reason"`
	State        string    `json:"state" enum:"standing,asked,refused,ended"`
	DecidedBy    string    `json:"decidedBy"`
	MadeBy       string    `json:"madeBy"`
	MadeAt       time.Time `json:"madeAt"`

	PersonName     string `json:"personName,omitempty"`
	EnterpriseName string `json:"enterpriseName,omitempty"`
}

const conflictColumns = `c.id, c.person_id, c.enterprise_id, c.kind, c.reason, c.state, c.decided_by, c.made_by, c.made_at, p.name AS person_name, e.name AS enterprise_name`
const conflictFrom = ` FROM officer_conflicts c JOIN people p ON p.id = c.person_id JOIN enterprises e ON e.id = c.enterprise_id WHERE `

// Conflicts lists a bureau's conflicts with the names, the newest first; an avoidance that is only asked for is among
// them, with its state.
func (r Reader) Conflicts(ctx context.Context, bureauID string, limit int) ([]Conflict, error) {
	return rows[Conflict](r, ctx, "list conflicts", `SELECT `+conflictColumns+conflictFrom+`c.bureau_id = ? ORDER BY c.made_at DESC, c.id LIMIT ?`, bureauID, limit)
}

// Conflict gives one of a bureau's conflicts.
func (r Reader) Conflict(ctx context.Context, bureauID, id string) (Conflict, error) {
	return row[Conflict](r, ctx, "load a conflict", `SELECT `+conflictColumns+conflictFrom+`c.id = ? AND c.bureau_id = ?`, id, bureauID)
}

// ConflictsOf lists the conflicts about one enterprise, the newest first.
func (r Reader) ConflictsOf(ctx context.Context, bureauID, enterpriseID string, limit int) ([]Conflict, error) {
	return rows[Conflict](r, ctx, "list an enterprise's conflicts", `SELECT `+conflictColumns+conflictFrom+`c.bureau_id = ? AND c.enterprise_id = ? ORDER BY c.made_at DESC, c.id LIMIT ?`, bureauID, enterpriseID, limit)
}

// ConflictOpen says whether an officer keeps away from an enterprise, or is asked to.
func (r Reader) ConflictOpen(ctx context.Context, bureauID, personID, enterpriseID string) (bool, error) {
	n, err := row[int](r, ctx, "look for a conflict", `SELECT COUNT(*) FROM officer_conflicts WHERE bureau_id = ? AND person_id = ? AND enterprise_id = ? AND state IN ('asked', 'standing')`, bureauID, personID, enterpriseID)
	return n > 0, err
}

// HasMet says whether a person is or was an officer of a check that the actor may see; to who came by a link for a notice,
// whether the notice names them.
func (r Reader) HasMet(ctx context.Context, actor inspection.Actor, personID string) (bool, error) {
	scope, args := r.visible(actor)
	if actor.Purpose == inspection.ForNotice {
		scope, args = `c.bureau_id = ? AND c.id = ? AND o.until_seq = 0 AND c.state IN (`+marks(len(inspection.Announced))+`)`, []any{actor.BureauID, actor.CheckID}
		for _, s := range inspection.Announced {
			args = append(args, string(s))
		}
	}
	n, err := row[int](r, ctx, "look for an officer", `SELECT COUNT(*) FROM check_members o JOIN checks c ON c.id = o.check_id WHERE o.person_id = ? AND o.part <> 'expert' AND `+scope, append([]any{personID}, args...)...)
	return n > 0, err
}

// AvoidancesAsked lists the requests for avoidance made since a time that nobody has decided.
func (r Reader) AvoidancesAsked(ctx context.Context, bureauID string, since time.Time) ([]Conflict, error) {
	return rows[Conflict](r, ctx, "list requests for avoidance", `SELECT `+conflictColumns+conflictFrom+`c.bureau_id = ? AND c.state = 'asked' AND c.made_at >= ? ORDER BY c.made_at, c.id LIMIT 500`, bureauID, ms(since))
}

// InsertConflict adds a conflict.
func (t *Tx) InsertConflict(_ context.Context, bureauID string, c Conflict) error {
	return t.must("insert a conflict", `INSERT INTO officer_conflicts (id, bureau_id, person_id, enterprise_id, kind, reason, state, decided_by, made_by, made_at) VALUES (`+marks(10)+`)`,
		c.ID, bureauID, c.PersonID, c.EnterpriseID, c.Kind, c.Reason, c.State, c.DecidedBy, c.MadeBy, t.now)
}

// MoveConflict brings a conflict from one state to another; Moved when it is in another, or not there.
func (t *Tx) MoveConflict(_ context.Context, bureauID, id, from, to, by string) error {
	return t.must("move a conflict", `UPDATE officer_conflicts SET state = ?, decided_by = ? WHERE id = ? AND bureau_id = ? AND state = ?`, to, by, id, bureauID, from)
}

// Leave is when an officer is away.
type Leave struct {
	ID       string `json:"id"`
	PersonID string `json:"personId"`
	FirstDay string `json:"firstDay"`
	LastDay  string `json:"lastDay"`
	Reason   string `json:"reason"`
	MadeBy   string `json:"madeBy"`

	PersonName string `json:"personName,omitempty"`
}

const leaveColumns = `l.id, l.person_id, l.first_day, l.last_day, l.reason, l.made_by, p.name AS person_name`

// Leave gives one leave of a bureau.
func (r Reader) Leave(ctx context.Context, bureauID, id string) (Leave, error) {
	return row[Leave](r, ctx, "load leave", `SELECT `+leaveColumns+` FROM officer_leave l JOIN people p ON p.id = l.person_id WHERE l.id = ? AND l.bureau_id = ?`, id, bureauID)
}

// LeaveFrom lists the leave of a bureau that ends on a day or later.
func (r Reader) LeaveFrom(ctx context.Context, bureauID, day string, limit int) ([]Leave, error) {
	return rows[Leave](r, ctx, "list leave", `SELECT `+leaveColumns+` FROM officer_leave l JOIN people p ON p.id = l.person_id WHERE l.bureau_id = ? AND l.last_day >= ? ORDER BY l.first_day, l.id LIMIT ?`, bureauID, day, limit)
}

// InsertLeave adds leave.
func (t *Tx) InsertLeave(_ context.Context, bureauID string, l Leave) error {
	return t.must("insert leave", `INSERT INTO officer_leave (id, bureau_id, person_id, first_day, last_day, reason, made_by) VALUES (`+marks(7)+`)`, l.ID, bureauID, l.PersonID, l.FirstDay, l.LastDay, l.Reason, l.MadeBy)
}

// DropLeave takes leave back; the ledger keeps that it was there. Moved when it is not.
func (t *Tx) DropLeave(_ context.Context, bureauID, id string) error {
	return t.must("drop leave", `DELETE FROM officer_leave WHERE id = ? AND bureau_id = ?`, id, bureauID)
}

// PublishedResult is one line of what is published of random checks (DOMAIN 1.5).
type PublishedResult struct {
	CheckID     string `json:"-"`
	DrawID      string `json:"-"`
	Batch       string `json:"batch" doc:"抽查批次"`
	Item        string `json:"item" doc:"抽查事项"`
	Name        string `json:"name" doc:"检查对象"`
	CreditCode  string `json:"creditCode"`
	Officers    string `json:"officers" doc:"检查人员"`
	CheckedOn   string `json:"checkedOn"`
	Result      string `json:"result"`
	PublishedOn string `json:"publishedOn"`
	DueOn       string `json:"-"`
}

// InsertPublished publishes the result of a check. Refuses with Exists when it is published already.
func (t *Tx) InsertPublished(_ context.Context, bureauID string, p PublishedResult) error {
	return t.must("publish a result", `INSERT INTO published_results (check_id, bureau_id, draw_id, batch, item, name, credit_code, officers, checked_on, result, published_on, due_on) VALUES (`+marks(12)+`)`,
		p.CheckID, bureauID, p.DrawID, p.Batch, p.Item, p.Name, p.CreditCode, cut(p.Officers, 300), p.CheckedOn, p.Result, p.PublishedOn, p.DueOn)
}

// Published lists what a bureau has published, the newest first.
func (r Reader) Published(ctx context.Context, bureauID string, limit int) ([]PublishedResult, error) {
	return rows[PublishedResult](r, ctx, "list published results", `SELECT check_id, draw_id, batch, item, name, credit_code, officers, checked_on, result, published_on, due_on FROM published_results WHERE bureau_id = ? ORDER BY published_on DESC, check_id LIMIT ?`, bureauID, limit)
}

// Unpublished lists the finished random checks of a bureau whose result is not published, the oldest first.
func (r Reader) Unpublished(ctx context.Context, bureauID string, limit int) ([]Target, error) {
	return rows[Target](r, ctx, "list results to publish", `SELECT `+targetColumns+` FROM `+targetTables+` JOIN checks c ON c.id = t.check_id AND c.bureau_id = t.bureau_id LEFT JOIN published_results p ON p.check_id = t.check_id WHERE t.bureau_id = ? AND t.source = 'random' AND t.check_state IN ('signed', 'closed', 'entry_refused') AND p.check_id IS NULL ORDER BY c.last_seq LIMIT ?`, bureauID, limit)
}
