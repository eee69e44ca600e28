package inspection

import "slices"

// people: two certified officers on the day of the check, the certificates shown are theirs, the visit was on the day the
// scheme and the notice say.
func (l *linter) people() {
	day := l.day()
	for _, part := range []Party{PartyLead, PartyAssistant} {
		switch m := l.officer(part); {
		case m == nil || m.Certificate.Number == "":
			l.tell(TeamCertificate.Code, Complaint{Text: string(part)})
		case !realDay(m.Certificate.ValidUntil) || m.Certificate.ValidUntil < day:
			l.tell(CertificateExpired.Code, Complaint{Text: m.Name, Day: m.Certificate.ValidUntil})
		case l.r.Arrival != nil && !slices.Contains(l.r.Arrival.CertificatesSeen, m.Certificate.Number):
			l.tell("lint.certificates_differ", Complaint{Text: m.Name})
		}
	}
	if l.r.Arrival != nil && day != l.r.PlannedOn {
		l.tell("lint.day_differs", Complaint{Text: l.r.PlannedOn, Day: day})
	}
	for i := range l.r.Photos {
		p := &l.r.Photos[i]
		if taken := Day(p.TakenAt); l.r.Arrival != nil && p.Removed == nil && taken != day {
			l.tell("lint.photo_other_day", Complaint{PhotoID: p.ID, FindingID: p.FindingID, Checklist: p.Checklist, Item: p.Item, Text: p.Caption, Day: taken})
		}
	}
}

// signatories: who signed for the enterprise is somebody the check has met: the person who received the officers, the
// contact, the legal representative.
func (l *linter) signatories() {
	known := []string{l.r.Enterprise.LegalPerson, l.r.Enterprise.Contact}
	if l.r.Arrival != nil {
		known = append(known, l.r.Arrival.ReceivedBy)
	}
	for _, s := range l.r.Signatures {
		if s.Signatory.Party == PartyEnterprise && !slices.Contains(known, s.Signatory.Name) {
			l.tell("lint.signatory_unknown", Complaint{Text: s.Signatory.Name})
		}
	}
}

// opinions: those nobody has answered. The seal does not wait for it: an opinion stands beside the record, and no law gives
// an outsider a hand in when the officers close it.
func (l *linter) opinions() {
	standing, _ := l.r.StandingOpinions()
	for _, o := range standing {
		if o.Answer == nil {
			l.tell("lint.opinion_unanswered", Complaint{Checklist: o.Checklist, Item: o.Item, FindingID: o.FindingID, Text: o.Expert.Name + "：" + o.Fact})
		}
	}
}
