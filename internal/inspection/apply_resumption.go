package inspection

import "slices"

// mostApplications bounds one measure.
const mostApplications = 50

// applyResumption asks for consent to resume after a measure.
//
// 安全生产法 65(三): work is resumed only after review and consent.
func applyResumption(c *Check, act Act, b ApplyResumptionBody, _ Known) error {
	m := c.r.Measure(b.MeasureID)
	switch {
	case m == nil || act.Actor.Purpose == ForRectifying && !c.r.measureBeside(*m, act.Actor.OrderID):
		return PaperUnknown.With("paperId", b.MeasureID)
	case !m.InForce():
		return MeasureNotInForce.With("measureId", b.MeasureID)
	case m.Applied():
		return ApplicationPending
	case len(m.Applications) >= mostApplications:
		return TooMany.With("max", mostApplications)
	case slices.ContainsFunc(m.Applications, func(a Application) bool { return a.ID == b.ApplicationID }):
		return BadValue.With("field", "applicationId")
	}
	photos, err := c.loopPhotos(act, "", b.Photos, c.photosKnown())
	if err != nil {
		return err
	}
	m.Applications = append(m.Applications, Application{ID: b.ApplicationID, Round: len(m.Results), Text: b.Text, Photos: photos, Act: act.ID, By: act.who(), At: act.DoneAt})
	return nil
}
