package office

import (
	"context"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/sheets"
	"anjian/internal/store"
)

// Decision says of one row what it is to do: merge with the entry of the same name, add a new one, skip.
type Decision struct {
	No int    `json:"no" minimum:"1"`
	Do string `json:"do" enum:"merge,add,skip"`
}

// DecideRows takes decisions about rows that are like an entry that is there (and takes them back: skip, add).
func (r *Room) DecideRows(ctx context.Context, actor inspection.Actor, id string, decisions []Decision) (Import, error) {
	i, err := r.Import(ctx, actor, id)
	if err != nil {
		return Import{}, err
	}
	if i.State != "ready" {
		return Import{}, ImportNotReady
	}
	err = r.store.Housekeep(ctx, func(tx *store.Tx) error {
		for _, d := range decisions {
			if err := decide(ctx, tx, actor.BureauID, id, i.Columns, d); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Import{}, err
	}
	return r.Import(ctx, actor, id)
}

func decide(ctx context.Context, tx *store.Tx, bureauID, id string, columns []string, d Decision) error {
	found, err := tx.StagedRows(ctx, bureauID, id, "", d.No-1, 1)
	if err != nil {
		return err
	}
	if len(found) == 0 || found[0].No != d.No || found[0].LikeID == "" {
		return notThere
	}
	s := found[0]
	switch d.Do {
	case "skip":
		s.Outcome = store.RowSkip
	case "add":
		s.Outcome = store.RowAdd
		s.Entry.ID, s.BaseVersion, s.CreatedAt = mint(), 0, time.Time{}
	case "merge":
		old, err := tx.Entry(ctx, bureauID, s.LikeID)
		if err != nil {
			return err
		}
		s = merged(s, store.StagedRow{Entry: old, BaseVersion: old.Version, CreatedAt: tx.Now()}, sheets.RowOf(columns, s.Entry))
	}
	return tx.ReplaceRow(ctx, bureauID, id, s)
}
