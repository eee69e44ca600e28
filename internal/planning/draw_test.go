package planning_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"anjian/internal/planning"
)

var update = flag.Bool("update", false, "write the vectors of the draw anew")

var monday = time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)

const secretA, secretB = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", "fedcba98765432100123456789abcdeffedcba98765432100123456789abcdef"

// poolOf makes a pool of n candidates in three towns, six officers and some conflicts.
func poolOf(n int, rules planning.DrawRules) planning.Pool {
	p := planning.Pool{Schema: planning.DrawSchema, DrawID: "0190a0b0-0000-7000-8000-000000000001", BureauID: "bureau", Title: "2026年3月双随机", Item: "安全生产监督检查", Rules: rules,
		LeftOut: []planning.LeftOut{{ID: "x1", Name: "已关闭企业", Reason: "closed"}}, OfficersOut: []planning.LeftOut{{ID: "o9", Name: "请假的", Reason: "leave"}}, Conflicts: []planning.DrawConflict{}}
	for i := range n {
		risk := []string{"major", "larger", "general", "low", ""}[i%5]
		p.Candidates = append(p.Candidates, planning.Candidate{ID: fmt.Sprintf("e%03d", i), Name: fmt.Sprintf("演示%d号企业𬭎", i), CreditCode: fmt.Sprintf("91320413DEMO%06d", i),
			Town: []string{"薛埠镇", "直溪镇", "开发区"}[i%3], Risk: risk, Weight: max(rules.Weights[risk], 1)})
		if i%4 == 0 {
			p.Conflicts = append(p.Conflicts, planning.DrawConflict{OfficerID: fmt.Sprintf("o%d", i%6), EnterpriseID: fmt.Sprintf("e%03d", i)})
		}
	}
	for i := range 6 {
		p.Officers = append(p.Officers, planning.DrawOfficer{ID: fmt.Sprintf("o%d", i), Name: "检查员" + string(rune('甲'+i)), Section: "大队"})
	}
	return p
}

// drawn goes the whole way of a draw.
func drawn(t testing.TB, p planning.Pool, public string) planning.Draw {
	t.Helper()
	d, err := planning.Freeze(p, "", "郑法规", monday)
	must(t, err)
	must(t, d.Promise("p2", "李局长", planning.CommitmentTo(d.DrawID, d.Fingerprint, "p2", secretA), monday.Add(time.Minute)))
	must(t, d.Promise("p1", "郑法规", planning.CommitmentTo(d.DrawID, d.Fingerprint, "p1", secretB), monday.Add(2*time.Minute)))
	must(t, d.Show("p1", secretB, monday.Add(3*time.Minute)))
	must(t, d.Show("p2", secretA, monday.Add(4*time.Minute)))
	must(t, d.Run(public, "郑法规", monday.Add(5*time.Minute)))
	return d
}

var rules = planning.DrawRules{Count: 8, EachTown: 2, Weights: map[string]int{"major": 8, "larger": 4, "general": 2}, PublicSrc: "福彩3D第2026060期"}

// The vectors are what Go, the page's script and whoever else must come to. go test -run Vectors -update writes them.
func TestDrawsAreTheVectors(t *testing.T) {
	all := []planning.Draw{drawn(t, poolOf(24, rules), "3 1 7"), drawn(t, poolOf(5, planning.DrawRules{Count: 5}), ""), drawn(t, poolOf(200, planning.DrawRules{Count: 60, Weights: map[string]int{"major": 1000}}), "")}
	text, err := json.MarshalIndent(all, "", " ")
	must(t, err)
	if *update {
		must(t, os.WriteFile("testdata/draws.json", append(text, '\n'), 0o644))
		sample, err := json.MarshalIndent(all[0], "", "  ")
		must(t, err)
		must(t, os.WriteFile("testdata/sample-draw.json", append(sample, '\n'), 0o644))
	}
	want, err := os.ReadFile("testdata/draws.json")
	must(t, err)
	if strings.TrimSpace(string(want)) != string(text) {
		t.Error("the draw gives something else than testdata/draws.json")
	}
	for _, d := range all {
		if flaws := planning.Verify(d); len(flaws) > 0 {
			t.Errorf("%s: %v", d.Title, flaws)
		}
		if got := independent(d); got != fmt.Sprint(d.Result) {
			t.Errorf("worked out another way:\n%s\n%v", got, d.Result)
		}
	}
}

func TestADrawGoesItsWay(t *testing.T) {
	refused := func(what string, got, want error) {
		t.Helper()
		if !errors.Is(got, want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	d, err := planning.Freeze(poolOf(24, rules), "", "郑法规", monday)
	must(t, err)
	promise := func(id, secret string) string { return planning.CommitmentTo(d.DrawID, d.Fingerprint, id, secret) }
	refused("showing before anybody promised", d.Show("p1", secretA, monday), planning.DrawWrongState)
	refused("a promise that is none", d.Promise("p1", "甲", "abc", monday), planning.DrawCommitment)
	must(t, d.Promise("p1", "甲", promise("p1", secretA), monday))
	refused("the same person twice", d.Promise("p1", "甲", promise("p1", secretB), monday), planning.DrawSamePerson)
	refused("showing before the other promised", d.Show("p1", secretA, monday), planning.DrawWrongState)
	must(t, d.Promise("p2", "乙", promise("p2", secretB), monday))
	refused("a third person", d.Promise("p3", "丙", promise("p3", secretB), monday), planning.DrawWrongState)
	refused("another secret", d.Show("p1", secretB, monday), planning.DrawSecret)
	refused("somebody else's", d.Show("p3", secretA, monday), planning.DrawSecret)
	must(t, d.Show("p1", secretA, monday))
	refused("drawing with one secret", d.Run("317", "甲", monday), planning.DrawWrongState)
	must(t, d.Show("p2", secretB, monday))
	refused("drawing without the number that was named", d.Run("", "甲", monday), planning.DrawPublicNumber)
	must(t, d.Run("317", "甲", monday))
	refused("drawing twice", d.Run("317", "甲", monday), planning.DrawWrongState)
	refused("voiding without a reason", d.Nullify(" ", planning.PlanStep{}), planning.DrawReason)
	must(t, d.Nullify("名单有误", planning.PlanStep{By: "甲"}))

	for what, c := range map[string]struct {
		change func(p *planning.Pool)
		want   error
	}{
		"too small a pool":        {func(p *planning.Pool) { p.Rules.Count = 25 }, planning.DrawPoolSmall},
		"a cover too large":       {func(p *planning.Pool) { p.Rules.EachTown = 3 }, planning.DrawCover},
		"one officer":             {func(p *planning.Pool) { p.Officers = p.Officers[:1] }, planning.DrawOfficersFew},
		"a candidate twice":       {func(p *planning.Pool) { p.Candidates[1].ID = p.Candidates[0].ID }, planning.DrawWrong},
		"one in and left out":     {func(p *planning.Pool) { p.LeftOut[0].ID = "e001" }, planning.DrawWrong},
		"a weight of one's own":   {func(p *planning.Pool) { p.Candidates[3].Weight = 9 }, planning.DrawWrong},
		"a redraw without reason": {func(p *planning.Pool) { p.RedrawOf = "before" }, planning.DrawReason},
	} {
		p := poolOf(24, rules)
		c.change(&p)
		_, err := planning.Freeze(p, "", "甲", monday)
		refused(what, err, c.want)
	}
}

// Whatever is changed in a certificate, it no longer holds: every field of it in turn, and every bit of seed and secret.
func TestAnyChangeIsSeen(t *testing.T) {
	text, err := json.Marshal(drawn(t, poolOf(24, rules), "317"))
	must(t, err)
	var tree any
	must(t, json.Unmarshal(text, &tree))
	tried := 0
	var walk func(at string, node any, set func(any))
	try := func(at string) {
		tried++
		changed, err := json.Marshal(tree)
		must(t, err)
		var d planning.Draw
		if json.Unmarshal(changed, &d) == nil && len(planning.Verify(d)) == 0 {
			t.Errorf("%s changed, and the certificate still holds", at)
		}
	}
	free := []string{".state", ".frozenBy", ".frozenAt", ".drawnBy", ".drawnAt", ".promisedAt", ".shownAt", ".planId", ".version", ".promises.0.name", ".promises.1.name"}
	walk = func(at string, node any, set func(any)) {
		switch v := node.(type) {
		case map[string]any:
			for k, child := range v {
				walk(at+"."+k, child, func(c any) { v[k] = c })
			}
		case []any:
			for i, child := range v {
				walk(fmt.Sprintf("%s.%d", at, i), child, func(c any) { v[i] = c })
			}
		case string:
			if slices.ContainsFunc(free, func(f string) bool { return strings.HasSuffix(at, f) }) {
				return // who and when, beside what decides: the chain of the ledger keeps those
			}
			set(v + "0")
			try(at)
			set(v)
		case float64:
			if !strings.HasSuffix(at, ".version") {
				set(v + 1)
				try(at)
				set(v)
			}
		}
	}
	walk("", tree, nil)
	if tried < 200 {
		t.Errorf("only %d changes were tried", tried)
	}
	d := drawn(t, poolOf(24, rules), "317")
	for bit := range 256 {
		for _, of := range []*string{&d.Seed, &d.Promises[0].Secret, &d.Promises[1].Commitment, &d.Fingerprint} {
			was := *of
			digit := strings.IndexByte("0123456789abcdef", was[bit/4]) ^ 1<<(bit%4)
			*of = was[:bit/4] + string("0123456789abcdef"[digit]) + was[bit/4+1:]
			if len(planning.Verify(d)) == 0 {
				t.Fatalf("bit %d changed, and it still holds", bit)
			}
			*of = was
		}
	}
}

// A hundred thousand draws: everybody as often as their weight says, within five standard deviations, and never an
// officer with a conflict, or one alone, or much more than the others.
func TestAHundredThousandDrawsAreFair(t *testing.T) {
	const draws = 100_000
	p := poolOf(12, planning.DrawRules{Count: 3, Weights: map[string]int{"major": 3}})
	kept := map[planning.DrawConflict]bool{}
	for _, c := range p.Conflicts {
		kept[c] = true
	}
	total := 0
	for _, c := range p.Candidates {
		total += c.Weight
	}
	first, lead := map[string]int{}, map[string]int{}
	dice := rand.NewChaCha8([32]byte{20, 26})
	seed := make([]byte, 32)
	for range draws {
		if _, err := dice.Read(seed); err != nil {
			t.Fatal(err)
		}
		result, err := p.Pick(fmt.Sprintf("%x", seed))
		must(t, err)
		for _, r := range result {
			if kept[planning.DrawConflict{OfficerID: r.LeadID, EnterpriseID: r.EnterpriseID}] || kept[planning.DrawConflict{OfficerID: r.AssistantID, EnterpriseID: r.EnterpriseID}] {
				t.Fatalf("%+v: a conflict of interest", r)
			}
			if r.LeadID == r.AssistantID || r.LeadID == "" || r.AssistantID == "" {
				t.Fatalf("%+v: fewer than two", r)
			}
			lead[r.LeadID]++
		}
		first[result[0].EnterpriseID]++
	}
	for _, c := range p.Candidates {
		within(t, c.ID, first[c.ID], draws, float64(c.Weight)/float64(total))
	}
	for id, n := range lead {
		if share := float64(n) / (3 * draws); share < 0.12 || share > 0.21 { // a sixth, but for the conflicts
			t.Errorf("%s leads %.3f of all", id, share)
		}
	}
}

func within(t *testing.T, who string, n, draws int, p float64) {
	t.Helper()
	mean, deviation := float64(draws)*p, math.Sqrt(float64(draws)*p*(1-p))
	if math.Abs(float64(n)-mean) > 5*deviation {
		t.Errorf("%s: %d times, expected %.0f ± %.0f", who, n, mean, deviation)
	}
}

func TestAPageHoldsItsDrawAndNeedsNothingElse(t *testing.T) {
	d := drawn(t, poolOf(24, rules), "317")
	d.Title = `</script><script>alert(1)</script>`
	page, err := planning.DrawPage(d)
	must(t, err)
	if strings.Contains(page, "alert(1)</script>") || strings.Contains(page, "/*DRAW*/") || strings.Contains(page, "http://") || strings.Contains(page, "https://") {
		t.Error("the page can be broken out of, or reaches outside")
	}
}
