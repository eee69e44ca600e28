package paper

import (
	"fmt"

	qrcode "github.com/skip2/go-qrcode"
)

func pageMark(n, m int) string { return fmt.Sprintf("共 %d 页　第 %d 页", m, n) }

// foot is what stands at the bottom of every page, inside the lower margin.
type foot struct {
	left  []string // short lines beside the QR code: number, check code
	code  string   // the paper's check code; empty: it has none
	url   string   // where the QR code leads; empty: none. It says the page too: see pageURL
	mark  string   // 临时 or 未封存, in a frame at the top of every page; empty: none
	wet   bool     // a line for hand-written initials on every page
	wetAs string   // whose initials, e.g. 现场负责人
}

const (
	footTop = marginTop + blockHeight + 4*mm
	qrSide  = 18 * mm
)

// footOps draws the foot of page n of m, and the mark of a paper that is not final.
func (s *sheet) footOps(n, m int) []op {
	ops := []op{{kind: opRule, x: marginLeft, y: footTop, w: blockWidth, lw: 0.5}}
	x := marginLeft
	if s.foot.url != "" {
		ops = append(ops, s.qrOps(pageURL(s.foot.url, n, m), marginLeft, footTop+2*mm)...)
		x += qrSide + 3*mm
	}
	y := footTop + 1.5*mm
	for _, text := range s.foot.left {
		l := setLine(s.shape("foot", smallSize, span{text: text}), blockWidth, false, true)
		for _, o := range textOps(l, x, 13) {
			o.y += y
			ops = append(ops, o)
		}
		y += 13
	}
	l := setLine(s.shape("foot", 10.5, span{text: pageMark(n, m)}), blockWidth, false, true)
	for _, o := range textOps(l, marginLeft+blockWidth-l.width, 13) {
		o.y += footTop + 1.5*mm
		ops = append(ops, o)
	}
	if s.foot.wet {
		ops = append(ops, s.initials()...)
	}
	if s.foot.mark != "" {
		ops = append(ops, s.markOps()...)
	}
	return ops
}

// pageURL is what the QR code of page n of m says: where the paper is verified (with its check and its check code), and
// which page this is. A photo of a sheet signed by hand is filed by it; pwa/src/camera/pagecode.ts reads it.
func pageURL(url string, n, m int) string { return fmt.Sprintf("%s?p=%d-%d", url, n, m) }

// initials leaves lines for hand-written initials on a page that is signed on paper.
func (s *sheet) initials() []op {
	var ops []op
	x := marginLeft + blockWidth - 88*mm
	for _, who := range []string{s.foot.wetAs, "检查人员"} {
		l := setLine(s.shape("foot", smallSize, span{text: who + "："}), blockWidth, false, true)
		y := footTop + 10*mm
		for _, o := range textOps(l, x, 13) {
			o.y += y
			ops = append(ops, o)
		}
		ops = append(ops, op{kind: opRule, x: x + l.width, y: y + 12.5, w: 42*mm - l.width, lw: 0.5})
		x += 46 * mm
	}
	return ops
}

func (s *sheet) markOps() []op {
	l := setLine(s.shape("foot", 10.5, span{text: s.foot.mark, bold: true}), blockWidth, false, true)
	w, h := l.width+12, 18.0
	x, y := marginLeft+blockWidth-w, marginTop-10*mm
	ops := textOps(l, x+6, h)
	for i := range ops {
		ops[i].y += y
	}
	return append(ops,
		op{kind: opRule, x: x, y: y, w: w, lw: 0.8}, op{kind: opRule, x: x, y: y + h, w: w, lw: 0.8},
		op{kind: opRule, x: x, y: y, h: h, lw: 0.8}, op{kind: opRule, x: x + w, y: y, h: h, lw: 0.8})
}

// qrOps draws a QR code as rectangles, joined along each row.
func (s *sheet) qrOps(text string, x, y float64) []op {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		s.err = TooLongForQR.With("length", len(text)).Because(err)
		return nil
	}
	code.DisableBorder = true
	bits := code.Bitmap()
	unit := qrSide / float64(len(bits))
	var ops []op
	for row, cells := range bits {
		for from := 0; from < len(cells); from++ {
			to := from
			for to < len(cells) && cells[to] {
				to++
			}
			if to > from {
				ops = append(ops, op{kind: opFill, x: x + float64(from)*unit, y: y + float64(row)*unit, w: float64(to-from) * unit, h: unit})
				from = to
			}
		}
	}
	return ops
}
