package paper

import (
	"fmt"
	"time"

	"anjian/internal/inspection"
)

// LoopPaper is a paper of the closed loop as it can be set: which it is, its number, its check code, its photos.
type LoopPaper struct {
	Title  string
	Number string
	Code   string // empty: it is not signed and has none
	Photos []inspection.Photo
	Of     string // its kind, as its file is named
	Place  int    // among those of its kind

	set func(s *sheet, m Matter)
	at  time.Time
}

// At is the last moment the paper speaks of.
func (p LoopPaper) At() time.Time { return p.at }

// The kinds of papers of the loop, as their files are named.
const (
	kindOrder     = "order"
	kindMeasure   = "measure"
	kindRecheck   = "recheck"
	kindExtension = "extension"
	kindReferral  = "referral"
	kindFiling    = "case-filing"
)

// LoopPapers lists the papers of the loop of a check by their ids, in the order of their kinds and numbers.
func LoopPapers(r *inspection.CheckRecord) (ids []string, papers map[string]LoopPaper) {
	papers = map[string]LoopPaper{}
	add := func(id string, p LoopPaper) { ids, papers[id] = append(ids, id), p }
	for i := range r.Orders {
		o := &r.Orders[i]
		add(o.Paper.ID, LoopPaper{Title: "责令限期整改指令书", Number: orPending(r.NumberOf(&o.Issued, inspection.WordOrder, o.Number)), Code: o.Code, Of: kindOrder, Place: o.Number, at: lastOf(o.Issued),
			set: func(s *sheet, m Matter) { s.order(m.Record, o) }})
	}
	for i := range r.Measures {
		d := &r.Measures[i]
		add(d.Paper.ID, LoopPaper{Title: "现场处理措施决定书", Number: orPending(r.NumberOf(&d.Issued, inspection.WordMeasure, d.Number)), Code: d.Code, Of: kindMeasure, Place: d.Number, at: lastOf(d.Issued),
			set: func(s *sheet, m Matter) { s.measure(m.Record, d) }})
	}
	for i := range r.Rechecks {
		k := &r.Rechecks[i]
		add(k.Paper.ID, LoopPaper{Title: "整改复查意见书", Number: orPending(r.NumberOf(&k.Issued, inspection.WordRecheck, k.Number)), Code: k.Code, Of: kindRecheck, Place: k.Number, Photos: k.Photos, at: lastOf(k.Issued),
			set: func(s *sheet, m Matter) { s.recheck(m.Record, k) }})
	}
	for i := range r.Extensions {
		e := &r.Extensions[i]
		if e.Decided != nil {
			add(e.ID, LoopPaper{Title: "整改延期批复", Number: orPending(r.ExtensionNumber(e)), Of: kindExtension, Place: e.Number, at: e.Decided.At,
				set: func(s *sheet, m Matter) { s.extension(m.Record, e) }})
		}
	}
	for i := range r.Referrals {
		f := &r.Referrals[i]
		title := "案件移送书"
		if f.Paper.Kind == inspection.ReferClue {
			title = "线索移送函"
		}
		add(f.Paper.ID, LoopPaper{Title: title, Number: orPending(r.NumberOf(&f.Issued, inspection.WordReferral, f.Number)), Code: f.Code, Of: kindReferral, Place: f.Number, at: f.At,
			set: func(s *sheet, m Matter) { s.referral(m.Record, f) }})
	}
	for i := range r.Filings {
		f := &r.Filings[i]
		add(f.Paper.ID, LoopPaper{Title: "立案审批表", Number: orPending(r.NumberOf(&f.Issued, inspection.WordFiling, f.Number)), Code: f.Code, Of: kindFiling, Place: f.Number, at: lastOf(f.Issued),
			set: func(s *sheet, m Matter) { s.filing(m.Record, f) }})
	}
	return ids, papers
}

// LoopPDF sets one paper of the loop (DOMAIN 2.3–2.7). Check code and QR code in the foot are its own; what is withdrawn,
// not approved or not signed yet says so on every page. Same refusals as RecordPDF.
func LoopPDF(house House, m Matter, p LoopPaper) (Printed, error) {
	s := newSheet(house.Fonts)
	s.top(house, p.Title, p.Number)
	if p.Code != "" {
		s.proof(p.Code, m.VerifyURL)
	}
	p.set(s, m)
	numbers, places := map[string]int{}, map[string]string{}
	for i, f := range standing(m.Record) {
		numbers[f.ID], places[f.ID] = i+1, f.Versions[len(f.Versions)-1].Place
	}
	if err := s.annexOf(m, p.Photos, func(n int, photo inspection.Photo) []string { return photoCaption(n, photo, numbers, places) }); err != nil {
		return Printed{}, err
	}
	return s.print(meta{title: p.Title + " " + p.Number, author: m.Record.BureauName, subject: m.Record.Enterprise.Name, at: p.at.In(inspection.Zone)})
}

// orPending stands for a number that is not given yet.
func orPending(number string) string {
	if number == "" {
		return "（编号待定）"
	}
	return number
}

// lastOf is the last moment a paper speaks of: the date of its file.
func lastOf(p inspection.Issued) time.Time {
	last := p.At
	for _, sig := range p.Signatures {
		if sig.At.After(last) {
			last = sig.At
		}
	}
	for _, refusal := range p.SignRefusals {
		if refusal.At.After(last) {
			last = refusal.At
		}
	}
	return last
}

// unit sets whom a paper is for.
func (s *sheet) unit(r inspection.CheckRecord) {
	s.blanks(blank{"enterprise.name", "被检查单位：", r.Enterprise.Name, 1})
	s.blanks(blank{"enterprise.address", "地址：", r.Enterprise.Address, 1})
	s.space(4)
}

// numbered sets one numbered line of a paper.
func (s *sheet) numbered(field string, n int, text string) {
	s.paragraph(field, span{text: fmt.Sprintf("%d．%s", n, ended(text))})
}

// worded joins a finding's words with its place.
func worded(text, place string, major bool) string {
	if place != "" {
		text = place + "：" + text
	}
	if major {
		text = "【重大事故隐患】" + text
	}
	return text
}

// mark says on every page what a paper is not (yet).
func (s *sheet) mark(p inspection.Issued, waits bool) {
	switch {
	case p.Withdrawn != nil:
		s.foot.mark = "已撤回"
	case waits:
		s.foot.mark = "未经批准"
	}
}

// servedBy sets refusal and signatures of a delivered paper, the bureau's seal, and how many copies there are.
func (s *sheet) servedBy(r inspection.CheckRecord, p inspection.Issued, head string) {
	for i, refusal := range p.SignRefusals {
		s.leftPaper(i, refusal)
	}
	s.paragraph("", span{text: blankBelow})
	s.foot.wet, s.foot.wetAs = len(p.Signatures) == 0 && len(p.SignRefusals) == 0, head
	s.space(8)
	lines := []signLine{s.signLineFor(r, p.Signatures, inspection.PartyLead, "执法人员（主办）签名："), s.signLineFor(r, p.Signatures, inspection.PartyAssistant, "执法人员（协办）签名：")}
	if len(p.SignRefusals) == 0 {
		lines = append(lines, s.signLineFor(r, p.Signatures, inspection.PartyEnterprise, head+"签名："))
	}
	s.signatures(lines)
	s.sealed(r.BureauName, dateOf(p.At))
	s.paragraph("", span{text: "本文书一式两份：一份由应急管理部门备案，一份交被检查单位。"})
}

// leftPaper sets 拒绝签字 with where the paper was left 留置送达.
func (s *sheet) leftPaper(n int, r inspection.SignRefusal) {
	s.space(4)
	s.caption("拒绝签字和留置送达情况：")
	who := r.RefusedBy
	if r.Post != "" {
		who += "（" + r.Post + "）"
	}
	text := momentOf(r.At) + "，被检查单位" + who + "拒绝在本文书上签字。理由：" + ended(r.Reason)
	if r.ReadOut != "" {
		text += "执法人员当场宣读了下列内容：" + ended(r.ReadOut)
	}
	if r.LeftAt != "" {
		text += "本文书留置于" + r.LeftAt + "。"
	}
	if r.ReportedTo != "" {
		text += "上述情况已向" + r.ReportedTo + "报告。"
	}
	s.paragraph(fieldOf("signRefusals", n, "reason"), span{text: text})
	s.witnesses(fieldOf("signRefusals", n, "witnesses"), r.Witnesses)
}
