package office_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"anjian/internal/fault"
	"anjian/internal/office"
	"anjian/internal/planning"
	"anjian/internal/sheets"
	"anjian/internal/testkit"
)

// The founding plan goes through its workbook into the office and back, whole.
func TestTheFoundingPlanIsReadFromItsWorkbookAndKept(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		text, err := os.ReadFile("../planning/testdata/founding.json")
		must(t, err)
		var want planning.Figures
		must(t, json.Unmarshal(text, &want))
		var sheet bytes.Buffer
		must(t, sheets.WritePlan(&sheet, want))
		figures, err := office.ReadPlan(sheet.Bytes())
		must(t, err)

		desk, head, leader := office.New(w.Store), w.Head.Actor(), w.Leader.Actor()
		id, first := testkit.NewID(), deed(w)
		if _, err := desk.DraftPlan(t.Context(), head, first, id, planning.Annual, 2026, "2026年度计划"); err != nil {
			t.Fatal(err)
		}
		if again, err := desk.DraftPlan(t.Context(), head, first, id, planning.Annual, 2026, "2026年度计划"); err != nil || again.ID != id {
			t.Errorf("sent again: %v", err)
		}
		if _, err := desk.DraftPlan(t.Context(), head, deed(w), testkit.NewID(), planning.Annual, 2026, "又一个"); !errors.Is(err, office.PlanTwice) {
			t.Errorf("a second annual plan: %v", err)
		}
		act := func(kind string, do func(p *planning.Plan, s planning.PlanStep) error) (office.PlanView, error) {
			return desk.ActOnPlan(t.Context(), leader, deed(w), id, office.PlanAct{Kind: kind, Body: map[string]any{}, Do: do})
		}
		p, err := act("set_plan_figures", func(p *planning.Plan, _ planning.PlanStep) error { return p.Set(planning.Capacity{}, figures) })
		must(t, err)
		if p.Figures.Required != 376 || p.Planned != 390 || p.Figures.Key != 150 || p.Figures.Random != 240 || len(p.Pace) != 5 {
			t.Errorf("%+v", p)
		}
		if _, err := act("approve_plan", func(p *planning.Plan, s planning.PlanStep) error { return p.Approve(s) }); !errors.Is(err, planning.PlanNoDocument) {
			t.Errorf("approved without a paper: %v", err)
		}
		must(t, desk.NameTargets(t.Context(), head, deed(w), id, []office.NewTarget{
			{EnterpriseID: w.Plant.ID, Source: planning.Key, Class: "两重点一重大", Month: 3, SectionID: w.Section.ID}, {EnterpriseID: w.Mill.ID, Source: planning.Random, Month: 4}}))
		if err := desk.NameTargets(t.Context(), head, deed(w), id, []office.NewTarget{{EnterpriseID: w.Mill.ID, Source: planning.Key}, {EnterpriseID: w.ForeignPlant.ID, Source: planning.Key}}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another bureau's enterprise: %v", err)
		}
		targets, err := desk.Targets(t.Context(), head, office.TargetFilter{PlanID: id}, "", 10)
		if err != nil || len(targets) != 2 || targets[0].State != "month" {
			t.Errorf("%+v %v", targets, err)
		}
		called, err := desk.CancelTarget(t.Context(), head, deed(w), targets[1].ID, "企业关闭")
		if err != nil || called.State != "cancelled" {
			t.Errorf("%+v %v", called, err)
		}
		view, err := desk.Plan(t.Context(), head, id)
		must(t, err)
		named := 0
		for _, progress := range view.Progress {
			if progress.By == planning.ByMonth {
				for _, l := range progress.Lines {
					named += l.Named
				}
			}
		}
		if named != 1 {
			t.Errorf("%d targets are named by month, want 1: %+v", named, view.Progress)
		}
		var out bytes.Buffer
		must(t, desk.ExportPlan(t.Context(), head, id, &out))
		if again, err := office.ReadPlan(out.Bytes()); err != nil || again.Planned() != 390 {
			t.Errorf("written and read again: %d %v", again.Planned(), err)
		}
		if _, err := desk.Plan(t.Context(), w.ForeignHead.Actor(), id); fault.KindOf(err) != fault.NotFound {
			t.Errorf("seen from another bureau: %v", err)
		}
	})
}

func TestAWorkbookThatDoesNotAddUpIsRefusedWithTheCell(t *testing.T) {
	text, err := os.ReadFile("../planning/testdata/founding.json")
	must(t, err)
	var f planning.Figures
	must(t, json.Unmarshal(text, &f))
	f.Breakdowns[0].Lines[1].N++ // 尧塘街道 18
	var sheet bytes.Buffer
	must(t, sheets.WritePlan(&sheet, f))
	_, err = office.ReadPlan(sheet.Bytes())
	refusal, _ := errors.AsType[*fault.Error](err)
	if !errors.Is(err, office.PlanSheetWrong) {
		t.Fatal(err)
	}
	issues := refusal.Details["issues"].([]sheets.Issue)
	if len(issues) != 1 || issues[0].Row != 14 || issues[0].Column != "C" || issues[0].Head != "计划内" || issues[0].Code != "total" {
		t.Errorf("told %+v", issues)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
