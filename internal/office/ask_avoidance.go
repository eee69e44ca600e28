package office

import (
	"context"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/store"
)

// OwnAvoidance is a request for avoidance as the enterprise that made it sees it.
type OwnAvoidance struct {
	ID         string    `json:"id"`
	PersonID   string    `json:"personId"`
	PersonName string    `json:"personName"`
	Reason     string    `json:"reason"`
	State      string    `json:"state" enum:"asked,standing,refused,ended"`
	DecidedBy  string    `json:"decidedBy"`
	MadeBy     string    `json:"madeBy"`
	MadeAt     time.Time `json:"madeAt"`
}

// AskAvoidance asks, for an enterprise, that an officer of one of its checks avoid it (行政处罚法 43: the party has the right
// to ask, the head of the bureau decides, and until then the check goes on). Who may: the enterprise, and who came by the
// link of a check's notice, of the officers whom it names. Refuses: AvoidanceAsked; an officer of no check that it may see
// is not there for it.
func (r *Room) AskAvoidance(ctx context.Context, actor inspection.Actor, deed Deed, personID, reason string) error {
	c := Conflict{ID: deed.ID, PersonID: personID, EnterpriseID: actor.EnterpriseID, Kind: "avoidance", Reason: reason, State: "asked", MadeBy: actor.Name}
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("ask_avoidance", ledger.OnPerson, personID, map[string]any{"enterpriseId": c.EnterpriseID, "reason": reason}), func(tx *store.Tx, _ int64) error {
		met, err := tx.HasMet(ctx, actor, personID)
		if err != nil {
			return err
		}
		if !met {
			return notThere
		}
		open, err := tx.ConflictOpen(ctx, actor.BureauID, personID, c.EnterpriseID)
		if err != nil {
			return err
		}
		if open {
			return AvoidanceAsked
		}
		return tx.InsertConflict(ctx, actor.BureauID, c)
	})
	return err
}

// OwnAvoidances lists what the actor's enterprise has asked for, the newest first; what officers declared of themselves is
// not the enterprise's to read. Who came by a link sees what was asked of the officers of the one check.
func (r *Room) OwnAvoidances(ctx context.Context, actor inspection.Actor) ([]OwnAvoidance, error) {
	own, err := r.store.ConflictsOf(ctx, actor.BureauID, actor.EnterpriseID, 200)
	if err != nil {
		return nil, err
	}
	named := map[string]bool{}
	for _, c := range own {
		if _, known := named[c.PersonID]; !known && actor.Guest() {
			if named[c.PersonID], err = r.store.HasMet(ctx, actor, c.PersonID); err != nil {
				return nil, err
			}
		}
	}
	out := []OwnAvoidance{}
	for _, c := range own {
		if c.Kind == "avoidance" && (!actor.Guest() || named[c.PersonID]) {
			out = append(out, OwnAvoidance{c.ID, c.PersonID, c.PersonName, c.Reason, c.State, c.DecidedBy, c.MadeBy, c.MadeAt})
		}
	}
	return out, nil
}
