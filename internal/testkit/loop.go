package testkit

import (
	"testing"

	"anjian/internal/inspection"
	"anjian/internal/store"
)

// Ordered creates a check whose record has n findings, all ordered to be put right by the day given, with the order
// delivered. It gives the ids of the findings and of the order.
func (w *World) Ordered(t testing.TB, n int, dueOn string) (check string, findings []string, order string) {
	t.Helper()
	check, order = w.Open(t), id()
	w.Must(t, w.Jia, w.Answers(check, 2)...)
	for i := range n {
		findings = append(findings, id())
		w.Must(t, w.Jia, w.Act(inspection.RaiseFinding, check, inspection.RaiseFindingBody{FindingID: findings[i],
			Words: inspection.FindingWords{Text: "消防通道堵塞", Place: "一号车间", Handling: inspection.Order, DueOn: dueOn}}))
	}
	w.Must(t, w.Jia, w.Seal(t, check))
	w.SignAll(t, check)
	v, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
	must(t, err)
	w.Must(t, w.Jia, w.Act(inspection.IssueOrder, check, inspection.IssueOrderBody{OrderID: order, Record: v.Record.Seal.Digest, Interim: "专人看守"}))
	w.SignPaper(t, check, order)
	return check, findings, order
}

// SignPaper has every party sign a paper of the loop: 甲, 乙, and the enterprise on 甲's phone.
func (w *World) SignPaper(t testing.TB, check, paper string) {
	t.Helper()
	v, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
	must(t, err)
	digest := ""
	if o := v.Record.Order(paper); o != nil {
		digest = o.Digest
	}
	if k := v.Record.Recheck(paper); k != nil {
		digest = k.Digest
	}
	if m := v.Record.Measure(paper); m != nil {
		digest = m.Digest
	}
	for _, s := range []struct {
		by    store.Person
		party inspection.Party
		name  string
	}{{w.Jia, inspection.PartyLead, w.Jia.Name}, {w.Yi, inspection.PartyAssistant, w.Yi.Name}, {w.Jia, inspection.PartyEnterprise, "周明"}} {
		w.Must(t, s.by, w.Act(inspection.SignPaper, check, inspection.SignPaperBody{PaperID: paper, Signatory: inspection.Signatory{Party: s.party, Name: s.name},
			Digest: digest, Sentence: "本人已阅，情况属实。", Ink: inspection.Ink{Width: 300, Height: 150, Strokes: [][][]float64{{{10, 10, 0, .5}, {90, 60, 40, .5}, {200, 20, 90, .5}}}}}))
	}
}
