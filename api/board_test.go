package main

import (
	"net/http"
	"strconv"
	"testing"

	"anjian/internal/inspection"
	"anjian/internal/office"
	"anjian/internal/planning"
	"anjian/internal/testkit"
)

// A laid target goes to the phone: the check is there for its officers at the next catching-up, once however often the
// request is sent, and whoever waits for news is told.
func TestALaidTargetIsDispatchedToThePhoneOnce(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		w := s.w
		plan, _ := s.plan(t)
		target := testkit.NewID()
		if err := office.New(w.Store).NameTargets(t.Context(), w.Head.Actor(), office.Deed{ID: testkit.NewID(), DoneAt: testkit.Start}, plan,
			[]office.NewTarget{{ID: target, EnterpriseID: w.Plant.ID, Source: planning.Key, Month: 11, SectionID: w.Section.ID}}); err != nil {
			t.Fatal(err)
		}
		laying := map[string]any{"laying": map[string]any{"jobId": target, "day": "2026-11-27", "leadId": w.Jia.ID, "assistantId": w.Yi.ID}}
		if got := s.send(t, request{whom: "head", method: http.MethodPost, path: "/api/v1/board/layings", body: laying}); got.status != http.StatusNoContent {
			t.Fatalf("laying: %d %s", got.status, got.body)
		}
		var before struct{ Seq int64 }
		s.send(t, request{whom: "jia", method: http.MethodGet, path: "/api/v1/changes/wait?since=0"}).into(t, &before)
		wanted := w.CreateBody()
		body := map[string]any{"id": testkit.NewID(), "doneAt": testkit.Start, "checkId": testkit.NewID(), "createId": testkit.NewID(), "dispatchId": testkit.NewID(), "checklists": wanted.Checklists, "scheme": wanted.Scheme}
		for range 2 {
			got := s.send(t, request{whom: "head", method: http.MethodPost, path: "/api/v1/targets/" + target + "/dispatch", body: body})
			if got.status != http.StatusOK {
				t.Fatalf("dispatching: %d %s", got.status, got.body)
			}
		}
		if n := s.acts(t); n != 2 {
			t.Errorf("%d acts on checks were written, want 2", n)
		}
		var after struct{ Seq int64 }
		s.send(t, request{whom: "jia", method: http.MethodGet, path: "/api/v1/changes/wait?since=" + strconv.FormatInt(before.Seq, 10)}).into(t, &after)
		if after.Seq <= before.Seq {
			t.Errorf("nobody told of news: %d, then %d", before.Seq, after.Seq)
		}
		var changes struct {
			Changes []struct {
				CheckID string
				View    struct{ Record inspection.CheckRecord }
			}
		}
		s.send(t, request{whom: "jia", method: http.MethodGet, path: "/api/v1/changes?since=0"}).into(t, &changes)
		found := false
		for _, c := range changes.Changes {
			found = found || c.CheckID == body["checkId"]
		}
		if !found {
			t.Errorf("the check is not among the officer's changes: %+v", changes)
		}
		targets, err := office.New(w.Store).Targets(t.Context(), w.Head.Actor(), office.TargetFilter{IDs: []string{target}}, "", 5)
		if err != nil || len(targets) != 1 || targets[0].State != "dispatched" || targets[0].CheckID != body["checkId"] {
			t.Errorf("the target: %+v %v", targets, err)
		}
	})
}
