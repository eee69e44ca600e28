package sheets

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"

	"anjian/internal/fault"
)

// What a workbook may be at most. A sheet of 50,000 rows and 25 columns unpacks to about 80 MB.
const (
	MaxFile     = 32 << 20
	maxUnpacked = 400 << 20
	maxPart     = 256 << 20
	maxParts    = 2000
	maxRatio    = 200 // how far one part may shrink; a sheet shrinks 10 to 20 times
	MaxRows     = 100_000
	maxColumns  = 200
	maxIssues   = 500
)

// The ways a workbook as a whole is turned away.
var (
	NotXLSX  = fault.New(fault.Invalid, "sheet.not_xlsx", "This file is not a workbook of the XLSX kind.")
	TooLarge = fault.New(fault.TooLarge, "sheet.too_large", "This workbook is larger, or unpacks to more, than is taken.")
	NoSheet  = fault.New(fault.Invalid, "sheet.no_such_sheet", "The workbook has no visible sheet with the columns that are needed.")
)

// Issue is one thing wrong in a workbook, where it stands.
type Issue struct {
	Sheet  string `json:"sheet"`
	Row    int    `json:"row"`    // from 1; 0: the whole sheet
	Column string `json:"column"` // A, B …; empty: the whole row
	Head   string `json:"head"`   // what the column is called
	Code   string `json:"code"`
	Detail string `json:"detail,omitempty"` // what stands there, cut short, or what was meant
}

// Book is an opened workbook.
type Book struct {
	file   *excelize.File
	zip    *zip.Reader
	parts  map[string]string // sheet → its part in the package
	is1904 bool
	Issues []Issue
	Ahead  int // about so many rows there are, known before the first is given: of a sheet full of formulas or merged cells fewer
}

// Open reads a workbook's frame. Refuses with NotXLSX, TooLarge.
func Open(data []byte) (*Book, error) {
	if len(data) > MaxFile {
		return nil, TooLarge
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, NotXLSX.Because(err)
	}
	if err := bounded(archive); err != nil {
		return nil, err
	}
	// Excelize keeps parts above UnzipXMLSizeLimit in temporary files: a limit as high as the bound keeps them in memory
	// (a lower one made reading five times slower), and the bound above has already refused what is too much.
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxPart, RawCellValue: true})
	if err != nil {
		return nil, NotXLSX.Because(err)
	}
	b := &Book{file: f, zip: archive}
	if b.parts, err = partsOf(archive); err != nil {
		return nil, errors.Join(NotXLSX.Because(err), f.Close())
	}
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		b.is1904 = *props.Date1904
	}
	return b, nil
}

// Close lets the workbook go.
func (b *Book) Close() error { return b.file.Close() }

// bounded refuses a package that unpacks to too much: a zip bomb says so in its own directory, and one that lies there
// ends in an error when it is read, for the reader counts.
func bounded(archive *zip.Reader) error {
	if len(archive.File) > maxParts {
		return TooLarge
	}
	total := uint64(0)
	for _, part := range archive.File {
		if part.UncompressedSize64 > maxPart || part.UncompressedSize64 > 1<<20 && part.UncompressedSize64 > maxRatio*max(part.CompressedSize64, 1) {
			return TooLarge.With("part", path.Base(part.Name))
		}
		if total += part.UncompressedSize64; total > maxUnpacked {
			return TooLarge
		}
	}
	return nil
}

// partsOf says which part of the package each sheet is: excelize knows and does not tell.
func partsOf(archive *zip.Reader) (map[string]string, error) {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		Relations []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := readPart(archive, "xl/workbook.xml", &book); err != nil {
		return nil, err
	}
	if err := readPart(archive, "xl/_rels/workbook.xml.rels", &links); err != nil {
		return nil, err
	}
	parts := map[string]string{}
	for _, sheet := range book.Sheets {
		for _, link := range links.Relations {
			if link.ID == sheet.ID {
				parts[sheet.Name] = strings.TrimPrefix(path.Join("/xl", strings.TrimPrefix(link.Target, "/xl/")), "/")
			}
		}
	}
	return parts, nil
}

func readPart(archive *zip.Reader, name string, into any) error {
	f, err := archive.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return xml.NewDecoder(io.LimitReader(f, 8<<20)).Decode(into)
}

// report notes an issue; of very many, the first ones.
func (b *Book) report(i Issue) {
	if len(b.Issues) < maxIssues {
		i.Detail = shorten(i.Detail)
		b.Issues = append(b.Issues, i)
	}
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// columnName is A, B … AA for 0, 1 … 26.
func columnName(i int) string {
	name, err := excelize.ColumnNumberToName(i + 1)
	if err != nil {
		return fmt.Sprint(i + 1)
	}
	return name
}
