package casework_test

import (
	"testing"
	"time"

	"anjian/configs"
	"anjian/internal/casework"
	"anjian/internal/config"
	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/planning"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// walked are the days of 2020–2026 on which people work, in order, counted on fingers over the announced holidays.
func walked(calendar planning.Calendar) (days []string, at map[string]int) {
	off, worked := map[string]bool{}, map[string]bool{}
	for _, year := range calendar.Years() {
		for _, h := range year.Holidays {
			for d := h.From.String(); d <= h.To.String(); d = after(d, 1) {
				off[d] = true
			}
			for _, d := range h.Work {
				worked[d.String()] = true
			}
		}
	}
	at = map[string]int{}
	for d := "2020-01-01"; d <= "2026-12-31"; d = after(d, 1) {
		noon, _ := time.Parse(time.DateOnly, d)
		weekend := noon.Weekday() == time.Saturday || noon.Weekday() == time.Sunday
		if !off[d] && (!weekend || worked[d]) {
			days = append(days, d)
		}
		at[d] = len(days)
	}
	return days, at
}

func after(day string, n int) string {
	t, _ := time.Parse(time.DateOnly, day)
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}

// A check in which one of everything began on a day is due, soon and overdue when a walk over the calendar says so: every
// day of 2020–2026, every kind of thing that can be due, asked on the days around its end.
func TestWhatIsDueInACheckIsWhatAWalkOverTheCalendarSays(t *testing.T) {
	calendar, err := config.LoadCalendar(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	clocks, err := config.LoadClocks(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	workdays, at := walked(calendar)
	end := func(d inspection.Due) (last string, ok bool) {
		clock := clocks[d.Clock]
		switch {
		case d.Clock == "" || clock.Unit == planning.SameDay:
			return d.On, true
		case clock.Unit == planning.Days:
			return after(d.On, clock.Length), true
		case clock.Unit == planning.Workdays:
			n := at[d.On] + clock.Length - 1
			return workdays[min(n, len(workdays)-1)], n < len(workdays)
		}
		t.Fatalf("nobody counts %s in %s here", d.Clock, clock.Unit)
		return "", false
	}
	asked := map[inspection.DueKind]int{}
	for from := "2020-01-01"; from <= "2026-12-31"; from = after(from, 1) {
		record := everythingBegan(t, from)
		waiting := store.WaitingOf(&record)
		for _, d := range record.Dues() {
			last, ok := end(d)
			if !ok {
				continue // its end lies beyond the years that are announced
			}
			for _, today := range []string{from, after(last, -1), last, after(last, 1), after(last, 40)} {
				day, err := planning.ParseDay(today)
				if err != nil {
					t.Fatal(err)
				}
				found := false
				for _, item := range casework.Reckoned(&waiting, clocks, calendar, day) {
					if item.What != d.What || item.ID != d.ID {
						continue
					}
					found = true
					asked[d.What]++
					if item.DueOn != last || (item.Urgency == planning.Overdue) != (today > last) || (item.Left < 0) != (today > last) {
						t.Fatalf("%s that began on %s, asked on %s: %+v; the walk says %s", d.What, d.On, today, item, last)
					}
				}
				if !found {
					t.Fatalf("%s of %s is forgotten on %s", d.What, from, today)
				}
			}
		}
	}
	for _, kind := range []inspection.DueKind{inspection.DueRectify, inspection.DueRecheck, inspection.DueExtension, inspection.DueResumption, inspection.DueMeasureApproval,
		inspection.DueRefusalReport, inspection.DueDelivery, inspection.DueReferralFeedback, inspection.DueMajorMeasure} {
		if asked[kind] < 12000 {
			t.Errorf("%s was asked for %d times", kind, asked[kind])
		}
	}
}

// everythingBegan is a check in which one of everything that can be due was begun on a day.
func everythingBegan(t *testing.T, day string) inspection.CheckRecord {
	t.Helper()
	noon, err := time.ParseInLocation(time.DateTime, day+" 12:00:00", inspection.Zone)
	if err != nil {
		t.Fatal(err)
	}
	all := func(digest string) inspection.Issued {
		i := inspection.Issued{Digest: digest, At: noon, Signatures: []inspection.Signature{}, SignRefusals: []inspection.SignRefusal{}}
		for _, p := range []inspection.Party{inspection.PartyLead, inspection.PartyAssistant, inspection.PartyEnterprise} {
			i.Signatures = append(i.Signatures, inspection.Signature{Signatory: inspection.Signatory{Party: p}, Digest: digest})
		}
		return i
	}
	none := inspection.Issued{At: noon}
	stop := inspection.MeasurePaper{ID: "stop", Kinds: []inspection.MeasureKind{inspection.StopWork}, PhoneApproval: &inspection.SealedPhoneCall{Name: "周局"}}
	return inspection.CheckRecord{
		State: inspection.Signed, Seal: &inspection.Seal{At: noon}, SignRefusals: []inspection.SignRefusal{{Act: "no", At: noon}},
		Findings: []inspection.Finding{
			{ID: "f1", Versions: []inspection.FindingVersion{{Handling: inspection.Order}}},
			{ID: "f2", Major: inspection.MajorConfirmed, Versions: []inspection.FindingVersion{{Handling: inspection.Stop}}},
		},
		Orders:     []inspection.IssuedOrder{{Paper: inspection.OrderPaper{ID: "o1"}, Issued: all("a")}, {Paper: inspection.OrderPaper{ID: "o2"}, Issued: none}},
		OrderItems: []inspection.OrderItem{{FindingID: "f1", OrderID: "o1", DueOn: day, Standing: inspection.ItemOrdered}},
		Extensions: []inspection.Extension{{ID: "e1", At: noon}},
		Measures:   []inspection.ImposedMeasure{{Paper: stop, Issued: all("b"), Applications: []inspection.Application{{At: noon}}}},
		Referrals:  []inspection.Referral{{Paper: inspection.ReferralPaper{ID: "r1"}, Sent: &inspection.Handing{On: day}}},
	}
}

// What is due is told page by page, every check once, and how soon before its own last day an order item is due soon is
// the bureau's to say.
func TestWhatIsDueIsToldPageByPage(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		for range 5 {
			w.Ordered(t, 2, after(inspection.Day(w.Clock.Now()), 5))
		}
		whole, err := w.Cases.Due(t.Context(), w.Head.Actor(), 30, "", 300)
		if err != nil || whole.Checks != 5 || whole.NextCursor != "" {
			t.Fatalf("%+v (%v)", whole, err)
		}
		seen, pages := map[string]int{}, 0
		for cursor := ""; ; {
			page, err := w.Cases.Due(t.Context(), w.Head.Actor(), 30, cursor, 2)
			if err != nil || page.Checks != 5 {
				t.Fatal(page, err)
			}
			pages++
			for _, item := range page.Items {
				seen[item.CheckID+string(item.What)+item.ID]++
			}
			if cursor = page.NextCursor; cursor == "" {
				break
			}
		}
		for _, item := range whole.Items {
			if seen[item.CheckID+string(item.What)+item.ID] != 1 {
				t.Errorf("%+v is told %d times", item, seen[item.CheckID+string(item.What)+item.ID])
			}
		}
		if pages != 3 || len(seen) != len(whole.Items) {
			t.Errorf("%d pages with %d things, want 3 with %d", pages, len(seen), len(whole.Items))
		}
		if _, err := w.Cases.Due(t.Context(), w.Head.Actor(), 30, "nothing", 2); fault.CodeOf(err) != store.BadCursor.Code {
			t.Errorf("a cursor that is none: %v", err)
		}
		urgency := func(soon int) string {
			clocks, err := config.LoadClocks(configs.FS)
			if err != nil {
				t.Fatal(err)
			}
			own := clocks["order_item"]
			own.Soon, own.Length = soon, 99 // a length moves no day that stands in an order
			clocks["order_item"] = own
			w.Cases.Carry(inspection.DefaultTerms(), clocks)
			list, err := w.Cases.Due(t.Context(), w.Head.Actor(), 30, "", 300)
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range list.Items {
				if item.What == inspection.DueRectify {
					if item.Left != 5 {
						t.Errorf("%d days left, want 5", item.Left)
					}
					return item.Urgency
				}
			}
			return "nothing due"
		}
		if got := [2]string{urgency(3), urgency(5)}; got != [2]string{planning.Running, planning.DueSoon} {
			t.Errorf("five days before the end, with 3 and with 5: %v", got)
		}
	})
}

// Checks that stood here before the days were written are found by them after the next start.
func TestWhatIsDueOfOlderChecksIsReckonedAtTheStart(t *testing.T) {
	testkit.EachOptions(t, func(t *testing.T, o store.Options) {
		clock := testkit.NewClock()
		w := testkit.Populate(t, testkit.OpenStore(t, o, clock), clock)
		check, _, _ := w.Ordered(t, 2, inspection.Day(w.Store.Now()))
		quiet := w.Open(t)
		raw := testkit.Raw(t, o)
		due := func() []casework.DueItem {
			t.Helper()
			list, err := w.Cases.Due(t.Context(), w.Head.Actor(), 30, "", 300)
			if err != nil {
				t.Fatal(err)
			}
			return list.Items
		}
		before := due()
		for _, q := range []string{`UPDATE checks SET due_from = ''`, `DELETE FROM check_waiting`, `DELETE FROM goose_db_version WHERE version_id = 120`} {
			if _, err := raw.ExecContext(t.Context(), q); err != nil {
				t.Fatal(err)
			}
		}
		if len(due()) != 0 || len(before) != 4 {
			t.Fatalf("%d due before, %d with the days gone", len(before), len(due()))
		}
		if err := w.Store.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := due(); len(got) != 4 || got[0].CheckID != check {
			t.Errorf("after the start: %+v", got)
		}
		var from string
		if err := raw.QueryRowContext(t.Context(), `SELECT due_from FROM checks WHERE id = ?`, quiet).Scan(&from); err != nil || from != "" {
			t.Errorf("a check with nothing due: %q (%v)", from, err)
		}
	})
}
