package evidence

import (
	"strconv"
	"time"
)

// Clock is what a device could say of time when an act was done, besides its own clock (DoneAt). Run names one run of
// the app and Mono counts the milliseconds since it began: between two acts of one run it tells how much time passed,
// whatever was done to the device's clock. Server is the device's estimate of the server's time and Error how many
// milliseconds it may be off; both are absent when the device had never heard the server. It is evidence: nothing is
// ordered by it, and no act is turned away because of it but for its form.
type Clock struct {
	Run    string     `json:"run" format:"uuid"`
	Mono   int64      `json:"mono" minimum:"0" maximum:"315576000000"`
	Server *time.Time `json:"server,omitempty"`
	Error  int64      `json:"error,omitempty" minimum:"0" maximum:"3155760000000"`
}

// Bounds of a clock: a run of ten years, an error of a hundred.
const (
	LongestRun   = 315_576_000_000
	LargestError = 3_155_760_000_000
)

// Exact gives the clock in the precision in which times are evidence; nil stays nil.
func (c *Clock) Exact() *Clock {
	if c == nil || c.Server == nil {
		return c
	}
	exact, at := *c, c.Server.UTC().Truncate(time.Millisecond)
	exact.Server = &at
	return &exact
}

// Append writes the canonical form, which is also the form in which the ledger keeps it.
func (c *Clock) Append(dst []byte) []byte {
	dst = append(dst, '{')
	if c.Error != 0 {
		dst = append(strconv.AppendInt(append(dst, `"error":`...), c.Error, 10), ',')
	}
	dst = strconv.AppendInt(append(dst, `"mono":`...), c.Mono, 10)
	dst = appendString(append(dst, `,"run":`...), c.Run)
	if c.Server != nil {
		dst = append(appendTime(append(dst, `,"server":"`...), *c.Server), '"')
	}
	return append(dst, '}')
}
