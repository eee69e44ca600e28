package sheets_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"anjian/internal/planning"
	"anjian/internal/sheets"
)

const goodCode = "91350100M000100Y43"

// book makes a workbook of one sheet with these rows, then lets each change have its way.
func book(t *testing.T, rows [][]any, changes ...func(f *excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	for _, change := range changes {
		if err := change(f); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(t *testing.T, data []byte) ([]sheets.RegisterRow, []sheets.Issue) {
	t.Helper()
	b, err := sheets.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	var rows []sheets.RegisterRow
	if _, err := b.Register(func(r sheets.RegisterRow) error { rows = append(rows, r); return nil }); err != nil {
		t.Fatal(err)
	}
	return rows, b.Issues
}

var head = []any{"企业名称", "统一社会信用代码", "镇（街道）", "许可证名称", "许可证有效期至", "年度检查上限", "联系电话"}

func row(name, code string, more ...any) []any {
	return append([]any{name, code, "薛埠镇"}, more...)
}

func TestABadWorkbookSaysWhereAndWhy(t *testing.T) {
	good := row("常州演示有限公司", goodCode)
	set := func(cell string, v any) func(*excelize.File) error {
		return func(f *excelize.File) error { return f.SetCellValue("Sheet1", cell, v) }
	}
	for name, c := range map[string]struct {
		data []byte
		want sheets.Issue // Detail is not compared
	}{
		"a merged range": {book(t, [][]any{head, good, good}, func(f *excelize.File) error { return f.MergeCell("Sheet1", "A3", "A4") }),
			sheets.Issue{Row: 3, Column: "A", Head: "企业名称", Code: "merged"}},
		"a formula":                {book(t, [][]any{head, good}, func(f *excelize.File) error { return f.SetCellFormula("Sheet1", "F2", "=1+1") }), sheets.Issue{Row: 2, Column: "F", Head: "年度检查上限", Code: "formula"}},
		"a date as text":           {book(t, [][]any{head, row("甲厂", goodCode, "危化许可", "2027年3月1日")}), sheets.Issue{Row: 2, Column: "E", Head: "许可证有效期至", Code: "date_text"}},
		"a date that is none":      {book(t, [][]any{head, row("甲厂", goodCode, "危化许可", "-12")}), sheets.Issue{Row: 2, Column: "E", Head: "许可证有效期至", Code: "date"}},
		"a full-width code":        {book(t, [][]any{head, row("甲厂", "９1350100M000100Y43")}), sheets.Issue{Row: 2, Column: "B", Head: "统一社会信用代码", Code: "full_width"}},
		"full-width digits":        {book(t, [][]any{head, row("甲厂", goodCode, "", "", "４")}), sheets.Issue{Row: 2, Column: "F", Head: "年度检查上限", Code: "full_width"}},
		"a full-width date":        {book(t, [][]any{head, row("甲厂", goodCode, "许可", "２０27-03-01")}), sheets.Issue{Row: 2, Column: "E", Head: "许可证有效期至", Code: "full_width"}},
		"a wrong code":             {book(t, [][]any{head, row("甲厂", "91350100M000100Y44")}), sheets.Issue{Row: 2, Column: "B", Head: "统一社会信用代码", Code: "check_digit"}},
		"a code that is a number":  {book(t, [][]any{head, row("甲厂", "x")}, set("B2", 913204130000000000)), sheets.Issue{Row: 2, Column: "B", Head: "统一社会信用代码", Code: "check_digit"}},
		"no name":                  {book(t, [][]any{head, row("", goodCode)}), sheets.Issue{Row: 2, Column: "A", Head: "企业名称", Code: "missing"}},
		"a name too long":          {book(t, [][]any{head, row(strings.Repeat("长", 201), goodCode)}), sheets.Issue{Row: 2, Column: "A", Head: "企业名称", Code: "too_long"}},
		"a number that is a word":  {book(t, [][]any{head, row("甲厂", goodCode, "", "", "四次")}), sheets.Issue{Row: 2, Column: "F", Head: "年度检查上限", Code: "number"}},
		"the same code twice":      {book(t, [][]any{head, good, row("乙厂", goodCode)}), sheets.Issue{Row: 3, Column: "B", Head: "统一社会信用代码", Code: "twice"}},
		"a gap does not shift it":  {book(t, [][]any{head, good, {}, {}, row("乙厂", "坏")}), sheets.Issue{Row: 5, Column: "B", Head: "统一社会信用代码", Code: "check_digit"}},
		"a second sheet of a kind": {book(t, [][]any{head, good}, second(false)), sheets.Issue{Sheet: "更多", Code: "second_sheet"}},
		"a hidden sheet":           {book(t, [][]any{head, good}, second(true)), sheets.Issue{Sheet: "更多", Code: "hidden_sheet"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, issues := read(t, c.data)
			if c.want.Sheet == "" {
				c.want.Sheet = "Sheet1"
			}
			for i := range issues {
				issues[i].Detail = ""
			}
			if !slices.Contains(issues, c.want) {
				t.Errorf("got %+v, want %+v", issues, c.want)
			}
		})
	}
}

func second(hide bool) func(*excelize.File) error {
	return func(f *excelize.File) error {
		if _, err := f.NewSheet("更多"); err != nil {
			return err
		}
		if err := f.SetSheetRow("更多", "A1", &head); err != nil {
			return err
		}
		return f.SetSheetVisible("更多", !hide)
	}
}

// The same day stands as 46082 in a workbook of 1900 and as 44620 in one of 1904.
func TestDatesAreReadByTheWorkbooksOwnCalendar(t *testing.T) {
	for serial, is1904 := range map[int]bool{46447: false, 46447 - 1462: true} {
		data := book(t, [][]any{head, row("甲厂", goodCode, "许可", serial)}, func(f *excelize.File) error {
			return f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &is1904})
		})
		rows, issues := read(t, data)
		if len(issues) > 0 || len(rows) != 1 || rows[0].Entry.Licences[0].ValidUntil != "2027-03-01" {
			t.Errorf("serial %d, 1904 %v: %+v %+v", serial, is1904, rows, issues)
		}
	}
}

func TestWhatIsNoWorkbookOrTooMuchIsTurnedAway(t *testing.T) {
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(bytes.Repeat([]byte(" "), 64<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":          {nil, sheets.NotXLSX},
		"text":             {[]byte("企业名称,代码"), sheets.NotXLSX},
		"a zip bomb":       {bomb.Bytes(), sheets.TooLarge},
		"too large a file": {make([]byte, sheets.MaxFile+1), sheets.TooLarge},
	} {
		if _, err := sheets.Open(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	b, err := sheets.Open(book(t, [][]any{{"名称", "代码"}, {"甲", "乙"}}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Register(func(sheets.RegisterRow) error { return nil }); !errors.Is(err, sheets.NoSheet) {
		t.Errorf("without the needed columns: %v", err)
	}
}

func TestMoreThanAHundredThousandRowsAreTooMany(t *testing.T) {
	n := 0
	var out bytes.Buffer
	if err := sheets.WriteRegister(&out, func() ([]planning.Enterprise, error) {
		if n == sheets.MaxRows+1000 {
			return nil, nil
		}
		page := make([]planning.Enterprise, 1000)
		for i := range page {
			n++
			page[i] = planning.Enterprise{Name: fmt.Sprintf("演示%d", n), CreditCode: fmt.Sprintf("91320413DEMO%06d", n), Town: "薛埠镇"}
		}
		return page, nil
	}); err != nil {
		t.Fatal(err)
	}
	b, err := sheets.Open(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	if _, err := b.Register(func(sheets.RegisterRow) error { taken++; return nil }); err != nil {
		t.Fatal(err)
	}
	want := sheets.Issue{Sheet: "企业名录", Row: sheets.MaxRows + 2, Code: "too_many_rows", Detail: fmt.Sprint(sheets.MaxRows)}
	if taken != sheets.MaxRows || !slices.Contains(b.Issues, want) {
		t.Errorf("took %d rows, told %+v", taken, b.Issues)
	}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	e := planning.Enterprise{Name: "常州=1+1有限公司", FormerNames: []string{"旧名一", "旧名二"}, CreditCode: goodCode, Town: "薛埠镇", Address: "工业路1号", Industry: "金属结构制造",
		IndustryCode: "C3311", Flags: []string{"粉尘涉爆", "有限空间"}, Risk: planning.RiskLarger, LegalPerson: "周𬭎", Post: "总经理", Contact: "李", Phone: "0519-82800000",
		Licences: []planning.Licence{{Name: "危险化学品经营许可证", Number: "苏D-001", ValidUntil: "2027-03-01"}}, Position: &planning.Coordinates{Lat: 31.745, Lng: 119.61}, VisitCap: 3, Closed: true}.Tidy()
	var out bytes.Buffer
	pages := [][]planning.Enterprise{{e}, nil}
	if err := sheets.WriteRegister(&out, func() ([]planning.Enterprise, error) { p := pages[0]; pages = pages[1:]; return p, nil }); err != nil {
		t.Fatal(err)
	}
	rows, issues := read(t, out.Bytes())
	if len(issues) > 0 || len(rows) != 1 {
		t.Fatalf("%+v %+v", rows, issues)
	}
	got := rows[0].Entry
	if !reflect.DeepEqual(got, e) {
		t.Errorf("got %+v\nwant %+v", got, e)
	}
}
