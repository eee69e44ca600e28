package inspection

import (
	"cmp"
	"slices"
)

// mostRechecks bounds one check.
const mostRechecks = 50

// recheck is 复查 by two officers with valid certificates. It answers every open order item in detail, and every measure
// whose end the enterprise has applied for. What is found put right is locked; what is not stays open, for another
// re-check, a further order, a case or a referral.
//
// 安全生产法 65; 行政处罚法 42: two certified officers. The record of a re-check says in detail how each order was carried
// out (the yearly plan's own demand).
func recheck(c *Check, act Act, b RecheckBody, known Known) error {
	if c.r.Recheck(b.RecheckID) != nil {
		return RecheckExists.With("recheckId", b.RecheckID)
	}
	if len(c.r.Rechecks) >= mostRechecks {
		return RecheckTooMany.With("max", mostRechecks)
	}
	if err := c.twoOfficers(act, b.Certificates); err != nil {
		return err
	}
	if err := c.answersEveryItem(act, b); err != nil {
		return err
	}
	if err := c.answersMeasures(b); err != nil {
		return err
	}
	paper, photos, err := c.recheckPaper(act, b)
	if err != nil {
		return err
	}
	k := Rechecked{Number: len(c.r.Rechecks) + 1, Paper: paper, Issued: act.issue(paper, known), Photos: photos}
	c.r.Rechecks = append(c.r.Rechecks, k)
	for _, a := range b.Items {
		if a.Result != ResultNotDue {
			item := c.r.Item(a.FindingID)
			item.Results = append(item.Results, ItemResult{RecheckID: b.RecheckID, OrderID: item.OrderID, Result: a.Result, At: act.DoneAt})
			item.restand()
		}
	}
	for _, a := range b.Measures {
		m := c.r.Measure(a.MeasureID)
		m.Results = append(m.Results, MeasureResult{RecheckID: b.RecheckID, Result: a.Result, At: act.DoneAt})
	}
	return nil
}

// twoOfficers: both have declared no conflict and show the certificates they are registered with, valid on the day.
func (c *Check) twoOfficers(act Act, shown []string) error {
	if name := c.undeclaredOfficer(); name != "" {
		return ConflictNotDeclared.With("name", name)
	}
	if len(shown) != 2 || shown[0] == shown[1] {
		return TwoCertificates
	}
	for i, part := range []Party{PartyLead, PartyAssistant} {
		if m := c.officer(part); m.Certificate.Number != shown[i] {
			return CertificateMismatch.With("name", m.Name)
		}
	}
	return certified(c.r.Team, act.day())
}

// answersEveryItem: each open item once, none that is not open, each with its proof.
func (c *Check) answersEveryItem(act Act, b RecheckBody) error {
	for i, a := range b.Items {
		item, err := c.openItem(a.FindingID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(b.Items[:i], func(o ItemAnswer) bool { return o.FindingID == a.FindingID }) {
			return BadValue.With("field", "items.findingId")
		}
		early := act.day() <= item.DueOn
		switch {
		case a.Result == ResultNotDue && !early:
			return RecheckItemDue.With("findingId", a.FindingID).With("dueOn", item.DueOn)
		case a.Result == ResultNotMet && early && item.Standing == ItemOrdered:
			return RecheckNotYetDue.With("findingId", a.FindingID).With("dueOn", item.DueOn)
		case a.Result == ResultMet && len(a.Photos) == 0 && !item.shown():
			return RecheckProofNeeded.With("findingId", a.FindingID)
		}
	}
	missing := []string{}
	for i := range c.r.OrderItems {
		item := &c.r.OrderItems[i]
		if item.Open() && !slices.ContainsFunc(b.Items, func(a ItemAnswer) bool { return a.FindingID == item.FindingID }) {
			missing = append(missing, item.FindingID)
		}
	}
	if len(missing) > 0 {
		return RecheckItemMissing.With("findings", missing)
	}
	if len(b.Items) == 0 && len(b.Measures) == 0 {
		return RecheckNothingOpen
	}
	return nil
}

// shown: the enterprise has sent a picture of the item put right.
func (i *OrderItem) shown() bool {
	return slices.ContainsFunc(i.Rectifications, func(r Rectification) bool {
		return r.Round == len(i.Results) && slices.ContainsFunc(r.Photos, func(p Photo) bool { return p.About == AboutAfter })
	})
}

// answersMeasures: each measure in force at most once, and all whose end is applied for.
func (c *Check) answersMeasures(b RecheckBody) error {
	for i, a := range b.Measures {
		m := c.r.Measure(a.MeasureID)
		switch {
		case m == nil:
			return PaperUnknown.With("paperId", a.MeasureID)
		case !m.InForce():
			return MeasureNotInForce.With("measureId", a.MeasureID)
		case slices.ContainsFunc(b.Measures[:i], func(o MeasureAnswer) bool { return o.MeasureID == a.MeasureID }):
			return BadValue.With("field", "measures.measureId")
		}
	}
	for i := range c.r.Measures {
		m := &c.r.Measures[i]
		if m.Applied() && !slices.ContainsFunc(b.Measures, func(a MeasureAnswer) bool { return a.MeasureID == m.Paper.ID }) {
			return RecheckMeasureMissing.With("measureId", m.Paper.ID)
		}
	}
	return nil
}

// recheckPaper lays the opinion out as people sign it.
func (c *Check) recheckPaper(act Act, b RecheckBody) (RecheckPaper, []Photo, error) {
	p := RecheckPaper{Schema: RecheckSchema, CheckID: c.r.ID, ID: b.RecheckID, Mode: b.Mode, ReceivedBy: b.ReceivedBy, Place: b.Place, Officers: []SealedMember{},
		Certificates: b.Certificates, Items: []RecheckedItem{}, Measures: []RecheckedItem{}, Opinion: b.Opinion, Act: act.ID, By: act.who(), DoneAt: stampOf(act.DoneAt)}
	for _, part := range []Party{PartyLead, PartyAssistant} {
		m := c.officer(part)
		p.Officers = append(p.Officers, SealedMember{m.Part, m.PersonID, m.Name, m.Certificate.Number})
	}
	all, known := []Photo{}, c.photosKnown()
	for _, a := range b.Items {
		line := RecheckedItem{ID: a.FindingID, No: c.findingNo(a.FindingID), DueOn: c.r.Item(a.FindingID).DueOn, Result: a.Result, Text: a.Text, Photos: []SealedPhoto{}}
		photos, err := c.loopPhotos(act, a.FindingID, a.Photos, known)
		if err != nil {
			return p, nil, err
		}
		for _, photo := range photos {
			line.Photos = append(line.Photos, photo.sealed())
		}
		p.Items, all = append(p.Items, line), append(all, photos...)
	}
	for _, a := range b.Measures {
		p.Measures = append(p.Measures, RecheckedItem{ID: a.MeasureID, No: c.r.Measure(a.MeasureID).Number, Result: a.Result, Text: a.Text, Photos: []SealedPhoto{}})
	}
	byNo := func(a, b RecheckedItem) int { return cmp.Compare(a.No, b.No) }
	slices.SortFunc(p.Items, byNo)
	slices.SortFunc(p.Measures, byNo)
	slices.SortFunc(all, func(a, b Photo) int { return cmp.Compare(a.ID, b.ID) })
	return p, all, nil
}
