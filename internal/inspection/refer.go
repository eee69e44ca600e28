package inspection

// mostReferrals bounds one check.
const mostReferrals = 20

// refer drafts a referral 移送 to the department in whose hands a finding lies, with its list of material.
//
// 安全生产法 69: what another department must handle is passed on, with a record.
func refer(c *Check, act Act, b ReferBody, known Known) error {
	if c.r.Referral(b.ReferralID) != nil {
		return PaperExists.With("paperId", b.ReferralID)
	}
	if len(c.r.Referrals) >= mostReferrals {
		return ReferralTooMany.With("max", mostReferrals)
	}
	if lapsed(known.Law, b.Law, act.day()) {
		return PaperBasisLapsed.With("law", b.Law).With("day", act.day())
	}
	found, _, err := c.measured(b.Findings)
	if err != nil {
		return err
	}
	filled(&b.Materials)
	paper := ReferralPaper{Schema: ReferralSchema, CheckID: c.r.ID, ID: b.ReferralID, Kind: b.Kind, To: b.To, Cause: b.Cause, Facts: b.Facts, Law: b.Law,
		Article: b.Article, Findings: found, Materials: b.Materials, Act: act.ID, By: act.who(), DoneAt: stampOf(act.DoneAt)}
	c.r.Referrals = append(c.r.Referrals, Referral{Number: len(c.r.Referrals) + 1, Paper: paper, Issued: act.issue(paper, known), Feedback: []ReferralFeedback{}})
	return nil
}

// approveReferral is the leader's decision on a referral; one not approved is void.
//
// 安全生产法 69: it is the bureau that passes on.
func approveReferral(c *Check, act Act, b DecisionBody, _ Known) error {
	f, err := c.referral(b.PaperID)
	switch {
	case err != nil:
		return err
	case f.Approved != nil:
		return PaperDecided.With("paperId", b.PaperID)
	case !b.Granted && blank(b.Opinion):
		return OpinionNeeded
	}
	f.Approved = act.decision(b.Granted, b.Opinion)
	if !b.Granted {
		why := act.because(b.Opinion)
		f.Withdrawn = &why
	}
	return nil
}
