package paper

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

const markScale = 4 // pixels for a point

var markColor = color.NRGBA{R: 0x0b, G: 0x5a, B: 0x5a, A: 0xff}

// markPicture is what is seen of a digital signature that stands beside no ink: lines of words in a thin frame, as a
// picture, because a signature's appearance brings its own content and the page is finished by then. A character that no
// font has is left out: the paper itself would have been stopped by it.
func (f *Fonts) markPicture(box [4]float64, lines []string) []byte {
	w, h := int((box[2]-box[0])*markScale), int((box[3]-box[1])*markScale)
	r := vector.NewRasterizer(w, h)
	size := (box[3] - box[1]) * markScale / (float64(len(lines))*1.35 + 0.5)
	for i, text := range lines {
		glyphs, width := []glyph{}, 0.0
		for _, c := range text {
			if g, ok := lookUp(f.body, c); ok {
				glyphs, width = append(glyphs, g), width+g.advance
			}
		}
		em := min(size, (float64(w)-0.8*size)/max(width, 1))
		x, base := 0.4*size, size*(1.1+1.35*float64(i))
		for _, g := range glyphs {
			g.face.fill(r, g.r, x, base, em)
			x += g.advance * em
		}
	}
	picture := image.NewNRGBA(image.Rect(0, 0, w, h))
	r.Draw(picture, picture.Bounds(), image.NewUniform(markColor), image.Point{})
	for _, edge := range [...]image.Rectangle{{Max: image.Pt(w, 2)}, {Min: image.Pt(0, h-2), Max: image.Pt(w, h)}, {Max: image.Pt(2, h)}, {Min: image.Pt(w-2, 0), Max: image.Pt(w, h)}} {
		draw.Draw(picture, edge, image.NewUniform(markColor), image.Point{}, draw.Src)
	}
	var b bytes.Buffer
	_ = png.Encode(&b, picture) // a picture in memory always has a PNG
	return b.Bytes()
}

// fill adds the outline of a character, its baseline at y, to what is filled.
func (f *face) fill(to *vector.Rasterizer, c rune, x, y, em float64) {
	var buffer sfnt.Buffer
	id, err := f.font.GlyphIndex(&buffer, c)
	if err != nil {
		return
	}
	outline, err := f.font.LoadGlyph(&buffer, id, fixed.I(f.upem), nil)
	if err != nil {
		return
	}
	at := func(p fixed.Point26_6) (float32, float32) {
		return float32(x + float64(p.X)/64/float64(f.upem)*em), float32(y + float64(p.Y)/64/float64(f.upem)*em)
	}
	for _, s := range outline {
		ax, ay := at(s.Args[0])
		bx, by := at(s.Args[1])
		cx, cy := at(s.Args[2])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			to.ClosePath()
			to.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			to.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			to.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			to.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	to.ClosePath()
}
