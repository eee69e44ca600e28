package rest

import (
	"bytes"
	"strconv"
	"time"
)

// The short pass's reader: what JSON is made of, as far as a batch of everyday form has it.

type quickReader struct {
	in    []byte
	at    int
	depth int
}

func (q *quickReader) space() {
	for q.at < len(q.in) && (q.in[q.at] == ' ' || q.in[q.at] == '\n' || q.in[q.at] == '\t' || q.in[q.at] == '\r') {
		q.at++
	}
}

func (q *quickReader) take(c byte) bool {
	if q.space(); q.at >= len(q.in) || q.in[q.at] != c {
		return false
	}
	q.at++
	return true
}

// plain gives the inside of a string without escapes; nil when there is none.
func (q *quickReader) plain() []byte {
	if !q.take('"') {
		return nil
	}
	for i := q.at; i < len(q.in); i++ {
		switch c := q.in[i]; {
		case c == '"':
			s := q.in[q.at:i:i]
			q.at = i + 1
			return s
		case c == '\\' || c < 0x20:
			return nil
		}
	}
	return nil
}

func (q *quickReader) text(into *string, likely string) bool {
	s := q.plain()
	if *into = likely; string(s) != likely {
		*into = string(s)
	}
	return s != nil
}

func (q *quickReader) time(into *time.Time) bool {
	s := q.plain()
	return s != nil && into.UnmarshalText(s) == nil
}

func (q *quickReader) small(into *int) bool {
	q.space()
	from := q.at
	if !q.number() || q.at-from > 4 {
		return false
	}
	n, err := strconv.Atoi(string(q.in[from:q.at]))
	*into = n
	return err == nil
}

func (q *quickReader) whole(into *int64) bool {
	q.space()
	from := q.at
	if !q.number() || q.at-from > 18 {
		return false
	}
	n, err := strconv.ParseInt(string(q.in[from:q.at]), 10, 64)
	*into = n
	return err == nil
}

// value passes over any JSON value, holding it to the grammar.
func (q *quickReader) value() bool {
	if q.space(); q.at >= len(q.in) {
		return false
	}
	switch q.in[q.at] {
	case '{':
		return q.nested('}', true)
	case '[':
		return q.nested(']', false)
	case '"':
		return q.str()
	case 't':
		return q.word("true")
	case 'f':
		return q.word("false")
	case 'n':
		return q.word("null")
	default:
		return q.number()
	}
}

func (q *quickReader) nested(end byte, keys bool) bool {
	q.at++
	if q.depth++; q.depth > quickDepth {
		return false
	}
	defer func() { q.depth-- }()
	if q.take(end) {
		return true
	}
	for {
		if q.space(); keys && (!q.str() || !q.take(':')) {
			return false
		}
		if !q.value() {
			return false
		}
		if !q.take(',') {
			return q.take(end)
		}
	}
}

// str passes over a string whose escapes, if any, are the short ones.
func (q *quickReader) str() bool {
	if q.at >= len(q.in) || q.in[q.at] != '"' {
		return false
	}
	for i := q.at + 1; i < len(q.in); i++ {
		switch c := q.in[i]; {
		case c == '"':
			q.at = i + 1
			return true
		case c < 0x20:
			return false
		case c == '\\':
			if i++; i >= len(q.in) || bytes.IndexByte([]byte(`"\/bfnrt`), q.in[i]) < 0 {
				return false
			}
		}
	}
	return false
}

func (q *quickReader) word(w string) bool {
	if !bytes.HasPrefix(q.in[q.at:], []byte(w)) {
		return false
	}
	q.at += len(w)
	return true
}

// number passes over -?(0|[1-9]…)(.…)?; with an exponent the pass gives up.
func (q *quickReader) number() bool {
	if q.at < len(q.in) && q.in[q.at] == '-' {
		q.at++
	}
	first := q.at
	if q.digits() == 0 || q.in[first] == '0' && q.at-first > 1 {
		return false
	}
	if q.at < len(q.in) && q.in[q.at] == '.' {
		q.at++
		return q.digits() > 0
	}
	return true
}

func (q *quickReader) digits() int {
	from := q.at
	for q.at < len(q.in) && q.in[q.at] >= '0' && q.in[q.at] <= '9' {
		q.at++
	}
	return q.at - from
}
