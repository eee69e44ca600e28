package inspection

import "time"

// CheckRecord is a check laid open: the plain snapshot that the store keeps, the wire carries and the phone holds.
// It is the standing result of the check's acts. CheckFrom makes a Check of it, Check.Record gives it back.
type CheckRecord struct {
	ID         string          `json:"id"`
	BureauID   string          `json:"bureauId"`
	BureauName string          `json:"bureauName"`
	State      State           `json:"state"`
	Number     *DocumentNumber `json:"number,omitempty"` // given by the server when the scheme is approved
	Kind       CheckKind       `json:"kind"`
	Source     Source          `json:"source"`
	Enterprise EnterpriseBrief `json:"enterprise"`
	SectionID  string          `json:"sectionId"`
	Section    string          `json:"section"`
	PlannedOn  string          `json:"plannedOn"` // YYYY-MM-DD
	Team       []Member        `json:"team"`      // lead, assistant, then experts; former members are not here
	Checklists []ChecklistRef  `json:"checklists"`
	Scheme     Scheme          `json:"scheme"`
	Approval   *Approval       `json:"approval,omitempty"`
	Urgent     *Urgent         `json:"urgent,omitempty"`    // begun before its approval
	Returned   *Reasoned       `json:"returned,omitempty"`  // the last return of the scheme
	Cancelled  *Reasoned       `json:"cancelled,omitempty"` // why it was called off
	Arrival    *Arrival        `json:"arrival,omitempty"`
	Refusal    *EntryRefusal   `json:"entryRefusal,omitempty"`
	Reassigned []Reasoned      `json:"reassigned,omitempty"`

	// Facts by FactKey. Answers by ItemKey: normally one; two or more are contested and must be settled (answered
	// again, superseding all of them) before sealing. Superseded holds, by ItemKey and sorted, the ids of the answer
	// acts somebody has superseded, also of those not yet arrived: with it the standing answers are the same in
	// whatever order acts arrive. Findings by (raisedAt, id), photos by id.
	Facts      map[string]Fact     `json:"facts"`
	Answers    map[string][]Answer `json:"answers"`
	Superseded map[string][]string `json:"superseded"`
	Findings   []Finding           `json:"findings"`
	Photos     []Photo             `json:"photos"`

	Seal         *Seal         `json:"seal,omitempty"`
	Reopened     []Reasoned    `json:"reopened,omitempty"`
	SealedTeam   []Member      `json:"sealedTeam,omitempty"` // who the record was sealed with, where others have the check since
	Signatures   []Signature   `json:"signatures"`
	SignRefusals []SignRefusal `json:"signRefusals"`
	Supplements  []Supplement  `json:"supplements,omitempty"` // in the order of their numbers

	Ways        []Way              `json:"ways,omitempty"`        // to sign, as the bureau had set them when the scheme was approved
	SignedPages []SignedPage       `json:"signedPages,omitempty"` // by digest and page, the replaced ones too
	Defences    []Defence          `json:"defences,omitempty"`    // in the order in which they reached the ledger
	Addresses   []ConfirmedAddress `json:"addresses,omitempty"`
	Deliveries  []Delivery         `json:"deliveries,omitempty"` // in the order of their numbers

	Invitations []Invitation `json:"invitations,omitempty"` // of experts, in the order in which they reached the ledger
	Opinions    []Opinion    `json:"opinions,omitempty"`    // in the order of their numbers
	// The closed loop 闭环. Papers in the order of their numbers, order items by their finding's place.
	Terms        *Terms           `json:"terms,omitempty"` // taken up when the scheme is approved
	Orders       []IssuedOrder    `json:"orders,omitempty"`
	OrderItems   []OrderItem      `json:"orderItems,omitempty"`
	Extensions   []Extension      `json:"extensions,omitempty"`
	Applications []Application    `json:"applications,omitempty"` // for a re-check
	Rechecks     []Rechecked      `json:"rechecks,omitempty"`
	Measures     []ImposedMeasure `json:"measures,omitempty"`
	Referrals    []Referral       `json:"referrals,omitempty"`
	Filings      []CaseFiling     `json:"filings,omitempty"`
	Closed       *Closure         `json:"closed,omitempty"`
}

// CheckKind is the lawful kind of a check (国办发〔2024〕54号).
type CheckKind string

// The kinds of check.
const (
	Routine CheckKind = "routine" // 日常
	Special CheckKind = "special" // 专项
	Single  CheckKind = "case"    // 个案
)

// Source is where a check comes from.
type Source string

// The sources of a check.
const (
	InPlan  Source = "in_plan"  // 计划内
	Random  Source = "random"   // 双随机
	OffPlan Source = "off_plan" // 计划外, needs a reason
)

// EnterpriseBrief is the enterprise as it stood when the check was made: a copy, so that a later change of the
// register never changes a record.
type EnterpriseBrief struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	CreditCode  string   `json:"creditCode"`
	Address     string   `json:"address"`
	Town        string   `json:"town"`
	Industry    string   `json:"industry"`
	Flags       []string `json:"flags"`
	LegalPerson string   `json:"legalPerson"`
	Post        string   `json:"post"` // post of the legal representative or person in charge
	Contact     string   `json:"contact"`
	Phone       string   `json:"phone"`
}

// Certificate is an enforcement certificate (行政执法证).
type Certificate struct {
	Number     string `json:"number"`
	ValidUntil string `json:"validUntil"` // YYYY-MM-DD, the last valid day
}

// Member is one person of a check's team. Experts assist under officers and never decide.
type Member struct {
	PersonID     string      `json:"personId"`
	Name         string      `json:"name"`
	Part         Party       `json:"part"` // lead, assistant or expert
	Unit         string      `json:"unit,omitempty"`
	Certificate  Certificate `json:"certificate"`
	NoConflictAt *time.Time  `json:"noConflictAt,omitempty"`
}

// ChecklistRef names exactly one published checklist.
type ChecklistRef struct {
	Code    string `json:"code"`
	Version string `json:"version"`
	Digest  string `json:"digest"`
	Name    string `json:"name"`
}

// Scheme is the 现场检查方案: what is to be checked, where, how and with what (DOMAIN 2.1).
type Scheme struct {
	Basis       string   `json:"basis"`            // task source and legal basis in words
	Reason      string   `json:"reason,omitempty"` // needed for an off-plan check
	Areas       string   `json:"areas"`            // 检查区域
	Content     string   `json:"content"`          // 检查内容
	Methods     []string `json:"methods"`          // 查资料 查现场 询问 测试
	Tools       []string `json:"tools"`
	Documents   []string `json:"documents"`
	Remark      string   `json:"remark,omitempty"`
	Joint       []string `json:"joint,omitempty"` // 会同检查: the other departments, with their people
	VisitOfYear int      `json:"visitOfYear"`     // this year's n-th visit to the enterprise, counted at dispatch
	VisitCap    int      `json:"visitCap"`        // the bureau's published yearly cap; 0 = none published
}

// PersonRef is somebody named in a record.
type PersonRef struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Approval is the leader's approval of the scheme.
type Approval struct {
	By      PersonRef `json:"by"`
	At      time.Time `json:"at"`
	Opinion string    `json:"opinion,omitempty"`
}

// Urgent says why a check began before its approval, and who was told.
type Urgent struct {
	By     PersonRef `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
	ToldTo string    `json:"toldTo"`
	How    string    `json:"how,omitempty"`
}

// Unapproved: the check has begun, or may begin, on an urgent report, and its approval is still to be completed.
func (r *CheckRecord) Unapproved() bool { return r.Urgent != nil && r.Approval == nil }

// Reasoned is a deed that needs a reason and nothing else.
type Reasoned struct {
	Act    string    `json:"act"`
	By     PersonRef `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}
