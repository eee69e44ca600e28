package paper

import "slices"

// heading sets centred lines that stay with what follows.
func (s *sheet) heading(text string, size, height float64) {
	for _, l := range breakLines(s.shape("title", size, span{text: text, bold: true}), blockWidth, blockWidth, false) {
		s.add(box{h: height, keep: true, ops: textOps(l, marginLeft+(blockWidth-l.width)/2, height)})
	}
}

// centred sets one plain centred text, e.g. a document number.
func (s *sheet) centred(field, text string, size, height float64) {
	for _, l := range breakLines(s.shape(field, size, span{text: text}), blockWidth, blockWidth, false) {
		s.add(box{h: height, keep: true, ops: textOps(l, marginLeft+(blockWidth-l.width)/2, height)})
	}
}

// doubleRule is the thick-and-thin rule under the head line.
func (s *sheet) doubleRule() {
	s.add(box{h: 10, keep: true, ops: []op{
		{kind: opRule, x: marginLeft, y: 3, w: blockWidth, lw: 1.6},
		{kind: opRule, x: marginLeft, y: 5.6, w: blockWidth, lw: 0.5},
	}})
}

// paragraph sets a justified paragraph whose first line is indented by two characters. Its first two and last two
// lines are never separated.
func (s *sheet) paragraph(field string, spans ...span) { s.text(field, 2*bodySize, 0, spans...) }

// text sets a justified paragraph with its own indents for the first line and the others.
func (s *sheet) text(field string, firstIndent, indent float64, spans ...span) {
	glyphs := s.shape(field, bodySize, spans...)
	lines := breakLines(glyphs, blockWidth-firstIndent, blockWidth-indent, true)
	for i, l := range lines {
		x := marginLeft + indent
		if i == 0 {
			x = marginLeft + firstIndent
		}
		bound := len(lines) > 1 && (i == 0 || i == len(lines)-2)
		s.add(box{h: leading, keep: bound, ops: textOps(l, x, leading)})
	}
}

// caption is a bold line over a part of the body; it never stands alone at a page's foot.
func (s *sheet) caption(text string) {
	for _, l := range breakLines(s.shape("caption", bodySize, span{text: text, bold: true}), blockWidth-2*bodySize, blockWidth, false) {
		s.add(box{h: leading, keep: true, ops: textOps(l, marginLeft+2*bodySize, leading)})
	}
}

// blank is a label with a value to be underlined up to the end of its column. An empty value leaves the blank open.
type blank struct {
	field, label, value string
	share               float64 // part of the line, all shares of a row together 1
}

const blankPad = 0.5 * bodySize

// blanks sets one row of fill-in blanks. When a value does not fit into its share, the row is divided by need; when
// the row is too small for that, its first blank gets a row of its own. A value longer than a row goes on under itself,
// every line underlined to the end.
func (s *sheet) blanks(row ...blank) {
	if len(row) == 1 {
		row[0].share = 1
	} else if row = s.divided(row); row[0].share == 0 {
		s.blanks(row[0])
		s.bind(1)
		s.blanks(row[1:]...)
		return
	}
	x, tallest := marginLeft, 1
	var ops []op
	for _, b := range row {
		width := blockWidth * b.share
		label := s.shape(b.field, bodySize, span{text: b.label})
		labelLine := setLine(label, width, false, true)
		ops = append(ops, textOps(labelLine, x, leading)...)
		from := x + labelLine.width
		room := width - labelLine.width - 2*blankPad
		if len(row) > 1 && x+width < marginLeft+blockWidth-1 {
			room -= blankPad
		}
		lines := breakLines(s.shape(b.field, bodySize, span{text: b.value}), room, room, true)
		for i, l := range lines {
			for _, o := range textOps(l, from+blankPad, leading) {
				o.y += float64(i) * leading
				ops = append(ops, o)
			}
			ops = append(ops, op{kind: opRule, x: from, y: float64(i)*leading + leading/2 + 0.36*bodySize + 3, w: room + 2*blankPad, lw: 0.5})
		}
		tallest = max(tallest, len(lines))
		x += width
	}
	s.addSlices(ops, tallest)
}

// addSlices cuts the ops of a multi-line row into one box a line.
func (s *sheet) addSlices(ops []op, lines int) {
	boxes := make([]box, lines)
	for i := range boxes {
		boxes[i].h = leading
	}
	for _, o := range ops {
		at := min(int(o.y/leading), lines-1)
		o.y -= float64(at) * leading
		boxes[at].ops = append(boxes[at].ops, o)
	}
	s.add(together(boxes)...)
}

// divided gives every blank of a row enough room, in its own share if that does; shares of zero mean that the row is
// too small for all of them.
func (s *sheet) divided(row []blank) []blank {
	row = slices.Clone(row)
	needs, total, shares, fits := make([]float64, len(row)), 0.0, 0.0, true
	for i, b := range row {
		needs[i] = widthOf(s.shape(b.field, bodySize, span{text: b.label + b.value})) + 3*blankPad
		if b.value == "" {
			needs[i] += 3 * bodySize
		}
		total += needs[i]
		shares += b.share
	}
	for i := range row {
		row[i].share /= shares
		fits = fits && needs[i] <= blockWidth*row[i].share
	}
	if fits {
		return row
	}
	for i := range row {
		row[i].share = 0
		if total <= blockWidth {
			row[i].share = (needs[i] + (blockWidth-total)/float64(len(row))) / blockWidth
		}
	}
	return row
}
