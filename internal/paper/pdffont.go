package paper

import (
	"crypto/sha256"
	"fmt"
	"strings"
)

// fontUse is one face as one document uses it: which characters it drew, each with its own glyph number.
type fontUse struct {
	face  *face
	name  string // resource name, F1 …
	slots map[rune]int
	runes []rune
}

// slot gives a character's glyph number in the subset.
func (u *fontUse) slot(r rune) int {
	at, ok := u.slots[r]
	if !ok {
		u.runes = append(u.runes, r)
		at = len(u.runes)
		u.slots[r] = at
	}
	return at
}

// write embeds the subset with widths and the map back to Unicode, and gives the font object's number.
func (u *fontUse) write(p *pdfFile) int {
	wanted := make([]uint16, len(u.runes))
	var widths strings.Builder
	fmt.Fprintf(&widths, "%d", u.units(0))
	for i, r := range u.runes {
		g, _ := u.face.glyph(r)
		wanted[i] = g.id
		fmt.Fprintf(&widths, " %d", u.units(g.id))
	}
	data := u.face.subset(wanted)
	name := u.tag() + "+" + u.face.name
	font, child, desc, file, toUnicode := p.reserve(), p.reserve(), p.reserve(), p.reserve(), p.reserve()
	p.object(font, fmt.Sprintf("<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>",
		name, child, toUnicode))
	p.object(child, fmt.Sprintf("<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor %d 0 R /CIDToGIDMap /Identity /DW 1000 /W [0 [%s]]>>",
		name, desc, widths.String()))
	b := u.face.bbox
	p.object(desc, fmt.Sprintf("<</Type /FontDescriptor /FontName /%s /Flags 6 /FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV 80 /FontFile2 %d 0 R>>",
		name, b[0], b[1], b[2], b[3], u.face.ascent, u.face.descent, u.face.ascent*6/10, file))
	p.stream(file, fmt.Sprintf("/Length1 %d", len(data)), data, true)
	p.stream(toUnicode, "", []byte(u.unicodeMap()), true)
	return font
}

func (u *fontUse) units(id uint16) int {
	return (int(u.face.advance(id))*1000 + u.face.upem/2) / u.face.upem
}

// tag is the subset's six letters, made from what is in it.
func (u *fontUse) tag() string {
	sum := sha256.Sum256([]byte(u.face.name + string(u.runes)))
	letters := make([]byte, 6)
	for i := range letters {
		letters[i] = 'A' + sum[i]%26
	}
	return string(letters)
}

func (u *fontUse) unicodeMap() string {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for from := 0; from < len(u.runes); from += 100 {
		part := u.runes[from:min(from+100, len(u.runes))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for i, r := range part {
			fmt.Fprintf(&b, "<%04X> <%s>\n", from+i+1, utf16Hex(string(r)))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
	return b.String()
}
