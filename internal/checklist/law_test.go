package checklist_test

import (
	"strings"
	"testing"

	"anjian/configs"
	"anjian/internal/checklist"
)

func register(t *testing.T) checklist.Law {
	t.Helper()
	law, err := checklist.LoadLaw(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	return law
}

func TestEveryLawCitedInAListIsInTheRegister(t *testing.T) {
	law := register(t)
	for _, list := range shipped(t) {
		for _, item := range list.Items {
			titles := []string{}
			for _, b := range item.Basis {
				titles = append(titles, b.Law)
			}
			for _, p := range item.Penalty {
				titles = append(titles, p.Law)
			}
			if item.MajorBasis != nil {
				titles = append(titles, item.MajorBasis.Law)
			}
			for _, title := range titles {
				if i, ok := law.Instrument(title); !ok || i.Title != title {
					t.Errorf("%s cites %q, which configs/law.yaml does not know", item.ID, title)
				}
			}
		}
	}
}

func TestTheProcedureCitesByCode(t *testing.T) {
	law := register(t)
	for code, want := range map[string]checklist.Citation{
		"work_safety_law/62":            {Law: "中华人民共和国安全生产法（2021修正）", Article: "第六十二条", Sure: true},
		"work_safety_law/65":            {Law: "中华人民共和国安全生产法（2021修正）", Article: "第六十五条", Sure: true},
		"work_safety_law/66":            {Law: "中华人民共和国安全生产法（2021修正）", Article: "第六十六条", Sure: true},
		"work_safety_law/67":            {Law: "中华人民共和国安全生产法（2021修正）", Article: "第六十七条", Sure: true},
		"work_safety_law/68":            {Law: "中华人民共和国安全生产法（2021修正）", Article: "第六十八条", Sure: true},
		"administrative_penalty_law/42": {Law: "中华人民共和国行政处罚法（2021修订）", Article: "第四十二条", Sure: true},
		"administrative_penalty_law/43": {Law: "中华人民共和国行政处罚法（2021修订）", Article: "第四十三条", Sure: true},
		"administrative_penalty_law/55": {Law: "中华人民共和国行政处罚法（2021修订）", Article: "第五十五条", Sure: true},
		"guobanfa_2024_54":              {Law: "国务院办公厅关于严格规范涉企行政检查的意见（国办发〔2024〕54号）", Sure: false},
	} {
		if got, ok := law.Citation(code); !ok || got != want {
			t.Errorf("%s is %+v, %v; want %+v", code, got, ok, want)
		}
	}
	for _, code := range []string{"", "work_safety_law/999", "no_such_law", "中华人民共和国安全生产法（2021修正）", "/68"} {
		if got, ok := law.Citation(code); ok {
			t.Errorf("%q is cited as %+v", code, got)
		}
	}
}

func TestOnlyASureCitationInForceOnTheDayIsPrinted(t *testing.T) {
	law, err := checklist.ParseLaw("law.yaml", []byte(`instruments:
  - {code: standing, title: "现行法", in_force_from: "2021-09-01", in_force_until: null, sure: true, replaced_by: null, source: "已阅"}
  - {code: ended, title: "旧法", in_force_from: "2015-05-01", in_force_until: "2026-01-31", sure: true, replaced_by: standing, source: "已阅"}
  - {code: doubtful, title: "存疑", in_force_from: "2015-05-01", in_force_until: null, sure: false, replaced_by: null, source: "未核"}
  - {code: undated, title: "无日期", in_force_from: null, in_force_until: null, sure: false, replaced_by: null, source: "未核"}
`))
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name string
		law  string
		sure bool
		on   string
		want bool
	}{
		{"sure and in force", "现行法", true, "2026-11-24", true},
		{"on its first day", "现行法", true, "2021-09-01", true},
		{"by its code as well", "standing", true, "2026-11-24", true},
		{"the day before its first day", "现行法", true, "2021-08-31", false},
		{"an unsure citation of a sure law", "现行法", false, "2026-11-24", false},
		{"on its last day", "旧法", true, "2026-01-31", true},
		{"the day after its last day", "旧法", true, "2026-02-01", false},
		{"a sure citation of an unsure law", "存疑", true, "2026-11-24", false},
		{"a law without a first day", "无日期", true, "2026-11-24", false},
		{"a law nobody knows", "无此法", true, "2026-11-24", false},
		{"no law at all", "", true, "2026-11-24", false},
		{"a day that does not exist", "现行法", true, "2026-02-30", false},
		{"no day at all", "现行法", true, "", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			citation := checklist.Citation{Law: c.law, Article: "第一条", Sure: c.sure}
			if got := checklist.Printable(citation, c.on, law); got != c.want {
				t.Fatalf("printable is %v", got)
			}
		})
	}
}

func TestNoShippedCitationIsPrintedThatIsUnsureOrOutOfForce(t *testing.T) {
	law := register(t)
	printed := 0
	for _, on := range []string{"2020-06-01", "2023-05-14", "2023-05-15", "2026-01-31", "2026-11-24"} {
		for _, list := range shipped(t) {
			for _, item := range list.Items {
				for _, b := range item.Basis {
					if !checklist.Printable(b, on, law) {
						continue
					}
					printed++
					if i, _ := law.Instrument(b.Law); !b.Sure || !i.Sure || i.InForceFrom == "" || on < i.InForceFrom || i.InForceUntil != "" && on > i.InForceUntil {
						t.Errorf("%s on %s would print %+v of %+v", item.ID, on, b, i)
					}
				}
			}
		}
	}
	if printed == 0 {
		t.Fatal("nothing is printable at all")
	}
}

func TestTheLawOfTheDayChanges(t *testing.T) {
	law := register(t)
	for _, c := range []struct {
		code, on string
		want     bool
	}{
		{"mem_order_10", "2023-05-14", false}, {"mem_order_10", "2023-05-15", true},
		{"mem_order_18", "2026-01-31", false}, {"mem_order_18", "2026-02-01", true},
		{"hazardous_chemicals_safety_law", "2026-04-30", false}, {"hazardous_chemicals_safety_law", "2026-05-01", true},
	} {
		if i, ok := law.Instrument(c.code); !ok || i.InForce(c.on) != c.want {
			t.Errorf("%s on %s: in force %v, want %v", c.code, c.on, i.InForce(c.on), c.want)
		}
	}
}

func TestARegisterWithOneThingWrongIsRefusedWithItsLine(t *testing.T) {
	const good = `instruments:
  - {code: one, title: "一", in_force_from: "2021-09-01", in_force_until: null, sure: true, replaced_by: two, source: "已阅"}
  - code: two
    title: "二"
    in_force_from: "2022-01-01"
    in_force_until: "2023-01-01"
    sure: true
    replaced_by: null
    source: "已阅"
    articles:
      - {number: 1, label: "第一条", gist: "目的", sure: true}
`
	if _, err := checklist.ParseLaw("law.yaml", []byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, old, new string
		line           int
		reason         string
	}{
		{"an unknown key", "    sure: true\n    replaced", "    sur: true\n    sure: true\n    replaced", 7, "unknown key"},
		{"a doubled code", "code: two", "code: one", 3, "stands twice"},
		{"a doubled title", `title: "二"`, `title: "一"`, 3, "stands twice"},
		{"a sure law without a first day", `in_force_from: "2022-01-01"`, "in_force_from: null", 5, "first day"},
		{"a last day before the first", `"2023-01-01"`, `"2021-12-31"`, 6, "before the first"},
		{"a day that does not exist", `"2023-01-01"`, `"2023-02-29"`, 6, "is not a day"},
		{"replaced by nobody", "replaced_by: two", "replaced_by: three", 2, "replaced_by"},
		{"replaced by itself", "replaced_by: two", "replaced_by: one", 2, "replaced_by"},
		{"no source", "    source: \"已阅\"\n    art", "    source: \"\"\n    art", 9, "must not be empty"},
		{"an article without number", "number: 1", "number: null", 11, "number of an article"},
		{"an article in halves", "number: 1", "number: 1.5", 11, "number of an article"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(good, c.old) {
				t.Fatalf("%q is not there", c.old)
			}
			_, err := checklist.ParseLaw("law.yaml", []byte(strings.Replace(good, c.old, c.new, 1)))
			refusedWith(t, err, "law.bad_file")
			reason, _ := detail(err, "reason").(string)
			if detail(err, "line") != c.line || !strings.Contains(reason, c.reason) {
				t.Fatalf("got line %v: %s; want line %d: …%s…", detail(err, "line"), reason, c.line, c.reason)
			}
		})
	}
}
