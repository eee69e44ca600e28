package office

import (
	"context"

	"anjian/internal/checklist"
	"anjian/internal/store"
)

// PublishChecklists publishes the checklists that ship with the product, all or none; those already there unchanged
// stay as they are. Refuses with store.ChecklistChanged when a published version would get another content: checks rest
// on it, so a change needs a new version.
func (r *Room) PublishChecklists(ctx context.Context, lists []checklist.Checklist) error {
	return r.store.Housekeep(ctx, func(tx *store.Tx) error {
		for _, l := range lists {
			if err := tx.PublishChecklist(ctx, l); err != nil {
				return err
			}
		}
		return nil
	})
}
