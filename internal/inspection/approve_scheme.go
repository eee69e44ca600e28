package inspection

// approveScheme is the leader's approval; with it the check gets its document number and the terms it is carried
// through by. Of an urgent check it completes what was reported (report_urgent.go), at any time until the case is closed,
// and the number stands already.
//
// 国办发〔2024〕54号: approval by the agency's head before every check.
func approveScheme(c *Check, act Act, b ApproveSchemeBody, known Known) error {
	if c.r.State != Assigned && (c.r.Urgent == nil || c.r.Approval != nil) {
		return ApprovalGiven
	}
	if known.Number == nil {
		return NumberMissing
	}
	if c.r.Number == nil {
		number := *known.Number
		c.r.Number = &number
	}
	if c.r.Terms == nil {
		c.r.Terms = known.Terms
	}
	if c.r.Ways == nil {
		c.r.Ways = known.Ways
	}
	c.r.Approval = &Approval{By: act.who(), At: act.DoneAt, Opinion: b.Opinion}
	return nil
}
