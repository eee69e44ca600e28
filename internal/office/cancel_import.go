package office

import (
	"context"
	"errors"

	"anjian/internal/inspection"
	"anjian/internal/store"
)

// CancelImport stops an import that has not been taken in; nothing of it is kept.
func (r *Room) CancelImport(ctx context.Context, actor inspection.Actor, id string) error {
	i, err := r.store.Import(ctx, actor.BureauID, id)
	if err != nil {
		return err
	}
	i.State = "cancelled"
	err = r.store.Housekeep(ctx, func(tx *store.Tx) error {
		return errors.Join(tx.MoveImport(ctx, i, "reading", "staging", "ready", "failed", "cancelled"), tx.ForgetRows(ctx, actor.BureauID, id))
	})
	if errors.Is(err, store.Moved) {
		return ImportNotReady.With("state", "done")
	}
	return err
}
