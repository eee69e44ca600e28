package office

import (
	"context"
	"encoding/json"
	"errors"

	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/sheets"
	"anjian/internal/store"
)

// TakeImport takes an import into the register, all of it at once or nothing. Wrong rows refuse it unless withoutWrong
// says that they are to be left out. Refuses: ImportNotReady, ImportWrong, ImportUndecided, ImportStale, CodeTaken.
func (r *Room) TakeImport(ctx context.Context, actor inspection.Actor, deed Deed, id string, withoutWrong bool) (Import, error) {
	i, err := r.store.Import(ctx, actor.BureauID, id)
	if err != nil {
		return Import{}, err
	}
	body := map[string]any{"sha256": i.SHA256, "fileName": i.FileName, "withoutWrong": withoutWrong}
	_, _, err = r.ledger.Perform(ctx, actor, deed.of("import_register", ledger.OnImport, id, body), func(tx *store.Tx, seq int64) error {
		now, err := tx.Import(ctx, actor.BureauID, id)
		if err != nil {
			return err
		}
		rows, err := tx.TallyRows(ctx, actor.BureauID, id)
		if err != nil {
			return err
		}
		var t tally
		var issues []sheets.Issue
		if err := errors.Join(json.Unmarshal(now.Tally, &t), json.Unmarshal(now.Issues, &issues)); err != nil {
			return err
		}
		switch {
		case now.State != "ready":
			return ImportNotReady.With("state", now.State)
		case !withoutWrong && (rows[store.RowWrong] > 0 || len(issues) > 0):
			return ImportWrong.With("rows", rows[store.RowWrong])
		case rows[store.RowLike] > 0:
			return ImportUndecided.With("rows", rows[store.RowLike])
		}
		t.Rows = rows
		if now.Tally, err = json.Marshal(t); err != nil {
			return err
		}
		now.State, now.Done = "done", now.Total
		if err := tx.MoveImport(ctx, now, "ready"); err != nil {
			return err
		}
		return tx.TakeIn(ctx, actor.BureauID, id, seq)
	})
	switch {
	case errors.Is(err, store.Moved):
		return Import{}, ImportStale
	case errors.Is(err, store.Exists):
		return Import{}, CodeTaken
	case err != nil:
		return Import{}, err
	}
	return r.Import(ctx, actor, id)
}
