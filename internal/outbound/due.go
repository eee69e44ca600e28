package outbound

import (
	"context"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// Due is something a person must see to by a day.
type Due struct {
	BureauID string
	CheckID  string
	Kind     string // order, recheck, report, or another: limit
	DueOn    string // YYYY-MM-DD
	Urgency  string // planning.Running, DueSoon, Overdue
	Title    string // for a calendar inside the bureau
	People   []string
}

// DueFinder finds what is due in the cases: of one person, or, for the actor with no id, of everybody.
type DueFinder func(ctx context.Context, actor inspection.Actor) ([]Due, error)

// feedDue tells people, once for each urgency, what is due soon and what is overdue. It looks once an hour; what was told
// already is not told again, by whichever server.
func (r *Room) feedDue(ctx context.Context) error {
	now := r.store.Now()
	hour := now.Unix() / int64(time.Hour/time.Second)
	if r.dueTold.Load() == hour {
		return nil
	}
	bureaus, err := r.store.Bureaus(ctx)
	if err != nil {
		return err
	}
	for _, b := range bureaus {
		due, err := r.dueReports(ctx, b.ID)
		if err != nil {
			return err
		}
		if r.s.Due != nil {
			more, err := r.s.Due(ctx, inspection.Actor{BureauID: b.ID, Role: inspection.RoleLeader})
			if err != nil {
				return err
			}
			due = append(due, more...)
		}
		if err := r.tellDue(ctx, b.ID, due); err != nil {
			return err
		}
	}
	r.dueTold.Store(hour)
	return nil
}

func (r *Room) tellDue(ctx context.Context, bureauID string, due []Due) error {
	t := told{}
	for _, d := range due {
		if d.Urgency != planning.DueSoon && d.Urgency != planning.Overdue {
			continue
		}
		kind := d.Kind + "_" + d.Urgency
		if _, known := r.s.Notices.Kinds[kind]; !known {
			kind = "limit_" + d.Urgency
		}
		for _, p := range d.People {
			if err := r.notify(ctx, bureauID, p, kind, d.CheckID, d.Kind+d.CheckID+d.DueOn, &t); err != nil {
				return err
			}
		}
	}
	if len(t.notices) == 0 {
		return nil
	}
	return r.store.Housekeep(ctx, func(tx *store.Tx) error { return t.write(ctx, tx) })
}

// dueReports are the records whose reporting is due soon or overdue: for the officers and their section head.
func (r *Room) dueReports(ctx context.Context, bureauID string) ([]Due, error) {
	lines, _, err := r.store.ReportsFor(ctx, inspection.Actor{BureauID: bureauID, Role: inspection.RoleLeader}, r.narrowed(ReportFilter{Which: "soon"}), "", 200)
	if err != nil {
		return nil, err
	}
	var due []Due
	for _, l := range lines {
		who := hearers{ctx: ctx, from: r.store.Reader, check: &l.Check.Record}
		if err := each(team, heads)(&who); err != nil {
			return nil, err
		}
		told := r.report(l)
		due = append(due, Due{BureauID: bureauID, CheckID: l.CheckID, Kind: "report", DueOn: told.Clock.DueOn.String(), Urgency: told.Clock.Urgency, People: who.people})
	}
	return due, nil
}
