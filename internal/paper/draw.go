package paper

import (
	"fmt"
	"strings"
)

// canvas turns the ops of a page into a content stream. Fonts and pictures are collected for the whole document.
type canvas struct {
	fonts  []*fontUse
	images []*picture
	b      strings.Builder
}

func (c *canvas) use(f *face) *fontUse {
	for _, u := range c.fonts {
		if u.face == f {
			return u
		}
	}
	u := &fontUse{face: f, name: fmt.Sprintf("F%d", len(c.fonts)+1), slots: map[rune]int{}}
	c.fonts = append(c.fonts, u)
	return u
}

// page draws one page and gives its content stream.
func (c *canvas) page(ops []op) string {
	c.b.Reset()
	c.b.WriteString("1 J 1 j\n")
	for _, o := range ops {
		switch o.kind {
		case opText:
			c.text(o)
		case opRule:
			fmt.Fprintf(&c.b, "%s w 0 J %s %s m %s %s l S 1 J\n", num(o.lw), num(o.x), up(o.y), num(o.x+o.w), up(o.y+o.h))
		case opFill:
			fmt.Fprintf(&c.b, "%s %s %s %s re f\n", num(o.x), up(o.y+o.h), num(o.w), num(o.h))
		case opInk:
			c.ink(o)
		case opImage:
			c.image(o)
		case opMarks:
			c.marks(o)
		}
	}
	return c.b.String()
}

// text draws a run of placed glyphs: one string per face and size, with the gaps written as adjustments, so that the
// text can be extracted in reading order.
func (c *canvas) text(o op) {
	for from := 0; from < len(o.glyphs); {
		to := from + 1
		for to < len(o.glyphs) && o.glyphs[to].face == o.glyphs[from].face && o.glyphs[to].size == o.glyphs[from].size &&
			!o.glyphs[to].ticked && !o.glyphs[from].ticked {
			to++
		}
		if o.glyphs[from].ticked {
			c.ticked(o, o.glyphs[from])
		} else {
			c.run(o, o.glyphs[from:to])
		}
		from = to
	}
}

func (c *canvas) run(o op, run []placed) {
	u := c.use(run[0].face)
	fmt.Fprintf(&c.b, "BT /%s %s Tf %s %s Td [<", u.name, num(run[0].size), num(o.x+run[0].x), up(o.y))
	pen := run[0].x
	for _, g := range run {
		if back := (pen - g.x) * 1000 / g.size; back > 0.5 || back < -0.5 {
			fmt.Fprintf(&c.b, ">%s<", num(back))
			pen = g.x
		}
		fmt.Fprintf(&c.b, "%04X", u.slot(g.r))
		pen += g.advance
	}
	c.b.WriteString(">] TJ ET\n")
}

// ticked draws ☑ as □ with a ✓ over it and says that it is one character.
func (c *canvas) ticked(o op, g placed) {
	fmt.Fprintf(&c.b, "/Span <</ActualText %s>> BDC\n", pdfText(string(g.r)))
	part, tick := g, g
	part.r, part.ticked = '□', false
	c.run(o, []placed{part})
	found, _ := g.face.glyph('✓')
	tick.r, tick.ticked, tick.advance = '✓', false, found.advance*g.size
	tick.x += (g.advance - tick.advance) / 2
	c.run(o, []placed{tick})
	c.b.WriteString("EMC\n")
}

func (c *canvas) image(o op) {
	at := -1
	for i, p := range c.images {
		if p == o.image {
			at = i
		}
	}
	if at < 0 {
		c.images = append(c.images, o.image)
		at = len(c.images) - 1
	}
	fmt.Fprintf(&c.b, "q %s 0 0 %s %s %s cm /I%d Do Q\n", num(o.w), num(o.h), num(o.x), up(o.y+o.h), at+1)
}

// up turns a distance from the top of the page into the coordinate of the file, which counts from the bottom.
func up(y float64) string { return num(pageHeight - y) }
