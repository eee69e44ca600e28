package inspection

import "slices"

// mostOrders bounds one check.
const mostOrders = 20

// issueOrder gives an order to rectify. Nobody says what is in it. The first derives its items from the findings of the
// sealed record that are to be ordered, one item for each. A further one carries the items that the last re-check found
// not put right, each with a new day. An item's day is the record's; a day that has passed meanwhile needs another.
//
// 安全生产法 65(二), 68: what is ordered corresponds to the record, item by item.
func issueOrder(c *Check, act Act, b IssueOrderBody, known Known) error {
	if c.r.Seal == nil || b.Record != c.r.Seal.Digest {
		return RecordChanged
	}
	if c.r.Order(b.OrderID) != nil {
		return OrderExists.With("orderId", b.OrderID)
	}
	if len(c.r.Orders) >= mostOrders {
		return OrderTooMany.With("max", mostOrders)
	}
	lines, after, err := c.toOrder(act, b.Dues)
	if err != nil {
		return err
	}
	terms := c.r.TermsInForce()
	o := IssuedOrder{Number: len(c.r.Orders) + 1, NeedsApproval: terms.OrderApproval, Paper: OrderPaper{
		Schema: OrderSchema, CheckID: c.r.ID, ID: b.OrderID, Record: b.Record, After: after, Items: lines, Interim: b.Interim,
		Remedies: terms.Remedies, Act: act.ID, By: act.who(), DoneAt: stampOf(act.DoneAt),
	}}
	o.Issued = act.issue(o.Paper, known)
	c.r.Orders = append(c.r.Orders, o)
	for _, line := range lines {
		item := c.r.Item(line.FindingID)
		if item == nil {
			c.r.OrderItems = append(c.r.OrderItems, OrderItem{FindingID: line.FindingID, Deadlines: []Deadline{}, Rectifications: []Rectification{}, Results: []ItemResult{}})
			item = &c.r.OrderItems[len(c.r.OrderItems)-1]
		}
		item.Deadlines = append(item.Deadlines, Deadline{DueOn: line.DueOn, OrderID: b.OrderID})
		item.restand()
	}
	return nil
}

// toOrder gives the lines of the order that is due now, and the re-check it follows.
func (c *Check) toOrder(act Act, dues []ItemDue) (lines []OrderLine, after string, err error) {
	if len(c.r.OrderItems) == 0 {
		for _, f := range c.r.Findings {
			if f.Withdrawn == nil && f.Versions[0].Handling == Order {
				lines = append(lines, c.orderLine(f.ID, f.Versions[0].DueOn))
			}
		}
		if len(lines) == 0 {
			return nil, "", NothingToOrder
		}
		return lines, "", c.firstDues(act, lines, dues)
	}
	for i := range c.r.OrderItems {
		if item := &c.r.OrderItems[i]; item.Standing == ItemPartly || item.Standing == ItemNotMet {
			lines = append(lines, c.orderLine(item.FindingID, ""))
		}
	}
	if len(lines) == 0 {
		return nil, "", OrderStands
	}
	slices.SortFunc(lines, byFinding)
	return lines, c.lastRecheck(), c.newDues(act, lines, dues)
}

func (c *Check) orderLine(findingID, dueOn string) OrderLine {
	f := c.finding(findingID)
	v := f.Versions[0]
	return OrderLine{FindingID: f.ID, No: c.findingNo(f.ID), Text: v.Text, Place: v.Place, Major: f.Major == MajorConfirmed, DueOn: dueOn}
}

// firstDues: the days are the record's. Another may be said only for a day that has passed since.
func (c *Check) firstDues(act Act, lines []OrderLine, dues []ItemDue) error {
	for i := range lines {
		at := slices.IndexFunc(dues, func(d ItemDue) bool { return d.FindingID == lines[i].FindingID })
		passed := lines[i].DueOn < act.day()
		switch {
		case at < 0 && passed:
			return OrderDuePast.With("findingId", lines[i].FindingID).With("dueOn", lines[i].DueOn)
		case at >= 0 && !passed && dues[at].DueOn != lines[i].DueOn:
			return OrderDueOfRecord.With("findingId", lines[i].FindingID).With("dueOn", lines[i].DueOn)
		case at >= 0:
			lines[i].DueOn = dues[at].DueOn
		}
	}
	return duesFit(act, lines, dues)
}

// newDues: a further order says a day for each of its items.
func (c *Check) newDues(act Act, lines []OrderLine, dues []ItemDue) error {
	missing := []string{}
	for i := range lines {
		at := slices.IndexFunc(dues, func(d ItemDue) bool { return d.FindingID == lines[i].FindingID })
		if at < 0 {
			missing = append(missing, lines[i].FindingID)
			continue
		}
		lines[i].DueOn = dues[at].DueOn
	}
	if len(missing) > 0 {
		return OrderDueNeeded.With("findings", missing)
	}
	return duesFit(act, lines, dues)
}

// duesFit: no day has passed, no item is named twice, and none that this order does not carry.
func duesFit(act Act, lines []OrderLine, dues []ItemDue) error {
	for i, d := range dues {
		if !slices.ContainsFunc(lines, func(l OrderLine) bool { return l.FindingID == d.FindingID }) {
			return OrderItemUnknown.With("findingId", d.FindingID)
		}
		if slices.ContainsFunc(dues[:i], func(other ItemDue) bool { return other.FindingID == d.FindingID }) {
			return BadValue.With("field", "dues.findingId")
		}
	}
	for _, l := range lines {
		if l.DueOn < act.day() {
			return OrderDuePast.With("findingId", l.FindingID).With("dueOn", l.DueOn)
		}
	}
	return nil
}

// lastRecheck is the last re-check that stands; empty when there is none.
func (c *Check) lastRecheck() string {
	for i := len(c.r.Rechecks) - 1; i >= 0; i-- {
		if c.r.Rechecks[i].Withdrawn == nil {
			return c.r.Rechecks[i].Paper.ID
		}
	}
	return ""
}
