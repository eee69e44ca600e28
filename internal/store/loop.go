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

// OrderItemCounts says how many order items of the checks an actor may see stand how, and how many of the open ones are
// past their day.
func (r Reader) OrderItemCounts(ctx context.Context, actor inspection.Actor, today string) (standings map[inspection.ItemStanding]int, overdue int, err error) {
	from := `checks c JOIN order_items o ON o.check_id = c.id`
	scope, args := r.visible(actor)
	if !actor.Guest() && (actor.Role == inspection.RoleLeader || actor.Role == inspection.RolePolicy) { // all of the bureau's: the items alone tell
		from, scope, args = `order_items o`, `o.bureau_id = ?`, []any{actor.BureauID}
	}
	got, err := rows[struct {
		Standing string
		N        int
		Late     int
	}](r, ctx, "count order items", `SELECT o.standing, COUNT(*) AS n, SUM(CASE WHEN o.due_on < ? THEN 1 ELSE 0 END) AS late
		FROM `+from+` WHERE `+scope+` GROUP BY o.standing`, append([]any{today}, args...)...)
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
