package evidence_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gowebpki/jcs"

	"anjian/internal/evidence"
)

func TestCanonicalVectors(t *testing.T) {
	raw, err := os.ReadFile("testdata/canonical.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Name      string
		Input     string
		Canonical string
		Refused   bool
	}
	if err := json.Unmarshal(raw, &vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors) < 15 {
		t.Fatalf("only %d vectors", len(vectors))
	}
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			got, err := evidence.CanonicalJSON([]byte(v.Input))
			switch {
			case v.Refused && err == nil:
				t.Fatalf("accepted as %s", got)
			case !v.Refused && err != nil:
				t.Fatal(err)
			case !v.Refused && string(got) != v.Canonical:
				t.Fatalf("got  %s\nwant %s", got, v.Canonical)
			}
		})
	}
}

func TestInvalidTextHasNoCanonicalForm(t *testing.T) {
	for name, text := range map[string]string{
		"a broken byte":                   "\"a\xffb\"",
		"a broken byte in a key":          "{\"a\xff\":1}",
		"an encoded surrogate":            "\"\xed\xa0\x80\"",
		"a bare control character":        "\"a\nb\"",
		"an unfinished string":            "\"abc",
		"an unfinished escape":            "\"abc\\",
		"an unfinished object":            "{\"a\":1",
		"a word that goes on":             "[trueish]",
		"ten thousand and one open lists": strings.Repeat("[", 10001) + strings.Repeat("]", 10001),
	} {
		if got, err := evidence.CanonicalJSON([]byte(text)); err == nil {
			t.Errorf("%s was accepted as %q", name, got)
		}
	}
}

func TestTimeIsWrittenLikeAPhoneWritesIt(t *testing.T) {
	at := time.Date(2026, 11, 24, 9, 2, 3, 4_999_999, time.FixedZone("CST", 8*3600))
	if got := evidence.Time(at); got != "2026-11-24T01:02:03.004Z" {
		t.Fatal(got)
	}
}

// FuzzShortAndLongWayAgree holds the short pass to the reference implementation of the RFC.
func FuzzShortAndLongWayAgree(f *testing.F) {
	for _, s := range []string{
		`{"b":[1,-2,0,{"z":null,"a":"é\n"}],"a":true}`, `[]`, `{}`, ` "x" `, `-0`, `[1.5e3]`, `{"a":1,"a":2}`, `{"a\u0062":1,"ab":2}`,
		`{"a ":1,"a":2,"a!":3}`, `{"é":1,"e":2}`, "\"\x7f\"", `"\/"`, `[1,]`, `[1}`, `{"a":}`, `tru`, `truex`, `1234567890123456`, "{\"a\":\xff}",
		`[31.72,-0.5,0.000001,0.0000001,0.0,1.,.5,123456789.123456,1234567890.123456,-0.10]`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		want, wantErr := jcs.Transform(raw)
		got, err := evidence.CanonicalJSON(raw)
		if (err == nil) != (wantErr == nil) {
			t.Fatalf("%q: got error %v, reference %v", raw, err, wantErr)
		}
		if err == nil && !bytes.Equal(got, want) {
			t.Fatalf("%q: got %s, reference %s", raw, got, want)
		}
	})
}
