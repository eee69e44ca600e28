package paper

const (
	tableSize    = 10.5
	tableLeading = 17.0
	tablePad     = 4.0
)

// column is one column of a table: its title and its part of the width, all parts together 1.
type column struct {
	title string
	share float64
}

// table sets rows under a head that returns on every page. A row may be split between its lines, but not after its
// first or before its last.
func (s *sheet) table(field string, columns []column, rows [][]string) {
	g := &group{}
	titles := make([]string, len(columns))
	for i, c := range columns {
		titles[i] = c.title
	}
	g.head = together(s.tableRow(field, columns, titles, true, nil))
	for i := range g.head {
		g.head[i].keep = true
	}
	g.close = func(y float64) []op { return []op{{kind: opRule, x: marginLeft, y: y, w: blockWidth, lw: 0.5}} }
	s.add(g.head...)
	for i, row := range rows {
		boxes := s.tableRow(field, columns, row, false, g)
		if i == len(rows)-1 {
			last := &boxes[len(boxes)-1]
			last.ops = append(last.ops, g.close(last.h)...)
		}
		s.add(boxes...)
	}
}

// tableRow cuts one row into slices, one for each line of its tallest cell.
func (s *sheet) tableRow(field string, columns []column, cells []string, bold bool, g *group) []box {
	tallest := 1
	broken := make([][]line, len(columns))
	for i, c := range columns {
		room := blockWidth*c.share - 2*tablePad
		broken[i] = breakLines(s.shape(field, tableSize, span{text: cells[i], bold: bold}), room, room, !bold && room > 15*tableSize)
		tallest = max(tallest, len(broken[i]))
	}
	boxes := make([]box, tallest)
	for n := range boxes {
		b := box{h: tableLeading, group: g, keep: tallest > 1 && (n == 0 || n == tallest-2)}
		x := marginLeft
		for i, c := range columns {
			b.ops = append(b.ops, op{kind: opRule, x: x, h: b.h, lw: 0.5})
			if n < len(broken[i]) {
				l := broken[i][n]
				at := x + tablePad
				if bold {
					at = x + (blockWidth*c.share-l.width)/2
				}
				b.ops = append(b.ops, textOps(l, at, b.h)...)
			}
			x += blockWidth * c.share
		}
		b.ops = append(b.ops, op{kind: opRule, x: marginLeft + blockWidth, h: b.h, lw: 0.5})
		if n == 0 {
			b.ops = append(b.ops, op{kind: opRule, x: marginLeft, w: blockWidth, lw: 0.5})
		}
		boxes[n] = b
	}
	return boxes
}
