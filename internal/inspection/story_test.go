package inspection_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"anjian/internal/checklist"
	"anjian/internal/fault"
	"anjian/internal/inspection"
)

var update = flag.Bool("update", false, "write golden files and digests")

type story struct {
	Name     string
	After    string
	AnyOrder bool
	First    []step
	Steps    []step
	View     any
}

type step struct {
	By, ID, CheckID, Refused, Article, Digest string
	Kind                                      inspection.Kind
	DoneAt                                    time.Time
	Body                                      json.RawMessage
	Visits                                    *visits
	Details                                   any
}

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

func theWorld(t testing.TB) world { return read[world](t, "testdata/world.json") }

// known looks up what an operation would.
func (w world) known(s step) inspection.Known {
	k := inspection.Known{Lists: map[string]checklist.Checklist{}, Bureau: w.Bureau, Section: w.Section, Number: &w.Number,
		VisitOfYear: w.Visits.VisitOfYear, VisitCap: w.Visits.VisitCap}
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
	}
	_ = json.Unmarshal(s.Body, &wanted) // a body that is none names nothing to look up
	for _, e := range w.Enterprises {
		if e.ID == wanted.EnterpriseID {
			k.Enterprise = e
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
	a := inspection.Act{ID: s.ID, Kind: s.Kind, CheckID: s.CheckID, DoneAt: s.DoneAt, Dialect: inspection.Dialect, Body: s.Body, Actor: actor}
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
	return a
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

func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.json")
	if err != nil || len(files) < 12 {
		t.Fatalf("found %d stories (%v)", len(files), err)
	}
	for _, file := range files {
		s := read[story](t, file)
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			t.Log(s.Name)
			if s.Name == "" || len(s.Steps) == 0 || s.View == nil {
				t.Fatal("a story has a name, steps and a view")
			}
			if s.AnyOrder {
				tellInAnyOrder(t, s)
			} else {
				tell(t, file, s)
			}
		})
	}
}

func tell(t *testing.T, file string, s story) {
	w := theWorld(t)
	check, place := w.after(t, s.After)
	for i, step := range append(s.First, s.Steps...) {
		before := written(t, check.Record())
		err := check.Do(w.act(t, step, place+i, check.Record()), w.known(step))
		where := fmt.Sprintf("step %d %s by %s", i, step.Kind, step.By)
		if step.Refused == "" {
			if err != nil {
				t.Fatalf("%s: %v %v", where, err, detailsOf(err))
			}
			if step.Digest != "" {
				same(t, file, where, step.Digest, check.Record().Seal.Digest)
			}
			continue
		}
		refused(t, file, where, step, err)
		if after := written(t, check.Record()); before != after {
			t.Fatalf("%s was refused and still changed the record\nbefore %s\nafter  %s", where, before, after)
		}
	}
	holds(t, "view", s.View, plain(t, check.Record()))
}

func refused(t *testing.T, file, where string, s step, err error) {
	t.Helper()
	if err == nil {
		t.Fatalf("%s: accepted, expected %s", where, s.Refused)
	}
	if fault.CodeOf(err) != s.Refused {
		t.Fatalf("%s: refused with %v %v, expected %s", where, err, detailsOf(err), s.Refused)
	}
	var f *fault.Error
	f, _ = err.(*fault.Error)
	if s.Article != "" && f.Article != s.Article {
		t.Errorf("%s: article %q, expected %q", where, f.Article, s.Article)
	}
	if want, ok := s.Details.(map[string]any); ok {
		if digest, ok := want["digest"].(string); ok {
			same(t, file, where, digest, fmt.Sprint(f.Details["digest"]))
			delete(want, "digest")
		}
		holds(t, where+": details", s.Details, plain(t, f.Details))
	}
}

// tellInAnyOrder plays the steps in every order; each must give the same record.
func tellInAnyOrder(t *testing.T, s story) {
	w := theWorld(t)
	prelude, place := w.after(t, s.After)
	var acts []inspection.Act
	for i, step := range append(s.First, s.Steps...) {
		acts = append(acts, w.act(t, step, place+i, prelude.Record()))
	}
	first, rest := acts[:len(s.First)], acts[len(s.First):]
	want := ""
	orders := 0
	permute(rest, func(order []inspection.Act) {
		check, _ := w.after(t, s.After)
		for _, a := range append(slices.Clone(first), order...) {
			if err := check.Do(a, w.known(step{Body: a.Body})); err != nil {
				t.Fatalf("%s %s: %v", a.Kind, a.ID, err)
			}
		}
		got := written(t, check.Record())
		if want == "" {
			want = got
			holds(t, "view", s.View, plain(t, check.Record()))
		}
		if got != want {
			t.Fatalf("another order gave another record\n%s\n%s", got, want)
		}
		orders++
	})
	if orders < 24 {
		t.Fatalf("only %d orders", orders)
	}
}

func permute[T any](list []T, visit func([]T)) {
	var walk func(k int)
	walk = func(k int) {
		if k == len(list) {
			visit(slices.Clone(list))
			return
		}
		for i := k; i < len(list); i++ {
			list[k], list[i] = list[i], list[k]
			walk(k + 1)
			list[k], list[i] = list[i], list[k]
		}
	}
	walk(0)
}

// same compares a digest with the one in the file, or writes it there.
func same(t *testing.T, file, where, want, got string) {
	t.Helper()
	if want == got {
		return
	}
	if !*update {
		t.Fatalf("%s: digest %s, expected %s", where, got, want)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(raw), `"`+want+`"`, `"`+got+`"`)), 0o644); err != nil {
		t.Fatal(err)
	}
}

func written(t testing.TB, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func plain(t testing.TB, v any) any {
	t.Helper()
	var p any
	if err := json.Unmarshal([]byte(written(t, v)), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

func detailsOf(err error) map[string]any {
	if f, ok := err.(*fault.Error); ok {
		return f.Details
	}
	return nil
}

// holds compares a view with what is there, in part.
func holds(t *testing.T, path string, want, got any) {
	t.Helper()
	switch want := want.(type) {
	case map[string]any:
		there, ok := got.(map[string]any)
		if !ok {
			t.Errorf("%s: expected an object, there is %v", path, got)
			return
		}
		for k, v := range want {
			holds(t, path+"."+k, v, there[k])
		}
	case []any:
		there, ok := got.([]any)
		if !ok || len(there) != len(want) {
			t.Errorf("%s: expected %d entries, there is %v", path, len(want), got)
			return
		}
		for i := range want {
			holds(t, fmt.Sprintf("%s[%d]", path, i), want[i], there[i])
		}
	default:
		if !reflect.DeepEqual(want, got) {
			t.Errorf("%s: expected %v, there is %v", path, want, got)
		}
	}
}
