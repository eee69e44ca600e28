package casework_test

import (
	"testing"

	"anjian/internal/casework"
	"anjian/internal/inspection"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// Checks that were closed before there was an index of the archive stand in it after the next start, also when the start
// before was cut off between any two lines.
func TestWhatWasClosedBeforeThereWasAnIndexIsArchivedAtTheStart(t *testing.T) {
	testkit.EachOptions(t, func(t *testing.T, o store.Options) {
		clock := testkit.NewClock()
		w := testkit.Populate(t, testkit.OpenStore(t, o, clock), clock)
		for range 3 {
			check := w.Signed(t, 1)
			w.Must(t, w.Head, w.Act(inspection.CloseCheck, check, inspection.CloseCheckBody{}))
		}
		archived := func() casework.ArchivePage {
			t.Helper()
			page, err := w.Cases.Archived(t.Context(), w.Head.Actor(), casework.ArchiveFilter{}, "", 50)
			if err != nil {
				t.Fatal(err)
			}
			return page
		}
		before := archived()
		raw := testkit.Raw(t, o)
		for _, q := range []string{`DELETE FROM archived WHERE check_id <> '` + before.Items[0].CheckID + `'`, `UPDATE archived SET closed_on = '?'`, `DELETE FROM goose_db_version WHERE version_id = 151`} {
			if _, err := raw.ExecContext(t.Context(), q); err != nil {
				t.Fatal(err)
			}
		}
		if n := len(archived().Items); n != 0 || len(before.Items) != 3 {
			t.Fatalf("%d before, %d with the lines gone", len(before.Items), n)
		}
		for range 2 {
			if err := w.Store.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		after := archived()
		if len(after.Items) != 3 {
			t.Fatalf("after the start: %+v", after.Items)
		}
		for i := range after.Items {
			if after.Items[i] != before.Items[i] {
				t.Errorf("%+v, before %+v", after.Items[i], before.Items[i])
			}
		}
	})
}
