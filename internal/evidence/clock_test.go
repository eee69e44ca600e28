package evidence_test

import (
	"encoding/json"
	"testing"
	"time"

	"anjian/internal/evidence"
)

// Sums that stand in ledgers since before acts had a clock: they must never change.
func TestAnActWithoutAClockKeepsTheSumItAlwaysHad(t *testing.T) {
	const old = "d78557506c1deb7e76c38f51932148ccd5b1ebcef69e2a39c988a7b576d01da4"
	if got := sum(t, "answer_item", checkID, actorID, doneAt, string(body)); got != old {
		t.Fatalf("got %s, want %s", got, old)
	}
}

func TestTheClockIsPartOfTheSumInItsCanonicalForm(t *testing.T) {
	at := time.Date(2026, 11, 24, 1, 2, 2, 250_999_999, time.FixedZone("CST", 8*3600))
	seen := map[string]bool{}
	for name, c := range map[string]*evidence.Clock{
		"none": nil, "run": {Run: checkID}, "later": {Run: checkID, Mono: 7}, "another run": {Run: actorID, Mono: 7},
		"server": {Run: checkID, Mono: 7, Server: &at}, "error": {Run: checkID, Mono: 7, Server: &at, Error: 90},
	} {
		act := map[string]any{"kind": "dispatch", "checkId": checkID, "actor": actorID, "doneAt": "2026-11-24T01:02:03.004Z", "body": map[string]any{}}
		if c != nil {
			var plain any
			if err := json.Unmarshal(c.Append(nil), &plain); err != nil {
				t.Fatal(err)
			}
			act["clock"] = plain
		}
		canonical, err := evidence.Canonical(act)
		if err != nil {
			t.Fatal(err)
		}
		got, err := evidence.ActSum("dispatch", checkID, actorID, doneAt, c, []byte(`{}`))
		if err != nil || got != evidence.Sum(canonical) || seen[got] {
			t.Errorf("%s: sum %s of %s (%v)", name, got, canonical, err)
		}
		seen[got] = true
		if c == nil {
			continue
		}
		var back evidence.Clock
		if err := json.Unmarshal(c.Append(nil), &back); err != nil || string(back.Append(nil)) != string(c.Append(nil)) {
			t.Errorf("%s: %s comes back as %s (%v)", name, c.Append(nil), back.Append(nil), err)
		}
	}
	exact := (&evidence.Clock{Run: checkID, Server: &at}).Exact()
	if want := time.Date(2026, 11, 23, 17, 2, 2, 250_000_000, time.UTC); !exact.Server.Equal(want) || exact.Server.Location() != time.UTC {
		t.Errorf("exact is %s", exact.Server)
	}
}
