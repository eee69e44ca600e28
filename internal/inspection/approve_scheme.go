package inspection

// approveScheme is the leader's approval; with it the check gets its document number.
//
// 国办发〔2024〕54号: approval by the agency's head before every check.
func approveScheme(c *Check, act Act, b ApproveSchemeBody, known Known) error {
	if known.Number == nil {
		return NumberMissing
	}
	number := *known.Number
	c.r.Number = &number
	c.r.Approval = &Approval{By: act.who(), At: act.DoneAt, Opinion: b.Opinion}
	return nil
}
