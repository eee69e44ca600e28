package inspection

import (
	"slices"
	"time"
)

// Extension is the enterprise's request for more time, and what was decided.
type Extension struct {
	ID       string     `json:"id"`
	Number   int        `json:"number"`
	Findings []string   `json:"findings"` // whose items
	AskedFor string     `json:"askedFor"` // YYYY-MM-DD
	Reason   string     `json:"reason"`
	Interim  string     `json:"interim,omitempty"` // what the enterprise does meanwhile
	Act      string     `json:"act"`
	By       PersonRef  `json:"by"`
	At       time.Time  `json:"at"`
	Decided  *Extending `json:"decided,omitempty"`
}

// Extending decides on an extension; with a yes come the new day and what is to be done meanwhile.
type Extending struct {
	Ruling
	DueOn   string          `json:"dueOn,omitempty"`
	Interim string          `json:"interim,omitempty"`
	Given   *DocumentNumber `json:"given,omitempty"` // the number of the answer, by the server
}

// Extension gives one by its id, nil when there is none.
func (r *CheckRecord) Extension(id string) *Extension {
	i := slices.IndexFunc(r.Extensions, func(e Extension) bool { return e.ID == id })
	if i < 0 {
		return nil
	}
	return &r.Extensions[i]
}
