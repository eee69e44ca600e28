package inspection

// approveMeasure is the leader's decision on a measure, in writing. It completes an approval by telephone; a no ends the
// measure from then on.
//
// 安全生产法 65(三): stopping work is the bureau's decision, so its leader takes it.
func approveMeasure(c *Check, act Act, b DecisionBody, _ Known) error {
	m := c.r.Measure(b.PaperID)
	switch {
	case m == nil:
		return PaperUnknown.With("paperId", b.PaperID)
	case m.Withdrawn != nil:
		return PaperWithdrawn.With("paperId", b.PaperID)
	case m.Approved != nil:
		return PaperDecided.With("paperId", b.PaperID)
	case !b.Granted && blank(b.Opinion):
		return OpinionNeeded
	}
	m.Approved = act.decision(b.Granted, b.Opinion)
	return nil
}
