package main

import (
	"bytes"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"anjian/api/rest"
	"anjian/internal/casework"
	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// linkFor is the body of makeLink. The test world's clock begins with Start.
func linkFor(purpose inspection.Purpose) map[string]any {
	return map[string]any{"purpose": purpose, "name": "周明", "post": "总经理", "expiresAt": testkit.Start.Add(48 * time.Hour)}
}

// link makes a link that is open for two days.
func (s *site) link(t *testing.T, by store.Person, check string, purpose inspection.Purpose) (casework.Link, string) {
	t.Helper()
	l, token, err := s.w.Cases.MakeLink(t.Context(), by.Actor(), check, casework.NewLink{Purpose: purpose, Name: "周明", Post: "总经理", ExpiresAt: s.w.Clock.Now().Add(48 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	return l, token
}

// open exchanges a token.
func (s *site) open(t *testing.T, token string) answer {
	t.Helper()
	return s.post(t, "", "/api/v1/guest-sessions", map[string]string{"token": token})
}

// guest is what a guest sends with every request.
func (s *site) guest(t *testing.T, token string) map[string]string {
	t.Helper()
	var p rest.GuestPass
	got := s.open(t, token)
	got.into(t, &p)
	if got.status != http.StatusCreated || p.AccessToken == "" || p.ExpiresIn > 30*60 || p.Guest.Name != "周明" {
		t.Fatalf("the link opens nothing: %d %s", got.status, got.body)
	}
	return map[string]string{"Authorization": "Bearer " + p.AccessToken}
}

func TestALinkLetsSomebodyWithoutAnAccountSignOneRecord(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check, other := s.w.Recorded(t, 2), s.w.Recorded(t, 2)
		sealed := s.record(t, check)
		path := "/api/v1/checks/" + check
		var made rest.NewLink
		s.post(t, "jia", path+"/links", linkFor(inspection.ForSigning)).into(t, &made)
		guest := s.guest(t, made.Token)

		var seen inspection.CheckRecord
		s.send(t, request{method: "GET", path: path, head: guest}).into(t, &struct{ Record *inspection.CheckRecord }{&seen})
		if seen.Seal == nil || seen.Seal.Digest != sealed.Seal.Digest {
			t.Fatalf("the guest sees %+v", seen.Seal)
		}
		if got := s.send(t, request{method: "GET", path: path + "/record.pdf", head: guest}); got.status != http.StatusOK {
			t.Errorf("the record as PDF: %d %s", got.status, got.body)
		}

		body := signature(inspection.PartyEnterprise, "周明", sealed.Seal.Digest)
		body.Statement = "第 2 条已当场整改。"
		sign := request{method: "POST", path: path + "/signatures", head: guest, body: map[string]any{"id": testkit.NewID(), "doneAt": s.w.Clock.Now(), "body": body}}
		var first, second rest.Done
		s.send(t, sign).into(t, &first)
		s.send(t, sign).into(t, &second)
		if first.Receipt.Seq == 0 || first.Receipt != second.Receipt || len(second.Check.Signatures) != 1 {
			t.Fatalf("twice: %+v %+v", first.Receipt, second.Receipt)
		}
		if by := first.Check.Signatures[0].By; by.ID != made.Link.ID || by.Name != "周明" {
			t.Errorf("signed by %+v, the link is %s", by, made.Link.ID)
		}

		var ledger struct{ Items []casework.Entry }
		s.get(t, "head", path+"/ledger?limit=200").into(t, &ledger)
		if last := ledger.Items[len(ledger.Items)-1]; last.Actor.ID != made.Link.ID || last.Link != inspection.ForSigning {
			t.Errorf("the ledger says %+v", last)
		}
		if ledger.Items[0].Link != "" {
			t.Error("the ledger takes everybody for a guest")
		}

		// Nothing else, and no other check.
		for _, q := range []struct {
			method, path string
			body         any
			status       int
		}{
			{"GET", "/api/v1/checks/" + other, nil, 404}, {"GET", "/api/v1/checks/" + other + "/record.pdf", nil, 404},
			{"POST", "/api/v1/checks/" + other + "/signatures", envelope(body), 404},
			{"GET", path + "/ledger", nil, 403}, {"GET", path + "/earlier", nil, 403}, {"GET", path + "/manifest", nil, 403}, {"GET", path + "/refused-acts", nil, 403},
			{"GET", path + "/case-file.zip", nil, 403}, {"GET", path + "/links", nil, 403}, {"POST", path + "/links", linkFor(inspection.ForSigning), 403},
			{"GET", "/api/v1/checks", nil, 403}, {"GET", "/api/v1/changes", nil, 403}, {"GET", "/api/v1/me", nil, 403}, {"DELETE", "/api/v1/sessions/current", nil, 403},
			{"GET", "/api/v1/enterprises", nil, 403},
			{"POST", path + "/answers", envelope(s.bodies()["answerItem"]), 403}, {"POST", path + "/supplements", envelope(s.bodies()["writeSupplement"]), 403},
			{"POST", "/api/v1/uploads", nil, 403},
		} {
			if got := s.send(t, request{method: q.method, path: q.path, body: q.body, head: guest}); got.status != q.status {
				t.Errorf("%s %s by a link: %d %.200s, want %d", q.method, q.path, got.status, got.body, q.status)
			}
		}
		officer := signature(inspection.PartyLead, s.w.Jia.Name, sealed.Seal.Digest)
		if got := s.send(t, request{method: "POST", path: path + "/signatures", head: guest, body: envelope(officer)}); got.code() != "sign.not_a_party" {
			t.Errorf("signing for the lead by a link: %d %s", got.status, got.body)
		}

		// Revoking ends it in the middle of a session.
		if got := s.send(t, request{whom: "head", method: "DELETE", path: path + "/links/" + made.Link.ID}); got.status != http.StatusNoContent {
			t.Fatalf("revoke: %d %s", got.status, got.body)
		}
		if got := s.send(t, request{method: "GET", path: path, head: guest}); got.code() != "session.ended" {
			t.Errorf("after the link was revoked: %d %s", got.status, got.body)
		}
	})
}

func TestALinkThatIsNoneTellsNothing(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check := s.w.Recorded(t, 2)
		_, fine := s.link(t, s.w.Jia, check, inspection.ForSigning)
		revoked, revokedToken := s.link(t, s.w.Yi, check, inspection.ForSigning)
		if err := s.w.Cases.RevokeLink(t.Context(), s.w.Jia.Actor(), check, revoked.ID); err != nil {
			t.Fatal(err)
		}
		called := s.w.Ready(t)
		_, off := s.link(t, s.w.Head, called, inspection.ForNotice)
		s.w.Must(t, s.w.Head, s.w.Act(inspection.CancelCheck, called, inspection.ReasonBody{Reason: "停产"}))
		s.guest(t, fine)
		ordered, _, _ := s.w.Ordered(t, 1, "2026-12-04")
		ended, endedToken := s.link(t, s.w.Jia, ordered, inspection.ForRectifying)
		if err := s.w.Cases.RevokeLink(t.Context(), s.w.Jia.Actor(), ordered, ended.ID); err != nil {
			t.Fatal(err)
		}
		_, reporting := s.link(t, s.w.Jia, ordered, inspection.ForRectifying)

		dead := map[string]string{"to report, revoked": endedToken, "the id of one to report": ended.ID, "the hash of one to report": evidence.Sum([]byte(reporting)),
			"guessed": strings.Repeat("A", 43), "not even of the form": "x", "revoked": revokedToken, "of a check called off": off, "a link's id": revoked.ID,
			"a token's hash": evidence.Sum([]byte(fine))}
		said := map[string]any{}
		for name, token := range dead {
			got := s.open(t, token)
			if got.code() != "link.dead" || got.status != http.StatusNotFound {
				t.Errorf("%s: %d %s", name, got.status, got.body)
			}
			said[string(anonymous(t, got))] = nil
		}
		s.w.Clock.Advance(49 * time.Hour)
		for name, token := range map[string]string{"expired": fine, "to report, expired": reporting} {
			got := s.open(t, token)
			if got.code() != "link.dead" || got.status != http.StatusNotFound {
				t.Errorf("%s: %d %s", name, got.status, got.body)
			}
			said[string(anonymous(t, got))] = nil
		}
		if len(said) != 1 {
			t.Errorf("the answers tell one from the other: %v", said)
		}
		var uses int
		if err := s.db.QueryRowContext(t.Context(), "SELECT SUM(uses) FROM links").Scan(&uses); err != nil || uses != 1 {
			t.Errorf("%d uses, want 1 (%v)", uses, err)
		}
	})
}

// A link to report opens its own check and says of every other, there or not, the same.
func TestALinkToReportSaysNothingOfAnyOtherCheck(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check, findings, _ := s.w.Ordered(t, 1, "2026-12-04")
		other, theirs, order := s.w.Ordered(t, 1, "2026-12-04")
		link, token := s.link(t, s.w.Jia, check, inspection.ForRectifying)
		guest := s.guest(t, token)
		foreign := s.foreignCheck(t)
		submit := func(finding string) map[string]any {
			return envelope(inspection.SubmitRectificationBody{RectificationID: testkit.NewID(), FindingID: finding, Text: "已整改"})
		}
		for _, q := range []request{{method: "GET", path: "/api/v1/checks/{id}"}, {method: "GET", path: "/api/v1/checks/{id}/papers/" + order + "/paper.pdf"},
			{method: "GET", path: "/api/v1/checks/{id}/files/" + testkit.PhotoSum("x")}, {method: "POST", path: "/api/v1/checks/{id}/rectifications", body: submit(theirs[0])},
			{method: "POST", path: "/api/v1/checks/{id}/extensions", body: envelope(s.bodies()["requestExtension"])}} {
			said := map[string]string{}
			for name, id := range map[string]string{"another check of the bureau": other, "one of another bureau": foreign, "one that is not there": testkit.NewID()} {
				ask := q
				ask.path, ask.head = strings.Replace(q.path, "{id}", id, 1), guest
				got := s.send(t, ask)
				if got.status != http.StatusNotFound {
					t.Errorf("%s %s, %s: %d %s", q.method, q.path, name, got.status, got.body)
				}
				said[string(anonymous(t, got))] = name
			}
			if len(said) != 1 {
				t.Errorf("%s %s: the answers tell one from the other: %v", q.method, q.path, said)
			}
		}
		if err := s.w.Cases.RevokeLink(t.Context(), s.w.Jia.Actor(), check, link.ID); err != nil {
			t.Fatal(err)
		}
		for _, q := range []request{{method: "GET", path: "/api/v1/checks/" + check}, {method: "POST", path: "/api/v1/checks/" + check + "/rectifications", body: submit(findings[0])}} {
			q.head = guest
			if got := s.send(t, q); got.code() != "session.ended" {
				t.Errorf("after it was revoked, %s: %d %s", q.path, got.status, got.body)
			}
		}
	})
}

func TestALinkForTheNoticeOpensNoRecord(t *testing.T) {
	s := newSite(t)
	check := s.w.Recorded(t, 2)
	_, token := s.link(t, s.w.Jia, check, inspection.ForNotice)
	guest := s.guest(t, token)
	path := "/api/v1/checks/" + check
	body := signature(inspection.PartyEnterprise, "周明", s.record(t, check).Seal.Digest)
	for _, q := range []request{{method: "GET", path: path}, {method: "GET", path: path + "/record.pdf"}, {method: "POST", path: path + "/signatures", body: envelope(body)}} {
		q.head = guest
		if got := s.send(t, q); got.status != http.StatusForbidden {
			t.Errorf("%s %s: %d %s", q.method, q.path, got.status, got.body)
		}
	}
	var told casework.Notice
	s.send(t, request{method: "GET", path: path + "/notice", head: guest}).into(t, &told)
	if told.Enterprise != s.w.Plant.Name || len(told.Officers) != 2 || told.Officers[0].Certificate != s.w.Jia.Certificate.Number {
		t.Errorf("the notice says %+v", told)
	}
	if got := s.send(t, request{method: "GET", path: path + "/notice.pdf", head: guest}); got.status != http.StatusOK || !bytes.HasPrefix(got.body, []byte("%PDF")) {
		t.Errorf("the notice as PDF: %d %.200s", got.status, got.body)
	}
	for _, elsewhere := range []string{"/api/v1/checks/" + s.w.Recorded(t, 2) + "/notice", "/api/v1/checks/" + s.w.Planned(t) + "/notice.pdf"} {
		if got := s.send(t, request{method: "GET", path: elsewhere, head: guest}); got.status != http.StatusNotFound {
			t.Errorf("%s by a link to another check: %d", elsewhere, got.status)
		}
	}
	if got := s.get(t, "head", "/api/v1/checks/"+s.w.Planned(t)+"/notice"); got.status != http.StatusNotFound {
		t.Errorf("a notice of what nobody has approved: %d %s", got.status, got.body)
	}
	// 申请回避: of the officers it names, and of nobody else; sent twice it is one request, asked anew it is refused.
	ask := map[string]any{"id": testkit.NewID(), "doneAt": s.w.Clock.Now(), "personId": told.Officers[0].PersonID, "reason": "与本单位负责人是近亲属"}
	for range 2 {
		if got := s.send(t, request{method: "POST", path: "/api/v1/own-avoidances", head: guest, body: ask}); got.status != http.StatusNoContent {
			t.Fatalf("asking for avoidance: %d %s", got.status, got.body)
		}
	}
	ask["id"] = testkit.NewID()
	if got := s.send(t, request{method: "POST", path: "/api/v1/own-avoidances", head: guest, body: ask}); got.code() != "conflict.asked" {
		t.Errorf("asked again: %d %s", got.status, got.body)
	}
	ask["personId"] = s.w.Bing.ID
	if got := s.send(t, request{method: "POST", path: "/api/v1/own-avoidances", head: guest, body: ask}); got.status != http.StatusNotFound {
		t.Errorf("of an officer whom the notice does not name: %d %s", got.status, got.body)
	}
	var own, all struct {
		Items []struct{ PersonID, PersonName, State, MadeBy string }
	}
	s.send(t, request{method: "GET", path: "/api/v1/own-avoidances", head: guest}).into(t, &own)
	if len(own.Items) != 1 || own.Items[0].PersonID != s.w.Jia.ID || own.Items[0].State != "asked" || own.Items[0].MadeBy != "周明" {
		t.Errorf("the guest reads %+v", own)
	}
	if s.get(t, "leader", "/api/v1/conflicts").into(t, &all); len(all.Items) != 1 || all.Items[0].PersonName != s.w.Jia.Name {
		t.Errorf("who decides reads %+v", all)
	}
	_, token = s.link(t, s.w.Bing, s.readyOf(t, s.w.Bing, s.w.Yi), inspection.ForNotice)
	if s.send(t, request{method: "GET", path: "/api/v1/own-avoidances", head: s.guest(t, token)}).into(t, &own); len(own.Items) != 0 {
		t.Errorf("by the link to another visit: %+v", own)
	}
	_, token = s.link(t, s.w.Jia, check, inspection.ForSigning)
	if got := s.send(t, request{method: "POST", path: "/api/v1/own-avoidances", head: s.guest(t, token), body: ask}); got.status != http.StatusForbidden {
		t.Errorf("by a link to sign: %d", got.status)
	}
	actor := inspection.Actor{PersonID: testkit.NewID(), Name: "周明", BureauID: s.w.Bureau.ID, Role: inspection.RoleEnterprise, EnterpriseID: s.w.Plant.ID, CheckID: check, Purpose: inspection.ForNotice}
	if _, err := s.w.Cases.Check(t.Context(), actor, check); err == nil {
		t.Error("behind the gate the record is open to it")
	}
}

// readyOf is a check of two other officers that may be announced.
func (s *site) readyOf(t *testing.T, lead, assistant store.Person) string {
	t.Helper()
	id, body := testkit.NewID(), s.w.CreateBody()
	body.Team = inspection.TeamChoice{Lead: lead.ID, Assistant: assistant.ID}
	s.w.Must(t, s.w.Head, s.w.Act(inspection.CreateCheck, id, body), s.w.Act(inspection.Dispatch, id, inspection.DispatchBody{}))
	s.w.Must(t, s.w.Leader, s.w.Act(inspection.ApproveScheme, id, inspection.ApproveSchemeBody{Opinion: "同意"}))
	return id
}

func TestALinkIsMadeByTheTeamOnceAndForAtMostThirtyDays(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check := s.w.Recorded(t, 2)
		path := "/api/v1/checks/" + check + "/links"
		ask := linkFor(inspection.ForSigning)
		ask["id"] = testkit.NewID()
		var first, second rest.NewLink
		s.post(t, "jia", path, ask).into(t, &first)
		s.post(t, "jia", path, ask).into(t, &second)
		if first.Link.ID != second.Link.ID || first.Token == second.Token || len(second.Token) != 43 {
			t.Fatalf("asked twice: %+v %+v", first, second)
		}
		if got := s.open(t, first.Token); got.code() != "link.dead" {
			t.Errorf("the token of the answer that was lost still opens: %d", got.status)
		}
		s.guest(t, second.Token)
		if got := s.post(t, "jia", path, ask); got.code() != "link.taken" {
			t.Errorf("a third time, after its use: %d %s", got.status, got.body)
		}
		for name, change := range map[string]struct {
			key   string
			value any
			code  string
		}{
			"too long": {"expiresAt", testkit.Start.Add(31 * 24 * time.Hour), "link.too_long"}, "past": {"expiresAt", testkit.Start.Add(-time.Hour), "link.too_long"},
			"an expert nobody has invited": {"purpose", "expert", "link.no_invitation"}, "nobody": {"name", "  ", "request.invalid"},
		} {
			body := linkFor(inspection.ForSigning)
			body[change.key] = change.value
			if got := s.post(t, "jia", path, body); got.code() != change.code {
				t.Errorf("%s: %d %s", name, got.status, got.body)
			}
		}
		for range 19 {
			s.link(t, s.w.Yi, check, inspection.ForSigning)
		}
		if got := s.post(t, "jia", path, linkFor(inspection.ForSigning)); got.code() != "link.too_many" {
			t.Errorf("the 21st: %d %s", got.status, got.body)
		}
		var listed struct{ Items []casework.Link }
		got := s.get(t, "head", path)
		got.into(t, &listed)
		if len(listed.Items) != 20 || listed.Items[19].ID != first.Link.ID || listed.Items[19].Uses != 1 {
			t.Errorf("listed %+v", listed.Items)
		}
		if text := string(got.body); strings.Contains(text, second.Token) || strings.Contains(text, evidence.Sum([]byte(second.Token))) {
			t.Error("the list holds a token or its hash")
		}
		if got := s.post(t, "head", "/api/v1/checks/"+s.w.Planned(t)+"/links", linkFor(inspection.ForNotice)); got.code() != "link.no_check" {
			t.Errorf("before it was dispatched: %d %s", got.status, got.body)
		}
	})
}

func TestGuessingLinksIsSlowedDown(t *testing.T) {
	s := newSite(t)
	_, token := s.link(t, s.w.Jia, s.w.Recorded(t, 2), inspection.ForSigning)
	codes := map[string]int{}
	for i := range 100 {
		codes[s.open(t, testkit.NewID()+string(rune('a'+i%26))).code()]++
	}
	if codes["link.dead"] > 80 || codes["link.too_fast"] < 20 || len(codes) != 2 {
		t.Errorf("a hundred guesses from one address: %v", codes)
	}
	from := func(address string) answer {
		return s.send(t, request{method: "POST", path: "/api/v1/guest-sessions", body: map[string]string{"token": token}, head: map[string]string{"X-Forwarded-For": address}})
	}
	if got := from("10.7.0.1"); got.status != http.StatusCreated {
		t.Errorf("from elsewhere: %d %s", got.status, got.body)
	}
	slowed := false
	for i := range 100 {
		slowed = slowed || from("10.8.0."+string(rune('1'+i%9))+string(rune('0'+i/10))).code() == "link.too_fast"
	}
	if !slowed {
		t.Error("one token from many addresses is never slowed down")
	}
}

func TestRowsAreShownToGuestsAsTheRecordIs(t *testing.T) {
	s := newSite(t)
	w := s.w
	all := []string{w.Planned(t), w.Ready(t), w.Open(t), w.Recorded(t, 2), w.Recorded(t, 2)}
	for _, purpose := range []inspection.Purpose{"", inspection.ForSigning, inspection.ForNotice, inspection.ForExpert} {
		for _, role := range []inspection.Role{inspection.RoleEnterprise, inspection.RoleExpert, inspection.RoleLeader} {
			for _, of := range all {
				a := inspection.Actor{PersonID: testkit.NewID(), BureauID: w.Bureau.ID, Role: role, EnterpriseID: w.Plant.ID, CheckID: of, Purpose: purpose}
				for _, id := range all {
					r := s.record(t, id)
					_, err := w.Cases.Check(t.Context(), a, id)
					if may := casework.MayRead(a, &r, w.Clock.Now()); may != (err == nil) || may && id != of {
						t.Errorf("%s for %q of %s, check %s (%s): %v, %v", role, purpose, of, id, r.State, may, err)
					}
				}
				if changes, _, err := w.Cases.Changes(t.Context(), a, 0, 50); err != nil || !reflect.DeepEqual(len(changes), 0) {
					t.Errorf("%s for %q is told of %d changes (%v)", role, purpose, len(changes), err)
				}
			}
		}
	}
}

func TestAPhoneThatCameByALinkToReportKeepsUpWithTheOrderAndNothingElse(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check, findings, order := s.w.Ordered(t, 2, "2026-12-04")
		s.w.Ordered(t, 1, "2026-12-04") // another check of the same bureau
		var made rest.NewLink
		s.post(t, "jia", "/api/v1/checks/"+check+"/links", linkFor(inspection.ForRectifying)).into(t, &made)
		guest := s.guest(t, made.Token)

		var page struct {
			Changes []struct {
				CheckID string
				View    *struct{ Record inspection.CheckRecord }
			}
		}
		s.send(t, request{method: "GET", path: "/api/v1/changes?since=0", head: guest}).into(t, &page)
		if len(page.Changes) != 1 || page.Changes[0].CheckID != check || page.Changes[0].View == nil {
			t.Fatalf("the guest keeps up with %+v", page.Changes)
		}
		r := page.Changes[0].View.Record
		if len(r.OrderItems) != len(findings) || r.Order(order) == nil {
			t.Errorf("the guest does not see what is ordered: %+v", r.OrderItems)
		}
		if r.Seal != nil || len(r.Answers) > 0 || len(r.Signatures) > 0 || r.Scheme.Content != "" || len(r.Checklists) > 0 {
			t.Errorf("the guest sees more: %+v", r)
		}
	})
}

func TestABureauThatAcceptsNoLinkHasNoneToSignBy(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		set := map[string]any{"id": testkit.NewID(), "doneAt": s.w.Clock.Now(), "ways": []string{"phone", "own_phone", "paper"}}
		before := s.w.Recorded(t, 2)
		if got := s.send(t, request{whom: "admin", method: "PUT", path: "/api/v1/signing-ways", body: set}); got.status != http.StatusOK {
			t.Fatalf("setting the ways: %d %s", got.status, got.body)
		}
		check := s.w.Recorded(t, 2)
		if got := s.post(t, "jia", "/api/v1/checks/"+check+"/links", linkFor(inspection.ForSigning)); got.code() != casework.LinkNotTaken.Code {
			t.Errorf("a link to sign: %d %s", got.status, got.body)
		}
		if got := s.post(t, "jia", "/api/v1/checks/"+check+"/links", linkFor(inspection.ForNotice)); got.status != http.StatusCreated {
			t.Errorf("a link to read the notice: %d %s", got.status, got.body)
		}
		if got := s.post(t, "jia", "/api/v1/checks/"+before+"/links", linkFor(inspection.ForSigning)); got.status != http.StatusCreated {
			t.Errorf("a check keeps what was set when it was approved: %d %s", got.status, got.body)
		}

		// One that was made all the same signs nothing.
		token := "made-before-anybody-knew"
		if err := s.w.Store.Housekeep(t.Context(), func(tx *store.Tx) error {
			return tx.InsertLink(t.Context(), store.Link{ID: testkit.NewID(), BureauID: s.w.Jia.BureauID, CheckID: check, Purpose: inspection.ForSigning, Party: inspection.PartyEnterprise,
				Name: "周明", TokenHash: evidence.Sum([]byte(token)), MadeBy: s.w.Jia.ID, MadeByName: s.w.Jia.Name, ExpiresAt: s.w.Clock.Now().Add(48 * time.Hour)})
		}); err != nil {
			t.Fatal(err)
		}
		body := signature(inspection.PartyEnterprise, "周明", s.record(t, check).Seal.Digest)
		got := s.send(t, request{method: "POST", path: "/api/v1/checks/" + check + "/signatures", head: s.guest(t, token), body: envelope(body)})
		if got.code() != inspection.WayNotAccepted.Code || len(s.record(t, check).Signatures) != 0 {
			t.Errorf("signing by a link: %d %s", got.status, got.body)
		}
	})
}
