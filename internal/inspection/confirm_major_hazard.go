package inspection

// confirmMajorHazard is a person's decision on a suspected major hazard, with its basis; never a computation. It may be
// changed until the record is sealed; of two decisions the one done later counts.
//
// 安全生产法 65(三), 90(四): a major hazard binds the officers to act, so it is decided by name, law and article, and a law
// known not to be in force on the day of the check is no basis.
func confirmMajorHazard(c *Check, act Act, b ConfirmMajorHazardBody, known Known) error {
	f, err := c.live(b.FindingID)
	if err != nil {
		return err
	}
	switch {
	case f.Major == MajorNone:
		return MajorNotAsked.With("findingId", b.FindingID)
	case b.Confirmed && (b.Law == "" || b.Article == ""):
		return MajorBasisNeeded
	case b.Confirmed && lapsed(known.Law, b.Law, c.day()):
		return MajorBasisLapsed.With("law", b.Law).With("day", c.day())
	case !b.Confirmed && b.Note == "":
		return MajorNoteNeeded
	}
	next := MajorCall{Act: act.ID, Confirmed: b.Confirmed, Law: b.Law, Article: b.Article, Note: b.Note, By: act.who(), DoneAt: act.DoneAt}
	if !later(next, f.MajorCall) {
		return nil
	}
	f.MajorCall, f.Major = &next, MajorRejected
	if b.Confirmed {
		f.Major = MajorConfirmed
	}
	return nil
}
