package inspection

import (
	"slices"
	"strings"
)

// mostFindings bounds one check.
const mostFindings = 500

// raiseFinding states a problem, on an item or free. On an item that may be a major hazard the finding is suspected
// until a person decides.
//
// 安全生产法 62, 65: hazards found are handled promptly: on the spot, by an order with a date, by a measure.
func raiseFinding(c *Check, act Act, b RaiseFindingBody, known Known) error {
	if len(c.r.Findings) >= mostFindings {
		return FindingTooMany.With("max", mostFindings)
	}
	if c.finding(b.FindingID) != nil {
		return FindingExists.With("findingId", b.FindingID)
	}
	major := MajorNone
	if b.SuspectMajor {
		major = MajorSuspected
	}
	if b.Checklist != "" || b.Item != "" {
		item, err := c.item(known, b.Checklist, b.Item)
		if err != nil {
			return err
		}
		major = MajorNone
		if item.MajorHazard {
			major = MajorSuspected
		}
	}
	if err := c.handled(b.Words); err != nil {
		return err
	}
	f := Finding{
		ID: b.FindingID, Checklist: b.Checklist, Item: b.Item, Versions: []FindingVersion{act.version(b.Words)},
		Superseded: []string{}, Major: major, RaisedBy: act.who(), RaisedAt: act.DoneAt,
	}
	at, _ := slices.BinarySearchFunc(c.r.Findings, f, func(a, b Finding) int {
		if c := a.RaisedAt.Compare(b.RaisedAt); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	c.r.Findings = slices.Insert(c.r.Findings, at, f)
	return nil
}

// handled refuses a handling that lacks what it needs: an order its date, a referral its addressee.
func (c *Check) handled(w FindingWords) error {
	if w.DueOn != "" {
		switch {
		case !realDay(w.DueOn):
			return BadValue.With("field", "words.dueOn")
		case w.DueOn < c.day():
			return DueTooEarly.With("dueOn", w.DueOn).With("day", c.day())
		}
	}
	switch {
	case w.Handling == Order && w.DueOn == "":
		return DueNeeded
	case w.Handling == Refer && w.ReferTo == "":
		return ReferToNeeded
	}
	return nil
}

// version is the wording an act gives.
func (a Act) version(w FindingWords) FindingVersion {
	return FindingVersion{Act: a.ID, Text: w.Text, Place: w.Place, Handling: w.Handling, DueOn: w.DueOn, ReferTo: w.ReferTo,
		By: a.who(), DoneAt: a.DoneAt}
}

// finding gives a finding by its id, nil when there is none.
func (c *Check) finding(id string) *Finding {
	for i := range c.r.Findings {
		if c.r.Findings[i].ID == id {
			return &c.r.Findings[i]
		}
	}
	return nil
}

// live gives a finding that is there and not withdrawn.
func (c *Check) live(id string) (*Finding, error) {
	f := c.finding(id)
	switch {
	case f == nil:
		return nil, FindingUnknown.With("findingId", id)
	case f.Withdrawn != nil:
		return nil, FindingWithdrawn.With("findingId", id)
	}
	return f, nil
}
