package paper

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// pdfFile writes the objects of a PDF 1.7 file in order. It knows the file format and nothing about documents.
//
// Why not a PDF library: the one at hand (fpdf 0.12) embeds pictures of the same width in random order, so the same
// record would not give the same bytes; it cannot take a character beyond U+FFFF as text; and it re-reads the whole
// font for each document. With the font subset made here (subset.go) what remains is this one page.
type pdfFile struct {
	buf     bytes.Buffer
	offsets []int // by object number - 1
}

func newPDFFile() *pdfFile {
	p := &pdfFile{}
	p.buf.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	return p
}

// reserve hands out the next object number.
func (p *pdfFile) reserve() int {
	p.offsets = append(p.offsets, 0)
	return len(p.offsets)
}

// object writes a reserved object.
func (p *pdfFile) object(id int, body string) {
	p.offsets[id-1] = p.buf.Len()
	fmt.Fprintf(&p.buf, "%d 0 obj\n%s\nendobj\n", id, body)
}

// stream writes a reserved object with data. dict holds its entries besides Length and, for packed data, Filter.
func (p *pdfFile) stream(id int, dict string, data []byte, pack bool) {
	if pack {
		var z bytes.Buffer
		w := zlib.NewWriter(&z)
		_, _ = w.Write(data) // a bytes.Buffer never fails
		_ = w.Close()
		data, dict = z.Bytes(), dict+" /Filter /FlateDecode"
	}
	p.offsets[id-1] = p.buf.Len()
	fmt.Fprintf(&p.buf, "%d 0 obj\n<<%s /Length %d>>\nstream\n", id, dict, len(data))
	p.buf.Write(data)
	p.buf.WriteString("\nendstream\nendobj\n")
}

// finish writes the cross-reference table and the trailer and gives the file. The file's ID is made from its content.
func (p *pdfFile) finish(catalog, info int) []byte {
	sum := sha256.Sum256(p.buf.Bytes())
	at := p.buf.Len()
	fmt.Fprintf(&p.buf, "xref\n0 %d\n0000000000 65535 f \n", len(p.offsets)+1)
	for _, offset := range p.offsets {
		fmt.Fprintf(&p.buf, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&p.buf, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%x> <%x>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(p.offsets)+1, catalog, info, sum[:16], sum[:16], at)
	return p.buf.Bytes()
}

// pdfText is a text string of a dictionary: UTF-16BE in hex, so no escaping is ever needed.
func pdfText(text string) string { return "<FEFF" + utf16Hex(text) + ">" }

func utf16Hex(text string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	return b.String()
}

func pdfDate(t time.Time) string {
	return "(D:" + t.Format("20060102150405") + strings.Replace(t.Format("-07:00"), ":", "'", 1) + "')"
}

// num writes a coordinate: three decimals at most, no trailing zeros, never an exponent.
func num(v float64) string {
	s := strings.TrimRight(fmt.Sprintf("%.3f", v), "0")
	s = strings.TrimSuffix(s, ".")
	if s == "-0" {
		return "0"
	}
	return s
}
