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

	"anjian/internal/evidence"
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
	Clock                                     *evidence.Clock
	Body                                      json.RawMessage
	Visits                                    *visits
	Ways                                      []inspection.Way
	Certified                                 *inspection.Certified
	Details                                   any
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
	r := check.Record()
	duesKept(t, strings.TrimSuffix(filepath.Base(file), ".json"), r.Dues())
}

// duesKept holds what the check waits for at the end of a story to testdata/dues.json, to which the phone is held as well.
func duesKept(t *testing.T, story string, got []inspection.Due) {
	t.Helper()
	const file = "testdata/dues.json"
	kept := map[string][]inspection.Due{}
	if raw, err := os.ReadFile(file); err == nil {
		if err := json.Unmarshal(raw, &kept); err != nil {
			t.Fatal(err)
		}
	}
	if *update && len(got) > 0 {
		kept[story] = got
		raw, err := json.MarshalIndent(kept, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(raw, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if len(kept[story])+len(got) > 0 && !reflect.DeepEqual(kept[story], got) { // a story at whose end nothing is awaited needs no line
		t.Errorf("it waits for %v, %s says %v", got, file, kept[story])
	}
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
