package office

import (
	"context"
	"slices"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// BoardSpan refuses a board of too many days.
var BoardSpan = fault.New(fault.Invalid, "board.bad_span", "The board shows up to 62 days, from a first to a last one.")

// BoardAsk says which board.
type BoardAsk struct {
	From, To  string
	SectionID string // empty: the actor's section; of those who have none, all
	PerDay    int
	Vehicles  int

	allYear bool // also what belongs to months after the last day
}

// BoardView is the board of a span of days: who is there, what is laid, what is still to be laid.
type BoardView struct {
	planning.Board
	Jobs  []planning.Job `json:"jobs" doc:"Re-checks that are due and checks of the plan: those laid and those to be laid"`
	Gone  []Target       `json:"dispatched" doc:"Targets of these days that are checks already; their officers are taken"`
	Today string         `json:"today"`
}

const longestBoard = 62

// Board gives the board of a span of days. Re-checks are on it as soon as their order has an end.
func (r *Room) Board(ctx context.Context, actor inspection.Actor, ask BoardAsk) (BoardView, error) {
	return r.board(ctx, r.store.Reader, actor, ask)
}

func (r *Room) board(ctx context.Context, from store.Reader, actor inspection.Actor, ask BoardAsk) (BoardView, error) {
	v := BoardView{Today: planning.DayOf(r.store.Now()).String()}
	first, err1 := planning.ParseDay(ask.From)
	last, err2 := planning.ParseDay(ask.To)
	if err1 != nil || err2 != nil || last < first || last-first > longestBoard {
		return v, BoardSpan
	}
	if actor.Role == inspection.RoleSectionHead {
		ask.SectionID = actor.SectionID
	}
	v.Board = planning.Board{Days: []string{}, Officers: []planning.BoardOfficer{}, Crews: []planning.Crew{}, PerDay: max(ask.PerDay, 1), Vehicles: ask.Vehicles,
		Leave: []planning.Absence{}, Conflicts: []planning.DrawConflict{}, Taken: []planning.Placement{}, Elsewhere: []planning.Placement{}}
	for d := first; d <= last; d++ {
		if work, _ := r.calendar.IsWorkday(d); work {
			v.Days = append(v.Days, d.String())
		}
	}
	if err := r.boardPeople(ctx, from, actor.BureauID, ask, &v); err != nil {
		return v, err
	}
	jobs, err := r.jobs(ctx, from, actor.BureauID, ask, last)
	if err != nil {
		return v, err
	}
	for _, j := range jobs {
		p := planning.Placement{JobID: j.ID, Day: j.day, Crew: j.crew, Why: reasonsOf(j.why), EnterpriseID: j.EnterpriseID, Town: j.Town, At: j.At}
		shown := j.day >= ask.From && j.day <= ask.To
		switch {
		case ask.SectionID == "" || j.SectionID == ask.SectionID:
			j.LaidOn = j.day
			v.Jobs = append(v.Jobs, j.Job)
			if shown {
				v.Taken = append(v.Taken, p)
			}
		case shown:
			v.Elsewhere = append(v.Elsewhere, elsewhere(p))
		}
	}
	if v.Jobs == nil {
		v.Jobs = []planning.Job{}
	}
	return v, r.boardGone(ctx, from, actor.BureauID, ask, &v)
}

// boardGone puts on the board what has been dispatched for its days: it is no job any more, but its officers are out.
func (r *Room) boardGone(ctx context.Context, from store.Reader, bureauID string, ask BoardAsk, v *BoardView) error {
	targets, err := from.TargetsFor(ctx, bureauID, TargetFilter{From: ask.From, To: ask.To}, "", 5000)
	v.Gone = []Target{}
	for _, t := range targets {
		own := ask.SectionID == "" || t.SectionID == ask.SectionID
		p := planning.Placement{JobID: t.ID, Day: t.PlannedOn, Crew: planning.Crew{LeadID: t.LeadID, AssistantID: t.AssistantID}, Why: reasonsOf(t.Why), Town: t.Town}
		switch out := t.State == "dispatched" || t.State == "done"; {
		case out && own:
			v.Gone = append(v.Gone, t)
			v.Taken = append(v.Taken, p) // without its enterprise: as a check it is among the year's visits already
		case !own && t.State != "cancelled":
			v.Elsewhere = append(v.Elsewhere, elsewhere(p))
		}
	}
	return err
}

// elsewhere is what one section is told of another's: who is out when, not where.
func elsewhere(p planning.Placement) planning.Placement {
	return planning.Placement{Day: p.Day, Crew: p.Crew, Why: []planning.Reason{}}
}

// boardPeople puts the inspectors of the section on the board, in pairs as they stand in the list; for a section that has
// no pair of its own, those of all.
func (r *Room) boardPeople(ctx context.Context, from store.Reader, bureauID string, ask BoardAsk, v *BoardView) error {
	people, err := everyInspector(ctx, from, bureauID)
	if err != nil {
		return err
	}
	bySection := map[string][]string{}
	for _, p := range people {
		v.Officers = append(v.Officers, planning.BoardOfficer{ID: p.ID, Name: p.Name, SectionID: p.SectionID, CertificateUntil: p.Certificate.ValidUntil})
		bySection[p.SectionID] = append(bySection[p.SectionID], p.ID)
	}
	if own := bySection[ask.SectionID]; ask.SectionID != "" && len(own) > 1 {
		bySection = map[string][]string{ask.SectionID: own}
	}
	sections := make([]string, 0, len(bySection))
	for id := range bySection {
		sections = append(sections, id)
	}
	slices.Sort(sections)
	for _, id := range sections {
		officers := bySection[id]
		for i := 0; i+1 < len(officers); i += 2 {
			v.Crews = append(v.Crews, planning.Crew{LeadID: officers[i], AssistantID: officers[i+1]})
		}
		if n := len(officers); n%2 == 1 && n > 1 { // the odd one goes with whoever is free
			v.Crews = append(v.Crews, planning.Crew{LeadID: officers[n-1], AssistantID: officers[0]})
		}
	}
	leave, err := from.LeaveFrom(ctx, bureauID, ask.From, 5000)
	if err != nil {
		return err
	}
	for _, l := range leave {
		v.Leave = append(v.Leave, planning.Absence{OfficerID: l.PersonID, First: l.FirstDay, Last: l.LastDay})
	}
	conflicts, err := from.Conflicts(ctx, bureauID, 10000)
	for _, c := range conflicts {
		if c.State == "standing" {
			v.Conflicts = append(v.Conflicts, planning.DrawConflict{OfficerID: c.PersonID, EnterpriseID: c.EnterpriseID})
		}
	}
	return err
}

func reasonsOf(why string) []planning.Reason {
	if why == "" {
		return []planning.Reason{}
	}
	return []planning.Reason{{Code: "noted", Value: why}}
}
