package paper

import (
	"fmt"
	"math"
	"strings"

	"anjian/internal/inspection"
)

// Marks are drawn over a photo as vectors, in red with a white edge so that they show on anything, and never beyond
// its frame. What is blurred is no mark here: it is gone from the pixels of the copy that is printed (Matter.Photo).

// full is the measure in which the places of marks are given, and labelEm the size of words, as a part of the picture's
// longer side; the phone draws alike (pwa/src/camera/marked.ts).
const (
	full    = 10_000
	labelEm = 0.04
)

// marksOp draws marks into the rectangle of a photo. wanting says that some characters have no glyph and were replaced.
func (s *sheet) marksOp(marks []inspection.PhotoMark, x, y, w, h float64) (ops []op, wanting bool) {
	all := op{kind: opMarks, x: x, y: y, w: w, h: h}
	for _, m := range marks {
		at := op{x: float64(m.X) / full * w, y: float64(m.Y) / full * h}
		at.w, at.h = float64(m.X2)/full*w-at.x, float64(m.Y2)/full*h-at.y
		switch m.Shape {
		case inspection.Arrow:
			at.kind = opArrow
			all.marks = append(all.marks, at)
		case inspection.Ellipse:
			at.kind = opEllipse
			all.marks = append(all.marks, at)
		case inspection.Label:
			words, lacks := s.labelOps(m.Text, at.x, at.y, w, h)
			all.marks, wanting = append(all.marks, words...), wanting || lacks
		}
	}
	if len(all.marks) == 0 {
		return nil, false
	}
	return []op{all}, wanting
}

// labelOps sets words from their upper left corner, broken where the picture ends and moved in where they would leave it.
func (s *sheet) labelOps(text string, x, y, w, h float64) (ops []op, wanting bool) {
	size := max(w, h) * labelEm
	shown := strings.Map(func(r rune) rune {
		if _, err := s.fonts.shape("marks", size, span{text: string(r)}); err != nil {
			wanting = true
			return '□' // a record must not be stopped by a word on a photo; the caption says so
		}
		return r
	}, text)
	room := min(w, max(w-x, 8*size))
	lines := breakLines(s.shape("marks", size, span{text: shown}), room, room, false)
	x, y = min(x, w-room), max(0, min(y, h-float64(len(lines))*size*1.3))
	for i, l := range lines {
		for _, o := range textOps(l, x, size*1.3) {
			o.y += y + float64(i)*size*1.3
			o.w, o.h = l.width, size
			ops = append(ops, o)
		}
	}
	return ops, wanting
}

// marks draws them twice, first the white edge and then the red.
func (c *canvas) marks(o op) {
	fmt.Fprintf(&c.b, "q %s %s %s %s re W n 1 J 1 j\n", num(o.x), up(o.y+o.h), num(o.w), num(o.h))
	for _, m := range o.marks {
		m.x, m.y = m.x+o.x, m.y+o.y
		for _, pass := range []struct {
			colour     string
			line, edge float64
		}{{"1 1 1", 3.6, 2}, {"0.82 0.07 0.1", 1.7, 0}} {
			fmt.Fprintf(&c.b, "q %s RG %s rg %s w\n", pass.colour, pass.colour, num(pass.line))
			switch m.kind {
			case opArrow:
				c.arrow(m, pass.edge)
			case opEllipse:
				c.ellipse(m)
			case opText:
				if pass.edge > 0 { // words stand on a white plate
					fmt.Fprintf(&c.b, "%s %s %s %s re f\n", num(m.x-1.5), up(m.y+0.3*m.h), num(m.w+3), num(1.3*m.h))
				} else {
					c.text(m)
				}
			}
			c.b.WriteString("Q\n")
		}
	}
	c.b.WriteString("Q\n")
}

// arrow draws a shaft and a full head whose point is the mark's end.
func (c *canvas) arrow(m op, edge float64) {
	length := math.Hypot(m.w, m.h)
	if length == 0 {
		return
	}
	head := min(11, max(5, length/3))
	dx, dy := m.w/length, m.h/length
	tipX, tipY := m.x+m.w, m.y+m.h
	backX, backY := tipX-dx*head, tipY-dy*head
	half := head * 0.45
	fmt.Fprintf(&c.b, "%s %s m %s %s l S\n", num(m.x), up(m.y), num(backX), up(backY))
	paint := "f"
	if edge > 0 {
		paint = "B"
	}
	fmt.Fprintf(&c.b, "%s w %s %s m %s %s l %s %s l h %s\n", num(max(edge, 0.1)), num(tipX), up(tipY), num(backX-dy*half), up(backY+dx*half),
		num(backX+dy*half), up(backY-dx*half), paint)
}

// ellipse draws four Bézier curves, which differ from the true curve by less than a printer can show.
func (c *canvas) ellipse(m op) {
	const k = 0.5523
	rx, ry := m.w/2, m.h/2
	x, y := m.x+rx, m.y+ry
	at := func(dx, dy float64) string { return num(x+dx*rx) + " " + up(y+dy*ry) }
	fmt.Fprintf(&c.b, "%s m %s %s %s c %s %s %s c %s %s %s c %s %s %s c s\n", at(1, 0), at(1, k), at(k, 1), at(0, 1),
		at(-k, 1), at(-1, k), at(-1, 0), at(-1, -k), at(-k, -1), at(0, -1), at(k, -1), at(1, -k), at(1, 0))
}
