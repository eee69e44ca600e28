package inspection

// refuseSignature records that the enterprise does not sign: by itself on its own phone, with its reason, or by an
// officer, who says what was read out and to whom the refusal is reported. A refusal is a lawful outcome.
//
// 安全生产法 68: when the person responsible refuses, the officers record it and report it to their department.
func refuseSignature(c *Check, act Act, b RefuseSignatureBody, _ Known) error {
	if c.r.Seal == nil || b.Digest != c.r.Seal.Digest {
		return RecordChanged
	}
	if c.signed(PartyEnterprise) {
		return AlreadySigned.With("party", string(PartyEnterprise))
	}
	if len(c.r.SignRefusals) > 0 {
		return AlreadyRefused
	}
	own := !c.isOfficer(act.Actor)
	switch {
	case !own && b.ReadOut == "":
		return ReadOutNeeded
	case !own && b.ReportedTo == "":
		return ReportedToNeeded
	}
	c.r.SignRefusals = append(c.r.SignRefusals, SignRefusal{
		Act: act.ID, Digest: b.Digest, RefusedBy: b.RefusedBy, Post: b.Post, Reason: b.Reason, ReadOut: b.ReadOut,
		Witnesses: b.Witnesses, ReportedTo: b.ReportedTo, Own: own, By: act.who(), At: act.DoneAt,
	})
	return nil
}
