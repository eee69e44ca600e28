package main

import (
	"net/http"
	"reflect"
	"strconv"
	"testing"
	"time"

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

// The server takes the check and refuses its dispatch; the section head edits the scheme and sends it again, and it is the
// same check that goes out. With another team the first is called off. There is never a second one on a phone.
func TestACheckWhoseDispatchWasRefusedIsTakenUpAgain(t *testing.T) {
	t.Run("by the server", func(t *testing.T) {
		takenUpAgain(t, func(s *site, t *testing.T, id string, body map[string]any) answer {
			return s.send(t, toDispatch(id, "dispatch", body))
		})
	})
	t.Run("by a client that signs", func(t *testing.T) { takenUpAgain(t, (*site).dispatchItself) })
}

func toDispatch(id, how string, body map[string]any) request {
	return request{whom: "head", method: http.MethodPost, path: "/api/v1/targets/" + id + "/" + how, body: body}
}

// dispatchItself asks what is to be sent, and sends it, until nothing is left; each step twice, as after a lost answer.
func (s *site) dispatchItself(t *testing.T, id string, body map[string]any) answer {
	t.Helper()
	for {
		var next struct {
			CheckID string
			Acts    []map[string]any
			Again   bool
		}
		s.send(t, toDispatch(id, "check", body))
		asked := s.send(t, toDispatch(id, "check", body))
		if asked.status != http.StatusOK {
			return asked
		}
		asked.into(t, &next)
		for _, act := range next.Acts {
			act["checkId"], act["doneAt"], act["dialect"] = next.CheckID, body["doneAt"], inspection.Dialect
		}
		send := request{whom: "head", method: http.MethodPost, path: "/api/v1/acts", body: map[string]any{"acts": next.Acts}}
		type told struct {
			Results []struct{ ActID, Outcome, Hash string }
		}
		var first, results told
		s.send(t, send).into(t, &first)
		sent := s.send(t, send)
		sent.into(t, &results)
		if !reflect.DeepEqual(first, results) {
			t.Errorf("sent again: %+v, first %+v", results, first)
		}
		if len(results.Results) != len(next.Acts) {
			t.Fatalf("%d results of %d acts: %s", len(results.Results), len(next.Acts), sent.body)
		}
		for _, r := range results.Results {
			if r.Outcome != "accepted" {
				return answer{status: http.StatusUnprocessableEntity, body: sent.body}
			}
		}
		if !next.Again {
			return sent
		}
	}
}

func takenUpAgain(t *testing.T, send func(s *site, t *testing.T, id string, body map[string]any) answer) {
	eachSite(t, func(t *testing.T, s *site) {
		w := s.w
		plan, _ := s.plan(t)
		desk, head := office.New(w.Store), w.Head.Actor()
		targets := []string{testkit.NewID(), testkit.NewID()}
		for _, id := range targets {
			if err := desk.NameTargets(t.Context(), head, office.Deed{ID: testkit.NewID(), DoneAt: testkit.Start}, plan, []office.NewTarget{{ID: id, EnterpriseID: w.Plant.ID, Source: planning.Key, Month: 11, SectionID: w.Section.ID}}); err != nil {
				t.Fatal(err)
			}
		}
		lay := func(id, day, lead, assistant string) {
			t.Helper()
			body := map[string]any{"laying": map[string]any{"jobId": id, "day": day, "leadId": lead, "assistantId": assistant, "perDay": 5}}
			if got := s.send(t, request{whom: "head", method: http.MethodPost, path: "/api/v1/board/layings", body: body}); got.status != http.StatusNoContent {
				t.Fatalf("laying: %d %s", got.status, got.body)
			}
		}
		wanted := w.CreateBody()
		dispatch := func(id, areas string) (answer, map[string]any) {
			scheme := wanted.Scheme
			scheme.Areas = areas
			body := map[string]any{"id": testkit.NewID(), "doneAt": testkit.Start, "checkId": testkit.NewID(), "createId": testkit.NewID(), "dispatchId": testkit.NewID(), "checklists": wanted.Checklists, "scheme": scheme}
			return send(s, t, id, body), body
		}
		checkOf := func(id string) office.Target {
			t.Helper()
			found, err := desk.Targets(t.Context(), head, office.TargetFilter{IDs: []string{id}}, "", 5)
			if err != nil || len(found) != 1 {
				t.Fatalf("%+v %v", found, err)
			}
			return found[0]
		}
		for i, id := range targets {
			lay(id, "2026-11-27", w.Jia.ID, w.Yi.ID)
			got, first := dispatch(id, "")
			if got.status != http.StatusUnprocessableEntity {
				t.Fatalf("a scheme without areas went out: %d %s", got.status, got.body)
			}
			if again := send(s, t, id, first); again.status != got.status {
				t.Errorf("the same request again: %d %s", again.status, again.body)
			}
			waits := checkOf(id)
			if waits.CheckID != first["checkId"] || waits.CheckState != "planned" || waits.State != "day" {
				t.Errorf("after the refusal: %+v", waits)
			}
			if i == 1 {
				lay(id, "2026-11-27", w.Yi.ID, w.Jia.ID)
			}
			got, second := dispatch(id, "生产车间、仓库")
			if got.status != http.StatusOK {
				t.Fatalf("with its areas: %d %s", got.status, got.body)
			}
			if again := send(s, t, id, second); again.status != http.StatusOK {
				t.Errorf("the same request again: %d %s", again.status, again.body)
			}
			now := checkOf(id)
			if same := now.CheckID == waits.CheckID; same != (i == 0) || now.State != "dispatched" {
				t.Errorf("the target %d became %+v after %+v", i, now, waits)
			}
			var list struct{ Items []struct{ ID, State string } }
			s.send(t, request{whom: "head", method: http.MethodGet, path: "/api/v1/checks?limit=50"}).into(t, &list)
			states := map[string]int{}
			for _, c := range list.Items {
				if c.ID == waits.CheckID || c.ID == now.CheckID || c.ID == second["checkId"] {
					states[c.State]++
				}
			}
			if states["assigned"] != 1 || states["planned"] != 0 || states["cancelled"] != i {
				t.Errorf("checks of target %d: %v", i, states)
			}
			if got, _ := dispatch(id, "别处"); got.status != http.StatusUnprocessableEntity {
				t.Errorf("dispatched a second time: %d %s", got.status, got.body)
			}
		}
	})
}

func TestWhoWaitsForNewsDoesNotKeepAServerFromStopping(t *testing.T) {
	stopping := make(chan struct{})
	settings := generous
	settings.Stopping = stopping
	s := openSite(t, testkit.SQLite(t), settings)
	began := time.Now()
	time.AfterFunc(300*time.Millisecond, func() { close(stopping) })
	var told struct{ News bool }
	s.send(t, request{whom: "jia", method: http.MethodGet, path: "/api/v1/changes/wait?since=999999999"}).into(t, &told)
	if took := time.Since(began); told.News || took < 300*time.Millisecond || took > 5*time.Second {
		t.Errorf("answered %+v after %s", told, took)
	}
}
