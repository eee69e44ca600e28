package store

import (
	"context"

	"anjian/internal/inspection"
)

// SyncOrderItems makes the standing rows of the check's order items those of its record: one row for each finding
// ordered, whatever number of orders carried it. The key of the table is the second wall behind that.
func (t *Tx) SyncOrderItems(_ context.Context, r *inspection.CheckRecord) error {
	if _, err := t.exec("clear order items", `DELETE FROM order_items WHERE check_id = ?`, r.ID); err != nil {
		return err
	}
	for _, i := range r.OrderItems {
		err := t.must("insert an order item", `INSERT INTO order_items (check_id, finding_id, bureau_id, order_id, standing, due_on) VALUES (`+marks(6)+`)`,
			r.ID, i.FindingID, r.BureauID, i.OrderID, string(i.Standing), i.DueOn)
		if err != nil {
			return err
		}
	}
	return nil
}

// ChecksDue gives the checks an actor may see of which something can be due up to a day, the earliest first.
func (r Reader) ChecksDue(ctx context.Context, actor inspection.Actor, until string, limit int) ([]inspection.CheckRecord, error) {
	scope, args := r.visible(actor)
	got, err := rows[viewRow](r, ctx, "look for what is due", `SELECT `+viewColumns+` FROM checks c
		WHERE `+scope+` AND c.due_from <> '' AND c.due_from <= ? ORDER BY c.due_from, c.id LIMIT ?`, append(args, until, limit)...)
	if err != nil {
		return nil, err
	}
	records := make([]inspection.CheckRecord, len(got))
	for i, g := range got {
		v, err := g.view()
		if err != nil {
			return nil, err
		}
		records[i] = v.Record
	}
	return records, nil
}

// OrderItemCounts says how many order items of the checks an actor may see stand how, and how many of the open ones are
// past their day.
func (r Reader) OrderItemCounts(ctx context.Context, actor inspection.Actor, today string) (standings map[inspection.ItemStanding]int, overdue int, err error) {
	scope, args := r.visible(actor)
	got, err := rows[struct {
		Standing string
		N        int
		Late     int
	}](r, ctx, "count order items", `SELECT o.standing, COUNT(*) AS n, SUM(CASE WHEN o.due_on < ? THEN 1 ELSE 0 END) AS late
		FROM order_items o JOIN checks c ON c.id = o.check_id WHERE `+scope+` GROUP BY o.standing`, append([]any{today}, args...)...)
	if err != nil {
		return nil, 0, err
	}
	standings = map[inspection.ItemStanding]int{}
	for _, g := range got {
		standing := inspection.ItemStanding(g.Standing)
		standings[standing] = g.N
		if item := (inspection.OrderItem{Standing: standing}); item.Open() {
			overdue += g.Late
		}
	}
	return standings, overdue, nil
}
