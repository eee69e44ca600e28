package casework

import (
	"context"

	"anjian/internal/inspection"
)

const (
	earlierVisits   = 3
	earlierFindings = 200 // of one visit
)

// EarlierFindings is what the last signed checks of an enterprise found, the newest visit first: what an officer wants
// beside each item of the next one.
type EarlierFindings struct {
	EnterpriseID string         `json:"enterpriseId"`
	Visits       []EarlierVisit `json:"visits"`
}

// EarlierVisit is one signed check and its findings. A visit that found nothing is told too.
type EarlierVisit struct {
	CheckID  string           `json:"checkId"`
	Number   string           `json:"number"`
	Day      string           `json:"day"` // YYYY-MM-DD, as planned
	Lead     string           `json:"lead"`
	Findings []EarlierFinding `json:"findings"`
}

// EarlierFinding is a finding as its record was signed; Checklist and Item are empty for a free one.
type EarlierFinding struct {
	Checklist string              `json:"checklist,omitempty"`
	Item      string              `json:"item,omitempty"`
	Text      string              `json:"text"`
	Place     string              `json:"place"`
	Handling  inspection.Handling `json:"handling"`
	DueOn     string              `json:"dueOn,omitempty"` // YYYY-MM-DD
	Major     inspection.Major    `json:"major"`
	Corrected string              `json:"corrected,omitempty"` // how it was put right on the spot
}

// Earlier tells what the last signed checks of the same enterprise found, of whichever section; who may see this check
// may see that, and nothing else of those checks.
func (r *Room) Earlier(ctx context.Context, actor inspection.Actor, id string) (EarlierFindings, error) {
	view, err := r.store.CheckOf(ctx, actor, id)
	if err != nil {
		return EarlierFindings{}, err
	}
	enterprise := view.Record.Enterprise.ID
	records, err := r.store.EarlierChecks(ctx, actor.BureauID, enterprise, id, earlierVisits)
	if err != nil {
		return EarlierFindings{}, err
	}
	out := EarlierFindings{EnterpriseID: enterprise, Visits: make([]EarlierVisit, len(records))}
	for i := range records {
		out.Visits[i] = visitOf(&records[i])
	}
	return out, nil
}

func visitOf(record *inspection.CheckRecord) EarlierVisit {
	v := EarlierVisit{CheckID: record.ID, Day: record.PlannedOn, Findings: []EarlierFinding{}}
	if record.Number != nil {
		v.Number = record.Number.Text
	}
	for _, m := range record.Team {
		if m.Part == inspection.PartyLead {
			v.Lead = m.Name
		}
	}
	for _, f := range record.Findings {
		if f.Withdrawn != nil || len(f.Versions) == 0 || len(v.Findings) == earlierFindings {
			continue
		}
		words := f.Versions[len(f.Versions)-1]
		told := EarlierFinding{Checklist: f.Checklist, Item: f.Item, Text: words.Text, Place: words.Place, Handling: words.Handling, DueOn: words.DueOn, Major: f.Major}
		if f.Corrected != nil {
			told.Corrected = f.Corrected.How
		}
		v.Findings = append(v.Findings, told)
	}
	return v
}
