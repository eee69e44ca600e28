package planning_test

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"anjian/configs"
	"anjian/internal/config"
	"anjian/internal/planning"
)

func calendar(t *testing.T) planning.Calendar {
	t.Helper()
	c, err := config.LoadCalendar(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func day(t *testing.T, text string) planning.Day {
	t.Helper()
	d, err := planning.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

type vectors struct {
	Workday []struct {
		Day     string
		Is      bool
		Certain *bool
		Why     string
	}
	Add []struct {
		From, Day string
		N         int
		Certain   *bool
	}
	WorkdaysIn map[string]int
}

func TestTheShippedYearsAreThoseOfTheNotices(t *testing.T) {
	c := calendar(t)
	text, err := os.ReadFile("testdata/workdays.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	sure := func(c *bool) bool { return c == nil || *c }
	for _, w := range v.Workday {
		if is, certain := c.IsWorkday(day(t, w.Day)); is != w.Is || certain != sure(w.Certain) {
			t.Errorf("%s: worked %v, certain %v (%s)", w.Day, is, certain, w.Why)
		}
	}
	for _, a := range v.Add {
		if got, certain := c.AddWorkdays(day(t, a.From), a.N); got.String() != a.Day || certain != sure(a.Certain) {
			t.Errorf("%s + %d is %s, certain %v; expected %s", a.From, a.N, got, certain, a.Day)
		}
	}
	if len(v.WorkdaysIn) != 7 || len(c.Years()) != 7 {
		t.Errorf("%d years counted, %d shipped", len(v.WorkdaysIn), len(c.Years()))
	}
	for year, n := range v.WorkdaysIn {
		y, err := strconv.Atoi(year)
		if err != nil {
			t.Fatal(err)
		}
		if got, certain := c.WorkdaysBetween(planning.NewDay(y, time.January, 0), planning.NewDay(y, time.December, 31)); got != n {
			t.Errorf("%s has %d working days (certain %v), expected %d", year, got, certain, n)
		}
	}
	for _, y := range c.Years() {
		for _, s := range y.Sources {
			if !strings.Contains(s.Number, "国办发明电〔") || s.Issued >= planning.NewDay(y.Year, time.March, 1) {
				t.Errorf("%d rests on %+v", y.Year, s)
			}
		}
	}
}

// The naive calendar: every day of 2020–2026 in a row, each asked once, counting on fingers.
func TestCountingAgreesWithAWalkOverEveryDay(t *testing.T) {
	c := calendar(t)
	first, last := planning.NewDay(2020, time.January, 1), planning.NewDay(2026, time.December, 31)
	off := map[string]bool{}
	worked := map[string]bool{}
	for _, y := range c.Years() {
		for _, h := range y.Holidays {
			for at := h.From.Start(); !at.After(h.To.Start()); at = at.AddDate(0, 0, 1) {
				off[at.Format("2006-01-02")] = true
			}
			for _, w := range h.Work {
				worked[w.String()] = true
			}
		}
	}
	var walk []planning.Day // the working days in order
	at := map[planning.Day]int{}
	for d, clock := first, time.Date(2020, 1, 1, 12, 0, 0, 0, time.UTC); d <= last; d, clock = d+1, clock.AddDate(0, 0, 1) {
		name := clock.Format("2006-01-02")
		free := off[name] || !worked[name] && (clock.Weekday() == time.Saturday || clock.Weekday() == time.Sunday)
		if is, certain := c.IsWorkday(d); d.String() != name || is == free || !certain {
			t.Fatalf("%s (%s): worked %v, certain %v; free by the walk: %v", d, name, is, certain, free)
		}
		if !free {
			walk = append(walk, d)
		}
		at[d] = len(walk)
	}
	r := rand.New(rand.NewPCG(5, 20))
	for d := first; d <= last; d++ {
		for _, n := range []int{1, 3, 7, 20, 30, 1 + r.IntN(90)} {
			if at[d]+n > len(walk) {
				continue // would leave the announced years
			}
			got, certain := c.AddWorkdays(d, n)
			if want := walk[at[d]+n-1]; got != want || !certain {
				t.Fatalf("%s + %d is %s (certain %v), by the walk %s", d, n, got, certain, want)
			}
			if between, _ := c.WorkdaysBetween(d, got); between != n {
				t.Fatalf("from %s to %s are %d working days, not %d", d, got, between, n)
			}
			if back, _ := c.WorkdaysBetween(got, d); back != -n {
				t.Fatalf("from %s back to %s are %d", got, d, back)
			}
		}
	}
}

func TestAYearThatContradictsItselfIsNoYear(t *testing.T) {
	d := func(s string) planning.Day { return day(t, s) }
	notice := []planning.Notice{{Number: "国办发明电〔2025〕7号"}}
	year := func(h ...planning.Holiday) planning.CalendarYear {
		return planning.CalendarYear{Year: 2026, Sources: notice, Holidays: h}
	}
	may := planning.Holiday{Name: "劳动节", From: d("2026-05-01"), To: d("2026-05-05"), Work: []planning.Day{d("2026-05-09")}}
	if _, err := planning.NewCalendar(year(may)); err != nil {
		t.Fatal(err)
	}
	for why, years := range map[string][]planning.CalendarYear{
		"twice":             {year(may), year(may)},
		"no notice":         {{Year: 2026, Holidays: []planning.Holiday{may}}},
		"no holiday":        {year()},
		"a day twice":       {year(may, planning.Holiday{Name: "又", From: d("2026-05-05"), To: d("2026-05-06")})},
		"backwards":         {year(planning.Holiday{Name: "倒", From: d("2026-05-05"), To: d("2026-05-01")})},
		"far too long":      {year(planning.Holiday{Name: "长", From: d("2026-05-01"), To: d("2026-06-01")})},
		"another year":      {year(planning.Holiday{Name: "外", From: d("2025-05-01"), To: d("2025-05-01")})},
		"a weekday swapped": {year(planning.Holiday{Name: "换", From: d("2026-05-01"), To: d("2026-05-01"), Work: []planning.Day{d("2026-05-06")}})},
		"swapped and free":  {year(planning.Holiday{Name: "换", From: d("2026-05-01"), To: d("2026-05-03"), Work: []planning.Day{d("2026-05-03")}})},
		"without a name":    {year(planning.Holiday{From: d("2026-05-01"), To: d("2026-05-01")})},
	} {
		if _, err := planning.NewCalendar(years...); err == nil {
			t.Errorf("%s: taken", why)
		}
	}
	for _, bad := range []string{"", "2026-02-29", "2026-2-1", "today"} {
		if got, err := planning.ParseDay(bad); err == nil {
			t.Errorf("%q is %s", bad, got)
		}
	}
	if got := planning.DayOf(time.Date(2026, 11, 25, 16, 0, 0, 0, time.UTC)); got.String() != "2026-11-26" {
		t.Errorf("midnight at the bureau is %s", got)
	}
}
