package paper

import (
	"fmt"
	"strings"
	"time"

	"anjian/internal/inspection"
)

// SupplementPDF sets a 现场检查记录（补充）: the head of the record it stands beside, which record that is, why it comes late,
// what it says, the signatures on it and its own photos. The check code and the QR code in the foot are its own. One that
// was withdrawn says so on every page. Same refusals as RecordPDF.
func SupplementPDF(house House, m Matter, p inspection.Supplement) (Printed, error) {
	s, r := newSheet(house.Fonts), m.Record
	title, number := "现场检查记录（补充）", p.NumberText(r.Number)
	s.top(house, title, number)
	s.proof(p.Code, m.VerifyURL)
	if p.Withdrawn != nil {
		s.foot.mark = "已撤回"
	}
	s.particulars(r)
	s.supplementBody(r, p)
	s.signedBy(r, signing{p.Signatures, p.SignRefusals}, blankBelow)
	if err := s.annexOf(m, p.Photos, func(n int, photo inspection.Photo) []string { return photoCaption(n, photo, nil, nil) }); err != nil {
		return Printed{}, err
	}
	return s.print(meta{title: title + " " + number, author: r.BureauName, subject: r.Enterprise.Name, at: lastTouchOf(p)})
}

func (s *sheet) supplementBody(r inspection.CheckRecord, p inspection.Supplement) {
	lead, second := officer(r, inspection.PartyLead), officer(r, inspection.PartyAssistant)
	s.paragraph("team", filled(r.BureauName), span{text: "行政执法人员"}, filled(lead.Name), span{text: "、"}, filled(second.Name),
		span{text: "，证件号码为"}, filled(lead.Certificate.Number), span{text: "、"}, filled(second.Certificate.Number),
		span{text: "，对上述检查的现场检查记录"}, filled(numberText(r)),
		span{text: "（校验码" + p.Record[:min(12, len(p.Record))] + "）补充记录如下。原记录已经封存，其内容不因本补充记录而改变。"})
	s.space(4)
	s.caption("补充的原因：")
	s.told("supplement.reason", p.Reason)
	s.caption("补充的内容：")
	if p.Place != "" {
		s.paragraph("supplement.place", span{text: "地点：" + ended(p.Place)})
	}
	s.told("supplement.text", p.Text)
	written := "本补充记录由检查人员" + p.By.Name + "于" + momentOf(p.At) + "写成。"
	if n := len(p.From); n > 0 {
		written += fmt.Sprintf("其中%d项原为检查中作出的记载，未能记入原记录，原件存于系统。", n)
	}
	s.paragraph("supplement.by", span{text: written})
	if w := p.Withdrawn; w != nil {
		s.caption("撤回情况：")
		s.paragraph("supplement.withdrawn", span{text: momentOf(w.At) + "，检查人员" + w.By.Name + "撤回本补充记录。理由：" + ended(w.Reason)})
	}
	for i, sig := range p.Signatures {
		if sig.Signatory.Party == inspection.PartyEnterprise && strings.TrimSpace(sig.Statement) != "" {
			s.caption("被检查单位的陈述和意见：")
			s.told(fieldOf("supplement.signatures", i, "statement"), sig.Statement)
		}
	}
}

// told sets a text as people wrote it, a paragraph for each of its lines.
func (s *sheet) told(field, text string) {
	for part := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		if strings.TrimSpace(part) != "" {
			s.paragraph(field, span{text: ended(part)})
		}
	}
}

// lastTouchOf is the last moment a supplement speaks of: the date of its file.
func lastTouchOf(p inspection.Supplement) time.Time {
	last := p.At
	note := func(t time.Time) {
		if t.After(last) {
			last = t
		}
	}
	for _, sig := range p.Signatures {
		note(sig.At)
	}
	for _, refusal := range p.SignRefusals {
		note(refusal.At)
	}
	if p.Withdrawn != nil {
		note(p.Withdrawn.At)
	}
	return last.In(inspection.Zone)
}
