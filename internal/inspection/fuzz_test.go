package inspection_test

import (
	"testing"

	"anjian/internal/fault"
	"anjian/internal/inspection"
)

// FuzzNoBodyBreaksTheLaw: whatever a body says, in whatever state, the answer is a change or a known refusal, never a
// panic or an unforeseen error; a refusal changes nothing, and what was accepted can be written, read and laid out.
func FuzzNoBodyBreaksTheLaw(f *testing.F) {
	w := theWorld(f)
	for _, steps := range w.Preludes {
		for i, s := range steps {
			f.Add(uint8(i), uint8(i), string(s.Body))
		}
	}
	for _, body := range []string{`{}`, `null`, `{"closing":{"endedAt":"2026-11-24T04:00:00Z"},"digest":""}`, `{"findingId":""}`,
		`{"signatory":{"party":"lead","name":"李𬭎"},"digest":"","sentence":"x","ink":{"width":1,"height":1,"strokes":[[[]]]}}`,
		`{"checklist":"general","item":"G-3","verdict":"conforms","value":{}}`, `{"checklist":"general","item":"G-2","verdict":"violates","value":{"number":-0,"date":"x"}}`} {
		for k := range allKinds() {
			f.Add(uint8(k), uint8(k), body)
		}
	}
	preludes := []string{"", "planned", "assigned", "ready", "open", "answered", "recorded", "signed", "ordered"}
	people := []string{"head", "lead", "leader", "assistant", "enterprise", "rectifier"}
	kinds := allKinds()
	codes := map[string]bool{"answer.wrong_type": true, "answer.not_a_number": true, "answer.bad_date": true}
	for _, r := range inspection.Refusals() {
		codes[r.Code] = true
	}
	f.Fuzz(func(t *testing.T, kind, where uint8, body string) {
		for _, by := range people {
			check, place := w.after(t, preludes[int(where)%len(preludes)])
			s := step{By: by, Kind: kinds[int(kind)%len(kinds)], Body: []byte(body)}
			before := written(t, check.Record())
			known := w.known(s)
			err := check.Do(w.act(t, step{By: by, Kind: s.Kind, Body: []byte(body)}, place, inspection.CheckRecord{}), known)
			after := written(t, check.Record())
			switch {
			case err == nil:
				if len(inspection.Digest(inspection.Sealed(check.Record(), known.Lists, inspection.Closing{}))) != 64 {
					t.Fatalf("%s %s: the record cannot be laid out any more", s.Kind, body)
				}
			case !codes[fault.CodeOf(err)]:
				t.Fatalf("%s %s: %v", s.Kind, body, err)
			case before != after:
				t.Fatalf("%s %s was refused (%v) and changed the record", s.Kind, body, err)
			}
		}
	})
}
