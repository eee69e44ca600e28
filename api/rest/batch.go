package rest

import (
	"bytes"
	"encoding/json"
	"time"
	"unicode/utf8"

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
