package casework_test

import (
	"os"
	"slices"
	"testing"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// BenchmarkDue measures the list of what is due in a bureau with 20,000 checks, of which one in ten has open order items
// whose days lie from two months ago to two months ahead: for a leader, who sees all, and for one inspector. The median
// and the slowest of twenty of each are told in milliseconds.
func BenchmarkDue(b *testing.B) {
	kinds := map[string]func(testing.TB) store.Options{"sqlite": testkit.SQLite}
	if os.Getenv(testkit.MySQLVariable) != "" {
		kinds["mysql"] = testkit.MySQL
	}
	for name, options := range kinds {
		clock := testkit.NewClock()
		w := testkit.Populate(b, testkit.OpenStore(b, options(b), clock), clock)
		fillDue(b, w, 20_000)
		for who, actor := range map[string]inspection.Actor{"leader": w.Leader.Actor(), "inspector": w.Jia.Actor()} {
			b.Run(name+"/"+who, func(b *testing.B) {
				for b.Loop() {
					took := make([]time.Duration, 20)
					for i := range took {
						begun := time.Now()
						list, err := w.Cases.Due(b.Context(), actor, 30, "", 300)
						if err != nil || len(list.Items) == 0 {
							b.Fatalf("%d due (%v)", len(list.Items), err)
						}
						took[i] = time.Since(begun)
					}
					slices.Sort(took)
					b.ReportMetric(took[10].Seconds()*1000, "median-ms")
					b.ReportMetric(took[19].Seconds()*1000, "slowest-ms")
				}
			})
		}
	}
}

// fillDue copies one ordered check n times, one in ten of them still open.
func fillDue(b *testing.B, w *testkit.World, n int) {
	b.Helper()
	check, _, _ := w.Ordered(b, 3, inspection.Day(w.Clock.Now()))
	v, err := w.Store.Check(b.Context(), w.Bureau.ID, check)
	if err != nil {
		b.Fatal(err)
	}
	seq := v.Seq
	for from := 0; from < n; from += 500 {
		err := w.Store.Housekeep(b.Context(), func(tx *store.Tx) error {
			for i := from; i < min(from+500, n); i++ {
				copied := v
				r := &copied.Record
				r.ID, r.OrderItems = testkit.NewID(), slices.Clone(v.Record.OrderItems)
				number := *v.Record.Number
				number.Serial += 1 + i
				r.Number = &number
				for k := range r.OrderItems {
					r.OrderItems[k].DueOn = after(v.Record.OrderItems[k].DueOn, i%120-60)
				}
				if i%10 > 0 {
					r.State = inspection.Closed
				}
				row, err := store.RowOf(copied)
				if err != nil {
					return err
				}
				if err := tx.InsertCheck(b.Context(), row, seq+1+int64(i)); err != nil {
					return err
				}
				if err := tx.SyncOrderItems(b.Context(), r); err != nil {
					return err
				}
				text, err := store.WaitingText(r)
				if err != nil {
					return err
				}
				if err := tx.SyncWaiting(b.Context(), r.BureauID, r.ID, text); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
