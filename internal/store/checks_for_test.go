package store_test

import (
	"slices"
	"testing"

	"anjian/internal/inspection"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// A list of checks is searched by name, by pinyin initials and by number, page by page, and only among one's own.
func TestChecksAreFoundByNameInitialsAndNumber(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		signed, planned := w.Signed(t, 2), w.Planned(t)
		v, err := w.Store.Check(t.Context(), w.Bureau.ID, signed)
		if err != nil {
			t.Fatal(err)
		}
		both := []string{planned, signed} // the last touched first
		for _, c := range []struct {
			name string
			as   inspection.Actor
			f    store.CheckFilter
			want []string
		}{
			{"everything", w.Leader.Actor(), store.CheckFilter{}, both},
			{"part of the name", w.Leader.Actor(), store.CheckFilter{Text: "晨光"}, both},
			{"initials, in capitals too", w.Leader.Actor(), store.CheckFilter{Text: "CGHG"}, both},
			{"initials as the section sees them", w.Head.Actor(), store.CheckFilter{Text: "cghg"}, both},
			{"initials, by the enterprise's own people", w.Owner.Actor(), store.CheckFilter{Text: "cghg"}, []string{signed}},
			{"initials, by another section", w.OtherHead.Actor(), store.CheckFilter{Text: "cghg"}, nil},
			{"initials, in another bureau", w.ForeignLeader.Actor(), store.CheckFilter{Text: "cghg"}, nil},
			{"the number", w.Leader.Actor(), store.CheckFilter{Text: v.Record.Number.Text}, []string{signed}},
			{"a state", w.Jia.Actor(), store.CheckFilter{States: []inspection.State{inspection.Signed}}, []string{signed}},
			{"a state and initials", w.Leader.Actor(), store.CheckFilter{States: []inspection.State{inspection.Planned}, Text: "cghg"}, []string{planned}},
			{"a town and initials", w.Leader.Actor(), store.CheckFilter{Town: w.Mill.Town, Text: "cghg"}, nil},
			{"a sign that means something to LIKE", w.Leader.Actor(), store.CheckFilter{Text: "%"}, nil},
			{"nothing of the kind", w.Leader.Actor(), store.CheckFilter{Text: "没有"}, nil},
		} {
			var got []string
			for cursor, more := "", true; more; more = cursor != "" {
				page, next, err := w.Store.ChecksFor(t.Context(), c.as, c.f, cursor, 1)
				if err != nil || len(page) > 1 {
					t.Fatalf("%s: %d of a page, %v", c.name, len(page), err)
				}
				for _, b := range page {
					got = append(got, b.ID)
				}
				cursor = next
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
		}
	})
}
