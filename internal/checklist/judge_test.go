package checklist_test

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"slices"
	"testing"

	"anjian/internal/checklist"
	"anjian/internal/fault"
)

// vectors is testdata/judge.json, which pwa/src/inspection/judge.test.ts runs as well.
type vectors struct {
	Judge []struct {
		Name    string
		Answer  checklist.AnswerSpec
		Value   checklist.Value
		Special string
		On      string
		Verdict checklist.Verdict
		Sure    bool
		Code    string
		Reason  string
		Field   string
	}
	Numbers []struct {
		Text   string
		Number float64
		Code   string
	}
	Applies []struct {
		Name      string
		AppliesIf string
		Facts     map[string]bool
		Applies   bool
		Known     bool
	}
	Conditions []struct {
		Name       string
		AppliesIf  []string
		Conditions []string
	}
}

func load(t *testing.T) vectors {
	t.Helper()
	data, err := os.ReadFile("testdata/judge.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Judge) < 40 || len(v.Numbers) < 30 || len(v.Applies) < 5 || len(v.Conditions) < 2 {
		t.Fatalf("the shared vectors have shrunk: %d %d %d %d", len(v.Judge), len(v.Numbers), len(v.Applies), len(v.Conditions))
	}
	return v
}

func TestAnAnswerIsJudgedByItsLimits(t *testing.T) {
	special := map[string]float64{"NaN": math.NaN(), "Infinity": math.Inf(1), "-Infinity": math.Inf(-1)}
	for _, c := range load(t).Judge {
		t.Run(c.Name, func(t *testing.T) {
			if x, ok := special[c.Special]; ok {
				c.Value.Number = &x
			}
			verdict, sure, err := checklist.Judge(checklist.Item{Answer: c.Answer}, c.Value, c.On)
			if c.Code == "" {
				if err != nil || verdict != c.Verdict || sure != c.Sure {
					t.Fatalf("got %q, sure %v, %v; want %q, sure %v", verdict, sure, err, c.Verdict, c.Sure)
				}
				return
			}
			refusedWith(t, err, c.Code)
			if verdict != "" || sure {
				t.Fatalf("refused, and still said %q, sure %v", verdict, sure)
			}
			if c.Reason != "" && detail(err, "reason") != c.Reason {
				t.Fatalf("reason %v, want %s", detail(err, "reason"), c.Reason)
			}
			if c.Field != "" && detail(err, "field") != c.Field {
				t.Fatalf("field %v, want %s", detail(err, "field"), c.Field)
			}
		})
	}
}

func TestANumberIsReadAsPeopleTypeIt(t *testing.T) {
	for _, c := range load(t).Numbers {
		t.Run(c.Text, func(t *testing.T) {
			x, err := checklist.ParseNumber(c.Text)
			if c.Code != "" {
				refusedWith(t, err, c.Code)
				return
			}
			if err != nil || x != c.Number {
				t.Fatalf("got %v, %v; want %v", x, err, c.Number)
			}
		})
	}
}

func TestAnItemAppliesByTheFactsOfTheCheck(t *testing.T) {
	for _, c := range load(t).Applies {
		t.Run(c.Name, func(t *testing.T) {
			applies, known := checklist.Item{AppliesIf: c.AppliesIf}.Applies(c.Facts)
			if applies != c.Applies || known != c.Known {
				t.Fatalf("got %v, known %v; want %v, known %v", applies, known, c.Applies, c.Known)
			}
		})
	}
}

func TestConditionsAreAskedOnce(t *testing.T) {
	for _, c := range load(t).Conditions {
		t.Run(c.Name, func(t *testing.T) {
			var list checklist.Checklist
			for _, condition := range c.AppliesIf {
				list.Items = append(list.Items, checklist.Item{AppliesIf: condition})
			}
			if got := list.Conditions(); !slices.Equal(got, c.Conditions) {
				t.Fatalf("got %q, want %q", got, c.Conditions)
			}
		})
	}
}

func refusedWith(t *testing.T, err error, code string) {
	t.Helper()
	if fault.CodeOf(err) != code || fault.KindOf(err) != fault.Invalid {
		t.Fatalf("got %v, want the refusal %s", err, code)
	}
}

func detail(err error, key string) any {
	if e, ok := errors.AsType[*fault.Error](err); ok {
		return e.Details[key]
	}
	return nil
}
