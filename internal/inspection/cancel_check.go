package inspection

// cancelCheck calls a check off before the visit, with a reason that stays on the file.
//
// 国办发〔2024〕54号: the approved plan and what became of it must agree.
func cancelCheck(c *Check, act Act, b ReasonBody, _ Known) error {
	off := act.because(b.Reason)
	c.r.Cancelled = &off
	return nil
}
