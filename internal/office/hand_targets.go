package office

import (
	"context"
	"errors"
	"slices"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// What handing targets on refuses beside what the planning room refuses.
var (
	TargetNotYours = fault.New(fault.Refused, "target.not_yours", "A section head hands on the targets of their own section, and those that no section has.")
	TargetThere    = fault.New(fault.Refused, "target.there", "A target that is called off, or is with this section already, cannot be handed to it.")
)

// HandTargets gives targets of a plan to another section, with the reason; the plan's figures by section go with them
// (planning.Plan.Hand). A day and officers they were laid on are the former section's, and fall away. All of them go or
// none. Who may: section head, for their own section's and for those that no section has; policy. Refuses: not there,
// TargetNotYours, TargetThere, TargetUnderWay, SectionClosed, PlanChanged, TargetChanged.
func (r *Room) HandTargets(ctx context.Context, actor inspection.Actor, deed Deed, planID string, ids []string, sectionID, reason string) error {
	if _, err := r.store.Plan(ctx, actor.BureauID, planID); err != nil {
		return err
	}
	body := map[string]any{"targets": ids, "sectionId": sectionID, "reason": reason}
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("hand_targets", ledger.OnPlan, planID, body), func(tx *store.Tx, seq int64) error {
		if err := openSection(ctx, tx, actor.BureauID, sectionID); err != nil {
			return err
		}
		p, err := tx.Plan(ctx, actor.BureauID, planID)
		if err != nil {
			return err
		}
		targets, err := tx.TargetsFor(ctx, actor.BureauID, TargetFilter{PlanID: planID, IDs: ids}, "", len(ids))
		if err != nil {
			return err
		}
		if len(targets) != len(ids) {
			return notThere
		}
		handed, err := r.handings(ctx, tx, actor, targets, sectionID)
		if err != nil {
			return err
		}
		was := p.Version
		if err := p.Hand(deed.ID, reason, handed, planning.PlanStep{By: actor.Name, At: tx.Now()}); err != nil {
			return err
		}
		p.Version = seq
		if err := tx.UpdatePlan(ctx, actor.BureauID, was, p); errors.Is(err, store.Moved) {
			return PlanChanged
		} else if err != nil {
			return err
		}
		for _, t := range targets {
			was := t.Version
			t.SectionID, t.PlannedOn, t.LeadID, t.AssistantID, t.Why, t.Version = sectionID, "", "", "", "", seq
			if err := tx.UpdateTarget(ctx, actor.BureauID, was, t); errors.Is(err, store.Moved) {
				return TargetChanged
			} else if err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// handings counts what goes from which section, or says why something cannot go.
func (r *Room) handings(ctx context.Context, tx *store.Tx, actor inspection.Actor, targets []Target, sectionID string) ([]planning.Handing, error) {
	sections, err := tx.Sections(ctx, actor.BureauID)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, s := range sections {
		names[s.ID] = s.Name
	}
	var handed []planning.Handing
	for _, t := range targets {
		switch {
		case t.Cancelled != "" || t.SectionID == sectionID:
			return nil, TargetThere.With("name", t.Name)
		case t.CheckState != "" && t.CheckState != "cancelled":
			return nil, TargetUnderWay.With("name", t.Name)
		case actor.Role == inspection.RoleSectionHead && t.SectionID != "" && t.SectionID != actor.SectionID:
			return nil, TargetNotYours.With("name", t.Name)
		}
		h := planning.Handing{Of: t.Source, From: names[t.SectionID], To: names[sectionID], N: 1}
		at := slices.IndexFunc(handed, func(o planning.Handing) bool { return o.Of == h.Of && o.From == h.From })
		if at < 0 {
			handed = append(handed, h)
		} else {
			handed[at].N++
		}
	}
	return handed, nil
}
