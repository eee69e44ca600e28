package checklist_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gowebpki/jcs"

	"anjian/configs"
	"anjian/internal/checklist"
)

func shipped(t *testing.T) []checklist.Checklist {
	t.Helper()
	lists, err := checklist.Load(configs.Checklists())
	if err != nil {
		t.Fatal(err)
	}
	return lists
}

func TestTheEightShippedListsLoadWithTheirCounts(t *testing.T) {
	type counts struct {
		items, major, numbers int
		expert                bool
	}
	want := map[string]counts{
		"general":                 {40, 2, 2, false},
		"hazardous_chemicals":     {44, 22, 10, true},
		"metallurgy":              {35, 16, 3, true},
		"dust_explosion":          {36, 14, 7, true},
		"ammonia_refrigeration":   {32, 5, 6, true},
		"fireworks":               {39, 17, 13, false},
		"chemical_using_industry": {36, 4, 7, false},
		"confined_space":          {34, 7, 8, false},
	}
	got := map[string]counts{}
	items, major := 0, 0
	for _, list := range shipped(t) {
		c := counts{items: len(list.Items), expert: list.ExpertAdvised}
		for _, item := range list.Items {
			if item.MajorHazard {
				c.major++
			}
			if item.Answer.Type == checklist.Number {
				c.numbers++
			}
		}
		got[list.Code] = c
		items, major = items+c.items, major+c.major
		if list.VerifiedByBureau {
			t.Errorf("%s claims to be verified: shipped lists are drafts", list.Code)
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	if items != 296 || major != 87 {
		t.Errorf("%d items, %d major; want 296 and 87", items, major)
	}
}

func TestAShippedItemSaysWhatItShould(t *testing.T) {
	for _, list := range shipped(t) {
		if list.Code != "confined_space" {
			continue
		}
		item, ok := list.Item("CS-024")
		if !ok || item.Text != "氧含量19.5%–23.5%" || *item.Answer.Min != 19.5 || *item.Answer.Max != 23.5 || !item.Answer.LimitSure {
			t.Fatalf("CS-024 reads %+v", item)
		}
		ten := 10.0
		gas, _ := list.Item("CS-025")
		verdict, sure, err := checklist.Judge(gas, checklist.Value{Number: &ten}, "2026-11-24")
		if verdict != checklist.Violates || !sure || err != nil {
			t.Fatalf("ten per cent LEL is not below ten: got %s, %v, %v", verdict, sure, err)
		}
		if _, ok := list.Item("CS-999"); ok {
			t.Fatal("CS-999 was found")
		}
		return
	}
	t.Fatal("confined_space is missing")
}

func TestTheConditionsOfMetallurgyAreTwoQuestions(t *testing.T) {
	for _, list := range shipped(t) {
		if list.Code == "metallurgy" && strings.Join(list.Conditions(), "|") != "有高炉|机械铸造（含中频炉）" {
			t.Errorf("got %q", list.Conditions())
		}
		for _, condition := range list.Conditions() {
			if strings.ContainsAny(condition, "；。") {
				t.Errorf("%s: %q is more than one statement", list.Code, condition)
			}
		}
	}
}

func TestTheDigestNamesTheContentAndCanBeComputedFromTheWire(t *testing.T) {
	seen := map[string]bool{}
	for _, list := range shipped(t) {
		wire, err := json.Marshal(list)
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(wire, &fields); err != nil {
			t.Fatal(err)
		}
		delete(fields, "digest")
		bare, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		canonical, err := jcs.Transform(bare)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(canonical)
		if got := hex.EncodeToString(sum[:]); got != list.Digest || seen[got] {
			t.Fatalf("%s: digest %s, from the wire %s", list.Code, list.Digest, got)
		}
		seen[list.Digest] = true
		list.Items[0].Note += "。"
		changed, err := checklist.DigestOf(list)
		if err != nil || changed == list.Digest {
			t.Fatalf("%s: one character more, the same digest (%v)", list.Code, err)
		}
	}
}

const small = `template:
  code: small
  name: "小表"
  name_en: "Small"
  version: "1"
  compiled_on: "2026-11-23"
  expert_advised: false
  verified_by_bureau: false
  applies_to: "演示"
  notes: []
items:
  - id: SM-001
    category: "现场"
    item: "氧含量合格"
    method: [测试]
    standard: "口部测"
    finding: "{部位}氧含量{值}"
    basis:
      - {law: "某法", article: null, sure: true}
    major_hazard: true
    major_basis: {law: "某法", article: "第一条", sure: true}
    answer: {type: number, unit: "%", min: 1, max: 2, limit_sure: true}
    photo: required
    default_measure: stop
  - id: SM-002
    category: "现场"
    item: "年检"
    method: [查资料]
    standard: "在期"
    finding: "超期"
    basis:
      - {law: "某法", article: null, sure: false}
    major_hazard: false
    answer: {type: date_valid_until, unit: null, min: check_date, max: null}
    photo: none
    default_measure: transfer
    transfer_to: "某局"
`

func TestASmallListIsRead(t *testing.T) {
	list, err := checklist.Parse("small.yaml", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	wire, err := json.Marshal(list.Items[1])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"text":"年检"`, `"min":null`, `"max":null`, `"article":""`, `"majorBasis":null`,
		`"penalty":[]`, `"transferTo":"某局"`, `"appliesIf":""`, `"maxOpen":false`} {
		if !strings.Contains(string(wire), want) {
			t.Errorf("the wire form lacks %s: %s", want, wire)
		}
	}
}

func TestAFileWithOneThingWrongIsRefusedWithItsLine(t *testing.T) {
	cases := []struct {
		name     string
		old, new string
		line     int
		reason   string
	}{
		{"an unknown key of the template", "  notes: []", "  nots: []", 10, `unknown key "nots"`},
		{"an unknown key of an item", "    photo: none", "    photo: none\n    foto: none", 36, `unknown key "foto"`},
		{"an unknown key of an answer", "max: 2, limit_sure", "max: 2, limit: 3, limit_sure", 22, `unknown key "limit"`},
		{"a doubled key", "    photo: required", "    photo: required\n    photo: none", 24, "stands twice"},
		{"a missing key", "    photo: required\n", "", 12, `lacks "photo"`},
		{"a doubled id", "id: SM-002", "id: SM-001", 25, "SM-001 stands twice"},
		{"an id out of shape", "id: SM-002", "id: sm-2", 25, "must match"},
		{"an empty text", `item: "年检"`, `item: ""`, 27, "must not be empty"},
		{"a text of blanks", `item: "年检"`, `item: "  "`, 27, "blanks"},
		{"a text that is a number", `item: "年检"`, `item: 12`, 27, "must be text"},
		{"a control character", `item: "年检"`, `item: "年\x00检"`, 27, "control character"},
		{"an unknown method", "method: [测试]", "method: [闻一闻]", 15, "method"},
		{"an unknown photo rule", "photo: none", "photo: maybe", 35, "is not one of"},
		{"an unknown measure", "default_measure: stop", "default_measure: jail", 24, "is not one of"},
		{"an unknown kind of answer", "type: number", "type: guess", 22, "is not one of"},
		{"a truth that is a word", "major_hazard: false", "major_hazard: nein", 33, "true or false"},
		{"limits the wrong way round", "min: 1, max: 2", "min: 3, max: 2", 22, "min is larger than max"},
		{"a limit that is a word", "min: 1, max: 2", "min: one, max: 2", 22, "plain number"},
		{"a limit without end", "min: 1, max: 2", "min: 1, max: .inf", 22, "plain number"},
		{"an open limit that is not there", "max: 2, limit_sure", "max: null, max_open: true, limit_sure", 22, "no max"},
		{"a number without unit", `unit: "%"`, "unit: null", 22, "must not be empty"},
		{"a validity without the day of the check", "min: check_date", "min: null", 34, "check_date"},
		{"a limit sure where it has no meaning", "min: check_date, max: null", "min: check_date, max: null, limit_sure: true", 34, "no meaning"},
		{"a blank left open", "{部位}氧含量{值}", "{部位}氧含量{值", 17, "{blanks}"},
		{"a blank closed twice", "{部位}氧含量{值}", "{部位}}氧含量", 17, "{blanks}"},
		{"a blank in a blank", "{部位}氧含量{值}", "{部{位}}氧含量", 17, "{blanks}"},
		{"a blank without a name", "{部位}氧含量{值}", "{}氧含量", 17, "{blanks}"},
		{"a major hazard without its basis", "    major_basis: {law: \"某法\", article: \"第一条\", sure: true}\n", "", 20, "major_basis"},
		{"a basis of a major hazard that is none", "major_hazard: true", "major_hazard: false", 20, "major_basis"},
		{"no basis at all", "    basis:\n      - {law: \"某法\", article: null, sure: true}\n", "    basis: []\n", 18, "at least one"},
		{"a basis that is a word", `{law: "某法", article: null, sure: false}`, "某法", 32, "must be a mapping"},
		{"a transfer to nobody", "    transfer_to: \"某局\"\n", "", 36, "transfer_to"},
		{"a day that does not exist", "2026-11-23", "2026-11-31", 6, "is not a day"},
		{"a version with a slash", `version: "1"`, `version: "../1"`, 5, "must match"},
		{"an alias", `name: "小表"`, "name: &a \"小表\"", 3, "anchors and aliases"},
		{"a second document", "    transfer_to: \"某局\"\n", "    transfer_to: \"某局\"\n---\na: b\n", 38, "only one YAML document"},
		{"a bracket left open", "  code: small", "  code: [small", 2, "not YAML"},
		{"a tab for a blank", "  code: small", "\tcode: small", 2, "not YAML"},
		{"a quote left open, named by its item", `item: "年检"`, `item: "年检`, 25, "not YAML"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if strings.Count(small, c.old) == 0 {
				t.Fatalf("%q is not in the small list", c.old)
			}
			_, err := checklist.Parse("small.yaml", []byte(strings.Replace(small, c.old, c.new, 1)))
			refusedWith(t, err, "checklist.bad_file")
			reason, _ := detail(err, "reason").(string)
			if detail(err, "file") != "small.yaml" || detail(err, "line") != c.line || !strings.Contains(reason, c.reason) {
				t.Fatalf("got %v:%v: %v; want line %d: …%s…", detail(err, "file"), detail(err, "line"), reason, c.line, c.reason)
			}
		})
	}
}

func TestFilesThatAreNoChecklistAreRefused(t *testing.T) {
	for name, data := range map[string]string{
		"an empty file": "", "a word": "checklist", "a list": "- a\n- b\n", "bytes that are no text": "\xff\xfe\x00",
		"an empty mapping": "{}", "a file beyond all measure": strings.Repeat("#", 3<<20),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := checklist.Parse("x.yaml", []byte(data))
			refusedWith(t, err, "checklist.bad_file")
		})
	}
}

func TestAFolderIsLoadedWholeOrNotAtAll(t *testing.T) {
	other := strings.NewReplacer("code: small", "code: other", "SM-0", "OT-0").Replace(small)
	good := fstest.MapFS{"a.yaml": {Data: []byte(small)}, "b.yaml": {Data: []byte(other)}, "README.md": {Data: []byte("x")}}
	lists, err := checklist.Load(good)
	if err != nil || len(lists) != 2 || lists[0].Code != "small" || lists[1].Code != "other" {
		t.Fatalf("got %d lists, %v", len(lists), err)
	}
	for name, second := range map[string]string{
		"two lists with one code":    strings.ReplaceAll(small, "SM-0", "OT-0"),
		"one item id in two lists":   strings.Replace(small, "code: small", "code: other", 1),
		"one bad file beside a good": "nonsense",
	} {
		t.Run(name, func(t *testing.T) {
			lists, err := checklist.Load(fstest.MapFS{"a.yaml": {Data: []byte(small)}, "b.yaml": {Data: []byte(second)}})
			refusedWith(t, err, "checklist.bad_file")
			if lists != nil || detail(err, "file") != "b.yaml" {
				t.Fatalf("got %d lists, refused %v", len(lists), detail(err, "file"))
			}
		})
	}
	_, err = checklist.Load(fstest.MapFS{})
	refusedWith(t, err, "checklist.bad_file")
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("template: {}\nitems: [{answer: &a [*a]}]\n"))
	f.Add([]byte("a: &a [*a]"))
	f.Add([]byte("template:\n  <<: {code: x}\nitems: []\n"))
	f.Add([]byte("? [a]\n: b\n"))
	f.Add([]byte(""))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := checklist.Parse("fuzz.yaml", data)
		if err == nil && (len(list.Items) == 0 || len(list.Digest) != 64) {
			t.Fatalf("accepted without items or digest: %+v", list)
		}
		if err != nil {
			refusedWith(t, err, "checklist.bad_file")
		}
	})
}
