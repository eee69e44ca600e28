package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"anjian/api/rest"
	"anjian/internal/checklist"
	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/office"
	"anjian/internal/planning"
	"anjian/internal/testkit"
)

// The columns of the matrix: who asks about a sealed check of 甲 (jia) in head's section, at owner's plant, in town's
// town, with expert on the team. Each group is one role: theirs, somebody else's, another bureau's.
var columns = strings.Fields("- jia bing ding head head2 fhead leader fleader policy fpolicy owner owner2 fowner expert expert2 fexpert town town2 ftown admin fadmin")

// whoMay is the whole matrix: a line for every route. 2 it is done, u 401, f 403 not for this role, n 404 not there or
// not yours, l refused by the law (409, 422), i refused as not valid (400).
const whoMay = `
                     out insp heads lead pol firms exprt towns adm
signIn                2  222  222   22   22  222   222   222   22
refreshSession        2  222  222   22   22  222   222   222   22
signOut               u  222  222   22   22  222   222   222   22
getMe                 u  222  222   22   22  222   222   222   22
openLink              2  222  222   22   22  222   222   222   22
listMyDevices         u  222  222   22   22  222   222   222   22
enrolDevice           u  222  222   22   22  222   222   222   22
listDevices           u  fff  fff   22   22  fff   fff   fff   22
revokeDevice          u  nnn  nnn   nn   nn  nnn   nnn   nnn   nn

listChecklists        u  222  222   22   22  222   222   222   22
getChecklist          u  222  222   22   22  222   222   222   22
listEnterprises       u  222  222   22   22  222   fff   222   22
getEnterprise         u  22n  22n   2n   2n  2nn   fff   2nn   2n
listPeople            u  fff  222   22   22  fff   fff   fff   22
listSections          u  222  222   22   22  222   222   222   22

listRegister          u  222  222   22   22  fff   fff   222   22
countRegister         u  222  222   22   22  fff   fff   222   22
exportRegister        u  fff  222   22   22  fff   fff   fff   22
enterEnterprise       u  fff  222   ff   ff  fff   fff   fff   22
getRegisterEntry      u  22n  22n   2n   2n  fff   fff   2nn   2n
reviseEnterprise      u  fff  lln   ff   ff  fff   fff   fff   ln
listEntryHistory      u  fff  222   22   22  fff   fff   fff   22
readImport            u  fff  iii   ff   ff  fff   fff   fff   ii
getImport             u  fff  nnn   ff   ff  fff   fff   fff   nn
listImportRows        u  fff  nnn   ff   ff  fff   fff   fff   nn
decideImportRows      u  fff  nnn   ff   ff  fff   fff   fff   nn
takeImport            u  fff  nnn   ff   ff  fff   fff   fff   nn
cancelImport          u  fff  nnn   ff   ff  fff   fff   fff   nn
listViews             u  fff  222   22   22  fff   fff   fff   22
saveView              u  fff  222   22   22  fff   fff   fff   22
dropView              u  fff  222   22   22  fff   fff   fff   22

listPlans             u  fff  222   22   22  fff   fff   fff   22
draftPlan             u  fff  222   ff   22  fff   fff   fff   ff
getPlan               u  fff  22n   2n   2n  fff   fff   fff   2n
exportPlan            u  fff  22n   2n   2n  fff   fff   fff   2n
readPlanSheet         u  fff  iii   ff   ii  fff   fff   fff   ff
setPlanFigures        u  fff  lln   ff   ln  fff   fff   fff   ff
changePlan            u  fff  lln   ff   ln  fff   fff   fff   ff
submitPlan            u  fff  lln   ff   ln  fff   fff   fff   ff
returnPlan            u  fff  fff   ln   ff  fff   fff   fff   ff
approvePlan           u  fff  fff   ln   ff  fff   fff   fff   ff
issuePlan             u  fff  fff   ln   ff  fff   fff   fff   ff
proposeAdjustment     u  fff  lln   ff   ln  fff   fff   fff   ff
decideAdjustment      u  fff  fff   ln   ff  fff   fff   fff   ff
closePlan             u  fff  fff   ln   ff  fff   fff   fff   ff
listPlanHistory       u  fff  222   22   22  fff   fff   fff   22
listTargets           u  fff  222   22   22  fff   fff   fff   22
nameTargets           u  fff  22n   ff   2n  fff   fff   fff   ff
handTargets           u  fff  2ln   ff   ln  fff   fff   fff   ff
cancelTarget          u  fff  22n   ff   ff  fff   fff   fff   ff

getBoard              u  fff  222   22   22  fff   fff   fff   22
proposeBoard          u  fff  222   22   22  fff   fff   fff   22
weighLaying           u  fff  nnn   ff   ff  fff   fff   fff   ff
layJob                u  fff  nnn   ff   ff  fff   fff   fff   ff
layMany               u  fff  222   ff   ff  fff   fff   fff   ff
dispatchTarget        u  fff  lln   ff   ff  fff   fff   fff   ff
prepareDispatch       u  fff  lln   ff   ff  fff   fff   fff   ff
waitForNews           u  222  222   22   22  222   222   222   ff
listDraws             u  fff  222   22   22  fff   fff   fff   22
previewDraw           u  fff  222   22   22  fff   fff   fff   ff
freezeDraw            u  fff  lll   ll   ll  fff   fff   fff   ff
getDraw               u  fff  22n   2n   2n  fff   fff   fff   2n
promiseSecret         u  fff  lln   ln   ln  fff   fff   fff   ff
showSecret            u  fff  lln   ln   ln  fff   fff   fff   ff
runDraw               u  fff  lln   ln   ln  fff   fff   fff   ff
voidDraw              u  fff  2ln   ln   ln  fff   fff   fff   ff
getDrawCertificate    u  fff  lln   ln   ln  fff   fff   fff   ln
getDrawPdf            u  fff  lln   ln   ln  fff   fff   fff   ln
getDrawPage           u  fff  lln   ln   ln  fff   fff   fff   ln
listWaitingResults    u  fff  222   22   22  fff   fff   fff   22
publishResult         u  fff  fff   ff   nn  fff   fff   fff   ff
listPublishedResults  2  222  222   22   22  222   222   222   22
getPublishedResults   2  222  222   22   22  222   222   222   22
getPublishedPage      2  222  222   22   22  222   222   222   22
keepPerson            u  fff  fff   ff   ff  fff   fff   fff   22
getPerson             u  fff  fff   ff   ff  fff   fff   fff   2n
listFormerPeople      u  fff  fff   ff   ff  fff   fff   fff   22
keepSection           u  fff  fff   ff   ff  fff   fff   fff   22
listLeave             u  fff  222   22   22  fff   fff   fff   22
enterLeave            u  fff  2nn   ff   ff  fff   fff   fff   2n
takeBackLeave         u  fff  nnn   ff   ff  fff   fff   fff   nn
listConflicts         u  222  222   22   22  fff   fff   fff   ff
declareConflict       u  22n  22n   2n   2n  fff   fff   fff   ff
decideConflict        u  fff  fff   nn   ff  fff   fff   fff   ff
listOwnAvoidances     u  fff  fff   ff   ff  222   fff   fff   ff
askAvoidance          u  fff  fff   ff   ff  2nn   fff   fff   ff

listChecks            u  222  222   22   22  222   222   222   ff
listDue               u  222  222   22   22  222   222   222   ff
createCheck           u  fff  22i   ff   ff  fff   fff   fff   ff
getCheck              u  2nn  2nn   2n   2n  2nn   2nn   2nn   ff
listActs              u  2nn  2nn   2n   2n  2nn   2nn   2nn   ff
getEarlierFindings    u  2nn  2nn   2n   2n  2nn   fff   2nn   ff
getManifest           u  2nn  2nn   2n   2n  2nn   2nn   2nn   ff
getNotice             u  2nn  2nn   2n   2n  2nn   2nn   2nn   ff
getNoticePdf          u  2nn  2nn   2n   2n  2nn   2nn   2nn   ff
getSchemePdf          u  2nn  2nn   2n   2n  fff   fff   fff   ff
getRecordPdf          u  2nn  2nn   2n   2n  2nn   2nn   2nn   ff
lintCheck             u  2nn  2nn   2n   2n  fff   fff   fff   ff
listPhotoAlarms       u  2nn  2nn   2n   2n  fff   fff   fff   ff
getFile               u  2nn  2nn   2n   2n  2nn   2nn   2nn   ff
getOpinionPdf         u  2nn  2nn   2n   2n  2nn   2nn   2nn   ff
getLoopPdf            u  nnn  nnn   nn   nn  nnn   nnn   nnn   ff
getReceiptPdf         u  nnn  nnn   nn   nn  nnn   nnn   nnn   ff
getSupplementPdf      u  2nn  2nn   2n   2n  2nn   2nn   2nn   ff
listRefusedActs       u  2nn  2nn   2n   ff  fff   fff   fff   ff
getCaseFile           u  2nn  2nn   2n   2n  fff   fff   fff   ff
exportFiling          u  nnn  nnn   nn   nn  fff   fff   fff   ff
getIndexPdf           u  2nn  2nn   2n   2n  fff   fff   fff   ff
listArchive           u  222  222   22   22  fff   fff   fff   ff
exportArchive         u  222  222   22   22  fff   fff   fff   ff

listReports           u  222  222   22   22  fff   fff   fff   ff
getReportBatch        u  222  222   22   22  fff   fff   fff   ff
getReport             u  nnn  nnn   nn   nn  fff   fff   fff   ff
retryReport           u  lll  lll   ff   ff  fff   fff   fff   ff
confirmReport         u  nnn  nnn   ff   ff  fff   fff   fff   ff

listClocks            u  222  222   22   22  222   222   222   22
listNotices           u  222  222   22   22  222   222   222   22
readNotices           u  222  222   22   22  222   222   222   22
getNoticeChoices      u  222  222   22   22  222   222   222   22
setNoticeChoices      u  222  222   22   22  222   222   222   22
keepPush              u  222  222   22   22  222   222   222   22
endPush               u  222  222   22   22  222   222   222   22
getCalendarFeed       u  222  222   22   22  222   222   222   22
makeCalendarFeed      u  222  222   22   22  222   222   222   22
endCalendarFeed       u  222  222   22   22  222   222   222   22
getCalendar           n  nnn  nnn   nn   nn  nnn   nnn   nnn   nn
listWebhooks          u  fff  fff   ff   ff  fff   fff   fff   22
makeWebhook           u  fff  fff   ff   ff  fff   fff   fff   22
endWebhook            u  fff  fff   ff   ff  fff   fff   fff   nn
listStuck             u  fff  fff   ff   ff  fff   fff   fff   22
redeliver             u  fff  fff   ff   ff  fff   fff   fff   nn

listLinks             u  2nn  2nn   ff   ff  fff   fff   fff   ff
makeLink              u  2nn  2nn   ff   ff  fff   fff   fff   ff
revokeLink            u  2nn  2nn   ff   ff  fff   fff   fff   ff

reviseScheme          u  fff  lnn   ff   ff  fff   fff   fff   ff
dispatch              u  fff  lnn   ff   ff  fff   fff   fff   ff
reassign              u  fff  lnn   ff   ff  fff   fff   fff   ff
returnScheme          u  fff  fff   ln   ff  fff   fff   fff   ff
approveScheme         u  fff  fff   ln   ff  fff   fff   fff   ff
reportUrgent          u  fff  lnn   ff   ff  fff   fff   fff   ff
cancelCheck           u  fff  lnn   ff   ff  fff   fff   fff   ff
declareNoConflict     u  lnn  fff   ff   ff  fff   2nn   fff   ff
arrive                u  lnn  fff   ff   ff  fff   fff   fff   ff
recordEntryRefused    u  lnn  fff   ff   ff  fff   fff   fff   ff
stateFact             u  lnn  fff   ff   ff  fff   fff   fff   ff
answerItem            u  lnn  fff   ff   ff  fff   fff   fff   ff
attachPhoto           u  lnn  fff   ff   ff  fff   fff   fff   ff
removePhoto           u  lnn  fff   ff   ff  fff   fff   fff   ff
markPhoto             u  lnn  fff   ff   ff  fff   fff   fff   ff
raiseFinding          u  lnn  fff   ff   ff  fff   fff   fff   ff
reviseFinding         u  lnn  fff   ff   ff  fff   fff   fff   ff
withdrawFinding       u  lnn  fff   ff   ff  fff   fff   fff   ff
confirmMajorHazard    u  lnn  fff   ff   ff  fff   fff   fff   ff
correctOnSpot         u  lnn  fff   ff   ff  fff   fff   fff   ff
sealRecord            u  lnn  fff   ff   ff  fff   fff   fff   ff
reopenRecord          u  lnn  fff   ff   ff  fff   fff   fff   ff
signRecord            u  lnn  fff   ff   ff  lnn   fff   fff   ff
refuseSignature       u  lnn  fff   ff   ff  lnn   fff   fff   ff
fileSignedPage        u  lnn  fff   ff   ff  fff   fff   fff   ff
signOnPaper           u  lnn  fff   ff   ff  fff   fff   fff   ff
signWithCertificate   u  lnn  fff   ff   ff  lnn   fff   fff   ff
stateDefence          u  fff  fff   ff   ff  lnn   fff   fff   ff
confirmAddress        u  inn  fff   ff   ff  inn   fff   fff   ff
deliver               u  lnn  fff   ff   ff  fff   fff   fff   ff
getSigningWays        u  fff  222   22   22  fff   fff   fff   22
setSigningWays        u  fff  fff   ff   ff  fff   fff   fff   22
writeSupplement       u  lnn  fff   ff   ff  fff   fff   fff   ff
withdrawSupplement    u  inn  fff   ff   ff  fff   fff   fff   ff
signSupplement        u  inn  fff   ff   ff  inn   fff   fff   ff
refuseSupplement      u  inn  fff   ff   ff  inn   fff   fff   ff
inviteExpert          u  lnn  lnn   ff   ff  fff   fff   fff   ff
withdrawInvitation    u  inn  inn   ff   ff  fff   fff   fff   ff
giveOpinion           u  fff  fff   ff   ff  fff   lnn   fff   ff
withdrawOpinion       u  fff  fff   ff   ff  fff   inn   fff   ff
answerOpinion         u  inn  fff   ff   ff  fff   fff   fff   ff

issueOrder            u  lnn  fff   ff   ff  fff   fff   fff   ff
approveOrder          u  fff  lnn   ln   ff  fff   fff   fff   ff
imposeMeasure         u  lnn  fff   ff   ff  fff   fff   fff   ff
approveMeasure        u  fff  fff   in   ff  fff   fff   fff   ff
signPaper             u  inn  fff   ff   ff  inn   fff   fff   ff
refusePaper           u  inn  fff   ff   ff  inn   fff   fff   ff
withdrawPaper         u  inn  fff   ff   ff  fff   fff   fff   ff
submitRectification   u  fff  fff   ff   ff  lnn   fff   fff   ff
requestExtension      u  fff  fff   ff   ff  lnn   fff   fff   ff
decideExtension       u  fff  lnn   ln   ff  fff   fff   fff   ff
applyRecheck          u  fff  fff   ff   ff  lnn   fff   fff   ff
recheck               u  lnn  fff   ff   ff  fff   fff   fff   ff
applyResumption       u  fff  fff   ff   ff  lnn   fff   fff   ff
consentToResume       u  fff  fff   ln   ff  fff   fff   fff   ff
refer                 u  lnn  lnn   ff   ff  fff   fff   fff   ff
approveReferral       u  fff  fff   ln   ff  fff   fff   fff   ff
sendReferral          u  lnn  lnn   ff   ff  fff   fff   fff   ff
recordReferralReceipt u  lnn  lnn   ff   ff  fff   fff   fff   ff
recordReferralFeedback u  lnn  lnn   ff   ff  fff   fff   fff   ff
fileCase              u  lnn  lnn   ff   ff  fff   fff   fff   ff
decideFiling          u  fff  fff   ln   ff  fff   fff   fff   ff
reportRefusal         u  inn  fff   ff   ff  fff   fff   fff   ff
closeCheck            u  lnn  lnn   ff   ff  fff   fff   fff   ff

pushActs              u  222  222   22   ff  222   222   fff   ff
getChanges            u  222  222   22   22  222   222   222   ff
listMissingFiles      u  222  fff   ff   ff  222   222   fff   ff
reportPhone           u  222  fff   ff   ff  fff   fff   fff   ff
createUpload          u  222  fff   ff   ff  222   222   fff   ff
getUploadOffset       u  2nn  fff   ff   ff  nnn   nnn   fff   ff
appendUpload          u  2nn  fff   ff   ff  nnn   nnn   fff   ff
endUpload             u  2nn  fff   ff   ff  nnn   nnn   fff   ff

getRescueKey          u  222  222   22   22  222   222   222   22
openPhoneKey          u  lll  lll   ll   ll  lll   lll   lll   ll
listLooks             u  fff  fff   ff   22  fff   fff   fff   ff
importRescue          u  fff  lll   ff   ll  fff   fff   fff   ll

listEvidenceKeys      2  222  222   22   22  222   222   222   22
getDocumentAuthority  2  222  222   22   22  222   222   222   22
listAnchors           2  222  222   22   22  222   222   222   22
verifyRecord          2  222  222   22   22  222   222   222   22
getHealth             2  222  222   22   22  222   222   222   22
getReadiness          2  222  222   22   22  222   222   222   22
getMetrics            n  nnn  nnn   nn   nn  nnn   nnn   nnn   nn
`

// matrix reads whoMay: operation → one letter for each column.
func matrix(t *testing.T) map[string]string {
	t.Helper()
	rows := map[string]string{}
	for _, line := range strings.Split(whoMay, "\n")[2:] {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		cells := strings.Join(fields[1:], "")
		if len(cells) != len(columns) || rows[fields[0]] != "" {
			t.Fatalf("the line of %s has %d cells for %d columns, or is there twice", fields[0], len(cells), len(columns))
		}
		rows[fields[0]] = cells
	}
	return rows
}

// matter is what the requests of the matrix are about.
type matter struct {
	draw                                                                                          string
	check, photo, enterprise, code, upload, supplement, opinion, link, token, plan, target, spare string
}

func TestWhoMayUseEveryRouteWithWhichCheck(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		rows := matrix(t)
		routes, err := rest.Routes()
		if err != nil {
			t.Fatal(err)
		}
		there := s.sealedMatter(t)
		notThere := matter{draw: testkit.NewID(), check: testkit.NewID(), photo: evidence.Sum([]byte("nothing")), enterprise: testkit.NewID(), code: there.code, upload: "/api/v1/uploads/" + testkit.NewID(), supplement: testkit.NewID(), opinion: testkit.NewID(), link: testkit.NewID(), plan: testkit.NewID(), target: testkit.NewID(), spare: testkit.NewID()}
		for _, r := range routes {
			row, ok := rows[r.ID]
			if !ok {
				t.Errorf("%s (%s) has no line in the matrix", r.ID, r)
				continue
			}
			delete(rows, r.ID)
			before := s.acts(t)
			for i, whom := range columns {
				about := there
				if strings.HasSuffix(r.ID, "Upload") || r.ID == "getUploadOffset" {
					about.upload = s.beginUpload(t, "jia", picture(7))
				}
				q := s.ask(t, r, whom, about)
				got := s.send(t, q)
				if want := row[i]; letter(got) != want {
					t.Errorf("%s as %s: %d %s, want %c: %.200s", r.ID, whom, got.status, got.code(), want, got.body)
					continue
				}
				if row[i] == 'n' {
					twin := s.send(t, s.ask(t, r, whom, notThere))
					if twin.status != got.status || string(anonymous(t, twin)) != string(anonymous(t, got)) {
						t.Errorf("%s as %s tells what is not yours from what is not there:\n%s\n%s", r.ID, whom, got.body, twin.body)
					}
				}
			}
			if wrote := s.acts(t) - before; wrote != 0 && r.ID != "createCheck" && r.ID != "enterEnterprise" && r.ID != "declareNoConflict" {
				t.Errorf("%s: %d acts were written", r.ID, wrote)
			}
		}
		for id := range rows {
			t.Errorf("the matrix has a line for %s, which is no route", id)
		}
	})
}

// sealedMatter makes a check with an expert, a photo that is there, a seal, and 甲's signature.
func (s *site) sealedMatter(t *testing.T) matter {
	t.Helper()
	w := s.w
	check := testkit.NewID()
	body := w.CreateBody()
	body.Team.Experts = []string{w.Expert.ID}
	w.Must(t, w.Head, w.Act(inspection.CreateCheck, check, body), w.Act(inspection.Dispatch, check, inspection.DispatchBody{}))
	w.Must(t, w.Leader, w.Act(inspection.ApproveScheme, check, inspection.ApproveSchemeBody{Opinion: "同意"}))
	w.Must(t, w.Jia, w.Act(inspection.DeclareNoConflict, check, inspection.DeclareNoConflictBody{NoConflict: true}))
	w.Must(t, w.Yi, w.Act(inspection.DeclareNoConflict, check, inspection.DeclareNoConflictBody{NoConflict: true}))
	w.Must(t, w.Jia, w.Act(inspection.Arrive, check, inspection.ArriveBody{ReceivedBy: "周明", NoticeShown: true,
		Certificates: []string{w.Jia.Certificate.Number, w.Yi.Certificate.Number}}))
	photo := s.photograph(t, check, picture(3))
	s.upload(t, "jia", picture(3))
	w.Must(t, w.Jia, w.Answers(check, 2)...)
	w.Must(t, w.Jia, w.Seal(t, check))
	v, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
	if err != nil {
		t.Fatal(err)
	}
	w.Must(t, w.Jia, w.Act(inspection.SignRecord, check, signature(inspection.PartyLead, w.Jia.Name, v.Record.Seal.Digest)))
	supplement := supplementBody(v.Record.Seal.Digest)
	w.Must(t, w.Yi, w.Act(inspection.WriteSupplement, check, supplement))
	link, token := s.link(t, w.Jia, check, inspection.ForSigning)
	w.Must(t, w.Expert, w.Act(inspection.DeclareNoConflict, check, inspection.DeclareNoConflictBody{NoConflict: true}))
	opinion, said := s.opine(t, check, request{whom: "expert"}, inspection.PersonRef{ID: w.Expert.ID, Name: w.Expert.Name}, inspection.Expert{Name: w.Expert.Name, Unit: w.Expert.Unit})
	if said.status != http.StatusOK {
		t.Fatalf("an opinion: %d %s", said.status, said.body)
	}
	plan, target := s.plan(t)
	spare := testkit.NewID() // to be handed on: the other is dispatched
	if err := office.New(w.Store).NameTargets(t.Context(), w.Head.Actor(), office.Deed{ID: testkit.NewID(), DoneAt: testkit.Start}, plan, []office.NewTarget{{ID: spare, EnterpriseID: w.Mill.ID, Source: planning.Key}}); err != nil {
		t.Fatal(err)
	}
	return matter{draw: s.promisedDraw(t), plan: plan, target: target, spare: spare, check: check, photo: photo, enterprise: w.Plant.ID, code: v.Record.Seal.Code, supplement: supplement.SupplementID, opinion: opinion.OpinionID, link: link.ID, token: token}
}

// plan drafts an annual plan with one target.
func (s *site) plan(t *testing.T) (plan, target string) {
	t.Helper()
	plan, target = testkit.NewID(), testkit.NewID()
	desk, deed := office.New(s.w.Store), func() office.Deed { return office.Deed{ID: testkit.NewID(), DoneAt: testkit.Start} }
	if _, err := desk.DraftPlan(t.Context(), s.w.Head.Actor(), deed(), plan, planning.Annual, 2026, "年度计划"); err != nil {
		t.Fatal(err)
	}
	if err := desk.NameTargets(t.Context(), s.w.Head.Actor(), deed(), plan, []office.NewTarget{{ID: target, EnterpriseID: s.w.Plant.ID, Source: planning.Key}}); err != nil {
		t.Fatal(err)
	}
	return plan, target
}

// opinionBody is an opinion on the whole check, signed over a digest.
func opinionBody(id, digest string) inspection.GiveOpinionBody {
	ink := signature(inspection.PartyEnterprise, "", digest).Ink
	return inspection.GiveOpinionBody{OpinionID: id, About: inspection.AboutCheck, Fact: "除尘器灰斗积灰。", Urgency: inspection.Soon, Digest: digest,
		Sentence: "以上意见由本人独立作出。", Ink: ink}
}

// promisedDraw freezes a draw and has two people promise their secrets.
func (s *site) promisedDraw(t *testing.T) string {
	t.Helper()
	draw, desk, deed := testkit.NewID(), office.New(s.w.Store), func() office.Deed { return office.Deed{ID: testkit.NewID(), DoneAt: testkit.Start} }
	if _, err := desk.FreezeDraw(t.Context(), s.w.Policy.Actor(), deed(), draw, office.DrawWish{Title: "三月", Item: "安全生产", Rules: planning.DrawRules{Count: 1}}); err != nil {
		t.Fatal(err)
	}
	for _, p := range []inspection.Actor{s.w.Policy.Actor(), s.w.Leader.Actor()} {
		if _, err := desk.PromiseSecret(t.Context(), p, deed(), draw, strings.Repeat("ab", 32)); err != nil {
			t.Fatal(err)
		}
	}
	return draw
}

// supplementBody is a supplement to the record of that digest.
func supplementBody(record string, from ...string) inspection.WriteSupplementBody {
	return inspection.WriteSupplementBody{SupplementID: testkit.NewID(), Record: record, Text: "I-001：不符合，通道被占用。", Reason: "手机无信号，封存后才送达", From: from}
}

func signature(party inspection.Party, name, digest string) inspection.SignRecordBody {
	return inspection.SignRecordBody{Signatory: inspection.Signatory{Party: party, Name: name}, Digest: digest, Sentence: "以上记录已阅，与所述一致。",
		Ink: inspection.Ink{Width: 300, Height: 150, Strokes: [][][]float64{{{10, 10, 0, .5}, {90, 60, 40, .5}, {200, 20, 90, .5}}}}}
}

func signSupplement(id string, party inspection.Party, name, digest string) inspection.SignSupplementBody {
	b := signature(party, name, digest)
	return inspection.SignSupplementBody{SupplementID: id, Signatory: b.Signatory, Digest: digest, Sentence: b.Sentence, Ink: b.Ink}
}

// ask makes the request of a route about a matter. Nothing in it is wrong but, perhaps, who asks.
func (s *site) ask(t *testing.T, r rest.Route, whom string, m matter) request {
	t.Helper()
	q := request{whom: whom, method: r.Method, path: r.Path, head: map[string]string{}}
	if whom == "-" {
		q.whom = ""
	}
	name := whom
	if whom == "-" {
		name = "jia"
	}
	q.path = strings.NewReplacer("{id}", m.check, "{checkId}", m.check, "{sha256}", m.photo, "{code}", m.code, "{supplementId}", m.supplement, "{opinionId}", m.opinion, "{bureauId}", s.w.Bureau.ID, "{linkId}", m.link, "{deliveryId}", m.supplement, "{paperId}", m.supplement, "{keyId}", evidence.Sum([]byte(m.check))).Replace(q.path)
	switch r.ID {
	case "signIn":
		q.body = map[string]string{"username": name, "password": password}
	case "refreshSession":
		q.body = map[string]string{"refreshToken": s.signIn(t, name).RefreshToken}
	case "signOut":
		if whom != "-" {
			q.head["Authorization"] = "Bearer " + s.signIn(t, name).AccessToken
		}
	case "openLink":
		q.body = map[string]string{"token": m.token}
	case "makeLink":
		q.body = linkFor(inspection.ForSigning)
	case "enrolDevice":
		q.body = s.newDevice(t, name).enrolment
	case "revokeDevice":
		q.body = map[string]string{"reason": "遗失"}
	case "getChecklist":
		q.path = "/api/v1/checklists/" + s.w.List.Code
	case "getRegisterEntry", "reviseEnterprise", "listEntryHistory":
		q.path = strings.Replace(q.path, m.check, m.enterprise, 1)
		if r.ID == "reviseEnterprise" {
			q.body = map[string]any{"version": 7, "entry": entryText(s.w.Plant.Name, "91320413DEMO000001")}
		}
	case "enterEnterprise":
		q.body = map[string]any{"entry": entryText("演示", fmt.Sprintf("91320413DEMO%06d", slices.Index(columns, whom)))}
	case "readImport":
		q.body, q.head = []byte("no workbook"), map[string]string{"Content-Type": "application/octet-stream"}
		q.path = strings.Replace(q.path, m.check, testkit.NewID(), 1)
	case "decideImportRows":
		q.body = map[string]any{"decisions": []map[string]any{{"no": 2, "do": "skip"}}}
	case "takeImport":
		q.body = map[string]any{}
	case "listViews":
		q.path += "?list=register"
	case "saveView", "dropView":
		q.path = strings.Replace(q.path, m.check, testkit.NewID(), 1)
		if r.ID == "saveView" {
			q.body = map[string]any{"list": "register", "name": "涉爆", "query": "flag=粉尘涉爆"}
		}
	case "getBoard", "proposeBoard":
		q.path += "?from=2026-11-23&to=2026-11-27"
	case "weighLaying", "layJob":
		laying := map[string]any{"jobId": testkit.NewID(), "day": "2026-11-27", "leadId": s.w.Jia.ID, "assistantId": s.w.Yi.ID}
		if q.body = laying; r.ID == "layJob" {
			q.body = map[string]any{"laying": laying}
		}
	case "layMany":
		q.body = map[string]any{"layings": []map[string]any{{"jobId": testkit.NewID(), "day": "2026-11-27"}}}
	case "dispatchTarget", "prepareDispatch":
		q.path = strings.Replace(q.path, m.check, m.target, 1)
		plan := s.w.CreateBody()
		q.body = map[string]any{"checkId": testkit.NewID(), "createId": testkit.NewID(), "dispatchId": testkit.NewID(), "checklists": plan.Checklists, "scheme": plan.Scheme}
	case "previewDraw", "freezeDraw":
		q.body = map[string]any{"wish": map[string]any{"title": "三月", "item": "安全生产", "rules": map[string]any{"count": 50}}}
	case "getDraw", "promiseSecret", "showSecret", "runDraw", "voidDraw", "getDrawCertificate", "getDrawPdf", "getDrawPage":
		q.path = strings.Replace(q.path, m.check, m.draw, 1)
		q.body = map[string]any{"promiseSecret": map[string]any{"commitment": strings.Repeat("a", 64)}, "showSecret": map[string]any{"secret": strings.Repeat("a", 64)},
			"runDraw": map[string]any{}, "voidDraw": map[string]any{"reason": "名单有误"}}[r.ID]
		if q.body == nil || r.Method == http.MethodGet {
			q.body = nil
		}
	case "publishResult":
		q.body = map[string]any{}
	case "keepPerson":
		q.path = strings.Replace(q.path, m.check, testkit.NewID(), 1)
		q.body = map[string]any{"password": "a new password 1", "person": map[string]any{"username": "neu" + name, "name": "新人", "role": "leader", "certificate": map[string]any{"number": "", "validUntil": ""}, "active": true}}
	case "getPerson":
		q.path = strings.Replace(q.path, m.check, s.w.Jia.ID, 1)
	case "keepSection":
		q.path = strings.Replace(q.path, m.check, testkit.NewID(), 1)
		q.body = map[string]any{"name": "新科室", "sortNo": 9}
	case "enterLeave":
		q.body = map[string]any{"personId": s.w.Jia.ID, "firstDay": "2026-12-01", "lastDay": "2026-12-03"}
	case "declareConflict":
		q.body = map[string]any{"personId": s.w.Jia.ID, "enterpriseId": m.enterprise, "kind": "interest", "reason": "亲属任职"}
	case "askAvoidance":
		q.body = map[string]any{"personId": s.w.Yi.ID, "reason": "曾有经济纠纷"}
	case "decideConflict":
		q.body = map[string]any{"from": "asked", "to": "standing"}
	case "draftPlan":
		q.body = map[string]any{"kind": "campaign", "year": 2026, "title": "打非治违"}
	case "getPlan", "exportPlan", "setPlanFigures", "changePlan", "submitPlan", "returnPlan", "approvePlan", "issuePlan", "proposeAdjustment", "decideAdjustment", "closePlan":
		q.path = strings.Replace(q.path, m.check, m.plan, 1)
		paper := map[string]any{"document": "坛政复〔2026〕3号", "on": "2026-01-20"}
		shifts := []map[string]any{{"of": "all", "by": "month", "from": "1月", "to": "2月", "n": 1}}
		q.body = map[string]any{
			"setPlanFigures": envelope(map[string]any{"capacity": map[string]any{"statutoryDays": 1, "officers": 1, "other": []any{}, "non": []any{}, "keyDays": 3, "generalDays": 0},
				"figures": map[string]any{"required": 0, "key": 0, "random": 0, "breakdowns": []any{}}}),
			"changePlan": envelope(map[string]any{"shifts": shifts}), "submitPlan": envelope(map[string]any{}), "returnPlan": envelope(map[string]any{}),
			"approvePlan": envelope(paper), "issuePlan": envelope(paper), "closePlan": envelope(map[string]any{}),
			"proposeAdjustment": envelope(map[string]any{"reason": "上级部署", "shifts": shifts}),
			"decideAdjustment":  envelope(map[string]any{"adjustmentId": testkit.NewID(), "approve": true}),
		}[r.ID]
	case "readPlanSheet":
		q.body, q.head = []byte("no workbook"), map[string]string{"Content-Type": "application/octet-stream"}
	case "listPlanHistory":
		q.path = strings.Replace(q.path, m.check, m.plan, 1)
	case "nameTargets":
		q.path = strings.Replace(q.path, m.check, m.plan, 1)
		q.body = map[string]any{"targets": []map[string]any{{"enterpriseId": s.w.Plant.ID, "source": "key"}}}
	case "handTargets":
		q.path = strings.Replace(q.path, m.check, m.plan, 1)
		q.body = map[string]any{"targets": []string{m.spare}, "sectionId": s.w.Section.ID, "reason": "分工调整"}
	case "cancelTarget":
		q.path = strings.Replace(q.path, m.check, m.target, 1)
		q.body = map[string]any{"reason": "停产"}
	case "setSigningWays":
		q.body = map[string]any{"ways": []string{"phone", "own_phone", "paper"}}
	case "getEnterprise":
		q.path = "/api/v1/enterprises/" + m.enterprise
	case "createCheck":
		q.body = envelope(s.w.CreateBody())
	case "pushActs":
		q.body = map[string]any{"acts": []inspection.Act{s.w.Act("juggle", m.check, struct{}{})}}
	case "reportPhone":
		q.body = map[string]any{"device": testkit.NewID(), "checks": []map[string]any{{"checkId": m.check, "waitingActs": 1, "waitingPhotos": 2}}}
	case "openPhoneKey":
		q.body = map[string]string{"keyId": testkit.NewID(), "ephemeral": "AA", "salt": "AA", "box": "AA"}
	case "listMissingFiles":
		q.body = map[string]any{"sha256": []string{m.photo}}
	case "readNotices":
		q.body = map[string]any{"upTo": testkit.Start}
	case "setNoticeChoices":
		q.body = map[string]any{"channels": []string{}, "off": []string{"approved"}}
	case "keepPush":
		q.body = map[string]any{"endpoint": "https://1.1.1.1/push/" + whom, "p256dh": strings.Repeat("A", 87), "auth": strings.Repeat("A", 22)}
	case "getCalendar":
		q.path = "/api/v1/calendars/" + strings.Repeat("x", 43) + ".ics"
		q.head["X-Forwarded-For"] = "10.3.0." + string(rune('1'+slices.Index(columns, whom)%9)) + string(rune('0'+slices.Index(columns, whom)/9))
	case "makeWebhook":
		q.body = map[string]any{"name": "数据中台", "url": "https://1.1.1.1/hook"}
	case "endWebhook":
		q.path = "/api/v1/webhooks/" + m.link
	case "redeliver":
		q.path = "/api/v1/outbox/" + m.link + "/redelivery"
	case "confirmReport":
		q.body = map[string]any{"number": "CZ-1"}
	case "createUpload":
		q.head = tus("Upload-Length", "10", "Upload-Metadata", promise(m.photo, "image/jpeg"))
	case "getUploadOffset", "endUpload":
		q.path, q.head = m.upload, tus()
	case "appendUpload":
		q.path, q.body, q.head = m.upload, []byte{}, tus("Upload-Offset", "0", "Content-Type", "application/offset+octet-stream")
	case "getMetrics": // as people come, by way of a proxy
		q.head["X-Forwarded-For"] = "10.4.0.1"
	case "verifyRecord":
		q.head["X-Forwarded-For"] = "10.2.0." + string(rune('1'+slices.Index(columns, whom)%9)) + string(rune('0'+slices.Index(columns, whom)/9))
	}
	if body, ok := s.bodies()[r.ID]; ok {
		q.body = envelope(body)
	}
	return q
}

func sheetPicture(sha string) inspection.SheetPicture {
	return inspection.SheetPicture{SHA256: sha, ContentType: "image/jpeg", Size: 10, Width: 4, Height: 4}
}

func entryText(name, code string) map[string]any {
	return map[string]any{"name": name, "creditCode": code, "town": "薛埠镇"}
}

func envelope(body any) map[string]any { return map[string]any{"body": body} }

// bodies are well-formed contents of every act, by operation.
func (s *site) bodies() map[string]any {
	w, id, digest := s.w, testkit.NewID(), strings.Repeat("ab", 32)
	words := inspection.FindingWords{Text: "消防通道堵塞", Handling: inspection.Advice}
	reason := inspection.ReasonBody{Reason: "另有安排"}
	plan, sign := w.CreateBody(), signature(inspection.PartyEnterprise, "周明", digest)
	decision := inspection.DecisionBody{PaperID: id, Granted: true}
	papers := []inspection.Material{{Name: "现场检查记录", Copies: 1, Pages: 4}}
	handing := inspection.ReferralHandingBody{ReferralID: id, On: "2026-11-24"}
	return map[string]any{
		"reviseScheme": inspection.ReviseSchemeBody{PlannedOn: "2026-11-25", Checklists: plan.Checklists, Scheme: plan.Scheme},
		"dispatch":     inspection.DispatchBody{},
		"reassign":     inspection.ReassignBody{Team: inspection.TeamChoice{Lead: w.Yi.ID, Assistant: w.Bing.ID}, Reason: "调整"},
		"returnScheme": reason, "cancelCheck": reason, "reopenRecord": reason,
		"approveScheme":      inspection.ApproveSchemeBody{Opinion: "同意"},
		"declareNoConflict":  inspection.DeclareNoConflictBody{NoConflict: true},
		"arrive":             inspection.ArriveBody{ReceivedBy: "周明", NoticeShown: true, Certificates: []string{w.Jia.Certificate.Number, w.Yi.Certificate.Number}},
		"recordEntryRefused": inspection.EntryRefusedBody{RefusedBy: "门卫", Reason: "无预约"},
		"stateFact":          inspection.StateFactBody{Checklist: w.List.Code, Condition: "有储罐", Holds: true},
		"answerItem":         inspection.AnswerItemBody{Checklist: w.List.Code, Item: w.List.Items[5].ID, Verdict: checklist.Conforms},
		"attachPhoto": inspection.AttachPhotoBody{PhotoID: id, SHA256: digest, OriginalSHA256: digest, ContentType: "image/jpeg", Size: 10, Width: 4, Height: 4,
			Source: inspection.FromCamera, About: inspection.AboutScene, TakenAt: testkit.Start},
		"inviteExpert":       inspection.InviteExpertBody{InvitationID: id, Name: "孙高工", Field: "粉尘防爆", Reason: "涉及专业判断", ExpiresAt: testkit.Start.Add(240 * time.Hour)},
		"withdrawInvitation": inspection.WithdrawInvitationBody{InvitationID: id, Reason: "检查结束"},
		"giveOpinion":        opinionBody(id, digest),
		"withdrawOpinion":    inspection.WithdrawOpinionBody{OpinionID: id, Reason: "重写"},
		"answerOpinion":      inspection.AnswerOpinionBody{OpinionID: id, Adoption: inspection.Adopted, Reason: "已列入问题"},
		"removePhoto":        inspection.RemovePhotoBody{PhotoID: id, Reason: "重复"},
		"markPhoto":          inspection.MarkPhotoBody{PhotoID: id, Marks: []inspection.PhotoMark{{Shape: inspection.Blur, X2: 500, Y2: 500}}},
		"raiseFinding":       inspection.RaiseFindingBody{FindingID: id, Words: words},
		"reviseFinding":      inspection.ReviseFindingBody{FindingID: id, Words: words, Supersedes: []string{id}},
		"withdrawFinding":    inspection.WithdrawFindingBody{FindingID: id, Reason: "误判"},
		"confirmMajorHazard": inspection.ConfirmMajorHazardBody{FindingID: id, Note: "不构成"},
		"correctOnSpot":      inspection.CorrectOnSpotBody{FindingID: id, How: "已清理"},
		"sealRecord":         inspection.SealRecordBody{Closing: inspection.Closing{EndedAt: testkit.Start, GapsReason: "时间不足"}, Digest: digest},
		"signRecord":         signature(inspection.PartyEnterprise, "周明", digest),
		"writeSupplement":    supplementBody(digest),
		"fileSignedPage": inspection.FileSignedPageBody{Digest: digest, Page: 1, Pages: 1, Read: inspection.ReadByCode, Original: sheetPicture(digest), Flat: sheetPicture(digest),
			Corners: make([]inspection.SheetCorner, 4), Source: inspection.FromCamera, TakenAt: testkit.Start},
		"signOnPaper":         inspection.SignOnPaperBody{Signatory: sign.Signatory, Digest: digest},
		"signWithCertificate": inspection.SignWithCertificateBody{Signatory: sign.Signatory, Digest: digest, Sentence: sign.Sentence, Suite: "x509-sha256", CMS: "bm9uZQ=="},
		"stateDefence":        inspection.StateDefenceBody{Digest: digest, Name: "周明", Text: "不同意"},
		"confirmAddress":      inspection.ConfirmAddressBody{AddressID: id, Name: "周明", Address: "厂区", Phone: "1", Ink: inspection.Ink{Width: 300, Height: 150, Strokes: [][][]float64{}}},
		"deliver":             inspection.DeliverBody{DeliveryID: id, Papers: []inspection.DeliveredPaper{{Title: "现场检查记录", Copies: 1}}, Way: inspection.Directly, Place: "厂区"},
		"withdrawSupplement":  inspection.WithdrawSupplementBody{SupplementID: id, Reason: "文字有误"},
		"signSupplement":      signSupplement(id, inspection.PartyEnterprise, "周明", digest),
		"refuseSupplement":    inspection.RefuseSupplementBody{SupplementID: id, Digest: digest, RefusedBy: "周明", Reason: "有异议", ReadOut: "全文", ReportedTo: "法规科"},
		"issueOrder":          inspection.IssueOrderBody{OrderID: id, Record: digest},
		"approveOrder":        decision, "approveMeasure": decision, "approveReferral": decision, "decideFiling": decision,
		"imposeMeasure":       inspection.ImposeMeasureBody{MeasureID: id, Kinds: []inspection.MeasureKind{inspection.StopUse}, Law: "安全生产法", Article: "第六十五条", Scope: "行车"},
		"signPaper":           inspection.SignPaperBody{PaperID: id, Signatory: sign.Signatory, Digest: digest, Sentence: sign.Sentence, Ink: sign.Ink},
		"refusePaper":         inspection.RefusePaperBody{PaperID: id, Digest: digest, RefusedBy: "周明", Reason: "有异议", ReadOut: "全文", ReportedTo: "法规科", LeftAt: "门卫室"},
		"withdrawPaper":       inspection.WithdrawPaperBody{PaperID: id, Reason: "文字有误"},
		"submitRectification": inspection.SubmitRectificationBody{RectificationID: id, FindingID: id, Text: "已整改"},
		"requestExtension":    inspection.RequestExtensionBody{ExtensionID: id, Findings: []string{id}, AskedFor: "2027-01-10", Reason: "设备到货晚"},
		"decideExtension":     inspection.DecideExtensionBody{ExtensionID: id, Opinion: "理由不足"},
		"applyRecheck":        inspection.ApplyRecheckBody{ApplicationID: id, Text: "已全部整改"},
		"recheck":             inspection.RecheckBody{RecheckID: id, Mode: inspection.RecheckOnSite, Certificates: []string{"1", "2"}, Opinion: "已整改"},
		"applyResumption":     inspection.ApplyResumptionBody{ApplicationID: id, MeasureID: id, Text: "已消除"},
		"consentToResume":     inspection.ConsentToResumeBody{MeasureID: id, Granted: true},
		"refer":               inspection.ReferBody{ReferralID: id, Kind: inspection.ReferClue, To: "市场监督管理局", Cause: "特种设备", Facts: "行车未检验", Materials: papers},
		"sendReferral":        handing, "recordReferralReceipt": handing,
		"recordReferralFeedback": inspection.ReferralFeedbackBody{ReferralID: id, On: "2026-11-24", Text: "已受理"},
		"fileCase":               inspection.FileCaseBody{FilingID: id, Name: "某案", Cause: "未整改", Source: "复查", Facts: "逾期未整改", Law: "安全生产法", Article: "第一百零二条", Findings: []string{id}, Evidence: papers, Opinion: "建议立案"},
		"reportUrgent":           inspection.ReportUrgentBody{Reason: "接报有险情", ToldTo: "郑局长", How: "电话"},
		"reportRefusal":          inspection.ReportRefusalBody{Refusal: id, ReportedTo: "法规科"},
		"closeCheck":             inspection.CloseCheckBody{},
		"refuseSignature":        inspection.RefuseSignatureBody{Digest: digest, RefusedBy: "周明", Reason: "有异议", ReadOut: "全文", ReportedTo: "法规科"},
	}
}

// letter is an answer in the matrix.
func letter(got answer) byte {
	switch {
	case got.status >= 200 && got.status < 300:
		return '2'
	case got.status == http.StatusUnauthorized:
		return 'u'
	case got.status == http.StatusForbidden && (got.code() == "route.not_for_role" || len(got.body) == 0): // HEAD has no body
		return 'f'
	case got.status == http.StatusNotFound:
		return 'n'
	case got.status == http.StatusConflict, got.status == http.StatusUnprocessableEntity:
		return 'l'
	case got.status == http.StatusBadRequest:
		return 'i'
	}
	return '?'
}

// anonymous is a problem without its request id.
func anonymous(t *testing.T, a answer) []byte {
	t.Helper()
	if len(a.body) == 0 {
		return nil
	}
	var p map[string]any
	a.into(t, &p)
	delete(p, "requestId")
	text, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
