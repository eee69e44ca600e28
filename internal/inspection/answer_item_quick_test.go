package inspection

import (
	"reflect"
	"testing"
)

var answerBodies = []string{
	`{"checklist":"general","item":"GE-001","verdict":"conforms"}`, ` { "item" : "GE-001" , "note" : "好 <&>" } `,
	`{"value":{"number":-0.5},"supersedes":["a","b"]}`, `{"value":{"date":"2026-11-24","number":12}}`, `{"value":{"number":123456789012345678901234567890}}`,
	`{}`, `{"item":null}`, `{"item":1}`, `{"Item":"x"}`, `{"item":"a","item":"b"}`, `{"item":"\u0041"}`, `{"more":1}`, `{"item":"a"}x`, `{"item":"a",}`,
	`{"value":null}`, `{"value":{}}`, `{"value":{"number":"1"}}`, `{"value":{"number":1e3}}`, `{"value":{"number":01}}`, `{"value":{"number":1.}}`,
	`{"value":{"number":.5}}`, `{"value":{"number":-}}`, `{"value":{"number":--1}}`, `{"value":{"number":1.2.3}}`, `{"value":{"number":1-2}}`, `{"value":{"number":-0}}`,
	`{"value":{"number":}}`, `{"supersedes":[]}`, `{"supersedes":[null]}`, `{"supersedes":["a",]}`, "{\"note\":\"\xff\"}", "{\"note\":\"a\tb\"}", `null`, `[]`, ``, `{`,
}

func sameAnswer(t *testing.T, text string) (quick bool) {
	t.Helper()
	var short, long AnswerItemBody
	if !short.quick([]byte(text)) {
		if !reflect.DeepEqual(short, AnswerItemBody{}) {
			t.Fatalf("%q: the short way gave up and left something", text)
		}
		return false
	}
	if err := strict([]byte(text), &long); err != nil {
		t.Fatalf("%q is read, though it is no answer: %v", text, err)
	}
	if !reflect.DeepEqual(short, long) {
		t.Fatalf("%q: got %+v, want %+v", text, short, long)
	}
	return true
}

func TestAnAnswerOfEverydayFormIsReadByHandAndReadsTheSame(t *testing.T) {
	for i, text := range answerBodies {
		if quick := sameAnswer(t, text); i < 5 && !quick {
			t.Errorf("%q takes the long way", text)
		}
	}
}

func FuzzTheShortWayOfAnAnswerMeansTheSame(f *testing.F) {
	for _, text := range answerBodies {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { sameAnswer(t, text) })
}
