package inspection

import (
	"time"

	"anjian/internal/evidence"
)

// PhoneClock says how a phone's clock stood: OffBy milliseconds ahead of the server's (negative: behind), as far as the
// phone could tell, and by how many milliseconds that may be wrong.
type PhoneClock struct {
	OffBy int64 `json:"offBy" minimum:"-3155760000000" maximum:"3155760000000"`
	Error int64 `json:"error" minimum:"0" maximum:"3155760000000"`
}

// WrongFrom is how far off a phone's clock must be for people to be told.
const WrongFrom = 2 * time.Minute

// Wrong tells whether people must be told.
func (k *PhoneClock) Wrong() bool {
	return k != nil && time.Duration(max(k.OffBy, -k.OffBy))*time.Millisecond > WrongFrom
}

// Right gives the server's time for a moment read from this phone's clock; without a clock it is the moment itself.
func (k *PhoneClock) Right(t time.Time) time.Time {
	at, _ := k.right(t)
	return at
}

// right is Right with how far it may be off.
func (k *PhoneClock) right(t time.Time) (at time.Time, doubt time.Duration) {
	if k == nil {
		return t, 0
	}
	return t.Add(-time.Duration(k.OffBy) * time.Millisecond), time.Duration(k.Error) * time.Millisecond
}

// clockFault judges the form of an act's clock.
func clockFault(c *evidence.Clock) error {
	switch {
	case c == nil:
		return nil
	case !isUUID(c.Run):
		return BadValue.With("field", "clock.run")
	case c.Mono < 0 || c.Mono > evidence.LongestRun:
		return BadValue.With("field", "clock.mono")
	case c.Error < 0 || c.Error > evidence.LargestError:
		return BadValue.With("field", "clock.error")
	case c.Server != nil && absurd(*c.Server):
		return BadTime.With("field", "clock.server")
	}
	return nil
}

// when is the best knowledge of the moment of an act: the estimate of the server's time, or else the device's clock. It
// is what days are judged by, so that a phone whose clock is a day off makes no certificate expire.
func (a Act) when() time.Time {
	if a.Clock == nil || a.Clock.Server == nil {
		return a.DoneAt
	}
	return exact(*a.Clock.Server)
}

// phoneClock is how the clock stood of the phone on which an act was done; nil when that is not known.
func (a Act) phoneClock() *PhoneClock {
	if a.Clock == nil || a.Clock.Server == nil {
		return nil
	}
	return &PhoneClock{OffBy: a.DoneAt.Sub(a.when()).Milliseconds(), Error: a.Clock.Error}
}

// endsBeforeStart compares the end of a visit with its beginning. They may be read from two phones, or from one whose
// clock was mended in between; so both are taken as the server's time, and what may be an error is no contradiction.
func endsBeforeStart(closing Closing, arrival *Arrival) bool {
	end, late := closing.Clock.right(closing.EndedAt)
	start, early := arrival.Clock.right(arrival.At)
	return end.Add(late + early).Before(start)
}
