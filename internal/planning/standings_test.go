package planning_test

import (
	"encoding/json"
	"os"
	"testing"

	"anjian/configs"
	"anjian/internal/config"
	"anjian/internal/planning"
)

// The phone reckons limits too (pwa/src/planning/limits.ts): this file holds how each shipped limit stands on days around
// its end, for events all over the announced years, and both are held to it.
func TestStandingsAreThoseThePhoneIsHeldTo(t *testing.T) {
	type line struct {
		Limit string            `json:"limit"`
		From  string            `json:"from"`
		Today string            `json:"today"`
		Is    planning.Standing `json:"is"`
	}
	c := calendar(t)
	clocks, err := config.LoadClocks(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	lines := []line{}
	for _, code := range []string{"archive", "delivery", "extension_answer", "lawsuit", "measure_approval", "recheck", "reconsideration", "report_refusal"} {
		clock := clocks[code]
		for from := day(t, "2020-01-17"); from < day(t, "2026-12-28"); from += 61 {
			due, _ := clock.DueOn(c, from)
			for _, today := range []planning.Day{from, due - planning.Day(clock.Soon) - 1, due, due + 1} {
				lines = append(lines, line{code, from.String(), today.String(), clock.Standing(c, from, today)})
			}
		}
	}
	got, err := json.Marshal(map[string]any{"limits": clocks, "standings": lines})
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	const file = "testdata/standings.json"
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || string(want) != string(got) {
		t.Errorf("the standings are not those of %s (%v): go test ./internal/planning -update, and look at the difference", file, err)
	}
}
