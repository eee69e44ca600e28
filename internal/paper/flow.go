package paper

import "anjian/internal/inspection"

// opKind says what an op draws.
type opKind int

const (
	opText    opKind = iota
	opRule           // a straight line from (x, y) to (x+w, y+h), width lw
	opInk            // strokes
	opImage          // a picture in the rectangle (x, y, w, h)
	opFill           // a black rectangle
	opMarks          // marks over the photo in the rectangle (x, y, w, h); those within start at its corner
	opArrow          // from (x, y) to (x+w, y+h)
	opEllipse        // in the rectangle (x, y, w, h)
	opSigned         // draws nothing: somebody's signature stands in the rectangle (x, y, w, h)
)

// op is one thing drawn. Coordinates are points from the top left; within a box they start at the box's top and the
// left edge of the page, and the page adds its own offset.
type op struct {
	kind       opKind
	x, y, w, h float64
	lw         float64
	glyphs     []placed
	strokes    [][]inkPoint
	image      *picture
	marks      []op
	signed     *inspection.Signature
}

// box is a slice of a document that is never broken: a line of text, a slice of a table row, a row of photos.
// keep binds it to the box after it, so that both stand on one page. A box with a group belongs to a table whose
// head returns on every page.
type box struct {
	h     float64
	ops   []op
	keep  bool
	skip  bool // a blank that vanishes at the top of a page
	fresh bool // begins a new page
	group *group
}

// group is a table across pages: head is repeated, and close is drawn under the last slice on a page.
type group struct {
	head  []box
	close func(h float64) []op
}

// paginate deals boxes out to pages of the given height. Boxes bound together move together while they fit on one
// page at all; the ops come back with the page's own vertical coordinates from top.
func paginate(boxes []box, top, height float64) [][]op {
	var pages [][]op
	var page []op
	y := 0.0
	place := func(b box) {
		for _, o := range b.ops {
			o.y += top + y
			page = append(page, o)
		}
		y += b.h
	}
	turn := func() {
		pages, page, y = append(pages, page), nil, 0
	}
	for i := 0; i < len(boxes); {
		end := i + 1
		need := boxes[i].h
		for end < len(boxes) && boxes[end-1].keep && !boxes[end].fresh && need+boxes[end].h <= height {
			need += boxes[end].h
			end++
		}
		if y > 0 && (boxes[i].fresh || y+need > height+0.01) {
			if g := boxes[i].group; g != nil && i > 0 && boxes[i-1].group == g {
				for _, o := range g.close(0) {
					o.y += top + y
					page = append(page, o)
				}
			}
			turn()
			if g := boxes[i].group; g != nil && i > 0 && boxes[i-1].group == g {
				for _, b := range g.head {
					place(b)
				}
			}
		}
		for ; i < end; i++ {
			if y == 0 && boxes[i].skip {
				continue
			}
			place(boxes[i])
		}
	}
	return append(pages, page)
}
