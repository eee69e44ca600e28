package inspection

// paper is anything of the loop that people put their names to.
type paper struct {
	*Issued
	inner bool  // an internal paper: only the officers sign it
	void  error // why it cannot be signed now
}

// paper finds a paper of the loop by its id, or refuses.
func (c *Check) paper(id string) (paper, error) {
	var p paper
	if o := c.r.Order(id); o != nil {
		p.Issued = &o.Issued
		if o.NeedsApproval && o.Approved == nil {
			p.void = PaperNotApproved.With("paperId", id)
		}
	}
	if m := c.r.Measure(id); m != nil {
		p.Issued = &m.Issued
		if m.Approved == nil && m.Paper.PhoneApproval == nil {
			p.void = PaperNotApproved.With("paperId", id)
		}
	}
	if k := c.r.Recheck(id); k != nil {
		p.Issued = &k.Issued
	}
	if f := c.r.Filing(id); f != nil {
		p.Issued, p.inner = &f.Issued, true
	}
	switch {
	case p.Issued == nil:
		return p, PaperUnknown.With("paperId", id)
	case p.Withdrawn != nil:
		return p, PaperWithdrawn.With("paperId", id)
	}
	return p, nil
}

// signPaper binds a signatory's ink to an order, a measure, a re-check opinion or a case filing, by the rules of the
// record (Check.sign). With the enterprise's signature the paper is delivered.
//
// 安全生产法 65, 68: the officers and the person responsible at the enterprise sign; a paper binds whom it has reached.
func signPaper(c *Check, act Act, b SignPaperBody, _ Known) error {
	p, err := c.paper(b.PaperID)
	if err != nil {
		return err
	}
	if p.void != nil {
		return p.void
	}
	if p.inner && b.Signatory.Party == PartyEnterprise {
		return NotAParty.With("party", string(PartyEnterprise))
	}
	return c.sign(act, p.sheet(), SignRecordBody{
		Signatory: b.Signatory, Digest: b.Digest, Sentence: b.Sentence, Statement: b.Statement, Ink: b.Ink, Position: b.Position,
	})
}

// refusePaper records that the enterprise does not sign a paper, by the rules of the record (Check.refuse). The paper is
// left with it 留置送达 where LeftAt says, and is delivered so.
//
// 安全生产法 68: a refusal is recorded and reported to the department.
func refusePaper(c *Check, act Act, b RefusePaperBody, _ Known) error {
	p, err := c.paper(b.PaperID)
	switch {
	case err != nil:
		return err
	case p.void != nil:
		return p.void
	case p.inner:
		return NotAParty.With("party", string(PartyEnterprise))
	case c.isOfficer(act.Actor) && b.LeftAt == "":
		return LeftAtNeeded
	}
	err = c.refuse(act, p.sheet(), RefuseSignatureBody{
		Digest: b.Digest, RefusedBy: b.RefusedBy, Post: b.Post, Reason: b.Reason, ReadOut: b.ReadOut, Witnesses: b.Witnesses, ReportedTo: b.ReportedTo,
	})
	if err == nil {
		p.SignRefusals[len(p.SignRefusals)-1].LeftAt = b.LeftAt
	}
	return err
}

// sheet is a paper as a thing to sign.
func (p *Issued) sheet() sheet { return sheet{p.Digest, &p.Signatures, &p.SignRefusals} }
