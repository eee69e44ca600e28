package paper

import (
	"fmt"
	"slices"
	"strings"

	"anjian/internal/inspection"
)

var results = map[inspection.CheckResult]string{inspection.ResultMet: "已整改", inspection.ResultPartly: "部分整改", inspection.ResultNotMet: "未整改",
	inspection.ResultNotDue: "未到期限，本次不作结论"}

// recheck sets a 整改复查意见书 (DOMAIN 2.5): which papers were re-checked, and in detail what was found of each item.
func (s *sheet) recheck(r inspection.CheckRecord, k *inspection.Rechecked) {
	s.mark(k.Issued, false)
	s.unit(r)
	var of []string
	for i := range r.Orders {
		if o := &r.Orders[i]; o.Withdrawn == nil && o.Delivered() && slices.ContainsFunc(o.Paper.Items, func(l inspection.OrderLine) bool {
			return slices.ContainsFunc(k.Paper.Items, func(i inspection.RecheckedItem) bool { return i.ID == l.FindingID })
		}) {
			of = append(of, "《责令限期整改指令书》"+orPending(r.NumberOf(&o.Issued, inspection.WordOrder, o.Number))+"（"+dateOf(o.At)+"）")
		}
	}
	for _, line := range k.Paper.Measures {
		if d := r.Measure(line.ID); d != nil {
			of = append(of, "《现场处理措施决定书》"+orPending(r.NumberOf(&d.Issued, inspection.WordMeasure, d.Number))+"（"+dateOf(d.At)+"）")
		}
	}
	names := make([]string, len(k.Paper.Officers))
	for i, m := range k.Paper.Officers {
		names[i] = m.Name
	}
	how := "到现场"
	if k.Paper.Mode == inspection.RecheckMaterial {
		how = "以核查材料的方式"
	}
	opening := []span{{text: "本机关作出的"}, filled(strings.Join(of, "、")), {text: "，经执法人员"}, filled(strings.Join(names, "、")),
		{text: "（证件号码：" + strings.Join(k.Paper.Certificates, "、") + "）于"}, filled(dateOf(k.At)), {text: how + "复查"}}
	if k.Paper.ReceivedBy != "" {
		opening = append(opening, span{text: "（被复查单位" + k.Paper.ReceivedBy + "在场）"})
	}
	s.paragraph("recheck", append(opening, span{text: "，提出如下意见："})...)
	for _, l := range k.Paper.Items {
		text := ""
		if i := slices.IndexFunc(r.Findings, func(f inspection.Finding) bool { return f.ID == l.ID }); i >= 0 {
			v := r.Findings[i].Versions[len(r.Findings[i].Versions)-1]
			text = worded(v.Text, v.Place, r.Findings[i].Major == inspection.MajorConfirmed)
		}
		s.caption(fmt.Sprintf("第%d项　%s", l.No, results[l.Result]))
		s.paragraph("recheck.items", span{text: "原问题：" + ended(text) + "整改期限：" + dayText(l.DueOn) + "。"})
		s.paragraph("recheck.items", span{text: "复查情况：" + ended(l.Text)})
	}
	for _, l := range k.Paper.Measures {
		word := "已具备恢复条件"
		if l.Result != inspection.ResultMet {
			word = "尚不具备恢复条件"
		}
		s.caption(fmt.Sprintf("现场处理措施（第%d份）　%s", l.No, word))
		s.paragraph("recheck.measures", span{text: "复查情况：" + ended(l.Text)})
	}
	s.caption("复查意见：")
	s.told("recheck.opinion", k.Paper.Opinion)
	s.servedBy(r, k.Issued, "被复查单位负责人")
}
