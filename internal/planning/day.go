package planning

import (
	"fmt"
	"time"
)

// Zone is the time of the bureaus: UTC+8, no summer time.
var Zone = time.FixedZone("UTC+8", 8*60*60)

// Day is a civil day, counted from 1970-01-01.
type Day int

const (
	dayLayout     = "2006-01-02"
	secondsPerDay = 24 * 60 * 60
)

// DayOf is the civil day of a moment in the bureaus' zone.
func DayOf(t time.Time) Day {
	y, m, d := t.In(Zone).Date()
	return NewDay(y, m, d)
}

// NewDay is the day of a date; days past the end of a month run on into the next, as in time.Date.
func NewDay(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// ParseDay reads YYYY-MM-DD; a day that does not exist is an error.
func ParseDay(text string) (Day, error) {
	t, err := time.Parse(dayLayout, text)
	if err != nil {
		return 0, fmt.Errorf("planning: %q is no day", text)
	}
	return Day(t.Unix() / secondsPerDay), nil
}

func (d Day) midnight() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

// String is YYYY-MM-DD.
func (d Day) String() string { return d.midnight().Format(dayLayout) }

// Year is the calendar year of the day.
func (d Day) Year() int { return d.midnight().Year() }

// Weekday is the day's weekday.
func (d Day) Weekday() time.Weekday { return d.midnight().Weekday() }

// Start is the first moment of the day in the bureaus' zone; the day is over at Start of the next.
func (d Day) Start() time.Time {
	y, m, day := d.midnight().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, Zone)
}

// MarshalText writes YYYY-MM-DD.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD.
func (d *Day) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDay(string(text))
	return err
}
