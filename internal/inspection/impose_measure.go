package inspection

import "slices"

// mostMeasures bounds one check.
const mostMeasures = 20

// imposeMeasure decides a measure: it rests on a confirmed major hazard or on a danger that is stated, and names its
// basis. It waits for the leader's approval; where danger is immediate the officers state who approved it by telephone
// and when, and the approval in writing follows.
//
// 安全生产法 65(三): hazards are removed at once; where safety cannot be assured people are taken out, work and the use of
// things is stopped.
func imposeMeasure(c *Check, act Act, b ImposeMeasureBody, known Known) error {
	if c.r.Measure(b.MeasureID) != nil {
		return PaperExists.With("paperId", b.MeasureID)
	}
	if len(c.r.Measures) >= mostMeasures {
		return MeasureTooMany.With("max", mostMeasures)
	}
	for i, k := range b.Kinds {
		if slices.Contains(b.Kinds[:i], k) {
			return BadValue.With("field", "kinds")
		}
	}
	if b.Until != "" && (!realDay(b.Until) || b.Until < act.day()) {
		return BadValue.With("field", "until")
	}
	if lapsed(known.Law, b.Law, act.day()) {
		return PaperBasisLapsed.With("law", b.Law).With("day", act.day())
	}
	found, major, err := c.measured(b.Findings)
	switch {
	case err != nil:
		return err
	case !major && b.Danger == "":
		return MeasureGroundNeeded
	case b.PhoneApproval != nil && b.Danger == "":
		return MeasureDangerNeeded
	}
	paper := MeasurePaper{Schema: MeasureSchema, CheckID: c.r.ID, ID: b.MeasureID, Kinds: b.Kinds, Findings: found, Danger: b.Danger, Law: b.Law, Article: b.Article,
		Scope: b.Scope, Until: b.Until, Remedies: c.r.TermsInForce().Remedies, Act: act.ID, By: act.who(), DoneAt: stampOf(act.DoneAt)}
	if a := b.PhoneApproval; a != nil {
		if exact(a.At).After(act.when()) {
			return BadTime.With("field", "phoneApproval.at")
		}
		paper.PhoneApproval = &SealedPhoneCall{Name: a.Name, Post: a.Post, At: stampOf(a.At)}
	}
	c.r.Measures = append(c.r.Measures, ImposedMeasure{Number: len(c.r.Measures) + 1, Paper: paper, Issued: act.issue(paper, known),
		Applications: []Application{}, Results: []MeasureResult{}, Resumptions: []Resumption{}})
	return nil
}

// measured gives the findings a measure names as they are worded now, and whether one is a confirmed major hazard.
func (c *Check) measured(ids []string) (found []MeasureFinding, major bool, err error) {
	found = []MeasureFinding{}
	for i, id := range ids {
		f, err := c.live(id)
		if err != nil {
			return nil, false, err
		}
		if slices.Contains(ids[:i], id) {
			return nil, false, BadValue.With("field", "findings")
		}
		v := f.Versions[len(f.Versions)-1]
		found = append(found, MeasureFinding{ID: id, Text: v.Text, Place: v.Place, Major: f.Major == MajorConfirmed})
		major = major || f.Major == MajorConfirmed
	}
	return found, major, nil
}
