package casework_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"anjian/internal/casework"
	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// pull brings a phone up to date and says what came: check → number of answers, or "gone".
func pull(t *testing.T, w *testkit.World, who store.Person, since *int64) map[string]string {
	t.Helper()
	came := map[string]string{}
	for {
		changes, more, err := w.Cases.Changes(t.Context(), who.Actor(), *since, 2)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			came[c.CheckID] = "gone"
			if !c.Gone {
				came[c.CheckID] = fmt.Sprint(len(c.View.Record.Answers))
			}
			*since = c.Seq
		}
		if !more {
			return came
		}
	}
}

func wantPull(t *testing.T, when string, got map[string]string, want ...string) {
	t.Helper()
	wanted := map[string]string{}
	for i := 0; i < len(want); i += 2 {
		wanted[want[i]] = want[i+1]
	}
	if fmt.Sprint(got) != fmt.Sprint(wanted) {
		t.Errorf("%s: came %v, want %v", when, got, wanted)
	}
}

func TestWhoIsReassignedAwayIsToldGoneAndWhoComesGetsTheWholeCase(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		check := w.Open(t)
		w.Must(t, w.Jia, w.Answers(check, 7)...)
		var yi, bing, jia int64
		wantPull(t, "乙 at first", pull(t, w, w.Yi, &yi), check, "7")
		wantPull(t, "丙 at first", pull(t, w, w.Bing, &bing))
		other := w.Assigned(t) // 丙 has seen later things than the answers
		w.Must(t, w.Head, w.Act(inspection.Reassign, other, inspection.ReassignBody{Team: inspection.TeamChoice{Lead: w.Bing.ID, Assistant: w.Yi.ID}, Reason: "调整"}))
		wantPull(t, "丙 with another check", pull(t, w, w.Bing, &bing), other, "0")
		wantPull(t, "甲, on a new phone", pull(t, w, w.Jia, &jia), check, "7")

		w.Must(t, w.Head, w.Act(inspection.Reassign, check, inspection.ReassignBody{Team: inspection.TeamChoice{Lead: w.Jia.ID, Assistant: w.Bing.ID}, Reason: "乙请假"}))
		wantPull(t, "乙, whose check it was", pull(t, w, w.Yi, &yi), check, "gone", other, "0")
		wantPull(t, "丙, whose check it is now", pull(t, w, w.Bing, &bing), check, "7")
		wantPull(t, "甲, who keeps one and has lost the other", pull(t, w, w.Jia, &jia), check, "7", other, "gone")
		if o := w.Do(t, w.Yi, w.Answers(check, 1)...)[0]; fault.CodeOf(o.Refusal) != "not_found" {
			t.Errorf("乙 goes on: %v", o)
		}
		w.Must(t, w.Jia, w.Answers(check, 8)...)
		wantPull(t, "乙 hears no more of it", pull(t, w, w.Yi, &yi))

		w.Must(t, w.Head, w.Act(inspection.Reassign, check, inspection.ReassignBody{Team: inspection.TeamChoice{Lead: w.Yi.ID, Assistant: w.Bing.ID}, Reason: "甲调走"}))
		wantPull(t, "乙 is back", pull(t, w, w.Yi, &yi), check, "8")
		wantPull(t, "甲 is not", pull(t, w, w.Jia, &jia), check, "gone")
	})
}

func TestTheEnterpriseSeesACheckOnlyWhileItsRecordIsClosed(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		check := w.Open(t)
		w.Must(t, w.Jia, w.Answers(check, 3)...)
		var owner, mill int64
		wantPull(t, "while the officers are on site", pull(t, w, w.Owner, &owner))
		w.Must(t, w.Jia, w.Seal(t, check))
		wantPull(t, "after the visit", pull(t, w, w.Owner, &owner), check, "3")
		w.Must(t, w.Jia, w.Act(inspection.ReopenRecord, check, inspection.ReasonBody{Reason: "漏填一项"}))
		wantPull(t, "reopened", pull(t, w, w.Owner, &owner), check, "gone")
		if _, err := w.Cases.Check(t.Context(), w.Owner.Actor(), check); fault.KindOf(err) != fault.NotFound {
			t.Errorf("reopened, but still shown: %v", err)
		}
		w.Must(t, w.Jia, w.Seal(t, check))
		wantPull(t, "closed again", pull(t, w, w.Owner, &owner), check, "3")
		wantPull(t, "another enterprise", pull(t, w, w.MillOwner, &mill))
	})
}

func TestTheTownLosesACheckWhoseSchemeIsReturned(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		check := w.Planned(t)
		var town, fresh, other int64
		wantPull(t, "planned", pull(t, w, w.Town, &town))
		w.Must(t, w.Head, w.Act(inspection.Dispatch, check, inspection.DispatchBody{}))
		wantPull(t, "assigned", pull(t, w, w.Town, &town), check, "0")
		w.Must(t, w.Leader, w.Act(inspection.ReturnScheme, check, inspection.ReasonBody{Reason: "请补充区域"}))
		wantPull(t, "returned", pull(t, w, w.Town, &town), check, "gone")
		wantPull(t, "to a new phone nothing is gone", pull(t, w, w.Town, &fresh))
		wantPull(t, "another town", pull(t, w, w.MillTown, &other))
	})
}

func TestRowsAreShownToExactlyThoseWhoMayReadThem(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		withExpert := w.CreateBody()
		withExpert.Team.Experts = []string{w.Expert.ID}
		advised, cancelled := testkit.NewID(), w.Assigned(t)
		w.Must(t, w.Head, w.Act(inspection.CreateCheck, advised, withExpert))
		w.Must(t, w.Head, w.Act(inspection.CancelCheck, cancelled, inspection.ReasonBody{Reason: "停产"}))
		reassigned := w.Ready(t)
		w.Must(t, w.Head, w.Act(inspection.Reassign, reassigned, inspection.ReassignBody{Team: inspection.TeamChoice{Lead: w.Bing.ID, Assistant: w.Yi.ID}, Reason: "甲回避"}))
		all := []string{advised, cancelled, reassigned, w.Planned(t), w.Assigned(t), w.Ready(t), w.Open(t), w.Recorded(t, 2)}
		shown := 0
		for _, who := range w.Everybody() {
			listed := map[string]bool{}
			items, next, err := w.Cases.Checks(t.Context(), who.Actor(), casework.CheckFilter{}, "", 100)
			if err != nil || next != "" {
				t.Fatal(err, next)
			}
			for _, item := range items {
				listed[item.ID] = true
			}
			var since int64
			pulled := pull(t, w, who, &since)
			for _, id := range all {
				v, err := w.Store.Check(t.Context(), w.Bureau.ID, id)
				if err != nil {
					t.Fatal(err)
				}
				may := casework.MayRead(who.Actor(), &v.Record, w.Clock.Now())
				_, err = w.Cases.Check(t.Context(), who.Actor(), id)
				if single := err == nil; single != may || listed[id] != may || (pulled[id] != "" && pulled[id] != "gone") != may {
					t.Errorf("%s %s, check %s (%s): may read %v, alone %v, in the list %v, pulled %q", who.Role, who.Name, id, v.Record.State, may, single, listed[id], pulled[id])
				}
				if may {
					shown++
				}
				if _, _, err := w.Cases.Ledger(t.Context(), who.Actor(), id, "", 10); (err == nil) != may {
					t.Errorf("%s: the ledger of %s: %v", who.Name, id, err)
				}
				if _, err := w.Cases.Manifest(t.Context(), who.Actor(), id); (err == nil) != may {
					t.Errorf("%s: the manifest of %s: %v", who.Name, id, err)
				}
			}
		}
		if shown < 40 {
			t.Errorf("only %d views were shown at all", shown)
		}
	})
}

func TestListsGoOnWhereTheyStoppedAndFindByInitials(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		var made []string
		for range 7 {
			made = append(made, w.Planned(t))
		}
		slices.Reverse(made)
		var got []string
		for cursor := ""; ; {
			items, next, err := w.Cases.Checks(t.Context(), w.Leader.Actor(), casework.CheckFilter{Text: "CZJTCG"}, cursor, 3)
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range items {
				got = append(got, item.ID)
			}
			if cursor = next; cursor == "" {
				break
			}
		}
		if !slices.Equal(got, made) {
			t.Errorf("listed %v, want %v", got, made)
		}
		for _, f := range []casework.CheckFilter{{Text: "%"}, {Text: "_"}, {Text: "没有"}, {Town: w.Mill.Town}, {States: []inspection.State{inspection.Open}}} {
			items, _, err := w.Cases.Checks(t.Context(), w.Leader.Actor(), f, "", 10)
			if err != nil || len(items) != 0 {
				t.Errorf("%+v finds %d (%v)", f, len(items), err)
			}
		}
		if _, _, err := w.Cases.Checks(t.Context(), w.Leader.Actor(), casework.CheckFilter{}, "nonsense", 10); fault.CodeOf(err) != "cursor.bad" {
			t.Error(err)
		}
	})
}

func TestTheLedgerOfACheckGoesOnPageByPage(t *testing.T) {
	w := testkit.New(t)
	check := w.Open(t)
	w.Must(t, w.Jia, w.Answers(check, 25)...)
	n := 0
	for cursor := ""; ; {
		items, next, err := w.Cases.Ledger(t.Context(), w.Jia.Actor(), check, cursor, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range items {
			if n++; e.CaseNo != n || len(e.Hash) != 64 || len(e.Body) < 2 {
				t.Errorf("entry %d: %+v", n, e)
			}
		}
		if cursor = next; cursor == "" {
			break
		}
	}
	if n != 31 { // created, dispatched, approved, two declarations, arrival, 25 answers
		t.Errorf("%d entries, want 31", n)
	}
}

func TestASealedRecordIsProvedByItsCodeAndByNothingElse(t *testing.T) {
	w := testkit.New(t)
	check, open := w.Recorded(t, 3), w.Open(t)
	v, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
	if err != nil {
		t.Fatal(err)
	}
	seal := v.Record.Seal
	for _, code := range []string{seal.Code, strings.ToUpper(seal.Code), seal.Digest} {
		g, err := w.Cases.Verify(t.Context(), check, code)
		if err != nil || !g.Matches || g.Digest != seal.Digest || g.Number != v.Record.Number.Text {
			t.Errorf("code %s: %+v, %v", code, g, err)
		}
	}
	for name, ask := range map[string][2]string{
		"a wrong code": {check, "000000000000"}, "no code": {check, ""}, "a short code": {check, seal.Code[:8]},
		"an open check": {open, seal.Code}, "no check": {testkit.NewID(), seal.Code},
	} {
		if _, err := w.Cases.Verify(t.Context(), ask[0], ask[1]); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
}
