package office_test

import (
	"fmt"
	"slices"
	"syscall"
	"testing"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/office"
	"anjian/internal/planning"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// BenchmarkDesk measures what a desk asks for at the size of the founding plan and at fifty times that: 50,000
// enterprises, 20,000 checks and as many targets in a bureau (and, with ANJIAN_SCALE_BUREAUS, so many bureaus beside).
// Each figure is the second slowest of twenty, in milliseconds. scripts/bench desk runs it on both databases.
func BenchmarkDesk(b *testing.B) {
	for _, times := range []int{1, 50} {
		b.Run(fmt.Sprintf("%dx", times), func(b *testing.B) {
			for range b.N {
				measureDesk(b, times)
			}
		})
	}
}

func measureDesk(b *testing.B, times int) {
	w, desk := scaleWorld(b)
	ctx, head, leader := b.Context(), w.Head.Actor(), w.Leader.Actor()
	began := time.Now()
	imported(b, desk, head, 1000*times)
	plan := filled(b, w, desk, 400*times)
	b.Logf("filled in %.0f s", time.Since(began).Seconds())

	week := office.BoardAsk{From: "2026-11-23", To: "2026-11-27", PerDay: 2}
	month := office.BoardAsk{From: "2026-11-02", To: "2026-11-29", PerDay: 1}
	ok := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	for name, ask := range map[string]func(){
		"checks":      func() { _, _, err := w.Store.ChecksFor(ctx, leader, store.CheckFilter{}, "", 100); ok(err) },
		"checks-head": func() { _, _, err := w.Store.ChecksFor(ctx, head, store.CheckFilter{}, "", 100); ok(err) },
		"checks-state": func() {
			_, _, err := w.Store.ChecksFor(ctx, leader, store.CheckFilter{States: []inspection.State{inspection.Planned}}, "", 100)
			ok(err)
		},
		"checks-search": func() {
			_, _, err := w.Store.ChecksFor(ctx, leader, store.CheckFilter{Text: "湖377厂"}, "", 100)
			ok(err)
		},
		"checks-pinyin": func() {
			_, _, err := w.Store.ChecksFor(ctx, leader, store.CheckFilter{Text: "czcdh377c"}, "", 100)
			ok(err)
		},
		"checks-none": func() {
			_, _, err := w.Store.ChecksFor(ctx, leader, store.CheckFilter{Text: "没有这个"}, "", 100)
			ok(err)
		},
		"changes":     func() { _, _, err := w.Store.ChangesFor(ctx, w.Jia.Actor(), 1, 50); ok(err) },
		"due":         func() { _, err := w.Cases.Due(ctx, leader, 30, "", 300); ok(err) },
		"due-head":    func() { _, err := w.Cases.Due(ctx, head, 30, "", 300); ok(err) },
		"due-officer": func() { _, err := w.Cases.Due(ctx, w.Jia.Actor(), 30, "", 300); ok(err) },
		"board":       func() { _, err := desk.Board(ctx, head, week); ok(err) },
		"board-month": func() { _, err := desk.Board(ctx, head, month); ok(err) },
		"propose":     func() { _, err := desk.Propose(ctx, head, week); ok(err) },
		"plan":        func() { _, err := desk.Plan(ctx, head, plan); ok(err) },
		"targets":     func() { _, err := desk.Targets(ctx, head, office.TargetFilter{PlanID: plan}, "", 100); ok(err) },
		"targets-town": func() {
			_, err := desk.Targets(ctx, head, office.TargetFilter{PlanID: plan, Town: "薛埠镇", Open: true}, "", 100)
			ok(err)
		},
		"results": func() { _, err := desk.WaitingResults(ctx, leader); ok(err) },
	} {
		var took []time.Duration
		before := cpu()
		for range 20 {
			at := time.Now()
			ask()
			took = append(took, time.Since(at))
		}
		slices.Sort(took)
		b.ReportMetric(float64((cpu()-before).Microseconds())/20_000, name+"-cpu-ms")
		b.ReportMetric(float64(took[18].Microseconds())/1000, name+"-p95-ms")
		b.ReportMetric(float64(took[10].Microseconds())/1000, name+"-ms")
	}
}

// cpu is what this process has spent so far. Beside the time that passed it says what a question costs on a machine that
// does other things meanwhile; with SQLite the database is part of it, with MariaDB it is not.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// filled gives the bureau so many checks, each of another enterprise and target: nine of ten signed long ago, some of
// them with an order that still runs, the others planned; and as many targets of which a tenth is open.
func filled(b *testing.B, w *testkit.World, desk *office.Room, checks int) (plan string) {
	b.Helper()
	ctx, head := b.Context(), w.Head.Actor()
	plan = testkit.NewID()
	if _, err := desk.DraftPlan(ctx, head, deed(w), plan, planning.Annual, 2026, "年度计划"); err != nil {
		b.Fatal(err)
	}
	figures := planning.Figures{Required: checks, Key: checks}
	for _, by := range planning.Dimensions { // the sums are what is measured, not how they are spread
		figures.Breakdowns = append(figures.Breakdowns, planning.Breakdown{By: by, Of: planning.All, Lines: []planning.Line{{Name: "合计", N: checks}}})
	}
	if _, err := desk.ActOnPlan(ctx, head, deed(w), plan, office.PlanAct{Kind: "set_plan_figures", Body: map[string]any{}, Do: func(p *planning.Plan, _ planning.PlanStep) error {
		return p.Set(planning.Capacity{}, figures)
	}}); err != nil {
		b.Fatal(err)
	}
	ordered, _, _ := w.Ordered(b, 3, "2026-12-20")
	models := make([]inspection.CheckRecord, 3)
	for i, id := range []string{w.Signed(b, 2), ordered, w.Planned(b)} {
		v, err := w.Store.Check(ctx, w.Bureau.ID, id)
		if err != nil {
			b.Fatal(err)
		}
		models[i] = v.Record
	}
	var entries []planning.Enterprise
	for cursor := ""; len(entries) < checks*3/2; {
		page, next, err := w.Store.EntriesFor(ctx, w.Bureau.ID, office.EntryFilter{Text: "厂"}, cursor, 1000)
		if err != nil {
			b.Fatal(err)
		}
		if entries, cursor = append(entries, page...), next; cursor == "" {
			break
		}
	}
	sections := []string{w.Section.ID, w.OtherSection.ID}
	for from := 0; from < checks; from += 1000 {
		var named []office.NewTarget
		size := min(1000, checks-from)
		if err := w.Store.Housekeep(ctx, func(tx *store.Tx) error {
			first, err := tx.NextSeqs(ctx, w.Bureau.ID, size)
			if err != nil {
				return err
			}
			for i := range size {
				n, e := from+i, entries[(from+i)%len(entries)]
				model := models[0]
				switch {
				case n%10 == 9:
					model = models[2]
				case n%40 == 0:
					model = models[1]
				}
				if err := replica(b, tx, model, e, n, sections[n%2], first+int64(i)); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
		for i := range size {
			n := from + i
			named = append(named, office.NewTarget{EnterpriseID: entries[n%len(entries)].ID, Source: planning.Key, Month: 1 + n%12, SectionID: sections[n%2]})
		}
		if err := desk.NameTargets(ctx, head, deed(w), plan, named); err != nil {
			b.Fatal(err)
		}
	}
	dispatched(b, w, plan)
	return plan
}

// replica is a check like another, of another enterprise.
func replica(b *testing.B, tx *store.Tx, c inspection.CheckRecord, e planning.Enterprise, n int, section string, seq int64) error {
	ctx := b.Context()
	c.ID, c.SectionID = testkit.NewID(), section
	c.Enterprise.ID, c.Enterprise.Name, c.Enterprise.Town = e.ID, e.Name, e.Town
	c.PlannedOn = fmt.Sprintf("2026-%02d-%02d", 1+n%11, 1+n%28)
	c.Findings, c.OrderItems = slices.Clone(c.Findings), slices.Clone(c.OrderItems)
	ids := map[string]string{}
	for i := range c.Findings {
		ids[c.Findings[i].ID] = testkit.NewID()
		c.Findings[i].ID = ids[c.Findings[i].ID]
	}
	for i := range c.OrderItems {
		c.OrderItems[i].FindingID = ids[c.OrderItems[i].FindingID]
	}
	if c.Number != nil {
		number := *c.Number
		number.Serial, number.Text = 100_000+n, fmt.Sprintf("%d号", 100_000+n)
		c.Number = &number
	}
	row, err := store.RowOf(store.CheckView{Record: c, Seq: seq, Acts: 1, Hash: c.ID, UpdatedAt: testkit.Start})
	if err != nil {
		return err
	}
	if err := tx.InsertCheck(ctx, row, seq); err != nil {
		return err
	}
	if err := tx.SyncMembers(ctx, &c, seq); err != nil {
		return err
	}
	if err := tx.SyncFindings(ctx, &c); err != nil {
		return err
	}
	if err := tx.SyncOrderItems(ctx, &c); err != nil {
		return err
	}
	text, err := store.WaitingText(&c)
	if err != nil {
		return err
	}
	return tx.SyncWaiting(ctx, c.BureauID, c.ID, text)
}

// dispatched notes on nine of ten targets the check that their enterprise has.
func dispatched(b *testing.B, w *testkit.World, plan string) {
	b.Helper()
	ctx, checks := b.Context(), map[string]string{}
	for cursor, more := "", true; more; more = cursor != "" {
		page, next, err := w.Store.ChecksFor(ctx, w.Leader.Actor(), store.CheckFilter{}, cursor, 1000)
		if err != nil {
			b.Fatal(err)
		}
		for _, c := range page {
			checks[c.EnterpriseName] = c.ID
		}
		cursor = next
	}
	for after, n := "", 0; ; {
		page, err := w.Store.TargetsFor(ctx, w.Bureau.ID, office.TargetFilter{PlanID: plan}, after, 1000)
		if err != nil {
			b.Fatal(err)
		}
		if err := w.Store.Housekeep(ctx, func(tx *store.Tx) error {
			for _, g := range page {
				if n++; n%20 > 1 && checks[g.Name] != "" {
					if err := tx.MarkDispatched(ctx, w.Bureau.ID, g.ID, g.CheckID, checks[g.Name], 1); err != nil {
						return err
					}
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
		if len(page) < 1000 {
			return
		}
		after = page[len(page)-1].ID
	}
}
