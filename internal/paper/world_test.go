package paper_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"anjian/internal/checklist"
	"anjian/internal/inspection"
	"anjian/internal/paper"
)

const law = "中华人民共和国安全生产法（2021修正）"

func at(h, m int) time.Time { return time.Date(2026, 11, 24, h, m, 5, 0, inspection.Zone).UTC() }

func house(t testing.TB) paper.House {
	t.Helper()
	fonts, err := paper.HouseFonts()
	if err != nil {
		t.Fatal(err)
	}
	return paper.House{Fonts: fonts, HeadLine: paper.HeadLine}
}

func limit(v float64) *float64 { return &v }

// matter is a sealed and signed record with some of everything: findings, photos, measurements, gaps.
func matter(findings, photos int) paper.Matter {
	list := checklist.Checklist{Code: "general", Name: "通用安全生产检查表", Version: "2026.11", Digest: "d", Items: []checklist.Item{
		{ID: "GE-001", Text: "主要负责人和安全生产管理人员具备相应的安全生产知识和管理能力", Basis: []checklist.Citation{{Law: law, Article: "第三十六条第二款", Sure: true}, {Law: "某未经确认的规定", Article: "第九条", Sure: false}}},
		{ID: "GE-002", Text: "氨气浓度报警器的低限报警值", Answer: checklist.AnswerSpec{Type: checklist.Number, Unit: "ppm", Max: limit(25)}},
		{ID: "GE-003", Text: "安全阀校验在有效期内", Answer: checklist.AnswerSpec{Type: checklist.DateValidUntil}},
		{ID: "GE-004", Text: "应急预案每年至少组织一次演练"},
	}}
	r := inspection.CheckRecord{
		ID: "0192f000-0000-7000-8000-000000000001", BureauName: "金坛区应急管理局", State: inspection.Signed, Kind: inspection.Routine, Source: inspection.InPlan,
		Number:     &inspection.DocumentNumber{Abbrev: "苏坛", Year: 2026, Serial: 17, Text: "（苏坛）应急检记〔2026〕17号"},
		PlannedOn:  "2026-11-24",
		Enterprise: inspection.EnterpriseBrief{Name: "江苏华鑫食品冷藏有限公司", Address: "常州市金坛区薛埠镇工业集中区兴业路18号", LegalPerson: "李𬭎", Post: "总经理", Phone: "13800000000", Industry: "农副食品加工", Contact: "王芳"},
		Team: []inspection.Member{
			{PersonID: "1", Name: "张建国", Part: inspection.PartyLead, Certificate: inspection.Certificate{Number: "32040026001"}},
			{PersonID: "2", Name: "陈晓东", Part: inspection.PartyAssistant, Certificate: inspection.Certificate{Number: "32040026002"}},
			{PersonID: "3", Name: "赵工", Part: inspection.PartyExpert, Unit: "常州市制冷学会"}},
		Checklists: []inspection.ChecklistRef{{Code: "general", Version: "2026.11", Digest: "d", Name: "通用安全生产检查表"}},
		Scheme: inspection.Scheme{Basis: "2026年度安全生产监督检查计划", Areas: "氨机房、冷库、包装车间", Content: "安全生产责任制、涉氨制冷设施、消防通道和应急管理", Methods: []string{"查资料", "查现场", "询问"},
			Tools: []string{"便携式氨气检测仪", "照相机"}, Documents: []string{"安全阀校验报告", "应急预案"}, VisitOfYear: 1, VisitCap: 2},
		Approval: &inspection.Approval{By: inspection.PersonRef{Name: "周局"}, At: at(8, 0), Opinion: "同意"},
		Arrival:  &inspection.Arrival{At: at(9, 5), ReceivedBy: "王芳", ReceivedByPost: "安全科长", Phone: "13900000000", Place: "氨机房、冷库、包装车间", NoticeShown: true},
		Answers: map[string][]inspection.Answer{
			"general/GE-001": {{Act: "a", Verdict: checklist.Violates, By: inspection.PersonRef{Name: "张建国"}, DoneAt: at(9, 10)}},
			"general/GE-002": {{Act: "b", Verdict: checklist.Conforms, Value: &checklist.Value{Number: limit(24.5)}, DoneAt: at(9, 12)}},
			"general/GE-003": {{Act: "c", Verdict: checklist.Violates, Value: &checklist.Value{Date: "2026-10-31"}, Note: "铭牌与报告编号一致", DoneAt: at(9, 14)}},
		},
		Seal: &inspection.Seal{Digest: strings.Repeat("9f3a61c27b04", 6)[:64], Code: "9f3a61c27b04", At: at(10, 31), Closing: inspection.Closing{
			EndedAt: at(10, 30), Documents: "安全生产责任制、安全阀校验报告（编号：RQ-2025-0417）、应急预案", Places: "氨机房、1号冷库、包装车间", People: "安全科长王芳、氨机房操作工刘伟",
			Situation: "企业正常生产，氨机房有2名操作工在岗；便携式检测仪在氨机房出入口测得氨气浓度为3.2ppm。", GapsReason: "演练记录由集团总部保管，检查时未能提供"}},
	}
	texts := []string{
		"现场抽查的两名新进员工未见三级安全教育培训记录，询问其岗位危险因素，均不能说出“氨气泄漏时的撤离路线”",
		"消防通道被成品纸箱占用（宽度不足1.2m），应急照明灯两处不亮",
		"安全阀（编号：AQ-03）校验有效期至2026-10-31，检查当日已超过有效期，《安全阀校验报告》与铭牌一致"}
	for i := range findings {
		f := inspection.Finding{ID: fmt.Sprintf("f%02d", i), Major: inspection.MajorNone, RaisedAt: at(9, 20), Versions: []inspection.FindingVersion{{
			Act: "v", Text: texts[i%3], Place: []string{"包装车间", "冷库北侧通道", "氨机房"}[i%3], Handling: []inspection.Handling{inspection.Order, inspection.OnSpot, inspection.Order}[i%3], DueOn: "2026-12-24"}}}
		switch i {
		case 0:
			f.Checklist, f.Item = "general", "GE-001"
		case 1:
			f.Corrected = &inspection.Correction{How: "企业当场搬离占用通道的纸箱", By: inspection.PersonRef{Name: "陈晓东"}}
		case 2:
			f.Major, f.MajorCall = inspection.MajorConfirmed, &inspection.MajorCall{Confirmed: true, Law: "工贸企业重大事故隐患判定标准（应急管理部令第10号）", Article: "第十二条第（一）项", By: inspection.PersonRef{Name: "张建国"}}
		}
		r.Findings = append(r.Findings, f)
	}
	bytesOf := map[string][]byte{}
	for i := range photos {
		data := photo(i)
		sum := sha256.Sum256(data)
		sha := hex.EncodeToString(sum[:])
		bytesOf[sha] = data
		p := inspection.Photo{ID: fmt.Sprintf("p%02d", i), SHA256: sha, About: inspection.AboutScene, TakenAt: at(9, 30+i%30), Source: inspection.FromCamera, Caption: "现场全貌"}
		if i%2 == 1 && findings > 0 {
			p.About, p.FindingID, p.Checklist, p.Item, p.Caption = inspection.AboutFinding, fmt.Sprintf("f%02d", i%findings), "general", "GE-001", ""
		}
		r.Photos = append(r.Photos, p)
	}
	sign := func(party inspection.Party, name, post, statement string, h int) inspection.Signature {
		return inspection.Signature{Signatory: inspection.Signatory{Party: party, Name: name, Post: post}, Digest: r.Seal.Digest, Statement: statement,
			Sentence: "以上记录我已阅看，与现场情况一致。", Ink: ink(len(name) + h), At: at(10, 33+h)}
	}
	r.Signatures = []inspection.Signature{sign(inspection.PartyLead, "张建国", "", "", 1), sign(inspection.PartyAssistant, "陈晓东", "", "", 2),
		sign(inspection.PartyEnterprise, "王芳", "安全科长", "对上述问题无异议，将按期整改。", 3)}
	return paper.Matter{Record: r, Lists: map[string]checklist.Checklist{"general": list},
		Law:       checklist.Law{Instruments: []checklist.Instrument{{Code: "work_safety_law", Title: law, InForceFrom: "2021-09-01", Sure: true}}},
		VerifyURL: "https://anjian.example.gov.cn/verify/0192f000-0000-7000-8000-000000000001/9f3a61c27b04",
		Photo: func(sha string, _ bool) ([]byte, error) {
			if data, ok := bytesOf[sha]; ok {
				return data, nil
			}
			return nil, os.ErrNotExist
		}}
}

func ink(seed int) inspection.Ink {
	k := inspection.Ink{Width: 600, Height: 300}
	for s := range 5 {
		var stroke [][]float64
		for i := range 14 {
			f := float64(i) / 13
			stroke = append(stroke, []float64{60 + float64(s)*90 + 80*f, 150 + 70*float64((i*(seed+s))%7-3)/3*f, float64(i * 16), 0.3 + 0.5*f})
		}
		k.Strokes = append(k.Strokes, stroke)
	}
	return k
}

// photo is a phone's picture, upright or lying, about a quarter megabyte.
func photo(n int) []byte {
	w, h := 1200, 1600
	if n%3 == 0 {
		w, h = 1600, 1200
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{uint8(x/8 + n*20), uint8(y / 8), uint8((x*y)>>10 + n), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 80}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// textOf extracts a paper's text with poppler, page by page.
func textOf(t testing.TB, pdf []byte) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-enc", "UTF-8", file, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("pdftotext (package poppler-utils) is needed to read papers: %v\n%s", err, out)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
}

// bare takes all white space out: lines end where the page says, not where the text does.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}
