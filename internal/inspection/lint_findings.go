package inspection

import (
	"regexp"

	"anjian/internal/checklist"
)

// leftBlank is a place of a prefilled wording that nobody has filled in: {岗位}.
var leftBlank = regexp.MustCompile(`\{[^{}]*\}`)

// findings: each standing finding has one wording, a handling that is more than words, a picture, a ground that may be
// printed.
func (l *linter) findings() {
	seen := map[string]bool{}
	for i := range l.r.Findings {
		f := &l.r.Findings[i]
		if f.Withdrawn != nil {
			continue
		}
		at := Complaint{FindingID: f.ID, Checklist: f.Checklist, Item: f.Item}
		if len(f.Versions) > 0 {
			at.Text = f.Versions[0].Text
		}
		if len(f.Versions) != 1 {
			l.tell(FindingsContested.Code, at)
			continue
		}
		l.handling(f, at)
		said := f.Checklist + "\n" + f.Item + "\n" + f.Versions[0].Place + "\n" + f.Versions[0].Text
		if seen[said] {
			l.tell("lint.finding_doubled", at)
		}
		seen[said] = true
		if leftBlank.MatchString(f.Versions[0].Text) {
			l.tell("lint.blank_left", at)
		}
		if !l.pictured(f) {
			l.tell("lint.finding_without_photo", at)
		}
		l.grounds(f, at)
	}
}

// handling complains of the first thing that keeps a finding's handling from being one.
func (l *linter) handling(f *Finding, at Complaint) {
	switch v := f.Versions[0]; {
	case f.Major == MajorSuspected:
		l.tell(MajorUndecided.Code, at)
	case f.Major == MajorConfirmed && f.MajorCall != nil && lapsed(l.known.Law, f.MajorCall.Law, l.day()):
		l.tell(MajorBasisLapsed.Code, at)
	case f.Major == MajorConfirmed && v.Handling == Advice:
		l.tell(MajorWithoutMeasure.Code, at)
	case v.Handling == Order && v.DueOn == "":
		l.tell(DueNeeded.Code, at)
	case v.Handling == OnSpot && f.Corrected == nil:
		l.tell(SpotNotCorrected.Code, at)
	}
	if due := f.Versions[0].DueOn; due != "" && l.known.RestDay != nil && l.known.RestDay(due) {
		at.Day = due
		l.tell("lint.due_on_rest_day", at)
	}
}

// grounds: the law of a finding may be printed on the day of the check, and so may that of a confirmed major hazard.
func (l *linter) grounds(f *Finding, at Complaint) {
	day, law := l.day(), l.known.Law
	if f.Major == MajorConfirmed && f.MajorCall != nil {
		named := checklist.Citation{Law: f.MajorCall.Law, Article: f.MajorCall.Article, Sure: true}
		if !lapsed(law, named.Law, day) && !checklist.Printable(named, day, law) {
			l.tell("lint.major_basis_unsure", at)
		}
	}
	item, err := l.item(l.known, f.Checklist, f.Item)
	if err != nil || len(item.Basis) == 0 { // a free finding, or an item that claims nothing
		return
	}
	printable := false
	for _, c := range item.Basis {
		printable = printable || checklist.Printable(c, day, law)
		if lapsed(law, c.Law, day) {
			gone := at
			gone.Text = c.Law
			l.tell("lint.citation_lapsed", gone)
		}
	}
	if !printable {
		l.tell("lint.citation_unsure", at)
	}
}

// pictured: a picture of the finding, or of its item.
func (l *linter) pictured(f *Finding) bool {
	for i := range l.r.Photos {
		p := &l.r.Photos[i]
		if p.Removed == nil && (p.FindingID == f.ID || f.Item != "" && p.Checklist == f.Checklist && p.Item == f.Item) {
			return true
		}
	}
	return false
}
