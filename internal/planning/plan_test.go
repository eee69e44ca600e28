package planning_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"anjian/internal/planning"
)

// founding are the figures of the founding plan (坛应急〔2020〕2号; the split is of the demo data).
func founding(t testing.TB) planning.Figures {
	t.Helper()
	text, err := os.ReadFile("testdata/founding.json")
	if err != nil {
		t.Fatal(err)
	}
	var f planning.Figures
	if err := json.Unmarshal(text, &f); err != nil {
		t.Fatal(err)
	}
	return f
}

func lines(sum int) []planning.WorkdayLine {
	return []planning.WorkdayLine{{Name: "合计", Days: sum}}
}

// Two plans that were published, worked out again.
func TestTheStatutoryCapacity(t *testing.T) {
	for name, c := range map[string]struct {
		planning.Capacity
		total, supervision int
	}{
		"宽城区 2025":    {planning.Capacity{StatutoryDays: 248, Officers: 8, Other: lines(1035), Non: lines(535), KeyDays: 414}, 1984, 414},
		"22 officers": {planning.Capacity{StatutoryDays: 247, Officers: 22, Other: lines(2469), Non: lines(1994), KeyDays: 632, GeneralDays: 339}, 5434, 971},
	} {
		if c.Total() != c.total || c.Supervision() != c.supervision {
			t.Errorf("%s: %d and %d workdays, want %d and %d", name, c.Total(), c.Supervision(), c.total, c.supervision)
		}
		if err := c.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		c.GeneralDays++
		if err := c.Check(); !errors.Is(err, planning.CapacityUnbalanced) {
			t.Errorf("%s with one day too many: %v", name, err)
		}
	}
}

func TestTheFoundingPlanAddsUp(t *testing.T) {
	f := founding(t)
	if err := f.Check(); err != nil {
		t.Fatal(err)
	}
	if f.Required != 376 || f.Planned() != 390 || f.Key != 150 || f.Random != 240 {
		t.Errorf("%d required, %d planned = %d + %d", f.Required, f.Planned(), f.Key, f.Random)
	}
	for i := range f.Breakdowns {
		f.Breakdowns[i].Lines[0].N++
		if err := f.Check(); !errors.Is(err, planning.FiguresUnbalanced) {
			t.Errorf("one more in %s of %s: %v", f.Breakdowns[i].By, f.Breakdowns[i].Of, err)
		}
		f.Breakdowns[i].Lines[0].N--
	}
}

// No sequence of shifts, sensible or not, makes the figures drift: after each the plan adds up, or it is as it was.
func TestNoSequenceOfChangesMakesTheFiguresDrift(t *testing.T) {
	for seed := range uint64(200) {
		dice := rand.New(rand.NewPCG(seed, 1))
		f := founding(t)
		name := func(by string) string {
			var names []string
			for _, b := range f.Breakdowns {
				if b.By == by {
					for _, l := range b.Lines {
						names = append(names, l.Name)
					}
				}
			}
			names = append(names, "新的一行", "")
			return names[dice.IntN(len(names))]
		}
		done := 0
		for range 200 {
			parts := []planning.Part{planning.All, planning.Key, planning.Random}
			s := planning.Shift{Of: parts[dice.IntN(3)], N: dice.IntN(41) - 20, RequiredBy: dice.IntN(3) - 1}
			if dice.IntN(2) == 0 {
				s.By = planning.Dimensions[dice.IntN(5)]
				s.From, s.To = name(s.By), name(s.By)
			} else {
				s.In = map[string]string{}
				for _, by := range planning.Dimensions {
					s.In[by] = name(by)
				}
			}
			before, _ := json.Marshal(f)
			next, err := f.Apply(s)
			if err != nil {
				if after, _ := json.Marshal(f); string(after) != string(before) || !errors.Is(err, planning.ShiftWrong) {
					t.Fatalf("seed %d: a refused shift left a mark, or %v", seed, err)
				}
				continue
			}
			done++
			if wrong := next.Check(); wrong != nil {
				t.Fatalf("seed %d: after %+v: %v", seed, s, wrong)
			}
			if s.By != "" && next.Planned() != f.Planned() {
				t.Fatalf("seed %d: a move changed the total", seed)
			}
			f = next
		}
		if done == 0 {
			t.Fatalf("seed %d: nothing was ever done", seed)
		}
	}
}

func TestAPlanGoesItsWayAndItsChangesStayToBeSeen(t *testing.T) {
	step := planning.PlanStep{By: "李局长", Document: "坛政复〔2026〕3号", On: "2026-01-20"}
	p, err := planning.NewPlan("p", planning.Annual, 2026, " 年度计划 ")
	if err != nil {
		t.Fatal(err)
	}
	refused := func(what string, got, want error) {
		t.Helper()
		if !errors.Is(got, want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	refused("submitting nothing", p.Submit(step), planning.PlanEmpty)
	if err := p.Set(planning.Capacity{}, founding(t)); err != nil {
		t.Fatal(err)
	}
	refused("approving a draft", p.Approve(step), planning.WrongPlanState)
	must(t, p.Submit(step))
	refused("changing what is submitted", p.Change(planning.Shift{Of: planning.All, By: planning.ByMonth, From: "1月", To: "2月", N: 1}), planning.WrongPlanState)
	refused("approving without a paper", p.Approve(planning.PlanStep{By: "李局长"}), planning.PlanNoDocument)
	must(t, p.Return(planning.PlanStep{Note: "月份不合理"}))
	must(t, p.Change(planning.Shift{Of: planning.All, By: planning.ByMonth, From: "12月", To: "2月", N: 4}))
	must(t, p.Submit(step))
	must(t, p.Approve(step))
	must(t, p.PutInForce(step))
	grow := []planning.Shift{{Of: planning.Key, N: 2, In: map[string]string{"town": "薛埠镇", "class": "粉尘涉爆", "month": "6月", "section": "基础科"}}}
	refused("an adjustment without a reason", p.Propose("a", " ", grow, step), planning.PlanNoReason)
	must(t, p.Propose("a", "上级部署专项", grow, step))
	if p.Figures.Key != 150 {
		t.Errorf("a proposal changes nothing yet, but key is %d", p.Figures.Key)
	}
	refused("a second one meanwhile", p.Propose("b", "又", grow, step), planning.AdjustmentThere)
	refused("approving without filing", p.Decide("a", true, "", step), planning.PlanNoDocument)
	must(t, p.Decide("a", true, "2026-05-02", step))
	if p.Figures.Key != 152 || p.Figures.Planned() != 392 || p.Adjustments[0].Before.Key != 150 || p.Adjustments[0].After.Key != 152 {
		t.Errorf("after the adjustment: %+v", p)
	}
	must(t, p.Propose("c", "再减", []planning.Shift{{Of: planning.Key, N: -2, In: map[string]string{"town": "薛埠镇", "class": "粉尘涉爆", "month": "6月", "section": "基础科"}}}, step))
	must(t, p.Decide("c", false, "", planning.PlanStep{Note: "不同意"}))
	refused("deciding twice", p.Decide("c", true, "2026-05-02", step), planning.AdjustmentGone)
	if p.Figures.Key != 152 || len(p.Adjustments) != 2 {
		t.Errorf("after a refused one: %+v", p)
	}
	must(t, p.Close(step))
	refused("adjusting a closed plan", p.Propose("d", "晚", grow, step), planning.WrongPlanState)
}

func TestPace(t *testing.T) {
	months := [12]int{10, 6, 40, 46, 44, 40, 36, 34, 40, 36, 36, 22}
	if got := planning.Elapsed(months, 4, 11, 22); fmt.Sprintf("%.4f", got) != fmt.Sprintf("%.4f", 79.0/390) { // 56 + half of 46
		t.Errorf("elapsed %v", got)
	}
	for done, word := range map[int]string{10: "behind", 16: "on_pace", 25: "ahead"} {
		if p := planning.PaceOf("大队一组", 78, done, 79.0/390); p.Word != word || p.Expected != 15.8 {
			t.Errorf("%d done: %+v, want %s", done, p, word)
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
