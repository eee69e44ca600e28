package inspection

import "anjian/internal/checklist"

// answerItem records what was seen for one item. An item whose condition nobody has stated may be answered: a question
// left open must not stop the person on site. One that is known not to apply can only be answered so.
//
// 安全生产法 65, 68: what was checked and what was found is written down as it was seen.
func answerItem(c *Check, act Act, b AnswerItemBody, known Known) error {
	item, err := c.item(known, b.Checklist, b.Item)
	if err != nil {
		return err
	}
	if applies, _ := c.applies(b.Checklist, item); !applies && b.Verdict != checklist.NotApplicable {
		return ItemDoesNotApply.With("item", b.Item).With("condition", item.AppliesIf)
	}
	if err := c.fits(item, b); err != nil {
		return err
	}
	if err := supersedable(act, b.Supersedes); err != nil {
		return err
	}
	key := ItemKey(b.Checklist, b.Item)
	next := Answer{Act: act.ID, Verdict: b.Verdict, Value: b.Value, Note: b.Note, By: act.who(), DoneAt: act.DoneAt}
	standing, superseded := stand(c.r.Answers[key], c.r.Superseded[key], next, b.Supersedes)
	c.r.Answers[key] = standing
	if len(superseded) > 0 {
		c.r.Superseded[key] = superseded
	}
	return nil
}

// fits holds the value to the item. A verdict against a sure measurement is the person's to give, with a note.
func (c *Check) fits(item *checklist.Item, b AnswerItemBody) error {
	looked := b.Verdict == checklist.Conforms || b.Verdict == checklist.Violates
	if b.Value == nil {
		if looked && item.Answer.Type != checklist.Conformity {
			return ValueNeeded.With("item", item.ID).With("expected", string(item.Answer.Type))
		}
		return nil
	}
	if item.Answer.Type == checklist.Conformity {
		return checklist.ErrWrongType.With("expected", string(item.Answer.Type))
	}
	judged, sure, err := checklist.Judge(*item, *b.Value, c.day())
	if err != nil {
		return err
	}
	if looked && sure && judged != "" && judged != b.Verdict && blank(b.Note) {
		return ContradictsMeasure.With("item", item.ID).With("judged", string(judged))
	}
	return nil
}
