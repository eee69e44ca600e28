package sheets_test

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"anjian/internal/planning"
	"anjian/internal/sheets"
)

func founding(t *testing.T) (planning.Figures, []byte) {
	t.Helper()
	text, err := os.ReadFile("../planning/testdata/founding.json")
	if err != nil {
		t.Fatal(err)
	}
	var f planning.Figures
	if err := json.Unmarshal(text, &f); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := sheets.WritePlan(&out, f); err != nil {
		t.Fatal(err)
	}
	return f, out.Bytes()
}

func readPlan(t *testing.T, data []byte) (planning.Figures, []sheets.Issue) {
	t.Helper()
	b, err := sheets.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	f, err := b.Plan()
	if err != nil {
		t.Fatal(err)
	}
	return f, b.Issues
}

func TestTheFoundingPlanComesBackOutOfItsWorkbook(t *testing.T) {
	f, data := founding(t)
	got, issues := readPlan(t, data)
	if len(issues) > 0 || !reflect.DeepEqual(got, f) {
		t.Errorf("issues %+v\n got %+v\nwant %+v", issues, got, f)
	}
}

// Every number of the workbook is altered in turn, and every time the import names a cell: the altered one itself
// wherever a line of the breakdown was touched.
func TestAnyAlteredCellIsNamed(t *testing.T) {
	_, data := founding(t)
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("任务分解表")
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for r, row := range rows {
		for c := 2; r > 0 && c < len(row); c++ {
			n, err := strconv.Atoi(row[c])
			if err != nil || row[1] == "应检" { // stands in no sum
				continue
			}
			tried++
			cell, err := excelize.CoordinatesToCellName(c+1, r+1)
			must(t, err)
			must(t, f.SetCellInt("任务分解表", cell, int64(n+1)))
			var out bytes.Buffer
			must(t, f.Write(&out))
			must(t, f.SetCellInt("任务分解表", cell, int64(n)))
			_, issues := readPlan(t, out.Bytes())
			column, _ := excelize.ColumnNumberToName(c + 1)
			named := false
			for _, i := range issues {
				named = named || i.Row == r+1 && i.Column == column
			}
			line := row[1] != "小计" && row[1] != "计划"
			if len(issues) == 0 || !named && line && c < 5 {
				t.Errorf("%s %s (%s) %d → %d: told %+v", cell, row[0], row[1], n, n+1, issues)
			}
		}
	}
	if tried < 120 {
		t.Errorf("only %d cells were tried", tried)
	}
}

// What no eye sees in a breakdown is named by its cell too, and no figures come of it.
func TestABadBreakdownSaysWhereAndWhy(t *testing.T) {
	_, data := founding(t)
	const sheet = "任务分解表"
	for name, c := range map[string]struct {
		alter func(f *excelize.File) error
		want  sheets.Issue // Head and Detail are not compared
	}{
		"a formula":         {func(f *excelize.File) error { return f.SetCellFormula(sheet, "C4", "=1+1") }, sheets.Issue{Sheet: sheet, Row: 4, Column: "C", Code: "formula"}},
		"a merged range":    {func(f *excelize.File) error { return f.MergeCell(sheet, "C4", "C5") }, sheets.Issue{Sheet: sheet, Row: 4, Column: "C", Code: "merged"}},
		"full-width digits": {func(f *excelize.File) error { return f.SetCellStr(sheet, "C4", "１２") }, sheets.Issue{Sheet: sheet, Row: 4, Column: "C", Code: "full_width"}},
		"a word":            {func(f *excelize.File) error { return f.SetCellStr(sheet, "C4", "十二") }, sheets.Issue{Sheet: sheet, Row: 4, Column: "C", Code: "number"}},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := excelize.OpenReader(bytes.NewReader(data))
			must(t, err)
			must(t, c.alter(f))
			var out bytes.Buffer
			must(t, f.Write(&out))
			_, issues := readPlan(t, out.Bytes())
			for i := range issues {
				issues[i].Head, issues[i].Detail = "", ""
			}
			if !slices.Contains(issues, c.want) {
				t.Errorf("told %+v, want %+v", issues, c.want)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
