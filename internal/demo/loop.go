package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"anjian/internal/files"
	"anjian/internal/inspection"
)

// carried is how far a signed check is carried on: the closed loop 闭环.
type carried int

const (
	loopNone      carried = iota
	loopOrdered           // the order is delivered and runs
	loopSubmitted         // the enterprise says some of it is done
	loopAsked             // it asks for more time
	loopStopped           // a device is stopped, approved by telephone, the approval in writing is still to come
	loopResumed           // … approved, re-checked, consented
	loopPartly            // a first re-check found part of it not put right; a further order runs
	loopReferred          // … something of it lies with another department
	loopFiled             // … a case is proposed
	loopClosed            // all put right, re-checked and closed
)

// carriedPlots are checks in every state of the loop.
func carriedPlots() []plot {
	plots := []plot{}
	for i, one := range []struct {
		how  carried
		days int
		at   string // where the enterprise has an account
	}{{loopOrdered, 6, ""}, {loopOrdered, 13, "冶金"}, {loopOrdered, 31, ""}, {loopSubmitted, 12, "冶金"}, {loopAsked, 4, "两重点一重大"}, {loopStopped, 1, ""}, {loopResumed, 26, "冶金"},
		{loopPartly, 30, ""}, {loopReferred, 45, ""}, {loopFiled, 48, ""}, {loopClosed, 60, "两重点一重大"}, {loopClosed, 75, ""}} {
		p := plot{head: heads[i%3], leader: "leader1", lead: pairs[i%3][0], assistant: pairs[i%3][1], until: stopsSigned, daysAgo: one.days, findings: 3, photos: 3,
			answered: 100, random: i%2 == 0, carried: one.how, enterprise: famous[one.at]}
		plots = append(plots, p)
	}
	return plots
}

// signsPaper has everybody sign a paper of the loop: an internal one only the officers.
func (s *story) signsPaper(ctx context.Context, paper string, at time.Time) error {
	if err := s.carryOut(ctx); err != nil {
		return err
	}
	record, err := s.record(ctx)
	if err != nil {
		return err
	}
	digest, inner := "", false
	if o := record.Order(paper); o != nil {
		digest = o.Digest
	}
	if k := record.Recheck(paper); k != nil {
		digest = k.Digest
	}
	if m := record.Measure(paper); m != nil {
		digest = m.Digest
	}
	if f := record.Filing(paper); f != nil {
		digest, inner = f.Digest, true
	}
	for i, one := range []struct {
		who string
		as  inspection.Signatory
	}{{s.lead, inspection.Signatory{Party: inspection.PartyLead, Name: s.f.staff[s.lead].Name}}, {s.assistant, inspection.Signatory{Party: inspection.PartyAssistant, Name: s.f.staff[s.assistant].Name}},
		{s.lead, inspection.Signatory{Party: inspection.PartyEnterprise, Name: s.enterprise.Contact, Post: "安全总监"}}} {
		if inner && one.as.Party == inspection.PartyEnterprise {
			break
		}
		s.seed++
		err := s.does(ctx, one.who, inspection.SignPaper, at.Add(time.Duration(i+1)*time.Minute), inspection.SignPaperBody{PaperID: paper, Signatory: one.as, Digest: digest,
			Sentence: "本文书已阅，内容属实。", Ink: ink(s.seed), Position: s.where()})
		if err != nil {
			return err
		}
	}
	return nil
}

// carry plays what follows the record, as far as the plot says.
func (s *story) carry(ctx context.Context) error {
	if s.carried == loopNone {
		return nil
	}
	if err := s.carryOut(ctx); err != nil {
		return err
	}
	record, err := s.record(ctx)
	if err != nil {
		return err
	}
	var ordered []inspection.Finding
	for _, f := range record.Findings {
		if f.Withdrawn == nil && f.Versions[0].Handling == inspection.Order {
			ordered = append(ordered, f)
		}
	}
	if len(ordered) == 0 {
		return nil
	}
	order := mint()
	err = s.does(ctx, s.lead, inspection.IssueOrder, s.visit.Add(3*time.Hour), inspection.IssueOrderBody{OrderID: order, Record: record.Seal.Digest, Interim: "整改期间安排专人值守，设置警示标志。"})
	if err := errors.Join(err, s.signsPaper(ctx, order, s.visit.Add(3*time.Hour))); err != nil {
		return err
	}
	return s.after(ctx, ordered)
}

func (s *story) after(ctx context.Context, ordered []inspection.Finding) error {
	day := func(n int) time.Time { return s.visit.AddDate(0, 0, n).Add(time.Hour) }
	ids := make([]string, len(ordered))
	for i, f := range ordered {
		ids[i] = f.ID
	}
	switch s.carried {
	case loopSubmitted:
		return s.reports(ctx, ids[:1], day(8))
	case loopAsked:
		return s.enterpriseDoes(ctx, inspection.RequestExtension, day(2), inspection.RequestExtensionBody{ExtensionID: mint(), Findings: ids[:1], AskedFor: inspection.Day(day(40)),
			Reason: "更换的设备订货周期为四周。", Interim: "停用该设备，挂牌上锁。"})
	case loopStopped, loopResumed:
		return s.stops(ctx, ids, day)
	case loopClosed:
		return errors.Join(s.reports(ctx, ids, day(9)), s.rechecks(ctx, ids, len(ids), day(16)), s.does(ctx, s.head, inspection.CloseCheck, day(18), inspection.CloseCheckBody{Summary: "问题全部整改到位，予以结案。"}))
	case loopPartly, loopReferred, loopFiled:
		return s.goesOn(ctx, ids, day)
	}
	return nil
}

// goesOn: a first re-check finds one item not put right, and what follows from it.
func (s *story) goesOn(ctx context.Context, ids []string, day func(int) time.Time) error {
	if err := errors.Join(s.reports(ctx, ids[1:], day(10)), s.rechecks(ctx, ids, len(ids)-1, day(20))); err != nil {
		return err
	}
	papers := []inspection.Material{{Name: "现场检查记录", Copies: 1, Pages: 4}, {Name: "整改复查意见书", Copies: 1, Pages: 2}}
	switch s.carried {
	case loopReferred:
		referral := mint()
		return errors.Join(
			s.does(ctx, s.lead, inspection.ReferOnward, day(21), inspection.ReferBody{ReferralID: referral, Kind: inspection.ReferClue, To: "金坛区市场监督管理局", Cause: "特种设备安全附件超期未检",
				Facts: "经责令限期整改后仍未完成检测。", Findings: ids[:1], Materials: papers}),
			s.does(ctx, s.leader, inspection.ApproveReferral, day(22), inspection.DecisionBody{PaperID: referral, Granted: true, Opinion: "同意移送。"}),
			s.does(ctx, s.lead, inspection.SendReferral, day(23), inspection.ReferralHandingBody{ReferralID: referral, On: inspection.Day(day(23)), Way: "直接送交"}),
			s.does(ctx, s.lead, inspection.RecordReferralReceipt, day(24), inspection.ReferralHandingBody{ReferralID: referral, On: inspection.Day(day(24)), Name: "收发室"}))
	case loopFiled:
		filing := mint()
		return errors.Join(s.does(ctx, s.head, inspection.FileCase, day(22), inspection.FileCaseBody{FilingID: filing, Name: s.enterprise.Name + "未按期整改事故隐患案", Cause: "未采取措施消除事故隐患", Source: "复查发现",
			Facts: "经责令限期整改，复查时仍未整改。", Law: "中华人民共和国安全生产法（2021修正）", Article: "第一百零二条", Findings: ids[:1], Evidence: papers, Opinion: "建议立案调查。"}), s.signsPaper(ctx, filing, day(22)))
	}
	record, err := s.record(ctx)
	if err != nil {
		return err
	}
	order := mint()
	return errors.Join(s.does(ctx, s.lead, inspection.IssueOrder, day(20).Add(time.Hour), inspection.IssueOrderBody{OrderID: order, Record: record.Seal.Digest,
		Dues: []inspection.ItemDue{{FindingID: ids[0], DueOn: inspection.Day(day(40))}}}), s.signsPaper(ctx, order, day(20).Add(time.Hour)))
}

// stops: one device is stopped at once, on the telephone's word of the leader.
func (s *story) stops(ctx context.Context, ids []string, day func(int) time.Time) error {
	measure := mint()
	at := s.visit.Add(4 * time.Hour)
	err := errors.Join(s.does(ctx, s.lead, inspection.ImposeMeasure, at, inspection.ImposeMeasureBody{MeasureID: measure, Kinds: []inspection.MeasureKind{inspection.StopUse}, Findings: ids[:1],
		Danger: "设备带病运行，随时可能伤人。", Law: "中华人民共和国安全生产法（2021修正）", Article: "第六十五条第一款第（三）项", Scope: "一号车间该设备",
		PhoneApproval: &inspection.PhoneApproval{Name: s.f.staff[s.leader].Name, Post: "分管局长", At: at.Add(-10 * time.Minute)}}), s.signsPaper(ctx, measure, at))
	if err != nil || s.carried == loopStopped {
		return err
	}
	return errors.Join(
		s.does(ctx, s.leader, inspection.ApproveMeasure, day(1), inspection.DecisionBody{PaperID: measure, Granted: true, Opinion: "同意，补办审批。"}),
		s.enterpriseDoes(ctx, inspection.ApplyResumption, day(12), inspection.ApplyResumptionBody{ApplicationID: mint(), MeasureID: measure, Text: "设备已修复并经检测合格，申请恢复使用。"}),
		s.reports(ctx, ids, day(12)),
		s.rechecks(ctx, ids, len(ids), day(17), inspection.MeasureAnswer{MeasureID: measure, Result: inspection.ResultMet, Text: "设备运行正常，具备恢复条件。"}),
		s.does(ctx, s.leader, inspection.ConsentToResume, day(18), inspection.ConsentToResumeBody{MeasureID: measure, Granted: true, Opinion: "同意恢复使用。"}))
}

// enterpriseDoes is an act by somebody of the enterprise, where it has an account; elsewhere it is left out.
func (s *story) enterpriseDoes(ctx context.Context, kind inspection.Kind, at time.Time, body any) error {
	for _, p := range s.f.staff {
		if p.EnterpriseID == s.enterprise.ID {
			return s.does(ctx, p.Username, kind, at, body)
		}
	}
	return nil
}

// reports: the enterprise says what it did, with a picture.
func (s *story) reports(ctx context.Context, ids []string, at time.Time) error {
	for i, id := range ids {
		photo, err := s.loopPhoto(ctx, inspection.AboutAfter, at)
		if err != nil {
			return err
		}
		err = s.enterpriseDoes(ctx, inspection.SubmitRectification, at.Add(time.Duration(i)*time.Minute), inspection.SubmitRectificationBody{RectificationID: mint(), FindingID: id, Text: "已按要求整改完毕，见照片。",
			Photos: []inspection.LoopPhoto{photo}})
		if err != nil {
			return err
		}
	}
	return nil
}

// rechecks finds the last met ones of the items put right and the others not.
func (s *story) rechecks(ctx context.Context, ids []string, met int, at time.Time, measures ...inspection.MeasureAnswer) error {
	b := inspection.RecheckBody{RecheckID: mint(), Mode: inspection.RecheckOnSite, ReceivedBy: s.enterprise.Contact, Place: "一号车间", Measures: measures,
		Certificates: []string{s.f.staff[s.lead].Certificate.Number, s.f.staff[s.assistant].Certificate.Number}, Opinion: "逐项复查情况如上。"}
	for i, id := range ids {
		a := inspection.ItemAnswer{FindingID: id, Result: inspection.ResultNotMet, Text: "现场查看，问题仍然存在。"}
		if i >= len(ids)-met {
			photo, err := s.loopPhoto(ctx, inspection.AboutRecheck, at)
			if err != nil {
				return err
			}
			a = inspection.ItemAnswer{FindingID: id, Result: inspection.ResultMet, Text: "现场查看，已整改到位。", Photos: []inspection.LoopPhoto{photo}}
		}
		b.Items = append(b.Items, a)
	}
	return errors.Join(s.does(ctx, s.lead, inspection.Recheck, at, b), s.signsPaper(ctx, b.RecheckID, at))
}

// loopPhoto stores a drawn picture of the loop.
func (s *story) loopPhoto(ctx context.Context, about inspection.PhotoAbout, at time.Time) (inspection.LoopPhoto, error) {
	s.seed += 97
	bytesOf, err := picture(s.seed)
	if err != nil {
		return inspection.LoopPhoto{}, err
	}
	by := s.f.staff[s.lead]
	file, err := s.w.Files.Put(ctx, files.Uploader{BureauID: by.BureauID, PersonID: by.ID}, "image/jpeg", bytes.NewReader(bytesOf))
	if err != nil {
		return inspection.LoopPhoto{}, fmt.Errorf("store a picture: %w", err)
	}
	return inspection.LoopPhoto{PhotoID: mint(), SHA256: file.SHA256, OriginalSHA256: file.SHA256, ContentType: file.ContentType, Size: file.Size, Width: file.Width, Height: file.Height,
		Source: inspection.FromCamera, About: about, TakenAt: at}, nil
}
