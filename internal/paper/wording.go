package paper

import (
	"fmt"
	"strings"
	"time"

	"anjian/internal/checklist"
	"anjian/internal/inspection"
)

// The fixed words of the papers, paraphrased from practice; they state facts and rights and conclude nothing.
const (
	// HeadLine stands over every enforcement paper unless the bureau switches it off.
	HeadLine = "应急管理行政执法文书"

	rightsNotice = "检查人员已向被检查单位出示行政执法证件，说明检查的事由和内容，并告知：被检查单位有权了解检查的依据和内容，" +
		"有权对检查情况作出陈述和申辩，认为检查人员与本单位有利害关系的，有权申请其回避；同时应当配合检查，如实提供情况和资料。"
	onlyThisTime = "本记录仅反映本次检查所及的内容。"
	nothingFound = "本次检查所及的内容中，未记录到问题。"
	blankBelow   = "（以下空白）"
)

var handlings = map[inspection.Handling]string{
	inspection.OnSpot: "当场改正", inspection.Order: "责令限期整改", inspection.Stop: "采取现场处理措施",
	inspection.Refer: "移送有关部门", inspection.Case: "另行依法处理", inspection.Advice: "提出建议",
}

var verdicts = map[checklist.Verdict]string{
	checklist.Conforms: "符合", checklist.Violates: "不符合", checklist.NotApplicable: "不适用", checklist.NotExamined: "未检查",
}

var kinds = map[inspection.CheckKind]string{inspection.Routine: "日常检查", inspection.Special: "专项检查", inspection.Single: "个案检查"}

var sources = map[inspection.Source]string{inspection.InPlan: "年度监督检查计划", inspection.Random: "双随机抽查", inspection.OffPlan: "计划外检查"}

// dateOf writes a civil day in the bureau's time: 2026年11月24日.
func dateOf(t time.Time) string { return t.In(inspection.Zone).Format("2006年1月2日") }

// momentOf writes a civil day and time to the minute: 2026年11月24日9时05分.
func momentOf(t time.Time) string {
	t = t.In(inspection.Zone)
	return fmt.Sprintf("%s%d时%02d分", dateOf(t), t.Hour(), t.Minute())
}

// periodOf writes from–to; on one day the day stands once.
func periodOf(from, to time.Time) string {
	if inspection.Day(from) == inspection.Day(to) {
		end := to.In(inspection.Zone)
		return fmt.Sprintf("%s至%d时%02d分", momentOf(from), end.Hour(), end.Minute())
	}
	return momentOf(from) + "至" + momentOf(to)
}

// dayText writes a stored day (2026-12-24) as people read it; anything else stays as it is.
func dayText(day string) string {
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		return t.Format("2006年1月2日")
	}
	return day
}

// citationText writes a citation: the name in 《》, what stands in brackets behind the name outside them, and the
// article. Standards (GB …) carry no 《》.
func citationText(law, article string) string {
	name, tail := law, ""
	if at := strings.LastIndex(law, "（"); at > 0 && strings.HasSuffix(law, "）") {
		name, tail = law[:at], law[at:]
	}
	if name != "" && name[0] >= 0x80 && !strings.HasPrefix(name, "《") {
		name = "《" + name + "》"
	}
	return name + tail + article
}

// ended closes a sentence that its author left open.
func ended(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || strings.HasSuffix(text, "。") || strings.HasSuffix(text, "！") || strings.HasSuffix(text, "？") || strings.HasSuffix(text, "：") || strings.HasSuffix(text, ".") {
		return text
	}
	return strings.TrimRight(text, "；;，,、") + "。"
}

// chapter counts parts in Chinese: 一、二、… 十二、
func chapter(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	if n < 10 {
		return digits[n] + "、"
	}
	return "十" + digits[n-10] + "、"
}
