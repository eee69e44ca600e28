package checklist

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Law is the register of everything the product cites (configs/law.yaml), with the days on which it is in force.
type Law struct {
	Instruments []Instrument `json:"instruments"`
}

// Instrument is one law, regulation or standard. InForceUntil is its last day; empty while it stands. InForceFrom is
// empty where nobody has confirmed it. Sure is true only where the instrument and its dates are confirmed by Source.
type Instrument struct {
	Code         string    `json:"code"`
	Title        string    `json:"title"`
	InForceFrom  string    `json:"inForceFrom"`
	InForceUntil string    `json:"inForceUntil"`
	Sure         bool      `json:"sure"`
	ReplacedBy   string    `json:"replacedBy"` // code of another instrument
	Source       string    `json:"source"`
	Articles     []Article `json:"articles"` // those on which the procedure itself rests
}

// Article is one article the procedure rests on. Code is the instrument's code, a slash and the number
// ("work_safety_law/68"), as refusals and the procedure table cite it; Label is how it is written.
type Article struct {
	Code  string `json:"code"`
	Label string `json:"label"`
	Gist  string `json:"gist"`
	Sure  bool   `json:"sure"`
}

// LoadLaw reads law.yaml at the root of fsys. Refuses with law.bad_file (file, line, reason).
func LoadLaw(fsys fs.FS) (Law, error) {
	data, err := fs.ReadFile(fsys, "law.yaml")
	if err != nil {
		return Law{}, fmt.Errorf("checklist: read law.yaml: %w", err)
	}
	return ParseLaw("law.yaml", data)
}

// ParseLaw reads a register of laws as strictly as Parse reads a checklist: codes and titles occur once, a sure
// instrument has its first day, the last day is not before the first, what replaces it is in the register.
func ParseLaw(name string, data []byte) (Law, error) {
	s := &sheet{file: name, no: ErrBadLaw}
	top := s.mapping("the file", s.open(data), "instruments", "")
	law := Law{Instruments: []Instrument{}}
	taken := map[string]bool{}
	nodes := top.list("instruments")
	for _, n := range nodes {
		i := s.instrument(n)
		if s.err != nil {
			break
		}
		if taken[i.Code] || taken[i.Title] {
			s.complain(n.Line, "%s stands twice", i.Code)
		}
		taken[i.Code], taken[i.Title] = true, true
		law.Instruments = append(law.Instruments, i)
	}
	for k, i := range law.Instruments {
		if i.ReplacedBy != "" && (!taken[i.ReplacedBy] || i.ReplacedBy == i.Code) {
			s.complain(nodes[k].Line, "replaced_by %q is not another code of this register", i.ReplacedBy)
		}
	}
	if s.err == nil && len(law.Instruments) == 0 {
		top.complain("instruments", "must not be empty")
	}
	if s.err != nil {
		return Law{}, s.err
	}
	return law, nil
}

func (s *sheet) instrument(n *yaml.Node) Instrument {
	r := s.mapping("instrument", n, "code title in_force_from in_force_until sure replaced_by source", "articles")
	i := Instrument{
		Code: r.shaped("code", codeShape), Title: r.text("title"), InForceFrom: r.date("in_force_from"),
		InForceUntil: r.date("in_force_until"), Sure: r.yesNo("sure"), ReplacedBy: r.optionalText("replaced_by"),
		Source: r.text("source"), Articles: []Article{},
	}
	if i.Sure && i.InForceFrom == "" {
		r.complain("in_force_from", "a sure instrument needs its first day")
	}
	if i.InForceFrom != "" && i.InForceUntil != "" && i.InForceUntil < i.InForceFrom {
		r.complain("in_force_until", "the last day is before the first")
	}
	seen := map[string]bool{}
	for _, a := range r.list("articles") {
		m := s.mapping("article", a, "number label gist sure", "")
		number := m.number("number")
		if s.err == nil && (number == nil || *number < 1 || *number != float64(int(*number))) {
			m.complain("number", "must be the number of an article")
		}
		if s.err != nil {
			break
		}
		article := Article{Code: i.Code + "/" + strconv.Itoa(int(*number)), Label: m.text("label"), Gist: m.text("gist"),
			Sure: m.yesNo("sure")}
		if seen[article.Code] {
			m.complain("number", "stands twice")
		}
		seen[article.Code] = true
		i.Articles = append(i.Articles, article)
	}
	return i
}

// Instrument finds an instrument by its code or its title.
func (l Law) Instrument(name string) (Instrument, bool) {
	for _, i := range l.Instruments {
		if name != "" && (i.Code == name || i.Title == name) {
			return i, true
		}
	}
	return Instrument{}, false
}

// Citation turns a code of the procedure into a citation: "work_safety_law/68", or an instrument's code alone. Not
// found is false.
func (l Law) Citation(code string) (Citation, bool) {
	instrument, _, _ := strings.Cut(code, "/")
	i, ok := l.Instrument(instrument)
	if !ok || i.Code != instrument {
		return Citation{}, false
	}
	if code == i.Code {
		return Citation{Law: i.Title, Sure: i.Sure}, true
	}
	for _, a := range i.Articles {
		if a.Code == code {
			return Citation{Law: i.Title, Article: a.Label, Sure: i.Sure && a.Sure}, true
		}
	}
	return Citation{}, false
}

// InForce says whether the instrument is in force on a day (YYYY-MM-DD), first and last day included. An unconfirmed
// first day, or a day that is none, is never in force.
func (i Instrument) InForce(on string) bool {
	if _, err := day("on", on); err != nil || i.InForceFrom == "" {
		return false
	}
	return i.InForceFrom <= on && (i.InForceUntil == "" || on <= i.InForceUntil)
}

// Printable says whether a citation may stand on a document about a check of that day: the citation is sure, its
// instrument is in the register and sure, and it is in force on the day. Everything else is for the policy section.
func Printable(c Citation, on string, law Law) bool {
	i, ok := law.Instrument(c.Law)
	return ok && c.Sure && i.Sure && i.InForce(on)
}
