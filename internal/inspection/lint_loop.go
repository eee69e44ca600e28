package inspection

import (
	"slices"

	"anjian/internal/checklist"
)

// loop: the papers after the record fit it and each other. Orders say what the record's findings say and leave none of
// them out, end on working days, rest on laws that may be printed; a re-check shows the certificates of those who made it;
// no paper is older than the one it rests on.
//
// 安全生产法 65, 68: what is ordered is what was found and recorded.
func (l *linter) loop() {
	for i := range l.r.Orders {
		if o := &l.r.Orders[i]; o.Withdrawn == nil {
			l.order(o)
		}
	}
	l.leftOut()
	for i := range l.r.Measures {
		if m := &l.r.Measures[i]; m.Withdrawn == nil {
			l.paperBasis(m.Paper.ID, m.Paper.Law, m.Paper.Article, Day(m.At))
		}
	}
	for i := range l.r.Referrals {
		if f := &l.r.Referrals[i]; f.Withdrawn == nil && f.Paper.Law != "" {
			l.paperBasis(f.Paper.ID, f.Paper.Law, f.Paper.Article, Day(f.At))
		}
	}
	for i := range l.r.Filings {
		if f := &l.r.Filings[i]; f.Withdrawn == nil {
			l.paperBasis(f.Paper.ID, f.Paper.Law, f.Paper.Article, Day(f.At))
		}
	}
	for i := range l.r.Rechecks {
		if k := &l.r.Rechecks[i]; k.Withdrawn == nil {
			l.recheck(k)
		}
	}
}

func (l *linter) order(o *IssuedOrder) {
	if l.r.Seal != nil && o.At.Before(l.r.Seal.At) {
		l.tell("lint.papers_out_of_order", Complaint{PaperID: o.Paper.ID, Text: orderTitle, Day: Day(o.At)})
	}
	for _, line := range o.Paper.Items {
		at := Complaint{PaperID: o.Paper.ID, FindingID: line.FindingID, Text: line.Text}
		f := l.finding(line.FindingID)
		if f == nil || f.Withdrawn != nil || !line.says(f) {
			l.tell("lint.order_differs", at)
		}
		if l.known.RestDay != nil && l.known.RestDay(line.DueOn) {
			at.Day = line.DueOn
			l.tell("lint.order_due_on_rest_day", at)
		}
	}
}

// says: the line has the words, the place and the weight of the finding as it stands.
func (line OrderLine) says(f *Finding) bool {
	v := f.Versions[len(f.Versions)-1]
	return v.Text == line.Text && v.Place == line.Place && (f.Major == MajorConfirmed) == line.Major
}

// leftOut: once an order is given, every finding to be ordered is in one that stands.
func (l *linter) leftOut() {
	ordered := map[string]bool{}
	for _, o := range l.r.Orders {
		for _, line := range o.Paper.Items {
			ordered[line.FindingID] = ordered[line.FindingID] || o.Withdrawn == nil
		}
	}
	if len(ordered) == 0 {
		return
	}
	for i := range l.r.Findings {
		f := &l.r.Findings[i]
		if v := f.Versions[len(f.Versions)-1]; f.Withdrawn == nil && v.Handling == Order && !ordered[f.ID] {
			l.tell("lint.not_ordered", Complaint{FindingID: f.ID, Checklist: f.Checklist, Item: f.Item, Text: v.Text})
		}
	}
}

func (l *linter) paperBasis(paper, law, article, day string) {
	if !checklist.Printable(checklist.Citation{Law: law, Article: article, Sure: true}, day, l.known.Law) {
		l.tell("lint.paper_basis_unsure", Complaint{PaperID: paper, Text: law + article})
	}
}

func (l *linter) recheck(k *Rechecked) {
	for i, officer := range k.Paper.Officers {
		at := slices.IndexFunc(l.r.Team, func(m Member) bool { return m.PersonID == officer.PersonID && m.Part != PartyExpert })
		if at >= 0 && (i >= len(k.Paper.Certificates) || l.r.Team[at].Certificate.Number != k.Paper.Certificates[i] || l.r.Team[at].Name != officer.Name) {
			l.tell("lint.recheck_officer_differs", Complaint{PaperID: k.Paper.ID, Text: officer.Name})
		}
	}
	for _, o := range l.r.Orders {
		if o.Withdrawn == nil && k.At.Before(o.At) && slices.ContainsFunc(o.Paper.Items, func(line OrderLine) bool {
			return !slices.ContainsFunc(l.r.Orders, func(before IssuedOrder) bool {
				return !k.At.Before(before.At) && slices.ContainsFunc(before.Paper.Items, func(other OrderLine) bool { return other.FindingID == line.FindingID })
			}) && slices.ContainsFunc(k.Paper.Items, func(item RecheckedItem) bool { return item.ID == line.FindingID })
		}) {
			l.tell("lint.papers_out_of_order", Complaint{PaperID: k.Paper.ID, Text: recheckTitle, Day: Day(k.At)})
			break
		}
	}
}

const (
	orderTitle   = "责令限期整改指令书"
	recheckTitle = "整改复查意见书"
)
