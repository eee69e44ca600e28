package inspection

import (
	"slices"

	"anjian/internal/checklist"
)

// answers: every answered item has one answer, applies, and, where violated, has a finding; items that apply, or may
// apply, are answered, and required pictures are there. Saying "not examined" without a note is no answer.
func (l *linter) answers() {
	l.eachItem(l.known, func(ref ChecklistRef, item *checklist.Item) {
		at := Complaint{Checklist: ref.Code, Item: item.ID, Text: item.Text}
		standing := l.r.Answers[ItemKey(ref.Code, item.ID)]
		applies, _ := l.applies(ref.Code, item)
		if len(standing) == 0 {
			if applies {
				l.tell("gap.unanswered", at)
			}
			return
		}
		found := l.hasFinding(ref.Code, item.ID)
		verdict := standing[0].Verdict
		switch {
		case len(standing) > 1:
			l.tell(AnswersContested.Code, at)
		case !applies && verdict != checklist.NotApplicable:
			l.tell(AnswersNotApplying.Code, at)
		case verdict == checklist.Violates && !found:
			l.tell(FindingMissing.Code, at)
		case verdict != checklist.Violates && found:
			l.tell("lint.answer_conforms", at)
		}
		looked := verdict == checklist.Conforms || verdict == checklist.Violates
		switch {
		case verdict == checklist.NotExamined && standing[0].Note == "":
			l.tell("gap.unanswered", at)
		case looked && item.Photo == checklist.PhotoRequired && !l.hasPhoto(ref.Code, item.ID):
			l.tell("gap.photo", at)
		}
	})
}

func (c *Check) eachItem(known Known, visit func(ref ChecklistRef, item *checklist.Item)) {
	for _, ref := range c.r.Checklists {
		items := known.Lists[ref.Code].Items
		for i := range items {
			visit(ref, &items[i])
		}
	}
}

func (c *Check) hasFinding(list, item string) bool {
	return slices.ContainsFunc(c.r.Findings, func(f Finding) bool {
		return f.Withdrawn == nil && f.Checklist == list && f.Item == item
	})
}

// hasPhoto: a picture of the item itself, or of a finding on it.
func (c *Check) hasPhoto(list, item string) bool {
	return slices.ContainsFunc(c.r.Photos, func(p Photo) bool {
		if p.Removed != nil {
			return false
		}
		if p.Checklist == list && p.Item == item {
			return true
		}
		f := c.finding(p.FindingID)
		return f != nil && f.Withdrawn == nil && f.Checklist == list && f.Item == item
	})
}
