package office

import (
	"context"

	"anjian/internal/planning"
	"anjian/internal/store"
)

// mostOrders bounds how many signed checks with something due one board looks at.
const mostOrders = 10_000

// laid is a job with where it lies, if it lies somewhere.
type laid struct {
	planning.Job
	day, why string
	crew     planning.Crew
}

// jobs gathers what is to be laid: re-checks whose order ends, those of every section, for officers help each other out
// there; and the section's checks of the plan up to the month of the last day.
func (r *Room) jobs(ctx context.Context, from store.Reader, bureauID string, ask BoardAsk, last planning.Day) ([]laid, error) {
	bureau, err := from.Bureau(ctx, bureauID)
	if err != nil {
		return nil, err
	}
	days, err := from.RecheckDays(ctx, bureauID, "")
	if err != nil {
		return nil, err
	}
	waiting, err := from.OpenOrders(ctx, bureauID, mostOrders)
	if err != nil {
		return nil, err
	}
	var all []laid
	for _, w := range waiting {
		if j, ok := r.recheckJob(w); ok {
			d := days[w.CheckID]
			all = append(all, laid{j, d.PlannedOn, d.Why, planning.Crew{LeadID: d.LeadID, AssistantID: d.AssistantID}})
		}
	}
	var targets []Target
	var ids []string
	month := int(last.Start().Month())
	for after := ""; ; {
		page, err := from.TargetsFor(ctx, bureauID, TargetFilter{SectionID: ask.SectionID, Open: true}, after, 1000)
		if err != nil {
			return nil, err
		}
		for _, t := range page {
			if t.Month <= month || t.PlannedOn != "" || ask.allYear {
				targets, ids = append(targets, t), append(ids, t.EnterpriseID)
			}
		}
		if len(page) < 1000 {
			break
		}
		after = page[len(page)-1].ID
	}
	places, visits, err := from.PlacesOf(ctx, bureauID, last.Year(), ids)
	if err != nil {
		return nil, err
	}
	for _, t := range targets {
		e := places[t.EnterpriseID]
		all = append(all, laid{planning.Job{ID: t.ID, Kind: planning.JobKind(t.Source), EnterpriseID: t.EnterpriseID, Name: t.Name, Town: t.Town, At: e.Position, Risk: t.Risk,
			SectionID: t.SectionID, Month: t.Month, LeadID: t.LeadID, AssistantID: t.AssistantID, Visits: visits[t.EnterpriseID], Cap: e.Cap(bureau.VisitCap)},
			t.PlannedOn, t.Why, planning.Crew{LeadID: t.LeadID, AssistantID: t.AssistantID}})
	}
	return all, nil
}

// recheckJob makes a job of an order that is due to be re-checked: from the day after its end, or at once when the
// enterprise applied for it, until the last day of the clock.
func (r *Room) recheckJob(w store.Waiting) (planning.Job, bool) {
	day, err := planning.ParseDay(w.RecheckFrom())
	if err != nil {
		return planning.Job{}, false
	}
	limit, _ := r.clock("recheck").DueOn(r.calendar, day)
	j := planning.Job{ID: w.CheckID, Kind: planning.RecheckJob, EnterpriseID: w.EnterpriseID, Name: w.EnterpriseName, Town: w.Town, SectionID: w.SectionID,
		NotBefore: (day + 1).String(), Limit: limit.String(), LeadID: w.LeadID, AssistantID: w.AssistantID}
	if w.Applied {
		j.NotBefore = ""
	}
	return j, true
}
