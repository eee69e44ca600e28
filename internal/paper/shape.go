package paper

import (
	"fmt"
	"strings"

	"anjian/internal/fault"
)

// MissingGlyph stops a document whose text holds a character that no font of the bureau can draw. Details: character,
// codepoint (U+20BB7) and field (where the text came from, e.g. "findings[2].text").
var MissingGlyph = fault.New(fault.Refused, "paper.missing_glyph", "The document holds a character that its fonts cannot draw.")

// span is a piece of text with one look.
type span struct {
	text  string
	bold  bool
	under bool
}

// glyph is one character ready to be placed. Widths are points.
type glyph struct {
	r       rune
	face    *face
	size    float64
	advance float64
	under   bool
	ticked  bool // ☑ drawn as □ with ✓ over it, extracted as ☑
}

// invisible characters travel in pasted text and draw nothing; they are dropped.
const invisible = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f\u00ad"

// shape looks up every character. The first one that no face has ends the document; nothing is drawn as a box.
func (f *Fonts) shape(field string, size float64, spans ...span) ([]glyph, error) {
	var out []glyph
	for _, sp := range spans {
		faces := f.body
		if sp.bold {
			faces = f.title
		}
		for _, r := range sp.text {
			switch {
			case r == '\t' || r == '\u00a0':
				r = ' '
			case r == '\r' || strings.ContainsRune(invisible, r):
				continue
			case r == '\n':
				out = append(out, glyph{r: '\n'})
				continue
			}
			g, ok := lookUp(faces, r)
			if !ok {
				return nil, MissingGlyph.With("character", string(r)).
					With("codepoint", fmt.Sprintf("U+%04X", r)).With("field", field)
			}
			g.size, g.under = size, sp.under
			g.advance *= size
			out = append(out, g)
		}
	}
	return out, nil
}

// lookUp finds the first face with the character. Its advance is in em.
func lookUp(faces []*face, r rune) (glyph, bool) {
	for _, f := range faces {
		if g, ok := f.glyph(r); ok {
			return glyph{r: r, face: f, advance: g.advance}, true
		}
	}
	if r == '☑' {
		for _, f := range faces {
			box, okBox := f.glyph('□')
			if _, okTick := f.glyph('✓'); okBox && okTick {
				return glyph{r: r, face: f, advance: box.advance, ticked: true}, true
			}
		}
	}
	return glyph{}, false
}

// widthOf adds up natural advances.
func widthOf(glyphs []glyph) float64 {
	sum := 0.0
	for _, g := range glyphs {
		sum += g.advance
	}
	return sum
}
