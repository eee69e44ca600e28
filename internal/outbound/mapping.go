package outbound

import (
	"fmt"
	"slices"
	"strings"

	"anjian/internal/inspection"
)

// Mapping says what is reported of a record and under which names (configs/reporting.yaml).
type Mapping struct {
	System  string
	Columns []MappedColumn
}

// MappedColumn is one value: Name over the wire, Title in a batch, From what we know.
type MappedColumn struct{ Name, Title, From string }

// Check tells what is wrong with a mapping.
func (m Mapping) Check() error {
	if len(m.Columns) == 0 || len(m.Columns) > 200 {
		return fmt.Errorf("outbound: a report needs its columns")
	}
	seen := map[string]bool{}
	for _, c := range m.Columns {
		switch {
		case c.Name == "" || c.Title == "":
			return fmt.Errorf("outbound: the column from %q needs a name and a title", c.From)
		case seen[c.Name]:
			return fmt.Errorf("outbound: the column %s stands twice", c.Name)
		case fields[c.From] == nil:
			return fmt.Errorf("outbound: the column %s comes from %q, which nobody knows", c.Name, c.From)
		}
		seen[c.Name] = true
	}
	return nil
}

// Fields is what is reported of a record, by wire name.
func (m Mapping) Fields(r *inspection.CheckRecord) map[string]string {
	out := make(map[string]string, len(m.Columns))
	for _, c := range m.Columns {
		out[c.Name] = fields[c.From](r)
	}
	return out
}

// Row is the same in the order of the columns.
func (m Mapping) Row(r *inspection.CheckRecord) []string {
	out := make([]string, len(m.Columns))
	for i, c := range m.Columns {
		out[i] = fields[c.From](r)
	}
	return out
}

// Difference is a column that the other side has otherwise than we do now.
type Difference struct {
	Title  string `json:"title"`
	Ours   string `json:"ours"`
	Theirs string `json:"theirs"`
}

// Differences compares what we have now with what the other side says it has. What it says nothing of is no difference.
func (m Mapping) Differences(r *inspection.CheckRecord, theirs map[string]string) []Difference {
	out := []Difference{}
	for _, c := range m.Columns {
		has, told := theirs[c.Name]
		if ours := fields[c.From](r); told && strings.TrimSpace(has) != strings.TrimSpace(ours) {
			out = append(out, Difference{c.Title, ours, has})
		}
	}
	return slices.Clip(out)
}
