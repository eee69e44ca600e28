package main

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"anjian/api/rest"
	"anjian/internal/casework"
	"anjian/internal/inspection"
	"anjian/internal/office"
	"anjian/internal/testkit"
)

// looks gives, for each person's name and kind, how often policy is told they looked at a subject.
func (s *site) looks(t *testing.T, query string) map[string]int {
	t.Helper()
	seen := map[string]int{}
	for cursor := ""; ; {
		var page struct {
			Items      []casework.Look
			NextCursor string
		}
		s.get(t, "policy", "/api/v1/looks?limit=2&"+query+"&cursor="+cursor).into(t, &page)
		for _, l := range page.Items {
			seen[l.PersonName+" "+l.Kind] += l.Times
		}
		if cursor = page.NextCursor; cursor == "" {
			return seen
		}
	}
}

func TestWhoLooksAtACaseWithoutBeingOfItsTeamIsNoted(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check, w := s.w.Recorded(t, 2), s.w
		path := "/api/v1/checks/" + check
		for range 3 {
			s.get(t, "jia", path)
			s.get(t, "leader", path)
		}
		s.get(t, "leader", path+"/record.pdf")
		for _, more := range []string{"/lint", "/manifest", "/notice", "/notice.pdf", "/refused-acts", "/photo-alarms", "/links", "/report"} {
			s.get(t, "leader", path+more)
			s.get(t, "jia", path+more)
		}
		s.get(t, "head", path+"/case-file.zip")
		s.get(t, "owner", path)
		s.get(t, "town", "/api/v1/changes?since=0")
		s.get(t, "bing", path)                                // not theirs: nothing was seen
		s.get(t, "leader", "/api/v1/checks/"+testkit.NewID()) // not there
		got := s.looks(t, "subjectId="+check)
		// the leader has looked three times at the check itself, then at what does not fit in it, its files and its photos that
		// are like others (links are not for leaders, nothing was reported yet), at three papers, and at what was turned away
		want := map[string]int{w.Leader.Name + " case": 6, w.Leader.Name + " paper": 3, w.Leader.Name + " ledger": 1, w.Head.Name + " case_file": 1, w.Owner.Name + " case": 1, w.Town.Name + " sync": 1}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("noted %v, want %v", got, want)
		}
		s.get(t, "head", "/api/v1/enterprises/"+w.Plant.ID)
		s.get(t, "owner", "/api/v1/enterprises/"+w.Plant.ID)
		if got := s.looks(t, "subjectId="+w.Plant.ID); fmt.Sprint(got) != fmt.Sprint(map[string]int{w.Head.Name + " enterprise": 1}) {
			t.Errorf("at the enterprise: %v", got)
		}
		if got := s.get(t, "fpolicy", "/api/v1/looks?subjectId="+check); !strings.Contains(string(got.body), `"items":[]`) {
			t.Errorf("another bureau is told %s", got.body)
		}
		for _, whom := range []string{"leader", "admin", "head", "jia"} {
			if got := s.get(t, whom, "/api/v1/looks"); got.status != http.StatusForbidden {
				t.Errorf("%s reads who looked: %d", whom, got.status)
			}
		}
		w.Clock.Advance(30 * 24 * time.Hour)
		s.forget("leader")
		s.forget("policy")
		s.get(t, "leader", path)
		if n, err := w.Cases.SweepLooks(t.Context(), w.Clock.Now().Add(-24*time.Hour)); err != nil || n == 0 {
			t.Fatal(n, err)
		}
		if got := s.looks(t, "subjectId="+check); fmt.Sprint(got) != fmt.Sprint(map[string]int{w.Leader.Name + " case": 1}) {
			t.Errorf("after the sweep: %v", got)
		}
	})
}

func TestADaysLooksAreBoundedAndStillCounted(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		checks := []string{s.w.Open(t), s.w.Open(t), s.w.Open(t), s.w.Open(t)}
		s.w.Cases.BoundLooks(2)
		for range 2 {
			for _, c := range checks {
				if err := s.w.Cases.NoteLook(t.Context(), s.w.Leader.Actor(), casework.LookCase, c); err != nil {
					t.Fatal(err)
				}
			}
		}
		looks, _, err := s.w.Cases.Looks(t.Context(), s.w.Policy.Actor(), casework.LookFilter{}, "", 50)
		total, unnamed := 0, 0
		for _, l := range looks {
			total += l.Times
			if l.SubjectID == "" {
				unnamed += l.Times
			}
		}
		if err != nil || len(looks) != 3 || total != 8 || unnamed != 4 {
			t.Errorf("%d lines, %d looks, %d of them unnamed (%v)", len(looks), total, unnamed, err)
		}
	})
}

func TestNumbersAreMaskedInListsForThoseWhoDoNotWorkWithThem(t *testing.T) {
	s := newSite(t)
	plant := func(whom string) (listed, single string) {
		var list struct{ Items []office.Enterprise }
		s.get(t, whom, "/api/v1/enterprises").into(t, &list)
		for _, e := range list.Items {
			if e.ID == s.w.Plant.ID {
				listed = e.Phone
			}
		}
		var one office.Enterprise
		s.get(t, whom, "/api/v1/enterprises/"+s.w.Plant.ID).into(t, &one)
		return listed, one.Phone
	}
	full := s.w.Plant.Phone
	for whom, whole := range map[string]bool{"jia": true, "head": true, "admin": true, "owner": true, "leader": false, "policy": false, "town": false} {
		listed, single := plant(whom)
		if (listed == full) != whole || (single == full) != whole || !whole && (len(listed) == 0 || strings.Contains(full, listed)) {
			t.Errorf("%s sees %q in the list and %q alone", whom, listed, single)
		}
	}
	check := s.w.Recorded(t, 1)
	var seen struct{ Record inspection.CheckRecord }
	s.get(t, "leader", "/api/v1/checks/"+check).into(t, &seen)
	if seen.Record.Enterprise.Phone != full || seen.Record.Team[0].Certificate.Number != s.w.Jia.Certificate.Number {
		t.Error("in a case one may see the numbers are not whole")
	}
	for whom, whole := range map[string]bool{"admin": true, "head": false, "leader": false} {
		var list struct{ Items []office.Person }
		s.get(t, whom, "/api/v1/people?role=inspector").into(t, &list)
		for _, p := range list.Items {
			if p.ID == s.w.Jia.ID && (p.Certificate.Number == s.w.Jia.Certificate.Number) != whole {
				t.Errorf("%s sees the certificate %q", whom, p.Certificate.Number)
			}
		}
	}
}

// unnoted are the routes to read by that leave no line of their own, each with its reason. Every other one says as what
// it is noted; a new route that does neither fails.
var unnoted = map[string]string{
	"getMe": "oneself", "listMyDevices": "oneself", "listDevices": "keys, no case", "listNotices": "told to oneself", "getNoticeChoices": "oneself", "getCalendarFeed": "oneself",
	"listViews": "oneself", "listLooks": "this very list; policy alone", "listChecklists": "published lists", "getChecklist": "published lists", "listSections": "names of sections", "listOwnAvoidances": "oneself",
	"countRegister": "a number", "getImport": "figures of one's own import", "listClocks": "the law's limits", "getSigningWays": "a setting", "listWebhooks": "settings",
	"listStuck": "deliveries without content", "getRescueKey": "an open key", "waitForNews": "that there is news", "getChanges": "noted check by check as sync",
	"listPlans": "figures", "getPlan": "figures", "exportPlan": "figures", "listPlanHistory": "figures",
	"listDraws": "published by law", "getDraw": "published by law", "getDrawCertificate": "published by law", "getDrawPdf": "published by law", "getDrawPage": "published by law",
}

func TestEveryRouteToReadByIsNotedOrSaysWhyNot(t *testing.T) {
	routes, err := rest.Routes()
	if err != nil {
		t.Fatal(err)
	}
	left := maps.Clone(unnoted)
	for _, r := range routes {
		if r.Method != http.MethodGet || len(r.Who) == 0 { // what anybody may read has no reader to note
			continue
		}
		why, spared := left[r.ID]
		delete(left, r.ID)
		if spared == (r.Look != "") {
			t.Errorf("%s is noted as %q, and spared because of %q", r.ID, r.Look, why)
		}
	}
	if len(left) > 0 {
		t.Errorf("no such routes: %v", left)
	}
}

func TestSmallPhotosOfAPageMakeOneLine(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check := s.w.Open(t)
		var shas []string
		for i := range 6 {
			shas = append(shas, s.photograph(t, check, picture(50+i)))
			s.upload(t, "jia", picture(50+i))
		}
		for range 2 {
			for _, sha := range shas {
				for _, whom := range []string{"leader", "jia"} {
					if got := s.get(t, whom, "/api/v1/checks/"+check+"/files/"+sha+"?size=thumb"); got.status != http.StatusOK {
						t.Fatal(got.status, string(got.body))
					}
				}
			}
		}
		s.get(t, "leader", "/api/v1/checks/"+check+"/files/"+shas[0])
		if got, want := s.looks(t, "subjectId="+check), (map[string]int{s.w.Leader.Name + " thumb": 1, s.w.Leader.Name + " photo": 1}); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("noted %v, want %v", got, want)
		}
	})
}

func TestALookAtWhatAnotherCheckFoundIsNotedThere(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		before, _, _ := s.w.Ordered(t, 1, "2026-12-04")
		now := s.w.Open(t)
		s.get(t, "leader", "/api/v1/checks/"+now+"/earlier")
		if got := s.looks(t, "subjectId="+before); got[s.w.Leader.Name+" case"] != 1 {
			t.Errorf("at the earlier check: %v", got)
		}
		s.get(t, "leader", "/api/v1/checks")
		s.get(t, "leader", "/api/v1/due")
		s.get(t, "jia", "/api/v1/checks")
		s.get(t, "owner", "/api/v1/checks")
		all := s.looks(t, "")
		if all[s.w.Leader.Name+" checks"] != 2 || all[s.w.Jia.Name+" checks"]+all[s.w.Owner.Name+" checks"] != 0 {
			t.Errorf("lists: %v", all)
		}
	})
}

func TestWhoOnlyAssistsIsNotToldHowPeopleAreReached(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check, w := s.life(t), s.w
		path := "/api/v1/checks/" + check
		later := w.Open(t)
		w.Must(t, w.Jia, w.Act(inspection.ConfirmAddress, later, inspection.ConfirmAddressBody{AddressID: testkit.NewID(), Name: "周明", Address: "厂区", Phone: "13812345678", Electronic: "firm@example.com",
			Ink: signature(inspection.PartyEnterprise, "", "").Ink}))
		invitation := s.invite(t, later, "", 48*time.Hour)
		s.forget("town")
		s.forget("jia")
		s.forget("policy")
		s.forget("owner")
		guest := s.guest(t, s.expertLink(t, w.Jia, later, invitation))
		numbers := []string{w.Plant.Phone, "0519-82800000", "firm@example.com", "13812345678"}
		for where, got := range map[string]answer{
			"the town reads the check":            s.get(t, "town", path),
			"the town reads its ledger":           s.get(t, "town", path+"/ledger?limit=200"),
			"the town's phone catches up":         s.get(t, "town", "/api/v1/changes?since=0"),
			"an expert by a link reads the check": s.send(t, request{method: "GET", path: "/api/v1/checks/" + later, head: guest}),
			"an expert's phone catches up":        s.send(t, request{method: "GET", path: "/api/v1/changes?since=0", head: guest}),
		} {
			if got.status != http.StatusOK || !strings.Contains(string(got.body), "****") {
				t.Errorf("%s: %d %.200s", where, got.status, got.body)
			}
			for _, n := range numbers {
				if strings.Contains(string(got.body), n) {
					t.Errorf("%s and is told %s", where, n)
				}
			}
		}
		for _, whom := range []string{"jia", "policy", "owner"} {
			if got := s.get(t, whom, path+"/ledger?limit=200"); !strings.Contains(string(got.body), "firm@example.com") {
				t.Errorf("%s does not read the act as it was done: %d", whom, got.status)
			}
		}
	})
}
