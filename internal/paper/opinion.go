package paper

import (
	"fmt"
	"strings"
	"time"

	"anjian/internal/inspection"
)

var (
	adoptions = map[inspection.Adoption]string{inspection.Adopted: "采纳", inspection.Partly: "部分采纳", inspection.NotAdopted: "不采纳"}
	urgencies = map[inspection.Urgency]string{inspection.Immediate: "立即", inspection.Soon: "尽快", inspection.Ordinary: "一般"}
)

// OpinionPDF sets a 专家意见书 (DOMAIN 2.7; there is no national form): who the expert is and how they came to be here, that
// they have no interest, what they say and what it is about, their signature, what the officers made of it, and their
// photos. Check code and QR code in the foot are the opinion's own. One that was withdrawn says so on every page. Same
// refusals as RecordPDF.
func OpinionPDF(house House, m Matter, o inspection.Opinion) (Printed, error) {
	s, r := newSheet(house.Fonts), m.Record
	number := fmt.Sprintf("%s意见%d", numberText(r), o.Number)
	s.top(house, "专家意见书", number)
	s.proof(o.Code, m.VerifyURL)
	if o.Withdrawn != nil {
		s.foot.mark = "已撤回"
	}
	s.opinionHead(r, o)
	s.opinionBody(m, o)
	s.opinionAnswer(o)
	if err := s.annexOf(m, o.Photos, func(n int, photo inspection.Photo) []string { return photoCaption(n, photo, nil, nil) }); err != nil {
		return Printed{}, err
	}
	return s.print(meta{title: "专家意见书 " + number, author: r.BureauName, subject: r.Enterprise.Name, at: lastTouchOfOpinion(o)})
}

func (s *sheet) opinionHead(r inspection.CheckRecord, o inspection.Opinion) {
	s.blanks(blank{"enterprise.name", "被检查单位：", r.Enterprise.Name, 1})
	s.blanks(blank{"enterprise.address", "地址：", r.Enterprise.Address, 1})
	period := dayText(r.PlannedOn)
	if r.Arrival != nil {
		if period = momentOf(r.Arrival.At) + "起"; r.Seal != nil {
			period = periodOf(r.Arrival.At, r.Seal.Closing.EndedAt)
		}
	}
	s.blanks(blank{"arrival.at", "检查时间：", period, 1})
	e := o.Expert
	s.blanks(blank{"opinion.expert", "专家姓名：", e.Name, 0.5}, blank{"opinion.expert", "职称：", e.Title, 0.5})
	s.blanks(blank{"opinion.expert", "单位：", e.Unit, 1})
	s.blanks(blank{"opinion.expert", "专业领域：", e.Field, 0.5}, blank{"opinion.expert", "专家证书：", e.Certificate, 0.5})
	s.space(4)
	lead, second := officer(r, inspection.PartyLead), officer(r, inspection.PartyAssistant)
	came, declared := "作为检查方案确定的协助人员", ""
	for _, m := range r.Team {
		if m.Part == inspection.PartyExpert && e.InvitationID == "" && m.PersonID == o.By.ID && m.NoConflictAt != nil {
			declared = momentOf(*m.NoConflictAt)
		}
	}
	for _, i := range r.Invitations {
		if i.ID != e.InvitationID {
			continue
		}
		came = "受" + i.By.Name + "于" + dateOf(i.At) + "的邀请"
		if i.AfterApproval {
			came += "（检查方案批准后邀请）"
		}
		came += "，因" + strings.TrimRight(strings.TrimSpace(i.Reason), "。；") + "，"
		if i.NoInterestAt != nil {
			declared = momentOf(*i.NoInterestAt)
		}
	}
	if declared != "" {
		declared = "，已于" + declared + "声明与被检查单位没有利害关系"
	}
	s.paragraph("opinion.came", span{text: "专家" + came + "协助" + r.BureauName + "行政执法人员"}, filled(lead.Name), span{text: "、"}, filled(second.Name),
		span{text: "对上述单位进行检查" + declared + "。专家仅提供技术协助，不行使检查职权；本意见是否采纳由行政执法人员决定，不改变检查记录的内容。"})
	s.space(4)
}

func (s *sheet) opinionBody(m Matter, o inspection.Opinion) {
	about := "整个检查"
	switch o.About {
	case inspection.AboutOneItem:
		if about = o.Item; m.Lists != nil {
			if item, ok := m.Lists[o.Checklist].Item(o.Item); ok {
				about = item.ID + " " + item.Text
			}
		}
	case inspection.AboutOneFinding:
		for i, f := range standing(m.Record) {
			if f.ID == o.FindingID {
				about = fmt.Sprintf("检查发现的第%d项问题：%s", i+1, f.Versions[len(f.Versions)-1].Text)
			}
		}
	}
	s.caption("意见针对：")
	s.paragraph("opinion.about", span{text: ended(about)})
	for _, part := range []struct{ field, title, text string }{
		{"opinion.place", "地点：", o.Place}, {"opinion.fact", "看到的事实：", o.Fact}, {"opinion.standard", "依据的标准、规范：", o.Standard},
		{"opinion.risk", "可能的后果：", o.Risk}, {"opinion.suggestion", "建议：", o.Suggestion},
	} {
		if strings.TrimSpace(part.text) != "" {
			s.caption(part.title)
			s.told(part.field, part.text)
		}
	}
	s.paragraph("opinion.urgency", span{text: "紧急程度：" + urgencies[o.Urgency] + "。"})
	if strings.TrimSpace(o.Standard) == "" {
		s.paragraph("opinion.standard", span{text: "本意见未列明依据，作为建议告知被检查单位，不列入责令整改的内容。"})
	}
	if w := o.Withdrawn; w != nil {
		s.caption("撤回情况：")
		s.paragraph("opinion.withdrawn", span{text: momentOf(w.At) + "，专家" + w.By.Name + "撤回本意见。理由：" + ended(w.Reason)})
	}
	s.space(8)
	signed := inspection.Signature{Act: o.Act, Signatory: inspection.Signatory{Party: inspection.PartyExpert, Name: o.Expert.Name}, Digest: o.Digest,
		Sentence: o.Signature.Sentence, Ink: o.Signature.Ink, By: o.By, At: o.At}
	s.signatures([]signLine{{field: "opinion.expert", label: "专家签名：", signed: &signed, beside: []string{o.Expert.Name, momentOf(o.At), "校验码：" + o.Code}, note: o.Signature.Sentence}})
}

// opinionAnswer sets what the officers made of it; nothing said yet leaves the place for it open.
func (s *sheet) opinionAnswer(o inspection.Opinion) {
	if o.Withdrawn != nil {
		return
	}
	s.space(6)
	s.caption("行政执法人员的答复：")
	a := o.Answer
	if a == nil {
		s.paragraph("opinion.answer", span{text: "尚未答复。"})
		return
	}
	s.paragraph("opinion.answer", span{text: adoptions[a.Adoption] + "。理由：" + ended(a.Reason)})
	s.paragraph("opinion.answer", span{text: "行政执法人员" + a.By.Name + "于" + momentOf(a.At) + "答复。"})
	s.paragraph("", span{text: blankBelow})
}

// opinionsAnnexed says in the record how many opinions go with it: they are papers of their own and no part of it.
func (b *body) opinionsAnnexed() {
	opinions, waiting := b.m.Record.StandingOpinions()
	if len(opinions) == 0 {
		return
	}
	count := map[inspection.Adoption]int{}
	for _, o := range opinions {
		if o.Answer != nil {
			count[o.Answer.Adoption]++
		}
	}
	var parts []string
	for _, a := range []inspection.Adoption{inspection.Adopted, inspection.Partly, inspection.NotAdopted} {
		if count[a] > 0 {
			parts = append(parts, fmt.Sprintf("%s%d份", adoptions[a], count[a]))
		}
	}
	if waiting > 0 {
		parts = append(parts, fmt.Sprintf("待答复%d份", waiting))
	}
	b.chapter("专家意见")
	b.paragraph("opinions", span{text: fmt.Sprintf("附专家意见书%d份（%s）。专家意见由专家本人签字，另成文书，不属于本记录的内容。", len(opinions), strings.Join(parts, "，"))})
}

// assisting names the experts with their units: those of the team, and those invited before the scheme was approved, who
// were approved with it.
func assisting(r inspection.CheckRecord) []string {
	names := []string{}
	for _, m := range r.VisitTeam() {
		if m.Part == inspection.PartyExpert {
			names = append(names, nameAndUnit(m.Name, m.Unit))
		}
	}
	for _, i := range r.Invitations {
		if !i.AfterApproval && tookPart(r, i) {
			names = append(names, nameAndUnit(i.Name, i.Unit))
		}
	}
	return names
}

// invitedLater names those invited only after the approval had counted the others.
func invitedLater(r inspection.CheckRecord) []string {
	var names []string
	for _, i := range r.Invitations {
		if i.AfterApproval && tookPart(r, i) {
			names = append(names, nameAndUnit(i.Name, i.Unit))
		}
	}
	return names
}

// tookPart: the invitation was not taken back before the record was sealed. What is ended afterwards does not change who
// was there.
func tookPart(r inspection.CheckRecord, i inspection.Invitation) bool {
	return i.Withdrawn == nil || r.Seal != nil && i.Withdrawn.At.After(r.Seal.At)
}

func nameAndUnit(name, unit string) string {
	if unit != "" {
		name += "（" + unit + "）"
	}
	return name
}

// lastTouchOfOpinion is the last moment an opinion speaks of: the date of its file.
func lastTouchOfOpinion(o inspection.Opinion) time.Time {
	last := o.At
	if o.Answer != nil && o.Answer.At.After(last) {
		last = o.Answer.At
	}
	if o.Withdrawn != nil && o.Withdrawn.At.After(last) {
		last = o.Withdrawn.At
	}
	return last.In(inspection.Zone)
}
