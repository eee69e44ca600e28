package inspection

// recordEntryRefused records that the officers were not let in: an outcome of its own, not a failure.
//
// 安全生产法 66: the enterprise cooperates and may not refuse or obstruct; who refused, why and who saw it is recorded.
func recordEntryRefused(c *Check, act Act, b EntryRefusedBody, _ Known) error {
	c.r.Refusal = &EntryRefusal{
		Act: act.ID, At: act.DoneAt, By: act.who(), Position: b.Position, RefusedBy: b.RefusedBy, Post: b.Post, Reason: b.Reason,
		Witnesses: b.Witnesses,
	}
	return nil
}
