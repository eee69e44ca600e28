package inspection

// reopenRecord lifts the seal while nobody has signed or refused, with a reason that stays on the file.
//
// 安全生产法 68: the record both sides sign is the record; after the first signature it changes no more.
func reopenRecord(c *Check, act Act, b ReasonBody, _ Known) error {
	if len(c.r.Signatures) > 0 || len(c.r.SignRefusals) > 0 {
		return ReopenAfterSignature
	}
	c.r.Seal = nil
	c.r.Reopened = append(c.r.Reopened, act.because(b.Reason))
	return nil
}
