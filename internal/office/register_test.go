package office_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"anjian/internal/fault"
	"anjian/internal/ledger"
	"anjian/internal/office"
	"anjian/internal/planning"
	"anjian/internal/sheets"
	"anjian/internal/testkit"
)

func deed(w *testkit.World) office.Deed {
	return office.Deed{ID: testkit.NewID(), DoneAt: w.Clock.Now()}
}

func entry(n int, change ...func(*planning.Enterprise)) planning.Enterprise {
	e := planning.Enterprise{ID: testkit.NewID(), Name: fmt.Sprintf("常州长荡湖%d厂", n), CreditCode: fmt.Sprintf("91320413DEMO%06d", n), Town: "薛埠镇", Risk: planning.RiskGeneral}
	for _, c := range change {
		c(&e)
	}
	return e
}

// workbook is the register's own form of these entries.
func workbook(t *testing.T, entries ...planning.Enterprise) []byte {
	t.Helper()
	pages := [][]planning.Enterprise{entries, nil}
	var out bytes.Buffer
	if err := sheets.WriteRegister(&out, func() ([]planning.Enterprise, error) { p := pages[0]; pages = pages[1:]; return p, nil }); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAnEntryIsMadeOnceAndChangedAsItWasSeen(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		desk, head, d := office.New(w.Store), w.Head.Actor(), deed(w)
		e := entry(1, func(e *planning.Enterprise) {
			e.Licences = []planning.Licence{{Name: "危化经营", ValidUntil: "2026-12-01"}, {Name: "另证", ValidUntil: "2026-11-30"}}
		})
		made, err := desk.EnterEnterprise(t.Context(), head, d, e)
		if err != nil {
			t.Fatal(err)
		}
		again, err := desk.EnterEnterprise(t.Context(), head, d, e)
		if err != nil || again.Version != made.Version {
			t.Errorf("sent again: %+v %v", again, err)
		}
		if _, err := desk.EnterEnterprise(t.Context(), head, d, entry(2, func(other *planning.Enterprise) { other.ID = e.ID })); !errors.Is(err, ledger.IDReused) {
			t.Errorf("another entry under the same act: %v", err)
		}
		if _, err := desk.EnterEnterprise(t.Context(), head, deed(w), entry(1)); !errors.Is(err, office.CodeTaken) {
			t.Errorf("the same code again: %v", err)
		}
		if _, err := desk.EnterEnterprise(t.Context(), head, deed(w), entry(3, func(e *planning.Enterprise) { e.CreditCode = "91350100M000100Y44" })); !errors.Is(err, planning.EntryWrong) {
			t.Errorf("a code with a wrong check character: %v", err)
		}
		next := made.Enterprise
		next.Town = "指前镇"
		revised, err := desk.ReviseEnterprise(t.Context(), head, deed(w), next)
		if err != nil || revised.Town != "指前镇" || revised.Version <= made.Version {
			t.Fatalf("%+v %v", revised, err)
		}
		if _, err := desk.ReviseEnterprise(t.Context(), head, deed(w), next); !errors.Is(err, office.EntryChanged) {
			t.Errorf("as somebody saw it before: %v", err)
		}
		if _, err := desk.ReviseEnterprise(t.Context(), w.ForeignHead.Actor(), deed(w), revised.Enterprise); fault.KindOf(err) != fault.NotFound {
			t.Errorf("from another bureau: %v", err)
		}
		acts, err := desk.HistoryOf(t.Context(), head, e.ID, 0, 10)
		if err != nil || len(acts) != 2 || acts[0].Kind != "enter_enterprise" || acts[1].Kind != "revise_enterprise" || acts[1].No != 2 {
			t.Errorf("its history: %+v %v", acts, err)
		}
		for text, want := range map[string]int{"长荡湖": 1, "czcdh": 1, "czzdh": 1, "changzhouchangdanghu": 1, "91320413DEMO000001": 1, "不存在": 0, "%": 0} {
			got, _, err := desk.Register(t.Context(), head, office.EntryFilter{Text: text, Towns: []string{"指前镇"}, ExpiresBefore: "2026-12-01"}, "", 10)
			if err != nil || len(got) != want {
				t.Errorf("looking for %q: %d, want %d (%v)", text, len(got), want, err)
			}
		}
	})
}

func TestTheListGoesOnWhereItStoppedInEveryOrder(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		desk, head := office.New(w.Store), w.Head.Actor()
		for n := range 7 {
			if _, err := desk.EnterEnterprise(t.Context(), head, deed(w), entry(n, func(e *planning.Enterprise) { e.Risk = []string{"major", "low"}[n%2] })); err != nil {
				t.Fatal(err)
			}
		}
		for _, sort := range []string{"name", "-name", "town", "-town", "risk", "-risk", "expiry", "-expiry", "updated", "-updated"} {
			seen, cursor := map[string]bool{}, ""
			for range 10 {
				page, next, err := desk.Register(t.Context(), head, office.EntryFilter{Sort: sort}, cursor, 2)
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range page {
					if seen[e.ID] {
						t.Errorf("by %s, %s came twice", sort, e.Name)
					}
					seen[e.ID] = true
				}
				if cursor = next; next == "" {
					break
				}
			}
			if len(seen) != 9 { // 7 and the world's two
				t.Errorf("by %s: %d of 9 were listed", sort, len(seen))
			}
		}
	})
}

func TestAnImportChangesNothingUntilItIsTakenAndThenAllOfIt(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		desk, head := office.New(w.Store), w.Head.Actor()
		kept, err := desk.EnterEnterprise(t.Context(), head, deed(w), entry(1, func(e *planning.Enterprise) { e.Contact = "老王" }))
		if err != nil {
			t.Fatal(err)
		}
		data := workbook(t, entry(1, func(e *planning.Enterprise) { e.Name = "常州新名一厂"; e.Contact = "新人" }), entry(2), entry(3),
			entry(4, func(e *planning.Enterprise) { e.Name = w.Mill.Name }), entry(5, func(e *planning.Enterprise) { e.CreditCode = "91350100M000100Y44" }))
		id := testkit.NewID()
		i, err := desk.ReadImport(t.Context(), head, id, "名录.xlsx", data)
		if err != nil {
			t.Fatal(err)
		}
		if i.State != "ready" || i.Total != 5 || i.Tally["add"] != 2 || i.Tally["update"] != 1 || i.Tally["like"] != 1 || i.Tally["wrong"] != 1 {
			t.Fatalf("%+v", i)
		}
		if len(i.Issues) != 1 || i.Issues[0].Row != 6 || i.Issues[0].Column != "B" || i.Issues[0].Code != "check_digit" {
			t.Errorf("told %+v", i.Issues)
		}
		if n, _ := desk.CountRegister(t.Context(), head, office.EntryFilter{}); n != 3 {
			t.Errorf("before it is taken the register has %d entries", n)
		}
		take := deed(w)
		if _, err := desk.TakeImport(t.Context(), head, take, id, false); !errors.Is(err, office.ImportWrong) {
			t.Errorf("with a wrong row: %v", err)
		}
		if _, err := desk.TakeImport(t.Context(), head, take, id, true); !errors.Is(err, office.ImportUndecided) {
			t.Errorf("with an undecided row: %v", err)
		}
		like, err := desk.ImportRows(t.Context(), head, id, "like", 0, 10)
		if err != nil || len(like) != 1 || like[0].Before == nil || like[0].Before.ID != w.Mill.ID {
			t.Fatalf("%+v %v", like, err)
		}
		if _, err := desk.DecideRows(t.Context(), head, id, []office.Decision{{No: like[0].No, Do: "merge"}}); err != nil {
			t.Fatal(err)
		}
		done, err := desk.TakeImport(t.Context(), head, take, id, true)
		if err != nil || done.State != "done" {
			t.Fatalf("%+v %v", done, err)
		}
		if again, err := desk.TakeImport(t.Context(), head, take, id, true); err != nil || again.State != "done" {
			t.Errorf("sent again: %+v %v", again, err)
		}
		if n, _ := desk.CountRegister(t.Context(), head, office.EntryFilter{}); n != 5 {
			t.Errorf("the register has %d entries, want 5", n)
		}
		e, err := desk.RegisterEntry(t.Context(), head, kept.ID)
		if err != nil || e.Name != "常州新名一厂" || e.Contact != "新人" || len(e.FormerNames) != 1 || e.FormerNames[0] != kept.Name {
			t.Errorf("the changed entry: %+v %v", e, err)
		}
		if mill, err := desk.RegisterEntry(t.Context(), head, w.Mill.ID); err != nil || mill.CreditCode != "91320413DEMO000004" {
			t.Errorf("the merged entry: %+v %v", mill, err)
		}
		var out bytes.Buffer
		if err := desk.ExportRegister(t.Context(), head, office.EntryFilter{Text: "新名"}, &out); err != nil {
			t.Fatal(err)
		}
		same, err := desk.ReadImport(t.Context(), head, testkit.NewID(), "again.xlsx", out.Bytes())
		if err != nil || same.Total != 1 || same.Tally["same"] != 1 {
			t.Errorf("what was exported, read again: %+v %v", same, err)
		}
	})
}

func TestAnImportOfAnOldPictureIsRefusedAndACancelledOneLeavesNothing(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		desk, head := office.New(w.Store), w.Head.Actor()
		kept, err := desk.EnterEnterprise(t.Context(), head, deed(w), entry(1))
		if err != nil {
			t.Fatal(err)
		}
		id := testkit.NewID()
		data := workbook(t, entry(1, func(e *planning.Enterprise) { e.Post = "厂长" }), entry(2))
		if _, err := desk.ReadImport(t.Context(), head, id, "a.xlsx", data); err != nil {
			t.Fatal(err)
		}
		if _, err := desk.ReadImport(t.Context(), head, id, "b.xlsx", workbook(t, entry(9))); !errors.Is(err, office.ImportTaken) {
			t.Errorf("another file under the same id: %v", err)
		}
		if _, err := desk.ReviseEnterprise(t.Context(), head, deed(w), kept.Enterprise); err != nil {
			t.Fatal(err)
		}
		if _, err := desk.TakeImport(t.Context(), head, deed(w), id, false); !errors.Is(err, office.ImportStale) {
			t.Errorf("after the entry was changed: %v", err)
		}
		if n, _ := desk.CountRegister(t.Context(), head, office.EntryFilter{}); n != 3 {
			t.Errorf("the register has %d entries, want 3: nothing may be half taken", n)
		}
		if err := desk.CancelImport(t.Context(), head, id); err != nil {
			t.Fatal(err)
		}
		if rows, err := desk.ImportRows(t.Context(), head, id, "", 0, 10); err != nil || len(rows) != 0 {
			t.Errorf("a cancelled import keeps %d rows (%v)", len(rows), err)
		}
		if _, err := desk.Import(t.Context(), w.ForeignHead.Actor(), id); fault.KindOf(err) != fault.NotFound {
			t.Errorf("seen from another bureau: %v", err)
		}
	})
}

// Whoever asks while a large workbook is read is told how far it is, and may stop it.
func TestAnImportUnderWayCanBeWatchedAndStopped(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		desk, head, id := office.New(w.Store), w.Head.Actor(), testkit.NewID()
		var many []planning.Enterprise
		for n := range 6000 {
			many = append(many, entry(n))
		}
		data := workbook(t, many...)
		failed := make(chan error, 1)
		go func() {
			_, err := desk.ReadImport(context.WithoutCancel(t.Context()), head, id, "a.xlsx", data)
			failed <- err
		}()
		for {
			i, err := desk.Import(t.Context(), head, id)
			if fault.KindOf(err) == fault.NotFound || err == nil && i.Done == 0 {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			if i.State == "ready" {
				t.Fatal("it was read before anybody could look")
			}
			break
		}
		if err := desk.CancelImport(t.Context(), head, id); err != nil {
			t.Fatal(err)
		}
		if err := <-failed; !errors.Is(err, office.ImportCancelled) {
			t.Errorf("who reads it is told %v", err)
		}
		i, err := desk.Import(t.Context(), head, id)
		rows, err2 := desk.ImportRows(t.Context(), head, id, "", 0, 10)
		if err != nil || err2 != nil || i.State != "cancelled" || len(rows) != 0 {
			t.Errorf("%+v, %d rows left (%v %v)", i, len(rows), err, err2)
		}
	})
}
