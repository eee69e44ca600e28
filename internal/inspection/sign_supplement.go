package inspection

// signSupplement binds a signatory's ink to the supplement they saw, by the rules of the record (Check.sign).
//
// 安全生产法 68: the officers and the person responsible at the enterprise sign the written record; so too what is
// added to it.
func signSupplement(c *Check, act Act, b SignSupplementBody, _ Known) error {
	s, err := c.supplement(b.SupplementID)
	if err != nil {
		return err
	}
	return c.sign(act, s.sheet(), SignRecordBody{
		Signatory: b.Signatory, Digest: b.Digest, Sentence: b.Sentence, Statement: b.Statement, Ink: b.Ink, Position: b.Position,
	})
}
