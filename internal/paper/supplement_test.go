package paper_test

import (
	"os"
	"strings"
	"testing"

	"anjian/internal/inspection"
	"anjian/internal/paper"
)

// late is a supplement to the record of a matter, signed by all three, with two photos of that matter.
func late(m paper.Matter) inspection.Supplement {
	s := inspection.Supplement{ID: "0192f000-0000-7000-8000-0000000000a1", Number: 1, Record: m.Record.Seal.Digest, Code: "52b10c7e9d41",
		Digest: strings.Repeat("52b10c7e9d41", 6)[:64], By: inspection.PersonRef{Name: "陈晓东"}, At: at(11, 20), Place: "1号冷库北侧穿堂",
		Text:   "GE-003 安全阀校验在有效期内：不符合，说明：备用安全阀（编号：AQ-07）未见校验标志。\n提出问题：穿堂内临时堆放的木托盘占用疏散通道，宽度不足1.1m。",
		Reason: "陈晓东所持手机在冷库内无信号，上述内容于记录封存之后才送达", From: []string{"a", "b"}, Photos: m.Record.Photos[:2]}
	for i, sig := range m.Record.Signatures {
		sig.Digest, sig.At = s.Digest, at(11, 30+i)
		s.Signatures = append(s.Signatures, sig)
	}
	s.Signatures[2].Statement = "木托盘已当场清走。"
	return s
}

func supplementOf(t *testing.T, m paper.Matter, s inspection.Supplement) (pages []string, text string) {
	t.Helper()
	set, err := paper.SupplementPDF(house(t), m, s)
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

func TestASupplementSaysWhichRecordWhyLateAndWhoSigned(t *testing.T) {
	m := matter(2, 3)
	s := late(m)
	pages, text := supplementOf(t, m, s)
	holds(t, text, "现场检查记录（补充）", "（苏坛）应急检记〔2026〕17号补1", "被检查单位：江苏华鑫食品冷藏有限公司", "对上述检查的现场检查记录（苏坛）应急检记〔2026〕17号（校验码9f3a61c27b04）补充记录如下",
		"原记录已经封存，其内容不因本补充记录而改变", s.Reason, s.Place, "备用安全阀（编号：AQ-07）未见校验标志", "穿堂内临时堆放的木托盘", "检查人员陈晓东于2026年11月24日11时20分写成",
		"其中2项原为检查中作出的记载", "木托盘已当场清走。", "以下空白", "现场负责人签名", "现场检查照片", "图2")
	for n, page := range pages {
		holds(t, page, "校验码：52b10c7e9d41", "17号补1")
		if strings.Contains(bare(page), "校验码：9f3a61c27b04") {
			t.Errorf("page %d carries the record's check code for its own", n+1)
		}
	}
	if strings.Contains(text, "图3") || strings.Contains(text, "发现的问题及处理情况") {
		t.Error("the supplement repeats the record")
	}
}

func TestASupplementThatWasRefusedOrWithdrawnSaysSo(t *testing.T) {
	m := matter(1, 2)
	s := late(m)
	s.Photos, s.Signatures = nil, s.Signatures[:2]
	s.SignRefusals = []inspection.SignRefusal{{RefusedBy: "王芳", Post: "安全科长", Reason: "检查时未见上述情况", ReadOut: "补充记录全文", ReportedTo: "金坛区应急管理局", At: at(11, 40)}}
	pages, text := supplementOf(t, m, s)
	holds(t, text, "拒绝签字情况", "王芳（安全科长）拒绝在本记录上签字", "检查时未见上述情况", "并向金坛区应急管理局报告")
	if strings.Contains(text, "现场负责人签名") || strings.Contains(text, "现场检查照片") || len(pages) > 2 {
		t.Errorf("%d pages: %s", len(pages), text)
	}
	s.SignRefusals, s.Signatures = nil, nil
	s.Withdrawn = &inspection.Reasoned{By: inspection.PersonRef{Name: "张建国"}, At: at(12, 0), Reason: "文字有误"}
	pages, text = supplementOf(t, m, s)
	holds(t, text, "检查人员张建国撤回本补充记录。理由：文字有误")
	for _, page := range pages {
		holds(t, page, "已撤回")
	}
}
