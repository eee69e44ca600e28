package inspection

import "slices"

// FilingSchema names the canonical form of a case filing.
const FilingSchema = "anjian/filing/1"

// CaseFiling is a 立案审批表: the lead-out to a case of penalty, which is another system. Both officers sign it as those who
// handle it; a leader decides.
type CaseFiling struct {
	Number int         `json:"number"`
	Paper  FilingPaper `json:"paper"`
	Issued
	Decided *Ruling `json:"decided,omitempty"`
}

// FilingPaper is the filing's words.
type FilingPaper struct {
	Schema   string           `json:"schema"`
	CheckID  string           `json:"checkId"`
	ID       string           `json:"id"`
	Name     string           `json:"name"`   // 案件名称
	Cause    string           `json:"cause"`  // 案由
	Source   string           `json:"source"` // 案件来源
	Facts    string           `json:"facts"`
	Law      string           `json:"law"`
	Article  string           `json:"article"`
	Findings []MeasureFinding `json:"findings"`
	Evidence []Material       `json:"evidence"`
	Opinion  string           `json:"opinion"` // 承办人意见
	Act      string           `json:"act"`
	By       PersonRef        `json:"by"`
	DoneAt   string           `json:"doneAt"`
}

// Filing gives a case filing by its id, nil when there is none.
func (r *CheckRecord) Filing(id string) *CaseFiling {
	i := slices.IndexFunc(r.Filings, func(f CaseFiling) bool { return f.Paper.ID == id })
	if i < 0 {
		return nil
	}
	return &r.Filings[i]
}
