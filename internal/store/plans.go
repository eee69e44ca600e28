package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"anjian/internal/planning"
)

func planDoc(p planning.Plan) (string, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return "", fmt.Errorf("store: write a plan: %w", err)
	}
	return string(text), nil
}

// InsertPlan adds a plan. Refuses with Exists when the id is there.
func (t *Tx) InsertPlan(_ context.Context, bureauID string, p planning.Plan) error {
	doc, err := planDoc(p)
	if err != nil {
		return err
	}
	return t.must("insert a plan", `INSERT INTO plans (id, bureau_id, year, kind, title, state, version, doc, updated_at) VALUES (`+marks(9)+`)`,
		p.ID, bureauID, p.Year, string(p.Kind), p.Title, string(p.State), p.Version, doc, t.now)
}

// UpdatePlan replaces a plan that stands in the version given; Moved when it does not.
func (t *Tx) UpdatePlan(_ context.Context, bureauID string, was int64, p planning.Plan) error {
	doc, err := planDoc(p)
	if err != nil {
		return err
	}
	return t.must("update a plan", `UPDATE plans SET state = ?, version = ?, doc = ?, updated_at = ? WHERE id = ? AND bureau_id = ? AND version = ?`,
		string(p.State), p.Version, doc, t.now, p.ID, bureauID, was)
}

// Plan gives a plan of the bureau.
func (r Reader) Plan(ctx context.Context, bureauID, id string) (planning.Plan, error) {
	doc, err := row[string](r, ctx, "load plan "+id, `SELECT doc FROM plans WHERE id = ? AND bureau_id = ?`, id, bureauID)
	if err != nil {
		return planning.Plan{}, err
	}
	return readPlan(doc)
}

func readPlan(doc string) (planning.Plan, error) {
	var p planning.Plan
	if err := json.Unmarshal([]byte(doc), &p); err != nil {
		return p, fmt.Errorf("store: read a plan: %w", err)
	}
	p.FillEmpty()
	return p, nil
}

// Plans lists a bureau's plans, the newest year first; year 0 is every year.
func (r Reader) Plans(ctx context.Context, bureauID string, year, limit int) ([]planning.Plan, error) {
	where, args := `bureau_id = ?`, []any{bureauID}
	if year != 0 {
		where, args = where+` AND year = ?`, append(args, year)
	}
	docs, err := rows[string](r, ctx, "list plans", `SELECT doc FROM plans WHERE `+where+` ORDER BY year DESC, kind, id LIMIT ?`, append(args, limit)...)
	if err != nil {
		return nil, err
	}
	out := make([]planning.Plan, len(docs))
	for i, doc := range docs {
		if out[i], err = readPlan(doc); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Target is one check of a plan: whose place, why, in which month, by which section, and what has become of it.
type Target struct {
	ID           string        `json:"id"`
	PlanID       string        `json:"planId"`
	EnterpriseID string        `json:"enterpriseId"`
	Name         string        `json:"name"`
	Town         string        `json:"town"`
	Industry     string        `json:"industry"`
	Risk         string        `json:"risk"`
	Source       planning.Part `json:"source" enum:"key,random"`
	Class        string        `json:"class"`
	Month        int           `json:"month" doc:"1 to 12; 0: not yet given one"`
	SectionID    string        `json:"sectionId"`
	PlannedOn    string        `json:"plannedOn" doc:"The day it was laid on; empty: not yet"`
	LeadID       string        `json:"leadId"`
	AssistantID  string        `json:"assistantId"`
	Why          string        `json:"why" doc:"Why it lies where it lies"`
	CheckID      string        `json:"checkId"`
	CheckState   string        `json:"checkState"`
	DrawID       string        `json:"drawId"`
	Cancelled    string        `json:"cancelled" doc:"Why it was called off; empty: it was not"`
	State        string        `json:"state" enum:"unscheduled,month,day,dispatched,done,cancelled"`
	Version      int64         `json:"version"`
}

const targetColumns = `t.id, t.plan_id, t.enterprise_id, COALESCE(e.name, '') AS name, COALESCE(e.town, '') AS town, COALESCE(e.industry, '') AS industry, COALESCE(e.risk, '') AS risk, t.source, t.class, t.month, t.section_id, t.planned_on, t.lead_id, t.assistant_id, t.why, t.check_id, t.check_state, t.draw_id, t.cancelled, t.version, CASE WHEN t.cancelled <> '' THEN 'cancelled' WHEN t.check_state IN ('recorded', 'signed', 'closed', 'entry_refused') THEN 'done' WHEN t.check_state NOT IN ('', 'planned', 'cancelled') THEN 'dispatched' WHEN t.planned_on <> '' THEN 'day' WHEN t.month > 0 THEN 'month' ELSE 'unscheduled' END AS state`

// stateOfCheck is what stands on a target of its check: the check's state, empty while there is none. Whoever moves a check
// writes it (standState), so that lists and sums of targets need not look at the checks.
const stateOfCheck = `COALESCE((SELECT c.state FROM checks c WHERE c.id = ? AND c.bureau_id = ?), '')`

const targetTables = `plan_targets t LEFT JOIN enterprises e ON e.id = t.enterprise_id AND e.bureau_id = t.bureau_id`

// TargetFilter narrows targets; what is empty narrows nothing.
type TargetFilter struct {
	PlanID, SectionID, Town, Class string
	Source                         planning.Part
	Month                          int
	From, To                       string // days they are laid on
	Open                           bool   // only those that nothing has become of yet: no check, or one that was not dispatched or was called off
	IDs                            []string
}

// TargetsFor lists targets in a steady order, from after an id, at most limit.
func (r Reader) TargetsFor(ctx context.Context, bureauID string, f TargetFilter, after string, limit int) ([]Target, error) {
	where, args := `t.bureau_id = ? AND t.id > ?`, []any{bureauID, after}
	more := func(condition string, v ...any) { where, args = where+` AND `+condition, append(args, v...) }
	for column, value := range map[string]string{`t.plan_id`: f.PlanID, `t.section_id`: f.SectionID, `e.town`: f.Town, `t.class`: f.Class, `t.source`: string(f.Source)} {
		if value != "" {
			more(column+` = ?`, value)
		}
	}
	if f.Month > 0 {
		more(`t.month = ?`, f.Month)
	}
	if f.From != "" {
		more(`t.planned_on >= ? AND t.planned_on <= ?`, f.From, f.To)
	}
	if f.Open {
		more(`t.cancelled = '' AND t.check_state IN ('', 'planned', 'cancelled')`)
	}
	if len(f.IDs) > 0 {
		more(`t.id IN (`+marks(len(f.IDs))+`)`, anys(f.IDs)...)
	}
	return rows[Target](r, ctx, "list targets", `SELECT `+targetColumns+` FROM `+targetTables+` WHERE `+where+` ORDER BY t.id LIMIT ?`, append(args, limit)...)
}

// Target gives one target of the bureau.
func (r Reader) Target(ctx context.Context, bureauID, id string) (Target, error) {
	return row[Target](r, ctx, "load target "+id, `SELECT `+targetColumns+` FROM `+targetTables+` WHERE t.bureau_id = ? AND t.id = ?`, bureauID, id)
}

const targetFields = 16

// InsertTargets adds targets to plans.
func (t *Tx) InsertTargets(_ context.Context, bureauID string, targets []Target) error {
	for len(targets) > 0 {
		part := targets[:min(100, len(targets))]
		targets = targets[len(part):]
		args := make([]any, 0, len(part)*targetFields)
		for _, g := range part {
			args = append(args, g.ID, bureauID, g.PlanID, g.EnterpriseID, string(g.Source), g.Class, g.Month, g.SectionID, g.PlannedOn, g.LeadID, g.AssistantID, g.Why, g.CheckID, g.DrawID, g.Cancelled, g.Version)
		}
		if _, err := t.exec("insert targets", `INSERT INTO plan_targets (id, bureau_id, plan_id, enterprise_id, source, class, month, section_id, planned_on, lead_id, assistant_id, why, check_id, draw_id, cancelled, version) VALUES `+
			strings.TrimSuffix(strings.Repeat(`(`+marks(targetFields)+`),`, len(part)), ","), args...); err != nil {
			return err
		}
	}
	return nil
}

// UpdateTarget replaces what can change of a target that stands in the version given; Moved when it does not.
func (t *Tx) UpdateTarget(_ context.Context, bureauID string, was int64, g Target) error {
	return t.must("update a target", `UPDATE plan_targets SET month = ?, section_id = ?, planned_on = ?, lead_id = ?, assistant_id = ?, why = ?, check_id = ?, check_state = `+stateOfCheck+`, cancelled = ?, version = ? WHERE id = ? AND bureau_id = ? AND version = ?`,
		g.Month, g.SectionID, g.PlannedOn, g.LeadID, g.AssistantID, cut(g.Why, 300), g.CheckID, g.CheckID, bureauID, cut(g.Cancelled, 300), g.Version, g.ID, bureauID, was)
}

// Tally is how many targets of one line there are, how many of them nobody has called off, and how many are done.
type Tally struct {
	Line       string `json:"line"`
	Named      int    `json:"named"`
	Dispatched int    `json:"dispatched"`
	Done       int    `json:"done"`
}

// TallyTargets counts a plan's targets by every dimension at once: for each, in one part of the plan or in all of it, the
// targets of every line.
func (r Reader) TallyTargets(ctx context.Context, bureauID, planID string) (func(by string, of planning.Part) []Tally, error) {
	type group struct {
		Town, Class, Industry, Month, SectionID, Source string

		Named, Dispatched, Done int
	}
	// Columns as they stand, in an order in which few rows have to be compared to the end: a sixth less to sort. The month may
	// not come first, or SQLite reads an index of months and every row behind it.
	got, err := rows[group](r, ctx, "count targets", `SELECT COALESCE(e.town, '') AS town, t.class AS class, COALESCE(e.industry, '') AS industry, t.month AS month, t.section_id AS section_id, t.source AS source, COUNT(*) AS named, SUM(CASE WHEN t.check_state NOT IN ('', 'planned', 'cancelled') THEN 1 ELSE 0 END) AS dispatched, SUM(CASE WHEN t.check_state IN ('recorded', 'signed', 'closed', 'entry_refused') THEN 1 ELSE 0 END) AS done FROM `+targetTables+` WHERE t.bureau_id = ? AND t.plan_id = ? AND t.cancelled = '' GROUP BY e.town, t.month, e.industry, t.section_id, t.class, t.source`, bureauID, planID)
	return func(by string, of planning.Part) []Tally {
		line := map[string]func(group) string{
			planning.ByTown: func(g group) string { return g.Town }, planning.ByClass: func(g group) string { return g.Class }, planning.ByIndustry: func(g group) string { return g.Industry },
			planning.ByMonth: func(g group) string { return g.Month }, planning.BySection: func(g group) string { return g.SectionID },
		}[by]
		if line == nil {
			return []Tally{}
		}
		sums := map[string]Tally{}
		for _, g := range got {
			if of != planning.All && g.Source != string(of) {
				continue
			}
			name := line(g)
			sum := sums[name]
			sums[name] = Tally{name, sum.Named + g.Named, sum.Dispatched + g.Dispatched, sum.Done + g.Done}
		}
		return append([]Tally{}, slices.SortedFunc(maps.Values(sums), func(a, b Tally) int { return strings.Compare(a.Line, b.Line) })...)
	}, err
}

// TargetOfCheck gives the target a check came from.
func (r Reader) TargetOfCheck(ctx context.Context, bureauID, checkID string) (Target, error) {
	if checkID == "" {
		return Target{}, NotFound
	}
	return row[Target](r, ctx, "load the target of check "+checkID, `SELECT `+targetColumns+` FROM `+targetTables+` WHERE t.bureau_id = ? AND t.check_id = ?`, bureauID, checkID)
}
