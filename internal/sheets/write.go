package sheets

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"anjian/internal/planning"
)

// WriteRegister writes entries as a workbook that Register reads back: each page that next gives until it gives none.
func WriteRegister(out io.Writer, next func() ([]planning.Enterprise, error)) error {
	return write(out, "企业名录", registerHeads, func(row func(...any) error) error {
		for {
			page, err := next()
			if err != nil || len(page) == 0 {
				return err
			}
			for _, e := range page {
				if err := row(cellsOf(e)...); err != nil {
					return err
				}
			}
		}
	})
}

// write streams one sheet with a head that stays in sight.
func write(out io.Writer, sheet string, heads []string, fill func(row func(...any) error) error) (err error) {
	f := excelize.NewFile()
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return fmt.Errorf("sheets: name the sheet: %w", err)
	}
	if err := stream(f, sheet, heads, fill); err != nil {
		return err
	}
	if err := f.Write(out); err != nil {
		return fmt.Errorf("sheets: write the workbook: %w", err)
	}
	return nil
}

// stream writes a head and rows into one sheet of a workbook. Text stays text: excelize writes no formula that it is
// not asked for.
func stream(f *excelize.File, sheet string, heads []string, fill func(row func(...any) error) error) error {
	w, err := f.NewStreamWriter(sheet)
	if err != nil {
		return fmt.Errorf("sheets: begin the sheet: %w", err)
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6EEF5"}}})
	if err != nil {
		return fmt.Errorf("sheets: make a style: %w", err)
	}
	if err := w.SetColWidth(1, max(1, len(heads)), 18); err != nil {
		return fmt.Errorf("sheets: widen the columns: %w", err)
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fmt.Errorf("sheets: freeze the head: %w", err)
	}
	head := make([]any, len(heads))
	for i, h := range heads {
		head[i] = excelize.Cell{StyleID: bold, Value: h}
	}
	no := 0
	row := func(cells ...any) error {
		no++
		return w.SetRow(fmt.Sprintf("A%d", no), cells)
	}
	if err := row(head...); err != nil {
		return fmt.Errorf("sheets: write the head: %w", err)
	}
	if err := fill(row); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("sheets: finish the sheet: %w", err)
	}
	return nil
}

// WriteTable writes rows under a head.
func WriteTable(out io.Writer, sheet string, heads []string, rows [][]any) error {
	return write(out, sheet, heads, func(row func(...any) error) error {
		for _, r := range rows {
			if err := row(r...); err != nil {
				return err
			}
		}
		return nil
	})
}
