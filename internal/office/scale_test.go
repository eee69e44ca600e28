package office_test

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/office"
	"anjian/internal/planning"
	"anjian/internal/sheets"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// BenchmarkRegister measures the register at the size of the founding plan and at 50,000 enterprises (and, with
// ANJIAN_SCALE_BUREAUS, so many bureaus of 1,000 beside): the import, and the slowest of twenty of each question.
// scripts/bench register runs it.
func BenchmarkRegister(b *testing.B) {
	for _, size := range []int{1000, 50_000} {
		b.Run(fmt.Sprintf("%d enterprises", size), func(b *testing.B) {
			for range b.N {
				measure(b, size)
			}
		})
	}
}

func measure(b *testing.B, size int) {
	w, desk := scaleWorld(b)
	head := w.Head.Actor()
	began, spent, peak := time.Now(), cpu(), livePeak()
	read, taken := imported(b, desk, head, size)
	b.ReportMetric((cpu() - spent).Seconds(), "import-cpu-s")
	b.ReportMetric(peak(), "import-peak-MB")
	b.ReportMetric(read.Seconds(), "read-s")
	b.ReportMetric(taken.Seconds(), "take-s")
	b.Logf("import of %d: %.1f s", size, time.Since(began).Seconds())
	for name, f := range map[string]office.EntryFilter{"list": {}, "town": {Towns: []string{"薛埠镇"}}, "name": {Text: "40777厂"}, "pinyin": {Text: "czcdh40777c"},
		"nothing": {Text: "没有这个"}, "risk": {Sort: "-risk"}, "expiry": {Sort: "expiry", ExpiresBefore: "2027-02-01"}, "flag": {Flags: []string{"涉氨制冷"}}} {
		var took []time.Duration
		for range 20 {
			at := time.Now()
			if _, _, err := desk.Register(b.Context(), head, f, "", 50); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(at))
		}
		slices.Sort(took)
		b.ReportMetric(float64(took[18].Microseconds())/1000, name+"-p95-ms")
	}
}

// scaleWorld is the world the figures are taken in: on SQLite, or on the server that the tests are given, and with
// ANJIAN_SCALE_BUREAUS so many bureaus of 1,000 enterprises beside.
func scaleWorld(b *testing.B) (*testkit.World, *office.Room) {
	b.Helper()
	o := testkit.SQLite(b)
	if os.Getenv(testkit.MySQLVariable) != "" {
		o = testkit.MySQL(b)
	}
	clock := testkit.NewClock()
	w := testkit.Populate(b, testkit.OpenStore(b, o, clock), clock)
	desk := office.New(w.Store)
	neighbours, _ := strconv.Atoi(os.Getenv("ANJIAN_SCALE_BUREAUS"))
	for n := range neighbours {
		other := store.Bureau{ID: testkit.NewID(), Name: fmt.Sprintf("第%d局", n), Abbrev: "苏"}
		if err := w.Store.Housekeep(b.Context(), func(tx *store.Tx) error { return tx.InsertBureau(b.Context(), other) }); err != nil {
			b.Fatal(err)
		}
		imported(b, desk, inspection.Actor{PersonID: testkit.NewID(), BureauID: other.ID, Role: inspection.RoleAdmin, Name: "管理员"}, 1000)
	}
	return w, desk
}

// imported brings so many enterprises in by the office's own import.
func imported(b *testing.B, desk *office.Room, by inspection.Actor, size int) (read, taken time.Duration) {
	var book bytes.Buffer
	n := 0
	if err := sheets.WriteRegister(&book, func() ([]planning.Enterprise, error) {
		page := []planning.Enterprise{}
		for ; len(page) < 1000 && n < size; n++ {
			e := entry(n, func(e *planning.Enterprise) {
				e.Town, e.Risk = []string{"薛埠镇", "直溪镇", "金城镇"}[n%3], []string{"major", "larger", "general", "low"}[n%4]
				e.Flags = []string{[]string{"涉氨制冷", "粉尘涉爆", "有限空间"}[n%3]}
				e.Licences = []planning.Licence{{Name: "许可证", ValidUntil: fmt.Sprintf("2027-%02d-15", 1+n%12)}}
			})
			page = append(page, e)
		}
		return page, nil
	}); err != nil {
		b.Fatal(err)
	}
	id, at := testkit.NewID(), time.Now()
	i, err := desk.ReadImport(b.Context(), by, id, "scale.xlsx", book.Bytes())
	if err != nil || i.Tally["add"] != size {
		b.Fatal(i, err)
	}
	read, at = time.Since(at), time.Now()
	if _, err := desk.TakeImport(b.Context(), by, office.Deed{ID: testkit.NewID(), DoneAt: testkit.Start}, id, false); err != nil {
		b.Fatal(err)
	}
	return read, time.Since(at)
}

// livePeak watches how much the heap grows while something goes on; the answer is in MB over where it began.
func livePeak() func() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	begun, most, stop, told := m.HeapAlloc, uint64(0), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(told)
		for tick := time.Tick(20 * time.Millisecond); ; {
			select {
			case <-stop:
				return
			case <-tick:
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}
	}()
	return func() float64 {
		close(stop)
		<-told
		return float64(most-min(most, begun)) / (1 << 20)
	}
}
