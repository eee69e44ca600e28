package evidence

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// plain is the short pass. It gives up (ok false) at the first thing that is not plain; it never judges what is wrong.
type plain struct {
	in    []byte
	at    int
	depth int
}

// plainDepth bounds the short pass; deeper texts are for the long way, which has its own bound.
const plainDepth = 32

func (p *plain) text(dst []byte) ([]byte, bool) {
	dst, ok := p.value(dst)
	if !ok {
		return nil, false
	}
	p.space()
	return dst, p.at == len(p.in)
}

func (p *plain) space() {
	for p.at < len(p.in) {
		switch p.in[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

// next skips space and gives the byte there without taking it; 0 at the end.
func (p *plain) next() byte {
	p.space()
	if p.at == len(p.in) {
		return 0
	}
	return p.in[p.at]
}

func (p *plain) take(c byte) bool {
	if p.next() != c {
		return false
	}
	p.at++
	return true
}

func (p *plain) value(dst []byte) ([]byte, bool) {
	switch c := p.next(); {
	case c == '"':
		s, ok := p.str()
		return append(dst, s...), ok
	case c == '{':
		return p.object(dst)
	case c == '[':
		return p.list(dst)
	case c >= '0' && c <= '9' || c == '-':
		return p.number(dst)
	case c == 't':
		return p.word(dst, "true")
	case c == 'f':
		return p.word(dst, "false")
	case c == 'n':
		return p.word(dst, "null")
	default:
		return nil, false
	}
}

func (p *plain) word(dst []byte, w string) ([]byte, bool) {
	if !bytes.HasPrefix(p.in[p.at:], []byte(w)) || !p.ended(p.at+len(w)) {
		return nil, false
	}
	p.at += len(w)
	return append(dst, w...), true
}

// ended says whether a word or number may end at i.
func (p *plain) ended(i int) bool {
	if i >= len(p.in) {
		return true
	}
	switch p.in[i] {
	case ',', ']', '}', ' ', '\t', '\n', '\r':
		return true
	}
	return false
}

// number reads a number that everybody writes alike: at most 15 significant digits, no exponent, no idle zeros, not
// smaller than a millionth. (Fifteen digits are told apart by a double, so no shorter form exists.)
func (p *plain) number(dst []byte) ([]byte, bool) {
	start, i := p.at, p.at
	negative := p.in[i] == '-'
	if negative {
		i++
	}
	first := i
	i = p.digits(i)
	n := i - first
	zero := n > 0 && p.in[first] == '0'
	if n == 0 || zero && n > 1 {
		return nil, false
	}
	if i < len(p.in) && p.in[i] == '.' {
		point := i
		i = p.digits(i + 1)
		n += i - point - 1
		if i == point+1 || p.in[i-1] == '0' || zero && bytes.HasPrefix(p.in[point+1:i], []byte("000000")) {
			return nil, false
		}
	} else if zero && negative {
		return nil, false
	}
	if n > 15 || !p.ended(i) {
		return nil, false
	}
	p.at = i
	return append(dst, p.in[start:i]...), true
}

func (p *plain) digits(i int) int {
	for i < len(p.in) && p.in[i] >= '0' && p.in[i] <= '9' {
		i++
	}
	return i
}

// str reads a string whose only escapes, if any, are those that stay as they are: \" \\ \b \f \n \r \t.
func (p *plain) str() ([]byte, bool) {
	start := p.at
	i := start + 1
	wide := false
	for i < len(p.in) {
		c := p.in[i]
		switch {
		case c == '"':
			p.at = i + 1
			s := p.in[start:p.at]
			return s, !wide || utf8.Valid(s)
		case c == '\\':
			if i+1 >= len(p.in) || !bytes.ContainsRune([]byte(`"\bfnrt`), rune(p.in[i+1])) {
				return nil, false
			}
			i++
		case c < 0x20:
			return nil, false
		case c >= 0x80:
			wide = true
		}
		i++
	}
	return nil, false
}

func (p *plain) list(dst []byte) ([]byte, bool) {
	if p.depth++; p.depth > plainDepth {
		return nil, false
	}
	defer func() { p.depth-- }()
	p.at++
	dst = append(dst, '[')
	if p.take(']') {
		return append(dst, ']'), true
	}
	for ok := true; ; {
		if dst, ok = p.value(dst); !ok {
			return nil, false
		}
		if p.take(',') {
			dst = append(dst, ',')
			continue
		}
		return append(dst, ']'), p.take(']')
	}
}

// member is one member of an object: where its key stands in the text and where its canonical value was written.
type member struct {
	key      []byte
	from, to int
}

func (p *plain) object(dst []byte) ([]byte, bool) {
	if p.depth++; p.depth > plainDepth {
		return nil, false
	}
	defer func() { p.depth-- }()
	p.at++
	if p.take('}') {
		return append(dst, '{', '}'), true
	}
	var few [24]member
	members := few[:0]
	sorted := true
	start := len(dst)
	dst = append(dst, '{')
	for ok := true; ; {
		if p.next() != '"' {
			return nil, false
		}
		var key []byte
		if key, ok = p.str(); !ok || !plainKey(key) || !p.take(':') {
			return nil, false
		}
		if n := len(members); n > 0 {
			dst = append(dst, ',')
			sorted = sorted && bytes.Compare(members[n-1].key, key) < 0
		}
		from := len(dst)
		dst = append(append(dst, key...), ':')
		if dst, ok = p.value(dst); !ok {
			return nil, false
		}
		members = append(members, member{key, from, len(dst)})
		if p.take(',') {
			continue
		}
		if !p.take('}') {
			return nil, false
		}
		break
	}
	if sorted {
		return append(dst, '}'), true
	}
	return inOrder(dst, start, members)
}

// inOrder rewrites an object's members sorted by key; doubled keys are not plain.
func inOrder(dst []byte, start int, members []member) ([]byte, bool) {
	slices.SortFunc(members, func(a, b member) int { return bytes.Compare(a.key, b.key) })
	written := append(make([]byte, 0, 512), dst[start:]...)
	dst = append(dst[:start], '{')
	for i, m := range members {
		if i > 0 {
			if bytes.Equal(members[i-1].key, m.key) {
				return nil, false
			}
			dst = append(dst, ',')
		}
		dst = append(dst, written[m.from-start:m.to-start]...)
	}
	return append(dst, '}'), true
}

// plainKey is true for a quoted key of ASCII without escapes: for such keys the order of bytes is the RFC's order of
// UTF-16 units. (The closing quote sorts below every character such a key may hold, so a key sorts before its
// continuations, as it must; a space or "!" would break that and is not plain.)
func plainKey(quoted []byte) bool {
	for _, c := range quoted[1 : len(quoted)-1] {
		if c <= '"' || c == '\\' || c >= 0x7f {
			return false
		}
	}
	return true
}
