package inspection

import (
	"slices"

	"anjian/internal/checklist"
	"anjian/internal/evidence"
)

// sealRecord closes the visit and freezes the record with its digest. Nothing contested, no violation without finding,
// no suspected major hazard undecided, nothing missing without a reason. The digest must be the one the lead's phone
// computed over what it showed.
//
// 安全生产法 68: the record holds time, place, content, the problems found and how they are handled. 65(三): a major
// hazard has a measure. 行政处罚法 42: both officers were there.
func sealRecord(c *Check, act Act, b SealRecordBody, known Known) error {
	for _, ref := range c.r.Checklists {
		if _, err := c.list(known, ref.Code); err != nil {
			return err
		}
	}
	b.Closing.EndedAt = exact(b.Closing.EndedAt)
	for _, ready := range []func() error{
		c.bothThere, c.findingsReady,
		func() error { return c.answersReady(known) },
		func() error { return c.gapsExplained(known, b.Closing) },
	} {
		if err := ready(); err != nil {
			return err
		}
	}
	if endsBeforeStart(b.Closing, c.r.Arrival) {
		return EndsBeforeStart.With("arrivedAt", stampOf(c.r.Arrival.At))
	}
	digest := Digest(Sealed(c.r, known.Lists, b.Closing))
	if digest != b.Digest {
		return DigestMismatch.With("digest", digest)
	}
	c.r.Seal = &Seal{Act: act.ID, Digest: digest, Code: evidence.CheckCode(digest), Closing: b.Closing, By: act.who(), At: act.DoneAt}
	return nil
}

func (c *Check) bothThere() error {
	if name := c.undeclaredOfficer(); name != "" {
		return ConflictNotDeclared.With("name", name)
	}
	if c.r.Arrival == nil {
		return WrongState.With("state", string(c.r.State)).With("act", string(SealRecord))
	}
	return nil
}

// findingsReady: every standing finding has one wording and a handling that is more than words.
func (c *Check) findingsReady() error {
	contested := []string{}
	for i := range c.r.Findings {
		if f := &c.r.Findings[i]; f.Withdrawn == nil && len(f.Versions) != 1 {
			contested = append(contested, f.ID)
		}
	}
	if len(contested) > 0 {
		return FindingsContested.With("findings", contested)
	}
	for i := range c.r.Findings {
		f := &c.r.Findings[i]
		if f.Withdrawn != nil {
			continue
		}
		switch v := f.Versions[0]; {
		case f.Major == MajorSuspected:
			return MajorUndecided.With("findingId", f.ID)
		case f.Major == MajorConfirmed && v.Handling == Advice:
			return MajorWithoutMeasure.With("findingId", f.ID)
		case v.Handling == Order && v.DueOn == "":
			return DueNeeded.With("findingId", f.ID)
		case v.Handling == OnSpot && f.Corrected == nil:
			return SpotNotCorrected.With("findingId", f.ID)
		}
	}
	return nil
}

// answersReady: every answered item has one answer, applies, and, where violated, has a finding.
func (c *Check) answersReady(known Known) error {
	contested, idle, bare := []string{}, []string{}, []string{}
	c.eachItem(known, func(ref ChecklistRef, item *checklist.Item) {
		key := ItemKey(ref.Code, item.ID)
		standing := c.r.Answers[key]
		if len(standing) == 0 {
			return
		}
		applies, _ := c.applies(ref.Code, item)
		switch verdict := standing[0].Verdict; {
		case len(standing) > 1:
			contested = append(contested, key)
		case !applies && verdict != checklist.NotApplicable:
			idle = append(idle, key)
		case verdict == checklist.Violates && !c.hasFinding(ref.Code, item.ID):
			bare = append(bare, key)
		}
	})
	switch {
	case len(contested) > 0:
		return AnswersContested.With("items", contested)
	case len(idle) > 0:
		return AnswersNotApplying.With("items", idle)
	case len(bare) > 0:
		return FindingMissing.With("items", bare)
	}
	return nil
}

// gapsExplained: items that apply, or may apply, without an answer, and required photos that are missing, need a
// reason. Saying "not examined" without a note is no answer.
func (c *Check) gapsExplained(known Known, closing Closing) error {
	unanswered, photos := []string{}, []string{}
	c.eachItem(known, func(ref ChecklistRef, item *checklist.Item) {
		key := ItemKey(ref.Code, item.ID)
		standing := c.r.Answers[key]
		if len(standing) == 0 {
			if applies, _ := c.applies(ref.Code, item); applies {
				unanswered = append(unanswered, key)
			}
			return
		}
		switch a := standing[0]; a.Verdict {
		case checklist.NotExamined:
			if a.Note == "" {
				unanswered = append(unanswered, key)
			}
		case checklist.Conforms, checklist.Violates:
			if item.Photo == checklist.PhotoRequired && !c.hasPhoto(ref.Code, item.ID) {
				photos = append(photos, key)
			}
		}
	})
	if len(unanswered)+len(photos) > 0 && closing.GapsReason == "" {
		return GapsReasonNeeded.With("items", unanswered).With("photos", photos)
	}
	return nil
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
