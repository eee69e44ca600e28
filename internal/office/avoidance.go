package office

import (
	"context"
	"errors"
	"time"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/store"
)

// Conflict keeps an officer away from an enterprise (行政处罚法 43: who has an interest avoids the case, the person
// concerned may ask for it, the head of the bureau decides).
type Conflict = store.Conflict

// What avoidance refuses.
var (
	ConflictDecided = fault.New(fault.Conflict, "conflict.decided", "This has been decided already.")
	AvoidanceAsked  = fault.New(fault.Conflict, "conflict.asked", "This has been asked for already, or the officer avoids the enterprise by now.")
	ConflictStep    = fault.New(fault.Invalid, "conflict.no_such_step", "A request is granted or refused; what stands is ended.")
)

// Conflicts lists conflicts of interest and requests for avoidance: an inspector's own, the desk's all.
func (r *Room) Conflicts(ctx context.Context, actor inspection.Actor) ([]Conflict, error) {
	all, err := r.store.Conflicts(ctx, actor.BureauID, 5000)
	if err != nil || actor.Role != inspection.RoleInspector {
		return all, err
	}
	own := []Conflict{}
	for _, c := range all {
		if c.PersonID == actor.PersonID {
			own = append(own, c)
		}
	}
	return own, nil
}

// DeclareConflict notes an interest of an officer in an enterprise, which holds at once, or asks that they avoid it,
// which a leader decides. An officer declares their own; a section head or the policy section anybody's.
func (r *Room) DeclareConflict(ctx context.Context, actor inspection.Actor, deed Deed, c Conflict) error {
	if actor.Role == inspection.RoleInspector {
		c.PersonID = actor.PersonID
	}
	c.State, c.MadeBy, c.MadeAt = "standing", actor.Name, time.Time{}
	if c.Kind == "avoidance" {
		c.State = "asked"
	}
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("declare_conflict", ledger.OnPerson, c.PersonID, c), func(tx *store.Tx, _ int64) error {
		if _, err := tx.Person(ctx, actor.BureauID, c.PersonID); err != nil {
			return err
		}
		if _, err := tx.Enterprise(ctx, actor.BureauID, c.EnterpriseID); err != nil {
			return err
		}
		return tx.InsertConflict(ctx, actor.BureauID, c)
	})
	return err
}

// decisions are the steps a leader may take: from what it is to what it becomes.
var decisions = map[[2]string]bool{{"asked", "standing"}: true, {"asked", "refused"}: true, {"standing", "ended"}: true}

// DecideConflict decides a request for avoidance, or ends a conflict that no longer holds. Who may: leader.
func (r *Room) DecideConflict(ctx context.Context, actor inspection.Actor, deed Deed, id string, from, to string) error {
	if !decisions[[2]string{from, to}] {
		return ConflictStep
	}
	if _, err := r.store.Conflict(ctx, actor.BureauID, id); err != nil {
		return err
	}
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("decide_conflict", ledger.OnPerson, id, map[string]any{"from": from, "to": to}), func(tx *store.Tx, _ int64) error {
		return tx.MoveConflict(ctx, actor.BureauID, id, from, to, actor.Name)
	})
	if errors.Is(err, store.Moved) {
		return ConflictDecided
	}
	return err
}
