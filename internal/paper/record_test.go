package paper_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/paper"
)

func mustSet(t testing.TB, m paper.Matter) []byte {
	t.Helper()
	set, err := paper.RecordPDF(house(t), m)
	if err != nil {
		t.Fatal(err)
	}
	return set.PDF
}

func holds(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(bare(text), bare(want)) {
			t.Errorf("the paper does not say %q", want)
		}
	}
}

func TestTheTextThatComesOutIsTheTextThatWentIn(t *testing.T) {
	m := matter(3, 0)
	pages := textOf(t, mustSet(t, m))
	text := footless(pages)
	for _, f := range m.Record.Findings {
		holds(t, text, f.Versions[0].Text)
	}
	k := m.Record.Seal.Closing
	holds(t, text, k.Documents, k.Places, k.People, k.Situation, k.GapsReason)
	golden, err := os.ReadFile("testdata/record.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got := bare(strings.Join(pages, "\n")); got != bare(string(golden)) {
		t.Errorf("the record's text differs from testdata/record.txt; it is now\n%s", strings.Join(pages, "\n\n"))
	}
}

// footless joins the pages without their feet, so that a sentence across two pages can be found.
func footless(pages []string) string {
	foot := regexp.MustCompile(`（苏坛）应急检记〔2026〕17号校验码：9f3a61c27b04扫描二维码可核验本文书共\d+页第\d+页$`)
	var b strings.Builder
	for _, page := range pages {
		b.WriteString(foot.ReplaceAllString(bare(page), ""))
	}
	return b.String()
}

func TestFindingsStandInTheirOrderWithWhatIsSureAndNothingElse(t *testing.T) {
	text := strings.Join(textOf(t, mustSet(t, matter(3, 0))), "")
	holds(t, text, "对照条款：《中华人民共和国安全生产法》（2021修正）第三十六条第二款。", "处理：责令限期整改，期限至2026年12月24日。",
		"第2项问题：企业当场搬离占用通道的纸箱。", "经检查人员张建国判定为重大事故隐患", "下列1项本次未检查：GE-004", "对上述问题无异议，将按期整改。")
	if strings.Contains(text, "未经确认") {
		t.Error("an unconfirmed citation is printed")
	}
	at := 0
	for _, want := range []string{"告知情况", "查阅的资料", "查看的场所", "询问的人员", "实测和核验的数据", "发现的问题", "1．", "2．", "3．", "当场改正情况", "未检查的内容", "陈述和意见", "以下空白", "现场负责人签名"} {
		next := strings.Index(bare(text)[at:], want)
		if next < 0 {
			t.Fatalf("%q does not come after what stands before it in the statutory order", want)
		}
		at += next
	}
}

func TestEveryPageSaysHowManyThereAreAndCarriesTheCheckCode(t *testing.T) {
	for _, findings := range []int{0, 1, 40} {
		pages := textOf(t, mustSet(t, matter(findings, findings/2)))
		for i, page := range pages {
			holds(t, page, fmt.Sprintf("共%d页第%d页", len(pages), i+1), "校验码：9f3a61c27b04", "（苏坛）应急检记〔2026〕17号")
		}
		if findings == 40 && len(pages) < 9 {
			t.Errorf("40 findings and 20 photos take %d pages", len(pages))
		}
	}
}

func TestAtLeastTwoLinesOfTextStandOverTheSignatures(t *testing.T) {
	for n := range 24 {
		for _, page := range textOf(t, mustSet(t, matter(n, 0))) {
			before, _, found := strings.Cut(bare(page), "检查人员（主办）签名")
			if found && !strings.Contains(before, "将按期整改。") {
				t.Errorf("%d findings: the signatures stand without the text they belong to", n)
			}
			if found && !strings.Contains(bare(page), "现场负责人签名") {
				t.Errorf("%d findings: the signature block is torn apart", n)
			}
		}
	}
}

func TestACharacterWithoutAGlyphStopsTheDocumentAndIsNamed(t *testing.T) {
	cases := []struct {
		name, character, field string
		spoil                  func(*inspection.CheckRecord)
	}{
		{"a rare name beyond the font", "𠮷", "enterprise.legalPerson", func(r *inspection.CheckRecord) { r.Enterprise.LegalPerson = "𠮷田" }},
		{"an emoji in a finding", "😀", "findings[1].text", func(r *inspection.CheckRecord) { r.Findings[1].Versions[0].Text = "通道堵塞😀" }},
		{"an emoji in a statement", "👍", "signatures[2].statement", func(r *inspection.CheckRecord) { r.Signatures[2].Statement = "没问题👍" }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := matter(2, 1)
			c.spoil(&m.Record)
			_, err := paper.RecordPDF(house(t), m)
			if !errors.Is(err, paper.MissingGlyph) || fault.KindOf(err) != fault.Refused {
				t.Fatalf("got %v", err)
			}
			refusal, _ := errors.AsType[*fault.Error](err)
			if refusal.Details["character"] != c.character || refusal.Details["field"] != c.field {
				t.Errorf("details are %v", refusal.Details)
			}
		})
	}
}

func TestRareNamesAndLongOnesAreDrawnWhole(t *testing.T) {
	m := matter(1, 0)
	m.Record.Enterprise.Name = strings.Repeat("江苏金坛华鑫联合", 5)
	m.Record.Enterprise.Address = strings.Repeat("常州市金坛区薛埠镇工业集中区兴业路18号", 3)
	m.Record.Enterprise.LegalPerson = "阿卜杜热西提·艾尔肯江·买买提李𬭎"
	text := strings.Join(textOf(t, mustSet(t, m)), "")
	holds(t, text, m.Record.Enterprise.Name, m.Record.Enterprise.Address, m.Record.Enterprise.LegalPerson)
}

func TestARecordThatIsNotSealedSaysSoOnEveryPage(t *testing.T) {
	m := matter(2, 0)
	m.Record.Seal, m.Record.Signatures, m.Record.Number = nil, nil, nil
	for _, page := range textOf(t, mustSet(t, m)) {
		holds(t, page, "临时　未封存", "（编号待定）", "现场负责人：", "检查人员：")
	}
}

func TestARefusalToSignIsPrintedWithReasonReadingAndWitnesses(t *testing.T) {
	m := matter(1, 0)
	m.Record.Signatures = m.Record.Signatures[:2]
	m.Record.SignRefusals = []inspection.SignRefusal{{RefusedBy: "王芳", Post: "安全科长", Reason: "需要请示总经理", ReadOut: "记录全文", ReportedTo: "监督检查科",
		Witnesses: []inspection.Witness{{Name: "孙志强", Unit: "薛埠镇应急管理办公室", Phone: "13700000000"}}, At: at(10, 40)}}
	text := strings.Join(textOf(t, mustSet(t, m)), "")
	holds(t, text, "王芳（安全科长）拒绝在本记录上签字。理由：需要请示总经理。", "宣读了下列内容：记录全文。", "孙志强（薛埠镇应急管理办公室）", "向监督检查科报告。")
	if strings.Contains(bare(text), "现场负责人签名") {
		t.Error("a line is left for a signature that was refused")
	}
}

func TestBeingTurnedAwayMakesARecordToo(t *testing.T) {
	m := matter(0, 0)
	m.Record.State, m.Record.Arrival, m.Record.Seal, m.Record.Signatures = inspection.EntryRefused, nil, nil, nil
	m.Record.Refusal = &inspection.EntryRefusal{At: at(9, 2), RefusedBy: "门卫", Reason: "未接到通知", Witnesses: []inspection.Witness{{Name: "孙志强"}}}
	holds(t, strings.Join(textOf(t, mustSet(t, m)), ""), "门卫未同意检查人员进入检查。其所述理由：未接到通知。", "孙志强")
}

func TestTheSameRecordGivesTheSameBytes(t *testing.T) {
	first := mustSet(t, matter(3, 9))
	for range 5 {
		if !bytes.Equal(first, mustSet(t, matter(3, 9))) {
			t.Fatal("two runs differ")
		}
	}
}

func TestAPhotoThatIsNoPictureIsAnEmptyFrameAndOneThatIsGoneStopsThePaper(t *testing.T) {
	m := matter(1, 2)
	read := m.Photo
	m.Photo = func(string, bool) ([]byte, error) { return []byte("not a picture"), nil }
	holds(t, strings.Join(textOf(t, mustSet(t, m)), ""), "此图无法显示", "摘要 "+m.Record.Photos[0].SHA256[:16])
	m.Photo = func(sha string, small bool) ([]byte, error) {
		if sha == m.Record.Photos[1].SHA256 {
			return nil, os.ErrNotExist
		}
		return read(sha, small)
	}
	if _, err := paper.RecordPDF(house(t), m); !errors.Is(err, paper.PhotoNotAtHand) || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func BenchmarkARecordWithTwentyPhotos(b *testing.B) {
	m, h := matter(12, 20), house(b)
	size := 0
	for b.Loop() {
		pdf, err := paper.RecordPDF(h, m)
		if err != nil {
			b.Fatal(err)
		}
		size = len(pdf.PDF)
	}
	b.ReportMetric(float64(size), "bytes/pdf")
}
