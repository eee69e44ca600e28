package inspection

// applyRecheck is the enterprise's application for a re-check before the end of its time: all is said to be done.
//
// 安全生产法 65: what was ordered is re-checked, on application or at the end; how soon is one of the check's terms.
func applyRecheck(c *Check, act Act, b ApplyRecheckBody, _ Known) error {
	open := false
	for i := range c.r.OrderItems {
		open = open || c.r.OrderItems[i].Open() && act.Actor.bound(&c.r.OrderItems[i]) == nil
	}
	if !open {
		return RecheckNothingOpen
	}
	if c.r.RecheckApplied() != nil {
		return ApplicationPending
	}
	c.r.Applications = append(c.r.Applications, Application{ID: b.ApplicationID, Round: c.r.recheckCount(), Text: b.Text, Photos: []Photo{}, Act: act.ID, By: act.who(), At: act.DoneAt})
	return nil
}

// RecheckApplied is the application for a re-check that none has answered yet; nil when there is none.
func (r *CheckRecord) RecheckApplied() *Application {
	n := len(r.Applications)
	if n == 0 || r.Applications[n-1].Round < r.recheckCount() {
		return nil
	}
	return &r.Applications[n-1]
}
