package paper_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/paper"
)

// opinionOf is an opinion on the second problem of a matter by an expert who was invited after the approval.
func opinionOf(m *paper.Matter) inspection.Opinion {
	declared := at(9, 40)
	m.Record.Invitations = []inspection.Invitation{{ID: "i1", Name: "孙立群", Unit: "常州市粉尘防爆研究中心", Title: "高级工程师", Field: "涉氨制冷", Reason: "制冷系统需要专业判断",
		ExpiresAt: at(23, 0), AfterApproval: true, NoInterestAt: &declared, By: inspection.PersonRef{Name: "张建国"}, At: at(9, 30)}}
	digest := strings.Repeat("7c19e05ab3d2", 6)[:64]
	return inspection.Opinion{ID: "o1", Number: 1, Act: "a1", Expert: inspection.Expert{InvitationID: "i1", Name: "孙立群", Unit: "常州市粉尘防爆研究中心", Title: "高级工程师", Certificate: "苏专-0312", Field: "涉氨制冷"},
		About: inspection.AboutCheck, Place: "制冷机房", Fact: "氨压缩机排气管无止回阀。\n事故排风机控制按钮只设在机房内。", Standard: "GB 28009-2011 第5.3条", Risk: "氨气倒灌，泄漏时无法在室外启动排风。",
		Suggestion: "加装止回阀，在机房外增设控制按钮。", Urgency: inspection.Immediate, Photos: m.Record.Photos[:1], Digest: digest, Code: digest[:12],
		Signature: inspection.OpinionSignature{Sentence: "以上意见由本人独立作出。", Ink: m.Record.Signatures[0].Ink}, By: inspection.PersonRef{ID: "i1", Name: "孙立群"}, At: at(10, 20),
		Answer: &inspection.OpinionAnswer{Adoption: inspection.Partly, Reason: "止回阀已列为问题；按钮位置留待复查核对", By: inspection.PersonRef{Name: "陈晓东"}, At: at(10, 50)}}
}

func opinionText(t *testing.T, m paper.Matter, o inspection.Opinion) (pages []string, text string) {
	t.Helper()
	set, err := paper.OpinionPDF(house(t), m, o)
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("PAPER_OUT"); dir != "" {
		if err := os.WriteFile(dir+"/"+t.Name()+".pdf", set.PDF, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pages = textOf(t, set.PDF)
	return pages, strings.Join(pages, "")
}

func TestAnOpinionSaysWhoseItIsWhatItRestsOnAndWhatBecameOfIt(t *testing.T) {
	m := matter(2, 3)
	o := opinionOf(&m)
	pages, text := opinionText(t, m, o)
	holds(t, text, "专家意见书", "17号意见1", "被检查单位：江苏华鑫食品冷藏有限公司", "专家姓名：孙立群", "高级工程师", "常州市粉尘防爆研究中心", "涉氨制冷", "苏专-0312",
		"受张建国于2026年11月24日的邀请（检查方案批准后邀请），因制冷系统需要专业判断，", "声明与被检查单位没有利害关系", "不改变检查记录的内容", "整个检查", "制冷机房", "氨压缩机排气管无止回阀", "GB 28009-2011 第5.3条",
		"氨气倒灌", "加装止回阀", "紧急程度：立即", "以上意见由本人独立作出", "部分采纳。理由：止回阀已列为问题；按钮位置留待复查核对。", "行政执法人员陈晓东于2026年11月24日10时50分答复", "现场检查照片", "图1")
	for _, page := range pages {
		holds(t, page, "校验码："+o.Code)
	}
	if strings.Contains(text, "作为建议告知") {
		t.Error("an opinion with its standard is called advice")
	}
	o.Standard, o.Answer, o.Photos = "", nil, nil
	_, text = opinionText(t, m, o)
	holds(t, text, "本意见未列明依据，作为建议告知被检查单位", "尚未答复")
	o.Withdrawn = &inspection.Reasoned{By: o.By, At: at(11, 0), Reason: "重复"}
	pages, text = opinionText(t, m, o)
	holds(t, text, "专家孙立群撤回本意见。理由：重复。")
	for _, page := range pages {
		holds(t, page, "已撤回")
	}
}

func TestTheRecordAndThePapersBeforeItSayWhichExpertsWereThere(t *testing.T) {
	m := matter(1, 2)
	o := opinionOf(&m)
	second := o
	second.Number, second.Answer = 2, nil
	m.Record.Opinions = []inspection.Opinion{o, second}
	early := inspection.Invitation{ID: "i2", Name: "吴教授", ExpiresAt: at(23, 0), At: at(8, 0)}
	gone := inspection.Invitation{ID: "i3", Name: "不来的人", ExpiresAt: at(23, 0), At: at(8, 0), Withdrawn: &inspection.Reasoned{At: at(8, 30)}}
	after := inspection.Invitation{ID: "i4", Name: "钱工", ExpiresAt: at(23, 0), At: at(8, 0), Withdrawn: &inspection.Reasoned{At: m.Record.Seal.At.Add(time.Hour)}}
	m.Record.Invitations = append(m.Record.Invitations, early, gone, after)
	set, err := paper.RecordPDF(house(t), m)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(textOf(t, set.PDF), "")
	holds(t, text, "附专家意见书2份（部分采纳1份，待答复1份）", "不属于本记录的内容", "孙立群（常州市粉尘防爆研究中心）〔方案批准后邀请〕", "吴教授", "钱工")
	if strings.Contains(text, "不来的人") {
		t.Error("somebody uninvited before the seal is named")
	}
	scheme, err := paper.SchemePDF(house(t), m)
	if err != nil {
		t.Fatal(err)
	}
	holds(t, strings.Join(textOf(t, scheme.PDF), ""), "协助人员（3人）", "批准后邀请的协助人员（1人）：孙立群")
	notice, err := paper.NoticePDF(house(t), m)
	if err != nil {
		t.Fatal(err)
	}
	holds(t, strings.Join(textOf(t, notice.PDF), ""), "协助人员3人", "批准后另邀请协助人员1人")
}
