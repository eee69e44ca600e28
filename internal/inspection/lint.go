package inspection

import (
	"anjian/internal/checklist"
	"anjian/internal/fault"
)

// 文书一致性体检: what does not fit together in a record, told before it is sealed and before a paper is issued from it.
// LintRules is the pack of rules as data; lint_people.go, lint_findings.go, lint_answers.go, lint_loop.go are their code. The phone has
// the same rules (pwa/src/inspection/gaps.ts, loopgaps.ts); testdata/lint.json is run against both.

// Weight says what a complaint asks of people.
type Weight string

// The weights.
const (
	Blocks Weight = "blocks" // sealing is refused, with the refusal of the same code
	Reason Weight = "reason" // it may stay so when the closing says why (Closing.GapsReason)
	Advise Weight = "advise" // worth a look; nothing depends on it
)

// LintRule is one rule of the pack: a code for ever, its weight, and the article it rests on, if any.
type LintRule struct {
	Code    string
	Weight  Weight
	Article string
}

// LintRules is the whole pack, in the order in which complaints are told. Those that block are blocked by law: two
// certified officers (行政处罚法 42, 安全生产法 67), problems with their handling (65, 68), a record that says one thing (68).
var LintRules = []LintRule{
	rule(TeamCertificate, Blocks), rule(CertificateExpired, Blocks),
	rule(FindingsContested, Blocks), rule(MajorUndecided, Blocks), rule(MajorBasisLapsed, Blocks), rule(MajorWithoutMeasure, Blocks),
	rule(DueNeeded, Blocks), rule(SpotNotCorrected, Blocks),
	rule(AnswersContested, Blocks), rule(AnswersNotApplying, Blocks), rule(FindingMissing, Blocks),
	{"gap.unanswered", Reason, workSafety68}, {"gap.photo", Reason, ""},
	{"lint.certificates_differ", Advise, workSafety67},
	{"lint.day_differs", Advise, guoban54},
	{"lint.answer_conforms", Advise, workSafety68},
	{"lint.finding_doubled", Advise, ""},
	{"lint.blank_left", Advise, workSafety68},
	{"lint.finding_without_photo", Advise, ""},
	{"lint.due_on_rest_day", Advise, ""},
	{"lint.major_basis_unsure", Advise, workSafety65},
	{"lint.citation_lapsed", Advise, ""},
	{"lint.citation_unsure", Advise, ""},
	{"lint.photo_other_day", Advise, ""},
	{"lint.signatory_unknown", Advise, workSafety68},
	{"lint.opinion_unanswered", Advise, guoban54},
	{"lint.order_differs", Advise, workSafety68}, {"lint.not_ordered", Advise, workSafety65}, {"lint.order_due_on_rest_day", Advise, ""},
	{"lint.paper_basis_unsure", Advise, ""},
	{"lint.recheck_officer_differs", Advise, workSafety67},
	{"lint.papers_out_of_order", Advise, workSafety68},
}

func rule(refusal *fault.Error, weight Weight) LintRule {
	return LintRule{refusal.Code, weight, refusal.Article}
}

// Complaint is one thing that does not fit, with its place. Text is what to show beside the words for the code; Day is
// set where the complaint is about a day.
type Complaint struct {
	Code      string `json:"code"`
	Weight    Weight `json:"weight" enum:"blocks,reason,advise"`
	Article   string `json:"article,omitempty"`
	Checklist string `json:"checklist,omitempty"`
	Item      string `json:"item,omitempty"`
	FindingID string `json:"findingId,omitempty"`
	PhotoID   string `json:"photoId,omitempty"`
	PaperID   string `json:"paperId,omitempty"`
	Text      string `json:"text"`
	Day       string `json:"day,omitempty"`
}

// Lint examines a record and lists every complaint, in the order of LintRules. It changes nothing and refuses nothing.
func Lint(r CheckRecord, known Known) []Complaint {
	c := CheckFrom(r)
	l := linter{Check: &c, known: known, found: map[string][]Complaint{}}
	l.people()
	l.findings()
	l.answers()
	l.signatories()
	l.opinions()
	l.loop()
	all := []Complaint{}
	for _, rule := range LintRules {
		for _, complaint := range l.found[rule.Code] {
			complaint.Weight, complaint.Article = rule.Weight, rule.Article
			all = append(all, complaint)
		}
	}
	return all
}

// linter walks a check and collects complaints by their code.
type linter struct {
	*Check
	known Known
	found map[string][]Complaint
}

func (l *linter) tell(code string, c Complaint) {
	c.Code = code
	l.found[code] = append(l.found[code], c)
}

// lapsed: the register knows the instrument and knows that it is not in force on the day of the check. What the register
// does not know is not called lapsed.
func lapsed(law checklist.Law, title, on string) bool {
	i, ok := law.Instrument(title)
	return ok && (i.InForceFrom != "" && on < i.InForceFrom || i.InForceUntil != "" && on > i.InForceUntil)
}
