package checklist

import (
	"math"
	"time"
)

// Verdict is what one answer says. The empty verdict means: a person judges.
type Verdict string

// The verdicts.
const (
	Conforms      Verdict = "conforms"       // 符合
	Violates      Verdict = "violates"       // 不符合
	NotApplicable Verdict = "not_applicable" // 不适用
	NotExamined   Verdict = "not_examined"   // 未检查
)

// Value is what was measured or read on site: a number, or a date as YYYY-MM-DD, never both.
type Value struct {
	Number *float64 `json:"number,omitempty"`
	Date   string   `json:"date,omitempty"`
}

const (
	magnitude   = 1e9  // no measurement on site is larger
	oldestYear  = 1950 // nothing certified or last done is older
	isoDay      = "2006-01-02"
	mostMonths  = 1200
	fieldReason = "reason"
)

// Judge gives the verdict that the item's limits give on a value, on the day of the check (YYYY-MM-DD).
//
// A number conforms inside its limits. A date of validity conforms if it is not before the day of the check. A date
// last done conforms while the day of the check is not after that date plus the allowed calendar months, clamped to
// the end of the month (done 2025-11-24 with 12 months is good on 2026-11-24 and not on 2026-11-25; done 2025-08-31
// with 6 months is good until 2026-02-28). Without limits the verdict is empty: a person judges; so also for an item
// of conformity, which takes no value. sure is false where the limit itself is not, or where there is no verdict.
//
// Refuses a missing value or one of another kind (answer.wrong_type), a number that is not finite or beyond a thousand
// million (answer.not_a_number), a date that is malformed, not on the calendar, before 1950 or, when last done, after
// the day of the check (answer.bad_date).
func Judge(item Item, value Value, on string) (verdict Verdict, sure bool, err error) {
	spec := item.Answer
	if err := ofKind(spec.Type, value); err != nil {
		return "", false, err
	}
	switch spec.Type {
	case Number:
		return judgeNumber(spec, *value.Number)
	case DateValidUntil, DateLastDone:
		return judgeDate(spec, value.Date, on)
	}
	return "", false, nil
}

func ofKind(want AnswerType, value Value) error {
	hasNumber, hasDate := value.Number != nil, value.Date != ""
	wantNumber := want == Number
	wantDate := want == DateValidUntil || want == DateLastDone
	if hasNumber != wantNumber || hasDate != wantDate {
		return ErrWrongType.With("expected", string(want))
	}
	return nil
}

func judgeNumber(spec AnswerSpec, x float64) (Verdict, bool, error) {
	if err := usable(x); err != nil {
		return "", false, err
	}
	if spec.Min == nil && spec.Max == nil {
		return "", false, nil
	}
	tooLow := spec.Min != nil && x < *spec.Min
	tooHigh := spec.Max != nil && (x > *spec.Max || spec.MaxOpen && x == *spec.Max)
	return verdictOf(!tooLow && !tooHigh), spec.LimitSure, nil
}

func usable(x float64) error {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ErrNotANumber.With(fieldReason, "not_finite")
	}
	if math.Abs(x) > magnitude {
		return ErrNotANumber.With(fieldReason, "magnitude")
	}
	return nil
}

func judgeDate(spec AnswerSpec, date, on string) (Verdict, bool, error) {
	today, err := day("on", on)
	if err != nil {
		return "", false, err
	}
	given, err := day("value", date)
	if err != nil {
		return "", false, err
	}
	if spec.Type == DateValidUntil {
		return verdictOf(!given.Before(today)), spec.LimitSure, nil
	}
	if given.After(today) {
		return "", false, ErrBadDate.With(fieldReason, "in_future").With("field", "value")
	}
	if spec.Max == nil {
		return "", false, nil
	}
	return verdictOf(!today.After(addMonths(given, int(*spec.Max)))), spec.LimitSure, nil
}

func verdictOf(good bool) Verdict {
	if good {
		return Conforms
	}
	return Violates
}

// day reads YYYY-MM-DD, nothing more and nothing less.
func day(field, text string) (time.Time, error) {
	refuse := func(reason string) (time.Time, error) {
		return time.Time{}, ErrBadDate.With(fieldReason, reason).With("field", field)
	}
	if !shapedLikeADay(text) {
		return refuse("format")
	}
	t, err := time.Parse(isoDay, text)
	if err != nil {
		return refuse("not_on_calendar")
	}
	if t.Year() < oldestYear {
		return refuse("too_old")
	}
	return t, nil
}

func shapedLikeADay(text string) bool {
	if len(text) != len(isoDay) {
		return false
	}
	for i := range len(text) {
		if i == 4 || i == 7 {
			if text[i] != '-' {
				return false
			}
		} else if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

// addMonths goes forward by whole calendar months and stays inside the month it lands in.
func addMonths(t time.Time, months int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := time.Date(first.Year(), first.Month()+1, 0, 0, 0, 0, 0, time.UTC)
	return time.Date(first.Year(), first.Month(), min(t.Day(), last.Day()), 0, 0, 0, 0, time.UTC)
}
