package store

import (
	"context"
	"fmt"

	"anjian/internal/inspection"
)

// toReckon marks a check whose due_from a migration left open (00120): SQL cannot read it out of the record.
const toReckon = "?"

// reckonDue writes the day from which something is due for every check that a migration marked, and then what checks wait
// for where that does not stand yet (00160). It may be ended and begun again at any row, and an act that comes between has
// written both already.
func (s *Store) reckonDue(ctx context.Context) error {
	err := s.reckon(ctx, `c.due_from = ?`, toReckon, func(tx *Tx, r *inspection.CheckRecord) error {
		_, err := tx.exec("reckon what is due", `UPDATE checks SET due_from = ? WHERE id = ? AND due_from = ?`, r.DueFrom(), r.ID, toReckon)
		return err
	})
	if err != nil {
		return err
	}
	return s.reckon(ctx, `c.due_from > ? AND NOT EXISTS (SELECT 1 FROM check_waiting w WHERE w.check_id = c.id)`, "", func(tx *Tx, r *inspection.CheckRecord) error {
		text, err := WaitingText(r)
		if err != nil {
			return err
		}
		return tx.SyncWaiting(ctx, r.BureauID, r.ID, text)
	})
}

// reckon does to every check of a condition what makes the condition untrue of it.
func (s *Store) reckon(ctx context.Context, where, arg string, do func(*Tx, *inspection.CheckRecord) error) error {
	for n := 1; n > 0; {
		err := s.Housekeep(ctx, func(tx *Tx) error {
			got, err := rows[viewRow](tx.Reader, ctx, "look for checks to reckon", `SELECT `+viewColumns+` FROM checks c WHERE `+where+` ORDER BY c.id LIMIT 200`+tx.forUpdate(), arg)
			if err != nil {
				return err
			}
			n = len(got)
			for _, g := range got {
				v, err := g.view()
				if err != nil {
					return err
				}
				if err := do(tx, &v.Record); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("store: reckon what is due: %w", err)
		}
	}
	return nil
}
