package sheets

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"

	"anjian/internal/planning"
)

// line is one row of a table, its cells by head.
type line struct {
	b     *Book
	sheet string
	no    int
	at    map[string]int // head → column
	cells []string
	wrong bool
}

// table reads the visible sheet whose first row holds all the heads that are needed, row by row. Heads may stand in any
// order and others beside them. take is given each row that is not empty, and what it reports marks the row. It stops
// when take says so.
func (b *Book) table(needed, known []string, take func(*line) error) (sheet string, rows int, err error) {
	at := map[string]int{}
	for _, name := range b.file.GetSheetList() {
		heads, ok := b.heads(name, known)
		visible, err := b.file.GetSheetVisible(name)
		if err != nil {
			return "", 0, NotXLSX.Because(err)
		}
		whole := ok && hasAll(heads, needed)
		switch {
		case !visible:
			b.report(Issue{Sheet: name, Code: "hidden_sheet"})
		case whole && sheet == "":
			sheet, at = name, heads
		case whole:
			b.report(Issue{Sheet: name, Code: "second_sheet"})
		}
	}
	if sheet == "" {
		return "", 0, NoSheet.With("needed", needed)
	}
	traps, err := b.traps(sheet)
	if err != nil {
		return "", 0, err
	}
	trapped := map[int]bool{}
	for _, t := range traps {
		column, row := place(t.where)
		trapped[row] = true
		b.report(Issue{Sheet: sheet, Row: row, Column: column, Head: headAt(at, column), Code: t.code, Detail: t.where})
	}
	it, err := b.file.Rows(sheet)
	if err != nil {
		return "", 0, NotXLSX.Because(err)
	}
	for no := 1; it.Next(); no++ {
		cells, err := it.Columns()
		if err != nil {
			return "", 0, NotXLSX.Because(err)
		}
		if no == 1 || blank(cells) {
			continue
		}
		if rows++; rows > MaxRows {
			b.report(Issue{Sheet: sheet, Row: no, Code: "too_many_rows", Detail: strconv.Itoa(MaxRows)})
			break
		}
		l := &line{b: b, sheet: sheet, no: no, at: at, cells: cells, wrong: trapped[no]}
		if err := take(l); err != nil {
			return "", 0, err
		}
	}
	if err := it.Error(); err != nil {
		return "", 0, NotXLSX.Because(err)
	}
	return sheet, rows, it.Close()
}

// heads reads the first row of a sheet.
func (b *Book) heads(sheet string, known []string) (map[string]int, bool) {
	it, err := b.file.Rows(sheet)
	if err != nil || !it.Next() {
		return nil, false
	}
	defer it.Close()
	cells, err := it.Columns()
	if err != nil || len(cells) > maxColumns {
		return nil, false
	}
	at := map[string]int{}
	for i, c := range cells {
		c = strings.TrimRight(strings.TrimSpace(c), "*＊")
		for _, k := range known {
			if _, twice := at[k]; c == k && !twice {
				at[k] = i
			}
		}
	}
	return at, true
}

func hasAll(at map[string]int, heads []string) bool {
	for _, h := range heads {
		if _, ok := at[h]; !ok {
			return false
		}
	}
	return true
}

func headAt(at map[string]int, column string) string {
	for head, i := range at {
		if columnName(i) == column {
			return head
		}
	}
	return ""
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// report says what is wrong with the cell of a head, and marks the row.
func (l *line) report(head, code, detail string) {
	l.wrong = true
	column := ""
	if i, ok := l.at[head]; ok {
		column = columnName(i)
	}
	l.b.report(Issue{Sheet: l.sheet, Row: l.no, Column: column, Head: head, Code: code, Detail: detail})
}

// text gives the cell of a head without the spaces around it; empty where the sheet has no such column.
func (l *line) text(head string) string {
	i, ok := l.at[head]
	if !ok || i >= len(l.cells) {
		return ""
	}
	s := strings.TrimSpace(l.cells[i])
	if strings.ContainsFunc(s, unicode.IsControl) {
		s = strings.Join(strings.FieldsFunc(s, unicode.IsControl), " ")
	}
	return s
}

// has says whether the sheet has the column at all: an empty cell empties, a missing column leaves.
func (l *line) has(head string) bool { _, ok := l.at[head]; return ok }

// plain is text that must be plain letters and digits.
func (l *line) plain(head string) string {
	s := l.text(head)
	if n := planning.Narrow(s); n != s {
		l.report(head, "full_width", n)
	}
	return s
}

// number reads a whole number; empty is 0.
func (l *line) number(head string) int {
	s := l.plain(head)
	if s == "" {
		return 0
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n != math.Trunc(n) || math.Abs(n) > 1e9 {
		if planning.Narrow(s) == s {
			l.report(head, "number", s)
		}
		return 0
	}
	return int(n)
}

// degrees reads a coordinate; ok is false where nothing stands.
func (l *line) degrees(head string) (value float64, ok bool) {
	s := l.plain(head)
	if s == "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(n) || math.Abs(n) > 180 {
		l.report(head, "number", s)
		return 0, false
	}
	return n, true
}

// day reads a date: a real one of the workbook's calendar, or text in the one form that cannot be misread (YYYY-MM-DD).
func (l *line) day(head string) string {
	s := l.plain(head)
	if s == "" || planning.RealDay(s) {
		return s
	}
	serial, err := strconv.ParseFloat(s, 64)
	if err != nil {
		if planning.Narrow(s) == s {
			l.report(head, "date_text", s)
		}
		return ""
	}
	t, err := excelize.ExcelDateToTime(serial, l.b.is1904)
	if err != nil || t.Year() < 1950 || t.Year() > 2199 {
		l.report(head, "date", s)
		return ""
	}
	return t.Format(time.DateOnly)
}

// list reads several words in one cell.
func (l *line) list(head string) []string {
	return strings.FieldsFunc(l.text(head), func(r rune) bool { return strings.ContainsRune("、，,；;\n", r) })
}
