package inspection_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"anjian/configs"
	"anjian/internal/checklist"
	"anjian/internal/inspection"
)

type visits struct{ VisitOfYear, VisitCap int }

type world struct {
	Clock       time.Time
	CheckID     string
	Bureau      inspection.PersonRef
	Section     inspection.PersonRef
	Number      inspection.DocumentNumber
	Visits      visits
	Enterprises []inspection.EnterpriseBrief
	People      map[string]inspection.Actor
	Register    []inspection.Member
	Checklists  []checklist.Checklist
	Preludes    map[string][]step
	Law         checklist.Law `json:"-"` // the register that ships, on the phone law.gen.ts
}

// read reads a test file with its short ids written out.
func read[T any](t testing.TB, name string) T {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var plain any
	if err := json.Unmarshal(raw, &plain); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	long, err := json.Marshal(longIDs(plain))
	if err != nil {
		t.Fatal(err)
	}
	var v T
	if err := json.Unmarshal(long, &v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

func longIDs(v any) any {
	switch v := v.(type) {
	case string:
		if short, ok := strings.CutPrefix(v, "@"); ok && len(short) > 0 && len(short) <= 12 && strings.Trim(short, "0123456789abcdef") == "" {
			return id(short)
		}
	case []any:
		for i := range v {
			v[i] = longIDs(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = longIDs(v[k])
		}
	}
	return v
}

func id(short string) string { return fmt.Sprintf("00000000-0000-7000-8000-%012s", short) }

func theWorld(t testing.TB) world {
	t.Helper()
	law, err := checklist.LoadLaw(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	w := read[world](t, "testdata/world.json")
	w.Law = law
	return w
}

// known looks up what an operation would.
func (w world) known(s step) inspection.Known {
	k := inspection.Known{Lists: map[string]checklist.Checklist{}, Law: w.Law, Bureau: w.Bureau, Section: w.Section, Number: &w.Number,
		VisitOfYear: w.Visits.VisitOfYear, VisitCap: w.Visits.VisitCap}
	k.Ways, k.Certified = s.Ways, s.Certified
	if s.Visits != nil {
		k.VisitOfYear, k.VisitCap = s.Visits.VisitOfYear, s.Visits.VisitCap
	}
	for _, l := range w.Checklists {
		k.Lists[l.Code] = l
	}
	var wanted struct {
		EnterpriseID string
		Team         inspection.TeamChoice
		Checklists   []inspection.ChecklistChoice
		From         []string
		PersonID     string
	}
	_ = json.Unmarshal(s.Body, &wanted) // a body that is none names nothing to look up
	k.RefusedActs = wanted.From
	for _, e := range w.Enterprises {
		if e.ID == wanted.EnterpriseID {
			k.Enterprise = e
		}
	}
	for _, m := range w.Register {
		if m.PersonID == wanted.PersonID {
			k.Invited = m
		}
	}
	for i, person := range append([]string{wanted.Team.Lead, wanted.Team.Assistant}, wanted.Team.Experts...) {
		for _, m := range w.Register {
			if m.PersonID == person {
				m.Part = []inspection.Party{inspection.PartyLead, inspection.PartyAssistant, inspection.PartyExpert}[min(i, 2)]
				k.Team = append(k.Team, m)
			}
		}
	}
	for _, c := range wanted.Checklists {
		if l, ok := k.Lists[c.Code]; ok {
			k.Checklists = append(k.Checklists, inspection.ChecklistRef{Code: l.Code, Version: l.Version, Digest: l.Digest, Name: l.Name})
		}
	}
	return k
}

// act makes the act of a step at its place.
func (w world) act(t testing.TB, s step, place int, r inspection.CheckRecord) inspection.Act {
	t.Helper()
	actor, ok := w.People[s.By]
	if !ok {
		t.Fatalf("step %d: nobody is called %q", place, s.By)
	}
	a := inspection.Act{ID: s.ID, Kind: s.Kind, CheckID: s.CheckID, DoneAt: s.DoneAt, Clock: s.Clock, Dialect: inspection.Dialect, Body: s.Body, Actor: actor}
	if a.ID == "" {
		a.ID = id(fmt.Sprintf("%x", 0xf000+place))
	}
	if a.CheckID == "" {
		a.CheckID = w.CheckID
	}
	if a.DoneAt.IsZero() {
		a.DoneAt = w.Clock.Add(time.Duration(place) * time.Minute)
	}
	if strings.Contains(string(a.Body), `"$digest"`) {
		digest := strings.Repeat("0", 64)
		if r.Seal != nil {
			digest = r.Seal.Digest
		}
		if s.Kind == inspection.SealRecord {
			var b inspection.SealRecordBody
			if err := json.Unmarshal(a.Body, &b); err != nil {
				t.Fatal(err)
			}
			digest = inspection.Digest(inspection.Sealed(r, w.known(s).Lists, b.Closing))
		}
		a.Body = json.RawMessage(strings.Replace(string(a.Body), "$digest", digest, 1))
	}
	if strings.Contains(string(a.Body), `"$supplement"`) {
		a.Body = json.RawMessage(strings.Replace(string(a.Body), "$supplement", supplementDigest(r, a.Body), 1))
	}
	if strings.Contains(string(a.Body), `"$opinion"`) {
		a.Body = json.RawMessage(strings.Replace(string(a.Body), "$opinion", w.opinionDigest(t, s, a, r), 1))
	}
	if strings.Contains(string(a.Body), `"$paper"`) {
		a.Body = json.RawMessage(strings.Replace(string(a.Body), "$paper", paperDigest(r, a.Body), 1))
	}
	return a
}

// opinionDigest is what a phone would compute: the one the law room asks for when it is given another.
func (w world) opinionDigest(t testing.TB, s step, a inspection.Act, r inspection.CheckRecord) string {
	t.Helper()
	zeros := strings.Repeat("0", 64)
	var copied inspection.CheckRecord
	if err := json.Unmarshal([]byte(written(t, r)), &copied); err != nil {
		t.Fatal(err)
	}
	trial := inspection.CheckFrom(copied)
	a.Body = json.RawMessage(strings.Replace(string(a.Body), "$opinion", zeros, 1))
	if digest, ok := detailsOf(trial.Do(a, w.known(s)))["digest"].(string); ok {
		return digest
	}
	return zeros
}

// paperDigest is the digest of the paper of the loop a body names.
func paperDigest(r inspection.CheckRecord, body []byte) string {
	var b struct{ PaperID string }
	_ = json.Unmarshal(body, &b) // a body that is none names no paper
	for _, o := range r.Orders {
		if o.Paper.ID == b.PaperID {
			return o.Digest
		}
	}
	for _, m := range r.Measures {
		if m.Paper.ID == b.PaperID {
			return m.Digest
		}
	}
	for _, k := range r.Rechecks {
		if k.Paper.ID == b.PaperID {
			return k.Digest
		}
	}
	for _, f := range r.Filings {
		if f.Paper.ID == b.PaperID {
			return f.Digest
		}
	}
	return strings.Repeat("0", 64)
}

// supplementDigest is the digest of the supplement a body names.
func supplementDigest(r inspection.CheckRecord, body []byte) string {
	for _, s := range r.Supplements {
		if strings.Contains(string(body), s.ID) {
			return s.Digest
		}
	}
	return strings.Repeat("0", 64)
}

// after plays a prelude and gives the check with the place of the next step.
func (w world) after(t testing.TB, prelude string) (inspection.Check, int) {
	t.Helper()
	var check inspection.Check
	steps, ok := w.Preludes[prelude]
	if !ok && prelude != "" {
		t.Fatalf("there is no prelude %q", prelude)
	}
	for place, s := range steps {
		if err := check.Do(w.act(t, s, place, check.Record()), w.known(s)); err != nil {
			t.Fatalf("prelude %s, step %d %s: %v", prelude, place, s.Kind, err)
		}
	}
	return check, len(steps)
}
