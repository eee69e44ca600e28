package inspection

// refuseSupplement records that the enterprise does not sign a supplement, by the rules of the record (Check.refuse).
//
// 安全生产法 68: when the person responsible refuses, the officers record it and report it to their department.
func refuseSupplement(c *Check, act Act, b RefuseSupplementBody, _ Known) error {
	s, err := c.supplement(b.SupplementID)
	if err != nil {
		return err
	}
	return c.refuse(act, s.sheet(), RefuseSignatureBody{
		Digest: b.Digest, RefusedBy: b.RefusedBy, Post: b.Post, Reason: b.Reason, ReadOut: b.ReadOut, Witnesses: b.Witnesses, ReportedTo: b.ReportedTo,
	})
}
