package paper

import (
	"bytes"
	"fmt"
	"slices"

	"anjian/internal/checklist"
	"anjian/internal/inspection"
)

// signing is what was signed and refused on one paper: the record, or a supplement to it.
type signing struct {
	signatures []inspection.Signature
	refusals   []inspection.SignRefusal
}

// signedBy sets the refusal, when there is one, the closing sentence, and the three signatures; what is not signed on a
// screen is left open for a pen.
func (s *sheet) signedBy(r inspection.CheckRecord, on signing, closing string) {
	for i, refusal := range on.refusals {
		s.signRefusal(i, refusal)
	}
	s.paragraph("", span{text: closing})
	s.foot.wet, s.foot.wetAs = len(on.signatures) == 0 && len(on.refusals) == 0, "现场负责人"
	s.space(8)
	lines := []signLine{
		s.signLineFor(r, on.signatures, inspection.PartyLead, "检查人员（主办）签名："),
		s.signLineFor(r, on.signatures, inspection.PartyAssistant, "检查人员（协办）签名："),
	}
	if len(on.refusals) == 0 && r.Refusal == nil {
		lines = append(lines, s.signLineFor(r, on.signatures, inspection.PartyEnterprise, "现场负责人签名："))
	}
	s.signatures(lines)
}

func (s *sheet) signLineFor(r inspection.CheckRecord, signatures []inspection.Signature, party inspection.Party, label string) signLine {
	at := slices.IndexFunc(signatures, func(sig inspection.Signature) bool { return sig.Signatory.Party == party })
	if at < 0 {
		return signLine{field: "signatures", label: label, beside: []string{"年　　月　　日"}}
	}
	sig := &signatures[at]
	who := sig.Signatory.Name
	if sig.Signatory.Post != "" {
		who += "（" + sig.Signatory.Post + "）"
	}
	l := signLine{field: fieldOf("signatures", at, "signatory"), label: label, signed: sig, beside: []string{who}}
	if sig.Way != "" { // no ink: what stands for it is on the filed sheets, or in the ledger
		l.signed = nil
	}
	if m := signer(r, party, sig.Signatory.Name); m.Certificate.Number != "" {
		l.beside[0] += "　证件号码：" + m.Certificate.Number
	}
	l.beside = append(l.beside, momentOf(sig.At), "校验码："+sig.Digest[:min(12, len(sig.Digest))])
	switch {
	case sig.Way == inspection.OnPaper:
		l.note = "（签名在纸质文书上，签字页照片逐页归档于案卷。）"
	case sig.Certificate != nil:
		c := sig.Certificate
		l.note = "（证书签名：" + c.Name + "，颁发者" + c.Issuer + "，序列号" + c.Serial + "，" + suiteNames[c.Suite] + "；由服务器核验" + listed(c) + "。）"
	case party == inspection.PartyEnterprise:
		l.note = sig.Sentence
	}
	return l
}

// listed says which list of revoked certificates one was held against, if it was.
func listed(c *inspection.Certified) string {
	if c.Checked == nil {
		return ""
	}
	return "，不在颁发者" + dateOf(*c.Checked) + "发布的吊销名单上"
}

// signer is the officer who signed under that name: of the visit, or of those who have the check since.
func signer(r inspection.CheckRecord, party inspection.Party, name string) inspection.Member {
	for _, m := range append(slices.Clone(r.VisitTeam()), r.Team...) {
		if m.Part == party && m.Name == name {
			return m
		}
	}
	return inspection.Member{}
}

// suiteNames are the algorithms as they are printed.
var suiteNames = map[string]string{"x509-sha256": "X.509／SHA-256", "sm2-sm3": "SM2／SM3"}

// defences sets what the enterprise has said to the record, after the signatures: it is no part of what was sealed.
func (s *sheet) defences(r inspection.CheckRecord) {
	for i, d := range r.Defences {
		if i == 0 {
			s.space(6)
			s.caption("陈述、申辩（被检查单位提交，不属于封存内容）：")
		}
		who := d.Name
		if d.Post != "" {
			who += "（" + d.Post + "）"
		}
		s.paragraph(fieldOf("defences", i, "text"), span{text: momentOf(d.At) + "，" + who + "："}, span{text: d.Text})
	}
}

// signRefusal sets 拒绝签字: the reason, what was read out, who saw it, to whom it was reported (安全生产法 68).
func (s *sheet) signRefusal(n int, r inspection.SignRefusal) {
	s.space(4)
	s.caption("拒绝签字情况：")
	who := r.RefusedBy
	if r.Post != "" {
		who += "（" + r.Post + "）"
	}
	text := momentOf(r.At) + "，被检查单位" + who + "拒绝在本记录上签字。理由：" + ended(r.Reason)
	if r.Own {
		text += "（由被检查单位在其本人设备上作出。）"
	}
	if r.ReadOut != "" {
		text += "检查人员当场宣读了下列内容：" + ended(r.ReadOut)
	}
	switch {
	case r.Report != nil:
		text += "上述情况已记录在案，并于" + momentOf(r.Report.At) + "向" + r.ReportedTo + "报告" + inBrackets(r.Report.How) + "。"
	case r.ReportedTo != "":
		text += "上述情况已记录在案，并向" + r.ReportedTo + "报告。"
	default:
		text += "上述情况已记录在案。"
	}
	s.paragraph(fieldOf("signRefusals", n, "reason"), span{text: text})
	s.witnesses(fieldOf("signRefusals", n, "witnesses"), r.Witnesses)
}

func inBrackets(text string) string {
	if text == "" {
		return ""
	}
	return "（" + text + "）"
}

func (s *sheet) witnesses(field string, all []inspection.Witness) {
	for _, w := range all {
		name := w.Name
		if w.Unit != "" {
			name += "（" + w.Unit + "）"
		}
		s.blanks(blank{field, "　　见证人：", name, 0.5}, blank{field, "电话：", w.Phone, 0.22}, blank{field, "签名：", "", 0.28})
	}
}

// annex sets the photos, those of problems first, then by time.
func (s *sheet) annex(m Matter) error {
	if s.err != nil || m.Photo == nil {
		return s.err
	}
	numbers := map[string]int{}
	places := map[string]string{}
	problem := map[string]bool{}
	for i, f := range standing(m.Record) {
		numbers[f.ID], places[f.ID] = i+1, f.Versions[len(f.Versions)-1].Place
		problem[inspection.ItemKey(f.Checklist, f.Item)] = f.Item != ""
	}
	for key, answers := range m.Record.Answers {
		if len(answers) > 0 && answers[len(answers)-1].Verdict == checklist.Violates {
			problem[key] = true
		}
	}
	all := slices.DeleteFunc(slices.Clone(m.Record.Photos), func(p inspection.Photo) bool { return p.Removed != nil })
	first := func(p inspection.Photo) bool {
		return numbers[p.FindingID] > 0 || p.Item != "" && problem[inspection.ItemKey(p.Checklist, p.Item)]
	}
	slices.SortStableFunc(all, func(a, b inspection.Photo) int {
		if first(a) != first(b) {
			if first(a) {
				return -1
			}
			return 1
		}
		if first(a) && numbers[a.FindingID] != numbers[b.FindingID] {
			return rank(numbers[a.FindingID]) - rank(numbers[b.FindingID])
		}
		if c := a.TakenAt.Compare(b.TakenAt); c != 0 {
			return c
		}
		return bytes.Compare([]byte(a.ID), []byte(b.ID))
	})
	return s.annexOf(m, all, func(n int, p inspection.Photo) []string { return photoCaption(n, p, numbers, places) })
}

// mostWhole is how many photos an annex carries as they are: a paper is held in memory while it is set and signed, and
// with more of them small copies are printed. The originals are in the case file.
const mostWhole = 60

// annexOf sets photos in the order given, each over its caption.
func (s *sheet) annexOf(m Matter, all []inspection.Photo, caption func(n int, p inspection.Photo) []string) error {
	if len(all) == 0 {
		return s.err
	}
	title, small := "现场检查照片", len(all) > mostWhole
	if small {
		title += "（缩印，原图另存）"
	}
	cells := make([]photoCell, len(all))
	loaded := map[string]*picture{}
	for i, p := range all {
		if _, ok := loaded[p.SHA256]; !ok {
			data, err := m.Photo(p.SHA256, small)
			if err != nil {
				return PhotoNotAtHand.With("sha256", p.SHA256).Because(err)
			}
			loaded[p.SHA256] = newPicture(data)
		}
		cells[i] = photoCell{field: fieldOf("photos", i, "caption"), picture: loaded[p.SHA256], marks: p.Drawn(), caption: caption(i+1, p)}
	}
	s.photos(title, cells)
	return s.err
}

// rank puts photos without a finding behind those with one.
func rank(number int) int {
	if number == 0 {
		return 1 << 30
	}
	return number
}

// photoCaption says number, what and where, when, item, and the beginning of the hash.
func photoCaption(n int, p inspection.Photo, numbers map[string]int, places map[string]string) []string {
	what := fmt.Sprintf("图%d", n)
	if k := numbers[p.FindingID]; k > 0 {
		what += fmt.Sprintf("　问题%d", k)
		if p.About == inspection.AboutCorrection {
			what += "（改正后）"
		}
		if places[p.FindingID] != "" {
			what += "　" + places[p.FindingID]
		}
	}
	if p.Caption != "" {
		what += "　" + p.Caption
	}
	when := p.TakenAt.In(inspection.Zone).Format("2006-01-02 15:04:05")
	if p.Source == inspection.FromAlbum {
		when += "（选自相册）"
	}
	if p.Item != "" {
		when += "　" + p.Item
	}
	caption := []string{what, when, "摘要 " + p.SHA256[:min(16, len(p.SHA256))]}
	if len(p.Drawn()) > 0 {
		caption = append(caption, "（标注、遮挡为检查人员所加，原图另存）")
	}
	return caption
}
