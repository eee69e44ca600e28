package inspection

import "time"

// Terms are the customs by which one check is carried through: the bureau's settings as they stood when its scheme was
// approved, so that a check is judged by the rules of its day, on the phone too. How long things may take is not among
// them: those are clocks (due.go), which bind nobody's hand.
type Terms struct {
	OrderApproval   bool   `json:"orderApproval"`   // orders are approved before they are delivered
	Remedies        string `json:"remedies"`        // where one can turn against an order or a measure
	ExtensionNotice int    `json:"extensionNotice"` // days before the end by which more time is asked for
	ExtensionBasis  string `json:"extensionBasis"`  // where that comes from
	KeepYears       int    `json:"keepYears"`       // a case file is kept
	KeepYearsGrave  int    `json:"keepYearsGrave"`  // one with a major hazard or a case
	KeepBasis       string `json:"keepBasis"`

	Numbering   Numbering `json:"numbering,omitempty"`   // of the papers that follow the record; empty: chain, of a check from before papers kept their numbers
	NumberWidth int       `json:"numberWidth,omitempty"` // serials are written with at least so many digits
}

// DefaultTerms are those of a check that keeps none of its own.
func DefaultTerms() Terms {
	return Terms{
		Remedies:        "如不服本文书，可以自收到之日起六十日内依法申请行政复议，或者在六个月内依法向人民法院提起行政诉讼；复议、诉讼期间不停止执行。",
		ExtensionNotice: 10, ExtensionBasis: "安全生产违法行为行政处罚办法（原总局令第15号）；应急管理部令第18号施行后待核",
		KeepYears: 5, KeepYearsGrave: 10, KeepBasis: "行政处罚法第三十六条的追究时效；年限为本单位规定",
	}
}

// TermsInForce are the check's own terms, or those of a check that has none.
func (r *CheckRecord) TermsInForce() Terms {
	if r.Terms != nil {
		return *r.Terms
	}
	return DefaultTerms()
}

// daysAfter counts days of the calendar.
func daysAfter(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}

// yearsAfter is the same day years later; the last day of February stays in February.
func yearsAfter(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	next := t.AddDate(n, 0, 0)
	if next.Day() != t.Day() {
		next = next.AddDate(0, 0, -1)
	}
	return next.Format(time.DateOnly)
}
