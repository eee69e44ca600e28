package inspection

import "time"

// RefusalReport is when and how a refusal was told to the department.
type RefusalReport struct {
	Act string    `json:"act"`
	How string    `json:"how,omitempty"`
	By  PersonRef `json:"by"`
	At  time.Time `json:"at"`
}

// reportRefusal notes to whom in the department a refusal to sign was reported, where the enterprise refused by itself and
// nobody has said so yet.
//
// 安全生产法 68: the officers record a refusal and report it to their department.
func reportRefusal(c *Check, act Act, b ReportRefusalBody, _ Known) error {
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
