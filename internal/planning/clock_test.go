package planning_test

import (
	"testing"
	"time"

	"anjian/configs"
	"anjian/internal/config"
	"anjian/internal/planning"
)

// Overdue as computed is overdue as a naive calendar says, for every shipped clock and every event day of 2020–2026.
func TestOverdueIsWhatANaiveCalendarSays(t *testing.T) {
	c := calendar(t)
	clocks, err := config.LoadClocks(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	if len(clocks) < 10 {
		t.Fatalf("only %d clocks are shipped", len(clocks))
	}
	first, last := planning.NewDay(2020, time.January, 1), planning.NewDay(2026, time.June, 1)
	for _, clock := range clocks {
		for from := first; from <= last; from += 3 {
			naive := from
			switch clock.Unit {
			case planning.Workdays:
				for left := clock.Length; left > 0; {
					naive++
					if is, _ := c.IsWorkday(naive); is {
						left--
					}
				}
			case planning.Days:
				naive = planning.DayOf(from.Start().AddDate(0, 0, clock.Length))
			case planning.Months:
				at := from.Start().AddDate(0, clock.Length, 0)
				for at.Day() != from.Start().Day() && at.Day() < 5 { // ran over the end of a short month
					at = at.AddDate(0, 0, -1)
					if at.Day() > 25 {
						break
					}
				}
				naive = planning.DayOf(at)
			}
			for clock.Rolls {
				if is, _ := c.IsWorkday(naive); is {
					break
				}
				naive++
			}
			for _, today := range []planning.Day{naive - 1, naive, naive + 1, from} {
				s := clock.Standing(c, from, today)
				if s.DueOn != naive || (s.Urgency == planning.Overdue) != (today > naive) || s.Left != int(naive-today) {
					t.Fatalf("%s from %s, asked on %s: %+v, the last day is %s", clock.Code, from, today, s, naive)
				}
				if (s.Urgency == planning.Overdue) != (from < clock.OverdueBefore(c, today)) && today >= from {
					t.Fatalf("%s: from %s is %s on %s, the border is %s", clock.Code, from, s.Urgency, today, clock.OverdueBefore(c, today))
				}
			}
		}
	}
}

func TestALimitIsSoonBeforeItIsOver(t *testing.T) {
	c := calendar(t)
	report := planning.Limit{Code: "r", Name: "上报", Length: 3, Unit: planning.Workdays, Soon: 1, From: "签字", Basis: "暂定"}
	// Signed on the Friday before national day 2026: 30 September is the third working day, none of the holidays counts.
	signed := day(t, "2026-09-25")
	if due, _ := report.DueOn(c, day(t, "2026-09-29")); due.String() != "2026-10-09" {
		t.Errorf("over the holidays it is due on %s", due)
	}
	for today, want := range map[string]string{"2026-09-28": planning.Running, "2026-09-29": planning.DueSoon, "2026-09-30": planning.DueSoon, "2026-10-01": planning.Overdue} {
		if got := report.Standing(c, signed, day(t, today)); got.Urgency != want {
			t.Errorf("on %s: %+v", today, got)
		}
	}
	late := planning.Limit{Code: "m", Name: "起诉", Length: 6, Unit: planning.Months, From: "知道", Basis: "样式"}
	if due, _ := late.DueOn(c, day(t, "2025-08-31")); due.String() != "2026-02-28" {
		t.Errorf("six months from 31 August end on %s", due)
	}
	if s := report.Standing(c, day(t, "2026-12-30"), day(t, "2026-12-31")); s.Certain {
		t.Errorf("counted into 2027 and called certain: %+v", s)
	}
	for _, bad := range []planning.Limit{{}, {Code: "x", Name: "x", From: "x", Basis: "x", Unit: "weeks", Length: 1}, {Code: "x", Name: "x", From: "x", Basis: "x", Unit: planning.Days},
		{Code: "x", Name: "x", From: "x", Basis: "x", Unit: planning.SameDay, Length: 1}, {Code: "x", Name: "x", From: "x", Basis: "x", Unit: planning.Days, Length: -1}} {
		if bad.Check() == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
}
