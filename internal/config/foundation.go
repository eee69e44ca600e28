package config

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Foundation is what an operator writes down to found a bureau: configs/bureau.example.yaml explains every key.
type Foundation struct {
	Name        string              `yaml:"name"`
	Abbrev      string              `yaml:"abbrev"`
	VisitCap    int                 `yaml:"visit_cap"`
	Sections    []string            `yaml:"sections"`
	People      []FoundedPerson     `yaml:"people"`
	Enterprises []FoundedEnterprise `yaml:"enterprises"`
}

// FoundedPerson is somebody of the bureau. Section is a section's name, Enterprise a credit code of this file.
type FoundedPerson struct {
	Username         string `yaml:"username"`
	Name             string `yaml:"name"`
	Role             string `yaml:"role"`
	Section          string `yaml:"section"`
	Enterprise       string `yaml:"enterprise"`
	Town             string `yaml:"town"`
	Unit             string `yaml:"unit"`
	Post             string `yaml:"post"`
	Phone            string `yaml:"phone"`
	Certificate      string `yaml:"certificate"`
	CertificateUntil string `yaml:"certificate_until"` // YYYY-MM-DD
}

// FoundedEnterprise is an enterprise of the register.
type FoundedEnterprise struct {
	CreditCode  string   `yaml:"credit_code"`
	Name        string   `yaml:"name"`
	Address     string   `yaml:"address"`
	Town        string   `yaml:"town"`
	Industry    string   `yaml:"industry"`
	LegalPerson string   `yaml:"legal_person"`
	Post        string   `yaml:"post"`
	Contact     string   `yaml:"contact"`
	Phone       string   `yaml:"phone"`
	Flags       []string `yaml:"flags"`
}

var roles = []string{"inspector", "section_head", "leader", "policy", "enterprise", "expert", "town", "admin"}

// LoadFoundation reads such a file and refuses, all complaints at once, what could not work: unknown keys, missing names,
// doubled user names, sections or enterprises nobody founds, certificates without their last day.
func LoadFoundation(path string) (Foundation, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Foundation{}, fmt.Errorf("config: read the bureau's file: %w", err)
	}
	var f Foundation
	in := yaml.NewDecoder(bytes.NewReader(text))
	in.KnownFields(true)
	if err := in.Decode(&f); err != nil && err != io.EOF {
		return Foundation{}, fmt.Errorf("config: %s: %w", path, err)
	}
	if wrong := f.wrong(); len(wrong) > 0 {
		return Foundation{}, fmt.Errorf("config: %s cannot found a bureau:\n  %s", path, strings.Join(wrong, "\n  "))
	}
	return f, nil
}

func (f Foundation) wrong() []string {
	var wrong []string
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	if f.Name == "" || f.Abbrev == "" {
		say("name and abbrev are needed")
	}
	if f.VisitCap < 0 {
		say("visit_cap cannot be %d", f.VisitCap)
	}
	codes := map[string]bool{}
	for _, e := range f.Enterprises {
		if e.CreditCode == "" || e.Name == "" || codes[e.CreditCode] {
			say("enterprise %q: credit_code and name are needed, and a credit code only once", e.Name)
		}
		codes[e.CreditCode] = true
	}
	names := map[string]bool{}
	for _, p := range f.People {
		key := strings.ToLower(strings.TrimSpace(p.Username))
		switch {
		case key == "" || p.Name == "":
			say("person %q: username and name are needed", p.Username+p.Name)
		case names[key]:
			say("person %s: the user name stands twice", p.Username)
		case !slices.Contains(roles, p.Role):
			say("person %s: there is no role %q; the roles are %s", p.Username, p.Role, strings.Join(roles, " "))
		case p.Section != "" && !slices.Contains(f.Sections, p.Section):
			say("person %s: there is no section %q", p.Username, p.Section)
		case p.Role == "section_head" && p.Section == "":
			say("person %s: a section head needs a section", p.Username)
		case p.Role == "enterprise" && !codes[p.Enterprise]:
			say("person %s: there is no enterprise with the credit code %q", p.Username, p.Enterprise)
		case p.Role == "town" && p.Town == "":
			say("person %s: a town's person needs a town", p.Username)
		}
		if _, err := time.Parse(time.DateOnly, p.CertificateUntil); p.Certificate != "" && err != nil {
			say("person %s: certificate_until must be a day, YYYY-MM-DD", p.Username)
		}
		names[key] = true
	}
	if len(f.People) == 0 {
		say("a bureau without people cannot be entered")
	}
	return wrong
}
