package rest

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"anjian/internal/evidence"
	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
)

// A whole record is 120 acts in one batch, and reading it by reflection, act by act and each three times over, was a
// fifth of what the server did for it. So a batch of everyday form is read in one pass here, and its answer written by
// hand. What is not of everyday form (escapes in ids, unknown or doubled members, odd numbers, wrong JSON) is not
// judged here: the pass gives up and encoding/json decides. Both ways give the same acts; batch_test.go holds them to it.

// pushBody is a batch: its acts as they came, or, after the short pass, already read.
type pushBody struct {
	Acts   []json.RawMessage `json:"acts"`
	Covers []ledger.Cover    `json:"covers"`
	read   []inspection.Act
}

func (b *pushBody) len() int { return max(len(b.Acts), len(b.read)) }

// act gives one act of the batch, or why it is none.
func (b *pushBody) act(i int) (inspection.Act, *fault.Error) {
	if b.read != nil {
		return outside(b.read[i])
	}
	return readAct(b.Acts[i])
}

// quickDepth bounds how deeply the body of an act may be nested in the short pass; it stays under deepest.
const quickDepth = 20

// quick reads a batch of everyday form. The acts rest on a copy of data.
func (b *pushBody) quick(data []byte) bool {
	if !utf8.Valid(data) {
		return false
	}
	q := quickReader{in: bytes.Clone(data)}
	if !q.take('{') || string(q.plain()) != "acts" || !q.take(':') || !q.take('[') {
		return false
	}
	acts := make([]inspection.Act, 0, bytes.Count(data, []byte(`"checkId"`)))
	for {
		var before inspection.Act
		if len(acts) > 0 {
			before = acts[len(acts)-1]
		}
		act, ok := q.act(before)
		if !ok {
			return false
		}
		acts = append(acts, act)
		if !q.take(',') {
			break
		}
	}
	if !q.take(']') {
		return false
	}
	var covers []ledger.Cover
	if q.take(',') {
		if string(q.plain()) != "covers" || !q.take(':') || !q.covers(&covers) {
			return false
		}
	}
	if !q.take('}') {
		return false
	}
	if q.space(); q.at != len(q.in) {
		return false
	}
	b.read, b.Covers = acts, covers
	return true
}

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

// covers reads the devices' signatures.
func (q *quickReader) covers(into *[]ledger.Cover) bool {
	if !q.take('[') {
		return false
	}
	for {
		var c ledger.Cover
		if !q.take('{') || string(q.plain()) != "checkId" || !q.take(':') || !q.text(&c.CheckID, "") ||
			!q.take(',') || string(q.plain()) != "jws" || !q.take(':') || !q.text(&c.JWS, "") || !q.take('}') {
			return false
		}
		if *into = append(*into, c); !q.take(',') {
			return q.take(']')
		}
	}
}

// act reads one act. The acts of a batch mostly share their check, kind and device: those texts are kept once.
func (q *quickReader) act(before inspection.Act) (a inspection.Act, ok bool) {
	if !q.take('{') {
		return a, false
	}
	seen := 0
	for {
		key := q.plain()
		if key == nil || !q.take(':') {
			return a, false
		}
		bit := 0
		switch string(key) {
		case "id":
			bit, ok = 1, q.text(&a.ID, "")
		case "kind":
			bit, ok = 2, q.text((*string)(&a.Kind), string(before.Kind))
		case "checkId":
			bit, ok = 4, q.text(&a.CheckID, before.CheckID)
		case "doneAt":
			bit, ok = 8, q.time(&a.DoneAt)
		case "clock":
			bit, ok = 128, q.clock(&a)
		case "device":
			bit, ok = 16, q.text(&a.Device, before.Device)
		case "dialect":
			bit, ok = 32, q.small(&a.Dialect)
		case "body":
			q.space()
			from := q.at
			bit, ok = 64, q.value()
			a.Body = q.in[from:q.at:q.at]
		}
		if !ok || bit == 0 || seen&bit != 0 {
			return a, false
		}
		seen |= bit
		if !q.take(',') {
			return a, q.take('}')
		}
	}
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

// clock reads what a device knew of time.
func (q *quickReader) clock(a *inspection.Act) (ok bool) {
	if !q.take('{') {
		return false
	}
	c, seen := &evidence.Clock{}, 0
	for {
		key := q.plain()
		if key == nil || !q.take(':') {
			return false
		}
		bit := 0
		switch string(key) {
		case "run":
			bit, ok = 1, q.text(&c.Run, "")
		case "mono":
			bit, ok = 2, q.whole(&c.Mono)
		case "server":
			c.Server = new(time.Time)
			bit, ok = 4, q.time(c.Server)
		case "error":
			bit, ok = 8, q.whole(&c.Error)
		}
		if !ok || bit == 0 || seen&bit != 0 {
			return false
		}
		seen |= bit
		if !q.take(',') {
			a.Clock = c
			return q.take('}')
		}
	}
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

// pushAnswer is the answer to a batch.
type pushAnswer = struct {
	Results    []ActResult `json:"results"`
	ServerTime time.Time   `json:"serverTime"`
}

// marshal writes an answer as JSON; the one to a batch by hand.
func marshal(w io.Writer, v any) error {
	a, ok := v.(pushAnswer)
	if !ok {
		return huma.DefaultJSONFormat.Marshal(w, v)
	}
	text, err := appendAnswer(make([]byte, 0, 64+320*len(a.Results)), a)
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

func appendAnswer(b []byte, a pushAnswer) ([]byte, error) {
	b = append(b, `{"results":[`...)
	for i := range a.Results {
		if i > 0 {
			b = append(b, ',')
		}
		r := &a.Results[i]
		if r.Problem != nil || r.TakenAt == nil || len(r.ActID) != 36 || r.Seq == 0 || len(r.Sum) != 64 || len(r.Hash) != 64 {
			text, err := json.Marshal(r)
			if err != nil {
				return nil, err
			}
			b = append(b, text...)
			continue
		}
		// an accepted act: a UUID and hex, nothing that would need an escape
		b = append(append(b, `{"actId":"`...), r.ActID...)
		b = append(append(b, `","outcome":"`...), r.Outcome...)
		b = strconv.AppendInt(append(b, `","seq":`...), r.Seq, 10)
		b = r.TakenAt.AppendFormat(append(b, `,"takenAt":"`...), time.RFC3339Nano)
		b = append(append(b, `","sum":"`...), r.Sum...)
		b = append(append(b, `","hash":"`...), r.Hash...)
		b = append(b, `"}`...)
	}
	b = a.ServerTime.AppendFormat(append(b, `],"serverTime":"`...), time.RFC3339Nano)
	return append(b, "\"}\n"...), nil
}
