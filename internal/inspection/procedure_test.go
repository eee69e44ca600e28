package inspection_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"anjian/internal/fault"
	"anjian/internal/inspection"
)

// matrix prints the procedure the other way round: one line an act, and for each state who may do it and what follows.
func matrix() string {
	type line struct {
		cells    []string
		articles []string
	}
	lines := map[inspection.Kind]*line{}
	order := []inspection.Kind{}
	for _, c := range inspection.Procedure {
		l := lines[c.Act]
		if l == nil {
			l = &line{}
			lines[c.Act] = l
			order = append(order, c.Act)
		}
		parties := make([]string, len(c.By))
		for i, p := range c.By {
			parties[i] = string(p)
		}
		for _, from := range c.From {
			l.cells = append(l.cells, word(from)+" → "+word(c.To)+": "+strings.Join(parties, ", "))
		}
		if !slices.Contains(l.articles, c.Article) {
			l.articles = append(l.articles, c.Article)
		}
	}
	var b strings.Builder
	for _, kind := range order {
		l := lines[kind]
		b.WriteString(string(kind) + " | " + strings.Join(l.cells, " | ") + " | " + strings.Join(l.articles, ", ") + "\n")
	}
	return b.String()
}

func word(s inspection.State) string {
	if s == inspection.Nowhere {
		return "nowhere"
	}
	return string(s)
}

func TestProcedureIsAsAJuristReadIt(t *testing.T) {
	golden(t, "testdata/procedure.golden", matrix())
}

// The records after each prelude are for those who do not carry out the office's acts.
func TestRecordsAfterThePreludes(t *testing.T) {
	w := theWorld(t)
	after := map[string]inspection.CheckRecord{}
	for name := range w.Preludes {
		check, _ := w.after(t, name)
		after[name] = check.Record()
	}
	raw, err := json.MarshalIndent(after, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/after.json", string(raw)+"\n")
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s is not what the code says; look at the difference, then run with -update\n%s", file, got)
	}
}

// Whatever the body: an act that the table does not give to this person in this state is refused for that reason.
func TestNobodyDoesWhatTheTableDoesNotGive(t *testing.T) {
	w := theWorld(t)
	parties := map[string][]inspection.Party{
		"head": {inspection.PartySectionHead}, "leader": {inspection.PartyLeader}, "lead": {inspection.PartyLead},
		"assistant": {inspection.PartyAssistant}, "expert": {inspection.PartyExpert}, "enterprise": {inspection.PartyEnterprise},
		"second": {}, "rectifier": {inspection.PartyRectifier}, "rectifierAgain": {inspection.PartyRectifier}, "otherHead": {}, "third": {}, "otherEnterprise": {}, "stranger": {}, "strangerLead": {},
		"invited": {}, "guest": {}, "guestElsewhere": {}, "guestToSign": {inspection.PartyEnterprise}, // nobody has been invited
	}
	if len(parties) != len(w.People) {
		t.Fatalf("the world has %d people, the table %d", len(w.People), len(parties))
	}
	ready, _ := w.after(t, "recorded")
	denied := []string{"act.not_your_part", "act.wrong_state", "record.sealed", "check.exists", "check.closed"}
	for _, state := range allStates {
		for _, kind := range allKinds() {
			for name, own := range parties {
				r := ready.Record()
				r.State = state
				// What was put right is reported by a link of its own.
				byOtherLink := name == "guestToSign" && slices.ContainsFunc(inspection.Procedure, func(c inspection.Clause) bool {
					return c.Act == kind && slices.Contains(c.By, inspection.PartyRectifier)
				})
				given := !byOtherLink && slices.ContainsFunc(inspection.Procedure, func(c inspection.Clause) bool {
					return c.Act == kind && slices.Contains(c.From, state) && slices.ContainsFunc(c.By, func(p inspection.Party) bool {
						return slices.Contains(own, p) || state == inspection.Nowhere && name == "otherHead"
					})
				})
				check := inspection.CheckFrom(r)
				err := check.Do(w.act(t, step{By: name, Kind: kind, Body: []byte(`{`)}, 0, r), inspection.Known{})
				if got := fault.CodeOf(err); given != (got == "act.bad_body") || !given && !slices.Contains(denied, got) {
					t.Errorf("%s by %s in %q: given %v, answered %s", kind, name, state, given, got)
				}
			}
		}
	}
}

var allStates = []inspection.State{inspection.Nowhere, inspection.Planned, inspection.Assigned, inspection.Ready, inspection.Open,
	inspection.Recorded, inspection.Signed, inspection.Closed, inspection.EntryRefused, inspection.Cancelled}

func allKinds() []inspection.Kind {
	var kinds []inspection.Kind
	for _, c := range inspection.Procedure {
		if !slices.Contains(kinds, c.Act) {
			kinds = append(kinds, c.Act)
		}
	}
	return kinds
}

func TestEveryActOfTheTableHasABody(t *testing.T) {
	if n := len(allKinds()); n < 28 {
		t.Errorf("%d kinds of acts in the procedure", n)
	}
	for _, kind := range allKinds() {
		if _, ok := inspection.BodyOf(kind); !ok {
			t.Errorf("%s has a clause and no function", kind)
		}
	}
}

func TestEveryRefusalHasItsOwnCode(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range inspection.Refusals() {
		if seen[r.Code] || r.Message == "" || !strings.Contains(r.Code, ".") || strings.ToLower(r.Code) != r.Code {
			t.Errorf("%q stands twice, says nothing or is misspelt", r.Code)
		}
		seen[r.Code] = true
	}
	source, err := os.ReadFile("refusals.go")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(source), "= no(fault."); n != len(seen) {
		t.Errorf("%d refusals are written, %d are listed", n, len(seen))
	}
}

// The generated files on the phone's side are the law as it is here.
func TestThePhoneHasTheSameProcedure(t *testing.T) {
	raw, err := os.ReadFile("../../pwa/src/inspection/procedure.gen.ts")
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for _, r := range inspection.Refusals() {
		if !strings.Contains(text, "'"+r.Code+"': { kind: '"+string(r.Kind)+"'") {
			t.Errorf("%s is missing or differs: run go generate ./internal/inspection", r.Code)
		}
	}
	for _, c := range inspection.Procedure {
		if !strings.Contains(text, "{ act: '"+string(c.Act)+"', by: ['"+string(c.By[0])) || !strings.Contains(text, "to: '"+string(c.To)+"', article: '"+c.Article+"' }") {
			t.Errorf("a clause of %s is missing or differs: run go generate ./internal/inspection", c.Act)
		}
	}
}
