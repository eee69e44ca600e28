package inspection

import (
	"slices"

	"anjian/internal/evidence"
	"anjian/internal/fault"
)

// sealRecord closes the visit and freezes the record with its digest. Nothing the linter calls blocking is left (nothing
// contested, no violation without finding, no suspected major hazard undecided), nothing is missing without a reason.
// The digest must be the one the lead's phone computed over what it showed.
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
	if err := c.bothThere(); err != nil {
		return err
	}
	if err := fitToSeal(Lint(c.r, known), b.Closing); err != nil {
		return err
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

// fitToSeal turns what the linter says into a refusal: of the first complaint that blocks, or of gaps without a reason.
func fitToSeal(complaints []Complaint, closing Closing) error {
	for _, first := range complaints {
		if first.Weight == Blocks {
			return blocked(first, complaints)
		}
	}
	unanswered, photos := keysOf(complaints, "gap.unanswered"), keysOf(complaints, "gap.photo")
	if len(unanswered)+len(photos) > 0 && closing.GapsReason == "" {
		return GapsReasonNeeded.With("items", unanswered).With("photos", photos)
	}
	return nil
}

// blocked is the refusal that bears a complaint's code, with every place it stands for.
func blocked(first Complaint, complaints []Complaint) error {
	at := slices.IndexFunc(Refusals(), func(r *fault.Error) bool { return r.Code == first.Code })
	refusal := Refusals()[at]
	switch {
	case first.Code == FindingsContested.Code:
		ids := []string{}
		for _, c := range complaints {
			if c.Code == first.Code {
				ids = append(ids, c.FindingID)
			}
		}
		return refusal.With("findings", ids)
	case first.FindingID != "":
		return refusal.With("findingId", first.FindingID)
	case first.Item != "":
		return refusal.With("items", keysOf(complaints, first.Code))
	default:
		return refusal.With("name", first.Text)
	}
}

// keysOf names the items that a complaint of this code is about.
func keysOf(complaints []Complaint, code string) []string {
	keys := []string{}
	for _, c := range complaints {
		if c.Code == code {
			keys = append(keys, ItemKey(c.Checklist, c.Item))
		}
	}
	return keys
}
