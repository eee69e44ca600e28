package store

import (
	"context"
	"fmt"
)

// toReckon marks a check whose due_from a migration left open (00120): SQL cannot read it out of the record.
const toReckon = "?"

// reckonDue writes the day from which something is due for every check that a migration marked. It may be ended and begun
// again at any row, and an act that comes between has written the day already.
func (s *Store) reckonDue(ctx context.Context) error {
	for {
		n := 0
		err := s.Housekeep(ctx, func(tx *Tx) error {
			got, err := rows[viewRow](tx.Reader, ctx, "look for checks to reckon", `SELECT `+viewColumns+` FROM checks c WHERE c.due_from = ? ORDER BY c.id LIMIT 200`, toReckon)
			if err != nil {
				return err
			}
			n = len(got)
			for _, g := range got {
				v, err := g.view()
				if err != nil {
					return err
				}
				if _, err := tx.exec("reckon what is due", `UPDATE checks SET due_from = ? WHERE id = ? AND due_from = ?`, v.Record.DueFrom(), v.Record.ID, toReckon); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("store: reckon what is due: %w", err)
		}
		if n == 0 {
			return nil
		}
	}
}
