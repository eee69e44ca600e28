package office

import (
	"context"
	"slices"

	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// Skipped is a job that was not laid, and everything that speaks against its place.
type Skipped struct {
	JobID   string               `json:"jobId"`
	Against []planning.Objection `json:"against"`
}

// LaidMany is what became of many layings at once.
type LaidMany struct {
	Taken   []string  `json:"taken" doc:"The jobs that now lie, or no longer lie, as was asked"`
	Skipped []Skipped `json:"skipped"`
}

// LayMany lays many jobs in one step, or takes them off: all of them that nothing speaks against when their turn comes.
// The others stay as they are and come back with what speaks against them; nothing is overruled here. Asked again, it
// tells the same.
func (r *Room) LayMany(ctx context.Context, actor inspection.Actor, deed Deed, all []Laying) (LaidMany, error) {
	out, told := LaidMany{Taken: []string{}, Skipped: []Skipped{}}, false
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("lay_jobs", ledger.OnBoard, deed.ID, all), func(tx *store.Tx, seq int64) error {
		out, told = LaidMany{Taken: []string{}, Skipped: []Skipped{}}, true // the ledger may try it again
		b, jobs, err := r.boardOf(ctx, tx.Reader, actor, all)
		if err != nil {
			return err
		}
		for _, l := range all {
			j, against, ok := judged(&b, jobs, l)
			if !ok {
				out.Skipped = append(out.Skipped, Skipped{l.JobID, against})
				continue
			}
			if err := layOne(ctx, tx, actor, j, l, seq); err != nil {
				return err
			}
			if j.LaidOn = l.Day; l.Day != "" {
				b.Put(planning.Placement{JobID: j.ID, Day: l.Day, Crew: planning.Crew{LeadID: l.LeadID, AssistantID: l.AssistantID}, EnterpriseID: j.EnterpriseID, Town: j.Town, At: j.At})
			}
			jobs[j.ID] = j
			out.Taken = append(out.Taken, j.ID)
		}
		return nil
	})
	if err != nil || told {
		return out, err
	}
	return r.asLaid(ctx, actor, all)
}

// judged says whether a laying holds: its job is there, lies nowhere yet (or somewhere, when it is to be taken off), and
// nothing speaks against the place.
func judged(b *planning.Board, jobs map[string]planning.Job, l Laying) (planning.Job, []planning.Objection, bool) {
	j, there := jobs[l.JobID]
	switch {
	case !there:
		return j, []planning.Objection{{Code: "gone", Hard: true}}, false
	case l.Day == "":
		return j, []planning.Objection{}, j.LaidOn != ""
	case j.LaidOn != "":
		return j, []planning.Objection{{Code: "laid_already", Value: j.LaidOn, Hard: true}}, false
	}
	against := b.Against(j, l.Day, planning.Crew{LeadID: l.LeadID, AssistantID: l.AssistantID})
	return j, against, len(against) == 0
}

// boardOf is the board on which all the layings lie, and its jobs by id.
func (r *Room) boardOf(ctx context.Context, from store.Reader, actor inspection.Actor, all []Laying) (planning.Board, map[string]planning.Job, error) {
	ask := BoardAsk{allYear: true}
	for _, l := range all {
		if l.Day != "" && (ask.From == "" || l.Day < ask.From) {
			ask.From = l.Day
		}
		ask.To, ask.PerDay, ask.Vehicles = max(ask.To, l.Day), max(ask.PerDay, l.PerDay), max(ask.Vehicles, l.Vehicles)
	}
	if ask.From == "" {
		ask.From = planning.DayOf(r.store.Now()).String()
		ask.To = ask.From
	}
	v, err := r.board(ctx, from, actor, ask)
	if err != nil {
		return planning.Board{}, nil, err
	}
	jobs := make(map[string]planning.Job, len(v.Jobs))
	for _, j := range v.Jobs {
		jobs[j.ID] = j
	}
	v.Ready()
	return v.Board, jobs, nil
}

// asLaid tells of layings that were asked for before how they stand now.
func (r *Room) asLaid(ctx context.Context, actor inspection.Actor, all []Laying) (LaidMany, error) {
	out := LaidMany{Taken: []string{}, Skipped: []Skipped{}}
	b, jobs, err := r.boardOf(ctx, r.store.Reader, actor, all)
	if err != nil {
		return out, err
	}
	for _, l := range all {
		if j, there := jobs[l.JobID]; there && j.LaidOn == l.Day {
			out.Taken = append(out.Taken, l.JobID)
		} else if _, against, ok := judged(&b, jobs, l); !ok && !slices.Contains(out.Taken, l.JobID) {
			out.Skipped = append(out.Skipped, Skipped{l.JobID, against})
		}
	}
	return out, nil
}
