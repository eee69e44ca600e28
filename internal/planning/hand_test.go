package planning_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"testing"

	"anjian/internal/fault"
	"anjian/internal/planning"
)

// sums are what the sections have of each part, counted anew.
func sums(f planning.Figures) map[planning.Part]map[string]int {
	out := map[planning.Part]map[string]int{}
	for _, b := range f.Breakdowns {
		if b.By == planning.BySection {
			out[b.Of] = map[string]int{}
			for _, l := range b.Lines {
				out[b.Of][l.Name] = l.N
			}
		}
	}
	return out
}

// However targets go from section to section, between adjustments that are asked for, approved and refused: the plan adds
// up, only sections' lines change by a handing, what was handed is not lost by a later decision, and each is told with the
// figures before and after it.
func TestHandingTargetsOnNeverMakesTheFiguresDrift(t *testing.T) {
	step := planning.PlanStep{By: "王科长", Document: "坛政复〔2026〕3号", On: "2026-01-20"}
	for seed := range uint64(100) {
		dice := rand.New(rand.NewPCG(seed, 2))
		p, err := planning.NewPlan("p", planning.Annual, 2026, "年度计划")
		must(t, err)
		must(t, p.Set(planning.Capacity{}, founding(t)))
		must(t, p.Submit(step))
		if err := p.Hand("h", "分工调整", nil, step); !errors.Is(err, planning.WrongPlanState) {
			t.Fatalf("handed on while it is with those who approve it: %v", err)
		}
		must(t, p.Approve(step))
		must(t, p.PutInForce(step))
		names := []string{"", "新设科"}
		for _, b := range p.Figures.Breakdowns {
			if b.By == planning.BySection {
				for _, l := range b.Lines {
					names = append(names, l.Name)
				}
			}
		}
		done, waits := 0, ""
		for range 150 {
			was, text := p, ""
			before, _ := json.Marshal(p)
			switch dice.IntN(6) {
			case 0:
				id := string(rune('a' + len(p.Adjustments)))
				n := dice.IntN(3)
				if p.Propose(id, "上级部署", []planning.Shift{{Of: planning.Key, N: n, In: map[string]string{"town": "薛埠镇", "class": "粉尘涉爆", "month": "6月", "section": names[2]}}}, step) == nil {
					waits = id
				}
			case 1:
				if p.Decide(waits, dice.IntN(2) == 0, "2026-05-02", planning.PlanStep{Document: "x", On: "2026-05-01", Note: "不同意"}) == nil {
					waits = ""
				}
			default:
				parts := []planning.Part{planning.Key, planning.Random}
				handed := []planning.Handing{}
				for range 1 + dice.IntN(3) {
					handed = append(handed, planning.Handing{Of: parts[dice.IntN(2)], From: names[dice.IntN(len(names))], To: names[1+dice.IntN(len(names)-1)], N: 1 + dice.IntN(12)})
				}
				err := p.Hand("h", "分工调整", handed, step)
				if err != nil {
					if after, _ := json.Marshal(p); string(after) != string(before) || fault.KindOf(err) != fault.Refused || waits == "" && !errors.Is(err, planning.ShiftWrong) {
						t.Fatalf("seed %d: a refused handing left a mark, or %v", seed, err)
					}
					continue
				}
				done++
				if waits != "" {
					t.Fatalf("seed %d: handed on while an adjustment waits", seed)
				}
				want := sums(was.Figures)
				for _, h := range handed {
					of := h.Of
					if want[of] == nil {
						of = planning.All
					}
					if h.From != "" {
						want[of][h.From] -= h.N
						want[of][h.To] += h.N
					}
				}
				got := sums(p.Figures)
				for of := range want {
					for name, n := range want[of] {
						if got[of][name] != n {
							t.Fatalf("seed %d: %s of %s: %d, want %d", seed, name, of, got[of][name], n)
						}
					}
				}
				last := p.Adjustments[len(p.Adjustments)-1]
				if last.State != "handed" || last.Proposed.By != step.By || last.Before.Check() != nil || last.After.Check() != nil {
					t.Fatalf("seed %d: told as %+v", seed, last)
				}
				text = "handing"
			}
			if wrong := p.Figures.Check(); wrong != nil {
				t.Fatalf("seed %d: %v", seed, wrong)
			}
			if text != "" && (p.Figures.Key != was.Figures.Key || p.Figures.Random != was.Figures.Random || p.Figures.Required != was.Figures.Required) {
				t.Fatalf("seed %d: handing targets on changed a total", seed)
			}
		}
		if done == 0 {
			t.Fatalf("seed %d: nothing was ever handed on", seed)
		}
		if err := p.Hand("h", " ", nil, step); waits == "" && !errors.Is(err, planning.PlanNoReason) {
			t.Fatalf("seed %d: without a reason: %v", seed, err)
		}
	}
}
