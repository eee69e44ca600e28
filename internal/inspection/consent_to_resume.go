package inspection

// consentToResume decides on an application to resume, after a re-check has looked at the measure since. Consent needs a
// re-check that found it met; a no needs its reason.
//
// 安全生产法 65(三): work and use are resumed only after review and consent.
func consentToResume(c *Check, act Act, b ConsentToResumeBody, _ Known) error {
	m := c.r.Measure(b.MeasureID)
	switch {
	case m == nil:
		return PaperUnknown.With("paperId", b.MeasureID)
	case !m.InForce():
		return MeasureNotInForce.With("measureId", b.MeasureID)
	case !m.Applied():
		return ResumeNotApplied.With("measureId", b.MeasureID)
	case !b.Granted && blank(b.Opinion):
		return OpinionNeeded
	}
	n := len(m.Results)
	asked := m.Applications[len(m.Applications)-1]
	if b.Granted && (n <= asked.Round || m.Results[n-1].Result != ResultMet) {
		return ResumeRecheckFirst.With("measureId", b.MeasureID)
	}
	m.Resumptions = append(m.Resumptions, Resumption{Ruling: *act.decision(b.Granted, b.Opinion), Round: n})
	return nil
}
