package inspection

import "cmp"

// Overdue is a question, never a state: what a check still waits for is read from its record, each thing with the day it
// is counted from. How long it may take is a clock of the bureau (configs/clocks.yaml, named by Clock); what has a day of
// its own (an item of an order) needs none.

// Due is one thing that has to happen.
type Due struct {
	What  DueKind `json:"what"`
	ID    string  `json:"id"`              // the finding's, the paper's or the act's
	Clock string  `json:"clock,omitempty"` // how long; empty: On is the last day itself
	On    string  `json:"on"`              // YYYY-MM-DD: the day it is counted from, or the last day
}

// DueKind says what has to happen.
type DueKind string

// What can be due.
const (
	DueRectify          DueKind = "rectify"           // the enterprise puts an item right and says so
	DueRecheck          DueKind = "recheck"           // the officers re-check an item
	DueExtension        DueKind = "extension"         // a request for more time is answered
	DueResumption       DueKind = "resumption"        // an application to resume is answered
	DueMeasureApproval  DueKind = "measure_approval"  // an approval by telephone is completed
	DueRefusalReport    DueKind = "refusal_report"    // a refusal to sign, or to let the officers in, is reported
	DueDelivery         DueKind = "delivery"          // a paper reaches the enterprise
	DueReferralFeedback DueKind = "referral_feedback" // a department answers
	DueMajorMeasure     DueKind = "major_measure"     // a confirmed major hazard has its order or measure
)

// Dues lists all that the check waits for, by the day.
func (r *CheckRecord) Dues() []Due {
	dues := []Due{}
	if r.State == Closed || r.State == Cancelled {
		return dues
	}
	note := func(is bool, what DueKind, id, clock, on string) {
		if is {
			dues = append(dues, Due{what, id, clock, on})
		}
	}
	applied := r.RecheckApplied()
	for i := range r.OrderItems {
		item := &r.OrderItems[i]
		if o := r.Order(item.OrderID); !item.Open() || o == nil || !o.Delivered() {
			continue
		}
		note(item.Standing != ItemSubmitted, DueRectify, item.FindingID, "", item.DueOn)
		from := item.DueOn
		if applied != nil {
			from = min(from, Day(applied.At))
		}
		note(true, DueRecheck, item.FindingID, "recheck", from)
	}
	for _, e := range r.Extensions {
		note(e.Decided == nil, DueExtension, e.ID, "extension_answer", Day(e.At))
	}
	for i := range r.Measures {
		m := &r.Measures[i]
		note(m.Withdrawn == nil && m.Approved == nil, DueMeasureApproval, m.Paper.ID, "measure_approval", Day(m.At))
		note(m.InForce() && !m.complete(), DueDelivery, m.Paper.ID, "delivery", Day(m.At))
		if m.Applied() {
			note(true, DueResumption, m.Paper.ID, "recheck", Day(m.Applications[len(m.Applications)-1].At))
		}
	}
	for i := range r.Orders {
		o := &r.Orders[i]
		note(o.Withdrawn == nil && !o.Delivered() && (!o.NeedsApproval || o.Approved != nil), DueDelivery, o.Paper.ID, "delivery", Day(o.At))
	}
	for i := range r.Rechecks {
		k := &r.Rechecks[i]
		note(k.Withdrawn == nil && !k.complete(), DueDelivery, k.Paper.ID, "delivery", Day(k.At))
	}
	for _, f := range r.Referrals {
		if f.Sent != nil && f.Withdrawn == nil {
			note(len(f.Feedback) == 0, DueReferralFeedback, f.Paper.ID, "referral_feedback", f.Sent.On)
		}
	}
	for _, refusal := range r.allRefusals() {
		note(refusal.ReportedTo == "", DueRefusalReport, refusal.Act, "report_refusal", Day(refusal.At))
	}
	if r.Refusal != nil {
		note(r.Refusal.ReportedTo == "", DueRefusalReport, r.Refusal.Act, "report_refusal", Day(r.Refusal.At))
	}
	if r.Seal != nil {
		for i := range r.Findings {
			f := &r.Findings[i]
			note(f.Major == MajorConfirmed && !r.handled(f), DueMajorMeasure, f.ID, "major_hazard_measure", Day(r.Seal.At))
		}
	}
	return dues
}

// DueFrom is the first day on which something of the check can be due; empty when nothing is. It is what lists are
// found by, without asking how long the clocks are.
func (r *CheckRecord) DueFrom() string {
	first := ""
	for _, d := range r.Dues() {
		if first == "" || cmp.Less(d.On, first) {
			first = d.On
		}
	}
	return first
}

// allRefusals are the refusals to sign the record, its supplements and the papers of the loop.
func (r *CheckRecord) allRefusals() []*SignRefusal {
	var all []*SignRefusal
	for _, list := range r.refusalLists() {
		for i := range *list {
			all = append(all, &(*list)[i])
		}
	}
	return all
}

func (r *CheckRecord) refusalLists() []*[]SignRefusal {
	lists := []*[]SignRefusal{&r.SignRefusals}
	for i := range r.Supplements {
		lists = append(lists, &r.Supplements[i].SignRefusals)
	}
	for i := range r.Orders {
		lists = append(lists, &r.Orders[i].SignRefusals)
	}
	for i := range r.Measures {
		lists = append(lists, &r.Measures[i].SignRefusals)
	}
	for i := range r.Rechecks {
		lists = append(lists, &r.Rechecks[i].SignRefusals)
	}
	return lists
}
