package paper

import (
	"fmt"
	"math"

	"anjian/internal/inspection"
)

// inkPoint is a point of a stroke on the page, with the width of the line there.
type inkPoint struct{ x, y, w float64 }

// inkOp draws a signature as vectors into a space of at most w × h points with its left edge at x and its middle at
// mid, keeping its aspect ratio. What was drawn counts, not the pad it was drawn on; ink without a point gives
// nothing.
func inkOp(ink inspection.Ink, x, mid, w, h float64) []op {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, stroke := range ink.Strokes {
		for _, p := range stroke {
			if len(p) < 2 {
				continue
			}
			left, right = min(left, p[0]), max(right, p[0])
			top, bottom = min(top, p[1]), max(bottom, p[1])
		}
	}
	if left > right {
		return nil
	}
	scale := min(w/max(right-left, 1), h/max(bottom-top, 1))
	if pad := math.Max(ink.Width, ink.Height); pad > 0 {
		scale = min(scale, 3*w/pad) // a dot stays a dot
	}
	offset := mid - (bottom-top)*scale/2
	var strokes [][]inkPoint
	for _, stroke := range ink.Strokes {
		var points []inkPoint
		for _, p := range stroke {
			if len(p) < 2 {
				continue
			}
			width := 1.1
			if len(p) > 3 && p[3] > 0 && p[3] <= 1 {
				width = 0.7 + 0.9*p[3]
			}
			points = append(points, inkPoint{x + (p[0]-left)*scale, (p[1]-top)*scale + offset, width})
		}
		if len(points) > 0 {
			strokes = append(strokes, points)
		}
	}
	return []op{{kind: opInk, strokes: strokes}}
}

// ink draws strokes as smooth curves through their points (Catmull-Rom), in pieces of even width.
func (c *canvas) ink(o op) {
	for _, s := range o.strokes {
		if len(s) == 1 {
			fmt.Fprintf(&c.b, "%s w %s %s m %s %s l S\n", num(1.4*s[0].w), num(o.x+s[0].x), up(o.y+s[0].y), num(o.x+s[0].x), up(o.y+s[0].y))
			continue
		}
		at := func(i int) inkPoint { return s[min(max(i, 0), len(s)-1)] }
		width := 0.0
		for i := 0; i+1 < len(s); i++ {
			a, b, d, e := at(i-1), at(i), at(i+1), at(i+2)
			if w := math.Round((b.w+d.w)*5) / 10; w != width {
				if width != 0 {
					c.b.WriteString("S ")
				}
				width = w
				fmt.Fprintf(&c.b, "%s w %s %s m ", num(width), num(o.x+b.x), up(o.y+b.y))
			}
			fmt.Fprintf(&c.b, "%s %s %s %s %s %s c\n",
				num(o.x+b.x+(d.x-a.x)/6), up(o.y+b.y+(d.y-a.y)/6),
				num(o.x+d.x-(e.x-b.x)/6), up(o.y+d.y-(e.y-b.y)/6),
				num(o.x+d.x), up(o.y+d.y))
		}
		c.b.WriteString("S\n")
	}
}
