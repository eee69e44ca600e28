package demo

import (
	"strings"
	"testing"
)

// The figures are the founding plan's (坛应急〔2020〕2号): they must come out whatever the dice say.
func TestTheTargetsAddUpToTheFoundingPlan(t *testing.T) {
	all := targets()
	inPlan, names, flags := 0, map[string]bool{}, map[string]int{}
	for _, x := range all {
		if x.InPlan {
			inPlan++
			flags[x.Flags[0]]++
		}
		if names[x.Name] {
			t.Errorf("two enterprises are called %s", x.Name)
		}
		names[x.Name] = true
		if !strings.HasSuffix(x.Name, "（演示）") {
			t.Errorf("%s does not say that it is fictional", x.Name)
		}
	}
	if len(all) != 390 || inPlan != 150 || len(all)-inPlan != 240 {
		t.Errorf("got %d targets, %d in plan, %d random; the plan has 390 = 150 + 240", len(all), inPlan, len(all)-inPlan)
	}
	if flags["涉氨制冷"] != 3 || flags["粉尘涉爆"] != 30 || flags["两重点一重大"] != 26 {
		t.Errorf("the classes of the plan are off: %v", flags)
	}
	again := targets()
	for i := range all {
		if all[i].Name != again[i].Name || all[i].Town != again[i].Town {
			t.Fatalf("target %d differs between two runs", i)
		}
	}
}

func TestAPictureIsTheSameForTheSameSeed(t *testing.T) {
	a, err := picture(7)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := picture(7)
	c, _ := picture(8)
	if string(a) != string(b) || string(a) == string(c) {
		t.Error("a seed must name one picture")
	}
	t.Logf("%d bytes", len(a))
}
