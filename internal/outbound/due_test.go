package outbound_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/outbound"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

func TestDeadlinesOfAnOrderAreToldToWhoMustAct(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		settings := shipped(t)
		w.Cases.Carry(inspection.DefaultTerms(), settings.Clocks)
		settings.Due = func(ctx context.Context, actor inspection.Actor) ([]outbound.Due, error) {
			list, err := w.Cases.Due(ctx, actor, 30, "", 300)
			due := make([]outbound.Due, len(list.Items))
			for i, item := range list.Items {
				due[i] = outbound.Due{BureauID: actor.BureauID, CheckID: item.CheckID, Kind: string(item.What), DueOn: item.DueOn, Urgency: item.Urgency}
			}
			return due, err
		}
		r, err := outbound.New(w.Store, settings)
		if err != nil {
			t.Fatal(err)
		}
		w.Ordered(t, 3, "2026-11-30")
		round(t, r)
		has := func(who store.Person, kind string) (n int) {
			kinds, _ := toldTo(t, r, who)
			for _, k := range kinds {
				if k == kind {
					n++
				}
			}
			return n
		}
		if has(w.Owner, "order_issued") != 1 || has(w.Jia, "order_issued") != 0 || has(w.MillOwner, "order_issued") != 0 {
			t.Errorf("the order: owner %d, its officer %d, another firm %d", has(w.Owner, "order_issued"), has(w.Jia, "order_issued"), has(w.MillOwner, "order_issued"))
		}
		token, err := r.MakeFeed(t.Context(), w.Jia.Actor())
		if err != nil {
			t.Fatal(err)
		}
		calendar, err := r.Calendar(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		if text := string(calendar); strings.Count(text, "整改期限") != 1 || strings.Count(text, "整改复查") != 1 || !strings.Contains(text, "DTSTART;VALUE=DATE:20261130") || strings.Contains(text, w.Plant.Name) {
			t.Errorf("%s", text)
		}
		for day := 24; day <= 30+12; day++ { // 24 November to 12 December
			round(t, r)
			soon, over := has(w.Owner, "order_soon"), has(w.Owner, "order_overdue")
			if wantSoon, wantOver := day >= 27, day > 30; (soon == 1) != wantSoon || (over == 1) != wantOver || has(w.Jia, "order_soon") != soon {
				t.Errorf("on day %d: %d soon, %d over; the officer %d", day, soon, over, has(w.Jia, "order_soon"))
			}
			// A re-check is due ten days after the end: on 10 December.
			if soon, over := has(w.Head, "recheck_soon"), has(w.Head, "recheck_overdue"); (soon == 1) != (day >= 37) || (over == 1) != (day > 40) || has(w.Owner, "recheck_soon") != 0 {
				t.Errorf("on day %d: re-check %d soon, %d over", day, soon, over)
			}
			w.Clock.Advance(24 * time.Hour)
		}
	})
}
