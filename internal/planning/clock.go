package planning

import (
	"fmt"
	"time"
)

// Unit is what a clock counts.
type Unit string

// The units of clocks.
const (
	Workdays Unit = "workdays" // by the Calendar
	Days     Unit = "days"
	Months   Unit = "months"
	SameDay  Unit = "same_day" // the day of the event itself
)

// Limit is a limit that somebody must keep: so long from an event, on some ground (configs/clocks.yaml). Overdue is a
// question asked of it with a day, never something that is stored.
type Limit struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Length int    `json:"length"`
	Unit   Unit   `json:"unit" enum:"workdays,days,months,same_day"`
	Soon   int    `json:"soon" doc:"So many days of the same unit (days, for months) before the end it is due soon."`
	Rolls  bool   `json:"rolls,omitempty" doc:"A last day off moves on to the next working day."`
	From   string `json:"from" doc:"The event it runs from, in words."`
	Basis  string `json:"basis"`
	Sure   bool   `json:"sure" doc:"The length was read in its source."`
}

// Standing is how a clock stands on a day.
type Standing struct {
	DueOn   Day    `json:"dueOn"`
	Left    int    `json:"left" doc:"Days to the last day, which counts; negative: over by so many."`
	Urgency string `json:"urgency" enum:"running,soon,overdue"`
	Certain bool   `json:"certain" doc:"False: the holidays of a year it runs through are not announced yet."`
}

// The urgencies.
const (
	Running = "running"
	DueSoon = "soon"
	Overdue = "overdue"
)

// Check tells what is wrong with a clock.
func (c Limit) Check() error {
	switch {
	case c.Code == "" || c.Name == "" || c.Basis == "" || c.From == "":
		return fmt.Errorf("planning: clock %q needs a code, a name, an event and its basis", c.Code)
	case c.Length < 0 || c.Length > 1000 || c.Soon < 0 || c.Soon > 1000:
		return fmt.Errorf("planning: clock %s: no limit is %d long with %d before", c.Code, c.Length, c.Soon)
	case c.Unit == SameDay != (c.Length == 0):
		return fmt.Errorf("planning: clock %s: only the same day has no length, and it has none", c.Code)
	}
	switch c.Unit {
	case Workdays, Days, Months, SameDay:
		return nil
	}
	return fmt.Errorf("planning: clock %s counts no %q", c.Code, c.Unit)
}

// DueOn is the last day of a clock whose event was on from. certain as in Calendar.AddWorkdays.
func (c Limit) DueOn(cal Calendar, from Day) (due Day, certain bool) {
	due, certain = from, true
	switch c.Unit {
	case Workdays:
		due, certain = cal.AddWorkdays(from, c.Length)
	case Days:
		due += Day(c.Length)
	case Months:
		due = addMonths(from, c.Length)
	}
	if c.Rolls {
		if work, sure := cal.IsWorkday(due); !work || !sure {
			due, certain = cal.AddWorkdays(due-1, 1)
		}
	}
	return due, certain
}

// addMonths is the same day of a later month, or its last one (民法典 art. 202).
func addMonths(from Day, n int) Day {
	y, m, d := from.midnight().Date()
	last := NewDay(y, m+time.Month(n)+1, 0)
	return min(NewDay(y, m+time.Month(n), d), last)
}

// Standing is how the clock stands on a day, for an event on from.
func (c Limit) Standing(cal Calendar, from, today Day) Standing {
	due, certain := c.DueOn(cal, from)
	s := Standing{DueOn: due, Left: int(due - today), Urgency: Running, Certain: certain}
	warn := due - Day(c.Soon)
	if c.Unit == Workdays {
		warn, _ = cal.AddWorkdays(due, -c.Soon)
	}
	switch {
	case today > due:
		s.Urgency = Overdue
	case today >= warn:
		s.Urgency = DueSoon
	}
	return s
}

// OverdueBefore is the first day whose events are not overdue on a day: everything that began before it is. It lets a list
// ask for what is overdue without reckoning each line.
func (c Limit) OverdueBefore(cal Calendar, today Day) Day {
	return c.first(today, func(from Day) bool { return c.Standing(cal, from, today).Urgency != Overdue })
}

// SoonBefore is the same for what is due soon or overdue.
func (c Limit) SoonBefore(cal Calendar, today Day) Day {
	return c.first(today, func(from Day) bool { return c.Standing(cal, from, today).Urgency == Running })
}

// first walks back from the day after today while the answer stays yes: the later an event, the later its end.
func (c Limit) first(today Day, yes func(Day) bool) Day {
	day := today + 1
	for !yes(day) {
		day++
	}
	for yes(day - 1) {
		day--
	}
	return day
}
