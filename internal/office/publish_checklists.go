package office

import (
	"context"
	"errors"

	"anjian/internal/checklist"
	"anjian/internal/store"
)

// PublishChecklists publishes the checklists that ship with the product, all or none; those already there unchanged
// stay as they are. Refuses with store.ChecklistChanged when a published version would get another content: checks rest
// on it, so a change needs a new version. Several servers may publish at the same time, as when they start together on an
// empty database: the one that comes second looks again and finds what the first has just published.
func (r *Room) PublishChecklists(ctx context.Context, lists []checklist.Checklist) error {
	const looks = 5
	var err error
	for range looks {
		err = r.store.Housekeep(ctx, func(tx *store.Tx) error {
			for _, l := range lists {
				if err := tx.PublishChecklist(ctx, l); err != nil {
					return err
				}
			}
			return nil
		})
		if !errors.Is(err, store.Exists) {
			return err
		}
	}
	return err
}
