package planning

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// Calendar knows the working days of the years whose holidays the State Council has announced (国务院办公厅节假日安排).
// The zero value knows no year. A Calendar is never changed once made and may be used by many at once.
type Calendar struct {
	known map[int]CalendarYear
	apart map[Day]bool // days that do not go by their weekday: is it a working day?
}

// CalendarYear is one year as announced.
type CalendarYear struct {
	Year     int
	Sources  []Notice
	Holidays []Holiday
}

// Notice is an announcement by its number (国办发明电〔2025〕7号).
type Notice struct {
	Number string
	Title  string
	Issued Day
}

// Holiday is one holiday: days off from From to To, both included, and the weekend days worked instead.
type Holiday struct {
	Name     string
	From, To Day
	Work     []Day
}

// longestHoliday bounds one holiday; the longest so far was the ten days of the spring festival of 2020.
const longestHoliday = 15

// NewCalendar makes a calendar of announced years. An error names the year and the day that contradicts: a year twice or
// without a notice, a day outside its year (the new year's holiday may begin in December), a working day that is no
// weekend day, a day named twice.
func NewCalendar(years ...CalendarYear) (Calendar, error) {
	c := Calendar{known: map[int]CalendarYear{}, apart: map[Day]bool{}}
	for _, y := range years {
		if _, twice := c.known[y.Year]; twice {
			return Calendar{}, fmt.Errorf("planning: the year %d stands twice in the calendar", y.Year)
		}
		if len(y.Sources) == 0 || len(y.Holidays) == 0 {
			return Calendar{}, fmt.Errorf("planning: the year %d has no notice or no holiday", y.Year)
		}
		c.known[y.Year] = y
		for _, h := range y.Holidays {
			if err := c.add(y.Year, h); err != nil {
				return Calendar{}, fmt.Errorf("planning: %d, %s: %w", y.Year, h.Name, err)
			}
		}
	}
	return c, nil
}

func (c Calendar) add(year int, h Holiday) error {
	if h.Name == "" || h.To < h.From || h.To-h.From >= longestHoliday {
		return fmt.Errorf("from %s to %s is no holiday", h.From, h.To)
	}
	note := func(d Day, work bool) error {
		if _, twice := c.apart[d]; twice {
			return fmt.Errorf("%s is named twice", d)
		}
		if d < NewDay(year-1, time.December, 25) || d > NewDay(year, time.December, 31) {
			return fmt.Errorf("%s is not in this year", d)
		}
		c.apart[d] = work
		return nil
	}
	for d := h.From; d <= h.To; d++ {
		if err := note(d, false); err != nil {
			return err
		}
	}
	for _, d := range h.Work {
		if weekday(d) {
			return fmt.Errorf("%s is worked anyway: only a Saturday or Sunday can be swapped in", d)
		}
		if err := note(d, true); err != nil {
			return err
		}
	}
	return nil
}

func weekday(d Day) bool { return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday }

// Years are the announced years, in order.
func (c Calendar) Years() []CalendarYear {
	list := slices.Collect(maps.Values(c.known))
	slices.SortFunc(list, func(a, b CalendarYear) int { return a.Year - b.Year })
	return list
}

// Knows tells whether the holidays of the day's year have been announced.
func (c Calendar) Knows(d Day) bool {
	_, ok := c.known[d.Year()]
	return ok
}

// IsWorkday tells whether people work on a day. certain is false when the holidays of its year are not announced: the
// answer then goes by the weekday alone and is to be shown as such (节假日安排未录入).
func (c Calendar) IsWorkday(d Day) (is, certain bool) {
	if is, ok := c.apart[d]; ok {
		return is, true
	}
	return weekday(d), c.Knows(d)
}

// AddWorkdays is the n-th working day after from; from itself does not count (行政处罚法 art. 85: 工作日, the day of the
// event left out as in civil procedure). n = 0 is from itself, negative n counts back. certain is false when a day on the
// way lies in a year not announced.
func (c Calendar) AddWorkdays(from Day, n int) (day Day, certain bool) {
	step := Day(1)
	if n < 0 {
		step, n = -1, -n
	}
	day, certain = from, true
	for n > 0 {
		day += step
		work, sure := c.IsWorkday(day)
		certain = certain && sure
		if work {
			n--
		}
	}
	return day, certain
}

// WorkdaysBetween counts the working days after from, up to and with to; negative when to lies before from. certain as
// for AddWorkdays.
func (c Calendar) WorkdaysBetween(from, to Day) (n int, certain bool) {
	if to < from {
		n, certain = c.WorkdaysBetween(to, from)
		return -n, certain
	}
	certain = true
	for d := from + 1; d <= to; d++ {
		work, sure := c.IsWorkday(d)
		certain = certain && sure
		if work {
			n++
		}
	}
	return n, certain
}
