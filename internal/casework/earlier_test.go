package casework_test

import (
	"testing"

	"anjian/internal/inspection"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// signedWith makes a check whose record every party has signed, with these findings; the last of them is withdrawn.
func signedWith(t *testing.T, w *testkit.World, texts ...string) string {
	t.Helper()
	check := w.Open(t)
	var last string
	for i, text := range texts {
		last = testkit.NewID()
		body := inspection.RaiseFindingBody{FindingID: last, Words: inspection.FindingWords{Text: text, Place: "一车间", Handling: inspection.Advice}}
		if i == 0 {
			body.Checklist, body.Item = w.List.Code, w.List.Items[0].ID
			answer := w.Answers(check, 1)[0]
			answer.Body = w.Act(inspection.AnswerItem, check, inspection.AnswerItemBody{Checklist: body.Checklist, Item: body.Item, Verdict: "violates"}).Body
			w.Must(t, w.Jia, answer)
		}
		w.Must(t, w.Jia, w.Act(inspection.RaiseFinding, check, body))
	}
	w.Must(t, w.Jia, w.Act(inspection.WithdrawFinding, check, inspection.WithdrawFindingBody{FindingID: last, Reason: "误记"}))
	w.Must(t, w.Jia, w.Seal(t, check))
	v, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []struct {
		by    store.Person
		party inspection.Party
		name  string
	}{{w.Jia, inspection.PartyLead, w.Jia.Name}, {w.Yi, inspection.PartyAssistant, w.Yi.Name}, {w.Jia, inspection.PartyEnterprise, "周明"}} {
		w.Must(t, who.by, w.Act(inspection.SignRecord, check, inspection.SignRecordBody{Signatory: inspection.Signatory{Party: who.party, Name: who.name, Post: "总经理"},
			Digest: v.Record.Seal.Digest, Sentence: "以上记录已阅，与所述一致。",
			Ink: inspection.Ink{Width: 300, Height: 150, Strokes: [][][]float64{{{10, 10, 0, .5}, {90, 60, 40, .5}, {200, 20, 90, .5}}}}}))
	}
	return check
}

func TestTheNextCheckIsToldWhatTheLastThreeFound(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		w.Recorded(t, 1) // sealed, not signed: not told of
		var signed []string
		for range 4 {
			signed = append(signed, signedWith(t, w, "消防通道堵塞", "误记的问题"))
		}
		next := w.Ready(t)
		got, err := w.Cases.Earlier(t.Context(), w.Yi.Actor(), next)
		if err != nil {
			t.Fatal(err)
		}
		if got.EnterpriseID != w.Plant.ID || len(got.Visits) != 3 || got.Visits[0].CheckID != signed[3] || got.Visits[2].CheckID != signed[1] {
			t.Fatalf("not the last three, newest first: %+v", got)
		}
		v := got.Visits[0]
		if v.Number == "" || v.Lead != w.Jia.Name || len(v.Findings) != 1 {
			t.Fatalf("a visit: %+v", v)
		}
		if f := v.Findings[0]; f.Item != w.List.Items[0].ID || f.Text != "消防通道堵塞" || f.Place != "一车间" || f.Handling != inspection.Advice {
			t.Errorf("a finding: %+v", f)
		}
		own, err := w.Cases.Earlier(t.Context(), w.Jia.Actor(), signed[3])
		if err != nil || len(own.Visits) != 3 || own.Visits[0].CheckID == signed[3] {
			t.Errorf("a check is not told of itself: %+v %v", own, err)
		}
		if _, err := w.Cases.Earlier(t.Context(), w.Bing.Actor(), next); err == nil {
			t.Error("who may not read the check hears of earlier ones")
		}
	})
}
