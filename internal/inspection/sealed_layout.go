package inspection

import (
	"maps"
	"slices"
	"unicode/utf16"

	"anjian/internal/checklist"
)

// Sealed lays a record out as people sign it, with the closing given. lists are the check's checklists by code, in the
// versions the check keeps. A record with contested entries can be laid out too (the last ones count), but not sealed.
func Sealed(r CheckRecord, lists map[string]checklist.Checklist, closing Closing) SealedRecord {
	c := CheckFrom(r)
	s := SealedRecord{
		Schema: SealedSchema, CheckID: r.ID, BureauID: r.BureauID, BureauName: r.BureauName, Enterprise: c.r.Enterprise,
		Kind: r.Kind, Source: r.Source, PlannedOn: r.PlannedOn, Team: []SealedMember{}, Checklists: []SealedChecklist{},
		Scheme:  SealedScheme{Areas: r.Scheme.Areas, Content: r.Scheme.Content, Methods: c.r.Scheme.Methods},
		Arrival: r.Arrival.sealed(), Facts: []SealedFact{}, Answers: c.sealedAnswers(lists), Findings: []SealedFinding{},
		Withdrawn: []SealedWithdrawal{}, Photos: []SealedPhoto{}, Closing: closing.sealed(),
	}
	for _, m := range r.VisitTeam() {
		s.Team = append(s.Team, SealedMember{m.Part, m.PersonID, m.Name, m.Certificate.Number})
	}
	for _, l := range r.Checklists {
		s.Checklists = append(s.Checklists, SealedChecklist{l.Code, l.Version, l.Digest})
	}
	for _, key := range slices.SortedFunc(maps.Keys(r.Facts), byUTF16) {
		f := r.Facts[key]
		s.Facts = append(s.Facts, SealedFact{f.Checklist, f.Condition, f.Holds, f.Act, f.By, stampOf(f.DoneAt)})
	}
	for _, f := range r.Findings {
		if w := f.Withdrawn; w != nil {
			s.Withdrawn = append(s.Withdrawn, SealedWithdrawal{f.ID, w.Reason, w.Act, w.By, stampOf(w.At)})
		} else {
			s.Findings = append(s.Findings, f.sealed())
		}
	}
	for _, p := range r.Photos {
		s.Photos = append(s.Photos, p.sealed())
	}
	return s
}

// VisitTeam is who made the visit: those the record was sealed with, whoever has the check now.
func (r *CheckRecord) VisitTeam() []Member {
	if r.SealedTeam != nil {
		return r.SealedTeam
	}
	return r.Team
}

// sealedAnswers gives every item that applies, or may apply, or was answered, list by list in the order of the items.
func (c *Check) sealedAnswers(lists map[string]checklist.Checklist) []SealedAnswer {
	answers := []SealedAnswer{}
	for _, ref := range c.r.Checklists {
		items := lists[ref.Code].Items
		for i := range items {
			line := SealedAnswer{Checklist: ref.Code, Item: items[i].ID, Verdict: checklist.NotExamined}
			standing := c.r.Answers[ItemKey(ref.Code, items[i].ID)]
			if len(standing) == 0 {
				if applies, _ := c.applies(ref.Code, &items[i]); !applies {
					continue
				}
			} else {
				a := standing[len(standing)-1]
				line.Verdict, line.Value, line.Note, line.Act, line.By, line.DoneAt = a.Verdict, a.Value, a.Note, a.Act, &a.By, stampOf(a.DoneAt)
			}
			answers = append(answers, line)
		}
	}
	return answers
}

func (a *Arrival) sealed() *SealedArrival {
	if a == nil {
		return nil
	}
	s := SealedArrival{a.Act, stampOf(a.At), a.By, a.Position, a.ReceivedBy, a.ReceivedByPost, a.Phone, a.Place, a.NoticeShown, a.CertificatesSeen, a.Clock}
	filled(&s.CertificatesSeen)
	return &s
}

func (f Finding) sealed() SealedFinding {
	s := SealedFinding{ID: f.ID, Checklist: f.Checklist, Item: f.Item, Major: f.Major, RaisedBy: f.RaisedBy, RaisedAt: stampOf(f.RaisedAt)}
	if n := len(f.Versions); n > 0 {
		v := f.Versions[n-1]
		s.Text, s.Place, s.Handling, s.DueOn, s.ReferTo, s.Act, s.By, s.DoneAt =
			v.Text, v.Place, v.Handling, v.DueOn, v.ReferTo, v.Act, v.By, stampOf(v.DoneAt)
	}
	if m := f.MajorCall; m != nil {
		s.MajorCall = &SealedMajorCall{m.Confirmed, m.Law, m.Article, m.Note, m.Act, m.By, stampOf(m.DoneAt)}
	}
	if k := f.Corrected; k != nil {
		s.Corrected = &SealedCorrection{k.How, k.Act, k.By, stampOf(k.DoneAt)}
	}
	return s
}

func (p Photo) sealed() SealedPhoto {
	s := SealedPhoto{
		ID: p.ID, SHA256: p.SHA256, OriginalSHA256: p.OriginalSHA256, Source: p.Source, About: p.About, Checklist: p.Checklist,
		Item: p.Item, FindingID: p.FindingID, Caption: p.Caption, TakenAt: stampOf(p.TakenAt), Position: p.Position, Act: p.Act,
		By: p.By, DoneAt: stampOf(p.DoneAt),
	}
	if r := p.Removed; r != nil {
		s.Removed = &SealedRemoval{r.Reason, r.Act, r.By, stampOf(r.At)}
	}
	for _, set := range p.Marks {
		if len(set.Marks) == 0 {
			continue
		}
		drawn := make([]SealedMark, len(set.Marks))
		for i, m := range set.Marks {
			drawn[i] = SealedMark(m)
		}
		s.Marks = append(s.Marks, SealedMarks{drawn, set.Act, set.By, stampOf(set.DoneAt)})
	}
	return s
}

func (k Closing) sealed() SealedClosing {
	return SealedClosing{stampOf(k.EndedAt), k.Places, k.Documents, k.People, k.Situation, k.GapsReason, k.Clock}
}

// units are a text as a phone counts it.
func units(s string) []uint16 { return utf16.Encode([]rune(s)) }
