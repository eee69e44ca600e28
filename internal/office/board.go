package office

import (
	"context"
	"slices"
	"strings"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// What the board refuses.
var (
	BoardObjections = fault.New(fault.Refused, "board.objections", "Something speaks against laying this there.")
	BoardReason     = fault.New(fault.Refused, "board.no_reason", "This can be overruled, but only with a reason.")
	BoardSpan       = fault.New(fault.Invalid, "board.bad_span", "The board shows up to 62 days, from a first to a last one.")
	TargetNotLaid   = fault.New(fault.Refused, "target.not_laid", "Lay this on a day with two officers before it is dispatched.")
	TargetGone      = fault.New(fault.Refused, "target.dispatched", "This target has been dispatched as another check, or was called off.")
)

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
		Leave: []planning.Absence{}, Conflicts: []planning.DrawConflict{}, Taken: []planning.Placement{}}
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
		j.LaidOn = j.day
		v.Jobs = append(v.Jobs, j.Job)
		if j.day >= ask.From && j.day <= ask.To {
			v.Taken = append(v.Taken, planning.Placement{JobID: j.ID, Day: j.day, Crew: j.crew, Why: reasonsOf(j.why), EnterpriseID: j.EnterpriseID, Town: j.Town, At: j.At})
		}
	}
	if v.Jobs == nil {
		v.Jobs = []planning.Job{}
	}
	return v, r.boardGone(ctx, from, actor.BureauID, ask, &v)
}

// boardGone puts on the board what has been dispatched for its days: it is no job any more, but its officers are out.
func (r *Room) boardGone(ctx context.Context, from store.Reader, bureauID string, ask BoardAsk, v *BoardView) error {
	targets, err := from.TargetsFor(ctx, bureauID, TargetFilter{SectionID: ask.SectionID, From: ask.From, To: ask.To}, "", 5000)
	v.Gone = []Target{}
	for _, t := range targets {
		if t.CheckID == "" || t.Cancelled != "" || t.CheckState == string(inspection.Cancelled) {
			continue
		}
		v.Gone = append(v.Gone, t)
		p := planning.Placement{JobID: t.ID, Day: t.PlannedOn, Crew: planning.Crew{LeadID: t.LeadID, AssistantID: t.AssistantID}, Why: reasonsOf(t.Why), Town: t.Town}
		v.Taken = append(v.Taken, p) // without its enterprise: as a check it is among the year's visits already
	}
	return err
}

// boardPeople puts the inspectors of the section on the board, in pairs as they stand in the list.
func (r *Room) boardPeople(ctx context.Context, from store.Reader, bureauID string, ask BoardAsk, v *BoardView) error {
	people, err := everyInspector(ctx, from, bureauID)
	if err != nil {
		return err
	}
	bySection := map[string][]string{}
	for _, p := range people {
		v.Officers = append(v.Officers, planning.BoardOfficer{ID: p.ID, Name: p.Name, SectionID: p.SectionID, CertificateUntil: p.Certificate.ValidUntil})
		if ask.SectionID == "" || p.SectionID == ask.SectionID {
			bySection[p.SectionID] = append(bySection[p.SectionID], p.ID)
		}
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

// laid is a job with where it lies, if it lies somewhere.
type laid struct {
	planning.Job
	day, why string
	crew     planning.Crew
}

// jobs gathers what is to be laid: re-checks whose order ends, and the plan's checks up to the month of the last day.
func (r *Room) jobs(ctx context.Context, from store.Reader, bureauID string, ask BoardAsk, last planning.Day) ([]laid, error) {
	bureau, err := from.Bureau(ctx, bureauID)
	if err != nil {
		return nil, err
	}
	visits, _, err := from.LastVisits(ctx, bureauID, last.Year())
	if err != nil {
		return nil, err
	}
	days, err := from.RecheckDays(ctx, bureauID, "")
	if err != nil {
		return nil, err
	}
	records, err := from.OpenOrders(ctx, bureauID, ask.SectionID, 1000)
	if err != nil {
		return nil, err
	}
	var all []laid
	for _, c := range records {
		if j, ok := r.recheckJob(c); ok {
			d := days[c.ID]
			all = append(all, laid{j, d.PlannedOn, d.Why, planning.Crew{LeadID: d.LeadID, AssistantID: d.AssistantID}})
		}
	}
	var targets []Target
	for after := ""; ; {
		page, err := from.TargetsFor(ctx, bureauID, TargetFilter{SectionID: ask.SectionID, Open: true}, after, 1000)
		if err != nil {
			return nil, err
		}
		if targets = append(targets, page...); len(page) < 1000 {
			break
		}
		after = page[len(page)-1].ID
	}
	month := int(last.Start().Month())
	ids := make([]string, 0, len(targets))
	for _, t := range targets {
		ids = append(ids, t.EnterpriseID)
	}
	places, err := from.PlacesOf(ctx, bureauID, ids)
	if err != nil {
		return nil, err
	}
	for _, t := range targets {
		if t.Month > month && t.PlannedOn == "" && !ask.allYear {
			continue
		}
		e := places[t.EnterpriseID]
		all = append(all, laid{planning.Job{ID: t.ID, Kind: planning.JobKind(t.Source), EnterpriseID: t.EnterpriseID, Name: t.Name, Town: t.Town, At: e.Position, Risk: t.Risk,
			SectionID: t.SectionID, Month: t.Month, LeadID: t.LeadID, AssistantID: t.AssistantID, Visits: visits[t.EnterpriseID], Cap: e.Cap(bureau.VisitCap)},
			t.PlannedOn, t.Why, planning.Crew{LeadID: t.LeadID, AssistantID: t.AssistantID}})
	}
	return all, nil
}

// recheckJob makes a job of an order that is due to be re-checked: from the day after its end, or at once when the
// enterprise applied for it, until the last day of the clock.
func (r *Room) recheckJob(c inspection.CheckRecord) (planning.Job, bool) {
	from, applied := "", c.RecheckApplied() != nil
	for _, d := range c.Dues() {
		if d.What == inspection.DueRecheck && (from == "" || d.On < from) {
			from = d.On
		}
	}
	day, err := planning.ParseDay(from)
	if err != nil {
		return planning.Job{}, false
	}
	limit, _ := r.clock("recheck").DueOn(r.calendar, day)
	j := planning.Job{ID: c.ID, Kind: planning.RecheckJob, EnterpriseID: c.Enterprise.ID, Name: c.Enterprise.Name, Town: c.Enterprise.Town, SectionID: c.SectionID,
		NotBefore: (day + 1).String(), Limit: limit.String()}
	if applied {
		j.NotBefore = ""
	}
	for _, m := range c.Team {
		switch m.Part {
		case inspection.PartyLead:
			j.LeadID = m.PersonID
		case inspection.PartyAssistant:
			j.AssistantID = m.PersonID
		}
	}
	return j, true
}

// Proposal is what the planning room would lay where, and what it finds no place for.
type Proposal struct {
	Placed []planning.Placement `json:"placed"`
	Left   []planning.Placement `json:"left"`
}

// Propose lays everything that is not laid yet. Nothing is kept: the section head takes of it what they like.
func (r *Room) Propose(ctx context.Context, actor inspection.Actor, ask BoardAsk) (Proposal, error) {
	v, err := r.board(ctx, r.store.Reader, actor, ask)
	if err != nil {
		return Proposal{}, err
	}
	v.Days = slices.DeleteFunc(v.Days, func(d string) bool { return d < v.Today })
	jobs := slices.DeleteFunc(slices.Clone(v.Jobs), func(j planning.Job) bool { return j.LaidOn != "" })
	placed, left := v.Board.Lay(jobs)
	return Proposal{append([]planning.Placement{}, placed...), append([]planning.Placement{}, left...)}, nil
}

// Laying is a job laid on a day with two officers; an empty day takes it off the board.
type Laying struct {
	JobID       string `json:"jobId" format:"uuid" doc:"The target, or of a re-check its check"`
	Day         string `json:"day" maxLength:"10" doc:"YYYY-MM-DD; empty: take it off"`
	LeadID      string `json:"leadId,omitempty" maxLength:"36"`
	AssistantID string `json:"assistantId,omitempty" maxLength:"36"`
	Why         string `json:"why,omitempty" maxLength:"300" doc:"Of a proposal its reasons; of an overruled objection the reason"`
	PerDay      int    `json:"perDay,omitempty" minimum:"0" maximum:"20"`
	Vehicles    int    `json:"vehicles,omitempty" minimum:"0" maximum:"1000"`
}

// Objections says everything that speaks against laying a job there, without laying it.
func (r *Room) Objections(ctx context.Context, actor inspection.Actor, l Laying) ([]planning.Objection, error) {
	objections, _, err := r.weigh(ctx, r.store.Reader, actor, l)
	return objections, err
}

func (r *Room) weigh(ctx context.Context, from store.Reader, actor inspection.Actor, l Laying) ([]planning.Objection, planning.Job, error) {
	day := l.Day
	if day == "" {
		day = planning.DayOf(r.store.Now()).String()
	}
	v, err := r.board(ctx, from, actor, BoardAsk{From: day, To: day, PerDay: l.PerDay, Vehicles: l.Vehicles, allYear: true})
	if err != nil {
		return nil, planning.Job{}, err
	}
	at := slices.IndexFunc(v.Jobs, func(j planning.Job) bool { return j.ID == l.JobID })
	if at < 0 {
		return nil, planning.Job{}, notThere
	}
	j := v.Jobs[at]
	if l.Day == "" {
		return nil, j, nil
	}
	v.Taken = slices.DeleteFunc(v.Taken, func(p planning.Placement) bool { return p.JobID == l.JobID })
	v.Ready()
	return append([]planning.Objection{}, v.Against(j, l.Day, planning.Crew{LeadID: l.LeadID, AssistantID: l.AssistantID})...), j, nil
}

// Lay lays a job. Refuses with BoardObjections when something hard speaks against it, with BoardReason when something
// that can be overruled does and no reason is given.
func (r *Room) Lay(ctx context.Context, actor inspection.Actor, deed Deed, l Laying) error {
	if _, _, err := r.weigh(ctx, r.store.Reader, actor, Laying{JobID: l.JobID}); err != nil {
		return err
	}
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("lay_job", ledger.OnBoard, l.JobID, l), func(tx *store.Tx, seq int64) error {
		objections, j, err := r.weigh(ctx, tx.Reader, actor, l)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(objections, func(o planning.Objection) bool { return o.Hard }) {
			return BoardObjections.With("objections", objections)
		}
		if len(objections) > 0 && strings.TrimSpace(l.Why) == "" {
			return BoardReason.With("objections", objections)
		}
		if l.Day == "" {
			l.Why = ""
		}
		if j.Kind == planning.RecheckJob {
			return tx.LayRecheck(ctx, actor.BureauID, store.RecheckDay{CheckID: j.ID, PlannedOn: l.Day, LeadID: l.LeadID, AssistantID: l.AssistantID, Why: l.Why})
		}
		t, err := tx.Target(ctx, actor.BureauID, j.ID)
		if err != nil {
			return err
		}
		was := t.Version
		t.PlannedOn, t.Why, t.Version = l.Day, l.Why, seq
		if l.Day != "" {
			t.LeadID, t.AssistantID = l.LeadID, l.AssistantID
		} else if t.DrawID == "" {
			t.LeadID, t.AssistantID = "", ""
		}
		return tx.UpdateTarget(ctx, actor.BureauID, was, t)
	})
	return err
}

// DispatchedAs notes the check that a target has become, once that check is there.
func (r *Room) DispatchedAs(ctx context.Context, actor inspection.Actor, deed Deed, targetID, checkID string) error {
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("dispatch_target", ledger.OnBoard, targetID, map[string]any{"checkId": checkID}), func(tx *store.Tx, seq int64) error {
		return tx.MarkDispatched(ctx, actor.BureauID, targetID, checkID, seq)
	})
	if fault.CodeOf(err) == store.Moved.Code {
		return TargetGone
	}
	return err
}

// ToDispatch gives a target that is laid and can be dispatched as the check of that id.
func (r *Room) ToDispatch(ctx context.Context, actor inspection.Actor, targetID, checkID string) (Target, error) {
	t, err := r.store.Target(ctx, actor.BureauID, targetID)
	switch {
	case err != nil:
		return t, err
	case t.SectionID != "" && t.SectionID != actor.SectionID:
		return t, notThere
	case t.Cancelled != "" || t.CheckID != "" && t.CheckID != checkID && t.CheckState != string(inspection.Cancelled):
		return t, TargetGone
	case t.PlannedOn == "" || t.LeadID == "" || t.AssistantID == "":
		return t, TargetNotLaid
	}
	return t, nil
}

func reasonsOf(why string) []planning.Reason {
	if why == "" {
		return []planning.Reason{}
	}
	return []planning.Reason{{Code: "noted", Value: why}}
}

// Place is the newest place in the bureau's order: when it grows, something has happened.
func (r *Room) Place(ctx context.Context, actor inspection.Actor) (int64, error) {
	return r.store.LastSeq(ctx, actor.BureauID)
}
