package office

import (
	"context"
	"slices"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// PreviewDraw gives the pools a wish would freeze now, who is left out and why; refused says why they could not be
// frozen. Nothing is kept. Who may: as for freezing.
func (r *Room) PreviewDraw(ctx context.Context, actor inspection.Actor, wish DrawWish) (pool planning.Pool, refused, err error) {
	if wish.PlanID != "" {
		if _, err := r.store.Plan(ctx, actor.BureauID, wish.PlanID); err != nil {
			return planning.Pool{}, nil, err
		}
	}
	pool, err = r.pool(ctx, r.store.Reader, actor, "", wish, r.store.Now())
	return pool, pool.Check(), err
}

// pool gathers who may be drawn and who not.
func (r *Room) pool(ctx context.Context, from store.Reader, actor inspection.Actor, id string, wish DrawWish, now time.Time) (planning.Pool, error) {
	p := planning.Pool{Schema: planning.DrawSchema, DrawID: id, BureauID: actor.BureauID, Title: wish.Title, Item: wish.Item, Rules: wish.Rules, RedrawOf: wish.RedrawOf,
		RedrawReason: wish.Reason, Candidates: []planning.Candidate{}, LeftOut: []planning.LeftOut{}, Officers: []planning.DrawOfficer{}, OfficersOut: []planning.LeftOut{}, Conflicts: []planning.DrawConflict{}}
	if err := r.drawOfficers(ctx, from, actor.BureauID, wish, now, &p); err != nil {
		return p, err
	}
	bureau, err := from.Bureau(ctx, actor.BureauID)
	if err != nil {
		return p, err
	}
	today := planning.DayOf(now)
	visits, last, err := from.LastVisits(ctx, actor.BureauID, today.Year())
	if err != nil {
		return p, err
	}
	inPlan := map[string]bool{}
	if wish.PlanID != "" {
		if inPlan, err = planned(ctx, from, actor.BureauID, wish); err != nil {
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
		page, next, err := from.EntriesFor(ctx, actor.BureauID, f, cursor, 1000)
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
func planned(ctx context.Context, from store.Reader, bureauID string, wish DrawWish) (map[string]bool, error) {
	in := map[string]bool{}
	for after := ""; ; {
		targets, err := from.TargetsFor(ctx, bureauID, TargetFilter{PlanID: wish.PlanID}, after, 1000)
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
func (r *Room) drawOfficers(ctx context.Context, from store.Reader, bureauID string, wish DrawWish, now time.Time, p *planning.Pool) error {
	today := planning.DayOf(now).String()
	leave, err := from.LeaveFrom(ctx, bureauID, today, 5000)
	if err != nil {
		return err
	}
	away := map[string]bool{}
	for _, l := range leave {
		away[l.PersonID] = away[l.PersonID] || l.FirstDay <= today
	}
	people, err := everyInspector(ctx, from, bureauID)
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
	conflicts, err := from.Conflicts(ctx, bureauID, 10000)
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
