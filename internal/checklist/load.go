package checklist

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

var (
	codeShape    = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)
	versionShape = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$`)
	idShape      = regexp.MustCompile(`^[A-Z]{2,3}-[0-9]{3}$`)
	methods      = []string{"查资料", "查现场", "询问", "测试"}
)

// Load reads every *.yaml at the root of fsys (configs.Checklists, or a bureau's own folder), in the order of their
// names. One bad file refuses all (checklist.bad_file with file, line, reason); so do two files with one code, one
// item id in two lists, and a folder without any checklist.
func Load(fsys fs.FS) ([]Checklist, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("checklist: list files: %w", err)
	}
	if len(names) == 0 {
		return nil, ErrBadFile.With("file", "*.yaml").With("line", 1).With(fieldReason, "there is no checklist here")
	}
	lists := make([]Checklist, 0, len(names))
	owner := map[string]string{}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("checklist: read %s: %w", name, err)
		}
		list, err := Parse(name, data)
		if err != nil {
			return nil, err
		}
		ids := []string{list.Code}
		for _, item := range list.Items {
			ids = append(ids, item.ID)
		}
		for _, id := range ids {
			if other, taken := owner[id]; taken {
				return nil, ErrBadFile.With("file", name).With("line", lineNaming(data, id)).
					With(fieldReason, fmt.Sprintf("%s is already taken by %s", id, other))
			}
			owner[id] = name
		}
		lists = append(lists, list)
	}
	return lists, nil
}

func lineNaming(data []byte, id string) int {
	before, _, _ := strings.Cut(string(data), ": "+id)
	return 1 + strings.Count(before, "\n")
}

// Parse reads one checklist and gives it its digest. Refuses with checklist.bad_file (file, line, reason): what is
// not one YAML mapping, unknown or doubled keys, missing or empty texts, unknown words, doubled or malformed ids,
// limits that contradict each other or their type, unbalanced {blanks}, a major hazard without its basis, a transfer
// without a receiver. Never panics, whatever the bytes.
func Parse(name string, data []byte) (Checklist, error) {
	s := &sheet{file: name, no: ErrBadFile}
	top := s.mapping("the file", s.open(data), "template items", "")
	t := s.mapping("template", top.at["template"], "code name name_en version compiled_on expert_advised "+
		"verified_by_bureau applies_to", "notes")
	c := Checklist{
		Code: t.shaped("code", codeShape), Name: t.text("name"), NameEn: t.text("name_en"),
		Version: t.shaped("version", versionShape), AppliesTo: t.text("applies_to"), CompiledOn: t.date("compiled_on"),
		ExpertAdvised: t.yesNo("expert_advised"), VerifiedByBureau: t.yesNo("verified_by_bureau"),
		Notes: t.texts("notes"), Items: []Item{},
	}
	if c.CompiledOn == "" {
		t.complain("compiled_on", "must not be empty")
	}
	nodes := top.list("items")
	if len(nodes) == 0 {
		top.complain("items", "a checklist has at least one item")
	}
	seen := map[string]bool{}
	for _, n := range nodes {
		item := s.item(n)
		if s.err != nil {
			break
		}
		if seen[item.ID] {
			s.complain(n.Line, "id %s stands twice", item.ID)
		}
		seen[item.ID] = true
		c.Items = append(c.Items, item)
	}
	if s.err != nil {
		return Checklist{}, s.err
	}
	digest, err := DigestOf(c)
	if err != nil {
		return Checklist{}, err
	}
	c.Digest = digest
	return c, nil
}

func (r row) shaped(key string, shape *regexp.Regexp) string {
	value := r.text(key)
	if r.s.err == nil && !shape.MatchString(value) {
		r.complain(key, "%q must match %s", value, shape)
	}
	return value
}

func (s *sheet) item(n *yaml.Node) Item {
	r := s.mapping("item", n, "id category item method standard finding basis major_hazard answer photo default_measure",
		"major_basis major_logic penalty transfer_to applies_if note")
	item := Item{
		ID: r.shaped("id", idShape), Category: r.text("category"), Text: r.text("item"), Method: r.texts("method"),
		Standard: r.text("standard"), Finding: r.text("finding"), Basis: []Citation{}, Penalty: []Penalty{},
		MajorHazard: r.yesNo("major_hazard"), MajorLogic: r.optionalText("major_logic"),
		Photo:          PhotoRule(r.oneOf("photo", "required", "optional", "none")),
		DefaultMeasure: Measure(r.oneOf("default_measure", "spot", "order", "stop", "case", "transfer")),
		TransferTo:     r.optionalText("transfer_to"), AppliesIf: r.optionalText("applies_if"), Note: r.optionalText("note"),
	}
	r.methods(item.Method)
	r.blanks("finding", item.Finding)
	for _, b := range r.list("basis") {
		item.Basis = append(item.Basis, s.citation("basis", b))
	}
	if len(item.Basis) == 0 {
		r.complain("basis", "an item rests on at least one law or standard")
	}
	for _, p := range r.list("penalty") {
		m := s.mapping("penalty", p, "law article gist", "")
		item.Penalty = append(item.Penalty, Penalty{m.text("law"), m.optionalText("article"), m.text("gist")})
	}
	if !r.absent("major_basis") && s.err == nil {
		basis := s.citation("major_basis", r.at["major_basis"])
		item.MajorBasis = &basis
	}
	if item.MajorHazard != (item.MajorBasis != nil) {
		r.complain("major_hazard", "major_basis must be there exactly when major_hazard is true")
	}
	if item.MajorLogic != "" && !item.MajorHazard {
		r.complain("major_logic", "only a major hazard has one")
	}
	if item.DefaultMeasure == MeasureTransfer && item.TransferTo == "" {
		r.complain("default_measure", "a transfer needs transfer_to")
	}
	if s.err == nil {
		item.Answer = s.answer(r.at["answer"])
	}
	return item
}

func (s *sheet) citation(what string, n *yaml.Node) Citation {
	m := s.mapping(what, n, "law article sure", "")
	return Citation{Law: m.text("law"), Article: m.optionalText("article"), Sure: m.yesNo("sure")}
}

func (r row) methods(given []string) {
	if len(given) == 0 {
		r.complain("method", "must not be empty")
	}
	seen := map[string]bool{}
	for _, m := range given {
		if !strings.Contains(" "+strings.Join(methods, " ")+" ", " "+m+" ") || seen[m] {
			r.complain("method", "%q is doubled or not one of %s", m, strings.Join(methods, ", "))
		}
		seen[m] = true
	}
}

// blanks checks that every { of a text has its }, with a name between, and none inside another.
func (r row) blanks(key, text string) {
	open := -1
	for i, c := range text {
		switch {
		case c == '{' && open < 0:
			open = i
		case c == '}' && open >= 0 && i > open+1:
			open = -1
		case c == '{' || c == '}':
			r.complain(key, "the {blanks} do not match")
			return
		}
	}
	if open >= 0 {
		r.complain(key, "the {blanks} do not match")
	}
}

func (s *sheet) answer(n *yaml.Node) AnswerSpec {
	r := s.mapping("answer", n, "type", "unit min max max_open limit_sure")
	spec := AnswerSpec{Type: AnswerType(r.oneOf("type", "conformity", "number", "date_valid_until", "date_last_done"))}
	none := func(keys ...string) {
		for _, key := range keys {
			if !r.absent(key) {
				r.complain(key, "has no meaning for %s", spec.Type)
			}
		}
	}
	switch spec.Type {
	case Conformity:
		none("unit", "min", "max", "max_open", "limit_sure")
	case Number:
		spec.Unit, spec.Min, spec.Max, spec.LimitSure = r.text("unit"), r.number("min"), r.number("max"), r.yesNo("limit_sure")
		if !r.absent("max_open") {
			spec.MaxOpen = r.yesNo("max_open")
		}
		if spec.MaxOpen && spec.Max == nil {
			r.complain("max_open", "there is no max to be open")
		}
		if spec.Min != nil && spec.Max != nil && *spec.Min > *spec.Max {
			r.complain("min", "min is larger than max")
		}
	case DateValidUntil:
		// The limit is the day of the check itself, and nobody needs to confirm it.
		none("unit", "max", "max_open", "limit_sure")
		if r.optionalText("min") != "check_date" {
			r.complain("min", "must be check_date")
		}
		spec.LimitSure = true
	case DateLastDone:
		none("min", "max_open")
		spec.Unit, spec.Max, spec.LimitSure = r.oneOf("unit", "month"), r.number("max"), r.yesNo("limit_sure")
		if spec.Max == nil || *spec.Max != float64(int(*spec.Max)) || *spec.Max < 1 || *spec.Max > mostMonths {
			r.complain("max", "must be whole months between 1 and %d", mostMonths)
		}
	}
	return spec
}
