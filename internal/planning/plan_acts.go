package planning

import (
	"strings"
	"unicode/utf8"

	"anjian/internal/fault"
)

// What a plan refuses.
var (
	WrongPlanState  = fault.New(fault.Refused, "plan.wrong_state", "The plan is not in the state in which this can be done.")
	PlanNoReason    = fault.New(fault.Refused, "plan.no_reason", "An adjustment of the plan states its reason.")
	PlanNoDocument  = fault.New(fault.Refused, "plan.no_document", "Name the paper and its day: approval, issue and filing of a plan are on paper.")
	PlanEmpty       = fault.New(fault.Refused, "plan.empty", "A plan without any check cannot be submitted.")
	AdjustmentThere = fault.New(fault.Refused, "plan.adjustment_pending", "Another adjustment of this plan is still to be decided.")
	AdjustmentGone  = fault.New(fault.Refused, "plan.adjustment_not_pending", "There is no such adjustment waiting for a decision.")
	PlanNameless    = fault.New(fault.Invalid, "plan.nameless", "A plan has a title, a year and a kind.")
)

// NewPlan is a draft.
func NewPlan(id string, kind PlanKind, year int, title string) (Plan, error) {
	title = strings.TrimSpace(title)
	if title == "" || utf8.RuneCountInString(title) > 200 || year < 2000 || year > 2200 || kind != Annual && kind != Campaign {
		return Plan{}, PlanNameless
	}
	return Plan{ID: id, Kind: kind, Year: year, Title: title, State: Draft, Figures: Figures{Breakdowns: []Breakdown{}}, Adjustments: []Adjustment{}}, nil
}

func (p *Plan) move(from, to PlanState) error {
	if p.State != from {
		return WrongPlanState.With("state", string(p.State)).With("needs", string(from))
	}
	p.State = to
	return nil
}

// Set replaces the draft's capacity and figures, as a workbook brings them. Both must add up.
func (p *Plan) Set(c Capacity, f Figures) error {
	if err := p.move(Draft, Draft); err != nil {
		return err
	}
	if err := c.Check(); err != nil {
		return err
	}
	if err := f.Check(); err != nil {
		return err
	}
	p.Capacity, p.Figures = c, f.clone()
	return nil
}

// Change shifts the draft's figures.
func (p *Plan) Change(shifts ...Shift) error {
	if err := p.move(Draft, Draft); err != nil {
		return err
	}
	next, err := p.Figures.Apply(shifts...)
	if err != nil {
		return err
	}
	p.Figures = next
	return nil
}

// Submit hands a draft in for approval.
func (p *Plan) Submit(step PlanStep) error {
	if p.State == Draft && p.Figures.Planned() == 0 {
		return PlanEmpty
	}
	if err := p.move(Draft, Submitted); err != nil {
		return err
	}
	p.Submitted = &step
	return nil
}

// Return sends a submitted plan back to be worked on.
func (p *Plan) Return(step PlanStep) error {
	if strings.TrimSpace(step.Note) == "" {
		return PlanNoReason
	}
	if err := p.move(Submitted, Draft); err != nil {
		return err
	}
	p.Returned = &step
	return nil
}

// Approve notes the approval by the government of the same level, which is a paper with a number and a day.
func (p *Plan) Approve(step PlanStep) error {
	if err := papered(step); err != nil {
		return err
	}
	if err := p.move(Submitted, Approved); err != nil {
		return err
	}
	p.Approved = &step
	return nil
}

// PutInForce issues an approved plan to the towns and sections.
func (p *Plan) PutInForce(step PlanStep) error {
	if err := papered(step); err != nil {
		return err
	}
	if err := p.move(Approved, InForce); err != nil {
		return err
	}
	p.InForce = &step
	return nil
}

// Propose asks for an adjustment of a plan in force. One at a time waits, so that each is decided on what it was asked of.
func (p *Plan) Propose(id, reason string, shifts []Shift, step PlanStep) error {
	if err := p.move(InForce, InForce); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return PlanNoReason
	}
	for _, a := range p.Adjustments {
		if a.State == "proposed" {
			return AdjustmentThere
		}
	}
	before := p.Figures.clone()
	after, err := p.Figures.Apply(shifts...)
	if err != nil {
		return err
	}
	p.Adjustments = append(p.Adjustments, Adjustment{ID: id, Reason: strings.TrimSpace(reason), Shifts: shifts, Proposed: step, State: "proposed", Before: &before, After: &after})
	return nil
}

// Decide approves a proposed adjustment, which then holds, or refuses it, and then it stays to be seen.
func (p *Plan) Decide(id string, approve bool, filedOn string, step PlanStep) error {
	if err := p.move(InForce, InForce); err != nil {
		return err
	}
	for i := range p.Adjustments {
		a := &p.Adjustments[i]
		if a.ID != id || a.State != "proposed" {
			continue
		}
		if !approve {
			if strings.TrimSpace(step.Note) == "" {
				return PlanNoReason
			}
			a.State, a.Decided = "refused", &step
			return nil
		}
		if err := papered(step); err != nil || !RealDay(filedOn) {
			return PlanNoDocument
		}
		a.State, a.Decided, a.FiledOn = "approved", &step, filedOn
		p.Figures = a.After.clone()
		return nil
	}
	return AdjustmentGone
}

// Close ends a plan at the end of its year.
func (p *Plan) Close(step PlanStep) error {
	if err := p.move(InForce, Closed); err != nil {
		return err
	}
	p.Closed = &step
	return nil
}

func papered(step PlanStep) error {
	if strings.TrimSpace(step.Document) == "" || !RealDay(step.On) {
		return PlanNoDocument
	}
	return nil
}
