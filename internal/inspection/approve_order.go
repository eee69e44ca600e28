package inspection

// approveOrder decides on an order where the bureau approves orders before they are delivered. An order that is not
// approved is void: what it ordered is to be ordered again.
//
// 安全生产法 65: the order is the bureau's; who approves it there is the bureau's own rule (its terms).
func approveOrder(c *Check, act Act, b DecisionBody, _ Known) error {
	o := c.r.Order(b.PaperID)
	switch {
	case o == nil:
		return PaperUnknown.With("paperId", b.PaperID)
	case o.Withdrawn != nil:
		return PaperWithdrawn.With("paperId", b.PaperID)
	case !o.NeedsApproval:
		return ApprovalNotAsked.With("paperId", b.PaperID)
	case o.Approved != nil:
		return PaperDecided.With("paperId", b.PaperID)
	case !b.Granted && blank(b.Opinion):
		return OpinionNeeded
	}
	o.Approved = act.decision(b.Granted, b.Opinion)
	if !b.Granted {
		c.takeBackOrder(o, act.because(b.Opinion))
	}
	return nil
}

// takeBackOrder makes an order void and its items what they were before it.
func (c *Check) takeBackOrder(o *IssuedOrder, why Reasoned) {
	o.Withdrawn = &why
	kept := c.r.OrderItems[:0]
	for _, item := range c.r.OrderItems {
		if n := len(item.Deadlines); item.OrderID == o.Paper.ID && item.Left == nil {
			item.Deadlines = item.Deadlines[:n-1]
			if n == 1 {
				continue
			}
			item.restand()
		}
		kept = append(kept, item)
	}
	c.r.OrderItems = kept
}
