package store_test

import (
	"testing"

	"anjian/internal/planning"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// Where an enterprise is stood in its details before it had columns of its own: a bureau's register and what an import has
// read and nobody taken in keep their places over the migrations, also when one was cut off behind its first statement.
func TestPlacesFromBeforeTheirColumnsAreKept(t *testing.T) {
	testkit.EachOptions(t, func(t *testing.T, o store.Options) {
		st := testkit.OpenStore(t, o, testkit.NewClock())
		w := testkit.Populate(t, st, testkit.NewClock())
		at := planning.Coordinates{Lat: 31.723456, Lng: 119.5}
		here, nowhere := testkit.NewID(), testkit.NewID()
		if err := st.Housekeep(t.Context(), func(tx *store.Tx) error {
			for _, e := range []planning.Enterprise{{ID: here, Name: "有位置的厂", CreditCode: "here", Position: &at}, {ID: nowhere, Name: `叫"position"的厂`, CreditCode: "nowhere", FormerNames: []string{`"position"`}}} {
				if err := tx.InsertEntry(t.Context(), w.Bureau.ID, e, 1); err != nil {
					return err
				}
			}
			return tx.StageRows(t.Context(), w.Bureau.ID, "import", []store.StagedRow{{No: 1, Outcome: "add", Entry: planning.Enterprise{ID: testkit.NewID(), Name: "新厂", Position: &at}}})
		}); err != nil {
			t.Fatal(err)
		}
		db := testkit.Raw(t, o)
		for _, q := range []string{
			`UPDATE enterprises SET detail = '{"position":{"lat":31.723456,"lng":119.5},"contacts":[]}', lat = NULL, lng = NULL WHERE credit_code = 'here'`,
			`UPDATE register_import_rows SET detail = '{"position":{"lat":31.723456,"lng":119.5}}', lat = NULL, lng = NULL`,
		} {
			if _, err := db.ExecContext(t.Context(), q); err != nil {
				t.Fatal(err)
			}
		}
		before := []string{`DELETE FROM goose_db_version WHERE version_id IN (166, 167)`}
		if o.Driver == "sqlite" { // where a migration is one transaction and none is ever half done
			before = append(before, `DROP INDEX enterprises_brief`, `DELETE FROM goose_db_version WHERE version_id = 168`)
			for _, table := range []string{"enterprises", "register_import_rows"} {
				before = append(before, `ALTER TABLE `+table+` DROP COLUMN lat`, `ALTER TABLE `+table+` DROP COLUMN lng`)
			}
		}
		for _, q := range before {
			if _, err := db.ExecContext(t.Context(), q); err != nil {
				t.Fatal(err)
			}
		}
		if err := st.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		places, _, err := st.PlacesOf(t.Context(), w.Bureau.ID, 2026, []string{here, nowhere})
		if err != nil || places[here].Position == nil || *places[here].Position != at || places[nowhere].Position != nil {
			t.Errorf("places: %+v %v", places, err)
		}
		entry, err := st.Entry(t.Context(), w.Bureau.ID, here)
		if err != nil || entry.Position == nil || *entry.Position != at {
			t.Errorf("the entry: %+v %v", entry.Position, err)
		}
		staged, err := st.StagedRows(t.Context(), w.Bureau.ID, "import", "", 0, 5)
		if err != nil || len(staged) != 1 || staged[0].Entry.Position == nil || *staged[0].Entry.Position != at {
			t.Errorf("what waits to be taken in: %+v %v", staged, err)
		}
	})
}
