package paper_test

import (
	"strings"
	"testing"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/paper"
)

func wantText(t *testing.T, pdf []byte, wanted ...string) {
	t.Helper()
	said := bare(strings.Join(textOf(t, pdf), ""))
	for _, w := range wanted {
		if !strings.Contains(said, bare(w)) {
			t.Errorf("the paper does not say %q", w)
		}
	}
}

func TestAReceiptSaysWhatWasDeliveredHowAndWhoTookIt(t *testing.T) {
	m, pen := matter(1, 0), ink(3)
	m.Record.Addresses = []inspection.ConfirmedAddress{{ID: "a", Name: "赵䶮", Address: "工业路8号", Phone: "0519-80000000", Electronic: "zhao@example.com", Ink: pen, At: at(9, 0)}}
	papers := []inspection.DeliveredPaper{{Title: "现场检查记录", Number: "（苏坛）应急检记〔2026〕17号", Copies: 1}, {Title: "责令限期整改指令书", Number: "（苏坛）应急责改〔2026〕17号", Copies: 2}}
	for name, d := range map[string]inspection.Delivery{
		"直接送达": {Way: inspection.Directly, Number: 1, Papers: papers, Place: "被检查单位会议室", ReceivedBy: "赵䶮", Ink: &pen, At: at(11, 0), By: inspection.PersonRef{Name: "李𬭎"}},
		"留置送达": {Way: inspection.LeftBehind, Number: 2, Papers: papers, Place: "厂门卫室", Reason: "负责人拒绝签收", Witnesses: []inspection.Witness{{Name: "孙网格", Unit: "薛埠镇社区"}}, At: at(11, 0)},
		"电子送达": {Way: inspection.Electronically, Number: 3, Papers: papers, Place: "zhao@example.com", AddressID: "a", At: at(11, 0)},
	} {
		pdf, err := paper.ReceiptPDF(house(t), m, d)
		if err != nil {
			t.Fatal(name, err)
		}
		wanted := []string{"文书送达回执", name, "责令限期整改指令书", d.Place}
		switch d.Way {
		case inspection.LeftBehind:
			wanted = append(wanted, "负责人拒绝签收", "孙网格", "（之2）")
		case inspection.Electronically:
			wanted = append(wanted, "送达地址确认书", "工业路8号")
		case inspection.Directly:
			wanted = append(wanted, "赵䶮", "李𬭎")
		}
		wantText(t, pdf.PDF, wanted...)
	}
}

// A receipt written before the papers had their numbers names them by both; what is called like nothing here stays as it is.
func TestAReceiptNamesAPaperByBothItsNumbers(t *testing.T) {
	m, pen := matter(1, 0), ink(3)
	code := m.Record.Seal.Digest
	called := "（苏坛）应急检记〔2026〕暂" + strings.ToUpper(code[:6]) + "号"
	other := "（苏坛）应急责改〔2026〕暂000000号"
	pdf, err := paper.ReceiptPDF(house(t), m, inspection.Delivery{Way: inspection.Directly, Number: 1, Place: "被检查单位会议室", ReceivedBy: "赵䶮", Ink: &pen, At: at(11, 0), By: inspection.PersonRef{Name: "李𬭎"},
		Papers: []inspection.DeliveredPaper{{Title: "现场检查记录", Number: called, Copies: 1}, {Title: "责令限期整改指令书", Number: other, Copies: 2}}})
	if err != nil {
		t.Fatal(err)
	}
	wantText(t, pdf.PDF, m.Record.Number.Text, called[strings.Index(called, "暂"):], other)
}

func TestTheIndexOfACaseFileNamesEveryMember(t *testing.T) {
	m := matter(1, 0)
	pdf, err := paper.IndexPDF(house(t), m.Record, []paper.IndexLine{{Title: "现场检查记录", Number: "（苏坛）应急检记〔2026〕17号", File: "record.pdf", At: time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)}, {Title: "照片", File: "photos/", Remark: "12 张"}})
	if err != nil {
		t.Fatal(err)
	}
	wantText(t, pdf.PDF, "卷内目录", "record.pdf", "2026-11-24", "12 张")
}

func TestARecordSignedOnPaperOrByCertificateSaysSo(t *testing.T) {
	m := matter(1, 0)
	sig := func(p inspection.Party, name string) inspection.Signature {
		return inspection.Signature{Signatory: inspection.Signatory{Party: p, Name: name}, Digest: m.Record.Seal.Digest, Way: inspection.OnPaper, At: at(12, 0)}
	}
	m.Record.Signatures = []inspection.Signature{sig(inspection.PartyLead, "李𬭎"), sig(inspection.PartyAssistant, "王芳"), sig(inspection.PartyEnterprise, "赵六")}
	m.Record.Signatures[2].Way, m.Record.Signatures[2].Certificate = inspection.ByCertificate, &inspection.Certified{Suite: "sm2-sm3", Name: "赵六", Issuer: "试验 CA", Serial: "4711"}
	m.Record.Defences = []inspection.Defence{{Name: "赵六", Post: "安全员", Text: "第1条所述配电箱已停用。", At: at(15, 0)}}
	set, err := paper.RecordPDF(house(t), m)
	if err != nil {
		t.Fatal(err)
	}
	if len(set.Signed) != 0 {
		t.Errorf("%d places of ink on a record without ink", len(set.Signed))
	}
	wantText(t, set.PDF, "签字页照片逐页归档", "SM2／SM3", "4711", "陈述、申辩", "配电箱已停用")
}
