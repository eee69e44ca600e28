package inspection_test

import (
	"encoding/json"
	"slices"
	"testing"

	"anjian/internal/checklist"
	"anjian/internal/inspection"
)

// lintCase is one record of testdata/lint.json: what a prelude left (after.json) with a JSON merge patch, the basis that
// some items cite, the days nobody works, and every complaint in its order, each compared in part.
type lintCase struct {
	Name       string
	After      string
	Patch      map[string]any
	Basis      map[string][]checklist.Citation
	RestDays   []string
	Complaints []map[string]any
}

func TestTheLinterSaysWhatDoesNotFit(t *testing.T) {
	w := theWorld(t)
	after := read[map[string]map[string]any](t, "testdata/after.json")
	told := map[string]bool{}
	for _, c := range read[[]lintCase](t, "testdata/lint.json") {
		t.Run(c.Name, func(t *testing.T) {
			r := into[inspection.CheckRecord](t, merge(after[c.After], c.Patch))
			known := inspection.Known{Lists: w.citing(c.Basis), Law: w.Law, RestDay: func(day string) bool { return slices.Contains(c.RestDays, day) }}
			got := inspection.Lint(r, known)
			if len(got) != len(c.Complaints) {
				t.Fatalf("expected %d complaints, there are %+v", len(c.Complaints), got)
			}
			for i, want := range c.Complaints {
				told[got[i].Code] = true
				holds(t, got[i].Code, want, plain(t, got[i]))
			}
		})
	}
	for _, rule := range inspection.LintRules {
		if !told[rule.Code] {
			t.Errorf("no case of lint.json tells %s", rule.Code)
		}
	}
}

// citing gives the world's checklists with another basis for some items.
func (w world) citing(basis map[string][]checklist.Citation) map[string]checklist.Checklist {
	lists := map[string]checklist.Checklist{}
	for _, l := range w.Checklists {
		l.Items = slices.Clone(l.Items)
		for i := range l.Items {
			if cited, ok := basis[inspection.ItemKey(l.Code, l.Items[i].ID)]; ok {
				l.Items[i].Basis = cited
			}
		}
		lists[l.Code] = l
	}
	return lists
}

// merge is RFC 7396: objects member by member, everything else whole.
func merge(onto, patch map[string]any) map[string]any {
	merged := map[string]any{}
	for k, v := range onto {
		merged[k] = v
	}
	for k, v := range patch {
		deep, isObject := v.(map[string]any)
		there, _ := merged[k].(map[string]any)
		switch {
		case v == nil:
			delete(merged, k)
		case isObject:
			merged[k] = merge(there, deep)
		default:
			merged[k] = v
		}
	}
	return merged
}

func into[T any](t *testing.T, v any) T {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out T
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}
