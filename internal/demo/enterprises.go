package demo

import (
	"fmt"
	"math/rand/v2"
)

// target is one of the founding plan's 390: a fictional enterprise and why it is in the plan.
type target struct {
	Name, CreditCode, Address, Town, Industry string
	LegalPerson, Contact, Phone               string
	Flags, Checklists                         []string
	RiskLevel                                 string
	Lat, Lng                                  float64
	InPlan                                    bool
}

// famous are the three enterprises the demo's story is told with; they keep their names whatever the dice say.
var famous = map[string]string{"涉氨制冷": "金坛沐垣冷链食品有限公司（演示）", "两重点一重大": "常州澄砚化工有限公司（演示）", "冶金": "江苏砺岚精密铸造有限公司（演示）"}

// targets makes the 390 enterprises, the same on every machine.
func targets() []target {
	dice := rand.New(rand.NewPCG(2020, 390))
	inPlan, random := spread(inPlanClasses), spread(randomClasses)
	dice.Shuffle(len(inPlan), func(i, j int) { inPlan[i], inPlan[j] = inPlan[j], inPlan[i] })
	dice.Shuffle(len(random), func(i, j int) { random[i], random[j] = random[j], random[i] })
	used, told := map[string]bool{}, map[string]bool{}
	var all []target
	add := func(area int, c class, planned bool) {
		t := target{Town: areas[area].name, Industry: c.industry, Checklists: c.checklists, InPlan: planned, RiskLevel: "一般"}
		if c.flag != "" {
			t.Flags, t.RiskLevel = []string{c.flag}, "较大"
		}
		if name, ok := famous[c.flag]; ok && !told[c.flag] {
			told[c.flag], t.Name = true, name
		}
		for t.Name == "" || used[t.Name] {
			t.Name = fmt.Sprintf("%s%c%c%s有限公司（演示）", pick(dice, prefixes), pick(dice, firstHalf), pick(dice, secondHalf), pick(dice, c.trades))
		}
		used[t.Name] = true
		n := len(all) + 1
		t.CreditCode = fmt.Sprintf("91320413DEMO%06d", n)
		t.Address = fmt.Sprintf("%s演示路%d号", t.Town, 1+dice.IntN(399))
		t.LegalPerson = string(pick(dice, surnames)) + pick(dice, givenNames)
		t.Contact = string(pick(dice, surnames)) + pick(dice, givenNames)
		t.Phone = fmt.Sprintf("1990000%04d", n)
		t.Lat = areas[area].lat + dice.Float64()*0.04 - 0.02
		t.Lng = areas[area].lng + dice.Float64()*0.04 - 0.02
		all = append(all, t)
	}
	for area := range areas {
		for range areas[area].inPlan {
			add(area, inPlan[0], true)
			inPlan = inPlan[1:]
		}
		for range areas[area].random {
			add(area, random[0], false)
			random = random[1:]
		}
	}
	return all
}

// spread repeats each class as often as it counts.
func spread(classes []class) []class {
	var each []class
	for _, c := range classes {
		for range c.n {
			each = append(each, c)
		}
	}
	return each
}

func pick[T any](dice *rand.Rand, from []T) T { return from[dice.IntN(len(from))] }
