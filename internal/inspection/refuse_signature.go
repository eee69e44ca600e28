package inspection

// refuseSignature records that the enterprise does not sign the record (Check.refuse has the rules). A refusal is a
// lawful outcome.
//
// 安全生产法 68: when the person responsible refuses, the officers record it and report it to their department.
func refuseSignature(c *Check, act Act, b RefuseSignatureBody, _ Known) error {
	on, err := c.record()
	if err != nil {
		return err
	}
	return c.refuse(act, on, b)
}
