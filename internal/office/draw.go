package office

import (
	"context"
	"errors"
	"slices"
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
		pool, err := r.pool(ctx, tx, actor, id, wish)
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
		d.Version = seq
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

// pool gathers who may be drawn and who not.
func (r *Room) pool(ctx context.Context, tx *store.Tx, actor inspection.Actor, id string, wish DrawWish) (planning.Pool, error) {
	p := planning.Pool{Schema: planning.DrawSchema, DrawID: id, BureauID: actor.BureauID, Title: wish.Title, Item: wish.Item, Rules: wish.Rules, RedrawOf: wish.RedrawOf,
		RedrawReason: wish.Reason, Candidates: []planning.Candidate{}, LeftOut: []planning.LeftOut{}, Officers: []planning.DrawOfficer{}, OfficersOut: []planning.LeftOut{}, Conflicts: []planning.DrawConflict{}}
	if err := r.drawOfficers(ctx, tx, actor.BureauID, wish, &p); err != nil {
		return p, err
	}
	bureau, err := tx.Bureau(ctx, actor.BureauID)
	if err != nil {
		return p, err
	}
	today := planning.DayOf(tx.Now())
	visits, last, err := tx.LastVisits(ctx, actor.BureauID, today.Year())
	if err != nil {
		return p, err
	}
	inPlan := map[string]bool{}
	if wish.PlanID != "" {
		if inPlan, err = planned(ctx, tx, actor.BureauID, wish); err != nil {
			return p, err
		}
	}
	kept := map[string]int{}
	for _, c := range p.Conflicts {
		kept[c.EnterpriseID]++
	}
	since := (today - planning.Day(wish.NotWithin)).String()
	f := EntryFilter{Towns: wish.Towns, Flags: wish.Flags, Industry: wish.Industry}
	for cursor, more := "", true; more; more = cursor != "" {
		page, next, err := tx.EntriesFor(ctx, actor.BureauID, f, cursor, 1000)
		if err != nil {
			return p, err
		}
		for _, e := range page {
			reason := ""
			switch limit := e.Cap(bureau.VisitCap); {
			case e.Closed:
				reason = "closed"
			case limit > 0 && visits[e.ID] >= limit:
				reason = "cap_reached"
			case inPlan[e.ID]:
				reason = "in_plan"
			case wish.NotWithin > 0 && last[e.ID] >= since:
				reason = "recent"
			case len(p.Officers)-kept[e.ID] < 2:
				reason = "too_few_officers"
			}
			if reason != "" {
				p.LeftOut = append(p.LeftOut, planning.LeftOut{ID: e.ID, Name: e.Name, Reason: reason})
				continue
			}
			p.Candidates = append(p.Candidates, planning.Candidate{ID: e.ID, Name: e.Name, CreditCode: e.CreditCode, Town: e.Town, Risk: e.Risk, Weight: max(1, wish.Rules.Weights[e.Risk])})
		}
		cursor = next
	}
	return p, nil
}

// planned gives the enterprises that are in the plan already, other than by the draw that is repeated.
func planned(ctx context.Context, tx *store.Tx, bureauID string, wish DrawWish) (map[string]bool, error) {
	in := map[string]bool{}
	for after := ""; ; {
		targets, err := tx.TargetsFor(ctx, bureauID, TargetFilter{PlanID: wish.PlanID}, after, 1000)
		if err != nil {
			return nil, err
		}
		for _, t := range targets {
			in[t.EnterpriseID] = in[t.EnterpriseID] || t.Cancelled == "" && (wish.RedrawOf == "" || t.DrawID != wish.RedrawOf || t.CheckID != "")
		}
		if len(targets) < 1000 {
			return in, nil
		}
		after = targets[len(targets)-1].ID
	}
}

// drawOfficers gathers the inspectors who may be drawn: with a valid certificate, not on leave, with their conflicts.
func (r *Room) drawOfficers(ctx context.Context, tx *store.Tx, bureauID string, wish DrawWish, p *planning.Pool) error {
	today := planning.DayOf(tx.Now()).String()
	leave, err := tx.LeaveFrom(ctx, bureauID, today, 5000)
	if err != nil {
		return err
	}
	away := map[string]bool{}
	for _, l := range leave {
		away[l.PersonID] = away[l.PersonID] || l.FirstDay <= today
	}
	people, err := everyInspector(ctx, tx.Reader, bureauID)
	if err != nil {
		return err
	}
	for _, person := range people {
		if len(wish.SectionIDs) > 0 && !slices.Contains(wish.SectionIDs, person.SectionID) {
			continue
		}
		switch {
		case person.Certificate.Number == "" || person.Certificate.ValidUntil < today:
			p.OfficersOut = append(p.OfficersOut, planning.LeftOut{ID: person.ID, Name: person.Name, Reason: "certificate"})
		case away[person.ID]:
			p.OfficersOut = append(p.OfficersOut, planning.LeftOut{ID: person.ID, Name: person.Name, Reason: "leave"})
		default:
			p.Officers = append(p.Officers, planning.DrawOfficer{ID: person.ID, Name: person.Name, Section: person.SectionID})
		}
	}
	conflicts, err := tx.Conflicts(ctx, bureauID, 10000)
	if err != nil {
		return err
	}
	for _, c := range conflicts {
		in := slices.ContainsFunc(p.Officers, func(o planning.DrawOfficer) bool { return o.ID == c.PersonID })
		pair := planning.DrawConflict{OfficerID: c.PersonID, EnterpriseID: c.EnterpriseID}
		if in && c.State == "standing" && !slices.Contains(p.Conflicts, pair) {
			p.Conflicts = append(p.Conflicts, pair)
		}
	}
	return nil
}

func everyInspector(ctx context.Context, from store.Reader, bureauID string) ([]store.Person, error) {
	var all []store.Person
	for cursor, more := "", true; more; more = cursor != "" {
		page, next, err := from.PeopleFor(ctx, bureauID, inspection.RoleInspector, "", cursor, 200)
		if err != nil {
			return nil, err
		}
		all, cursor = append(all, page...), next
	}
	return all, nil
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
