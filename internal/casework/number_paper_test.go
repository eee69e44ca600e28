package casework_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/testkit"
)

// numbered gives the number of each order of a check and of its record.
func numbered(t *testing.T, w *testkit.World, check string) (record string, orders []string) {
	t.Helper()
	v, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
	if err != nil {
		t.Fatal(err)
	}
	for i := range v.Record.Orders {
		o := &v.Record.Orders[i]
		orders = append(orders, v.Record.NumberOf(&o.Issued, inspection.WordOrder, o.Number))
	}
	return v.Record.Number.Text, orders
}

// measure is a decision to take people out of a hall.
func measure(w *testkit.World, check, id string) inspection.Act {
	return w.Act(inspection.ImposeMeasure, check, inspection.ImposeMeasureBody{MeasureID: id, Kinds: []inspection.MeasureKind{inspection.Withdraw}, Danger: "液氨泄漏", Scope: "二号车间", Law: "安全生产法", Article: "65"})
}

// first gives the number of a check's first measure.
func first(t *testing.T, w *testkit.World, check string) string {
	t.Helper()
	v, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
	if err != nil {
		t.Fatal(err)
	}
	return v.Record.NumberOf(&v.Record.Measures[0].Issued, inspection.WordMeasure, 1)
}

func carry(w *testkit.World, numbering inspection.Numbering, width int) {
	terms := inspection.DefaultTerms()
	terms.Numbering, terms.NumberWidth = numbering, width
	w.Cases.Carry(terms, nil)
}

func tomorrow(w *testkit.World) string { return inspection.Day(w.Store.Now().Add(24 * time.Hour)) }

func TestPapersShareTheRecordsNumberInAChain(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		carry(w, inspection.Chain, 3)
		w.Open(t) // takes 1
		check, _, _ := w.Ordered(t, 1, tomorrow(w))
		record, orders := numbered(t, w, check)
		if record != "（苏坛）应急检记〔2026〕002号" || !slices.Equal(orders, []string{"（苏坛）应急责改〔2026〕002号"}) {
			t.Errorf("%s, %v", record, orders)
		}
	})
}

// Each kind of paper has a count of its own; a paper taken back leaves its number void; an order that is refused takes none.
func TestEachKindOfPaperIsCountedByItself(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		carry(w, inspection.PerType, 0)
		for range 2 {
			w.Open(t)
		}
		begun, _, _ := w.Ordered(t, 1, tomorrow(w))
		second, third := w.Signed(t, 2), w.Signed(t, 2) // nothing to order
		if out := w.Do(t, w.Jia, w.Act(inspection.IssueOrder, second, inspection.IssueOrderBody{OrderID: testkit.NewID(), Record: sealOf(t, w, second)})); out[0].Refusal == nil {
			t.Fatal("an order of nothing was accepted")
		}
		void := testkit.NewID()
		w.Must(t, w.Jia, measure(w, second, void))
		w.Must(t, w.Jia, w.Act(inspection.WithdrawPaper, second, inspection.WithdrawPaperBody{PaperID: void, Reason: "写错了"}))
		w.Must(t, w.Jia, measure(w, third, testkit.NewID()))
		last, _, _ := w.Ordered(t, 1, tomorrow(w))

		var got []string
		for _, check := range []string{begun, last} {
			_, orders := numbered(t, w, check)
			got = append(got, orders...)
		}
		for _, check := range []string{second, third} {
			got = append(got, first(t, w, check))
		}
		want := []string{"（苏坛）应急责改〔2026〕1号", "（苏坛）应急责改〔2026〕2号", "（苏坛）应急现决〔2026〕1号", "（苏坛）应急现决〔2026〕2号"}
		if !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	})
}

// A year keeps the way it began with, and a paper of an earlier check never takes a number that the chain of the new year gives.
func TestAYearIsNumberedOneWay(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		carry(w, inspection.PerType, 0)
		old, _, _ := w.Ordered(t, 1, "2027-01-20")
		waits := w.Recorded(t, 2)
		carry(w, inspection.Chain, 0)
		same, _, _ := w.Ordered(t, 1, tomorrow(w)) // the setting was changed in November
		w.Clock.Advance(60 * 24 * time.Hour)
		next, _, _ := w.Ordered(t, 1, tomorrow(w)) // chain, 2027, 1
		w.Must(t, w.Jia, measure(w, waits, testkit.NewID()))
		var got []string
		for _, check := range []string{old, same, next} {
			_, orders := numbered(t, w, check)
			got = append(got, orders...)
		}
		got = append(got, first(t, w, waits))
		want := []string{"（苏坛）应急责改〔2026〕1号", "（苏坛）应急责改〔2026〕2号", "（苏坛）应急责改〔2027〕1号", "（苏坛）应急现决〔2026〕1号"}
		if !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	})
}

// Many phones that come back at once: every paper has one number, none twice, none left out; what is sent again keeps its own.
func TestPapersSentAtOnceHaveANumberEach(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		carry(w, inspection.PerType, 0)
		const n = 8
		acts := make([]inspection.Act, n)
		for i := range acts {
			check := w.Recorded(t, 2)
			acts[i] = measure(w, check, testkit.NewID())
		}
		var all sync.WaitGroup
		for _, act := range append(slices.Clone(acts), acts...) {
			all.Go(func() {
				if out := w.Do(t, w.Jia, act); out[0].Refusal != nil {
					t.Error(out[0].Refusal)
				}
			})
		}
		all.Wait()
		var got, want []string
		for i, act := range acts {
			got = append(got, first(t, w, act.CheckID))
			want = append(want, fmt.Sprintf("（苏坛）应急现决〔2026〕%d号", i+1))
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%v", got)
		}
	})
}

// What a receipt called a paper before it had its number leads to the number.
func TestAProvisionalNumberLeadsToTheNumber(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		carry(w, inspection.PerType, 0)
		check, _, order := w.Ordered(t, 1, tomorrow(w))
		v, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
		if err != nil {
			t.Fatal(err)
		}
		r := v.Record
		called := "（苏坛）应急责改〔2026〕暂" + strings.ToUpper(r.Order(order).Code[:6]) + "号"
		if got := r.Final(called); got != "（苏坛）应急责改〔2026〕1号" {
			t.Errorf("%q for %s", got, called)
		}
		if got := r.Final("暂" + strings.ToUpper(r.Seal.Digest[:6]) + "号"); got != r.Number.Text {
			t.Errorf("%q for the record", got)
		}
		for _, none := range []string{"（苏坛）应急责改〔2026〕1号", "（苏坛）应急责改〔2026〕暂000000号", "暂", "", "（苏坛）应急责改〔2026〕暂" + strings.ToUpper(r.Order(order).Code[:6])} {
			if got := r.Final(none); got != "" {
				t.Errorf("%q for %q", got, none)
			}
		}
	})
}

func sealOf(t *testing.T, w *testkit.World, check string) string {
	t.Helper()
	v, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
	if err != nil {
		t.Fatal(err)
	}
	return v.Record.Seal.Digest
}
