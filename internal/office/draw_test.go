package office_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/office"
	"anjian/internal/planning"
	"anjian/internal/testkit"
)

// A draw goes its way in the office: pools with reasons, two people's secrets, the plan's targets, a redraw.
func TestADrawInTheOffice(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		ctx, desk, policy, leader, head := t.Context(), office.New(w.Store), w.Policy.Actor(), w.Leader.Actor(), w.Head.Actor()
		for n := range 10 {
			if _, err := desk.EnterEnterprise(ctx, head, deed(w), entry(n, func(e *planning.Enterprise) { e.Closed = n == 0 })); err != nil {
				t.Fatal(err)
			}
		}
		plan := testkit.NewID()
		if _, err := desk.DraftPlan(ctx, head, deed(w), plan, planning.Annual, 2026, "年度计划"); err != nil {
			t.Fatal(err)
		}
		must(t, desk.NameTargets(ctx, head, deed(w), plan, []office.NewTarget{{EnterpriseID: w.Plant.ID, Source: planning.Key}}))
		must(t, desk.EnterLeave(ctx, head, deed(w), office.Leave{ID: testkit.NewID(), PersonID: w.Bing.ID, FirstDay: "2026-11-20", LastDay: "2026-11-30"}))
		// Two are left; one of them has an interest in the mill, so the mill has not two officers.
		must(t, desk.DeclareConflict(ctx, w.Jia.Actor(), deed(w), office.Conflict{ID: testkit.NewID(), EnterpriseID: w.Mill.ID, Kind: "interest", Reason: "亲属任职"}))

		wish := office.DrawWish{Title: "十一月", Item: "安全生产监督检查", PlanID: plan, Rules: planning.DrawRules{Count: 4}}
		run := func(id string, wish office.DrawWish) planning.Draw {
			t.Helper()
			d, err := desk.FreezeDraw(ctx, policy, deed(w), id, wish)
			must(t, err)
			secrets := map[string]string{policy.PersonID: strings.Repeat("1f", 32), leader.PersonID: strings.Repeat("2e", 32)}
			for _, a := range []inspection.Actor{policy, leader} {
				_, err := desk.PromiseSecret(ctx, a, deed(w), id, planning.CommitmentTo(id, d.Fingerprint, a.PersonID, secrets[a.PersonID]))
				must(t, err)
			}
			for _, a := range []inspection.Actor{policy, leader} {
				_, err := desk.ShowSecret(ctx, a, deed(w), id, secrets[a.PersonID])
				must(t, err)
			}
			first := deed(w)
			d, err = desk.RunDraw(ctx, policy, first, id, "")
			must(t, err)
			if again, err := desk.RunDraw(ctx, policy, first, id, ""); err != nil || again.Seed != d.Seed {
				t.Errorf("the same act again: %v", err)
			}
			return d
		}
		before, refused, err := desk.PreviewDraw(ctx, policy, wish)
		if err != nil || refused != nil || len(before.Candidates) != 9 || len(before.LeftOut) != 3 || len(before.OfficersOut) != 1 {
			t.Errorf("the preview: %d in, %+v out, %+v; %v %v", len(before.Candidates), before.LeftOut, before.OfficersOut, refused, err)
		}
		if _, refused, err := desk.PreviewDraw(ctx, policy, office.DrawWish{Title: "太多", Item: "安全生产", Rules: planning.DrawRules{Count: 500}}); err != nil || !errors.Is(refused, planning.DrawPoolSmall) {
			t.Errorf("the preview of too many: %v %v", refused, err)
		}
		if all, err := desk.Draws(ctx, policy); err != nil || len(all) != 0 {
			t.Errorf("a preview was kept: %+v %v", all, err)
		}
		wish.NotWithin = 30
		one := testkit.NewID()
		d := run(one, wish)
		if flaws := planning.Verify(d); len(flaws) > 0 || len(d.Result) != 4 || len(d.Candidates) != 9 {
			t.Fatalf("%v: %d of %d drawn", flaws, len(d.Result), len(d.Candidates))
		}
		if d.Filters == nil || d.Filters.NotWithin != 30 {
			t.Errorf("what it was made by is not kept: %+v", d.Filters)
		}
		out := map[string]string{}
		for _, l := range append(d.LeftOut, d.OfficersOut...) {
			out[l.ID] = l.Reason
		}
		if out[w.Plant.ID] != "in_plan" || out[w.Mill.ID] != "too_few_officers" || out[w.Bing.ID] != "leave" || len(d.LeftOut) != 3 {
			t.Errorf("left out: %v", out)
		}
		open := func() int {
			targets, err := desk.Targets(ctx, head, office.TargetFilter{PlanID: plan, Source: planning.Random, Open: true}, "", 100)
			must(t, err)
			for _, g := range targets {
				if g.LeadID == "" || g.AssistantID == "" || g.LeadID == g.AssistantID {
					t.Errorf("%+v has not two officers", g)
				}
			}
			return len(targets)
		}
		if n := open(); n != 4 {
			t.Errorf("the plan has %d drawn targets", n)
		}
		wish.RedrawOf = one
		if _, err := desk.FreezeDraw(ctx, policy, deed(w), testkit.NewID(), wish); !errors.Is(err, planning.DrawReason) {
			t.Errorf("a redraw without a reason: %v", err)
		}
		wish.Reason = "名单漏列"
		two := testkit.NewID()
		again := run(two, wish)
		if again.Seed == d.Seed || len(again.Candidates) != 9 || open() != 4 {
			t.Errorf("after the redraw %d targets are open, of %d candidates", open(), len(again.Candidates))
		}
		if kept, err := desk.Draw(ctx, head, one); err != nil || kept.RedrawnAs != two || kept.State != "drawn" {
			t.Errorf("the first draw: %+v %v", kept.RedrawnAs, err)
		}
		if _, err := desk.FreezeDraw(ctx, policy, deed(w), testkit.NewID(), wish); !errors.Is(err, office.DrawRedrawn) {
			t.Errorf("repeating it twice: %v", err)
		}
		if all, err := desk.Draws(ctx, head); err != nil || len(all) != 2 {
			t.Errorf("%d draws are listed (%v)", len(all), err)
		}
		if _, err := desk.Draw(ctx, w.ForeignHead.Actor(), one); fault.KindOf(err) != fault.NotFound {
			t.Errorf("seen from another bureau: %v", err)
		}
	})
}

func TestOnlyFinishedRandomChecksArePublished(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		ctx, desk := t.Context(), office.New(w.Store)
		if _, err := desk.PublishResult(ctx, w.Policy.Actor(), deed(w), testkit.NewID()); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a check that came from no plan: %v", err)
		}
		name, items, err := desk.PublishedResults(ctx, w.Bureau.ID)
		if err != nil || name != w.Bureau.Name || len(items) != 0 {
			t.Errorf("%s %+v %v", name, items, err)
		}
		var out bytes.Buffer
		if err := desk.WritePublished(ctx, w.Bureau.ID, &out); err != nil || out.Len() == 0 {
			t.Error(err)
		}
	})
}
