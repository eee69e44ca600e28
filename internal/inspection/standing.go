package inspection

import (
	"slices"
	"strings"
	"time"
)

// Two phones work on one check, so acts arrive in any order. What stands must not depend on it. The rule, for answers
// and for wordings alike: everything stands that nobody has superseded. An act that was superseded before it arrived is
// accepted and stands nowhere. What stands is kept by (doneAt, act id), so that every order gives the same record.

// stamped is anything given by one act at one time.
type stamped interface{ stamp() (time.Time, string) }

func (a Answer) stamp() (time.Time, string)         { return a.DoneAt, a.Act }
func (v FindingVersion) stamp() (time.Time, string) { return v.DoneAt, v.Act }
func (f Fact) stamp() (time.Time, string)           { return f.DoneAt, f.Act }
func (m MajorCall) stamp() (time.Time, string)      { return m.DoneAt, m.Act }
func (c Correction) stamp() (time.Time, string)     { return c.DoneAt, c.Act }
func (m MarkSet) stamp() (time.Time, string)        { return m.DoneAt, m.Act }
func (r Reasoned) stamp() (time.Time, string)       { return r.At, r.Act }
func (a Arrival) stamp() (time.Time, string)        { return a.At, a.Act }

func compare(a, b stamped) int {
	atA, actA := a.stamp()
	atB, actB := b.stamp()
	if c := atA.Compare(atB); c != 0 {
		return c
	}
	return strings.Compare(actA, actB)
}

// later says whether next takes the place of what is there: by (doneAt, act id), so that the order of arrival is of no
// account.
func later[T stamped](next T, there *T) bool { return there == nil || compare(next, *there) > 0 }

// earlier is for tombstones: the first one stays.
func earlier[T stamped](next T, there *T) bool { return there == nil || compare(next, *there) < 0 }

// stand adds one entry and takes away what is superseded. Both lists come back in their order.
func stand[T stamped](standing []T, superseded []string, next T, supersedes []string) ([]T, []string) {
	for _, id := range supersedes {
		if at, found := slices.BinarySearch(superseded, id); !found {
			superseded = slices.Insert(superseded, at, id)
		}
	}
	stale := func(entry T) bool {
		_, id := entry.stamp()
		_, found := slices.BinarySearch(superseded, id)
		return found
	}
	_, own := next.stamp()
	standing = slices.DeleteFunc(standing, func(entry T) bool {
		_, id := entry.stamp()
		return id == own || stale(entry)
	})
	if !stale(next) {
		at, _ := slices.BinarySearchFunc(standing, next, func(a, b T) int { return compare(a, b) })
		standing = slices.Insert(standing, at, next)
	}
	return standing, superseded
}

// supersedable refuses a list of superseded acts that names the act itself.
func supersedable(act Act, supersedes []string) error {
	if slices.Contains(supersedes, act.ID) {
		return BadValue.With("field", "supersedes")
	}
	return nil
}
