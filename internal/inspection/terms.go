package inspection

import "time"

// Terms are the lengths and customs by which one check is carried through: the bureau's settings as they stood when its
// scheme was approved, so that a check is judged by the rules of its day, on the phone too. Each length says where it
// comes from.
type Terms struct {
	OrderApproval    bool   `json:"orderApproval"`    // orders are approved before they are delivered
	Remedies         string `json:"remedies"`         // where one can turn against an order or a measure
	RecheckWithin    Length `json:"recheckWithin"`    // a re-check, after the end or an application
	ExtensionNotice  Length `json:"extensionNotice"`  // how long before the end more time is asked for
	ExtensionReply   Length `json:"extensionReply"`   // the answer to that
	MeasureApproval  Length `json:"measureApproval"`  // an approval by telephone is completed
	RefusalReport    Length `json:"refusalReport"`    // a refusal to sign is reported
	Delivery         Length `json:"delivery"`         // a paper reaches the enterprise
	ReferralFeedback Length `json:"referralFeedback"` // a department answers
	MajorMeasure     Length `json:"majorMeasure"`     // a major hazard has its order or measure
	DueSoon          int    `json:"dueSoon" minimum:"0" maximum:"60"`
	KeepYears        int    `json:"keepYears"`      // a case file is kept
	KeepYearsGrave   int    `json:"keepYearsGrave"` // one with a major hazard or a case
	KeepSource       string `json:"keepSource"`
}

// Length is a number of days, of the calendar or of work, and its ground.
type Length struct {
	Days    int    `json:"days"`
	Working bool   `json:"working"`
	Source  string `json:"source"`
}

// DefaultTerms are those of a check that keeps none of its own. The numbers of the old 安全生产违法行为行政处罚办法
// (总局令第15号) stand until somebody has confirmed what its successor (应急管理部令第18号) says.
func DefaultTerms() Terms {
	const old = "原《安全生产违法行为行政处罚办法》，现行规定待核实"
	return Terms{
		Remedies: "如不服本文书，可以自收到之日起六十日内依法申请行政复议，或者在六个月内依法向人民法院提起行政诉讼；复议、诉讼期间不停止执行。",

		RecheckWithin: Length{10, false, old}, ExtensionNotice: Length{10, false, old}, ExtensionReply: Length{5, false, old},
		MeasureApproval: Length{1, true, "本机关规定"}, RefusalReport: Length{0, false, "《安全生产法》第六十八条；期限为本机关规定"},
		Delivery: Length{7, true, "《行政处罚法》第六十一条"}, ReferralFeedback: Length{30, false, "本机关规定"},
		MajorMeasure: Length{0, false, "《安全生产法》第六十五条；期限为本机关规定"},
		DueSoon:      3, KeepYears: 5, KeepYearsGrave: 10, KeepSource: "《行政处罚法》第三十六条的追究时效；期限为本机关规定",
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
