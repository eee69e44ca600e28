package inspection

// withdrawOpinion takes an opinion back: its author alone may, and only before the officers have answered it. It keeps
// its number and stays to be read.
//
// 国办发〔2024〕54号: an opinion is its author's own; an answered one is part of what the officers decided by.
func withdrawOpinion(c *Check, act Act, b WithdrawOpinionBody, _ Known) error {
	if _, _, err := c.expertOf(act); err != nil {
		return err
	}
	o, err := c.opinion(b.OpinionID)
	if err != nil {
		return err
	}
	if o.By.ID != act.Actor.PersonID {
		return OpinionNotYours.With("opinionId", o.ID)
	}
	why := act.because(b.Reason)
	o.Withdrawn = &why
	return nil
}
