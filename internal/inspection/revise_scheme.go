package inspection

import "slices"

// reviseScheme replaces the scheme, the checklists and the planned day, until the leader has approved.
//
// 国办发〔2024〕54号: what is approved is what will be checked.
func reviseScheme(c *Check, _ Act, b ReviseSchemeBody, known Known) error {
	if err := chosen(b.Checklists, known.Checklists); err != nil {
		return err
	}
	if c.r.Source == OffPlan && blank(b.Scheme.Reason) {
		return OffPlanReason
	}
	next := b.Scheme.scheme()
	next.VisitOfYear, next.VisitCap = c.r.Scheme.VisitOfYear, c.r.Scheme.VisitCap
	if c.r.State == Assigned { // dispatched already: it must stay complete
		if err := dispatchable(next); err != nil {
			return err
		}
	}
	c.r.PlannedOn, c.r.Checklists, c.r.Scheme = b.PlannedOn, slices.Clone(known.Checklists), next
	return nil
}
