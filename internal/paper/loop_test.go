package paper_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/paper"
)

// looped is a signed record carried on: an order, a stop that was applied for, a re-check, more time, a referral, a filing.
func looped() paper.Matter {
	m := matter(3, 4)
	r := &m.Record
	issued := func(code string, at time.Time) inspection.Issued {
		p := inspection.Issued{Digest: strings.Repeat(code, 6)[:64], Code: code, By: inspection.PersonRef{Name: "张建国"}, At: at}
		for i, sig := range r.Signatures {
			sig.Digest, sig.At, sig.Statement = p.Digest, at.Add(time.Duration(i+1)*time.Minute), ""
			p.Signatures = append(p.Signatures, sig)
		}
		return p
	}
	const remedies = "如不服本文书，可以自收到之日起六十日内依法申请行政复议，或者在六个月内依法向人民法院提起行政诉讼；复议、诉讼期间不停止执行。"
	text := func(i int) (string, string) { return r.Findings[i].Versions[0].Text, r.Findings[i].Versions[0].Place }
	first, place := text(0)
	third, where := text(2)
	found := []inspection.MeasureFinding{{ID: r.Findings[2].ID, Text: third, Place: where, Major: true}}
	decided := inspection.Ruling{Granted: true, By: inspection.PersonRef{Name: "周局"}, At: at(14, 0)}
	r.Orders = []inspection.IssuedOrder{{Number: 1, Issued: issued("1b2c3d4e5f60", at(11, 0)), Paper: inspection.OrderPaper{ID: "o1", Interim: "停用AQ-03安全阀所在回路，专人值守", Remedies: remedies, Items: []inspection.OrderLine{
		{FindingID: r.Findings[0].ID, No: 1, Text: first, Place: place, DueOn: "2026-12-10"}, {FindingID: r.Findings[2].ID, No: 3, Text: third, Place: where, Major: true, DueOn: "2026-12-24"}}}}}
	r.Measures = []inspection.ImposedMeasure{{Number: 1, Issued: issued("2b2c3d4e5f60", at(11, 10)), Approved: &decided, Paper: inspection.MeasurePaper{ID: "m1", Kinds: []inspection.MeasureKind{inspection.Withdraw, inspection.StopUse},
		Findings: found, Danger: "安全阀超期且氨机房内有人作业", Law: law, Article: "第六十五条第一款第（三）项", Scope: "氨机房AQ-03回路", Remedies: remedies,
		PhoneApproval: &inspection.SealedPhoneCall{Name: "周局", Post: "局长", At: "2026-11-24T02:40:00.000Z"}}}}
	photos := r.Photos[:2]
	r.Rechecks = []inspection.Rechecked{{Number: 1, Issued: issued("3b2c3d4e5f60", at(15, 0)), Photos: photos, Paper: inspection.RecheckPaper{ID: "k1", Mode: inspection.RecheckOnSite, ReceivedBy: "王芳",
		Officers: []inspection.SealedMember{{Part: inspection.PartyLead, Name: "张建国"}, {Part: inspection.PartyAssistant, Name: "陈晓东"}}, Certificates: []string{"32040026001", "32040026002"},
		Items: []inspection.RecheckedItem{{ID: r.Findings[0].ID, No: 1, DueOn: "2026-12-10", Result: inspection.ResultMet, Text: "两名新进员工已补齐三级教育记录，抽问均能正确回答"},
			{ID: r.Findings[2].ID, No: 3, DueOn: "2026-12-24", Result: inspection.ResultPartly, Text: "安全阀已送检，校验报告尚未取得"}},
		Measures: []inspection.RecheckedItem{{ID: "m1", No: 1, Result: inspection.ResultNotMet, Text: "回路未复位"}}, Opinion: "第1项予以销号；第3项继续整改。"}}}
	r.Extensions = []inspection.Extension{{ID: "e1", Number: 1, Findings: []string{r.Findings[2].ID}, AskedFor: "2027-01-15", Reason: "检测机构排期延后", Interim: "停用该回路", At: at(16, 0),
		Decided: &inspection.Extending{Ruling: decided, DueOn: "2027-01-10", Interim: "该回路停用、挂牌上锁，每日巡查"}}}
	papers := []inspection.Material{{Name: "现场检查记录", Copies: 1, Pages: 4}, {Name: "现场照片", Copies: 1, Pages: 2}}
	r.Referrals = []inspection.Referral{{Number: 1, Issued: issued("4b2c3d4e5f60", at(16, 10)), Approved: &decided, Sent: &inspection.Handing{On: "2026-11-25", Way: "直接送交", Name: "陈晓东"},
		Paper: inspection.ReferralPaper{ID: "f1", Kind: inspection.ReferClue, To: "常州市金坛区市场监督管理局", Cause: "压力容器安全附件超期", Facts: "安全阀（编号：AQ-03）校验有效期至2026-10-31。", Law: "中华人民共和国特种设备安全法", Article: "第八十三条", Findings: found, Materials: papers}}}
	r.Filings = []inspection.CaseFiling{{Number: 1, Issued: issued("5b2c3d4e5f60", at(16, 20)), Decided: &decided, Paper: inspection.FilingPaper{ID: "c1", Name: "江苏华鑫食品冷藏有限公司未按规定检测安全设备案", Cause: "未对安全设备进行定期检测",
		Source: "复查发现", Facts: "该单位安全阀超期未检，责令整改后仍未完成。", Law: law, Article: "第九十九条第（三）项", Findings: found, Evidence: papers, Opinion: "建议立案调查。"}}}
	return m
}

func TestThePapersOfTheLoopSayWhatTheLawAsks(t *testing.T) {
	m := looped()
	ids, papers := paper.LoopPapers(&m.Record)
	if len(ids) != 6 {
		t.Fatalf("%d papers", len(ids))
	}
	for id, want := range map[string][]string{
		"o1": {"责令限期整改指令书", "（苏坛）应急责改〔2026〕17号", "被检查单位：江苏华鑫食品冷藏有限公司", "（苏坛）应急检记〔2026〕17号", "【重大事故隐患】", "第1项于2026年12月10日前（含当日）", "第3项于2026年12月24日前", "停用AQ-03安全阀所在回路",
			"六十日内依法申请行政复议", "被检查单位负责人签名", "证件号码：32040026001", "一式两份", "校验码：1b2c3d4e5f60"},
		"m1": {"现场处理措施决定书", "应急现决〔2026〕17号", "2026年11月24日现场检查时", "第六十五条第一款第（三）项", "从危险区域内撤出作业人员", "停止使用相关设施、设备", "周局（局长）于2026年11月24日10时40分电话批准", "周局于2026年11月24日14时00分在系统中批准", "经审查同意后方可恢复"},
		"k1": {"整改复查意见书", "应急复查〔2026〕17号", "《责令限期整改指令书》（苏坛）应急责改〔2026〕17号", "《现场处理措施决定书》", "第1项已整改", "第3项部分整改", "两名新进员工已补齐三级教育记录", "尚不具备恢复条件", "第1项予以销号", "被复查单位负责人签名", "图2"},
		"e1": {"整改延期批复", "应急延批〔2026〕17号", "所列第3项问题", "申请延至2027年1月15日", "同意延期", "2027年1月10日前（含当日）", "挂牌上锁"},
		"f1": {"线索移送函", "应急移〔2026〕17号", "常州市金坛区市场监督管理局：", "第六十九条", "移送材料清单", "现场照片", "2026年11月25日直接送交陈晓东"},
		"c1": {"立案审批表", "应急立〔2026〕17号", "未按规定检测安全设备案", "案由：", "证据清单", "承办人签名", "同意立案", "周局（在系统中作出）"},
	} {
		set, err := paper.LoopPDF(house(t), m, papers[id])
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		if dir := os.Getenv("PAPER_OUT"); dir != "" {
			if err := os.WriteFile(dir+"/loop-"+id+".pdf", set.PDF, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		holds(t, strings.Join(textOf(t, set.PDF), ""), want...)
	}
}

func TestAnOrderThatWasRefusedSaysWhereItWasLeft(t *testing.T) {
	m := looped()
	o := &m.Record.Orders[0]
	o.Signatures = o.Signatures[:2]
	o.SignRefusals = []inspection.SignRefusal{{RefusedBy: "王芳", Reason: "期限太短", ReadOut: "指令书全文", ReportedTo: "法规科", LeftAt: "该单位门卫室", At: at(11, 30), Witnesses: []inspection.Witness{{Name: "赵明", Unit: "薛埠镇安监站"}}}}
	_, papers := paper.LoopPapers(&m.Record)
	set, err := paper.LoopPDF(house(t), m, papers["o1"])
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(textOf(t, set.PDF), "")
	holds(t, text, "拒绝签字和留置送达情况", "王芳拒绝在本文书上签字。理由：期限太短", "本文书留置于该单位门卫室", "向法规科报告", "赵明")
	if strings.Contains(bare(text), "被检查单位负责人签名") {
		t.Error("a refused order still asks for the signature")
	}
	o.NeedsApproval = true
	_, papers = paper.LoopPapers(&m.Record)
	if set, err = paper.LoopPDF(house(t), m, papers["o1"]); err != nil {
		t.Fatal(err)
	}
	for _, page := range textOf(t, set.PDF) {
		holds(t, page, "未经批准")
	}
}
