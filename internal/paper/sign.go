package paper

import (
	"anjian/internal/inspection"
)

const (
	inkWidth  = 90.0
	inkHeight = 32.0
	signRow   = 48.0
	sealSide  = 42 * mm
)

// signLine is one signature of a block: who signs, their ink when it is there, and what is printed beside it.
type signLine struct {
	field, label string
	signed       *inspection.Signature // with its ink
	ink          *inspection.Ink       // ink alone
	beside       []string              // name, certificate, date, check code; small, up to three lines
	note         string                // the sentence accepted, small, under the row; empty: none
}

// signatures sets a signature block. It is never torn apart, and the last lines of the text stay with it.
func (s *sheet) signatures(lines []signLine) {
	s.bind(3)
	var boxes []box
	for _, l := range lines {
		boxes = append(boxes, s.signBox(l))
		if l.note != "" {
			for _, n := range breakLines(s.shape(l.field, smallSize, span{text: l.note}), blockWidth-12, blockWidth-12, false) {
				boxes = append(boxes, box{h: 13, ops: textOps(n, marginLeft+12, 13)})
			}
		}
	}
	s.add(together(boxes)...)
}

func (s *sheet) signBox(l signLine) box {
	label := setLine(s.shape(l.field, bodySize, span{text: l.label}), blockWidth, false, true)
	ops := textOps(label, marginLeft, leading)
	for i := range ops {
		ops[i].y += signRow - 6 - leading + 4
	}
	x := marginLeft + max(label.width, 11*bodySize) + 4
	ops = append(ops, op{kind: opRule, x: x, y: signRow - 6, w: inkWidth + 20, lw: 0.5})
	if l.signed != nil {
		l.ink = &l.signed.Ink
		ops = append(ops, op{kind: opSigned, x: x, y: signRow - 8 - inkHeight, w: inkWidth + 20, h: inkHeight + 1, signed: l.signed})
	}
	if l.ink != nil {
		ops = append(ops, inkOp(*l.ink, x+10, signRow-7-inkHeight/2, inkWidth, inkHeight)...)
	}
	at := x + inkWidth + 32
	room := marginLeft + blockWidth - at
	var small []line
	for _, text := range l.beside {
		small = append(small, breakLines(s.shape(l.field, smallSize, span{text: text}), room, room, false)...)
	}
	h := max(signRow, 12.5*float64(len(small))+4)
	y := max(0, signRow-5-12.5*float64(len(small)))
	for _, n := range small {
		for _, o := range textOps(n, at, 12.5) {
			o.y += y
			ops = append(ops, o)
		}
		y += 12.5
	}
	return box{h: h, ops: ops}
}

// sealed sets the office's name and date at the lower right, inside a square of 42 mm that holds nothing else: the
// seal is put with its middle on the line of the date.
func (s *sheet) sealed(office, date string) {
	s.bind(2)
	name := setLine(s.shape("bureauName", bodySize, span{text: office}), blockWidth, false, true)
	day := setLine(s.shape("date", bodySize, span{text: date}), blockWidth, false, true)
	half := sealSide / 2
	mid := marginLeft + blockWidth - max(half, name.width/2, day.width/2)
	ops := textOps(name, mid-name.width/2, leading)
	for i := range ops {
		ops[i].y += half - 1.5*leading
	}
	for _, o := range textOps(day, mid-day.width/2, leading) {
		o.y += half - leading/2
		ops = append(ops, o)
	}
	s.add(box{h: sealSide, ops: ops})
}
