package inspection

// dispatch hands the planned check to its team and counts this year's visits to the enterprise.
//
// 行政处罚法 42: two certified officers. 国办发〔2024〕54号: visits have a published yearly cap; one more needs a reason.
func dispatch(c *Check, _ Act, _ DispatchBody, known Known) error {
	if err := certified(c.r.Team, ""); err != nil {
		return err
	}
	next := c.r.Scheme
	next.VisitOfYear, next.VisitCap = known.VisitOfYear, known.VisitCap
	if err := dispatchable(next); err != nil {
		return err
	}
	c.r.Scheme = next
	return nil
}

// dispatchable says what a scheme still lacks.
func dispatchable(s Scheme) error {
	missing := []string{}
	if blank(s.Areas) {
		missing = append(missing, "areas")
	}
	if blank(s.Content) {
		missing = append(missing, "content")
	}
	if len(missing) > 0 {
		return SchemeIncomplete.With("missing", missing)
	}
	if s.VisitCap > 0 && s.VisitOfYear > s.VisitCap && blank(s.Reason) {
		return OverCap.With("visit", s.VisitOfYear).With("cap", s.VisitCap)
	}
	return nil
}
