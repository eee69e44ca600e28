package testkit

import (
	"testing"

	"anjian/internal/checklist"
	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/store"
)

// CreateBody plans a check of the plant by 甲 and 乙.
func (w *World) CreateBody() inspection.CreateCheckBody {
	return inspection.CreateCheckBody{EnterpriseID: w.Plant.ID, Kind: inspection.Routine, Source: inspection.InPlan, PlannedOn: "2026-11-24",
		Team:       inspection.TeamChoice{Lead: w.Jia.ID, Assistant: w.Yi.ID},
		Checklists: []inspection.ChecklistChoice{{Code: w.List.Code}},
		Scheme: inspection.SchemeText{Basis: "年度计划", Areas: "生产车间、罐区", Content: "安全生产责任制、设备设施", Methods: []string{"查资料", "查现场"},
			Tools: []string{}, Documents: []string{}}}
}

// Planned creates a check of the plant.
func (w *World) Planned(t testing.TB) string {
	t.Helper()
	check := id()
	w.Must(t, w.Head, w.Act(inspection.CreateCheck, check, w.CreateBody()))
	return check
}

// Assigned creates and dispatches a check.
func (w *World) Assigned(t testing.TB) string {
	t.Helper()
	check := w.Planned(t)
	w.Must(t, w.Head, w.Act(inspection.Dispatch, check, inspection.DispatchBody{}))
	return check
}

// Ready creates a check that may be gone to.
func (w *World) Ready(t testing.TB) string {
	t.Helper()
	check := w.Assigned(t)
	w.Must(t, w.Leader, w.Act(inspection.ApproveScheme, check, inspection.ApproveSchemeBody{Opinion: "同意"}))
	for _, officer := range []store.Person{w.Jia, w.Yi} {
		w.Must(t, officer, w.Act(inspection.DeclareNoConflict, check, inspection.DeclareNoConflictBody{NoConflict: true}))
	}
	return check
}

// Open creates a check whose officers are on site.
func (w *World) Open(t testing.TB) string {
	t.Helper()
	check := w.Ready(t)
	w.Must(t, w.Jia, w.Act(inspection.Arrive, check, inspection.ArriveBody{ReceivedBy: "周明", ReceivedByPost: "总经理", Place: "厂区", NoticeShown: true,
		Certificates: []string{w.Jia.Certificate.Number, w.Yi.Certificate.Number}}))
	return check
}

// Answers are acts that answer the first n items of the list.
func (w *World) Answers(check string, n int) []inspection.Act {
	acts := make([]inspection.Act, n)
	for i := range acts {
		acts[i] = w.Act(inspection.AnswerItem, check, inspection.AnswerItemBody{Checklist: w.List.Code, Item: w.List.Items[i].ID,
			Verdict: checklist.Conforms, Note: "现场查看，符合要求"})
	}
	return acts
}

// Seal is the act that closes the visit with the right digest.
func (w *World) Seal(t testing.TB, check string) inspection.Act {
	t.Helper()
	v, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
	must(t, err)
	closing := inspection.Closing{EndedAt: w.Clock.Now(), Places: "生产车间", Situation: "总体良好", GapsReason: "其余项目未检查，时间不足"}
	digest := inspection.Digest(inspection.Sealed(v.Record, map[string]checklist.Checklist{w.List.Code: w.List}, closing))
	return w.Act(inspection.SealRecord, check, inspection.SealRecordBody{Closing: closing, Digest: digest})
}

// Recorded creates a check with n answers whose record is sealed.
func (w *World) Recorded(t testing.TB, n int) string {
	t.Helper()
	check := w.Open(t)
	w.Must(t, w.Jia, w.Answers(check, n)...)
	w.Must(t, w.Jia, w.Seal(t, check))
	return check
}

// PhotoSum is the hash of an imaginary photo.
func PhotoSum(text string) string { return evidence.Sum([]byte(text)) }

// Signed creates a check with n answers whose record every party has signed.
func (w *World) Signed(t testing.TB, n int) string {
	t.Helper()
	check := w.Recorded(t, n)
	w.SignAll(t, check)
	return check
}

// SignAll has every party sign a sealed record: 甲, 乙, and the enterprise on 甲's phone.
func (w *World) SignAll(t testing.TB, check string) {
	t.Helper()
	v, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
	must(t, err)
	for _, s := range []struct {
		by    store.Person
		party inspection.Party
		name  string
	}{{w.Jia, inspection.PartyLead, w.Jia.Name}, {w.Yi, inspection.PartyAssistant, w.Yi.Name}, {w.Jia, inspection.PartyEnterprise, "周明"}} {
		w.Must(t, s.by, w.Act(inspection.SignRecord, check, inspection.SignRecordBody{Signatory: inspection.Signatory{Party: s.party, Name: s.name}, Digest: v.Record.Seal.Digest,
			Sentence: "以上记录已阅，与所述一致。", Ink: inspection.Ink{Width: 300, Height: 150, Strokes: [][][]float64{{{10, 10, 0, .5}, {90, 60, 40, .5}, {200, 20, 90, .5}}}}}))
	}
}
