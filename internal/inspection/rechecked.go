package inspection

import (
	"slices"
	"time"
)

// RecheckSchema names the canonical form of a re-check opinion.
const RecheckSchema = "anjian/recheck/1"

// CheckResult is what a re-check finds of one item or measure.
type CheckResult string

// The results of a re-check.
const (
	ResultMet    CheckResult = "met"     // 已整改
	ResultPartly CheckResult = "partly"  // 部分整改
	ResultNotMet CheckResult = "not_met" // 未整改
	ResultNotDue CheckResult = "not_due" // 未到期: its time has not come; it is named and not decided
)

// RecheckMode says how a re-check was made.
type RecheckMode string

// The ways of a re-check.
const (
	RecheckOnSite   RecheckMode = "on_site"  // 现场复查
	RecheckMaterial RecheckMode = "material" // 材料复查
)

// Rechecked is a 整改复查意见书: what two officers found of every open order item, in detail.
type Rechecked struct {
	Number int          `json:"number"`
	Paper  RecheckPaper `json:"paper"`
	Issued
	Photos []Photo `json:"photos"` // by id
}

// RecheckPaper is what people sign of a re-check.
type RecheckPaper struct {
	Schema       string          `json:"schema"`
	CheckID      string          `json:"checkId"`
	ID           string          `json:"id"`
	Mode         RecheckMode     `json:"mode"`
	ReceivedBy   string          `json:"receivedBy"`
	Place        string          `json:"place"`
	Officers     []SealedMember  `json:"officers"` // lead, assistant
	Certificates []string        `json:"certificates"`
	Items        []RecheckedItem `json:"items"` // in the order of the findings
	Measures     []RecheckedItem `json:"measures"`
	Opinion      string          `json:"opinion"`
	Act          string          `json:"act"`
	By           PersonRef       `json:"by"`
	DoneAt       string          `json:"doneAt"`
}

// RecheckedItem is what was found of one order item (ID is the finding's) or one measure (ID is its own).
type RecheckedItem struct {
	ID     string        `json:"id"`
	No     int           `json:"no"`
	DueOn  string        `json:"dueOn"`
	Result CheckResult   `json:"result"`
	Text   string        `json:"text"`
	Photos []SealedPhoto `json:"photos"` // by id
}

// Recheck gives a re-check by its id, nil when there is none.
func (r *CheckRecord) Recheck(id string) *Rechecked {
	i := slices.IndexFunc(r.Rechecks, func(k Rechecked) bool { return k.Paper.ID == id })
	if i < 0 {
		return nil
	}
	return &r.Rechecks[i]
}

// Application asks for an early re-check, or for consent to resume. Round counts the re-checks (of a measure: those that
// looked at it) made before.
type Application struct {
	ID     string    `json:"id"`
	Round  int       `json:"round"`
	Text   string    `json:"text"`
	Photos []Photo   `json:"photos"` // by id
	Act    string    `json:"act"`
	By     PersonRef `json:"by"`
	At     time.Time `json:"at"`
}

// takeBackRecheck undoes what a re-check decided.
func (c *Check) takeBackRecheck(k *Rechecked, why Reasoned) {
	k.Withdrawn = &why
	for i := range c.r.OrderItems {
		item := &c.r.OrderItems[i]
		item.Results = slices.DeleteFunc(item.Results, func(r ItemResult) bool { return r.RecheckID == k.Paper.ID })
		item.restand()
	}
	for i := range c.r.Measures {
		m := &c.r.Measures[i]
		m.Results = slices.DeleteFunc(m.Results, func(r MeasureResult) bool { return r.RecheckID == k.Paper.ID })
	}
}

// recheckCount is how many re-checks stand.
func (r *CheckRecord) recheckCount() int {
	n := 0
	for i := range r.Rechecks {
		if r.Rechecks[i].Withdrawn == nil {
			n++
		}
	}
	return n
}
