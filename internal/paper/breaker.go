package paper

import (
	"strings"
	"unicode"
)

// The Chinese line rules (标点避头尾): closers never begin a line, openers never end one. Half of a full-width
// closer's or opener's square is blank; that blank may be squeezed.
const (
	closers     = "。，、；：！？）》」』】〕〉〗］｝”’．"
	openers     = "（《「『【〔〈〖［｛“‘"
	softClosers = "—…～·・％‰℃°′″々ー〜㎡㎥,.;:!?)]}%" // not at a line start either, but nothing to squeeze
	softOpeners = "￥＄$№§([{"
	counted     = "年月日时分秒号项条次" // stay with the number before them
	paired      = "—…"         // a run of these is one sign and is never split
)

// placed is a glyph at its place in a line.
type placed struct {
	glyph
	x float64
}

// line is one broken line: its glyphs with places from the line's start, and whether a paragraph ends here.
type line struct {
	glyphs []placed
	width  float64
	last   bool
}

// breakLines breaks text into lines. The first line has room first, the others rest; '\n' ends a paragraph within.
// Every character put in is in exactly one line, in order, except blanks at a line's end. When even is true, lines
// that do not end a paragraph are justified: punctuation gives way first, then the gaps between characters grow.
func breakLines(text []glyph, first, rest float64, even bool) []line {
	var lines []line
	room := first
	for {
		end := 0
		for end < len(text) && text[end].r != '\n' {
			end++
		}
		part := text[:end]
		for {
			n := fitting(part, room)
			done := n == len(part)
			lines = append(lines, setLine(part[:n], room, even && !done, done))
			room = rest
			part = part[n:]
			for len(part) > 0 && part[0].r == ' ' && !done {
				part = part[1:]
			}
			if len(part) == 0 {
				break
			}
		}
		if end == len(text) {
			return lines
		}
		text = text[end+1:]
	}
}

// fitting says how many glyphs of the text go on a line of this width.
func fitting(text []glyph, room float64) int {
	width, squeeze, fit := 0.0, 0.0, 0
	for at := 0; at < len(text); {
		next := unbreakable(text, at)
		for i := at; i < next; i++ {
			width += text[i].advance - overlap(text, i)
			squeeze += slackOf(text, i)
		}
		end := next
		for end > at && text[end-1].r == ' ' {
			end--
		}
		bare := width - widthOf(text[end:next])
		if bare-squeeze > room+0.01 {
			if fit > 0 {
				return fit
			}
			return forced(text[:next], room)
		}
		fit, at = next, next
	}
	return len(text)
}

// unbreakable gives the end of the piece that starts at from and cannot be broken: a word or number, or characters
// bound by the rules for line starts and ends.
func unbreakable(text []glyph, from int) int {
	for at := from + 1; at < len(text); at++ {
		if mayBreak(text[at-1].r, text[at].r) {
			return at
		}
	}
	return len(text)
}

func mayBreak(before, after rune) bool {
	switch {
	case after == ' ':
		return false
	case strings.ContainsRune(closers, after), strings.ContainsRune(openers, before):
		return false
	case before == ' ':
		return true
	case before == after && strings.ContainsRune(paired, after):
		return false
	case isWord(before) && isWord(after), before >= '0' && before <= '9' && strings.ContainsRune(counted, after):
		return false
	case strings.ContainsRune(softClosers, after), strings.ContainsRune(softOpeners, before):
		return false
	}
	return true
}

// isWord is true for what Latin words, numbers, codes and dates are made of.
func isWord(r rune) bool {
	return r > ' ' && r < 0x2000 && r != '·' && r != '°' && (r < 0x7f || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || unicode.IsSymbol(r))
}

func wide(r rune) bool { return r >= 0x2e80 }

// forced breaks a piece that is longer than a whole line.
func forced(text []glyph, room float64) int {
	width := 0.0
	for i, g := range text {
		if width += g.advance; width > room+0.01 {
			return max(i, 1)
		}
	}
	return len(text)
}

// overlap is how much of a glyph's width the sign before it already gives away: two half-blank signs in a row
// （。” ）《） share one blank.
func overlap(text []glyph, i int) float64 {
	if i == 0 || !isFull(text[i]) || !isFull(text[i-1]) {
		return 0
	}
	before, after := text[i-1].r, text[i].r
	both := strings.ContainsRune(closers, before) && (strings.ContainsRune(closers, after) || strings.ContainsRune(openers, after)) ||
		strings.ContainsRune(openers, before) && strings.ContainsRune(openers, after)
	if both {
		return text[i].size / 2
	}
	return 0
}

// slackOf is how much a sign can still give when its line is tight: a third of its square.
func slackOf(text []glyph, i int) float64 {
	if !isFull(text[i]) || !strings.ContainsRune(closers+openers, text[i].r) {
		return 0
	}
	if overlap(text, i) > 0 || i+1 < len(text) && overlap(text, i+1) > 0 {
		return 0
	}
	return text[i].size / 3
}

func isFull(g glyph) bool { return g.advance > 0.9*g.size && g.size > 0 }
