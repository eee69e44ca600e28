package office_test

import (
	"errors"
	"testing"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/office"
	"anjian/internal/planning"
	"anjian/internal/testkit"
)

// A plan's targets are proposed, laid with what speaks against it said first, and dispatched as checks once.
func TestTheBoardFromProposalToDispatch(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		ctx, desk, head := t.Context(), office.New(w.Store), w.Head.Actor()
		plan, target := testkit.NewID(), testkit.NewID()
		if _, err := desk.DraftPlan(ctx, head, deed(w), plan, planning.Annual, 2026, "年度计划"); err != nil {
			t.Fatal(err)
		}
		must(t, desk.NameTargets(ctx, head, deed(w), plan, []office.NewTarget{{ID: target, EnterpriseID: w.Plant.ID, Source: planning.Key, Month: 11, SectionID: w.Section.ID},
			{EnterpriseID: w.Mill.ID, Source: planning.Key, Month: 11, SectionID: w.OtherSection.ID}}))
		ask := office.BoardAsk{From: "2026-11-23", To: "2026-11-27", PerDay: 1}
		v, err := desk.Board(ctx, head, ask)
		if err != nil || len(v.Days) != 5 || len(v.Jobs) != 1 || len(v.Crews) != 2 || len(v.Officers) != 3 {
			t.Fatalf("%+v %v", v, err)
		}
		p, err := desk.Propose(ctx, head, ask)
		if err != nil || len(p.Placed) != 1 || len(p.Placed[0].Why) == 0 || p.Placed[0].Day < v.Today {
			t.Fatalf("%+v %v", p, err)
		}
		must(t, desk.EnterLeave(ctx, head, deed(w), office.Leave{ID: testkit.NewID(), PersonID: w.Yi.ID, FirstDay: "2026-11-26", LastDay: "2026-11-26"}))
		laying := office.Laying{JobID: target, Day: "2026-11-26", LeadID: w.Jia.ID, AssistantID: w.Yi.ID}
		against, err := desk.Objections(ctx, head, laying)
		if err != nil || len(against) != 1 || against[0].Code != "on_leave" {
			t.Errorf("against a day of leave: %+v %v", against, err)
		}
		if err := desk.Lay(ctx, head, deed(w), laying); !errors.Is(err, office.BoardObjections) {
			t.Errorf("laid on a day of leave: %v", err)
		}
		laying.Day = "2026-11-27"
		once := deed(w)
		must(t, desk.Lay(ctx, head, once, laying))
		must(t, desk.Lay(ctx, head, once, laying))
		if p, err := desk.Propose(ctx, head, office.BoardAsk{From: "2026-11-30", To: "2026-12-04", PerDay: 1}); err != nil || len(p.Placed) != 0 {
			t.Errorf("proposed for another week although it is laid: %+v %v", p, err)
		}
		if _, err := desk.Objections(ctx, w.OtherHead.Actor(), laying); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another section's target: %v", err)
		}
		got, err := desk.BegunDispatch(ctx, head, target, testkit.NewID(), testkit.NewID())
		if err != nil || got.PlannedOn != "2026-11-27" || got.LeadID != w.Jia.ID || got.Waits {
			t.Fatalf("%+v %v", got, err)
		}
		check, mark := testkit.NewID(), deed(w)
		for range 2 {
			if id, err := desk.BeginDispatch(ctx, head, mark, target, check); err != nil || id != check {
				t.Errorf("becomes %s: %v", id, err)
			}
		}
		if id, err := desk.BeginDispatch(ctx, head, deed(w), target, testkit.NewID()); err != nil || id != check {
			t.Errorf("becomes another check too: %s %v", id, err)
		}
		w.Must(t, w.Head, w.Act(inspection.CreateCheck, check, w.CreateBody()))
		if got, err := desk.BegunDispatch(ctx, head, target, testkit.NewID(), testkit.NewID()); err != nil || !got.Waits {
			t.Errorf("with its check planned: %+v %v", got, err)
		}
		if v, err := desk.Board(ctx, head, ask); err != nil || len(v.Jobs) != 1 || len(v.Gone) != 0 {
			t.Errorf("the board while its check waits: %+v %+v %v", v.Jobs, v.Gone, err)
		}
		w.Must(t, w.Head, w.Act(inspection.Dispatch, check, inspection.DispatchBody{}))
		if _, err := desk.BegunDispatch(ctx, head, target, testkit.NewID(), testkit.NewID()); !errors.Is(err, office.TargetGone) {
			t.Errorf("to be dispatched again: %v", err)
		}
		if v, err := desk.Board(ctx, head, ask); err != nil || len(v.Jobs) != 0 || len(v.Gone) != 1 || v.Gone[0].CheckID != check {
			t.Errorf("the board after it was dispatched: %+v %+v %v", v.Jobs, v.Gone, err)
		}
		next := testkit.NewID()
		must(t, desk.NameTargets(ctx, head, deed(w), plan, []office.NewTarget{{ID: next, EnterpriseID: w.Mill.ID, Source: planning.Key, Month: 11, SectionID: w.Section.ID}}))
		laying.JobID, laying.PerDay = next, 1
		if against, err := desk.Objections(ctx, head, laying); err != nil || len(against) != 2 || against[0].Code != "double_booking" {
			t.Errorf("against officers who are out already: %+v %v", against, err)
		}
	})
}

// What belongs to next month is laid, moved and taken back before that month has begun.
func TestNextMonthsTargetIsLaidAhead(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		ctx, desk, head := t.Context(), office.New(w.Store), w.Head.Actor()
		plan, target := testkit.NewID(), testkit.NewID()
		if _, err := desk.DraftPlan(ctx, head, deed(w), plan, planning.Annual, 2026, "年度计划"); err != nil {
			t.Fatal(err)
		}
		must(t, desk.NameTargets(ctx, head, deed(w), plan, []office.NewTarget{{ID: target, EnterpriseID: w.Plant.ID, Source: planning.Key, Month: 12, SectionID: w.Section.ID}}))
		for _, day := range []string{"2026-12-01", "2026-11-30", ""} {
			must(t, desk.Lay(ctx, head, deed(w), office.Laying{JobID: target, Day: day, LeadID: w.Jia.ID, AssistantID: w.Yi.ID}))
			v, err := desk.Board(ctx, head, office.BoardAsk{From: "2026-11-30", To: "2026-12-04", PerDay: 1})
			if err != nil || len(v.Jobs) != 1 || v.Jobs[0].LaidOn != day {
				t.Errorf("laid on %q: %+v %v", day, v.Jobs, err)
			}
		}
	})
}

// A week of proposals is taken in one step: what something speaks against by then is skipped and told, and the step is
// taken back in one.
func TestAllProposalsAreTakenInOneStep(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		ctx, desk, head := t.Context(), office.New(w.Store), w.Head.Actor()
		plan, ids := testkit.NewID(), []string{testkit.NewID(), testkit.NewID(), testkit.NewID()}
		if _, err := desk.DraftPlan(ctx, head, deed(w), plan, planning.Annual, 2026, "年度计划"); err != nil {
			t.Fatal(err)
		}
		must(t, desk.NameTargets(ctx, head, deed(w), plan, []office.NewTarget{{ID: ids[0], EnterpriseID: w.Plant.ID, Source: planning.Key, Month: 11, SectionID: w.Section.ID},
			{ID: ids[1], EnterpriseID: w.Mill.ID, Source: planning.Key, Month: 11, SectionID: w.Section.ID}, {ID: ids[2], EnterpriseID: w.Mill.ID, Source: planning.Key, Month: 11, SectionID: w.OtherSection.ID}}))
		ask := office.BoardAsk{From: "2026-11-23", To: "2026-11-27", PerDay: 1}
		p, err := desk.Propose(ctx, head, ask)
		if err != nil || len(p.Placed) != 2 {
			t.Fatalf("%+v %v", p, err)
		}
		var all []office.Laying
		for _, x := range p.Placed {
			all = append(all, office.Laying{JobID: x.JobID, Day: x.Day, LeadID: x.Crew.LeadID, AssistantID: x.Crew.AssistantID, PerDay: 1})
		}
		must(t, desk.EnterLeave(ctx, head, deed(w), office.Leave{ID: testkit.NewID(), PersonID: all[0].LeadID, FirstDay: all[0].Day, LastDay: all[0].Day}))
		all = append(all, office.Laying{JobID: ids[2], Day: all[1].Day, LeadID: all[1].LeadID, AssistantID: all[1].AssistantID, PerDay: 1})
		once := deed(w)
		for range 2 {
			got, err := desk.LayMany(ctx, head, once, all)
			if err != nil || len(got.Taken) != 1 || got.Taken[0] != all[1].JobID || len(got.Skipped) != 2 || got.Skipped[0].Against[0].Code != "on_leave" || got.Skipped[1].Against[0].Code != "gone" {
				t.Errorf("%+v %v", got, err)
			}
		}
		if v, err := desk.Board(ctx, head, ask); err != nil || len(v.Taken) != 1 {
			t.Errorf("the board: %+v %v", v.Taken, err)
		}
		back, err := desk.LayMany(ctx, head, deed(w), []office.Laying{{JobID: all[1].JobID}, {JobID: all[0].JobID}})
		if err != nil || len(back.Taken) != 1 || len(back.Skipped) != 1 {
			t.Errorf("taken back: %+v %v", back, err)
		}
		if v, err := desk.Board(ctx, head, ask); err != nil || len(v.Taken) != 0 || len(v.Jobs) != 2 {
			t.Errorf("the board after it was taken back: %+v %v", v.Taken, err)
		}
		if _, err := desk.LayMany(ctx, head, deed(w), []office.Laying{{JobID: ids[0], Day: "2026-01-05"}, {JobID: ids[1], Day: "2026-11-27"}}); !errors.Is(err, office.BoardSpan) {
			t.Errorf("over a year: %v", err)
		}
	})
}

// A section without a pair of its own is proposed officers of the others, and never on a day on which those have them.
func TestASectionWithoutOfficersBorrowsThem(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		ctx, desk, head, other := t.Context(), office.New(w.Store), w.Head.Actor(), w.OtherHead.Actor()
		plan, ids := testkit.NewID(), []string{testkit.NewID(), testkit.NewID()}
		if _, err := desk.DraftPlan(ctx, head, deed(w), plan, planning.Annual, 2026, "年度计划"); err != nil {
			t.Fatal(err)
		}
		must(t, desk.NameTargets(ctx, head, deed(w), plan, []office.NewTarget{{ID: ids[0], EnterpriseID: w.Plant.ID, Source: planning.Key, Month: 11, SectionID: w.Section.ID},
			{ID: ids[1], EnterpriseID: w.Mill.ID, Source: planning.Key, Month: 11, SectionID: w.OtherSection.ID}}))
		ask := office.BoardAsk{From: "2026-11-24", To: "2026-11-25", PerDay: 1}
		p, err := desk.Propose(ctx, other, ask)
		if err != nil || len(p.Placed) != 1 || p.Placed[0].JobID != ids[1] || p.Placed[0].Day != "2026-11-24" {
			t.Fatalf("to a section without officers: %+v %v", p, err)
		}
		must(t, desk.Lay(ctx, head, deed(w), office.Laying{JobID: ids[0], Day: "2026-11-24", LeadID: w.Jia.ID, AssistantID: w.Yi.ID}))
		if p, err = desk.Propose(ctx, other, ask); err != nil || len(p.Placed) != 1 || p.Placed[0].Day != "2026-11-25" {
			t.Errorf("with the officers out for their own section: %+v %v", p, err)
		}
		if v, err := desk.Board(ctx, other, ask); err != nil || len(v.Taken) != 0 || len(v.Elsewhere) != 1 || len(v.Jobs) != 1 || len(v.Crews) == 0 {
			t.Errorf("the board: %+v %v", v, err)
		}
		borrowed := office.Laying{JobID: ids[1], Day: "2026-11-24", LeadID: w.Bing.ID, AssistantID: w.Jia.ID, PerDay: 1}
		if against, err := desk.Objections(ctx, other, borrowed); err != nil || len(against) != 1 || against[0].Code != "double_booking" {
			t.Errorf("against an officer whom their own section sends out: %+v %v", against, err)
		}
	})
}
