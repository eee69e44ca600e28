package paper

import (
	"fmt"
	"strings"
	"time"

	"anjian/internal/inspection"
)

// order sets a 责令限期整改指令书 (DOMAIN 2.3): the problems as the record numbers and words them, which of them are ordered
// by when, what holds meanwhile, and where one can turn.
func (s *sheet) order(r inspection.CheckRecord, o *inspection.IssuedOrder) {
	s.mark(o.Issued, o.NeedsApproval && o.Approved == nil)
	s.unit(r)
	opening := []span{{text: "经查，你单位存在下列问题（序号与现场检查记录"}, filled(numberText(r)), {text: "所列问题一致）："}}
	if o.Paper.After != "" {
		opening = []span{{text: "经复查，你单位下列问题仍未整改到位（序号与现场检查记录"}, filled(numberText(r)), {text: "所列问题一致）："}}
	}
	s.paragraph("order", opening...)
	rows, days := [][]string{}, map[string][]string{}
	order := []string{}
	for _, l := range o.Paper.Items {
		rows = append(rows, []string{fmt.Sprint(l.No), worded(l.Text, l.Place, l.Major), dayText(l.DueOn)})
		if days[l.DueOn] == nil {
			order = append(order, l.DueOn)
		}
		days[l.DueOn] = append(days[l.DueOn], fmt.Sprint(l.No))
	}
	s.space(4)
	s.table("order.items", []column{{"序号", 0.09}, {"存在的问题", 0.66}, {"整改期限", 0.25}}, rows)
	s.space(6)
	var told []string
	for _, day := range order {
		told = append(told, fmt.Sprintf("第%s项于%s前（含当日）", strings.Join(days[day], "、"), dayText(day)))
	}
	s.paragraph("order", span{text: "现责令你单位对上述问题按下列期限整改完毕，达到有关法律、法规、规章和标准规定的要求："}, filled(strings.Join(told, "，")),
		span{text: "。由此造成事故的，依法追究有关人员的责任。"})
	interim := "整改期间，你单位应当采取措施，确保安全生产。"
	if o.Paper.Interim != "" {
		interim += "其中：" + ended(o.Paper.Interim)
	}
	s.paragraph("order.interim", span{text: interim + "对违法行为将依法处理。"})
	s.paragraph("order.remedies", span{text: ended(o.Paper.Remedies)})
	s.servedBy(r, o.Issued, "被检查单位负责人")
}

var measureKinds = map[inspection.MeasureKind]string{inspection.Eliminate: "立即排除事故隐患", inspection.Withdraw: "从危险区域内撤出作业人员",
	inspection.StopWork: "暂时停产停业", inspection.StopUse: "停止使用相关设施、设备"}

// measure sets a 现场处理措施决定书 (DOMAIN 2.4): the hazards, the basis, the measures, and who approved them.
func (s *sheet) measure(r inspection.CheckRecord, d *inspection.ImposedMeasure) {
	s.mark(d.Issued, d.Approved == nil && d.Paper.PhoneApproval == nil)
	s.unit(r)
	checked := dayText(r.PlannedOn)
	if r.Arrival != nil {
		checked = dateOf(r.Arrival.At)
	}
	s.paragraph("measure", span{text: "本机关于"}, filled(checked), span{text: "现场检查时，发现你单位有下列违法违规行为和事故隐患："})
	n := 0
	for _, f := range d.Paper.Findings {
		n++
		s.numbered("measure.findings", n, worded(f.Text, f.Place, f.Major))
	}
	if d.Paper.Danger != "" {
		n++
		s.numbered("measure.danger", n, "现实危险："+d.Paper.Danger)
	}
	s.paragraph("measure.law", span{text: "以上存在的问题无法保证安全生产，依据"}, filled(citationText(d.Paper.Law, d.Paper.Article)), span{text: "的规定，作出如下现场处理措施决定："})
	for i, k := range d.Paper.Kinds {
		s.numbered("measure.kinds", i+1, measureKinds[k]+"（范围："+d.Paper.Scope+"）")
	}
	until := "上述措施自送达之日起执行，经审查同意后方可恢复。"
	if d.Paper.Until != "" {
		until = "上述措施自送达之日起执行，至" + dayText(d.Paper.Until) + "；提前恢复的，须经审查同意。"
	}
	s.paragraph("measure.until", span{text: until})
	if a := d.Paper.PhoneApproval; a != nil {
		at, _ := time.Parse(time.RFC3339, a.At)
		who := a.Name
		if a.Post != "" {
			who += "（" + a.Post + "）"
		}
		s.paragraph("measure.phoneApproval", span{text: "因情况紧急，本决定经" + who + "于" + momentOf(at) + "电话批准。"})
	}
	if a := d.Approved; a != nil {
		word := "批准"
		if !a.Granted {
			word = "不予批准"
		}
		s.paragraph("measure.approved", span{text: a.By.Name + "于" + momentOf(a.At) + "在系统中" + word + "本决定。" + ended(a.Opinion)})
	}
	s.paragraph("measure.remedies", span{text: ended(d.Paper.Remedies)})
	for _, c := range d.Resumptions {
		word := "同意恢复"
		if !c.Granted {
			word = "不同意恢复"
		}
		s.paragraph("measure.resumptions", span{text: "恢复审查：" + c.By.Name + "于" + momentOf(c.At) + "审查，" + word + "。" + ended(c.Opinion)})
	}
	s.servedBy(r, d.Issued, "被检查单位负责人")
}

// extension sets the answer to a request for more time, with the new day and what holds meanwhile.
func (s *sheet) extension(r inspection.CheckRecord, e *inspection.Extension) {
	s.unit(r)
	var numbers []string
	for i, f := range standing(r) {
		for _, id := range e.Findings {
			if f.ID == id {
				numbers = append(numbers, fmt.Sprint(i+1))
			}
		}
	}
	s.paragraph("extension", span{text: "你单位于"}, filled(dateOf(e.At)), span{text: fmt.Sprintf("就现场检查记录所列第%s项问题提出延期整改申请，申请延至", strings.Join(numbers, "、"))},
		filled(dayText(e.AskedFor)), span{text: "，理由：" + ended(e.Reason)})
	if e.Interim != "" {
		s.paragraph("extension.interim", span{text: "你单位提出的临时安全措施：" + ended(e.Interim)})
	}
	d := e.Decided
	if d.Granted {
		s.paragraph("extension.decided", span{text: "经审查，同意延期，上述问题应于"}, filled(dayText(d.DueOn)), span{text: "前（含当日）整改完毕。延期期间应当落实下列临时措施：" + ended(d.Interim)})
	} else {
		s.paragraph("extension.decided", span{text: "经审查，不同意延期，仍按原期限整改。理由：" + ended(d.Opinion)})
	}
	if d.Granted && d.Opinion != "" {
		s.paragraph("extension.opinion", span{text: "审批意见：" + ended(d.Opinion)})
	}
	s.paragraph("extension.by", span{text: "审批人：" + d.By.Name + "（" + momentOf(d.At) + "在系统中作出）"})
	s.paragraph("", span{text: blankBelow})
	s.space(8)
	s.sealed(r.BureauName, dateOf(d.At))
}
