package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"anjian/api/rest"
	"anjian/internal/checklist"
	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/testkit"
)

// late is an act that came after the seal: refused, and kept.
func (s *site) late(t *testing.T, check string) inspection.Act {
	t.Helper()
	act := s.w.Act(inspection.AnswerItem, check, inspection.AnswerItemBody{Checklist: s.w.List.Code, Item: s.w.List.Items[5].ID, Verdict: checklist.Violates, Note: "通道被占用"})
	if o := s.w.Do(t, s.w.Yi, act); o[0].Refusal == nil || o[0].Refusal.Code != "record.sealed" {
		t.Fatalf("a late act: %+v", o[0])
	}
	return act
}

func (s *site) record(t *testing.T, check string) inspection.CheckRecord {
	t.Helper()
	v, err := s.w.Store.Check(t.Context(), s.w.Bureau.ID, check)
	if err != nil {
		t.Fatal(err)
	}
	return v.Record
}

func TestALateActIsKeptWholeAndBecomesASupplementSignedOnItsOwn(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check := s.w.Recorded(t, 2)
		act := s.late(t, check)
		sealed := s.record(t, check)

		var kept struct{ Items []rest.RefusedAct }
		s.get(t, "head", "/api/v1/checks/"+check+"/refused-acts").into(t, &kept)
		if len(kept.Items) != 1 || kept.Items[0].ActID != act.ID || kept.Items[0].Problem.Code != "record.sealed" || kept.Items[0].Actor.Name != s.w.Yi.Name ||
			!strings.Contains(string(kept.Items[0].Body), "通道被占用") {
			t.Fatalf("kept: %+v", kept.Items)
		}

		path := "/api/v1/checks/" + check
		shot := picture(11)
		body := supplementBody(sealed.Seal.Digest, act.ID)
		body.Photos = []inspection.SupplementPhoto{{PhotoID: testkit.NewID(), SHA256: evidence.Sum(shot), OriginalSHA256: evidence.Sum(shot), ContentType: "image/jpeg",
			Size: int64(len(shot)), Width: 8, Height: 8, Source: inspection.FromCamera, Caption: "通道", TakenAt: testkit.Start}}
		request := map[string]any{"id": testkit.NewID(), "doneAt": s.w.Clock.Now(), "body": body}
		var first, second rest.Done
		s.post(t, "yi", path+"/supplements", request).into(t, &first)
		s.post(t, "yi", path+"/supplements", request).into(t, &second)
		if first.Receipt != second.Receipt || len(second.Check.Supplements) != 1 || second.Check.Supplements[0].Number != 1 {
			t.Fatalf("twice: %+v\n%+v", first.Receipt, second.Receipt)
		}

		pdf := path + "/supplements/" + body.SupplementID + "/supplement.pdf"
		wantProblem(t, s.get(t, "yi", pdf), 422, "record.photos_pending")
		if got := s.get(t, "yi", path+"/record.pdf"); got.status != 200 {
			t.Errorf("the record waits for a supplement's photo: %d %s", got.status, got.body)
		}
		s.upload(t, "yi", shot)
		if debts, err := s.w.Store.UnclaimedFiles(t.Context(), s.w.Clock.Now().AddDate(1, 0, 0), 10); err != nil || len(debts) != 0 {
			t.Errorf("a sweep would take files of a supplement: %v %v", debts, err)
		}
		if got := s.get(t, "owner", pdf); got.status != 200 || !bytes.HasPrefix(got.body, []byte("%PDF")) {
			t.Fatalf("the paper: %d %.200s", got.status, got.body)
		}

		id, digest := body.SupplementID, second.Check.Supplements[0].Digest
		for _, one := range []struct {
			whom string
			body inspection.SignSupplementBody
		}{
			{"yi", signSupplement(id, inspection.PartyAssistant, s.w.Yi.Name, digest)},
			{"jia", signSupplement(id, inspection.PartyLead, s.w.Jia.Name, digest)},
			{"owner", signSupplement(id, inspection.PartyEnterprise, "周明", digest)},
		} {
			if got := s.post(t, one.whom, path+"/supplement-signatures", envelope(one.body)); got.status != 200 {
				t.Fatalf("%s signs: %d %s", one.whom, got.status, got.body)
			}
		}
		wantProblem(t, s.post(t, "owner", path+"/supplement-signatures", envelope(signSupplement(id, inspection.PartyEnterprise, "周明", digest))), 422, "sign.already_signed")
		now := s.record(t, check)
		if now.State != inspection.Recorded || now.Seal.Digest != sealed.Seal.Digest || !now.Supplements[0].Complete() || len(now.Answers) != len(sealed.Answers) {
			t.Errorf("the record moved: %s %+v", now.State, now.Supplements[0])
		}
		var verified struct {
			Matches  bool
			Number   string
			SignedBy []inspection.Party
		}
		s.get(t, "", "/api/v1/verify/"+check+"/"+now.Supplements[0].Code).into(t, &verified)
		if !verified.Matches || verified.Number != now.Number.Text+"补1" || len(verified.SignedBy) != 3 {
			t.Errorf("verified: %+v", verified)
		}
		if flaws, err := s.w.Cases.VerifyChain(t.Context(), s.w.Bureau.ID, check); err != nil || len(flaws) != 0 {
			t.Errorf("flaws in the chain: %v %v", flaws, err)
		}
	})
}

func TestASupplementStandsOnlyForWhatWasTurnedAwayHere(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check, other := s.w.Recorded(t, 2), s.w.Recorded(t, 2)
		mine, theirs := s.late(t, check), s.late(t, other)
		digest := s.record(t, check).Seal.Digest
		path := "/api/v1/checks/" + check + "/supplements"
		before := s.acts(t)
		for name, from := range map[string]string{"of another check": theirs.ID, "made up": testkit.NewID()} {
			got := s.post(t, "yi", path, envelope(supplementBody(digest, mine.ID, from)))
			wantProblem(t, got, 400, "supplement.act_not_refused")
			var p struct{ Details struct{ Acts []string } }
			got.into(t, &p)
			if len(p.Details.Acts) != 1 || p.Details.Acts[0] != from {
				t.Errorf("%s: %s", name, got.body)
			}
		}
		wantProblem(t, s.post(t, "yi", path, envelope(supplementBody(strings.Repeat("0", 64), mine.ID))), 409, "record.changed")
		wantProblem(t, s.post(t, "bing", path, envelope(supplementBody(digest, mine.ID))), http.StatusNotFound, "not_found")
		if s.acts(t) != before {
			t.Error("something was written")
		}
		if got := s.post(t, "jia", path, envelope(supplementBody(digest, mine.ID))); got.status != 200 {
			t.Fatalf("%d %s", got.status, got.body)
		}
		wantProblem(t, s.post(t, "yi", path, envelope(supplementBody(digest, mine.ID))), 409, "supplement.act_taken_up")
		many := supplementBody(digest)
		for range 201 {
			many.From = append(many.From, testkit.NewID())
		}
		wantProblem(t, s.post(t, "yi", path, envelope(many)), 400, "request.invalid")
		text, err := json.Marshal(many)
		if err != nil {
			t.Fatal(err)
		}
		act := s.w.Act(inspection.WriteSupplement, check, json.RawMessage(text))
		if o := s.w.Do(t, s.w.Yi, act); o[0].Refusal == nil || o[0].Refusal.Code != "act.too_many" {
			t.Errorf("201 acts: %+v", o[0].Refusal)
		}
	})
}

// A picture of a supplement can come bare into the paper or to a guest by two ways: the archive looking at the record's
// own photos only, and marks left behind when its act was refused.
func TestAFaceCoveredInASupplementIsGoneFromThePaperAndFromWhatOthersFetch(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		shot := picture(12)
		for covered, marks := range map[bool][]inspection.PhotoMark{
			false: {{Shape: inspection.Arrow, X: 100, Y: 100, X2: 6000, Y2: 6000}},
			true:  {{Shape: inspection.Arrow, X: 100, Y: 100, X2: 6000, Y2: 6000}, {Shape: inspection.Blur, X: 1000, Y: 1000, X2: 8000, Y2: 8000}},
		} {
			check := s.w.Recorded(t, 2)
			path := "/api/v1/checks/" + check
			body := supplementBody(s.record(t, check).Seal.Digest)
			body.Photos = []inspection.SupplementPhoto{{PhotoID: testkit.NewID(), SHA256: evidence.Sum(shot), OriginalSHA256: evidence.Sum(shot), ContentType: "image/jpeg",
				Size: int64(len(shot)), Width: 64, Height: 48, Source: inspection.FromCamera, TakenAt: testkit.Start, Marks: marks}}
			if got := s.post(t, "yi", path+"/supplements", envelope(body)); got.status != 200 {
				t.Fatalf("%d %s", got.status, got.body)
			}
			s.upload(t, "yi", shot)
			for whom, whole := range map[string]bool{"yi": true, "head": true, "owner": !covered, "town": !covered} {
				got := s.get(t, whom, path+"/files/"+evidence.Sum(shot))
				if got.status != 200 || bytes.Equal(got.body, shot) != whole {
					t.Errorf("covered %t, %s: %d, the original %t", covered, whom, got.status, bytes.Equal(got.body, shot))
				}
			}
			pdf := s.get(t, "owner", path+"/supplements/"+body.SupplementID+"/supplement.pdf")
			if pdf.status != 200 || bytes.Contains(pdf.body, shot) {
				t.Errorf("covered %t: the paper: %d, with the original in it %t", covered, pdf.status, bytes.Contains(pdf.body, shot))
			}
			if copied := s.get(t, "owner", path+"/files/"+evidence.Sum(shot)); covered && !bytes.Contains(pdf.body, copied.body) {
				t.Error("the paper shows another copy than the guest is given")
			}
		}
	})
}
