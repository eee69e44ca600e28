package paper_test

import (
	"strings"
	"testing"

	"anjian/internal/paper"
)

func TestSchemeAndNoticeSayWhoComesWhenForWhatAndShareTheNumber(t *testing.T) {
	m := matter(0, 0)
	scheme, err := paper.SchemePDF(house(t), m)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(textOf(t, scheme.PDF)); n != 1 {
		t.Errorf("an ordinary scheme takes %d pages", n)
	}
	holds(t, strings.Join(textOf(t, scheme.PDF), ""), "（苏坛）应急检查〔2026〕17号", "江苏华鑫食品冷藏有限公司", "主办", "张建国", "32040026002",
		"协助人员（1人）", "本年度对该单位第1次检查（公布的年度上限2次）", "便携式氨气检测仪", "周局（在系统中批准）")
	told := house(t)
	told.Contact = "0519-82800000"
	notice, err := paper.NoticePDF(told, m)
	if err != nil {
		t.Fatal(err)
	}
	holds(t, strings.Join(textOf(t, notice.PDF), ""), "我局定于2026年11月24日", "申请其回避", "0519-82800000", "金坛区应急管理局2026年11月24日")
	m.Record.Approval = nil
	if scheme, err = paper.SchemePDF(house(t), m); err != nil {
		t.Fatal(err)
	}
	holds(t, strings.Join(textOf(t, scheme.PDF), ""), "未经批准")
}

func TestNoLineBreaksTheRulesForLineStartsAndEnds(t *testing.T) {
	text := "经检查（包括“氨机房”、《冷库》）：压力为0.85MPa，温度−18℃；执行GB/T28009-2011、AQ3013等标准……结果“正常”。"
	m := matter(1, 0)
	for pad := range 40 {
		m.Record.Findings[0].Versions[0].Text = strings.Repeat("检", pad) + text + text + text
		all := strings.Join(textOf(t, mustSet(t, m)), "\n")
		_, all, _ = strings.Cut(all, "发现的问题")
		all, _, _ = strings.Cut(all, "处理：")
		for _, line := range strings.Split(all, "\n") {
			line = strings.TrimSpace(line)
			runes := []rune(line)
			if len(runes) == 0 {
				continue
			}
			if strings.ContainsRune("。，、；：！？）》」』”’…℃%", runes[0]) || strings.ContainsRune("（《「『“‘", runes[len(runes)-1]) {
				t.Errorf("pad %d: bad line %q", pad, line)
			}
			for _, half := range []string{"MP", "GB/", "0.", "2800", "AQ", "AQ30"} {
				if strings.HasSuffix(line, half) {
					t.Errorf("pad %d: a word or number is broken at the end of %q", pad, line)
				}
			}
		}
		holds(t, footless(textOf(t, mustSet(t, m))), text+text+text)
	}
}
