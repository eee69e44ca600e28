package paper

import "strings"

// setLine places the glyphs of one line. A tight line squeezes its punctuation; a loose one is widened between
// characters (never inside a word) when fill is true.
func setLine(text []glyph, room float64, fill, last bool) line {
	for len(text) > 0 && text[len(text)-1].r == ' ' {
		text = text[:len(text)-1]
	}
	l := line{last: last, glyphs: make([]placed, len(text))}
	natural, give := 0.0, 0.0
	for i := range text {
		natural += text[i].advance - overlap(text, i)
		give += slackOf(text, i)
	}
	squeeze := 0.0
	if natural > room && give > 0 {
		squeeze = min(1, (natural-room)/give)
	}
	gap := 0.0
	if fill && natural < room {
		if n := gaps(text); n > 0 {
			gap = (room - natural) / float64(n)
			if gap > 0.45*text[0].size {
				gap = 0 // a line that would fall apart stays as it is
			}
		}
	}
	x := 0.0
	for i, g := range text {
		opener := strings.ContainsRune(openers, g.r)
		x -= overlap(text, i)
		take := squeeze * slackOf(text, i)
		if opener {
			x -= take
			take = 0
		}
		l.glyphs[i] = placed{glyph: g, x: x}
		x += g.advance - take
		if gap > 0 && i+1 < len(text) && stretches(g.r, text[i+1].r) {
			x += gap
		}
	}
	l.width = x
	return l
}

// gaps counts the places where a line may grow.
func gaps(text []glyph) int {
	n := 0
	for i := 0; i+1 < len(text); i++ {
		if stretches(text[i].r, text[i+1].r) {
			n++
		}
	}
	return n
}

func stretches(before, after rune) bool {
	if before == after && strings.ContainsRune(paired, after) {
		return false
	}
	return wide(before) || wide(after) || before == ' ' || strings.ContainsRune(closers+openers, before) || strings.ContainsRune(closers+openers, after)
}
