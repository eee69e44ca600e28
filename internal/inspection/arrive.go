package inspection

// arrive is 进场: both officers have declared no conflict, both show valid certificates, the notice is shown, and
// somebody receives them. A missing position is said, not refused. Each officer's phone may state it while neither has
// signal; of two arrivals the earlier one stands, in whatever order they come.
//
// 行政处罚法 42, 55 and 安全生产法 67: at least two officers, each showing a valid enforcement certificate.
func arrive(c *Check, act Act, b ArriveBody, _ Known) error {
	if !b.NoticeShown {
		return NoticeNotShown
	}
	if name := c.undeclaredOfficer(); name != "" {
		return ConflictNotDeclared.With("name", name)
	}
	if len(b.Certificates) != 2 || b.Certificates[0] == b.Certificates[1] {
		return TwoCertificates
	}
	for i, part := range []Party{PartyLead, PartyAssistant} {
		if m := c.officer(part); m.Certificate.Number != b.Certificates[i] {
			return CertificateMismatch.With("name", m.Name)
		}
	}
	if err := certified(c.r.Team, Day(act.when())); err != nil {
		return err
	}
	next := Arrival{
		Act: act.ID, At: act.DoneAt, By: act.who(), Position: b.Position, ReceivedBy: b.ReceivedBy, ReceivedByPost: b.ReceivedByPost,
		Phone: b.Phone, Place: b.Place, NoticeShown: true, CertificatesSeen: b.Certificates, Clock: act.phoneClock(),
	}
	if earlier(next, c.r.Arrival) {
		c.r.Arrival = &next
	}
	return nil
}

// day is the civil day of the check, on which dates and certificates are judged.
func (c *Check) day() string {
	if c.r.Arrival == nil {
		return c.r.PlannedOn
	}
	at, _ := c.r.Arrival.Clock.right(c.r.Arrival.At)
	return Day(at)
}
