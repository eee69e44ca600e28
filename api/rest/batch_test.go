package rest

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
)

const (
	everyday = `{"id":"0198f000-0000-7000-8000-000000000001","kind":"answer_item","checkId":"0198f000-0000-7000-8000-000000000002",` +
		`"doneAt":"2026-11-24T01:02:03.004Z","device":"0198f000-0000-7000-8000-000000000003","dialect":1,"body":{"checklist":"general","item":"GE-001","verdict":"conforms","note":"好\n","value":{"number":-0.5}}}`
	other = `{"body":{"a":[1,true,null,{}],"b":[]},"doneAt":"2026-11-24T09:02:03+08:00","checkId":"0198f000-0000-7000-8000-000000000002","id":"x","kind":"dispatch"}`
)

const (
	timed = `{"id":"0198f000-0000-7000-8000-000000000001","kind":"answer_item","checkId":"0198f000-0000-7000-8000-000000000002","doneAt":"2026-11-24T01:02:03.004Z",` +
		`"clock":{"run":"0198f000-0000-7000-8000-000000000009","mono":61000,"server":"2026-11-23T01:02:03.004Z","error":480},"dialect":1,"body":{}}`
	oddlyTimed = `{"acts":[{"id":"x","clock":%s,"body":{}}]}`
)

var batches = []string{
	`{"acts":[` + timed + `]}`, strings.Replace(`{"acts":[`+timed+`]}`, `"error":480`, `"mono":7`, 1),
	strings.Replace(oddlyTimed, "%s", `null`, 1), strings.Replace(oddlyTimed, "%s", `{}`, 1), strings.Replace(oddlyTimed, "%s", `{"run":7}`, 1), strings.Replace(oddlyTimed, "%s", `{"mono":1.5}`, 1),
	strings.Replace(oddlyTimed, "%s", `{"mono":1e3}`, 1), strings.Replace(oddlyTimed, "%s", `{"mono":123456789012345678901}`, 1), strings.Replace(oddlyTimed, "%s", `{"server":"yesterday"}`, 1),
	strings.Replace(oddlyTimed, "%s", `{"run":"`+strings.Repeat("r", 70)+`"}`, 1), strings.Replace(oddlyTimed, "%s", `{"error":-1,"x":2}`, 1),
	`{"acts":[` + everyday + `],"covers":[{"checkId":"0198f000-0000-7000-8000-000000000002","jws":"a.b.c"}]}`, `{"acts":[` + everyday + `],"covers":[]}`,
	`{"acts":[` + everyday + `],"covers":[{"checkId":"x","jws":"a.b.c"},{"checkId":"y","jws":""}] }`, `{"acts":[` + everyday + `],"covers":[{"jws":"a.b.c","checkId":"x"}]}`,
	`{"acts":[` + everyday + `],"covers":[{"checkId":"x","jws":7}]}`, `{"acts":[` + everyday + `],"covers":null}`, `{"acts":[` + everyday + `],"covers":[{"checkId":"x","jws":"a"},]}`,
	`{"acts":[` + everyday + `]}`, `{"acts":[` + everyday + `,` + other + `]}`, " {\n\"acts\" : [ " + everyday + " , " + other + " ] }\r\n",
	`{"acts":[]}`, `{"acts":null}`, `{"acts":[null]}`, `{"acts":[{}]}`, `{"acts":[1]}`, `{}`, `[]`, ``, `{"acts":[` + everyday + `]`, `{"acts":[` + everyday + `]}x`,
	`{"acts":[` + everyday + `,]}`, `{"acts":[` + everyday + `],"acts":[]}`, `{"more":1,"acts":[` + everyday + `]}`,
	strings.Replace(`{"acts":[`+everyday+`]}`, `"dialect":1`, `"dialect":01`, 1), strings.Replace(`{"acts":[`+everyday+`]}`, `"dialect":1`, `"dialect":-1`, 1),
	strings.Replace(`{"acts":[`+everyday+`]}`, `"dialect":1`, `"dialect":1.0`, 1), strings.Replace(`{"acts":[`+everyday+`]}`, `"dialect":1`, `"dialect":99999`, 1),
	strings.Replace(`{"acts":[`+everyday+`]}`, `"kind"`, `"Kind"`, 1), strings.Replace(`{"acts":[`+everyday+`]}`, `"kind"`, `"id"`, 1),
	strings.Replace(`{"acts":[`+everyday+`]}`, `"device":"0198`, `"device":"\u0030198`, 1), strings.Replace(`{"acts":[`+everyday+`]}`, `01:02:03.004Z`, `1:02:03.004Z`, 1),
	strings.Replace(`{"acts":[`+everyday+`]}`, `-0.5`, `-.5`, 1), strings.Replace(`{"acts":[`+everyday+`]}`, `-0.5`, `00.5`, 1), strings.Replace(`{"acts":[`+everyday+`]}`, `-0.5`, `5.`, 1),
	strings.Replace(`{"acts":[`+everyday+`]}`, `-0.5`, `1e9`, 1), strings.Replace(`{"acts":[`+everyday+`]}`, `-0.5`, `tru`, 1), strings.Replace(`{"acts":[`+everyday+`]}`, `-0.5`, `truefalse`, 1),
	strings.Replace(`{"acts":[`+everyday+`]}`, `好\n`, `\ud83d`, 1), strings.Replace(`{"acts":[`+everyday+`]}`, `好\n`, `\x`, 1), strings.Replace(`{"acts":[`+everyday+`]}`, `好\n`, "\t", 1),
	strings.Replace(`{"acts":[`+everyday+`]}`, `-0.5`, strings.Repeat("[", 25)+strings.Repeat("]", 25), 1), strings.Replace(`{"acts":[`+everyday+`]}`, `-0.5`, strings.Repeat("[", 30)+strings.Repeat("]", 30), 1),
	strings.Replace(`{"acts":[`+everyday+`]}`, `好`, "\xff", 1),
}

// same holds the short pass over a batch to what encoding/json makes of it, act by act.
func same(t *testing.T, text string) (quick bool) {
	t.Helper()
	var short, long pushBody
	if !short.quick([]byte(text)) {
		if short.read != nil {
			t.Fatalf("%q: the short pass gave up and left something", text)
		}
		return false
	}
	if err := shallow([]byte(text)); err != nil {
		t.Fatalf("%q is read, though it is %v", text, err)
	}
	if err := json.Unmarshal([]byte(text), &long); err != nil {
		t.Fatalf("%q is read, though it is no batch: %v", text, err)
	}
	if !reflect.DeepEqual(short.Covers, long.Covers) {
		t.Fatalf("%q: covers %+v, want %+v", text, short.Covers, long.Covers)
	}
	if short.len() != len(long.Acts) {
		t.Fatalf("%q: %d acts, want %d", text, short.len(), len(long.Acts))
	}
	for i, raw := range long.Acts {
		want, wantRefusal := readAct(raw)
		got, refusal := short.act(i)
		if !reflect.DeepEqual(got, want) || (refusal == nil) != (wantRefusal == nil) || refusal != nil && !reflect.DeepEqual(refusal, wantRefusal) {
			t.Fatalf("%q, act %d:\n got %+v %v\nwant %+v %v", text, i, got, refusal, want, wantRefusal)
		}
	}
	return true
}

func TestABatchOfEverydayFormIsReadInOnePassAndReadsTheSame(t *testing.T) {
	quick := 0
	for i, text := range batches {
		if same(t, text) {
			quick++
		} else if i < 1 || text == `{"acts":[`+everyday+`]}` {
			t.Errorf("%q takes the long way", text)
		}
	}
	if quick > 11 {
		t.Errorf("%d batches took the short pass", quick)
	}
}

func FuzzTheShortPassOverABatchMeansTheSame(f *testing.F) {
	for _, text := range batches {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { same(t, text) })
}

func TestTheAnswerToABatchIsTheJSONOfItsResults(t *testing.T) {
	at := time.Date(2026, 11, 24, 1, 2, 3, 40_000_000, time.UTC)
	id, hex := "0198f000-0000-7000-8000-000000000001", strings.Repeat("0a", 32)
	answer := pushAnswer{ServerTime: at, Results: []ActResult{
		{ActID: id, Outcome: "accepted", Seq: 7, TakenAt: &at, Sum: hex, Hash: hex},
		{ActID: "\"<odd>", Outcome: "refused", Problem: face(actMalformed.With("why", "<&>\""), "request")},
		{ActID: id, Outcome: "accepted", Seq: 8, TakenAt: &at, Sum: hex, Hash: hex},
	}}
	for n := range len(answer.Results) + 1 {
		some := pushAnswer{Results: answer.Results[:n], ServerTime: at}
		var text bytes.Buffer
		if err := marshal(&text, some); err != nil {
			t.Fatal(err)
		}
		want, err := json.Marshal(some)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSuffix(text.String(), "\n"); got != string(want) {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}
