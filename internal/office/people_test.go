package office_test

import (
	"errors"
	"testing"

	"anjian/internal/fault"
	"anjian/internal/office"
	"anjian/internal/planning"
	"anjian/internal/testkit"
)

// A section is closed when nobody and nothing is left in it, and takes nobody and nothing in after that; it can be opened again.
func TestASectionIsClosedWhenItIsEmpty(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		ctx, desk, admin, id := t.Context(), office.New(w.Store), w.Admin.Actor(), w.OtherSection.ID
		closed := office.SectionText{Name: w.OtherSection.Name, SortNo: 2, Closed: true}
		plan, target := testkit.NewID(), testkit.NewID()
		if _, err := desk.DraftPlan(ctx, w.Head.Actor(), deed(w), plan, planning.Annual, 2026, "年度计划"); err != nil {
			t.Fatal(err)
		}
		named := []office.NewTarget{{ID: target, EnterpriseID: w.Plant.ID, Source: planning.Key, Month: 11, SectionID: id}}
		must(t, desk.NameTargets(ctx, w.Head.Actor(), deed(w), plan, named))
		err := desk.KeepSection(ctx, admin, deed(w), id, closed)
		if f, ok := errors.AsType[*fault.Error](err); !ok || !errors.Is(err, office.SectionBusy) || f.Details["people"] != 1 || f.Details["cases"] != 0 || f.Details["targets"] != 1 {
			t.Fatalf("with its head and a target: %v", err)
		}
		if _, err := desk.CancelTarget(ctx, w.Head.Actor(), deed(w), target, "机构改革"); err != nil {
			t.Fatal(err)
		}
		file, err := desk.PersonFile(ctx, admin, w.OtherHead.ID)
		must(t, err)
		file.Active = false
		if _, err := desk.KeepPerson(ctx, admin, deed(w), w.OtherHead.ID, file.PersonText, ""); err != nil {
			t.Fatal(err)
		}
		once := deed(w)
		for range 2 {
			must(t, desk.KeepSection(ctx, admin, once, id, closed))
		}
		if _, err := desk.KeepPerson(ctx, admin, deed(w), w.OtherHead.ID, file.PersonText, ""); err != nil {
			t.Errorf("a former head of it, changed: %v", err)
		}
		file.Active = true
		if _, err := desk.KeepPerson(ctx, admin, deed(w), w.OtherHead.ID, file.PersonText, ""); !errors.Is(err, office.SectionClosed) {
			t.Errorf("somebody comes to it: %v", err)
		}
		named[0].ID = testkit.NewID()
		if err := desk.NameTargets(ctx, w.Head.Actor(), deed(w), plan, named); !errors.Is(err, office.SectionClosed) {
			t.Errorf("a target comes to it: %v", err)
		}
		closed.Closed = false
		must(t, desk.KeepSection(ctx, admin, deed(w), id, closed))
		must(t, desk.NameTargets(ctx, w.Head.Actor(), deed(w), plan, named))
	})
}

// An enterprise asks that an officer it has met avoid it, once, and reads what was decided; nobody else's officers, and
// nothing of what officers declare themselves.
func TestAnEnterpriseAsksForAvoidance(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		ctx, desk, owner := t.Context(), office.New(w.Store), w.Owner.Actor()
		if err := desk.AskAvoidance(ctx, owner, deed(w), w.Jia.ID, "亲属关系"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("of an officer it has not met: %v", err)
		}
		w.Recorded(t, 2)
		once := deed(w)
		for range 2 {
			must(t, desk.AskAvoidance(ctx, owner, once, w.Jia.ID, "亲属关系"))
		}
		if err := desk.AskAvoidance(ctx, owner, deed(w), w.Jia.ID, "再次申请"); !errors.Is(err, office.AvoidanceAsked) {
			t.Errorf("asked again: %v", err)
		}
		if err := desk.AskAvoidance(ctx, w.MillOwner.Actor(), deed(w), w.Jia.ID, "亲属关系"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("by an enterprise that was not visited: %v", err)
		}
		if err := desk.AskAvoidance(ctx, owner, deed(w), w.Expert.ID, "亲属关系"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("of somebody who is no officer: %v", err)
		}
		must(t, desk.DeclareConflict(ctx, w.Yi.Actor(), deed(w), office.Conflict{ID: testkit.NewID(), EnterpriseID: w.Plant.ID, Kind: "interest", Reason: "配偶任职"}))
		own, err := desk.OwnAvoidances(ctx, owner)
		if err != nil || len(own) != 1 || own[0].PersonID != w.Jia.ID || own[0].State != "asked" {
			t.Fatalf("%+v %v", own, err)
		}
		if other, err := desk.OwnAvoidances(ctx, w.MillOwner.Actor()); err != nil || len(other) != 0 {
			t.Errorf("another enterprise reads %+v %v", other, err)
		}
		must(t, desk.DecideConflict(ctx, w.Leader.Actor(), deed(w), own[0].ID, "asked", "standing"))
		if own, err = desk.OwnAvoidances(ctx, owner); err != nil || own[0].State != "standing" || own[0].DecidedBy != w.Leader.Name {
			t.Errorf("what was decided: %+v %v", own, err)
		}
		v, err := desk.Board(ctx, w.Head.Actor(), office.BoardAsk{From: "2026-11-24", To: "2026-11-25"})
		if err != nil || len(v.Conflicts) != 2 {
			t.Errorf("the board keeps %+v %v", v.Conflicts, err)
		}
	})
}
