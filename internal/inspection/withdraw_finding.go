package inspection

// withdrawFinding takes a finding back, with a reason. It stays on the file as withdrawn and nothing revives it;
// withdrawn twice, the first withdrawal stays.
//
// 行政处罚法 47: the whole process is kept; 安全生产法 68: only what was found stands in the record.
func withdrawFinding(c *Check, act Act, b WithdrawFindingBody, _ Known) error {
	f := c.finding(b.FindingID)
	if f == nil {
		return FindingUnknown.With("findingId", b.FindingID)
	}
	if next := act.because(b.Reason); earlier(next, f.Withdrawn) {
		f.Withdrawn = &next
	}
	return nil
}
