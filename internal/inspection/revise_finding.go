package inspection

// reviseFinding rewords a finding; wordings that nobody superseded stand side by side until somebody settles them.
//
// 安全生产法 68: problems are recorded as they are, and how they are handled.
func reviseFinding(c *Check, act Act, b ReviseFindingBody, _ Known) error {
	f, err := c.live(b.FindingID)
	if err != nil {
		return err
	}
	if err := c.handled(b.Words); err != nil {
		return err
	}
	if err := supersedable(act, b.Supersedes); err != nil {
		return err
	}
	f.Versions, f.Superseded = stand(f.Versions, f.Superseded, act.version(b.Words), b.Supersedes)
	filled(&f.Superseded)
	return nil
}
