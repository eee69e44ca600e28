package paper

import (
	"fmt"

	"anjian/internal/inspection"
)

// referral sets a 案件移送书 or a 线索移送函 (DOMAIN 2.6), with its list of material and what is known of its way.
func (s *sheet) referral(r inspection.CheckRecord, f *inspection.Referral) {
	s.mark(f.Issued, f.Approved == nil)
	p := f.Paper
	s.text("referral.to", 0, 0, filled(p.To), span{text: "："})
	s.paragraph("referral.cause", span{text: "我局在对"}, filled(r.Enterprise.Name), span{text: "（地址：" + r.Enterprise.Address + "）的安全生产检查中，发现下列情况属于你单位职责：" + ended(p.Cause)})
	for i, found := range p.Findings {
		s.numbered("referral.findings", i+1, worded(found.Text, found.Place, found.Major))
	}
	s.told("referral.facts", p.Facts)
	ground := "依据《中华人民共和国安全生产法》第六十九条"
	if p.Law != "" {
		ground += "和" + citationText(p.Law, p.Article)
	}
	s.paragraph("referral.law", span{text: ground + "的规定，现移送你单位依法处理，并请将处理情况函告我局。"})
	s.caption("附：移送材料清单")
	s.material("referral.materials", p.Materials)
	s.space(8)
	s.sealed(r.BureauName, dateOf(f.At))
	approved, handed, received := "", "", ""
	if a := f.Approved; a != nil {
		approved = a.By.Name + "，" + momentOf(a.At)
	}
	if h := f.Sent; h != nil {
		handed = dayText(h.On) + "　" + h.Way + "　" + h.Name
	}
	if h := f.Received; h != nil {
		received = dayText(h.On) + "　" + h.Name
	}
	s.blanks(blank{"referral.approved", "批准：", approved, 1})
	s.blanks(blank{"referral.sent", "送出：", handed, 1})
	s.blanks(blank{"referral.received", "接收人和日期：", received, 1})
	for i, answer := range f.Feedback {
		s.paragraph(fieldOf("referral.feedback", i, "text"), span{text: "反馈（" + dayText(answer.On) + "）：" + ended(answer.Text)})
	}
}

// material sets a list of material with copies and pages.
func (s *sheet) material(field string, list []inspection.Material) {
	rows := make([][]string, len(list))
	for i, m := range list {
		rows[i] = []string{fmt.Sprint(i + 1), m.Name, fmt.Sprint(m.Copies), fmt.Sprint(m.Pages)}
	}
	s.table(field, []column{{"序号", 0.1}, {"名称", 0.6}, {"份数", 0.15}, {"页数", 0.15}}, rows)
}

// filing sets a 立案审批表 (DOMAIN 2.7), an internal paper: what is to be filed, the evidence, the opinions and the decision.
func (s *sheet) filing(r inspection.CheckRecord, f *inspection.CaseFiling) {
	s.mark(f.Issued, f.Decided == nil)
	p, e := f.Paper, r.Enterprise
	s.blanks(blank{"filing.name", "案件名称：", p.Name, 1})
	s.blanks(blank{"filing.cause", "案由：", p.Cause, 1})
	s.blanks(blank{"filing.source", "案件来源：", p.Source, 0.5}, blank{"filing.at", "时间：", dateOf(f.At), 0.5})
	s.blanks(blank{"enterprise.name", "当事人：", e.Name, 1})
	s.blanks(blank{"enterprise.legalPerson", "法定代表人（负责人）：", e.LegalPerson, 0.5}, blank{"enterprise.phone", "电话：", e.Phone, 0.5})
	s.blanks(blank{"enterprise.address", "地址：", e.Address, 0.65}, blank{"enterprise.postcode", "邮编：", "", 0.35})
	s.blanks(blank{"enterprise.creditCode", "统一社会信用代码：", e.CreditCode, 1})
	s.space(4)
	s.caption("案件基本情况：")
	s.told("filing.facts", p.Facts)
	for i, found := range p.Findings {
		s.numbered("filing.findings", i+1, worded(found.Text, found.Place, found.Major))
	}
	s.paragraph("filing.law", span{text: "涉嫌违反：" + ended(citationText(p.Law, p.Article))})
	s.caption("证据清单")
	s.material("filing.evidence", p.Evidence)
	s.space(4)
	s.caption("承办人意见：")
	s.told("filing.opinion", p.Opinion)
	s.signatures([]signLine{s.signLineFor(r, f.Signatures, inspection.PartyLead, "承办人签名："), s.signLineFor(r, f.Signatures, inspection.PartyAssistant, "承办人签名：")})
	s.blanks(blank{"", "审核意见：", "", 1})
	opinion, decided := "", signLine{field: "filing.decided", label: "审批人签名：", beside: []string{"年　　月　　日"}}
	if d := f.Decided; d != nil {
		opinion = "同意立案"
		if !d.Granted {
			opinion = "不予立案"
		}
		if d.Opinion != "" {
			opinion += "。" + ended(d.Opinion)
		}
		decided.beside = []string{d.By.Name + "（在系统中作出）", momentOf(d.At)}
	}
	s.blanks(blank{"filing.decided", "审批意见：", opinion, 1})
	s.signatures([]signLine{decided})
}
