package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

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
		s.get(t, "head", path+"/case-file.zip")
		s.get(t, "owner", path)
		s.get(t, "town", "/api/v1/changes?since=0")
		s.get(t, "bing", path)                                // not theirs: nothing was seen
		s.get(t, "leader", "/api/v1/checks/"+testkit.NewID()) // not there
		got := s.looks(t, "subjectId="+check)
		want := map[string]int{w.Leader.Name + " case": 3, w.Leader.Name + " paper": 1, w.Head.Name + " case_file": 1, w.Owner.Name + " case": 1, w.Town.Name + " sync": 1}
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
