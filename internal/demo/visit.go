package demo

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"anjian/internal/checklist"
	"anjian/internal/files"
	"anjian/internal/inspection"
)

// arrived plays the visit: arrival, facts, answers, findings with their pictures.
func (s *story) arrived(ctx context.Context) error {
	lead, assistant := s.f.staff[s.lead], s.f.staff[s.assistant]
	err := s.does(ctx, s.lead, inspection.Arrive, s.visit, inspection.ArriveBody{
		Position: s.where(), ReceivedBy: s.enterprise.Contact, ReceivedByPost: "安全总监", Phone: s.enterprise.Phone, Place: "厂区及生产车间",
		NoticeShown: true, Certificates: []string{lead.Certificate.Number, assistant.Certificate.Number},
	})
	if err != nil {
		return err
	}
	clock := s.visit.Add(4 * time.Minute)
	for _, code := range s.target.Checklists {
		list := s.lists[code]
		for _, condition := range list.Conditions() {
			clock = clock.Add(5 * time.Second)
			fact := inspection.StateFactBody{Checklist: code, Condition: condition, Holds: true}
			if err := s.does(ctx, s.lead, inspection.StateFact, clock, fact); err != nil {
				return err
			}
		}
		for i := range list.Items {
			if s.dice.IntN(100) >= s.plot.answered {
				continue
			}
			clock = clock.Add(time.Duration(15+s.dice.IntN(30)) * time.Second)
			if err := s.answers(ctx, code, &list.Items[i], clock); err != nil {
				return err
			}
		}
	}
	if s.photos > 0 {
		return s.photographs(ctx, clock.Add(time.Minute), inspection.AttachPhotoBody{About: inspection.AboutScene, Caption: "厂区全景"})
	}
	return nil
}

// answers looks at one item: some are found wanting, as many as the plot asks for.
func (s *story) answers(ctx context.Context, code string, item *checklist.Item, at time.Time) error {
	wrong := s.findings > 0 && (s.findings >= 30 || s.dice.IntN(6) == 0) && item.Answer.Type == checklist.Conformity
	answer := inspection.AnswerItemBody{Checklist: code, Item: item.ID, Verdict: checklist.Conforms}
	if wrong {
		answer.Verdict = checklist.Violates
	}
	answer.Value = s.measured(item)
	if err := s.does(ctx, s.lead, inspection.AnswerItem, at, answer); err != nil || !wrong {
		return err
	}
	s.findings--
	return s.finds(ctx, code, item, at.Add(5*time.Second))
}

// measured gives a value within the item's limits; nil for an item of conformity.
func (s *story) measured(item *checklist.Item) *checklist.Value {
	switch item.Answer.Type {
	case checklist.Number:
		x := 5.0
		switch {
		case item.Answer.Min != nil && item.Answer.Max != nil:
			x = (*item.Answer.Min + *item.Answer.Max) / 2
		case item.Answer.Min != nil:
			x = *item.Answer.Min + 1
		case item.Answer.Max != nil:
			x = *item.Answer.Max / 2
		}
		return &checklist.Value{Number: &x}
	case checklist.DateValidUntil:
		return &checklist.Value{Date: inspection.Day(s.visit.AddDate(1, s.dice.IntN(12), 0))}
	case checklist.DateLastDone:
		return &checklist.Value{Date: inspection.Day(s.visit.AddDate(0, -1, -s.dice.IntN(20)))}
	}
	return nil
}

// finds raises the finding of an item, decides a suspected major hazard, sees it put right where that is the measure.
func (s *story) finds(ctx context.Context, code string, item *checklist.Item, at time.Time) error {
	words := inspection.FindingWords{Text: blanksFilled(item.Finding), Place: "一号车间", Handling: handlings[item.DefaultMeasure], ReferTo: item.TransferTo}
	if words.Handling == inspection.Order {
		words.DueOn = inspection.Day(workday(s.visit.AddDate(0, 0, 15)))
	}
	if words.Handling == inspection.Refer && words.ReferTo == "" {
		words.ReferTo = "金坛区市场监督管理局"
	}
	if words.Handling != inspection.Refer {
		words.ReferTo = ""
	}
	if s.carried != loopNone { // whatever the checklist proposes: it is to be ordered
		words.Handling, words.ReferTo, words.DueOn = inspection.Order, "", inspection.Day(workday(s.visit.AddDate(0, 0, 15)))
	}
	id := mint()
	if err := s.does(ctx, s.lead, inspection.RaiseFinding, at, inspection.RaiseFindingBody{FindingID: id, Checklist: code, Item: item.ID, Words: words}); err != nil {
		return err
	}
	if item.MajorHazard {
		call := inspection.ConfirmMajorHazardBody{FindingID: id, Note: "现场核实后不构成重大事故隐患，已要求立即整改。"}
		if s.dice.IntN(3) == 0 && item.MajorBasis != nil && item.MajorBasis.Article != "" {
			call = inspection.ConfirmMajorHazardBody{FindingID: id, Confirmed: true, Law: item.MajorBasis.Law, Article: item.MajorBasis.Article}
		}
		if err := s.does(ctx, s.lead, inspection.ConfirmMajorHazard, at.Add(time.Second), call); err != nil {
			return err
		}
	}
	if words.Handling == inspection.OnSpot {
		how := inspection.CorrectOnSpotBody{FindingID: id, How: "企业当场改正，执法人员现场确认。"}
		if err := s.does(ctx, s.lead, inspection.CorrectOnSpot, at.Add(2*time.Second), how); err != nil {
			return err
		}
	}
	if s.photos <= 0 {
		return nil
	}
	return s.photographs(ctx, at.Add(3*time.Second), inspection.AttachPhotoBody{About: inspection.AboutFinding, Checklist: code, Item: item.ID, FindingID: id})
}

// photographs stores a drawn picture and attaches it.
func (s *story) photographs(ctx context.Context, at time.Time, about inspection.AttachPhotoBody) error {
	s.photos--
	s.seed += 97
	bytesOf, err := picture(s.seed)
	if err != nil {
		return err
	}
	by := s.f.staff[s.lead]
	file, err := s.w.Files.Put(ctx, files.Uploader{BureauID: by.BureauID, PersonID: by.ID}, "image/jpeg", bytes.NewReader(bytesOf))
	if err != nil {
		return fmt.Errorf("store a picture: %w", err)
	}
	about.PhotoID, about.SHA256, about.OriginalSHA256, about.ContentType = mint(), file.SHA256, file.SHA256, file.ContentType
	about.Size, about.Width, about.Height, about.Source = file.Size, file.Width, file.Height, inspection.FromCamera
	about.TakenAt, about.Position = at, s.where()
	return s.does(ctx, s.lead, inspection.AttachPhoto, at, about)
}

// handlings says which handling follows from a checklist's proposal.
var handlings = map[checklist.Measure]inspection.Handling{
	checklist.MeasureSpot: inspection.OnSpot, checklist.MeasureOrder: inspection.Order, checklist.MeasureStop: inspection.Stop,
	checklist.MeasureCase: inspection.Case, checklist.MeasureTransfer: inspection.Refer,
}

// blanksFilled replaces the {blanks} of a prepared wording.
func blanksFilled(text string) string {
	for {
		from := strings.Index(text, "{")
		to := strings.Index(text, "}")
		if from < 0 || to < from {
			return text
		}
		text = text[:from] + "现场" + text[to+1:]
	}
}

// workday moves a day off the weekend; the demo knows no holidays.
func workday(t time.Time) time.Time {
	for t.In(inspection.Zone).Weekday() == time.Saturday || t.In(inspection.Zone).Weekday() == time.Sunday {
		t = t.AddDate(0, 0, 1)
	}
	return t
}
