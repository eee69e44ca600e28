package inspection

// reassign gives the check another team; the state stays. Whoever is new has declared nothing yet. After the
// last signature it is for what follows: the record stays that of those it was sealed with.
//
// 行政处罚法 43: an officer with an interest in the enterprise steps aside; 42: those who come are certified too.
func reassign(c *Check, act Act, b ReassignBody, known Known) error {
	if err := wholeTeam(b.Team, known.Team); err != nil {
		return err
	}
	day := ""
	if c.r.State == Open || c.r.State == Signed { // already on site: who joins must be certified today
		day = Day(act.when())
	}
	if err := certified(known.Team, day); err != nil {
		return err
	}
	if c.r.State == Signed && c.r.SealedTeam == nil {
		c.r.SealedTeam = c.r.Team
	}
	c.r.Team = undeclared(known.Team, c.r.Team)
	c.r.Reassigned = append(c.r.Reassigned, act.because(b.Reason))
	return nil
}
