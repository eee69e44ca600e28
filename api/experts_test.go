package main

import (
	"fmt"
	"net/http"
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

// invite makes an invitation of 周明 that ends after the given time.
func (s *site) invite(t *testing.T, check, account string, lasts time.Duration) string {
	t.Helper()
	b := inspection.InviteExpertBody{InvitationID: testkit.NewID(), PersonID: account, Name: "周明", Unit: "市粉尘防爆中心", Title: "高级工程师", Field: "粉尘防爆", Reason: "涉及专业判断",
		ExpiresAt: s.w.Clock.Now().Add(lasts)}
	s.w.Must(t, s.w.Jia, s.w.Act(inspection.InviteExpert, check, b))
	return b.InvitationID
}

// expertLink makes the link of an invitation and gives its token.
func (s *site) expertLink(t *testing.T, by store.Person, check, invitation string) string {
	t.Helper()
	_, token, err := s.w.Cases.MakeLink(t.Context(), by.Actor(), check, casework.NewLink{ID: invitation, Purpose: inspection.ForExpert, Name: "别人", ExpiresAt: s.w.Clock.Now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// opine gives a signed opinion with these pictures as an expert of the check, and says what became of it.
func (s *site) opine(t *testing.T, check string, ask request, by inspection.PersonRef, e inspection.Expert, photos ...inspection.SupplementPhoto) (inspection.GiveOpinionBody, answer) {
	t.Helper()
	b := opinionBody(testkit.NewID(), "")
	b.Photos = photos
	o := inspection.Opinion{ID: b.OpinionID, Expert: e, By: by, About: b.About, Fact: b.Fact, Urgency: b.Urgency}
	for _, p := range photos {
		o.Photos = append(o.Photos, inspection.Photo{ID: p.PhotoID, SHA256: p.SHA256, OriginalSHA256: p.OriginalSHA256, Source: p.Source, TakenAt: p.TakenAt})
	}
	b.Digest = inspection.OpinionDigest(o.SealedOf(check))
	ask.method, ask.path, ask.body = "POST", "/api/v1/checks/"+check+"/opinions", map[string]any{"id": testkit.NewID(), "doneAt": s.w.Clock.Now(), "body": b}
	first := s.send(t, ask)
	if again := s.send(t, ask); again.status != first.status {
		t.Errorf("the same opinion twice: %d, then %d %s", first.status, again.status, again.body)
	}
	return b, first
}

func latePhoto(content []byte) inspection.SupplementPhoto {
	sum := evidence.Sum(content)
	return inspection.SupplementPhoto{PhotoID: testkit.NewID(), SHA256: sum, OriginalSHA256: sum, ContentType: "image/jpeg", Size: int64(len(content)), Width: 8, Height: 8,
		Source: inspection.FromCamera, TakenAt: testkit.Start}
}

func TestAnInvitedExpertGivesASignedOpinionByALinkAndNothingElse(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check, other := s.w.Open(t), s.w.Open(t)
		path := "/api/v1/checks/" + check
		invitation := s.invite(t, check, "", 48*time.Hour)
		guest := s.guest(t, s.expertLink(t, s.w.Jia, check, invitation))
		ask := request{head: guest}
		expert := inspection.Expert{InvitationID: invitation, Name: "周明", Unit: "市粉尘防爆中心", Title: "高级工程师", Field: "粉尘防爆"}
		by := inspection.PersonRef{ID: invitation, Name: "周明"}

		if _, got := s.opine(t, check, ask, by, expert); got.code() != "opinion.interest_not_declared" {
			t.Fatalf("before the declaration: %d %s", got.status, got.body)
		}
		if got := s.send(t, request{method: "POST", path: path + "/conflict-declarations", head: guest, body: map[string]any{"doneAt": s.w.Clock.Now(), "body": inspection.DeclareNoConflictBody{NoConflict: true}}}); got.status != http.StatusOK {
			t.Fatalf("declare: %d %s", got.status, got.body)
		}
		content := picture(41)
		upload := tus("Authorization", guest["Authorization"], "Upload-Length", fmt.Sprint(len(content)), "Upload-Metadata", promise(evidence.Sum(content), "image/jpeg"))
		began := s.send(t, request{method: "POST", path: "/api/v1/uploads", head: upload})
		if began.status != http.StatusCreated {
			t.Fatalf("begin to upload by a link: %d %s", began.status, began.body)
		}
		place := began.head.Get("Location")
		sent := s.send(t, request{method: "PATCH", path: place[strings.Index(place, "/api/"):], body: content,
			head: tus("Authorization", guest["Authorization"], "Upload-Offset", "0", "Content-Type", "application/offset+octet-stream")})
		if sent.status != http.StatusNoContent {
			t.Fatalf("upload by a link: %d %s", sent.status, sent.body)
		}
		before := s.record(t, check)
		opinion, got := s.opine(t, check, ask, by, expert, latePhoto(content))
		if got.status != http.StatusOK {
			t.Fatalf("opinion: %d %s", got.status, got.body)
		}
		now := s.record(t, check)
		if len(now.Opinions) != 1 || now.Opinions[0].Digest != opinion.Digest || now.State != before.State || len(now.Findings) != len(before.Findings) || len(now.Answers) != len(before.Answers) {
			t.Errorf("after the opinion: %+v", now.Opinions)
		}
		if got := s.send(t, request{method: "GET", path: path + "/files/" + evidence.Sum(content), head: guest}); got.status != http.StatusOK {
			t.Errorf("the expert's own picture: %d %s", got.status, got.body)
		}
		var changes struct{ Changes []struct{ CheckID string } }
		s.send(t, request{method: "GET", path: "/api/v1/changes?since=0", head: guest}).into(t, &changes)
		if len(changes.Changes) != 1 || changes.Changes[0].CheckID != check {
			t.Errorf("the guest's phone is told of %+v", changes)
		}

		// Nothing else and nowhere else, neither one by one nor in a batch.
		batch := []inspection.Act{s.w.Act(inspection.AnswerItem, check, s.bodies()["answerItem"]), s.w.Act(inspection.GiveOpinion, other, opinionBody(testkit.NewID(), strings.Repeat("0", 64))),
			s.w.Act(inspection.CreateCheck, testkit.NewID(), s.w.CreateBody())}
		var pushed struct{ Results []rest.ActResult }
		s.send(t, request{method: "POST", path: "/api/v1/acts", head: guest, body: map[string]any{"acts": batch}}).into(t, &pushed)
		for i, code := range []string{"act.not_your_part", "not_found", "act.not_your_part"} {
			if r := pushed.Results[i]; r.Outcome != "refused" || r.Problem.Code != code {
				t.Errorf("act %d of the guest's batch: %s %+v, want %s", i, r.Outcome, r.Problem, code)
			}
		}
		for _, q := range []struct {
			method, path string
			body         any
			status       int
		}{
			{"GET", "/api/v1/checks/" + other, nil, 404}, {"GET", "/api/v1/checks/" + other + "/files/" + evidence.Sum(content), nil, 404},
			{"GET", path + "/record.pdf", nil, 403}, {"GET", path + "/ledger", nil, 403}, {"GET", path + "/case-file.zip", nil, 403}, {"GET", path + "/links", nil, 403},
			{"GET", "/api/v1/checks", nil, 403}, {"GET", "/api/v1/enterprises", nil, 403}, {"GET", "/api/v1/people", nil, 403},
			{"POST", path + "/signatures", envelope(s.bodies()["signRecord"]), 403}, {"POST", path + "/opinion-answers", envelope(s.bodies()["answerOpinion"]), 403},
			{"POST", path + "/invitations", envelope(s.bodies()["inviteExpert"]), 403},
		} {
			if got := s.send(t, request{method: q.method, path: q.path, body: q.body, head: guest}); got.status != q.status {
				t.Errorf("%s %s by an expert's link: %d %.200s, want %d", q.method, q.path, got.status, got.body, q.status)
			}
		}

		answered := inspection.AnswerOpinionBody{OpinionID: opinion.OpinionID, Adoption: inspection.Adopted, Reason: "已列入问题"}
		if got := s.post(t, "yi", path+"/opinion-answers", envelope(answered)); got.status != http.StatusOK {
			t.Fatalf("answer: %d %s", got.status, got.body)
		}
		refused := request{method: "POST", path: path + "/opinion-withdrawals", head: guest, body: map[string]any{"doneAt": s.w.Clock.Now(), "body": inspection.WithdrawOpinionBody{OpinionID: opinion.OpinionID, Reason: "重写"}}}
		if got := s.send(t, refused); got.code() != "opinion.answered" {
			t.Errorf("withdrawn after the answer: %d %s", got.status, got.body)
		}
		end := inspection.WithdrawInvitationBody{InvitationID: invitation, Reason: "检查结束"}
		if got := s.post(t, "head", path+"/invitation-withdrawals", envelope(end)); got.status != http.StatusOK {
			t.Fatalf("withdraw the invitation: %d %s", got.status, got.body)
		}
		if got := s.send(t, request{method: "GET", path: path, head: guest}); got.code() != "session.ended" {
			t.Errorf("after the invitation was withdrawn: %d %s", got.status, got.body)
		}
	})
}

func TestAnExpertWithAnAccountSeesTheOneCheckUntilTheInvitationEnds(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check, other := s.w.Open(t), s.w.Open(t)
		path := "/api/v1/checks/" + check
		seen := func(why string, want bool) {
			t.Helper()
			listed := false
			var list struct{ Items []casework.CheckBrief }
			s.get(t, "expert", "/api/v1/checks").into(t, &list)
			for _, c := range list.Items {
				listed = listed || c.ID == check
				if c.ID == other {
					t.Errorf("%s: the expert is shown another check", why)
				}
			}
			if one := s.get(t, "expert", path).status == http.StatusOK; one != want || listed != want {
				t.Errorf("%s: read %v, listed %v, want %v", why, one, listed, want)
			}
		}
		seen("not invited", false)
		s.invite(t, check, s.w.Expert.ID, 48*time.Hour)
		seen("invited", true)
		name := s.record(t, check).Invitations[0]
		if name.Name != s.w.Expert.Name || name.Unit != s.w.Expert.Unit || !name.AfterApproval {
			t.Errorf("the invitation names %+v", name)
		}
		s.w.Must(t, s.w.Expert, s.w.Act(inspection.DeclareNoConflict, check, inspection.DeclareNoConflictBody{NoConflict: true}))
		who := inspection.Expert{InvitationID: name.ID, Name: s.w.Expert.Name, Unit: s.w.Expert.Unit, Title: "高级工程师", Field: "粉尘防爆"}
		by := inspection.PersonRef{ID: s.w.Expert.ID, Name: s.w.Expert.Name}
		if _, got := s.opine(t, check, request{whom: "expert"}, by, who); got.status != http.StatusOK {
			t.Fatalf("opinion: %d %s", got.status, got.body)
		}
		s.w.Clock.Advance(49 * time.Hour)
		s.forget("expert") // their access token is older than that too
		seen("expired", false)
		if _, got := s.opine(t, check, request{whom: "expert"}, by, who); got.status != http.StatusNotFound {
			t.Errorf("an opinion after the end: %d %s", got.status, got.body)
		}
		again := s.invite(t, check, s.w.Expert.ID, 48*time.Hour)
		seen("invited again", true)
		s.w.Must(t, s.w.Jia, s.w.Act(inspection.WithdrawInvitation, check, inspection.WithdrawInvitationBody{InvitationID: again, Reason: "检查结束"}))
		seen("withdrawn", false)
	})
}

// Whatever a link was for: once it opens nothing, nothing tells why, in the answer or in what the server did for it.
func TestLinksOfEveryKindThatOpenNothingAreOneAndTheSame(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		kinds := map[inspection.Purpose]func(t *testing.T, check string) (id, token string){
			inspection.ForSigning: func(t *testing.T, check string) (string, string) {
				l, token := s.link(t, s.w.Jia, check, inspection.ForSigning)
				return l.ID, token
			},
			inspection.ForNotice: func(t *testing.T, check string) (string, string) {
				l, token := s.link(t, s.w.Jia, check, inspection.ForNotice)
				return l.ID, token
			},
			inspection.ForExpert: func(t *testing.T, check string) (string, string) {
				id := s.invite(t, check, "", 48*time.Hour)
				return id, s.expertLink(t, s.w.Jia, check, id)
			},
		}
		said := map[string][]string{}
		tell := func(name, token string) {
			t.Helper()
			got := s.open(t, token)
			said[fmt.Sprint(got.status, string(anonymous(t, got)))] = append(said[fmt.Sprint(got.status, string(anonymous(t, got)))], name)
			if got.code() != "link.dead" {
				t.Errorf("%s: %d %s", name, got.status, got.body)
			}
		}
		expired := map[string]string{}
		for purpose, mint := range kinds {
			check, off := s.w.Open(t), s.w.Ready(t)
			id, token := mint(t, check)
			s.guest(t, token) // it is alive
			if err := s.w.Cases.RevokeLink(t.Context(), s.w.Head.Actor(), check, id); err != nil {
				t.Fatal(err)
			}
			tell(string(purpose)+" revoked", token)
			tell(string(purpose)+" by its id", id)
			tell(string(purpose)+" by its hash", evidence.Sum([]byte(token)))
			_, called := mint(t, off)
			s.w.Must(t, s.w.Head, s.w.Act(inspection.CancelCheck, off, inspection.ReasonBody{Reason: "停产"}))
			tell(string(purpose)+" of a check called off", called)
			_, expired[string(purpose)] = mint(t, s.w.Open(t))
		}
		withdrawn := s.w.Open(t)
		id, token := kinds[inspection.ForExpert](t, withdrawn)
		s.w.Must(t, s.w.Head, s.w.Act(inspection.WithdrawInvitation, withdrawn, inspection.WithdrawInvitationBody{InvitationID: id, Reason: "检查结束"}))
		tell("invitation withdrawn", token)
		old := s.w.Open(t)
		id, first := kinds[inspection.ForExpert](t, old)
		s.guest(t, first)
		s.guest(t, s.expertLink(t, s.w.Yi, old, id)) // shown again, by the other officer
		tell("a token that was renewed", first)
		tell("guessed", strings.Repeat("A", 43))
		tell("no token at all", "x")
		s.w.Clock.Advance(49 * time.Hour)
		for name, token := range expired {
			tell(name+" expired", token)
		}
		if len(said) != 1 {
			t.Errorf("dead links are told apart: %v", said)
		}
	})
}
