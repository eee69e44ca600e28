package outbound

import (
	"context"
	"errors"
	"slices"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// Due is something that must happen by a day.
type Due struct {
	BureauID string
	CheckID  string
	Kind     string // an inspection.DueKind, report, or visit
	DueOn    string // YYYY-MM-DD
	Urgency  string // planning.Running, DueSoon, Overdue
}

// DueFinder finds what is due in the cases an actor may see.
type DueFinder func(ctx context.Context, actor inspection.Actor) ([]Due, error)

// dues says of each kind what it is called in a calendar, which notice it makes, and who hears of it.
var dues = map[string]struct {
	title  string
	notice string // with _soon or _overdue behind it
	to     func(h *hearers) error
}{
	"report": {"记录上报", "report", each(team, heads)},
	"visit":  {"现场检查", "", nil},

	string(inspection.DueRectify):          {"整改期限", "order", each(enterprise, team)},
	string(inspection.DueRecheck):          {"整改复查", "recheck", each(team, heads)},
	string(inspection.DueExtension):        {"延期批复", "limit", each(heads)},
	string(inspection.DueResumption):       {"恢复申请", "limit", each(leaders, team)},
	string(inspection.DueMeasureApproval):  {"措施补批", "limit", each(leaders, team)},
	string(inspection.DueRefusalReport):    {"拒签报告", "limit", each(heads, policy)},
	string(inspection.DueDelivery):         {"文书送达", "limit", each(team)},
	string(inspection.DueReferralFeedback): {"移送反馈", "limit", each(heads, policy)},
	string(inspection.DueMajorMeasure):     {"重大隐患处置", "limit", each(team, heads)},
}

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
	t, seen := told{}, map[string]bool{}
	for _, d := range due {
		about := dues[d.Kind]
		if d.Urgency != planning.DueSoon && d.Urgency != planning.Overdue || about.to == nil || seen[d.Kind+d.CheckID+d.DueOn] {
			continue
		}
		seen[d.Kind+d.CheckID+d.DueOn] = true // ten items of one order are one notice
		v, err := r.store.Check(ctx, bureauID, d.CheckID)
		if err != nil {
			return err
		}
		who := hearers{ctx: ctx, from: r.store.Reader, check: &v.Record}
		if err := about.to(&who); err != nil {
			return err
		}
		slices.Sort(who.people)
		for _, p := range slices.Compact(who.people) {
			if err := r.notify(ctx, bureauID, p, about.notice+"_"+d.Urgency, d.CheckID, d.Kind+d.CheckID+d.DueOn, &t); err != nil {
				return err
			}
		}
	}
	if len(t.notices) == 0 {
		return nil
	}
	var err error
	for range 3 {
		err = r.store.Housekeep(ctx, func(tx *store.Tx) error { return t.write(ctx, tx) })
		if !errors.Is(err, store.Exists) {
			break // else another server has told some of it meanwhile: the rest remains
		}
	}
	return err
}

// dueReports are the records whose reporting is due soon or overdue.
func (r *Room) dueReports(ctx context.Context, bureauID string) ([]Due, error) {
	lines, _, err := r.store.ReportsFor(ctx, inspection.Actor{BureauID: bureauID, Role: inspection.RoleLeader}, r.narrowed(ReportFilter{Which: "soon"}), "", 200)
	if err != nil {
		return nil, err
	}
	due := make([]Due, len(lines))
	for i, l := range lines {
		clock := r.report(l).Clock
		due[i] = Due{BureauID: bureauID, CheckID: l.CheckID, Kind: "report", DueOn: clock.DueOn.String(), Urgency: clock.Urgency}
	}
	return due, nil
}
