package office

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/sheets"
	"anjian/internal/store"
)

const (
	stageStep = 500
	deadAfter = 2 * time.Minute
)

// ReadImport reads a workbook into an import of that id, which its author minted, and stops when somebody cancels it.
// The register is not touched. The same file sent again under the same id goes on where nothing was kept, or gives what
// is there. It lasts as long as the file is large: whoever wants to know how far it is asks for the import meanwhile.
func (r *Room) ReadImport(ctx context.Context, actor inspection.Actor, id, fileName string, data []byte) (Import, error) {
	i := store.RegisterImport{ID: id, BureauID: actor.BureauID, PersonID: actor.PersonID, FileName: fileName, SHA256: evidence.Sum(data), State: "reading"}
	there, err := r.begin(ctx, i)
	if err != nil || there {
		if err != nil {
			return Import{}, err
		}
		return r.Import(ctx, actor, id)
	}
	if err := r.read(ctx, &i, data); err != nil {
		err = r.giveUp(context.WithoutCancel(ctx), i, err)
		return Import{}, err
	}
	return r.Import(ctx, actor, id)
}

// begin makes the import, or says that it is there already.
func (r *Room) begin(ctx context.Context, i store.RegisterImport) (there bool, err error) {
	err = r.store.Housekeep(ctx, func(tx *store.Tx) error {
		there = false
		old, err := tx.Import(ctx, i.BureauID, i.ID)
		if errors.Is(err, store.NotFound) {
			return tx.InsertImport(ctx, i)
		}
		if err != nil {
			return err
		}
		if old.SHA256 != i.SHA256 || old.PersonID != i.PersonID {
			return ImportTaken
		}
		underWay := old.State == "reading" || old.State == "staging"
		if old.State == "failed" || underWay && tx.Now().Sub(old.AliveAt) > deadAfter {
			return errors.Join(tx.ForgetRows(ctx, i.BureauID, i.ID), tx.MoveImport(ctx, i, old.State))
		}
		there = true
		return nil
	})
	if errors.Is(err, store.Exists) {
		err = ImportTaken
	}
	return there, err
}

// giveUp leaves nothing of an import that did not come to its end.
func (r *Room) giveUp(ctx context.Context, i store.RegisterImport, why error) error {
	cancelled := errors.Is(why, store.Moved)
	err := r.store.Housekeep(ctx, func(tx *store.Tx) error {
		if err := tx.ForgetRows(ctx, i.BureauID, i.ID); err != nil {
			return err
		}
		failed := i
		failed.State, failed.Done = "failed", 0
		if err := tx.MoveImport(ctx, failed, "reading", "staging"); err != nil && !errors.Is(err, store.Moved) {
			return err
		}
		return nil
	})
	if err != nil {
		slog.Warn("the rows of an import that failed could not be dropped", "import", i.ID, "cause", err)
	}
	if cancelled {
		return ImportCancelled
	}
	return why
}

func (r *Room) read(ctx context.Context, i *store.RegisterImport, data []byte) error {
	book, err := sheets.Open(data)
	if err != nil {
		return err
	}
	defer book.Close()
	t := tally{Rows: map[string]int{}, Columns: []string{}}
	part := make([]sheets.RegisterRow, 0, stageStep)
	stage := func() error {
		if len(part) == 0 {
			return nil
		}
		staged, err := r.compare(ctx, i.BureauID, part)
		if err != nil {
			return err
		}
		for _, s := range staged {
			t.Rows[s.Outcome]++
		}
		i.Done += len(part)
		i.Total = max(i.Done, book.Ahead)
		part = part[:0]
		return r.store.Housekeep(ctx, func(tx *store.Tx) error {
			return errors.Join(tx.StageRows(ctx, i.BureauID, i.ID, staged), tx.MoveImport(ctx, *i, "reading"))
		})
	}
	// What was read is staged at once and let go: a file of any length takes no more memory than a step of it.
	if _, err := book.Register(func(row sheets.RegisterRow) error {
		if len(t.Columns) == 0 {
			t.Columns = row.Columns()
		}
		if part = append(part, row); len(part) < stageStep {
			return nil
		}
		return stage()
	}); err != nil {
		return err
	}
	if err := stage(); err != nil {
		return err
	}
	i.Total = i.Done
	if i.Tally, err = json.Marshal(t); err != nil {
		return err
	}
	if i.Issues, err = json.Marshal(append([]sheets.Issue{}, book.Issues...)); err != nil {
		return err
	}
	i.State = "ready"
	return r.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.MoveImport(ctx, *i, "reading") })
}
