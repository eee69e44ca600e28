package inspection

// signRecord binds a signatory's ink to the sealed record they saw (Check.sign has the rules).
//
// 安全生产法 68: the officers and the person responsible at the enterprise sign the written record.
func signRecord(c *Check, act Act, b SignRecordBody, _ Known) error {
	on, err := c.record()
	if err != nil {
		return err
	}
	return c.sign(act, on, b)
}

// record is the sealed record as a thing to sign.
func (c *Check) record() (sheet, error) {
	if c.r.Seal == nil {
		return sheet{}, RecordChanged
	}
	return sheet{c.r.Seal.Digest, &c.r.Signatures, &c.r.SignRefusals}, nil
}

// settle makes a recorded check signed once every party has signed or, the enterprise, refused.
func (c *Check) settle() {
	if c.r.State == Recorded && complete(c.r.Signatures, c.r.SignRefusals) {
		c.move(Signed)
	}
}
