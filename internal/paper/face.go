package paper

import (
	"encoding/binary"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/image/font/sfnt"
)

// face is one parsed TrueType font with outlines in `glyf`. It is read-only after newFace but for a guarded cache, so
// all documents of a process share it: a font is parsed once, not once per document.
type face struct {
	name                 string // PostScript name, ASCII
	font                 *sfnt.Font
	tables               map[string][]byte
	upem                 int
	ascent, descent      int // in 1/1000 em
	bbox                 [4]int
	numGlyphs, numHMetrs int
	longLoca             bool

	mu    sync.RWMutex
	known map[rune]glyphOf
}

// glyphOf is what a face says about a rune: its glyph and its advance in em. A zero id means "none".
type glyphOf struct {
	id      uint16
	advance float64
}

// newFace parses a TrueType file. Fonts with CFF outlines and collections are refused: they cannot be embedded here.
func newFace(data []byte) (*face, error) {
	if len(data) < 12 {
		return nil, fmt.Errorf("paper: font of %d bytes", len(data))
	}
	if tag := string(data[:4]); tag != "\x00\x01\x00\x00" && tag != "true" {
		return nil, fmt.Errorf("paper: not a TrueType font with glyf outlines (starts with %q)", tag)
	}
	parsed, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("paper: parse font: %w", err)
	}
	f := &face{font: parsed, tables: map[string][]byte{}, known: map[rune]glyphOf{}}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		at := 12 + 16*i
		if at+16 > len(data) {
			return nil, fmt.Errorf("paper: font table directory is cut off")
		}
		from, size := binary.BigEndian.Uint32(data[at+8:]), binary.BigEndian.Uint32(data[at+12:])
		if uint64(from)+uint64(size) > uint64(len(data)) {
			return nil, fmt.Errorf("paper: font table %q is cut off", data[at:at+4])
		}
		f.tables[string(data[at:at+4])] = data[from : from+size]
	}
	for tag, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "loca": 4, "glyf": 1} {
		if len(f.tables[tag]) < least {
			return nil, fmt.Errorf("paper: font has no usable %s table", tag)
		}
	}
	f.readMetrics()
	if need := 4*f.numHMetrs + 2*(f.numGlyphs-f.numHMetrs); f.numHMetrs == 0 || f.upem == 0 || len(f.tables["hmtx"]) < need {
		return nil, fmt.Errorf("paper: font metrics are cut off")
	}
	f.name = "Font"
	if name, err := parsed.Name(nil, sfnt.NameIDPostScript); err == nil {
		f.name = asciiName(name)
	}
	return f, nil
}

func (f *face) readMetrics() {
	head, hhea := f.tables["head"], f.tables["hhea"]
	f.upem = int(binary.BigEndian.Uint16(head[18:]))
	if f.upem == 0 {
		return
	}
	em := func(b []byte) int { return int(int16(binary.BigEndian.Uint16(b))) * 1000 / f.upem }
	for i := range f.bbox {
		f.bbox[i] = em(head[36+2*i:])
	}
	f.longLoca = binary.BigEndian.Uint16(head[50:]) == 1
	f.ascent, f.descent = em(hhea[4:]), em(hhea[6:])
	f.numHMetrs = int(binary.BigEndian.Uint16(hhea[34:]))
	f.numGlyphs = int(binary.BigEndian.Uint16(f.tables["maxp"][4:]))
}

// glyph says which glyph draws r; ok is false when the font has none.
func (f *face) glyph(r rune) (g glyphOf, ok bool) {
	f.mu.RLock()
	g, hit := f.known[r]
	f.mu.RUnlock()
	if hit {
		return g, g.id != 0
	}
	id, err := f.font.GlyphIndex(nil, r)
	if err == nil && id != 0 && int(id) < f.numGlyphs {
		g = glyphOf{id: uint16(id), advance: float64(f.advance(uint16(id))) / float64(f.upem)}
	}
	f.mu.Lock()
	f.known[r] = g
	f.mu.Unlock()
	return g, g.id != 0
}

// advance is a glyph's width in font units.
func (f *face) advance(id uint16) uint16 {
	at := min(int(id), f.numHMetrs-1)
	return binary.BigEndian.Uint16(f.tables["hmtx"][4*at:])
}

// sideBearing is a glyph's left side bearing in font units.
func (f *face) sideBearing(id uint16) uint16 {
	hmtx := f.tables["hmtx"]
	if int(id) < f.numHMetrs {
		return binary.BigEndian.Uint16(hmtx[4*int(id)+2:])
	}
	return binary.BigEndian.Uint16(hmtx[4*f.numHMetrs+2*(int(id)-f.numHMetrs):])
}

// outline gives a glyph's bytes in the glyf table; empty for a blank, and for a damaged entry.
func (f *face) outline(id uint16) []byte {
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	var from, to int
	if f.longLoca {
		if 4*int(id)+8 > len(loca) {
			return nil
		}
		from, to = int(binary.BigEndian.Uint32(loca[4*int(id):])), int(binary.BigEndian.Uint32(loca[4*int(id)+4:]))
	} else {
		if 2*int(id)+4 > len(loca) {
			return nil
		}
		from, to = 2*int(binary.BigEndian.Uint16(loca[2*int(id):])), 2*int(binary.BigEndian.Uint16(loca[2*int(id)+2:]))
	}
	if from >= to || to > len(glyf) {
		return nil
	}
	return glyf[from:to]
}

func asciiName(name string) string {
	clean := strings.Map(func(r rune) rune {
		if r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, name)
	if clean == "" {
		return "Font"
	}
	return clean
}
