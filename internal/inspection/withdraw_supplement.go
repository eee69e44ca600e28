package inspection

// withdrawSupplement takes a supplement back while nobody has signed or refused it, with a reason. It keeps its number
// and stays to be read; the refused acts it stood for are free for another.
//
// 安全生产法 68: after the first signature it changes no more, like the record.
func withdrawSupplement(c *Check, act Act, b WithdrawSupplementBody, _ Known) error {
	s, err := c.supplement(b.SupplementID)
	if err != nil {
		return err
	}
	if s.touched() {
		return SupplementSigned.With("supplementId", s.ID)
	}
	why := act.because(b.Reason)
	s.Withdrawn = &why
	return nil
}
