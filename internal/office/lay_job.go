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

// What laying refuses.
var (
	BoardObjections = fault.New(fault.Refused, "board.objections", "Something speaks against laying this there.")
	BoardReason     = fault.New(fault.Refused, "board.no_reason", "This can be overruled, but only with a reason.")
)

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
		return layOne(ctx, tx, actor, j, l, seq)
	})
	return err
}

// layOne writes where a job lies; that nothing speaks against it is the caller's to know.
func layOne(ctx context.Context, tx *store.Tx, actor inspection.Actor, j planning.Job, l Laying, seq int64) error {
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
}
