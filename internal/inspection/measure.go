package inspection

import (
	"slices"
	"time"
)

// MeasureSchema names the canonical form of a measure.
const MeasureSchema = "anjian/measure/1"

// MeasureKind is what a 现场处理措施决定书 decides (安全生产法 65(三)).
type MeasureKind string

// The kinds of measure.
const (
	Eliminate MeasureKind = "eliminate" // 立即排除
	Withdraw  MeasureKind = "withdraw"  // 从危险区域撤出作业人员
	StopWork  MeasureKind = "stop"      // 暂时停产停业
	StopUse   MeasureKind = "stop_use"  // 停止使用相关设施、设备
)

// ImposedMeasure is a 现场处理措施决定书 with what became of it. It is in force from the leader's approval, by telephone or in
// writing, until it is withdrawn, not approved, or ended by consent.
type ImposedMeasure struct {
	Number int          `json:"number"`
	Paper  MeasurePaper `json:"paper"`
	Issued
	Approved     *Ruling         `json:"approved,omitempty"` // in writing; completes an approval by telephone
	Applications []Application   `json:"applications"`       // to resume
	Results      []MeasureResult `json:"results"`            // of re-checks
	Resumptions  []Resumption    `json:"resumptions"`        // consents and refusals
}

// MeasurePaper is what people sign of a measure.
type MeasurePaper struct {
	Schema        string           `json:"schema"`
	CheckID       string           `json:"checkId"`
	ID            string           `json:"id"`
	Kinds         []MeasureKind    `json:"kinds"`
	Findings      []MeasureFinding `json:"findings"`
	Danger        string           `json:"danger"` // the danger stated, where no major hazard is confirmed
	Law           string           `json:"law"`
	Article       string           `json:"article"`
	Scope         string           `json:"scope"` // which area, line or device
	Until         string           `json:"until"` // YYYY-MM-DD; empty: until consent
	PhoneApproval *SealedPhoneCall `json:"phoneApproval,omitempty"`
	Remedies      string           `json:"remedies"`
	Act           string           `json:"act"`
	By            PersonRef        `json:"by"`
	DoneAt        string           `json:"doneAt"`
}

// MeasureFinding is a finding as it was worded when the measure was decided.
type MeasureFinding struct {
	ID    string `json:"id"`
	Text  string `json:"text"`
	Place string `json:"place"`
	Major bool   `json:"major"`
}

// PhoneApproval is a leader's approval by telephone where danger is immediate: who, and when, as the officers state it.
type PhoneApproval struct {
	Name string    `json:"name" maxLength:"100"`
	Post string    `json:"post,omitempty" maxLength:"100"`
	At   time.Time `json:"at"`
}

// SealedPhoneCall is an approval by telephone in a paper.
type SealedPhoneCall struct {
	Name string `json:"name"`
	Post string `json:"post"`
	At   string `json:"at"`
}

// MeasureResult is what a re-check found of a measure.
type MeasureResult struct {
	RecheckID string      `json:"recheckId"`
	Result    CheckResult `json:"result"`
	At        time.Time   `json:"at"`
}

// Resumption is consent to resume, or its refusal.
type Resumption struct {
	Ruling
	Round int `json:"round"` // how many re-checks had looked at the measure
}

// InForce: it was approved, and nobody has ended it.
func (m *ImposedMeasure) InForce() bool {
	switch {
	case m.Withdrawn != nil, m.Approved == nil && m.Paper.PhoneApproval == nil, m.Approved != nil && !m.Approved.Granted:
		return false
	case slices.Equal(m.Paper.Kinds, []MeasureKind{Eliminate}):
		n := len(m.Results)
		return n == 0 || m.Results[n-1].Result != ResultMet
	}
	return !slices.ContainsFunc(m.Resumptions, func(r Resumption) bool { return r.Granted })
}

// Applied: the enterprise has asked to resume, and nobody has decided since.
func (m *ImposedMeasure) Applied() bool {
	return m.InForce() && len(m.Applications) > len(m.Resumptions)
}

// Measure gives a measure by its id, nil when there is none.
func (r *CheckRecord) Measure(id string) *ImposedMeasure {
	i := slices.IndexFunc(r.Measures, func(m ImposedMeasure) bool { return m.Paper.ID == id })
	if i < 0 {
		return nil
	}
	return &r.Measures[i]
}
