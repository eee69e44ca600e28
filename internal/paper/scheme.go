package paper

import (
	"fmt"
	"strings"
	"time"

	"anjian/internal/inspection"
)

// SchemePDF sets the 现场检查方案 (DOMAIN 2.1), an internal paper: whom, what, where, how and with what, and the leader's
// approval. It is marked as not approved until it is. Same refusals as RecordPDF.
func SchemePDF(house House, m Matter) (Printed, error) {
	s, r := newSheet(house.Fonts), m.Record
	s.beginPlain(house, "现场检查方案", SchemeNumber(r))
	if r.Approval == nil {
		s.foot.mark = unapproved(r)
	}
	e, k := r.Enterprise, r.Scheme
	s.blanks(blank{"enterprise.name", "被检查单位：", e.Name, 1})
	s.blanks(blank{"enterprise.address", "地址：", e.Address, 1})
	s.blanks(blank{"enterprise.contact", "联系人：", e.Contact, 0.5}, blank{"enterprise.phone", "联系电话：", e.Phone, 0.5})
	s.blanks(blank{"plannedOn", "检查时间：", dayText(r.PlannedOn), 0.5}, blank{"kind", "检查类型：", kinds[r.Kind], 0.5})
	s.blanks(blank{"enterprise.industry", "所属行业：", e.Industry, 0.5}, blank{"source", "任务来源：", sources[r.Source], 0.5})
	s.blanks(blank{"scheme.basis", "检查依据：", k.Basis, 1})
	if k.Reason != "" {
		s.blanks(blank{"scheme.reason", "计划外理由：", k.Reason, 1})
	}
	for _, part := range []struct {
		label string
		part  inspection.Party
	}{{"行政执法人员（主办）：", inspection.PartyLead}, {"行政执法人员（协办）：", inspection.PartyAssistant}} {
		member := officer(r, part.part)
		s.blanks(blank{"team", part.label, member.Name, 0.5}, blank{"team", "证件号码：", member.Certificate.Number, 0.5})
	}
	experts := assisting(r)
	s.blanks(blank{"team", fmt.Sprintf("协助人员（%d人）：", len(experts)), strings.Join(experts, "、"), 1})
	if later := invitedLater(r); len(later) > 0 {
		s.blanks(blank{"invitations", fmt.Sprintf("批准后邀请的协助人员（%d人）：", len(later)), strings.Join(later, "、"), 1})
	}
	visit := ""
	if k.VisitOfYear > 0 {
		visit = fmt.Sprintf("本年度对该单位第%d次检查", k.VisitOfYear)
		if k.VisitCap > 0 {
			visit += fmt.Sprintf("（公布的年度上限%d次）", k.VisitCap)
		}
	}
	if len(k.Joint) > 0 {
		s.blanks(blank{"scheme.joint", "会同检查部门：", strings.Join(k.Joint, "、"), 1})
	}
	s.blanks(blank{"scheme.visitOfYear", "检查频次：", visit, 1})
	var lists []string
	for _, ref := range r.Checklists {
		lists = append(lists, fmt.Sprintf("《%s》（版本%s）", ref.Name, ref.Version))
	}
	s.blanks(blank{"scheme.areas", "检查区域：", k.Areas, 1})
	s.blanks(blank{"scheme.content", "检查内容：", k.Content, 1})
	s.blanks(blank{"checklists", "检查事项和标准：", strings.Join(lists, "、"), 1})
	s.blanks(blank{"scheme.methods", "检查方式：", strings.Join(k.Methods, "、"), 1})
	s.blanks(blank{"scheme.documents", "需查阅的资料：", strings.Join(k.Documents, "、"), 1})
	s.blanks(blank{"scheme.tools", "携带的仪器和工具：", strings.Join(k.Tools, "、"), 1})
	s.blanks(blank{"scheme.remark", "备注：", k.Remark, 1})
	s.space(6)
	s.blanks(blank{"", "审核意见：", "", 1})
	s.signatures([]signLine{{field: "approval", label: "审核人签名：", beside: []string{"年　　月　　日"}}})
	if u := r.Urgent; u != nil {
		how := ""
		if u.How != "" {
			how = "（" + u.How + "）"
		}
		s.blanks(blank{"urgent", "紧急检查：", fmt.Sprintf("%s；%s于%s报告%s%s，批准手续事后补办。", strings.TrimRight(u.Reason, "。；"), u.By.Name, momentOf(u.At), u.ToldTo, how), 1})
	}
	opinion, approved := "", signLine{field: "approval", label: "审批人签名：", beside: []string{"年　　月　　日"}}
	if a := r.Approval; a != nil {
		if opinion = a.Opinion; opinion == "" {
			opinion = "同意"
		}
		approved.beside = []string{a.By.Name + "（在系统中批准）", momentOf(a.At)}
	}
	s.blanks(blank{"approval.opinion", "审批意见：", opinion, 1})
	s.signatures([]signLine{approved})
	return s.print(meta{title: "现场检查方案 " + SchemeNumber(r), author: r.BureauName, subject: r.Enterprise.Name, at: approvedAt(r)})
}

// NoticePDF sets the 检查通知书 (DOMAIN 2.7) for the enterprise, with the space for the bureau's seal left free.
// Same refusals as RecordPDF.
func NoticePDF(house House, m Matter) (Printed, error) {
	s, r := newSheet(house.Fonts), m.Record
	s.beginPlain(house, "检查通知书", NoticeNumber(r))
	if r.Approval == nil {
		s.foot.mark = unapproved(r)
	}
	lead, second := officer(r, inspection.PartyLead), officer(r, inspection.PartyAssistant)
	s.text("enterprise.name", 0, 0, filled(r.Enterprise.Name), span{text: "："})
	s.paragraph("scheme", span{text: "根据"}, filled(r.Scheme.Basis), span{text: "，我局定于"}, filled(dayText(r.PlannedOn)),
		span{text: "对你单位进行" + kinds[r.Kind] + "。现将有关事项通知如下："})
	s.paragraph("team", span{text: "一、检查人员："}, filled(lead.Name), span{text: "（证件号码："}, filled(lead.Certificate.Number), span{text: "）、"},
		filled(second.Name), span{text: "（证件号码："}, filled(second.Certificate.Number), span{text: "）。"})
	if experts := assisting(r); len(experts) > 0 {
		s.paragraph("team", span{text: fmt.Sprintf("协助人员%d人：%s，仅提供技术协助。", len(experts), strings.Join(experts, "、"))})
	}
	if later := invitedLater(r); len(later) > 0 {
		s.paragraph("invitations", span{text: fmt.Sprintf("批准后另邀请协助人员%d人：%s，仅提供技术协助。", len(later), strings.Join(later, "、"))})
	}
	if len(r.Scheme.Joint) > 0 {
		s.paragraph("scheme.joint", span{text: "会同检查部门：" + ended(strings.Join(r.Scheme.Joint, "、"))})
	}
	s.paragraph("scheme.content", span{text: "二、检查内容：" + ended(r.Scheme.Content)})
	s.paragraph("scheme.methods", span{text: "三、检查方式：" + ended(strings.Join(r.Scheme.Methods, "、"))})
	if len(r.Scheme.Documents) > 0 {
		s.paragraph("scheme.documents", span{text: "四、请准备下列资料：" + ended(strings.Join(r.Scheme.Documents, "、"))})
	}
	s.paragraph("", span{text: "检查人员应当出示行政执法证件。你单位有权了解检查的依据和内容，有权陈述和申辩；认为检查人员与你单位有利害关系的，有权申请其回避。请你单位予以配合，如实提供情况和资料。"})
	s.blanks(blank{"contact", "联系方式和监督电话：", house.Contact, 1})
	s.space(8)
	s.sealed(r.BureauName, dateOf(approvedAt(r)))
	return s.print(meta{title: "检查通知书 " + NoticeNumber(r), author: r.BureauName, subject: r.Enterprise.Name, at: approvedAt(r)})
}

// unapproved marks a paper made before the approval.
func unapproved(r inspection.CheckRecord) string {
	if r.Urgent != nil {
		return "紧急检查，批准待补办"
	}
	return "未经批准"
}

// beginPlain is the head of a paper that is not the record: it has no seal and no code of its own.
func (s *sheet) beginPlain(house House, title, number string) {
	if house.HeadLine != "" {
		s.heading(house.HeadLine, 18, 32)
		s.doubleRule()
	}
	s.heading(title, 22, 42)
	s.centred("number", number, 14, 28)
	s.foot.left = []string{number}
}

// SchemeNumber and NoticeNumber are the numbers of these two papers of a check.
func SchemeNumber(r inspection.CheckRecord) string { return siblingNumber(r, "检查") }
func NoticeNumber(r inspection.CheckRecord) string { return siblingNumber(r, "检通") }

// siblingNumber is the number of another paper of the same check: same year and serial, its own 代字.
func siblingNumber(r inspection.CheckRecord, word string) string {
	if r.Number == nil {
		return orPending("")
	}
	return inspection.Numbered(r.Number.Abbrev, word, r.Number.Year, r.Number.Serial, r.TermsInForce().NumberWidth, 1).Text
}

// approvedAt dates papers made before the visit: the approval, or the planned day while there is none.
func approvedAt(r inspection.CheckRecord) time.Time {
	if r.Approval != nil {
		return r.Approval.At.In(inspection.Zone)
	}
	day, _ := time.ParseInLocation(time.DateOnly, r.PlannedOn, inspection.Zone)
	return day
}
