package inspection

// mostFeedback bounds one referral.
const mostFeedback = 50

// sendReferral records that an approved referral was handed over.
//
// 安全生产法 69: what is passed on leaves a record.
func sendReferral(c *Check, act Act, b ReferralHandingBody, _ Known) error {
	f, err := c.referral(b.ReferralID)
	switch {
	case err != nil:
		return err
	case f.Approved == nil:
		return PaperNotApproved.With("paperId", b.ReferralID)
	case f.Sent != nil:
		return ReferralSent.With("referralId", b.ReferralID)
	case b.On > act.day():
		return DayAhead.With("field", "on")
	}
	f.Sent = act.handing(b.On, b.Name, b.Way)
	return nil
}

// recordReferralReceipt records who took a referral in, and when. The open order items it names have left the loop.
//
// 安全生产法 69: the department that receives it handles it.
func recordReferralReceipt(c *Check, act Act, b ReferralHandingBody, _ Known) error {
	f, err := c.referral(b.ReferralID)
	switch {
	case err != nil:
		return err
	case f.Sent == nil:
		return ReferralNotSent.With("referralId", b.ReferralID)
	case f.Received != nil:
		return ReferralReceived.With("referralId", b.ReferralID)
	case b.On > act.day():
		return DayAhead.With("field", "on")
	case b.On < f.Sent.On:
		return BadValue.With("field", "on")
	}
	f.Received = act.handing(b.On, b.Name, b.Way)
	ids := make([]string, len(f.Paper.Findings))
	for i, found := range f.Paper.Findings {
		ids[i] = found.ID
	}
	c.leave(ids, ItemReferred, b.ReferralID)
	return nil
}

// recordReferralFeedback records what the department answered; it may answer more than once.
//
// 安全生产法 69: what becomes of it is known here.
func recordReferralFeedback(c *Check, act Act, b ReferralFeedbackBody, _ Known) error {
	f, err := c.referral(b.ReferralID)
	switch {
	case err != nil:
		return err
	case f.Received == nil:
		return ReferralNotSent.With("referralId", b.ReferralID)
	case len(f.Feedback) >= mostFeedback:
		return TooMany.With("max", mostFeedback)
	case b.On > act.day():
		return DayAhead.With("field", "on")
	}
	f.Feedback = append(f.Feedback, ReferralFeedback{On: b.On, Text: b.Text, Act: act.ID, By: act.who(), At: act.DoneAt})
	return nil
}
