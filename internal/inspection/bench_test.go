package inspection_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"anjian/internal/checklist"
	"anjian/internal/evidence"
	"anjian/internal/inspection"
)

// longWorld has a list of 120 items, answered one by one: the record a server takes.
func longWorld(b *testing.B) (inspection.CheckRecord, inspection.Known, []inspection.Act) {
	w := theWorld(b)
	check, place := w.after(b, "open")
	r := check.Record()
	list := w.Checklists[0]
	template := list.Items[0]
	list.Items = nil
	var acts []inspection.Act
	for n := range 120 {
		item := template
		item.ID = fmt.Sprintf("GEN-%03d", n)
		list.Items = append(list.Items, item)
		s := step{By: "lead", Kind: inspection.AnswerItem,
			Body: json.RawMessage(fmt.Sprintf(`{"checklist":"general","item":"%s","verdict":"conforms","note":"现场查看，符合要求"}`, item.ID))}
		acts = append(acts, w.act(b, s, place+n, r))
	}
	return r, inspection.Known{Lists: map[string]checklist.Checklist{"general": list}}, acts
}

// One act as the ledger does it: sum, law, chain.
func BenchmarkAnswerItemWithSumAndChain(b *testing.B) {
	r, known, acts := longWorld(b)
	b.ReportAllocs()
	n := 0
	var check inspection.Check
	hash := ""
	for b.Loop() {
		if n%len(acts) == 0 {
			fresh := r
			fresh.Answers = nil
			check = inspection.CheckFrom(fresh)
		}
		a := acts[n%len(acts)]
		sum, err := evidence.ActSum(string(a.Kind), a.CheckID, a.Actor.PersonID, a.DoneAt, a.Clock, a.Body)
		if err != nil {
			b.Fatal(err)
		}
		if err := check.Do(a, known); err != nil {
			b.Fatal(err)
		}
		hash = evidence.ChainHash(hash, evidence.Link{ActID: a.ID, Sum: sum, ActorID: a.Actor.PersonID, Role: "inspector", DoneAt: a.DoneAt, TakenAt: a.DoneAt, CaseNo: int64(n)})
		n++
	}
}

func BenchmarkAnswerItem(b *testing.B) {
	r, known, acts := longWorld(b)
	b.ReportAllocs()
	check := inspection.CheckFrom(r)
	n := 0
	for b.Loop() {
		if err := check.Do(acts[n%len(acts)], known); err != nil {
			b.Fatal(err)
		}
		n++
	}
}

func BenchmarkDigestOf120Answers(b *testing.B) {
	r, known, acts := longWorld(b)
	check := inspection.CheckFrom(r)
	for _, a := range acts {
		if err := check.Do(a, known); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		inspection.Digest(inspection.Sealed(check.Record(), known.Lists, inspection.Closing{}))
	}
}
