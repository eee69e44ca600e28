package testkit

import (
	"fmt"
	"testing"

	"anjian/internal/inspection"
	"anjian/internal/store"
)

// SignedCopies makes one signed check by acts and copies it until there are n: for what is said of many and asks only for
// how they stand. Gives their ids.
func (w *World) SignedCopies(t testing.TB, n int) []string {
	t.Helper()
	ids := []string{w.Signed(t, 1)}
	v, err := w.Store.Check(t.Context(), w.Bureau.ID, ids[0])
	must(t, err)
	must(t, w.Store.Housekeep(t.Context(), func(tx *store.Tx) error {
		seq, err := tx.NextSeqs(t.Context(), w.Bureau.ID, n)
		if err != nil {
			return err
		}
		for i := range n - 1 {
			c := v
			c.Record.ID = NewID()
			c.Record.Number = &inspection.DocumentNumber{Abbrev: "苏坛", Year: 2026, Serial: 1000 + i, Text: fmt.Sprintf("（苏坛）应急检记〔2026〕%d号", 1000+i)}
			row, err := store.RowOf(c)
			if err != nil {
				return err
			}
			if err := tx.InsertCheck(t.Context(), row, seq+int64(i)); err != nil {
				return err
			}
			ids = append(ids, c.Record.ID)
		}
		return nil
	}))
	return ids
}
