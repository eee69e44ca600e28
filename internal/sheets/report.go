package sheets

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Column heads one column of a batch.
type Column struct {
	Title string
	Width float64 // in characters; 0: by the title
}

// reportSheet is the one sheet of a batch.
const reportSheet = "上报"

// WriteReport writes a batch as a workbook of one sheet: a frozen head, every value as text, so that a credit code keeps
// its digits and a formula stays what somebody typed.
func WriteReport(w io.Writer, columns []Column, rows [][]string) error {
	book := excelize.NewFile()
	defer book.Close()
	if err := book.SetSheetName("Sheet1", reportSheet); err != nil {
		return fmt.Errorf("sheets: %w", err)
	}
	text, err := book.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	if err != nil {
		return fmt.Errorf("sheets: %w", err)
	}
	head, err := book.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"#E6ECF2"}},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}})
	if err != nil {
		return fmt.Errorf("sheets: %w", err)
	}
	stream, err := book.NewStreamWriter(reportSheet)
	if err != nil {
		return fmt.Errorf("sheets: %w", err)
	}
	titles := make([]any, len(columns))
	for i, c := range columns {
		width := c.Width
		if width == 0 {
			width = float64(max(10, 2*len([]rune(c.Title))+2))
		}
		if err := stream.SetColWidth(i+1, i+1, width); err != nil {
			return fmt.Errorf("sheets: %w", err)
		}
		titles[i] = excelize.Cell{StyleID: head, Value: c.Title}
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fmt.Errorf("sheets: %w", err)
	}
	if err := stream.SetRow("A1", titles); err != nil {
		return fmt.Errorf("sheets: %w", err)
	}
	for n, row := range rows {
		cells := make([]any, len(row))
		for i, value := range row {
			cells[i] = excelize.Cell{StyleID: text, Value: value}
		}
		if err := stream.SetRow(fmt.Sprintf("A%d", n+2), cells); err != nil {
			return fmt.Errorf("sheets: %w", err)
		}
	}
	if err := stream.Flush(); err != nil {
		return fmt.Errorf("sheets: %w", err)
	}
	if err := book.Write(w); err != nil {
		return fmt.Errorf("sheets: %w", err)
	}
	return nil
}

// WriteReportCSV writes the same batch as CSV, UTF-8 with a mark at the beginning so that office programs see it. A value
// that an office program would run as a formula is written behind an apostrophe.
func WriteReportCSV(w io.Writer, columns []Column, rows [][]string) error {
	var text bytes.Buffer
	text.WriteString("\uFEFF")
	out := csv.NewWriter(&text)
	out.UseCRLF = true
	line := make([]string, len(columns))
	for i, c := range columns {
		line[i] = c.Title
	}
	if err := out.Write(line); err != nil {
		return fmt.Errorf("sheets: %w", err)
	}
	for _, row := range rows {
		line = line[:0]
		for _, value := range row {
			line = append(line, harmless(value))
		}
		if err := out.Write(line); err != nil {
			return fmt.Errorf("sheets: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("sheets: %w", err)
	}
	_, err := w.Write(text.Bytes())
	return err
}

func harmless(value string) string {
	if strings.HasPrefix(strings.TrimLeft(value, " \t\r\n"), "=") || value != "" && strings.ContainsRune("+-@\t\r", rune(value[0])) {
		return "'" + value
	}
	return value
}
