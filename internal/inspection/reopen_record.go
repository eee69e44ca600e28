package inspection

// reopenRecord lifts the seal while nobody has signed or refused, neither the record nor a supplement to it, with a
// reason that stays on the file. A supplement nobody has signed goes with the seal it stands beside: it is withdrawn by
// this act and stays to be read. What it said can be done in the open record now, and a supplement to a record that no
// longer exists must not come back beside the next one.
//
// 安全生产法 68: the record both sides sign is the record; after the first signature it changes no more.
func reopenRecord(c *Check, act Act, b ReasonBody, _ Known) error {
	if len(c.r.Signatures) > 0 || len(c.r.SignRefusals) > 0 {
		return ReopenAfterSignature
	}
	for _, s := range c.r.Supplements {
		if s.touched() {
			return ReopenWithSupplement.With("supplementId", s.ID)
		}
	}
	why := act.because(b.Reason)
	for i := range c.r.Supplements {
		if s := &c.r.Supplements[i]; s.Withdrawn == nil {
			s.Withdrawn = &why
		}
	}
	c.r.Seal = nil
	c.r.Reopened = append(c.r.Reopened, why)
	return nil
}
