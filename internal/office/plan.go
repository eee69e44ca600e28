package office

import (
	"context"
	"errors"
	"io"
	"strconv"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/planning"
	"anjian/internal/sheets"
	"anjian/internal/store"
)

// What plans refuse beside what the planning room refuses.
var (
	PlanChanged    = fault.New(fault.Conflict, "plan.changed", "Somebody has changed this plan in the meantime; look at it again.")
	PlanTwice      = fault.New(fault.Refused, "plan.twice", "There is an annual plan of this year already.")
	PlanSheetWrong = fault.New(fault.Refused, "plan.sheet_wrong", "The breakdown in this workbook does not add up, or cannot be read; nothing was taken in.")
)

// PlanView is a plan with what has come of it: for each breakdown how many targets are named, dispatched and done.
type PlanView struct {
	planning.Plan
	Planned     int             `json:"planned"`
	Supervision int             `json:"supervision" doc:"监督检查工作日 by the statutory formula"`
	Progress    []PlanProgress  `json:"progress"`
	Pace        []planning.Pace `json:"pace" doc:"Section by section, as of today"`
}

// PlanProgress is what has come of one breakdown.
type PlanProgress struct {
	By    string        `json:"by"`
	Of    planning.Part `json:"of"`
	Lines []store.Tally `json:"lines"`
}

// DraftPlan begins a plan. A year has one annual plan. Who may: section head, policy.
func (r *Room) DraftPlan(ctx context.Context, actor inspection.Actor, deed Deed, id string, kind planning.PlanKind, year int, title string) (PlanView, error) {
	p, err := planning.NewPlan(id, kind, year, title)
	if err != nil {
		return PlanView{}, err
	}
	body := map[string]any{"kind": kind, "year": year, "title": p.Title}
	_, _, err = r.ledger.Perform(ctx, actor, deed.of("draft_plan", ledger.OnPlan, id, body), func(tx *store.Tx, seq int64) error {
		there, err := tx.Plans(ctx, actor.BureauID, year, 200)
		if err != nil {
			return err
		}
		for _, other := range there {
			if kind == planning.Annual && other.Kind == planning.Annual {
				return PlanTwice.With("year", year)
			}
		}
		next := p
		next.Version = seq
		return tx.InsertPlan(ctx, actor.BureauID, next)
	})
	if err != nil {
		return PlanView{}, err
	}
	return r.Plan(ctx, actor, id)
}

// PlanAct is what is done to a plan: its name in the ledger, its content, and the clause of the planning room.
type PlanAct struct {
	Kind string
	Body any
	Do   func(p *planning.Plan, step planning.PlanStep) error
}

// ActOnPlan carries out one act on a plan, as the planning room allows it. Which roles may do which, the routes say.
func (r *Room) ActOnPlan(ctx context.Context, actor inspection.Actor, deed Deed, id string, act PlanAct) (PlanView, error) {
	if _, err := r.store.Plan(ctx, actor.BureauID, id); err != nil {
		return PlanView{}, err
	}
	_, _, err := r.ledger.Perform(ctx, actor, deed.of(act.Kind, ledger.OnPlan, id, act.Body), func(tx *store.Tx, seq int64) error {
		p, err := tx.Plan(ctx, actor.BureauID, id)
		if err != nil {
			return err
		}
		was := p.Version
		if err := act.Do(&p, planning.PlanStep{By: actor.Name, At: tx.Now()}); err != nil {
			return err
		}
		p.Version = seq
		err = tx.UpdatePlan(ctx, actor.BureauID, was, p)
		if errors.Is(err, store.Moved) {
			return PlanChanged
		}
		return err
	})
	if err != nil {
		return PlanView{}, err
	}
	return r.Plan(ctx, actor, id)
}

// ReadPlan reads the figures of a breakdown workbook. Refuses with PlanSheetWrong, naming every cell; figures it gives
// add up.
func ReadPlan(data []byte) (planning.Figures, error) {
	book, err := sheets.Open(data)
	if err != nil {
		return planning.Figures{}, err
	}
	defer book.Close()
	f, err := book.Plan()
	if err != nil {
		return planning.Figures{}, err
	}
	if len(book.Issues) > 0 {
		return planning.Figures{}, PlanSheetWrong.With("issues", book.Issues)
	}
	return f, f.Check()
}

// Plans lists the bureau's plans without what has come of them.
func (r *Room) Plans(ctx context.Context, actor inspection.Actor, year int) ([]planning.Plan, error) {
	return r.store.Plans(ctx, actor.BureauID, year, 200)
}

// ExportPlan writes a plan's breakdown as a workbook that ReadPlan reads.
func (r *Room) ExportPlan(ctx context.Context, actor inspection.Actor, id string, out io.Writer) error {
	p, err := r.store.Plan(ctx, actor.BureauID, id)
	if err != nil {
		return err
	}
	return sheets.WritePlan(out, p.Figures)
}

// Plan gives a plan with what has come of it and the pace of each section.
func (r *Room) Plan(ctx context.Context, actor inspection.Actor, id string) (PlanView, error) {
	p, err := r.store.Plan(ctx, actor.BureauID, id)
	if err != nil {
		return PlanView{}, err
	}
	view := PlanView{Plan: p, Planned: p.Figures.Planned(), Supervision: p.Capacity.Supervision(), Progress: []PlanProgress{}, Pace: []planning.Pace{}}
	names, err := r.sectionNames(ctx, actor.BureauID)
	if err != nil {
		return PlanView{}, err
	}
	tally, err := r.store.TallyTargets(ctx, actor.BureauID, id)
	if err != nil {
		return PlanView{}, err
	}
	for _, b := range p.Figures.Breakdowns {
		lines := tally(b.By, b.Of)
		for i := range lines {
			switch b.By {
			case planning.BySection:
				lines[i].Line = names[lines[i].Line]
			case planning.ByMonth:
				lines[i].Line = monthName(lines[i].Line)
			}
		}
		view.Progress = append(view.Progress, PlanProgress{By: b.By, Of: b.Of, Lines: lines})
	}
	view.Pace = r.pace(p, view.Progress)
	return view, nil
}

func monthName(n string) string {
	if n == "0" || n == "" {
		return ""
	}
	return n + "月"
}

func (r *Room) sectionNames(ctx context.Context, bureauID string) (map[string]string, error) {
	sections, err := r.store.Sections(ctx, bureauID)
	names := map[string]string{}
	for _, s := range sections {
		names[s.ID] = s.Name
	}
	return names, err
}

// pace compares each section with the elapsed part of the plan's months.
func (r *Room) pace(p planning.Plan, progress []PlanProgress) []planning.Pace {
	var months [12]int
	for _, b := range p.Figures.Breakdowns {
		if b.By == planning.ByMonth {
			for _, l := range b.Lines {
				for m := range months {
					if l.Name == strconv.Itoa(m+1)+"月" {
						months[m] += l.N
					}
				}
			}
		}
	}
	today := planning.DayOf(r.store.Now())
	elapsed := 0.0
	switch year := today.Year(); {
	case year > p.Year:
		elapsed = 1
	case year == p.Year:
		month := r.store.Now().In(planning.Zone).Month()
		first := planning.NewDay(year, month, 1)
		passed, _ := r.calendar.WorkdaysBetween(first-1, today)
		all, _ := r.calendar.WorkdaysBetween(first-1, planning.NewDay(year, month+1, 1)-1)
		elapsed = planning.Elapsed(months, int(month), passed, all)
	}
	done := map[string]int{}
	for _, b := range progress {
		if b.By == planning.BySection {
			for _, l := range b.Lines {
				done[l.Line] += l.Done
			}
		}
	}
	out := []planning.Pace{}
	for _, b := range p.Figures.Breakdowns {
		if b.By == planning.BySection {
			for _, l := range b.Lines {
				out = append(out, planning.PaceOf(l.Name, l.N, done[l.Name], elapsed))
			}
		}
	}
	return out
}

// NewTarget is an enterprise to be put into a plan's named list.
type NewTarget struct {
	ID           string        `json:"id,omitempty" format:"uuid"`
	EnterpriseID string        `json:"enterpriseId" format:"uuid"`
	Source       planning.Part `json:"source" enum:"key,random"`
	Class        string        `json:"class,omitempty" maxLength:"100"`
	Month        int           `json:"month,omitempty" minimum:"0" maximum:"12"`
	SectionID    string        `json:"sectionId,omitempty" maxLength:"36"`
	DrawID       string        `json:"drawId,omitempty" maxLength:"36"`
}

// NameTargets puts enterprises into a plan that is not closed. Refuses: WrongPlanState, not there.
func (r *Room) NameTargets(ctx context.Context, actor inspection.Actor, deed Deed, planID string, named []NewTarget) error {
	if _, err := r.store.Plan(ctx, actor.BureauID, planID); err != nil {
		return err
	}
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("name_targets", ledger.OnPlan, planID, named), func(tx *store.Tx, seq int64) error {
		return r.nameTargets(ctx, tx, actor.BureauID, planID, deed.ID, named, seq)
	})
	return err
}

func (r *Room) nameTargets(ctx context.Context, tx *store.Tx, bureauID, planID, deedID string, named []NewTarget, seq int64) error {
	p, err := tx.Plan(ctx, bureauID, planID)
	if err != nil {
		return err
	}
	if p.State == planning.Closed {
		return planning.WrongPlanState.With("state", string(p.State)).With("needs", string(planning.InForce))
	}
	targets := make([]Target, len(named))
	for i, n := range named {
		if _, err := tx.Enterprise(ctx, bureauID, n.EnterpriseID); err != nil {
			return err
		}
		if n.SectionID != "" {
			if err := openSection(ctx, tx, bureauID, n.SectionID); err != nil {
				return err
			}
		}
		if n.ID == "" { // the same request sent again is the same act, so its targets need no ids of their own
			n.ID = mint()
		}
		targets[i] = Target{ID: n.ID, PlanID: planID, EnterpriseID: n.EnterpriseID, Source: n.Source, Class: n.Class, Month: n.Month, SectionID: n.SectionID, DrawID: n.DrawID, Version: seq}
	}
	return tx.InsertTargets(ctx, bureauID, targets)
}

// Targets lists targets of the bureau.
func (r *Room) Targets(ctx context.Context, actor inspection.Actor, f TargetFilter, after string, limit int) ([]Target, error) {
	return r.store.TargetsFor(ctx, actor.BureauID, f, after, limit)
}

// CancelTarget calls a target off; its reason stays (DOMAIN: cancelled with reason).
func (r *Room) CancelTarget(ctx context.Context, actor inspection.Actor, deed Deed, id, reason string) (Target, error) {
	return r.changeTarget(ctx, actor, deed, "cancel_target", id, map[string]any{"reason": reason}, func(_ *store.Tx, t *Target) error {
		if t.CheckState != "" && t.CheckState != "cancelled" {
			return TargetUnderWay
		}
		t.Cancelled = reason
		return nil
	})
}

// TargetUnderWay refuses to change a target whose check is under way.
var TargetUnderWay = fault.New(fault.Refused, "target.under_way", "This target has been dispatched; change or cancel its check.")

// TargetChanged refuses a change of a target that somebody else has changed.
var TargetChanged = fault.New(fault.Conflict, "target.changed", "Somebody has changed this target in the meantime.")

func (r *Room) changeTarget(ctx context.Context, actor inspection.Actor, deed Deed, kind, id string, body any, change func(*store.Tx, *Target) error) (Target, error) {
	first, err := r.store.Target(ctx, actor.BureauID, id)
	if err != nil {
		return Target{}, err
	}
	kept := map[string]any{"targetId": id, "change": body}
	_, _, err = r.ledger.Perform(ctx, actor, deed.of(kind, ledger.OnPlan, first.PlanID, kept), func(tx *store.Tx, seq int64) error {
		t, err := tx.Target(ctx, actor.BureauID, id)
		if err != nil {
			return err
		}
		was := t.Version
		if err := change(tx, &t); err != nil {
			return err
		}
		t.Version = seq
		err = tx.UpdateTarget(ctx, actor.BureauID, was, t)
		if errors.Is(err, store.Moved) {
			return TargetChanged
		}
		return err
	})
	if err != nil {
		return Target{}, err
	}
	return r.store.Target(ctx, actor.BureauID, id)
}
