package inspection

// correctOnSpot states that an officer saw a finding put right during the visit. Said twice, the later one counts.
//
// 安全生产法 65(二): what can be put right at once is put right on the spot.
func correctOnSpot(c *Check, act Act, b CorrectOnSpotBody, _ Known) error {
	f, err := c.live(b.FindingID)
	if err != nil {
		return err
	}
	if next := (Correction{Act: act.ID, How: b.How, By: act.who(), DoneAt: act.DoneAt}); later(next, f.Corrected) {
		f.Corrected = &next
	}
	return nil
}
