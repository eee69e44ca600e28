package office

import (
	"context"
	"io"

	"anjian/internal/inspection"
	"anjian/internal/planning"
	"anjian/internal/sheets"
	"anjian/internal/store"
)

// ExportRegister writes what the filter leaves of the register, as far as the actor may see it, as a workbook that
// ReadImport takes.
func (r *Room) ExportRegister(ctx context.Context, actor inspection.Actor, f EntryFilter, out io.Writer) error {
	cursor, last := "", false
	return sheets.WriteRegister(out, func() ([]planning.Enterprise, error) {
		if last {
			return nil, nil
		}
		page, next, err := r.store.EntriesFor(ctx, actor.BureauID, seenBy(actor, f), cursor, 1000)
		cursor, last = next, next == ""
		for i := range page {
			page[i] = entryFor(actor, page[i])
		}
		return page, err
	})
}

// Views lists the actor's saved views of a list.
func (r *Room) Views(ctx context.Context, actor inspection.Actor, list string) ([]SavedView, error) {
	return r.store.ViewsOf(ctx, actor.BureauID, actor.PersonID, list)
}

// SaveView keeps a view of the actor's own. Refuses with store.Exists when the id is somebody else's.
func (r *Room) SaveView(ctx context.Context, actor inspection.Actor, v SavedView) error {
	return r.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.SaveView(ctx, actor.BureauID, actor.PersonID, v) })
}

// DropView forgets a view of the actor's own.
func (r *Room) DropView(ctx context.Context, actor inspection.Actor, id string) error {
	return r.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.DropView(ctx, actor.BureauID, actor.PersonID, id) })
}
