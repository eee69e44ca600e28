package casework

import (
	"context"
	"slices"

	"anjian/internal/inspection"
	"anjian/internal/store"
)

// TeamPhone is one phone of a check's team, as last heard of.
type TeamPhone = store.TeamPhone

// PhoneHolds is what one phone still holds of one check.
type PhoneHolds = store.PhoneHolds

// HearPhone notes what an officer's phone still holds of their checks and answers what each team's phones last said,
// by check. It is no act: it changes no case, proves nothing and stops nothing. Checks that are not the
// actor's are left out of both without a word.
func (r *Room) HearPhone(ctx context.Context, actor inspection.Actor, holds []PhoneHolds) ([]string, map[string][]TeamPhone, error) {
	asked := make([]string, len(holds))
	for i, h := range holds {
		asked[i] = h.CheckID
	}
	theirs, err := r.store.SeenBy(ctx, actor, asked)
	if err != nil {
		return nil, nil, err
	}
	err = r.store.Housekeep(ctx, func(tx *store.Tx) error {
		for _, h := range holds {
			if !slices.Contains(theirs, h.CheckID) {
				continue
			}
			h.PersonID, h.BureauID = actor.PersonID, actor.BureauID
			if err := tx.RememberPhone(ctx, h); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	phones, err := r.store.PhonesOf(ctx, actor.BureauID, theirs)
	return theirs, phones, err
}
