package main

import (
	"bytes"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// The second sample every later version must still verify, with everything that can happen to a check; written once,
// with -whole-life, and never again for this schema.
var wholeLife = flag.Bool("whole-life", false, "write internal/evidence/testdata/case-file-whole-life.zip anew")

// life carries one check from its dispatch to its closing with everything a case file can hold: acts under a device's
// signature, an invited expert's two opinions, one adopted and one not, a record whose enterprise signed on paper, a
// defence, an act that came too late and the supplement for it, deliveries, an order with more time, a stop that is
// lifted, two re-checks, a referral, a case that is not filed.
func (s *site) life(t *testing.T) string {
	t.Helper()
	w := s.w
	if err := w.Store.Housekeep(t.Context(), func(tx *store.Tx) error {
		return tx.SetWays(t.Context(), w.Bureau.ID, []inspection.Way{inspection.OnPhone, inspection.OnOwnPhone, inspection.OnPaper}, 1)
	}); err != nil {
		t.Fatal(err)
	}
	check := w.Open(t)
	do := func(by store.Person, kind inspection.Kind, body any) {
		t.Helper()
		w.Must(t, by, w.Act(kind, check, body))
	}
	phone := s.newDevice(t, "jia")
	if got := phone.enrol(t); got.status != http.StatusOK {
		t.Fatal(got.status, string(got.body))
	}
	covered := phone.answers(check, 3)
	for _, r := range phone.push(t, covered, phone.sign(t, evidence.CoverType, phone.cover(t, covered))) {
		if r.Outcome != "accepted" {
			t.Fatalf("%+v", r.Problem)
		}
	}
	s.photograph(t, check, picture(21))
	s.upload(t, "jia", picture(21))
	var findings []string
	for _, text := range []string{"消防通道堵塞", "行车限位失灵"} {
		findings = append(findings, testkit.NewID())
		do(w.Jia, inspection.RaiseFinding, inspection.RaiseFindingBody{FindingID: findings[len(findings)-1],
			Words: inspection.FindingWords{Text: text, Place: "一号车间", Handling: inspection.Order, DueOn: "2026-12-04"}})
	}
	invitation := s.invite(t, check, "", 20*24*time.Hour)
	guest := request{head: s.guest(t, s.expertLink(t, w.Jia, check, invitation))}
	declare := request{method: "POST", path: "/api/v1/checks/" + check + "/conflict-declarations", head: guest.head, body: envelope(inspection.DeclareNoConflictBody{NoConflict: true})}
	if got := s.send(t, declare); got.status != http.StatusOK {
		t.Fatal(got.status, string(got.body))
	}
	expert := inspection.Expert{InvitationID: invitation, Name: "周明", Unit: "市粉尘防爆中心", Title: "高级工程师", Field: "粉尘防爆"}
	seen := latePhoto(picture(22))
	s.upload(t, "jia", picture(22))
	for adoption, photos := range map[inspection.Adoption][]inspection.SupplementPhoto{inspection.Adopted: {seen}, inspection.NotAdopted: nil} {
		opinion, got := s.opine(t, check, guest, inspection.PersonRef{ID: invitation, Name: "周明"}, expert, photos...)
		if got.status != http.StatusOK {
			t.Fatal(got.status, string(got.body))
		}
		do(w.Jia, inspection.AnswerOpinion, inspection.AnswerOpinionBody{OpinionID: opinion.OpinionID, Adoption: adoption, Reason: "经研究"})
	}
	w.Must(t, w.Jia, w.Seal(t, check))

	// Officers sign on the screen, the enterprise on paper: two pages, the first photographed twice.
	digest := s.record(t, check).Seal.Digest
	do(w.Jia, inspection.SignRecord, signature(inspection.PartyLead, w.Jia.Name, digest))
	do(w.Yi, inspection.SignRecord, signature(inspection.PartyAssistant, w.Yi.Name, digest))
	sheet := func(seed int) inspection.SheetPicture {
		p := s.loopShot(t, seed, inspection.AboutAfter)
		return inspection.SheetPicture{SHA256: p.SHA256, ContentType: p.ContentType, Size: p.Size, Width: p.Width, Height: p.Height}
	}
	page := func(n, seed int, replaces string) string {
		act := w.Act(inspection.FileSignedPage, check, inspection.FileSignedPageBody{Digest: digest, Page: n, Pages: 2, Read: inspection.ReadByCode, Original: sheet(seed), Flat: sheet(seed + 1),
			Corners: []inspection.SheetCorner{{X: 0, Y: 0}, {X: 10000, Y: 0}, {X: 10000, Y: 10000}, {X: 0, Y: 10000}}, Source: inspection.FromCamera, TakenAt: w.Clock.Now(), Replaces: replaces})
		w.Must(t, w.Jia, act)
		return act.ID
	}
	worse := page(1, 31, "")
	page(2, 33, "")
	page(1, 35, worse)
	do(w.Jia, inspection.SignOnPaper, inspection.SignOnPaperBody{Signatory: inspection.Signatory{Party: inspection.PartyEnterprise, Name: "周明", Post: "总经理"}, Digest: digest})
	do(w.Owner, inspection.StateDefence, inspection.StateDefenceBody{Digest: digest, Name: "周明", Text: "行车已报修。"})

	late := s.late(t, check)
	supplement := supplementBody(digest, late.ID)
	supplement.Photos = []inspection.SupplementPhoto{latePhoto(picture(23))}
	s.upload(t, "yi", picture(23))
	do(w.Yi, inspection.WriteSupplement, supplement)
	added := s.record(t, check).Supplements[0].Digest
	for _, one := range []struct {
		by    store.Person
		party inspection.Party
	}{{w.Yi, inspection.PartyAssistant}, {w.Jia, inspection.PartyLead}, {w.Owner, inspection.PartyEnterprise}} {
		do(one.by, inspection.SignSupplement, signSupplement(supplement.SupplementID, one.party, one.by.Name, added))
	}

	ink := signature(inspection.PartyEnterprise, "", digest).Ink
	do(w.Owner, inspection.ConfirmAddress, inspection.ConfirmAddressBody{AddressID: testkit.NewID(), Name: "周明", Address: "厂区", Phone: "0519-82800000", Electronic: "firm@example.com", Ink: ink})
	handed := inspection.DeliverBody{DeliveryID: testkit.NewID(), Papers: []inspection.DeliveredPaper{{Title: "现场检查记录", Copies: 1}}, Way: inspection.Directly, Place: "厂区会议室", ReceivedBy: "周明", Ink: &ink}
	left := inspection.DeliverBody{DeliveryID: testkit.NewID(), Papers: []inspection.DeliveredPaper{{Title: "责令限期整改指令书", Copies: 1}}, Way: inspection.LeftBehind, Place: "门卫室", Reason: "负责人外出",
		Witnesses: []inspection.Witness{{Name: "孙网格", Unit: "薛埠镇社区"}}}
	do(w.Jia, inspection.Deliver, handed)

	order := inspection.IssueOrderBody{OrderID: testkit.NewID(), Record: digest, Interim: "专人看守"}
	do(w.Jia, inspection.IssueOrder, order)
	w.SignPaper(t, check, order.OrderID)
	do(w.Yi, inspection.Deliver, left)
	stop := inspection.ImposeMeasureBody{MeasureID: testkit.NewID(), Kinds: []inspection.MeasureKind{inspection.StopUse}, Findings: findings[1:], Danger: "行车失控", Law: "中华人民共和国安全生产法", Article: "第六十五条", Scope: "一号行车"}
	do(w.Jia, inspection.ImposeMeasure, stop)
	do(w.Leader, inspection.ApproveMeasure, inspection.DecisionBody{PaperID: stop.MeasureID, Granted: true})
	w.SignPaper(t, check, stop.MeasureID)

	do(w.Owner, inspection.SubmitRectification, inspection.SubmitRectificationBody{RectificationID: testkit.NewID(), FindingID: findings[0], Text: "已清理", Photos: []inspection.LoopPhoto{s.loopShot(t, 41, inspection.AboutAfter)}})
	more := inspection.RequestExtensionBody{ExtensionID: testkit.NewID(), Findings: findings[1:], AskedFor: "2026-12-20", Reason: "配件到货晚"}
	do(w.Owner, inspection.RequestExtension, more)
	do(w.Head, inspection.DecideExtension, inspection.DecideExtensionBody{ExtensionID: more.ExtensionID, Granted: true, DueOn: "2026-12-18", Interim: "行车停用"})
	w.Clock.Advance(24 * time.Hour)
	recheck := inspection.RecheckBody{RecheckID: testkit.NewID(), Mode: inspection.RecheckOnSite, Certificates: []string{w.Jia.Certificate.Number, w.Yi.Certificate.Number}, Opinion: "一项已整改，一项未到期",
		Items: []inspection.ItemAnswer{{FindingID: findings[0], Result: inspection.ResultMet, Text: "通道已清理", Photos: []inspection.LoopPhoto{s.loopShot(t, 42, inspection.AboutRecheck)}}, {FindingID: findings[1], Result: inspection.ResultNotDue, Text: "配件在途"}}}
	do(w.Jia, inspection.Recheck, recheck)
	w.SignPaper(t, check, recheck.RecheckID)
	do(w.Owner, inspection.ApplyResumption, inspection.ApplyResumptionBody{ApplicationID: testkit.NewID(), MeasureID: stop.MeasureID, Text: "限位已更换", Photos: []inspection.LoopPhoto{s.loopShot(t, 43, inspection.AboutAfter)}})
	again := inspection.RecheckBody{RecheckID: testkit.NewID(), Mode: inspection.RecheckOnSite, Certificates: recheck.Certificates, Opinion: "全部整改到位",
		Items:    []inspection.ItemAnswer{{FindingID: findings[1], Result: inspection.ResultMet, Text: "限位动作正常", Photos: []inspection.LoopPhoto{s.loopShot(t, 44, inspection.AboutRecheck)}}},
		Measures: []inspection.MeasureAnswer{{MeasureID: stop.MeasureID, Result: inspection.ResultMet, Text: "试车正常"}}}
	do(w.Yi, inspection.Recheck, again)
	w.SignPaper(t, check, again.RecheckID)
	do(w.Leader, inspection.ConsentToResume, inspection.ConsentToResumeBody{MeasureID: stop.MeasureID, Granted: true, Opinion: "同意恢复"})

	papers := []inspection.Material{{Name: "现场检查记录", Copies: 1, Pages: 3}}
	clue := inspection.ReferBody{ReferralID: testkit.NewID(), Kind: inspection.ReferClue, To: "常州市金坛区市场监督管理局", Cause: "行车未检验", Facts: "一号行车超过检验周期。", Findings: findings[1:], Materials: papers}
	do(w.Jia, inspection.ReferOnward, clue)
	do(w.Leader, inspection.ApproveReferral, inspection.DecisionBody{PaperID: clue.ReferralID, Granted: true})
	do(w.Jia, inspection.SendReferral, inspection.ReferralHandingBody{ReferralID: clue.ReferralID, On: "2026-11-25", Way: "直接送交", Name: "收发室"})
	do(w.Jia, inspection.RecordReferralReceipt, inspection.ReferralHandingBody{ReferralID: clue.ReferralID, On: "2026-11-25", Name: "收发室"})
	do(w.Jia, inspection.RecordReferralFeedback, inspection.ReferralFeedbackBody{ReferralID: clue.ReferralID, On: "2026-11-25", Text: "已受理"})
	file := inspection.FileCaseBody{FilingID: testkit.NewID(), Name: "某案", Cause: "未按规定检验", Source: "复查", Facts: "首次发现，已改正。", Law: "中华人民共和国安全生产法", Article: "第九十九条", Findings: findings[1:], Evidence: papers, Opinion: "建议不予立案"}
	do(w.Head, inspection.FileCase, file)
	filing := s.record(t, check).Filings[0].Digest
	for party, by := range map[inspection.Party]store.Person{inspection.PartyLead: w.Jia, inspection.PartyAssistant: w.Yi} {
		b := signature(party, by.Name, filing)
		do(by, inspection.SignPaper, inspection.SignPaperBody{PaperID: file.FilingID, Signatory: b.Signatory, Digest: filing, Sentence: b.Sentence, Ink: b.Ink})
	}
	do(w.Leader, inspection.DecideFiling, inspection.DecisionBody{PaperID: file.FilingID, Granted: false, Opinion: "首次违法且已改正，不予立案"})
	do(w.Head, inspection.CloseCheck, inspection.CloseCheckBody{Summary: "两轮整改到位"})
	return check
}

// loopShot sends a picture of the loop and says what it is.
func (s *site) loopShot(t *testing.T, seed int, about inspection.PhotoAbout) inspection.LoopPhoto {
	t.Helper()
	s.forget("jia") // the clock may have gone on since
	content := picture(seed)
	sum := s.upload(t, "jia", content)
	return inspection.LoopPhoto{PhotoID: testkit.NewID(), SHA256: sum, OriginalSHA256: sum, ContentType: "image/jpeg", Size: int64(len(content)), Width: 64, Height: 48,
		Source: inspection.FromCamera, About: about, TakenAt: s.w.Clock.Now()}
}

// members lists the members of a case file with where their content stands.
type member struct {
	name     string
	at, size int
}

func membersOf(zip []byte) []member {
	u32 := func(at int) int { return int(zip[at]) | int(zip[at+1])<<8 | int(zip[at+2])<<16 | int(zip[at+3])<<24 }
	end := len(zip) - 22
	var list []member
	for at := u32(end + 16); at < end; {
		n := int(zip[at+28]) | int(zip[at+29])<<8
		list = append(list, member{string(zip[at+46 : at+46+n]), u32(at+42) + 30 + n, u32(at + 20)})
		at += 46 + n
	}
	return list
}

func TestTheCaseFileOfAWholeLifeIsWholeAndAChangeInAnyMemberIsNamed(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check := s.life(t)
		if err := s.archive.AnchorToday(t.Context(), s.w.Clock.Now(), inspection.Zone); err != nil {
			t.Fatal(err)
		}
		s.forget("jia")
		s.forget("admin")
		var phones struct{ Items []struct{ ID string } }
		s.get(t, "admin", "/api/v1/bureau-devices").into(t, &phones)
		if got := s.post(t, "admin", "/api/v1/devices/"+phones.Items[0].ID+"/revocation", map[string]string{"reason": "手机遗失"}); got.status != http.StatusOK {
			t.Fatal(got.status, string(got.body)) // what it signed before stays signed
		}
		s.forget("head")
		got := s.get(t, "head", "/api/v1/checks/"+check+"/case-file.zip")
		if got.status != http.StatusOK {
			t.Fatalf("%d %.300s", got.status, got.body)
		}
		verified := func(b []byte) evidence.Report { return evidence.VerifyCaseFile(bytes.NewReader(b), int64(len(b)), nil) }
		r := verified(got.body)
		if !r.Whole || r.Covered != 3 || r.Photos != 13 || r.Anchors != 1 || r.Manifest.State != string(inspection.Closed) {
			t.Fatalf("whole %v, %d acts, %d covered, %d photos, %d anchors, state %s: %+v", r.Whole, r.Acts, r.Covered, r.Photos, r.Anchors, r.Manifest.State, r.Findings)
		}
		members := membersOf(got.body)
		var names []string
		for _, m := range members {
			names = append(names, m.name)
		}
		for _, want := range []string{"scheme", "notice", "record", "supplement-1", "opinion-1", "opinion-2", "delivery-1", "delivery-2", "order-1", "measure-1", "recheck-1", "recheck-2", "extension-1", "referral-1", "case-filing-1", "index"} {
			if !slices.Contains(names, "documents/"+want+".pdf") {
				t.Errorf("%s is not in the case file", want)
			}
		}
		sealed := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !strings.HasPrefix(n, "sealed/") })
		if len(sealed) != 9 { // a supplement, two opinions, an order, a measure, two re-checks, a referral, a case filing
			t.Errorf("papers as they were signed: %v", sealed)
		}
		for _, m := range members {
			if m.size == 0 {
				continue
			}
			damaged := slices.Clone(got.body)
			damaged[m.at+m.size/2] ^= 1
			if r := verified(damaged); r.Whole || !slices.ContainsFunc(r.Findings, func(f evidence.Finding) bool { return strings.Contains(f.Where, m.name) }) {
				t.Errorf("a bit of %s: %+v", m.name, r.Findings)
			}
		}
		file := filepath.Join(t.TempDir(), "case.zip")
		if err := os.WriteFile(file, got.body, 0o600); err != nil {
			t.Fatal(err)
		}
		var told bytes.Buffer
		if err := verify([]string{file}, &told); err != nil || !strings.Contains(told.String(), "WHOLE;") || !strings.Contains(told.String(), "3 signed by their device") {
			t.Errorf("anjian verify: %v\n%s", err, &told)
		}
		if *wholeLife {
			if err := os.WriteFile("../internal/evidence/testdata/case-file-whole-life.zip", got.body, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	})
}
