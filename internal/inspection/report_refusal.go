package inspection

import "time"

// RefusalReport is when and how a refusal was told to the department.
type RefusalReport struct {
	Act string    `json:"act"`
	How string    `json:"how,omitempty"`
	By  PersonRef `json:"by"`
	At  time.Time `json:"at"`
}

// reportRefusal notes to whom in the department a refusal was reported: to sign, where the enterprise refused by itself and
// nobody has said so yet, or to let the officers in.
//
// 安全生产法 66, 68: the officers record a refusal and report it to their department.
func reportRefusal(c *Check, act Act, b ReportRefusalBody, _ Known) error {
	if entry := c.r.Refusal; entry != nil && entry.Act == b.Refusal {
		if entry.ReportedTo != "" {
			return RefusalReported
		}
		entry.ReportedTo = b.ReportedTo
		entry.Report = &RefusalReport{Act: act.ID, How: b.How, By: act.who(), At: act.DoneAt}
		return nil
	}
	for _, refusal := range c.r.allRefusals() {
		if refusal.Act != b.Refusal {
			continue
		}
		if refusal.ReportedTo != "" {
			return RefusalReported
		}
		refusal.ReportedTo = b.ReportedTo
		refusal.Report = &RefusalReport{Act: act.ID, How: b.How, By: act.who(), At: act.DoneAt}
		return nil
	}
	return RefusalUnknown
}
