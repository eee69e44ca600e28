package ledger_test

import (
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"

	"anjian/internal/inspection"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// BenchmarkWholeRecord measures whole records per second: one batch of 120 answers on one check, every answer its own
// row of the ledger, durable when it is answered.
func BenchmarkWholeRecord(b *testing.B) {
	kinds := map[string]func(testing.TB) store.Options{"sqlite": testkit.SQLite}
	if os.Getenv(testkit.MySQLVariable) != "" {
		kinds["mysql"] = testkit.MySQL
	}
	for name, options := range kinds {
		for _, clients := range []int{1, 8, 32} {
			b.Run(fmt.Sprintf("%s/%d clients", name, clients), func(b *testing.B) {
				clock := testkit.NewClock()
				w := testkit.Populate(b, testkit.OpenStore(b, options(b), clock), clock)
				batches := openMany(b, w, b.N)
				var next atomic.Int64
				b.ResetTimer()
				var wg sync.WaitGroup
				for range clients {
					wg.Go(func() {
						for {
							i := int(next.Add(1)) - 1
							if i >= len(batches) {
								return
							}
							for _, o := range w.Do(b, w.Jia, batches[i]...) {
								if o.Refusal != nil {
									b.Error(o.Refusal)
									return
								}
							}
						}
					})
				}
				wg.Wait()
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "records/s")
			})
		}
	}
}

// openMany opens n checks from several hands at once and makes a batch of 120 answers for each.
func openMany(b *testing.B, w *testkit.World, n int) [][]inspection.Act {
	batches := make([][]inspection.Act, n)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				batches[i] = w.Answers(w.Open(b), 120)
			}
		})
	}
	wg.Wait()
	return batches
}
