package inspection

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"anjian/internal/checklist"
)

// quickBody is a body with a short way of being read. It gives up (false, nothing changed) at whatever is not of
// everyday form and never judges what is wrong: then strict reads, and refuses.
type quickBody interface{ quick(raw []byte) bool }

// quick reads the body of answer_item by hand. Answers are nearly all that phones send, 120 in a whole record, and
// reading them by reflection took 7 % of what the server did for one.
func (b *AnswerItemBody) quick(raw []byte) bool {
	q := quickText{in: raw}
	var read AnswerItemBody
	if !utf8.Valid(raw) || !q.members(func(key string) (bit int, ok bool) {
		switch key {
		case "checklist":
			return 1, q.text(&read.Checklist)
		case "item":
			return 2, q.text(&read.Item)
		case "verdict":
			return 4, q.text((*string)(&read.Verdict))
		case "value":
			read.Value = &checklist.Value{}
			return 8, q.measured(read.Value)
		case "note":
			return 16, q.text(&read.Note)
		case "supersedes":
			return 32, q.texts(&read.Supersedes)
		}
		return 0, false
	}) {
		return false
	}
	if q.space(); q.at != len(raw) {
		return false
	}
	*b = read
	return true
}

// quickText reads JSON without escapes.
type quickText struct {
	in []byte
	at int
}

func (q *quickText) measured(v *checklist.Value) bool {
	return q.members(func(key string) (bit int, ok bool) {
		switch key {
		case "number":
			return 1, q.figure(&v.Number)
		case "date":
			return 2, q.text(&v.Date)
		}
		return 0, false
	})
}

// members reads an object whose members are all known (bit not 0) and come once.
func (q *quickText) members(read func(key string) (bit int, ok bool)) bool {
	if !q.take('{') {
		return false
	}
	for seen := 0; ; {
		key, ok := q.str()
		if !ok || !q.take(':') {
			return false
		}
		bit, ok := read(string(key))
		if !ok || bit == 0 || seen&bit != 0 {
			return false
		}
		seen |= bit
		if !q.take(',') {
			return q.take('}')
		}
	}
}

func (q *quickText) space() {
	for q.at < len(q.in) && (q.in[q.at] == ' ' || q.in[q.at] == '\n' || q.in[q.at] == '\t' || q.in[q.at] == '\r') {
		q.at++
	}
}

func (q *quickText) take(c byte) bool {
	if q.space(); q.at >= len(q.in) || q.in[q.at] != c {
		return false
	}
	q.at++
	return true
}

func (q *quickText) str() ([]byte, bool) {
	if !q.take('"') {
		return nil, false
	}
	for i := q.at; i < len(q.in); i++ {
		switch c := q.in[i]; {
		case c == '"':
			s := q.in[q.at:i]
			q.at = i + 1
			return s, true
		case c == '\\' || c < 0x20:
			return nil, false
		}
	}
	return nil, false
}

func (q *quickText) text(into *string) bool {
	s, ok := q.str()
	*into = string(s)
	return ok
}

func (q *quickText) texts(into *[]string) bool {
	if !q.take('[') {
		return false
	}
	for {
		var s string
		if !q.text(&s) {
			return false
		}
		*into = append(*into, s)
		if !q.take(',') {
			return q.take(']')
		}
	}
}

// figure reads 12, -3 or 0.25; with an exponent, a leading zero or a bare point the short way ends.
func (q *quickText) figure(into **float64) bool {
	q.space()
	from := q.at
	for q.at < len(q.in) && bytes.IndexByte([]byte("-.0123456789"), q.in[q.at]) >= 0 {
		q.at++
	}
	s := q.in[from:q.at]
	whole, part, pointed := bytes.Cut(bytes.TrimPrefix(s, []byte("-")), []byte("."))
	if !digits(whole) || len(whole) > 1 && whole[0] == '0' || pointed && !digits(part) {
		return false
	}
	x, err := strconv.ParseFloat(string(s), 64)
	*into = &x
	return err == nil
}

func digits(s []byte) bool {
	return len(s) > 0 && len(bytes.Trim(s, "0123456789")) == 0
}
