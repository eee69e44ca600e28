package inspection

import "slices"

// withdrawPaper takes a paper of the loop back while nobody has signed or refused it and nothing rests on it, with a
// reason. It keeps its number, which is void, and stays to be read; what it did is undone.
//
// 行政处罚法 47: what was written stays on the file, withdrawn or not.
func withdrawPaper(c *Check, act Act, b WithdrawPaperBody, _ Known) error {
	p, err := c.paper(b.PaperID)
	if err != nil {
		return err
	}
	if p.touched() || c.restsOn(b.PaperID) {
		return PaperInUse.With("paperId", b.PaperID)
	}
	why := act.because(b.Reason)
	switch o, k := c.r.Order(b.PaperID), c.r.Recheck(b.PaperID); {
	case o != nil:
		c.takeBackOrder(o, why)
	case k != nil:
		c.takeBackRecheck(k, why)
	default:
		p.Withdrawn = &why
	}
	return nil
}

// restsOn: something was decided or done by a paper, so that it can no longer be taken back.
func (c *Check) restsOn(id string) bool {
	if f := c.r.Filing(id); f != nil {
		return f.Decided != nil
	}
	if m := c.r.Measure(id); m != nil {
		return m.Approved != nil || m.Paper.PhoneApproval != nil
	}
	if c.r.Recheck(id) == nil {
		return false // an order nobody has signed: no item has moved under it
	}
	later := c.lastRecheck() != id || slices.ContainsFunc(c.r.Orders, func(o IssuedOrder) bool { return o.Withdrawn == nil && o.Paper.After == id })
	for _, item := range c.r.OrderItems {
		n := len(item.Results)
		submitted := len(item.Rectifications) > 0 && item.Rectifications[len(item.Rectifications)-1].Round == n
		later = later || n > 0 && item.Results[n-1].RecheckID == id && (submitted || item.Left != nil)
	}
	for _, m := range c.r.Measures {
		n := len(m.Results)
		later = later || n > 0 && m.Results[n-1].RecheckID == id && len(m.Resumptions) > 0 && m.Resumptions[len(m.Resumptions)-1].Round == n
	}
	return later
}
