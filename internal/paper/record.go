package paper

import (
	"fmt"
	"strings"
	"time"

	"anjian/internal/checklist"
	"anjian/internal/inspection"
)

// House is how a bureau's papers look.
type House struct {
	Fonts    *Fonts
	HeadLine string // over the title; empty: the title stands alone
	Contact  string // how to reach the bureau, complaints included; empty leaves a blank
	Sealer   Sealer // signs finished papers; without a certificate in it the archive makes one
}

// Matter is what a paper is set from: the check, its checklists by code in the versions it keeps, the register of law,
// the address a QR code leads to, and a way to read a photo by its SHA-256, with what is blurred in it already gone from
// its pixels.
type Matter struct {
	Record    inspection.CheckRecord
	Lists     map[string]checklist.Checklist
	Law       checklist.Law
	VerifyURL string
	Photo     func(sha256 string, small bool) ([]byte, error)
}

// RecordPDF sets the 现场检查记录 (DOMAIN 2.2): what was seen, in the statutory order, signatures as vectors, photos in an
// annex, 共 m 页 第 n 页, check code and QR code on every page. A record that is not sealed is marked so and can be printed
// all the same. The same matter gives the same bytes.
//
// Refuses a character its fonts lack (paper.missing_glyph) and a photo that cannot be read (paper.photo_not_at_hand);
// bytes that are no picture become an empty frame that says so.
func RecordPDF(house House, m Matter) (Printed, error) {
	s, r := newSheet(house.Fonts), m.Record
	s.begin(house, m, "现场检查记录", numberText(r))
	s.particulars(r)
	s.officers(r)
	s.recordBody(m)
	closing := onlyThisTime + blankBelow
	if r.Refusal != nil {
		closing = blankBelow
	}
	s.signedBy(r, signing{r.Signatures, r.SignRefusals}, closing)
	s.defences(r)
	if err := s.annex(m); err != nil {
		return Printed{}, err
	}
	return s.print(meta{title: "现场检查记录 " + numberText(r), author: r.BureauName, subject: r.Enterprise.Name, at: lastTouch(r)})
}

// top sets head line, title and number, and puts the number into the foot.
func (s *sheet) top(house House, title, number string) {
	if house.HeadLine != "" {
		s.heading(house.HeadLine, 18, 32)
		s.doubleRule()
	}
	s.heading(title, 22, 42)
	s.centred("number", number, 14, 28)
	s.foot.left = []string{number}
}

// proof puts the check code, and the QR code that leads to where it is verified, into the foot.
func (s *sheet) proof(code, verifyURL string) {
	s.foot.code, s.foot.left = code, append(s.foot.left, "校验码："+code)
	if verifyURL != "" {
		s.foot.url, s.foot.left = verifyURL, append(s.foot.left, "扫描二维码可核验本文书")
	}
}

// begin sets the top of a record, and says in the foot how far it is final.
func (s *sheet) begin(house House, m Matter, title, number string) {
	s.top(house, title, number)
	switch r := m.Record; {
	case r.Seal != nil:
		s.proof(r.Seal.Code, m.VerifyURL)
	case r.Refusal == nil: // where entry was refused nothing is sealed, and nothing more will change
		s.foot.mark = "临时　未封存"
		s.foot.left = append(s.foot.left, "本文书尚未封存，内容可能变更")
	}
}

// particulars sets enterprise, place, time and who received the officers, as blanks.
func (s *sheet) particulars(r inspection.CheckRecord) {
	e := r.Enterprise
	s.blanks(blank{"enterprise.name", "被检查单位：", e.Name, 1})
	s.blanks(blank{"enterprise.address", "地址：", e.Address, 1})
	s.blanks(
		blank{"enterprise.legalPerson", "法定代表人（负责人）：", e.LegalPerson, 0.5},
		blank{"enterprise.post", "职务：", e.Post, 0.22},
		blank{"enterprise.phone", "电话：", e.Phone, 0.28})
	place, period := "", ""
	if r.Arrival != nil {
		place = r.Arrival.Place
		if place == "" {
			place = e.Address
		}
		period = momentOf(r.Arrival.At) + "至　　时　　分"
		if r.Seal != nil {
			period = periodOf(r.Arrival.At, r.Seal.Closing.EndedAt)
		}
	}
	if r.Refusal != nil {
		place, period = e.Address, momentOf(r.Refusal.At)
	}
	s.blanks(blank{"arrival.place", "检查场所：", place, 1})
	s.blanks(blank{"arrival.at", "检查时间：", period, 1})
	if a := r.Arrival; a != nil {
		s.blanks(
			blank{"arrival.receivedBy", "现场负责人：", a.ReceivedBy, 0.4},
			blank{"arrival.receivedByPost", "职务：", a.ReceivedByPost, 0.3},
			blank{"arrival.phone", "电话：", a.Phone, 0.3})
	}
	s.space(6)
}

// officers sets the fixed opening: who we are.
func (s *sheet) officers(r inspection.CheckRecord) {
	lead, second := officer(r, inspection.PartyLead), officer(r, inspection.PartyAssistant)
	opening := []span{{text: "我们是"}, filled(r.BureauName), {text: "行政执法人员"}, filled(lead.Name), {text: "、"}, filled(second.Name),
		{text: "，证件号码为"}, filled(lead.Certificate.Number), {text: "、"}, filled(second.Certificate.Number)}
	if r.Refusal == nil {
		opening = append(opening, span{text: "，这是我们的证件（已出示）。现依法对你单位进行现场检查（" + kinds[r.Kind] + "），请予以配合。"})
	} else {
		opening = append(opening, span{text: "，依法到你单位进行现场检查（" + kinds[r.Kind] + "）。"})
	}
	s.paragraph("team", opening...)
	experts := assisting(r)
	for _, later := range invitedLater(r) {
		experts = append(experts, later+"〔方案批准后邀请〕")
	}
	if len(experts) > 0 {
		s.paragraph("team", span{text: "协助检查的专家：" + strings.Join(experts, "、") + "。专家仅提供技术协助，不行使检查职权。"})
	}
}

// filled is a value written into a sentence, underlined; nothing known leaves a blank to write in.
func filled(value string) span {
	if value == "" {
		value = "　　　　　　"
	}
	return span{text: value, under: true}
}

func officer(r inspection.CheckRecord, part inspection.Party) inspection.Member {
	for _, m := range r.VisitTeam() {
		if m.Part == part {
			return m
		}
	}
	return inspection.Member{Part: part}
}

// numberText is the record's number, or that there is none yet.
func numberText(r inspection.CheckRecord) string {
	if r.Number != nil {
		return r.Number.Text
	}
	return "（编号待定）"
}

// lastTouch is the last moment this record speaks of: the date of the file, so that no clock is asked.
func lastTouch(r inspection.CheckRecord) time.Time {
	last, _ := time.ParseInLocation(time.DateOnly, r.PlannedOn, inspection.Zone)
	note := func(t time.Time) {
		if t.After(last) {
			last = t
		}
	}
	if r.Approval != nil {
		note(r.Approval.At)
	}
	if r.Arrival != nil {
		note(r.Arrival.At)
	}
	if r.Refusal != nil {
		note(r.Refusal.At)
	}
	if r.Seal != nil {
		note(r.Seal.At)
	}
	for _, sig := range r.Signatures {
		note(sig.At)
	}
	for _, refusal := range r.SignRefusals {
		note(refusal.At)
	}
	return last.In(inspection.Zone)
}

// fieldOf names a place in the record, for a refusal.
func fieldOf(list string, n int, name string) string { return fmt.Sprintf("%s[%d].%s", list, n, name) }
