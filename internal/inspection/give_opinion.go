package inspection

import (
	"slices"

	"anjian/internal/evidence"
)

// giveOpinion adds an expert's opinion, signed with their own ink over the digest of what they saw. It stands beside the
// check: no answer, no finding and no sealed record changes by it, and nobody is ordered anything. It may come while the
// officers are on site and also after the seal and the last signature, for as long as the invitation lasts: an expert
// writes with care, and what is not part of the record cannot spoil it.
//
// 国办发〔2024〕54号: experts assist and do not check. 行政处罚法 43: whoever has an interest steps aside, so an expert
// declares that there is none before the first opinion.
func giveOpinion(c *Check, act Act, b GiveOpinionBody, known Known) error {
	expert, declared, err := c.expertOf(act)
	switch {
	case err != nil:
		return err
	case !declared:
		return InterestNotDeclared
	case len(c.r.Opinions) >= mostOpinions:
		return OpinionTooMany.With("max", mostOpinions)
	case slices.ContainsFunc(c.r.Opinions, func(o Opinion) bool { return o.ID == b.OpinionID }):
		return OpinionExists.With("opinionId", b.OpinionID)
	}
	if err := c.opinionIsAbout(b, known); err != nil {
		return err
	}
	photos, err := c.supplementPhotos(act, b.Photos)
	if err != nil {
		return err
	}
	o := Opinion{
		ID: b.OpinionID, Number: len(c.r.Opinions) + 1, Act: act.ID, Expert: expert, About: b.About, Checklist: b.Checklist, Item: b.Item,
		FindingID: b.FindingID, Place: b.Place, Fact: b.Fact, Standard: b.Standard, Risk: b.Risk, Suggestion: b.Suggestion, Urgency: b.Urgency,
		Photos: photos, Signature: OpinionSignature{Sentence: b.Sentence, Ink: b.Ink, Position: b.Position}, By: act.who(), At: act.DoneAt,
	}
	o.Digest = OpinionDigest(o.SealedOf(c.r.ID))
	o.Code = evidence.CheckCode(o.Digest)
	if b.Digest != o.Digest {
		return OpinionChanged.With("digest", o.Digest)
	}
	if reason := b.Ink.fault(); reason != "" {
		return BadInk.With("reason", reason)
	}
	c.r.Opinions = append(c.r.Opinions, o)
	return nil
}

// opinionIsAbout refuses an opinion on an item or finding that is not there, and one that says two things at once.
func (c *Check) opinionIsAbout(b GiveOpinionBody, known Known) error {
	if b.About == AboutOneItem {
		if _, err := c.item(known, b.Checklist, b.Item); err != nil {
			return err
		}
	} else if b.Checklist != "" || b.Item != "" {
		return BadValue.With("field", "item")
	}
	switch {
	case b.About == AboutOneFinding && c.finding(b.FindingID) == nil:
		return FindingUnknown.With("findingId", b.FindingID)
	case b.About != AboutOneFinding && b.FindingID != "":
		return BadValue.With("field", "findingId")
	}
	return nil
}
