package paper

import "anjian/internal/inspection"

// photoCell is one photo of the annex. A nil picture is drawn as an empty frame that says so.
type photoCell struct {
	field   string
	picture *picture
	marks   []inspection.PhotoMark
	caption []string
}

const (
	photoGap    = 6 * mm
	photoWidth  = (blockWidth - photoGap) / 2
	photoHeight = 56 * mm
	captionRow  = 12.5
)

// photos sets the annex: a new page, two photos a row, each in its own proportions over its caption.
func (s *sheet) photos(title string, cells []photoCell) {
	from := len(s.boxes)
	s.heading(title, 15, 34)
	if s.err != nil {
		return
	}
	s.boxes[from].fresh = true
	for i := 0; i < len(cells); i += 2 {
		row := cells[i:min(i+2, len(cells))]
		tallest := 0
		var ops []op
		for n, cell := range row {
			x := marginLeft + float64(n)*(photoWidth+photoGap)
			drawn, wanting := s.photoOps(cell, x)
			ops = append(ops, drawn...)
			if wanting {
				cell.caption = append(cell.caption, "（标注中的缺字以□代替，以电子记录为准）")
			}
			var lines []line
			for _, text := range cell.caption {
				lines = append(lines, breakLines(s.shape(cell.field, smallSize, span{text: text}), photoWidth, photoWidth, false)...)
			}
			for k, l := range lines {
				for _, o := range textOps(l, x, captionRow) {
					o.y += photoHeight + 3 + float64(k)*captionRow
					ops = append(ops, o)
				}
			}
			tallest = max(tallest, len(lines))
		}
		s.add(box{h: photoHeight + 3 + float64(tallest)*captionRow + 8, ops: ops})
	}
}

// photoOps draws the picture as large as its space allows, never out of proportion, and what is marked on it. wanting
// as in marksOp.
func (s *sheet) photoOps(cell photoCell, x float64) (ops []op, wanting bool) {
	p := cell.picture
	if p == nil {
		l := setLine(s.shape(cell.field, smallSize, span{text: "（此图无法显示，原件以摘要为准）"}), photoWidth, false, true)
		ops = textOps(l, x+(photoWidth-l.width)/2, photoHeight)
		for _, side := range []op{{x: x, w: photoWidth}, {x: x, y: photoHeight, w: photoWidth}, {x: x, h: photoHeight}, {x: x + photoWidth, h: photoHeight}} {
			side.kind, side.lw = opRule, 0.5
			ops = append(ops, side)
		}
		return ops, false
	}
	scale := min(photoWidth/float64(p.width), photoHeight/float64(p.height))
	w, h := scale*float64(p.width), scale*float64(p.height)
	over := op{kind: opImage, x: x + (photoWidth-w)/2, y: photoHeight - h, w: w, h: h, image: p}
	marks, wanting := s.marksOp(cell.marks, over.x, over.y, w, h)
	return append([]op{over}, marks...), wanting
}
