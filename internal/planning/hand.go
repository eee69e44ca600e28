package planning

import "strings"

// Handing is so many targets of one part of a plan that go from one section, by its name, to another.
type Handing struct {
	Of       Part
	From, To string // From empty: they had no section yet, and no line changes
	N        int
}

// Hand notes that targets of a plan go to another section, why and by whom. The figures by section go with them, and no
// total, town or month changes: so it is the bureau's own affair and needs no paper. Not while the plan is with those who
// approve it, nor while an adjustment waits, which is decided on the figures it was asked of. Refuses: WrongPlanState,
// PlanNoReason, AdjustmentThere, ShiftWrong (the section is not planned to have so many).
func (p *Plan) Hand(id, reason string, handed []Handing, step PlanStep) error {
	if p.State != Draft && p.State != InForce {
		return WrongPlanState.With("state", string(p.State)).With("needs", string(InForce))
	}
	if strings.TrimSpace(reason) == "" {
		return PlanNoReason
	}
	for _, a := range p.Adjustments {
		if a.State == "proposed" {
			return AdjustmentThere
		}
	}
	shifts := []Shift{}
	for _, h := range handed {
		of := h.Of
		if p.Figures.breakdown(BySection, of) == nil {
			of = All
		}
		if h.From != "" && p.Figures.breakdown(BySection, of) != nil {
			shifts = append(shifts, Shift{Of: of, By: BySection, From: h.From, To: h.To, N: h.N})
		}
	}
	next, err := p.Figures.Apply(shifts...)
	if err != nil {
		return err
	}
	before, after := p.Figures.bySection(), next.bySection()
	p.Figures = next
	p.Adjustments = append(p.Adjustments, Adjustment{ID: id, Reason: strings.TrimSpace(reason), Shifts: shifts, Proposed: step, State: "handed", Before: &before, After: &after})
	return nil
}

// bySection is of the figures what sections have.
func (f Figures) bySection() Figures {
	all := f.clone()
	f.Breakdowns = []Breakdown{}
	for _, b := range all.Breakdowns {
		if b.By == BySection {
			f.Breakdowns = append(f.Breakdowns, b)
		}
	}
	return f
}
