package outbound

import (
	"fmt"
	"time"

	"anjian/internal/planning"
)

// Quiet are the hours in which nobody is told anything that can wait, by the bureau's time: "20:00" until "07:30". The
// same twice means never quiet.
type Quiet struct {
	From  string `json:"from" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" doc:"HH:MM"`
	Until string `json:"until" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" doc:"HH:MM"`
}

// Check tells whether both are times of a day.
func (q Quiet) Check() error {
	for _, text := range []string{q.From, q.Until} {
		if _, err := time.Parse("15:04", text); err != nil || len(text) != 5 {
			return fmt.Errorf("outbound: %q is no time of a day", text)
		}
	}
	return nil
}

// after is the first moment, from at on, that is not quiet.
func (q Quiet) after(at time.Time) time.Time {
	local := at.In(planning.Zone)
	now := local.Format("15:04")
	quiet := q.From <= now && now < q.Until
	if q.From > q.Until { // over midnight
		quiet = now >= q.From || now < q.Until
	}
	if !quiet || q.Check() != nil {
		return at
	}
	until, _ := time.Parse("15:04", q.Until) // Check has read it
	end := planning.DayOf(at).Start().Add(time.Duration(until.Hour())*time.Hour + time.Duration(until.Minute())*time.Minute)
	if !end.After(at) {
		end = end.AddDate(0, 0, 1)
	}
	return end
}
