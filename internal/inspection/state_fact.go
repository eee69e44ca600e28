package inspection

// stateFact says whether a condition of a checklist holds at this enterprise, and so which items apply. Of two
// statements the one done later counts, in whatever order they arrive.
//
// 安全生产法 65: officers inform themselves on site.
func stateFact(c *Check, act Act, b StateFactBody, known Known) error {
	l, err := c.list(known, b.Checklist)
	if err != nil {
		return err
	}
	asked := false
	for i := range l.Items {
		asked = asked || l.Items[i].AppliesIf == b.Condition
	}
	if !asked {
		return ConditionUnknown.With("condition", b.Condition)
	}
	key := FactKey(b.Checklist, b.Condition)
	next := Fact{Act: act.ID, Checklist: b.Checklist, Condition: b.Condition, Holds: b.Holds, By: act.who(), DoneAt: act.DoneAt}
	if there, ok := c.r.Facts[key]; !ok || later(next, &there) {
		c.r.Facts[key] = next
	}
	return nil
}
