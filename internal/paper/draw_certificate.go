package paper

import (
	"fmt"
	"strings"

	"anjian/internal/inspection"
	"anjian/internal/planning"
)

var leftOutWords = map[string]string{"cap_reached": "年度检查次数已满", "closed": "已关闭", "under_case": "立案处理中", "avoidance": "回避", "recent": "近期已检查", "in_plan": "已列入计划",
	"not_in_rule": "不在抽取范围", "too_few_officers": "无两名可派人员", "certificate": "执法证无效", "leave": "请假"}

// DrawCertificatePDF sets the certificate of a draw (双随机抽取证书): what was drawn, from what, by whose secrets, and how
// anybody works it out again. A void or repeated draw says so on every page.
func DrawCertificatePDF(house House, bureau string, d planning.Draw) (Printed, error) {
	s := newSheet(house.Fonts)
	title := "双随机抽取证书"
	s.beginPlain(house, title, d.Title)
	switch {
	case d.State == "void":
		s.foot.mark = "已作废"
	case d.RedrawnAs != "":
		s.foot.mark = "已重新抽取"
	}
	at := d.FrozenAt
	if d.DrawnAt != nil {
		at = *d.DrawnAt
	}
	s.blanks(blank{"item", "抽查事项：", d.Item, 1})
	s.blanks(blank{"bureau", "实施单位：", bureau, 1})
	s.blanks(blank{"drawn", "抽取时间：", momentOf(at), 0.5}, blank{"by", "操作人：", d.DrawnBy, 0.5})
	s.blanks(blank{"counts", "名单：", fmt.Sprintf("%d家参加抽取，%d家未列入，%d名执法人员", len(d.Candidates), len(d.LeftOut), len(d.Officers)), 1})
	s.blanks(blank{"rules", "规则：", rulesText(d.Rules), 1})
	if d.RedrawOf != "" {
		s.blanks(blank{"redraw", "重新抽取的理由：", d.RedrawReason, 1})
	}
	if d.Void != nil {
		s.blanks(blank{"void", "作废的理由：", d.Void.Note, 1})
	}
	s.blanks(blank{"fingerprint", "名单指纹：", d.Fingerprint, 1})
	for _, p := range d.Promises {
		s.blanks(blank{"promise", "承诺人" + p.Name + "的承诺：", p.Commitment, 1})
		s.blanks(blank{"secret", "公开的秘密：", p.Secret, 1})
	}
	if d.PublicNumber != "" {
		s.blanks(blank{"public", d.Rules.PublicSrc + "：", d.PublicNumber, 1})
	}
	s.blanks(blank{"seed", "种子：", d.Seed, 1})
	s.space(6)
	s.drawTables(d)
	s.space(6)
	s.paragraph("how", span{text: "名单、规则和回避关系逐项取SHA-256为指纹；两人先交秘密的承诺值后公开秘密；指纹、两个秘密和约定的公开数字再取SHA-256为种子；以种子为密钥的HMAC-SHA-256依次给出无偏的数，按权重不放回抽取企业，再为每家企业抽取两名无利害关系的执法人员。凭本证书的数据文件，任何人可以不依赖本系统重新算出同一结果。"})
	return s.print(meta{title: title + " " + d.Title, author: bureau, subject: d.Item, at: at.In(inspection.Zone)})
}

func rulesText(r planning.DrawRules) string {
	text := fmt.Sprintf("抽取%d家", r.Count)
	if r.EachTown > 0 {
		text += fmt.Sprintf("，每个镇（街道）不少于%d家", r.EachTown)
	}
	var weights []string
	for _, risk := range []struct{ code, word string }{{planning.RiskMajor, "重大"}, {planning.RiskLarger, "较大"}, {planning.RiskGeneral, "一般"}, {planning.RiskLow, "低"}} {
		if w := r.Weights[risk.code]; w > 1 {
			weights = append(weights, fmt.Sprintf("%s风险%d", risk.word, w))
		}
	}
	if len(weights) > 0 {
		text += "；权重：" + strings.Join(weights, "、") + "，其余1"
	}
	return text
}

func (s *sheet) drawTables(d planning.Draw) {
	firms, people := map[string]planning.Candidate{}, map[string]string{}
	for _, c := range d.Candidates {
		firms[c.ID] = c
	}
	for _, o := range d.Officers {
		people[o.ID] = o.Name
	}
	rows := make([][]string, len(d.Result))
	for i, r := range d.Result {
		c := firms[r.EnterpriseID]
		rows[i] = []string{fmt.Sprint(r.No), c.Name, c.CreditCode, c.Town, people[r.LeadID], people[r.AssistantID]}
	}
	s.table("result", []column{{"序号", 0.07}, {"检查对象", 0.28}, {"统一社会信用代码", 0.29}, {"镇（街道）", 0.14}, {"主办", 0.11}, {"协办", 0.11}}, rows)
	s.space(6)
	const most = 200 // the data file has all of them
	var out [][]string
	for _, l := range append(append([]planning.LeftOut{}, d.OfficersOut...), d.LeftOut...) {
		if len(out) == most {
			out = append(out, []string{"其余见数据文件", ""})
			break
		}
		word := leftOutWords[l.Reason]
		if word == "" {
			word = l.Reason
		}
		out = append(out, []string{l.Name, word})
	}
	if len(out) > 0 {
		s.caption("未列入抽取的对象和人员：")
		s.table("leftOut", []column{{"名称", 0.74}, {"原因", 0.26}}, out)
	}
}
