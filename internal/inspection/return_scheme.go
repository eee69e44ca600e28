package inspection

// returnScheme sends the scheme back to the section head with a reason.
//
// 国办发〔2024〕54号: no check without the approval of the agency's head.
func returnScheme(c *Check, act Act, b ReasonBody, _ Known) error {
	back := act.because(b.Reason)
	c.r.Returned = &back
	return nil
}

// because makes the record of a deed that needs a reason and nothing else.
func (a Act) because(reason string) Reasoned {
	return Reasoned{Act: a.ID, By: a.who(), At: a.DoneAt, Reason: reason}
}
