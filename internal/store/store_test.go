package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

func open(t *testing.T, o store.Options) *store.Store {
	t.Helper()
	st, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}

func TestThreeServersThatStartAtOnceMigrateOnceAndAgainChangesNothing(t *testing.T) {
	testkit.EachOptions(t, func(t *testing.T, o store.Options) {
		var wg sync.WaitGroup
		for range 3 {
			st := open(t, o)
			wg.Go(func() {
				if err := st.Migrate(t.Context()); err != nil {
					t.Error(err)
				}
				if err := st.Migrate(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		var doubled int
		err := testkit.Raw(t, o).QueryRow(`SELECT COUNT(*) FROM (SELECT version_id FROM goose_db_version GROUP BY version_id HAVING COUNT(*) > 1) AS d`).Scan(&doubled)
		if err != nil || doubled != 0 {
			t.Errorf("%d migrations ran twice (%v)", doubled, err)
		}
	})
}

func TestAnOlderProgramRefusesANewerDatabase(t *testing.T) {
	testkit.EachOptions(t, func(t *testing.T, o store.Options) {
		st := open(t, o)
		if err := st.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := testkit.Raw(t, o).Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)`); err != nil {
			t.Fatal(err)
		}
		if err := st.Migrate(t.Context()); err == nil || !strings.Contains(err.Error(), "newer Anjian") {
			t.Errorf("migrated all the same: %v", err)
		}
	})
}

func TestAMigrationThatWasCutOffIsTakenUpAgain(t *testing.T) {
	testkit.EachOptions(t, func(t *testing.T, o store.Options) {
		if o.Driver == "sqlite" { // there a cut-off migration leaves nothing at all
			return
		}
		st, db := open(t, o), testkit.Raw(t, o)
		if err := st.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		// As if the power had gone after a table was made and before that was written down.
		if _, err := db.Exec(`DELETE FROM goose_db_version WHERE version_id >= 16`); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(`UPDATE leases SET holder = 'a server that died', ends_at = ?`, time.Now().Add(300*time.Millisecond).UnixMilli()); err != nil {
			t.Fatal(err)
		}
		if err := st.Migrate(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestWhatFailsInsideATransactionLeavesNothing(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		boom := errors.New("boom")
		var wg sync.WaitGroup
		for i := range 40 { // at once, so that failing and succeeding ones share transactions
			wg.Go(func() {
				err := w.Store.InTx(t.Context(), w.Bureau.ID, func(tx *store.Tx) error {
					if err := tx.InsertSection(t.Context(), store.Section{ID: testkit.NewID(), BureauID: w.Bureau.ID, Name: fmt.Sprint(i), SortNo: 100 + i}); err != nil {
						return err
					}
					if _, err := tx.NextSerial(t.Context(), w.Bureau.ID, 2026); err != nil {
						return err
					}
					if i%2 == 1 {
						return boom
					}
					return nil
				})
				if wrong := errors.Is(err, boom) != (i%2 == 1); wrong || (err != nil && !errors.Is(err, boom)) {
					t.Errorf("transaction %d: %v", i, err)
				}
			})
		}
		wg.Wait()
		sections, err := w.Store.Sections(t.Context(), w.Bureau.ID)
		if err != nil || len(sections) != 22 {
			t.Errorf("%d sections, want 22 (%v)", len(sections), err)
		}
		for _, s := range sections[2:] {
			if s.SortNo%2 == 1 {
				t.Errorf("a failed transaction left section %s", s.Name)
			}
		}
		err = w.Store.InTx(t.Context(), w.Bureau.ID, func(tx *store.Tx) error {
			n, err := tx.NextSerial(t.Context(), w.Bureau.ID, 2026)
			if n != 21 {
				t.Errorf("the next number is %d, want 21", n)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestAPanicUndoesItsOwnTransactionAndComesBackToItsCaller(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		var wg sync.WaitGroup
		for i := range 10 {
			wg.Go(func() {
				defer func() {
					if got := recover(); (got == "boom") != (i == 3) {
						t.Errorf("transaction %d panics with %v", i, got)
					}
				}()
				err := w.Store.InTx(t.Context(), w.Bureau.ID, func(tx *store.Tx) error {
					err := tx.InsertSection(t.Context(), store.Section{ID: testkit.NewID(), BureauID: w.Bureau.ID, Name: "x", SortNo: i})
					if i == 3 {
						panic("boom")
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if sections, err := w.Store.Sections(t.Context(), w.Bureau.ID); err != nil || len(sections) != 11 {
			t.Errorf("%d sections, want 11 (%v)", len(sections), err)
		}
	})
}

func TestACheckThatHasMovedIsNotOverwritten(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		check := w.Ready(t)
		stale, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
		if err != nil {
			t.Fatal(err)
		}
		w.Must(t, w.Jia, w.Act(inspection.DeclareNoConflict, check, inspection.DeclareNoConflictBody{NoConflict: true}))
		row, err := store.RowOf(stale)
		if err != nil {
			t.Fatal(err)
		}
		for name, do := range map[string]func(tx *store.Tx) error{
			"written":          func(tx *store.Tx) error { return tx.UpdateCheck(t.Context(), stale.Record.State, stale.Seq, row, 999) },
			"in another state": func(tx *store.Tx) error { return tx.UpdateCheck(t.Context(), inspection.Signed, stale.Seq+1, row, 999) },
		} {
			if err := w.Store.InTx(t.Context(), w.Bureau.ID, do); !errors.Is(err, store.Moved) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestAnAlteredAMissingAndAnAddedLedgerRowAreFound(t *testing.T) {
	testkit.EachOptions(t, func(t *testing.T, o store.Options) {
		clock := testkit.NewClock()
		w, db := testkit.Populate(t, testkit.OpenStore(t, o, clock), clock), testkit.Raw(t, o)
		for name, damage := range map[string]string{
			"an answer is changed":          `UPDATE acts SET deed = REPLACE(deed, 'conforms', 'violates') WHERE case_no = 9 AND check_id = ?`,
			"the person is changed":         `UPDATE acts SET deed = REPLACE(deed, '"actorId":"` + w.Jia.ID + `"', '"actorId":"` + w.Yi.ID + `"') WHERE case_no = 9 AND check_id = ?`,
			"the time of taking is changed": `UPDATE acts SET deed = REPLACE(deed, '"takenAt":"2026', '"takenAt":"2025') WHERE case_no = 9 AND check_id = ?`,
			"a row in the middle is gone":   `DELETE FROM acts WHERE case_no = 9 AND check_id = ?`,
			"the last row is gone":          `DELETE FROM acts WHERE case_no = 11 AND check_id = ?`,
			"the check forgets its head":    `UPDATE checks SET acts = acts - 1 WHERE id = ?`,
		} {
			check := w.Open(t)
			w.Must(t, w.Jia, w.Answers(check, 5)...)
			if flaws, err := w.Cases.VerifyChain(t.Context(), w.Bureau.ID, check); err != nil || len(flaws) > 0 {
				t.Fatalf("before: %v, %v", flaws, err)
			}
			if res, err := db.Exec(damage, check); err != nil {
				t.Fatal(err)
			} else if n, _ := res.RowsAffected(); n != 1 {
				t.Fatalf("%s: %d rows", name, n)
			}
			flaws, err := w.Cases.VerifyChain(t.Context(), w.Bureau.ID, check)
			if err != nil || len(flaws) == 0 {
				t.Errorf("%s: not found (%v)", name, err)
			}
		}
	})
}

func TestPublishedChecklistsNeverChange(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		publish := func(change string) error {
			c := w.List
			if change != "" {
				c.Digest = change
			}
			return w.Store.Housekeep(t.Context(), func(tx *store.Tx) error { return tx.PublishChecklist(t.Context(), c) })
		}
		if err := publish(""); err != nil {
			t.Errorf("the same again: %v", err)
		}
		if err := publish(strings.Repeat("0", 64)); fault.CodeOf(err) != "checklist.version_taken" {
			t.Errorf("another content: %v", err)
		}
		got, err := w.Store.Checklist(t.Context(), w.List.Code, "")
		if err != nil || got.Digest != w.List.Digest || len(got.Items) != len(w.List.Items) {
			t.Errorf("%v, %v", got, err)
		}
	})
}

func TestASessionIsRotatedByOneOfManyAndNeverAfterItsEnd(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		now := w.Store.Now()
		s := store.Session{ID: testkit.NewID(), BureauID: w.Bureau.ID, PersonID: w.Jia.ID, TokenHash: "one", CreatedAt: now, RotatedAt: now, ExpiresAt: now.Add(time.Hour)}
		keep := func(fn func(tx *store.Tx) error) error { return w.Store.Housekeep(t.Context(), fn) }
		if err := keep(func(tx *store.Tx) error { return tx.InsertSession(t.Context(), s) }); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		var mu sync.Mutex
		won := 0
		for i := range 8 {
			wg.Go(func() {
				err := keep(func(tx *store.Tx) error {
					return tx.RotateSession(t.Context(), s.ID, "one", fmt.Sprint("two", i), now, now.Add(time.Hour))
				})
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					won++
				} else if !errors.Is(err, store.Moved) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		got, err := w.Store.Session(t.Context(), s.ID)
		if won != 1 || err != nil || got.PreviousHash != "one" || !got.ExpiresAt.Equal(now.Add(time.Hour)) {
			t.Errorf("%d won; %+v, %v", won, got, err)
		}
		if err := keep(func(tx *store.Tx) error { return tx.RevokeSession(t.Context(), s.ID, "signed_out", now) }); err != nil {
			t.Fatal(err)
		}
		err = keep(func(tx *store.Tx) error { return tx.RotateSession(t.Context(), s.ID, got.TokenHash, "three", now, now) })
		if !errors.Is(err, store.Moved) {
			t.Errorf("rotated after its end: %v", err)
		}
	})
}

func TestFailedTriesAreCountedByNameAndByAddress(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		now := w.Store.Now()
		try := func(name, address string, at time.Time) {
			t.Helper()
			if err := w.Store.Housekeep(t.Context(), func(tx *store.Tx) error { return tx.InsertAttempt(t.Context(), testkit.NewID(), name, address, at) }); err != nil {
				t.Fatal(err)
			}
		}
		try("jia", "10.0.0.1", now.Add(-time.Hour))
		try("jia", "10.0.0.1", now.Add(-time.Minute))
		try("jia", "10.0.0.2", now)
		try("yi", "10.0.0.1", now)
		a, err := w.Store.AttemptsSince(t.Context(), "jia", "10.0.0.1", now.Add(-10*time.Minute))
		if err != nil || a.ByName != 2 || a.ByAddress != 2 || !a.LastByName.Equal(now) {
			t.Errorf("%+v, %v", a, err)
		}
		if err := w.Store.Housekeep(t.Context(), func(tx *store.Tx) error { return tx.ClearAttempts(t.Context(), "jia") }); err != nil {
			t.Fatal(err)
		}
		if a, err = w.Store.AttemptsSince(t.Context(), "jia", "10.0.0.1", now.Add(-10*time.Minute)); err != nil || a.ByName != 0 || a.ByAddress != 1 {
			t.Errorf("after clearing: %+v, %v", a, err)
		}
	})
}

func TestNamesThatDifferInOneRareCharacterAreTwoNames(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		insert := func(username string) error {
			p := w.Jia
			p.ID, p.Username = testkit.NewID(), username
			return w.Store.Housekeep(t.Context(), func(tx *store.Tx) error { return tx.InsertPerson(t.Context(), p) })
		}
		for _, username := range []string{"李𬭎", "李𬬭", "a"} {
			if err := insert(username); err != nil {
				t.Errorf("%q: %v", username, err)
			}
		}
		if err := insert("李𬭎"); !errors.Is(err, store.Exists) {
			t.Errorf("twice: %v", err)
		}
		for _, username := range []string{"A", "李"} {
			if _, err := w.Store.PersonNamed(t.Context(), username); !errors.Is(err, store.NotFound) {
				t.Errorf("%q: %v", username, err)
			}
		}
	})
}

func TestADatabaseThatIsAwayIsUnavailable(t *testing.T) {
	w := testkit.New(t)
	check := w.Open(t)
	if err := w.Store.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := w.Cases.Perform(t.Context(), w.Jia.Actor(), w.Answers(check, 1))
	if fault.KindOf(err) != fault.Unavailable {
		t.Errorf("acts: %v", err)
	}
	if err := w.Store.Ping(context.Background()); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("ping: %v", err)
	}
	if _, err := store.Open(t.Context(), store.Options{Driver: "mysql", DSN: "nobody:x@tcp(127.0.0.1:1)/anjian_test"}); err == nil {
		t.Error("opened a server that is not there")
	}
	if _, err := store.Open(t.Context(), store.Options{Driver: "sqlite", DSN: "/proc/nowhere/anjian.db"}); err == nil {
		t.Error("opened a file that cannot be")
	}
}
