package paper_test

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/paper"
)

// every is each paper the house prints from a check, by the name of its kind.
var every = map[string]func(t testing.TB, m paper.Matter) (paper.Printed, error){
	"scheme": func(t testing.TB, m paper.Matter) (paper.Printed, error) { return paper.SchemePDF(house(t), m) },
	"notice": func(t testing.TB, m paper.Matter) (paper.Printed, error) { return paper.NoticePDF(house(t), m) },
	"record": func(t testing.TB, m paper.Matter) (paper.Printed, error) { return paper.RecordPDF(house(t), m) },
	"supplement": func(t testing.TB, m paper.Matter) (paper.Printed, error) {
		return paper.SupplementPDF(house(t), m, m.Record.Supplements[0])
	},
	"opinion": func(t testing.TB, m paper.Matter) (paper.Printed, error) {
		return paper.OpinionPDF(house(t), m, m.Record.Opinions[0])
	},
	"receipt": func(t testing.TB, m paper.Matter) (paper.Printed, error) {
		return paper.ReceiptPDF(house(t), m, m.Record.Deliveries[0])
	},
	"receipt-left": func(t testing.TB, m paper.Matter) (paper.Printed, error) {
		return paper.ReceiptPDF(house(t), m, m.Record.Deliveries[1])
	},
	"index": func(t testing.TB, m paper.Matter) (paper.Printed, error) {
		return paper.IndexPDF(house(t), m.Record, []paper.IndexLine{{Title: "现场检查记录", Number: m.Record.Number.Text, File: "record.pdf", At: at(10, 31), Remark: m.Record.Team[0].Name}})
	},
	"order": ofLoop("o1"), "measure": ofLoop("m1"), "recheck": ofLoop("k1"), "extension": ofLoop("e1"), "referral-clue": ofLoop("f1"), "referral-case": ofLoop("f2"), "case-filing": ofLoop("c1"),
}

func ofLoop(id string) func(testing.TB, paper.Matter) (paper.Printed, error) {
	return func(t testing.TB, m paper.Matter) (paper.Printed, error) {
		_, papers := paper.LoopPapers(&m.Record)
		return paper.LoopPDF(house(t), m, papers[id])
	}
}

// whole is a check with every paper.
func whole() paper.Matter {
	m := looped()
	r := &m.Record
	r.Supplements = []inspection.Supplement{late(m)}
	r.Opinions = []inspection.Opinion{opinionOf(&m)}
	pen := ink(3)
	handed := []inspection.DeliveredPaper{{Title: "现场检查记录", Number: r.Number.Text, Copies: 1}, {Title: "责令限期整改指令书", Number: "（苏坛）应急责改〔2026〕17号", Copies: 1}}
	r.Addresses = []inspection.ConfirmedAddress{{ID: "a", Name: "张建国", Address: "工业路8号", Phone: "0519-80000000", Electronic: "firm@example.com", Ink: pen, At: at(9, 0)}}
	r.Deliveries = []inspection.Delivery{
		{ID: "d1", Way: inspection.Electronically, Number: 1, Papers: handed, Place: "firm@example.com", AddressID: "a", ReceivedBy: "王芳", Post: "安全科长", Ink: &pen, At: at(11, 0), By: inspection.PersonRef{Name: "张建国"}},
		{ID: "d2", Way: inspection.LeftBehind, Number: 2, Papers: handed[1:], Place: "厂门卫室", Reason: "负责人拒绝签收", Witnesses: []inspection.Witness{{Name: "孙网格", Unit: "薛埠镇社区", Phone: "13700000000"}}, At: at(11, 0), By: inspection.PersonRef{Name: "张建国"}},
	}
	moved := r.Referrals[0]
	moved.Number, moved.Paper.ID, moved.Paper.Kind, moved.Paper.To = 2, "f2", inspection.ReferCase, "常州市公安局金坛分局"
	r.Referrals = append(r.Referrals, moved)
	return m
}

// renamed is the same check with another name of its lead and of the leader who decides, wherever they stand.
func renamed(t *testing.T, m paper.Matter, name string) paper.Matter {
	t.Helper()
	text, err := json.Marshal(m.Record)
	if err != nil {
		t.Fatal(err)
	}
	m.Record = inspection.CheckRecord{}
	if err := json.Unmarshal([]byte(strings.NewReplacer("张建国", name, "周局", name).Replace(string(text))), &m.Record); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestANameWithRareCharactersStandsWholeOnEveryPaper(t *testing.T) {
	m := renamed(t, whole(), "张𬭁㛃䶮")
	for kind, set := range every {
		p, err := set(t, m)
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		if !strings.Contains(bare(strings.Join(textOf(t, p.PDF), "")), "张𬭁㛃䶮") {
			t.Errorf("%s does not say the name", kind)
		}
	}
}

func TestACharacterNoFontHasStopsEveryPaperAndIsNamed(t *testing.T) {
	m := renamed(t, whole(), "张𠮷")
	for kind, set := range every {
		_, err := set(t, m)
		refusal, _ := errors.AsType[*fault.Error](err)
		if !errors.Is(err, paper.MissingGlyph) || refusal.Details["character"] != "𠮷" || refusal.Details["field"] == "" {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestASignatureSaysItsNameWhateverItsBytes(t *testing.T) {
	m := renamed(t, whole(), "王倩")
	m.Record.BureauName = "山峰（岩）区应急管理局"
	p, err := every["record"](t, m)
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := p.Seal(sealer(t), m.Record.BureauName, "文书签章 (1)", at(16, 0))
	if err != nil {
		t.Fatal(err)
	}
	marks, err := paper.ReadMarks(pdf)
	if err != nil || marks[0].Name != "王倩" || marks[3].Name != m.Record.BureauName || marks[3].Reason != "文书签章 (1)" {
		t.Errorf("%+v, %v", marks, err)
	}
	if said := pdfsig(t, pdf); strings.Count(said, "Signature is Valid.") != 4 {
		t.Errorf("pdfsig says:\n%s", said)
	}
}

// Each signature on a paper and the bureau's last is one that a standard reader lists and calls valid. PAPER_OUT keeps
// the papers, to be looked at.
func TestEveryPaperIsSignedForEverybodyOnItAndForTheBureau(t *testing.T) {
	m, by := whole(), sealer(t)
	for kind, set := range every {
		p, err := set(t, m)
		if err != nil {
			t.Fatal(kind, err)
		}
		pdf, err := p.Seal(by, m.Record.BureauName, "文书签章", at(16, 0))
		if err != nil {
			t.Fatal(kind, err)
		}
		if said := pdfsig(t, pdf); strings.Count(said, "Signature is Valid.") != len(p.Signed)+1 || strings.Count(said, "Signature #") != len(p.Signed)+1 {
			t.Errorf("%s has %d people's signatures; pdfsig says:\n%s", kind, len(p.Signed), said)
		}
		marks, err := paper.ReadMarks(pdf)
		if err != nil || len(marks) != len(p.Signed)+1 || marks[len(marks)-1].Name != m.Record.BureauName {
			t.Errorf("%s: %+v, %v", kind, marks, err)
		}
		if dir := os.Getenv("PAPER_OUT"); dir != "" {
			if err := os.WriteFile(dir+"/"+kind+".pdf", pdf, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Every kind of paper set, and signed for everybody on it and for the bureau.
func BenchmarkEveryPaper(b *testing.B) {
	m, by := whole(), sealer(b)
	for _, kind := range slices.Sorted(maps.Keys(every)) {
		b.Run(kind, func(b *testing.B) {
			size := 0
			for b.Loop() {
				p, err := every[kind](b, m)
				if err != nil {
					b.Fatal(err)
				}
				pdf, err := p.Seal(by, m.Record.BureauName, "文书签章", at(16, 0))
				if err != nil {
					b.Fatal(err)
				}
				size = len(pdf)
			}
			b.ReportMetric(float64(size)/1000, "kB/pdf")
		})
	}
}
