package paper

import "time"

const mm = 72 / 25.4

// Geometry is the page in points. A4 with the block of GB/T 9704-2012 (156 mm wide), a little higher than its 225 mm
// because enforcement forms carry their foot inside the lower margin.
const (
	pageWidth   = 210 * mm
	pageHeight  = 297 * mm
	marginTop   = 28 * mm
	marginLeft  = 28 * mm
	blockWidth  = 156 * mm
	blockHeight = 234 * mm
	bodySize    = 12.0 // 小四
	leading     = 22.5
	smallSize   = 9.0
)

// sheet collects the boxes of one document. Its first error stays; a sheet with an error draws nothing.
type sheet struct {
	fonts *Fonts
	boxes []box
	foot  foot
	err   error
}

func newSheet(fonts *Fonts) *sheet { return &sheet{fonts: fonts} }

// meta is what a reader shows beside the pages.
type meta struct {
	title, author, subject string
	at                     time.Time
}

func (s *sheet) shape(field string, size float64, spans ...span) []glyph {
	if s.err != nil {
		return nil
	}
	out, err := s.fonts.shape(field, size, spans...)
	if err != nil {
		s.err = err
	}
	return out
}

func (s *sheet) add(boxes ...box) { s.boxes = append(s.boxes, boxes...) }

// space leaves a blank that vanishes at the top of a page.
func (s *sheet) space(h float64) {
	keep := len(s.boxes) > 0 && s.boxes[len(s.boxes)-1].keep
	s.add(box{h: h, skip: true, keep: keep})
}

// bind keeps the last n boxes on the page of whatever comes next.
func (s *sheet) bind(n int) {
	for i := max(0, len(s.boxes)-n); i < len(s.boxes); i++ {
		s.boxes[i].keep = true
	}
}

// together makes one group of boxes that is not torn apart while it fits on a page.
func together(boxes []box) []box {
	for i := range len(boxes) - 1 {
		boxes[i].keep = true
	}
	return boxes
}

// textOp sets one line at x with its baseline so that the line stands in the middle of a box of height h.
func textOps(l line, x, h float64) []op {
	if len(l.glyphs) == 0 {
		return nil
	}
	base := h/2 + 0.36*l.glyphs[0].size
	ops := []op{{kind: opText, x: x, y: base, glyphs: l.glyphs}}
	for from := 0; from < len(l.glyphs); {
		if !l.glyphs[from].under {
			from++
			continue
		}
		to := from
		for to+1 < len(l.glyphs) && l.glyphs[to+1].under {
			to++
		}
		start, end := l.glyphs[from].x, l.glyphs[to].x+l.glyphs[to].advance
		ops = append(ops, op{kind: opRule, x: x + start, y: base + 3, w: end - start, lw: 0.5})
		from = to + 1
	}
	return ops
}
