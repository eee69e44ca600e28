package casework_test

import (
	"errors"
	"slices"
	"testing"

	"anjian/internal/inspection"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// 2026-12-12 is a Saturday, the 14th a Monday.
func TestTheServerExaminesARecordWithItsOwnCalendar(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		check := w.Open(t)
		raise := func(day string) string {
			id := testkit.NewID()
			w.Must(t, w.Jia, w.Act(inspection.RaiseFinding, check, inspection.RaiseFindingBody{FindingID: id,
				Words: inspection.FindingWords{Text: "应急照明失效 " + day, Handling: inspection.Order, DueOn: day}}))
			return id
		}
		saturday, monday := raise("2026-12-12"), raise("2026-12-14")
		complaints, err := w.Cases.Lint(t.Context(), w.Jia.Actor(), check)
		if err != nil {
			t.Fatal(err)
		}
		rests := func(finding string) bool {
			return slices.ContainsFunc(complaints, func(c inspection.Complaint) bool {
				return c.Code == "lint.due_on_rest_day" && c.FindingID == finding
			})
		}
		if !rests(saturday) || rests(monday) {
			t.Errorf("complaints: %+v", complaints)
		}
		if _, err := w.Cases.Lint(t.Context(), w.Bing.Actor(), check); !errors.Is(err, store.NotFound) {
			t.Errorf("somebody else's check was examined: %v", err)
		}
	})
}
