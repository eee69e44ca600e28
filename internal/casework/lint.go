package casework

import (
	"context"

	"anjian/internal/inspection"
	"anjian/internal/planning"
)

// Lint examines the record of a check the actor may see, as it stands: what does not fit together in it.
func (r *Room) Lint(ctx context.Context, actor inspection.Actor, id string) ([]inspection.Complaint, error) {
	v, lists, err := r.RecordFor(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	return inspection.Lint(v.Record, inspection.Known{Lists: lists, Law: r.law, RestDay: r.restDay}), nil
}

// restDay: nobody works on that day, by the calendar or, where its year is not announced, by the weekday.
func (r *Room) restDay(day string) bool {
	d, err := planning.ParseDay(day)
	if err != nil {
		return false
	}
	works, _ := r.calendar.IsWorkday(d)
	return !works
}
