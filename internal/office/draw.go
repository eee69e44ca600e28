package office

import (
	"context"
	"errors"
	"time"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// What draws refuse beside what the planning room refuses.
var (
	DrawChanged = fault.New(fault.Conflict, "draw.changed", "Somebody has gone on with this draw in the meantime; look at it again.")
	DrawRedrawn = fault.New(fault.Refused, "draw.redrawn", "This draw has been repeated already.")
)

// DrawBrief is a draw as a list shows it.
type DrawBrief = store.DrawBrief

// DrawWish is what somebody wants drawn: the rule by which the pool is made, and how many.
type DrawWish struct {
	Title      string             `json:"title" minLength:"1" maxLength:"200" doc:"抽查批次"`
	Item       string             `json:"item" minLength:"1" maxLength:"200" doc:"抽查事项"`
	PlanID     string             `json:"planId,omitempty" maxLength:"36" doc:"The plan into which the drawn enterprises go"`
	Rules      planning.DrawRules `json:"rules"`
	Towns      []string           `json:"towns,omitempty" maxItems:"40"`
	Flags      []string           `json:"flags,omitempty" maxItems:"20"`
	Industry   string             `json:"industry,omitempty" maxLength:"50"`
	NotWithin  int                `json:"notWithin,omitempty" minimum:"0" maximum:"400" doc:"Leave out who was visited within so many days"`
	SectionIDs []string           `json:"sectionIds,omitempty" maxItems:"40" doc:"Officers of these sections; empty: of all"`
	RedrawOf   string             `json:"redrawOf,omitempty" maxLength:"36"`
	Reason     string             `json:"reason,omitempty" maxLength:"500" doc:"Of a redraw"`
}

// FreezeDraw makes the pools by a rule, leaves out with a reason whoever cannot be drawn, and freezes them. A redraw
// voids nothing: the draw before stays to be seen, and what it put into the plan and nobody dispatched is called off.
func (r *Room) FreezeDraw(ctx context.Context, actor inspection.Actor, deed Deed, id string, wish DrawWish) (planning.Draw, error) {
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("freeze_draw", ledger.OnDraw, id, wish), func(tx *store.Tx, seq int64) error {
		pool, err := r.pool(ctx, tx.Reader, actor, id, wish, tx.Now())
		if err != nil {
			return err
		}
		if wish.PlanID != "" {
			if _, err := tx.Plan(ctx, actor.BureauID, wish.PlanID); err != nil {
				return err
			}
		}
		d, err := planning.Freeze(pool, wish.PlanID, actor.Name, tx.Now())
		if err != nil {
			return err
		}
		d.Version, d.Filters = seq, &planning.DrawFilters{Towns: wish.Towns, Flags: wish.Flags, Industry: wish.Industry, NotWithin: wish.NotWithin, SectionIDs: wish.SectionIDs}
		if wish.RedrawOf != "" {
			if err := replaceDraw(ctx, tx, actor.BureauID, wish.RedrawOf, d, seq); err != nil {
				return err
			}
		}
		return tx.InsertDraw(ctx, d)
	})
	if err != nil {
		return planning.Draw{}, err
	}
	return r.store.Draw(ctx, actor.BureauID, id)
}

func replaceDraw(ctx context.Context, tx *store.Tx, bureauID, old string, by planning.Draw, seq int64) error {
	d, err := tx.Draw(ctx, bureauID, old)
	if err != nil {
		return err
	}
	if d.RedrawnAs != "" {
		return DrawRedrawn
	}
	was := d.Version
	d.RedrawnAs, d.Version = by.DrawID, seq
	return errors.Join(tx.UpdateDraw(ctx, was, d), tx.CancelDrawTargets(ctx, bureauID, old, "重新抽取："+by.RedrawReason, seq))
}

// ActOnDraw carries out one step of a draw.
func (r *Room) ActOnDraw(ctx context.Context, actor inspection.Actor, deed Deed, id, kind string, body any, do func(d *planning.Draw, at time.Time) error) (planning.Draw, error) {
	if _, err := r.store.Draw(ctx, actor.BureauID, id); err != nil {
		return planning.Draw{}, err
	}
	_, _, err := r.ledger.Perform(ctx, actor, deed.of(kind, ledger.OnDraw, id, body), func(tx *store.Tx, seq int64) error {
		d, err := tx.Draw(ctx, actor.BureauID, id)
		if err != nil {
			return err
		}
		was, state := d.Version, d.State
		if err := do(&d, tx.Now()); err != nil {
			return err
		}
		d.Version = seq
		if err := tx.UpdateDraw(ctx, was, d); err != nil {
			if errors.Is(err, store.Moved) {
				return DrawChanged
			}
			return err
		}
		switch {
		case d.State == "void":
			return tx.CancelDrawTargets(ctx, actor.BureauID, id, "抽取作废："+d.Void.Note, seq)
		case state != "drawn" && d.State == "drawn" && d.PlanID != "":
			return r.intoPlan(ctx, tx, actor.BureauID, d, seq)
		}
		return nil
	})
	if err != nil {
		return planning.Draw{}, err
	}
	return r.store.Draw(ctx, actor.BureauID, id)
}

// intoPlan puts what was drawn into the plan, with the officers who were drawn.
func (r *Room) intoPlan(ctx context.Context, tx *store.Tx, bureauID string, d planning.Draw, seq int64) error {
	sections := map[string]string{}
	for _, o := range d.Officers {
		sections[o.ID] = o.Section
	}
	targets := make([]Target, len(d.Result))
	for i, g := range d.Result {
		targets[i] = Target{ID: mint(), PlanID: d.PlanID, EnterpriseID: g.EnterpriseID, Source: planning.Random, SectionID: sections[g.LeadID], LeadID: g.LeadID,
			AssistantID: g.AssistantID, DrawID: d.DrawID, Version: seq}
	}
	return tx.InsertTargets(ctx, bureauID, targets)
}

// PromiseSecret hands in a commitment to a secret of the actor's own.
func (r *Room) PromiseSecret(ctx context.Context, actor inspection.Actor, deed Deed, id, commitment string) (planning.Draw, error) {
	return r.ActOnDraw(ctx, actor, deed, id, "promise_secret", map[string]any{"commitment": commitment}, func(d *planning.Draw, at time.Time) error {
		return d.Promise(actor.PersonID, actor.Name, commitment, at)
	})
}

// ShowSecret shows the secret that was promised.
func (r *Room) ShowSecret(ctx context.Context, actor inspection.Actor, deed Deed, id, secret string) (planning.Draw, error) {
	return r.ActOnDraw(ctx, actor, deed, id, "show_secret", map[string]any{"secret": secret}, func(d *planning.Draw, at time.Time) error {
		return d.Show(actor.PersonID, secret, at)
	})
}

// RunDraw draws; public is the public number where one was named.
func (r *Room) RunDraw(ctx context.Context, actor inspection.Actor, deed Deed, id, public string) (planning.Draw, error) {
	return r.ActOnDraw(ctx, actor, deed, id, "run_draw", map[string]any{"publicNumber": public}, func(d *planning.Draw, at time.Time) error {
		return d.Run(public, actor.Name, at)
	})
}

// VoidDraw voids a draw with a reason.
func (r *Room) VoidDraw(ctx context.Context, actor inspection.Actor, deed Deed, id, reason string) (planning.Draw, error) {
	return r.ActOnDraw(ctx, actor, deed, id, "void_draw", map[string]any{"reason": reason}, func(d *planning.Draw, at time.Time) error {
		return d.Nullify(reason, planning.PlanStep{By: actor.Name, At: at})
	})
}

// Draw gives a draw, whole: its own certificate once it is drawn.
func (r *Room) Draw(ctx context.Context, actor inspection.Actor, id string) (planning.Draw, error) {
	return r.store.Draw(ctx, actor.BureauID, id)
}

// Draws lists the bureau's draws, those that were voided or repeated too.
func (r *Room) Draws(ctx context.Context, actor inspection.Actor) ([]DrawBrief, error) {
	return r.store.Draws(ctx, actor.BureauID, 500)
}
