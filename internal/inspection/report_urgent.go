package inspection

// reportUrgent lets a check begin before the scheme is approved: there is no time, the leader has been told, and the
// approval is completed afterwards (approveScheme). Until then everything that shows the check says so.
//
// 国办发〔2024〕54号: every check is approved beforehand; an urgent one is reported at once and its approval completed.
func reportUrgent(c *Check, act Act, b ReportUrgentBody, known Known) error {
	if known.Number == nil {
		return NumberMissing
	}
	number := *known.Number
	c.r.Number = &number
	c.r.Urgent = &Urgent{By: act.who(), At: act.DoneAt, Reason: b.Reason, ToldTo: b.ToldTo, How: b.How}
	return nil
}
