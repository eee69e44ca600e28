package office_test

import (
	"errors"
	"testing"

	"anjian/internal/fault"
	"anjian/internal/office"
	"anjian/internal/planning"
	"anjian/internal/testkit"
)

// Targets go to another section with their figures: once however often it is sent, all of them or none, and who did it and
// why stands in the plan with the figures before and after.
func TestTargetsAreHandedToAnotherSectionWithTheirFigures(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		ctx, desk, head := t.Context(), office.New(w.Store), w.Head.Actor()
		plan := testkit.NewID()
		_, err := desk.DraftPlan(ctx, head, deed(w), plan, planning.Annual, 2026, "年度计划")
		must(t, err)
		figures := planning.Figures{Required: 5, Key: 3, Random: 2, Breakdowns: []planning.Breakdown{
			{By: planning.BySection, Of: planning.Key, Lines: []planning.Line{{Name: w.Section.Name, N: 3}}},
			{By: planning.BySection, Of: planning.Random, Lines: []planning.Line{{Name: w.Section.Name, N: 1}, {Name: w.OtherSection.Name, N: 1}}},
			{By: planning.ByMonth, Of: planning.All, Lines: []planning.Line{{Name: "3月", N: 5}}}}}
		_, err = desk.ActOnPlan(ctx, head, deed(w), plan, office.PlanAct{Kind: "set_plan_figures", Body: map[string]any{}, Do: func(p *planning.Plan, _ planning.PlanStep) error {
			return p.Set(planning.Capacity{}, figures)
		}})
		must(t, err)
		ids := []string{testkit.NewID(), testkit.NewID(), testkit.NewID(), testkit.NewID()}
		must(t, desk.NameTargets(ctx, head, deed(w), plan, []office.NewTarget{
			{ID: ids[0], EnterpriseID: w.Plant.ID, Source: planning.Key, Month: 3, SectionID: w.Section.ID}, {ID: ids[1], EnterpriseID: w.Mill.ID, Source: planning.Random, Month: 3, SectionID: w.Section.ID},
			{ID: ids[2], EnterpriseID: w.Mill.ID, Source: planning.Key, Month: 3}, {ID: ids[3], EnterpriseID: w.Mill.ID, Source: planning.Random, Month: 3, SectionID: w.OtherSection.ID}}))
		at := func() (office.PlanView, map[string]office.Target) {
			t.Helper()
			p, err := desk.Plan(ctx, head, plan)
			must(t, err)
			listed, err := desk.Targets(ctx, head, office.TargetFilter{PlanID: plan}, "", 10)
			must(t, err)
			by := map[string]office.Target{}
			for _, g := range listed {
				by[g.ID] = g
			}
			return p, by
		}
		refused := func(what string, got error, want *fault.Error) {
			t.Helper()
			if p, _ := at(); !errors.Is(got, want) || len(p.Adjustments) != 0 {
				t.Errorf("%s: %v", what, got)
			}
		}
		refused("one that is there already", desk.HandTargets(ctx, head, deed(w), plan, []string{ids[0], ids[3]}, w.OtherSection.ID, "分工调整"), office.TargetThere)
		refused("another section's, by a head", desk.HandTargets(ctx, head, deed(w), plan, []string{ids[3]}, w.Section.ID, "分工调整"), office.TargetNotYours)
		refused("without a reason", desk.HandTargets(ctx, head, deed(w), plan, ids[:1], w.OtherSection.ID, " "), planning.PlanNoReason)
		if err := desk.HandTargets(ctx, head, deed(w), plan, []string{ids[0], testkit.NewID()}, w.OtherSection.ID, "分工调整"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("one that is not there: %v", err)
		}
		if err := desk.HandTargets(ctx, w.ForeignHead.Actor(), deed(w), plan, ids[:1], w.OtherSection.ID, "分工调整"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("from another bureau: %v", err)
		}
		once := deed(w)
		for range 2 {
			must(t, desk.HandTargets(ctx, head, once, plan, ids[:3], w.OtherSection.ID, " 分工调整 "))
		}
		p, by := at()
		if len(p.Adjustments) != 1 || p.Adjustments[0].State != "handed" || p.Adjustments[0].Reason != "分工调整" || p.Adjustments[0].Proposed.By != w.Head.Name || p.Figures.Check() != nil || p.Figures.Planned() != 5 {
			t.Fatalf("%+v", p.Plan)
		}
		for _, id := range ids {
			if by[id].SectionID != w.OtherSection.ID {
				t.Errorf("a target is with %s", by[id].SectionID)
			}
		}
		want := map[planning.Part]map[string]int{planning.Key: {w.Section.Name: 2, w.OtherSection.Name: 1}, planning.Random: {w.Section.Name: 0, w.OtherSection.Name: 2}}
		for _, b := range p.Figures.Breakdowns {
			for _, l := range b.Lines {
				if b.By == planning.BySection && l.N != want[b.Of][l.Name] {
					t.Errorf("%s of %s: %d", l.Name, b.Of, l.N)
				}
			}
		}
		if before := p.Adjustments[0].Before.Breakdowns; len(before) != 2 || before[0].Lines[0].N != 3 {
			t.Errorf("before it: %+v", before)
		}
		must(t, desk.HandTargets(ctx, w.Policy.Actor(), deed(w), plan, ids[:1], w.Section.ID, "退回原科室"))
		if p, by = at(); by[ids[0]].SectionID != w.Section.ID || len(p.Adjustments) != 2 {
			t.Errorf("given back: %+v", by[ids[0]])
		}
		if err := desk.HandTargets(ctx, w.Policy.Actor(), deed(w), plan, []string{ids[1], ids[3]}, w.Section.ID, "多于计划数"); err != nil {
			t.Errorf("both of what is planned: %v", err)
		}
	})
}
