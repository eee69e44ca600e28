package sheets_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"anjian/internal/sheets"
)

var (
	columns = []sheets.Column{{Title: "单位名称"}, {Title: "统一社会信用代码"}, {Title: "备注", Width: 40}}
	rows    = [][]string{{"常州金坛晨光化工有限公司", "91320482123456789012", "=HYPERLINK(\"http://x\")"}, {"乙𬭎厂", "0012", "+1，含,逗号\n与换行"}}
)

func TestABatchKeepsEveryValueAsText(t *testing.T) {
	var out bytes.Buffer
	if err := sheets.WriteReport(&out, columns, rows); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	got, err := book.GetRows("上报")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got[0][1] != "统一社会信用代码" || got[1][1] != "91320482123456789012" || got[2][1] != "0012" || got[1][2] != rows[0][2] || got[2][0] != "乙𬭎厂" {
		t.Errorf("%q", got)
	}
	for _, cell := range []string{"B2", "C2", "B3"} {
		if kind, err := book.GetCellType("上报", cell); err != nil || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
			t.Errorf("%s is of type %v (%v)", cell, kind, err)
		}
		if formula, _ := book.GetCellFormula("上报", cell); formula != "" {
			t.Errorf("%s runs %q", cell, formula)
		}
	}
}

func TestACSVRunsNoFormulas(t *testing.T) {
	var out bytes.Buffer
	if err := sheets.WriteReportCSV(&out, columns, append(rows, []string{" =1+1", "-2", "@SUM(1)"})); err != nil {
		t.Fatal(err)
	}
	text, marked := strings.CutPrefix(out.String(), "\uFEFF")
	if !marked {
		t.Error("no byte order mark: office programs read it as another encoding")
	}
	got, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 4 || got[1][1] != "91320482123456789012" || got[2][2] != "'+1，含,逗号\n与换行" {
		t.Errorf("%q", got)
	}
	for _, value := range append(got[3], got[1][2]) {
		if value[0] != '\'' {
			t.Errorf("%q would be run", value)
		}
	}
}
