package planning

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Enterprise is an enterprise as the register keeps it: who and where it is, why it is in a plan, what it may do and until
// when. Version is the place of its last act in the bureau's order; who changes an entry names the version they saw.
type Enterprise struct {
	ID           string       `json:"id"`
	Name         string       `json:"name" maxLength:"200"`
	FormerNames  []string     `json:"formerNames" maxItems:"10"`
	CreditCode   string       `json:"creditCode" maxLength:"18"`
	Demo         bool         `json:"demo" doc:"A made-up code of the demo world; it is not checked."`
	Town         string       `json:"town" maxLength:"100"`
	Address      string       `json:"address" maxLength:"300"`
	Industry     string       `json:"industry" maxLength:"100" doc:"In words, as it is printed."`
	IndustryCode string       `json:"industryCode" maxLength:"5" doc:"GB/T 4754: a letter, or a letter and two to four digits."`
	Flags        []string     `json:"flags" maxItems:"20" doc:"Classes of the plan: 两重点一重大, 粉尘涉爆 …"`
	Risk         string       `json:"risk" enum:"major,larger,general,low," doc:"重大 较大 一般 低; empty: not graded."`
	LegalPerson  string       `json:"legalPerson" maxLength:"100"`
	Post         string       `json:"post" maxLength:"100"`
	Contact      string       `json:"contact" maxLength:"100"`
	Phone        string       `json:"phone" maxLength:"40"`
	Contacts     []Contact    `json:"contacts" maxItems:"10"`
	Licences     []Licence    `json:"licences" maxItems:"20"`
	Position     *Coordinates `json:"position,omitempty"`
	Closed       bool         `json:"closed" doc:"Out of business: never drawn, never planned."`
	VisitCap     int          `json:"visitCap" minimum:"0" maximum:"366" doc:"Its own yearly cap of visits; 0: the bureau's."`
	Version      int64        `json:"version"`
	UpdatedAt    time.Time    `json:"updatedAt"`
}

// Contact is one more person of an enterprise to call.
type Contact struct {
	Name  string `json:"name" maxLength:"100"`
	Post  string `json:"post" maxLength:"100"`
	Phone string `json:"phone" maxLength:"40"`
}

// Licence is an administrative licence with its last day.
type Licence struct {
	Name       string `json:"name" maxLength:"100"`
	Number     string `json:"number" maxLength:"100"`
	ValidUntil string `json:"validUntil" maxLength:"10" doc:"YYYY-MM-DD, the last valid day; empty: without a term."`
}

// Coordinates are a place in WGS-84, as every position of the house is stored.
type Coordinates struct {
	Lat float64 `json:"lat" minimum:"-90" maximum:"90"`
	Lng float64 `json:"lng" minimum:"-180" maximum:"180"`
}

// The grades of risk (安全风险等级).
const (
	RiskMajor   = "major"   // 重大
	RiskLarger  = "larger"  // 较大
	RiskGeneral = "general" // 一般
	RiskLow     = "low"     // 低
)

var industryForm = regexp.MustCompile(`^[A-T]([0-9]{2,4})?$`)

// Issue is one thing wrong with one field, in words a machine can translate.
type Issue struct {
	Field string `json:"field"`
	Code  string `json:"code"`
	Meant string `json:"meant,omitempty"` // what it seems to have been meant to be
}

// Issues gives everything wrong with an entry; an entry with none may be kept.
func (e Enterprise) Issues() []Issue {
	var all []Issue
	add := func(field, code string) { all = append(all, Issue{Field: field, Code: code}) }
	text := func(field, s string, most int, needed bool) {
		switch {
		case strings.TrimSpace(s) == "" && needed:
			add(field, "missing")
		case !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' }):
			add(field, "not_text")
		case utf8.RuneCountInString(s) > most:
			add(field, "too_long")
		}
	}
	text("name", e.Name, 200, true)
	text("town", e.Town, 100, true)
	text("address", e.Address, 300, false)
	text("industry", e.Industry, 100, false)
	text("legalPerson", e.LegalPerson, 100, false)
	text("post", e.Post, 100, false)
	text("contact", e.Contact, 100, false)
	text("phone", e.Phone, 40, false)
	for _, s := range append(slices.Clone(e.FormerNames), e.Flags...) {
		text("names", s, 200, true)
	}
	switch wide, narrow := e.CreditCode, Narrow(e.CreditCode); {
	case DemoCreditCode(e.CreditCode):
	case wide != narrow:
		all = append(all, Issue{"creditCode", "full_width", narrow})
	case !ValidCreditCode(e.CreditCode):
		add("creditCode", "check_digit")
	}
	if e.IndustryCode != "" && !industryForm.MatchString(e.IndustryCode) {
		add("industryCode", "form")
	}
	if !slices.Contains([]string{"", RiskMajor, RiskLarger, RiskGeneral, RiskLow}, e.Risk) {
		add("risk", "unknown")
	}
	for _, l := range e.Licences {
		text("licences", l.Name, 100, true)
		text("licences", l.Number, 100, false)
		if l.ValidUntil != "" && !RealDay(l.ValidUntil) {
			add("licences", "date")
		}
	}
	for _, c := range e.Contacts {
		text("contacts", c.Name, 100, true)
		text("contacts", c.Post, 100, false)
		text("contacts", c.Phone, 40, false)
	}
	if p := e.Position; p != nil && !(p.Lat >= -90 && p.Lat <= 90 && p.Lng >= -180 && p.Lng <= 180) {
		add("position", "range")
	}
	if e.VisitCap < 0 || e.VisitCap > 366 {
		add("visitCap", "range")
	}
	if len(e.FormerNames) > 10 || len(e.Flags) > 20 || len(e.Licences) > 20 || len(e.Contacts) > 10 {
		add("entry", "too_many")
	}
	return all
}

// Tidy gives the entry without stray spaces and empty lists that are nil, and with Demo as its code says.
func (e Enterprise) Tidy() Enterprise {
	for _, s := range []*string{&e.Name, &e.CreditCode, &e.Town, &e.Address, &e.Industry, &e.IndustryCode, &e.LegalPerson, &e.Post, &e.Contact, &e.Phone} {
		*s = strings.TrimSpace(*s)
	}
	e.FormerNames, e.Flags = tidied(e.FormerNames), tidied(e.Flags)
	if e.Licences == nil {
		e.Licences = []Licence{}
	}
	if e.Contacts == nil {
		e.Contacts = []Contact{}
	}
	e.Demo = DemoCreditCode(e.CreditCode)
	return e
}

func tidied(list []string) []string {
	out := []string{}
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// FirstExpiry is the earliest last day of its licences; empty when none has a term.
func (e Enterprise) FirstExpiry() string {
	first := ""
	for _, l := range e.Licences {
		if l.ValidUntil != "" && (first == "" || l.ValidUntil < first) {
			first = l.ValidUntil
		}
	}
	return first
}

// Cap is the yearly cap of visits that holds for it (国办发〔2024〕54号); 0: none is published.
func (e Enterprise) Cap(bureau int) int {
	if e.VisitCap > 0 {
		return e.VisitCap
	}
	return bureau
}

// RealDay tells a day that is in the calendar, as YYYY-MM-DD.
func RealDay(day string) bool {
	_, err := time.Parse(time.DateOnly, day)
	return err == nil
}

// Narrow turns full-width letters, digits and signs (ＡＢ１２) into the plain ones: what somebody meant who typed them.
func Narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFEE0
		case r == 0x3000:
			return ' '
		}
		return r
	}, s)
}
