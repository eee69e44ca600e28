package office

import (
	"context"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/store"
)

// What dispatching a target refuses.
var (
	TargetNotLaid = fault.New(fault.Refused, "target.not_laid", "Lay this on a day with two officers before it is dispatched.")
	TargetGone    = fault.New(fault.Refused, "target.dispatched", "This target has been dispatched as another check, or was called off.")
)

// Begun is what has become of a target's dispatch so far.
type Begun struct {
	Target
	Waits bool // its check is planned and waits to be dispatched; CheckID says which
	Told  bool // the create_check of this very request is in the ledger
	Over  bool // and so is its dispatch
}

// BegunDispatch looks how far the dispatch of a target has come: a laid target that can still become a check, or has
// become one by this very request, which may be sent again. Refuses: TargetGone, TargetNotLaid.
func (r *Room) BegunDispatch(ctx context.Context, actor inspection.Actor, targetID, createID, dispatchID string) (Begun, error) {
	t, err := r.store.Target(ctx, actor.BureauID, targetID)
	if err != nil {
		return Begun{}, err
	}
	told, err := r.store.Receipts(ctx, []string{createID, dispatchID})
	if err != nil {
		return Begun{}, err
	}
	create, dispatch := told[createID], told[dispatchID]
	b := Begun{Target: t, Waits: t.CheckState == string(inspection.Planned), Told: create.Hash != "" && create.BureauID == actor.BureauID, Over: dispatch.Hash != "" && dispatch.BureauID == actor.BureauID}
	switch {
	case t.SectionID != "" && t.SectionID != actor.SectionID:
		return b, notThere
	case b.Over && t.CheckID != "":
		return b, nil
	case t.Cancelled != "" || !undispatched(t):
		return b, TargetGone
	case t.PlannedOn == "" || t.LeadID == "" || t.AssistantID == "":
		return b, TargetNotLaid
	}
	return b, nil
}

// undispatched tells a target that no check on a phone has come of: it has none, or one that nobody has dispatched or
// that was called off.
func undispatched(t Target) bool {
	return t.CheckState == "" || t.CheckState == string(inspection.Planned) || t.CheckState == string(inspection.Cancelled)
}

// BeginDispatch notes on a target the check it is to become before that check is there, and gives its id. A target has
// one such check whoever asks and whatever breaks off after this: asked again, it is the id noted first, unless that check
// was called off.
func (r *Room) BeginDispatch(ctx context.Context, actor inspection.Actor, deed Deed, targetID, checkID string) (string, error) {
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("dispatch_target", ledger.OnBoard, targetID, map[string]any{"checkId": checkID}), func(tx *store.Tx, seq int64) error {
		t, err := tx.Target(ctx, actor.BureauID, targetID)
		switch {
		case err != nil:
			return err
		case t.Cancelled != "" || !undispatched(t):
			return TargetGone
		case t.CheckID != "" && t.CheckState != string(inspection.Cancelled):
			return nil
		}
		return tx.MarkDispatched(ctx, actor.BureauID, targetID, t.CheckID, checkID, seq)
	})
	if err != nil {
		return "", err
	}
	t, err := r.store.Target(ctx, actor.BureauID, targetID)
	return t.CheckID, err
}

// Place is the newest place in the bureau's order: when it grows, something has happened.
func (r *Room) Place(ctx context.Context, actor inspection.Actor) (int64, error) {
	return r.store.LastSeq(ctx, actor.BureauID)
}
