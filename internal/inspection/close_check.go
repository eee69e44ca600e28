package inspection

import (
	"slices"
	"time"
)

// Closure is the end of a check: from here on its case file is only read. KeepUntil is the last day on which it must be
// kept, by the terms.
type Closure struct {
	Act       string    `json:"act"`
	By        PersonRef `json:"by"`
	At        time.Time `json:"at"`
	Summary   string    `json:"summary,omitempty"`
	KeepUntil string    `json:"keepUntil"`
}

// OpenMatter is something that keeps a check from being closed. ID is the finding's or the paper's.
type OpenMatter struct {
	What MatterKind `json:"what"`
	ID   string     `json:"id"`
}

// MatterKind says what is still to be done.
type MatterKind string

// What can be open.
const (
	MatterFinding    MatterKind = "finding"    // to be ordered, stopped, referred or filed, and nobody has
	MatterItem       MatterKind = "item"       // an order item is not settled
	MatterOrder      MatterKind = "order"      // an order is not delivered
	MatterMeasure    MatterKind = "measure"    // a measure is in force, not delivered or not approved in writing
	MatterRecheck    MatterKind = "recheck"    // a re-check opinion is not signed
	MatterReferral   MatterKind = "referral"   // a referral has no feedback
	MatterFiling     MatterKind = "filing"     // a case filing is not decided
	MatterSupplement MatterKind = "supplement" // a supplement is not signed
	MatterRefusal    MatterKind = "refusal"    // a refusal to sign is not reported
	MatterApproval   MatterKind = "approval"   // an urgent check waits for its approval
	MatterEntry      MatterKind = "entry"      // entry was refused, and nobody has decided what follows
)

// closeCheck ends a check. Nothing is closed while something is open; what is open is listed. An urgent check whose
// approval was never completed has no lawful end at all, and is told so under the article that asks for it.
//
// 安全生产法 62: hazards found are handled to their end, 闭环.
// 国办发〔2024〕54号: the approval of an urgent check is completed afterwards.
func closeCheck(c *Check, act Act, b CloseCheckBody, _ Known) error {
	if c.r.Unapproved() {
		return CloseUnapproved
	}
	if open := c.r.OpenMatters(); len(open) > 0 {
		return CloseOpen.With("open", open)
	}
	c.r.Closed = &Closure{Act: act.ID, By: act.who(), At: act.DoneAt, Summary: b.Summary, KeepUntil: c.r.RetentionFrom(act.day()).Until}
	return nil
}

// OpenMatters lists all that keeps the check from being closed.
func (r *CheckRecord) OpenMatters() []OpenMatter {
	open := []OpenMatter{}
	note := func(is bool, what MatterKind, id string) {
		if is {
			open = append(open, OpenMatter{what, id})
		}
	}
	for i := range r.Findings {
		note(!r.handled(&r.Findings[i]), MatterFinding, r.Findings[i].ID)
	}
	for i := range r.OrderItems {
		note(r.OrderItems[i].Open(), MatterItem, r.OrderItems[i].FindingID)
	}
	for i := range r.Orders {
		note(r.Orders[i].Withdrawn == nil && !r.Orders[i].Delivered(), MatterOrder, r.Orders[i].Paper.ID)
	}
	for i := range r.Measures {
		m := &r.Measures[i]
		note(m.Withdrawn == nil && (m.Approved == nil || m.InForce() || m.Approved.Granted && !m.complete()), MatterMeasure, m.Paper.ID)
	}
	for i := range r.Rechecks {
		note(r.Rechecks[i].Withdrawn == nil && !r.Rechecks[i].complete(), MatterRecheck, r.Rechecks[i].Paper.ID)
	}
	for i := range r.Referrals {
		note(r.Referrals[i].Withdrawn == nil && len(r.Referrals[i].Feedback) == 0, MatterReferral, r.Referrals[i].Paper.ID)
	}
	for i := range r.Filings {
		note(r.Filings[i].Withdrawn == nil && r.Filings[i].Decided == nil, MatterFiling, r.Filings[i].Paper.ID)
	}
	for i := range r.Supplements {
		note(r.Supplements[i].Withdrawn == nil && !r.Supplements[i].Complete(), MatterSupplement, r.Supplements[i].ID)
	}
	for _, refusal := range r.allRefusals() {
		note(refusal.ReportedTo == "", MatterRefusal, refusal.Act)
	}
	if r.Refusal != nil {
		note(r.Refusal.ReportedTo == "", MatterRefusal, r.Refusal.Act)
		note(!r.entryHandled(), MatterEntry, r.Refusal.Act)
	}
	note(r.Unapproved(), MatterApproval, r.ID)
	return open
}

// entryHandled: of a refused entry it has been proposed to file a case, or another department was told. Whether that has
// come to its end the paper says; a leader's no, with its reason, is an end as well.
//
// 安全生产法 66, 108; 行政处罚法 54: a refusal is an offence, and whether a case is filed is decided, not left.
func (r *CheckRecord) entryHandled() bool {
	return slices.ContainsFunc(r.Filings, func(f CaseFiling) bool { return f.Withdrawn == nil }) ||
		slices.ContainsFunc(r.Referrals, func(f Referral) bool { return f.Withdrawn == nil })
}

// handled: what is to happen with a finding has been set going. Whether it has come to its end the paper says.
func (r *CheckRecord) handled(f *Finding) bool {
	if f.Withdrawn != nil || len(f.Versions) == 0 {
		return true
	}
	names := func(list []MeasureFinding) bool {
		return slices.ContainsFunc(list, func(m MeasureFinding) bool { return m.ID == f.ID })
	}
	switch f.Versions[0].Handling {
	case Order:
		return r.Item(f.ID) != nil
	case Stop:
		return slices.ContainsFunc(r.Measures, func(m ImposedMeasure) bool { return m.Withdrawn == nil && names(m.Paper.Findings) })
	case Refer:
		return slices.ContainsFunc(r.Referrals, func(p Referral) bool { return p.Withdrawn == nil && names(p.Paper.Findings) })
	case Case:
		return slices.ContainsFunc(r.Filings, func(p CaseFiling) bool { return p.Withdrawn == nil && names(p.Paper.Findings) })
	}
	return true
}
