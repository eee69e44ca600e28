package office

import (
	"context"

	"anjian/internal/inspection"
	"anjian/internal/planning"
	"anjian/internal/store"
)

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
	places, visits, err := from.PlacesOf(ctx, bureauID, last.Year(), ids)
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
