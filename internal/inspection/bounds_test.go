package inspection_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"anjian/internal/checklist"
	"anjian/internal/fault"
	"anjian/internal/inspection"
)

// doing carries out one act with a body given as any value, and answers with the refusal's code, "" when accepted.
func doing(t testing.TB, w world, check *inspection.Check, by string, kind inspection.Kind, n int, body any, change func(*inspection.Act)) string {
	t.Helper()
	raw, ok := body.(string)
	if !ok {
		raw = written(t, body)
	}
	s := step{By: by, Kind: kind, Body: json.RawMessage(raw)}
	act := w.act(t, s, 1000+n, check.Record())
	if change != nil {
		change(&act)
	}
	if err := check.Do(act, w.known(s)); err != nil {
		return fault.CodeOf(err)
	}
	return ""
}

func TestBodiesAreReadStrictly(t *testing.T) {
	w := theWorld(t)
	const answer = `{"checklist":"general","item":"G-1","verdict":"conforms"}`
	for _, c := range []struct {
		name   string
		body   string
		change func(*inspection.Act)
		code   string
	}{
		{name: "a plain answer is accepted", body: answer},
		{name: "space around it is accepted", body: " \n" + answer + "\t"},
		{name: "an empty body is refused", body: ``, code: "act.bad_body"},
		{name: "null is refused", body: `null`, code: "act.bad_body"},
		{name: "a list is refused", body: `[]`, code: "act.bad_body"},
		{name: "a text is refused", body: `"x"`, code: "act.bad_body"},
		{name: "half a body is refused", body: answer[:30], code: "act.bad_body"},
		{name: "two bodies are refused", body: answer + answer, code: "act.bad_body"},
		{name: "a bracket too many is refused", body: answer + "}", code: "act.bad_body"},
		{name: "a number for a text is refused", body: `{"checklist":1}`, code: "act.bad_body"},
		{name: "a number with a comma is refused", body: `{"checklist":"general","item":"G-2","verdict":"conforms","value":{"number":"1,5"}}`, code: "act.bad_body"},
		{name: "a number beyond all is refused", body: `{"checklist":"general","item":"G-2","verdict":"conforms","value":{"number":1e999}}`, code: "act.bad_body"},
		{name: "a misspelt member is refused", body: `{"checklist":"general","item":"G-1","verdict":"conforms","notes":""}`, code: "act.bad_body"},
		{name: "an empty object lacks everything", body: `{}`, code: "act.missing"},
		{name: "eleven superseded answers are too many", body: `{"checklist":"general","item":"G-1","verdict":"conforms","supersedes":["` + strings.Repeat(`a","`, 10) + `a"]}`, code: "act.too_many"},
		{name: "an id that is none is refused", body: answer, change: func(a *inspection.Act) { a.ID = "1" }, code: "act.bad_value"},
		{name: "a capital id is refused", body: answer, change: func(a *inspection.Act) { a.ID = "0000000A-0000-7000-8000-000000000000" }, code: "act.bad_value"},
		{name: "no check id is refused", body: answer, change: func(a *inspection.Act) { a.CheckID = "" }, code: "act.bad_value"},
		{name: "the check of somebody else is refused", body: answer, change: func(a *inspection.Act) { a.CheckID = id("c9") }, code: "act.other_check"},
		{name: "a newer app is told so", body: answer, change: func(a *inspection.Act) { a.Dialect = inspection.Dialect + 1 }, code: "act.newer_app"},
		{name: "an unknown kind is told so", body: answer, change: func(a *inspection.Act) { a.Kind = "answer" }, code: "act.unknown_kind"},
		{name: "the year 2101 is refused", body: answer, change: func(a *inspection.Act) { a.DoneAt = time.Date(2101, 1, 1, 0, 0, 0, 0, time.UTC) }, code: "act.bad_time"},
		{name: "no time is refused", body: answer, change: func(a *inspection.Act) { a.DoneAt = time.Time{} }, code: "act.bad_time"},
	} {
		t.Run(c.name, func(t *testing.T) {
			check, _ := w.after(t, "open")
			if got := doing(t, w, &check, "lead", inspection.AnswerItem, 0, c.body, c.change); got != c.code {
				t.Errorf("answered %q, expected %q", got, c.code)
			}
		})
	}
}

func TestTextsAreCountedInCharacters(t *testing.T) {
	w := theWorld(t)
	for _, c := range []struct {
		name, note, code string
	}{
		{"two thousand rare characters fit", strings.Repeat("𬭎", 2000), ""},
		{"one more does not", strings.Repeat("𬭎", 2001), "act.too_long"},
		{"two hundred thousand bytes do not", strings.Repeat("x", 200_000), "act.too_long"},
		{"a family of emoji is printable", "👨‍👩‍👧‍👦 在场", ""},
		{"a new line and a tab are printable", "第一行\n\t第二行", ""},
		{"only spaces are nothing", "　\u00a0\ufeff\n", "act.missing"},
		{"a bell is not printable", "a\u0007b", "act.bad_characters"},
		{"a carriage return is not printable", "a\r\nb", "act.bad_characters"},
		{"a text that turns around is not printable", "\u202egnp.exe", "act.bad_characters"},
		{"a NUL is not printable", "a\u0000", "act.bad_characters"},
	} {
		t.Run(c.name, func(t *testing.T) {
			check, _ := w.after(t, "open")
			body := inspection.AnswerItemBody{Checklist: "general", Item: "G-1", Verdict: checklist.Conforms, Note: c.note}
			if got := doing(t, w, &check, "lead", inspection.AnswerItem, 0, body, nil); got != c.code {
				t.Errorf("answered %q, expected %q", got, c.code)
			}
		})
	}
}

func TestACheckHasBounds(t *testing.T) {
	w := theWorld(t)
	check, _ := w.after(t, "open")
	hash := strings.Repeat("ab", 32)
	photo := func(n int) inspection.AttachPhotoBody {
		return inspection.AttachPhotoBody{PhotoID: id(fmt.Sprintf("f%d", n)), SHA256: hash, OriginalSHA256: hash, ContentType: "image/jpeg",
			Size: 1, Width: 1, Height: 1, Source: inspection.FromCamera, About: inspection.AboutScene, TakenAt: w.Clock}
	}
	for n := range 2000 {
		if code := doing(t, w, &check, "lead", inspection.AttachPhoto, n, photo(n), nil); code != "" {
			t.Fatalf("photo %d: %s", n, code)
		}
	}
	if code := doing(t, w, &check, "lead", inspection.AttachPhoto, 2000, photo(2000), nil); code != "photo.too_many" {
		t.Errorf("photo 2001: %q", code)
	}
	if photos := check.Record().Photos; !slices.IsSortedFunc(photos, func(a, b inspection.Photo) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("photos are not kept by id")
	}
	finding := func(n int) inspection.RaiseFindingBody {
		return inspection.RaiseFindingBody{FindingID: id(fmt.Sprintf("e%d", n)), Words: inspection.FindingWords{Text: "甲", Handling: inspection.Advice}}
	}
	for n := range 500 {
		if code := doing(t, w, &check, "lead", inspection.RaiseFinding, 3000+n, finding(n), nil); code != "" {
			t.Fatalf("finding %d: %s", n, code)
		}
	}
	if code := doing(t, w, &check, "lead", inspection.RaiseFinding, 4000, finding(500), nil); code != "finding.too_many" {
		t.Errorf("finding 501: %q", code)
	}
}

func TestInkHasBounds(t *testing.T) {
	w := theWorld(t)
	stroke := func(points int, length float64) [][]float64 {
		s := make([][]float64, points)
		for i := range s {
			s[i] = []float64{float64(i) * length / float64(points), 0, float64(i), 0.5}
		}
		return s
	}
	times := func(n int, s [][]float64) (all [][][]float64) {
		for range n {
			all = append(all, s)
		}
		return all
	}
	for _, c := range []struct {
		name string
		ink  inspection.Ink
		code string
	}{
		{"two hundred strokes fit", inspection.Ink{Width: 800, Height: 300, Strokes: times(200, stroke(10, 90))}, ""},
		{"one more does not", inspection.Ink{Width: 800, Height: 300, Strokes: times(201, stroke(10, 90))}, "act.too_many"},
		{"five thousand points fit", inspection.Ink{Width: 800, Height: 300, Strokes: times(50, stroke(100, 90))}, ""},
		{"one more does not", inspection.Ink{Width: 800, Height: 300, Strokes: append(times(50, stroke(100, 90)), stroke(1, 0))}, "sign.bad_ink"},
		{"two hundred dots are none", inspection.Ink{Width: 800, Height: 300, Strokes: times(200, stroke(1, 0))}, "sign.bad_ink"},
		{"a scratch is none", inspection.Ink{Width: 800, Height: 300, Strokes: times(1, stroke(10, 30))}, "sign.bad_ink"},
		{"a point far away is none", inspection.Ink{Width: 800, Height: 300, Strokes: [][][]float64{{{0, 0, 0, 0}, {1e300, 0, 1, 0}}}}, "sign.bad_ink"},
		{"a negative time is none", inspection.Ink{Width: 800, Height: 300, Strokes: [][][]float64{{{0, 0, -1, 0}, {100, 0, 1, 0}}}}, "sign.bad_ink"},
		{"no pad is none", inspection.Ink{Strokes: times(1, stroke(10, 90))}, "act.bad_value"},
	} {
		t.Run(c.name, func(t *testing.T) {
			check, _ := w.after(t, "recorded")
			body := inspection.SignRecordBody{Signatory: inspection.Signatory{Party: inspection.PartyLead, Name: "李𬭎"},
				Digest: check.Record().Seal.Digest, Sentence: "属实", Ink: c.ink}
			if got := doing(t, w, &check, "lead", inspection.SignRecord, 0, body, nil); got != c.code {
				t.Errorf("answered %q, expected %q", got, c.code)
			}
		})
	}
}

func TestChecklistsMustBeThoseTheCheckKeeps(t *testing.T) {
	w := theWorld(t)
	body := []byte(`{"checklist":"general","item":"G-1","verdict":"conforms"}`)
	for name, change := range map[string]func(inspection.Known){
		"not there":       func(k inspection.Known) { delete(k.Lists, "general") },
		"another version": func(k inspection.Known) { l := k.Lists["general"]; l.Digest = "0"; k.Lists["general"] = l },
	} {
		check, place := w.after(t, "open")
		s := step{By: "lead", Kind: inspection.AnswerItem, Body: body}
		known := w.known(s)
		change(known)
		err := check.Do(w.act(t, s, place, check.Record()), known)
		if fault.CodeOf(err) != "checklist.not_at_hand" || fault.KindOf(err) != fault.Unavailable {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTimesCountToTheMillisecondInUTC(t *testing.T) {
	w := theWorld(t)
	check, _ := w.after(t, "open")
	at := time.Date(2026, 11, 24, 9, 30, 0, 123_456_789, inspection.Zone)
	body := inspection.AnswerItemBody{Checklist: "general", Item: "G-1", Verdict: checklist.Conforms}
	if code := doing(t, w, &check, "lead", inspection.AnswerItem, 0, body, func(a *inspection.Act) { a.DoneAt = at }); code != "" {
		t.Fatal(code)
	}
	raw := written(t, check.Record().Answers["general/G-1"][0].DoneAt)
	if raw != `"2026-11-24T01:30:00.123Z"` {
		t.Error(raw)
	}
}

func TestDayIsTheCivilDayInChina(t *testing.T) {
	if d := inspection.Day(time.Date(2026, 11, 24, 16, 0, 0, 0, time.UTC)); d != "2026-11-25" {
		t.Error(d)
	}
	if d := inspection.Day(time.Date(2026, 11, 24, 15, 59, 59, 0, time.UTC)); d != "2026-11-24" {
		t.Error(d)
	}
}
