package inspection

import "slices"

// RetentionRule says why a closed case file is kept as long as it is.
type RetentionRule string

// The rules, by what the case came to.
const (
	KeptOrdinary RetentionRule = "ordinary"     // nothing grave was found
	KeptMajor    RetentionRule = "major_hazard" // a major hazard was confirmed
	KeptFiled    RetentionRule = "case_filing"  // filing a case was proposed
)

// Retention 保管期限 is how long a closed case file is kept, by which rule, and on what ground. Past its last day it is
// appraised by people; nothing of a case is ever destroyed by the program.
type Retention struct {
	Rule  RetentionRule `json:"rule" enum:"ordinary,major_hazard,case_filing"`
	Years int           `json:"years"`
	Until string        `json:"until" format:"date" doc:"The last day on which it must be kept"`
	Basis string        `json:"basis" doc:"Where the years come from: loop.keep_basis, as it stood when the scheme was approved"`
}

// RetentionFrom reckons how long the case file is kept that is closed on a day, by the terms the check was begun with.
//
// 行政处罚法 47: the whole process is recorded and kept. 档案法 31 (named from knowledge, so it is printed nowhere): what has lost its worth is found by appraisal, and
// nobody destroys archives on their own authority. The years are the bureau's (loop.keep_years, loop.keep_years_grave).
func (r *CheckRecord) RetentionFrom(day string) Retention {
	terms := r.TermsInForce()
	kept := Retention{Rule: KeptOrdinary, Years: terms.KeepYears, Basis: terms.KeepBasis}
	if slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Withdrawn == nil && f.Major == MajorConfirmed }) {
		kept.Rule, kept.Years = KeptMajor, terms.KeepYearsGrave
	}
	if len(r.Filings) > 0 {
		kept.Rule, kept.Years = KeptFiled, terms.KeepYearsGrave
	}
	kept.Until = yearsAfter(day, kept.Years)
	return kept
}

// Contents counts the papers of a case file by their kind, withdrawn ones too: they stay in it.
type Contents struct {
	Orders      int  `json:"orders"`
	Measures    int  `json:"measures"`
	Rechecks    int  `json:"rechecks"`
	Referrals   int  `json:"referrals"`
	Filings     int  `json:"filings"`
	Supplements int  `json:"supplements"`
	Opinions    int  `json:"opinions"`
	Deliveries  int  `json:"deliveries"`
	Visit       bool `json:"visit" doc:"There is a sealed record; without one entry was refused"`
}

// Contents counts what the case file holds.
func (r *CheckRecord) Contents() Contents {
	return Contents{Orders: len(r.Orders), Measures: len(r.Measures), Rechecks: len(r.Rechecks), Referrals: len(r.Referrals), Filings: len(r.Filings),
		Supplements: len(r.Supplements), Opinions: len(r.Opinions), Deliveries: len(r.Deliveries), Visit: r.Seal != nil}
}
