package inspection

// The bodies of the acts that close the loop; bodies.go says what a body is.

// ItemDue is the day by which one item is to be put right.
type ItemDue struct {
	FindingID string `json:"findingId" format:"uuid"`
	DueOn     string `json:"dueOn" format:"date"`
}

// IssueOrderBody gives an order. Its items are derived. Record is the digest of the record as its author saw it. Dues are
// needed for each item of a further order, and for items of the first whose day has passed.
type IssueOrderBody struct {
	OrderID string    `json:"orderId" format:"uuid"`
	Record  string    `json:"record" pattern:"^[0-9a-f]{64}$"`
	Interim string    `json:"interim,omitempty" maxLength:"2000"`
	Dues    []ItemDue `json:"dues,omitempty" maxItems:"500"`
}

// DecisionBody is a yes or no to a paper: approve_order, approve_measure, approve_referral, decide_filing. A no says why.
type DecisionBody struct {
	PaperID string `json:"paperId" format:"uuid"`
	Granted bool   `json:"granted"`
	Opinion string `json:"opinion,omitempty" maxLength:"2000"`
}

// SignPaperBody signs an order, a measure, a re-check opinion or a case filing: as SignRecordBody, Digest being the paper's.
type SignPaperBody struct {
	PaperID   string    `json:"paperId" format:"uuid"`
	Signatory Signatory `json:"signatory"`
	Digest    string    `json:"digest" pattern:"^[0-9a-f]{64}$"`
	Sentence  string    `json:"sentence" maxLength:"500"`
	Statement string    `json:"statement,omitempty" maxLength:"4000"`
	Ink       Ink       `json:"ink"`
	Position  *Position `json:"position,omitempty"`
}

// RefusePaperBody records that the enterprise does not sign a paper: as RefuseSignatureBody. LeftAt is where the paper was
// left 留置送达; an officer says it.
type RefusePaperBody struct {
	PaperID    string    `json:"paperId" format:"uuid"`
	Digest     string    `json:"digest" pattern:"^[0-9a-f]{64}$"`
	RefusedBy  string    `json:"refusedBy" maxLength:"100"`
	Post       string    `json:"post,omitempty" maxLength:"100"`
	Reason     string    `json:"reason" maxLength:"2000"`
	ReadOut    string    `json:"readOut,omitempty" maxLength:"2000"`
	Witnesses  []Witness `json:"witnesses,omitempty" maxItems:"5"`
	ReportedTo string    `json:"reportedTo,omitempty" maxLength:"100"`
	LeftAt     string    `json:"leftAt,omitempty" maxLength:"200"`
}

// WithdrawPaperBody takes back an order, a measure, a re-check opinion or a case filing that nobody has signed.
type WithdrawPaperBody struct {
	PaperID string `json:"paperId" format:"uuid"`
	Reason  string `json:"reason" maxLength:"1000"`
}

// SubmitRectificationBody says what was done about one order item.
type SubmitRectificationBody struct {
	RectificationID string      `json:"rectificationId" format:"uuid"`
	FindingID       string      `json:"findingId" format:"uuid"`
	Text            string      `json:"text" maxLength:"4000"`
	Photos          []LoopPhoto `json:"photos,omitempty" maxItems:"30"`
}

// RequestExtensionBody asks for more time for some items.
type RequestExtensionBody struct {
	ExtensionID string   `json:"extensionId" format:"uuid"`
	Findings    []string `json:"findings" minItems:"1" maxItems:"500" format:"uuid"`
	AskedFor    string   `json:"askedFor" format:"date"`
	Reason      string   `json:"reason" maxLength:"2000"`
	Interim     string   `json:"interim,omitempty" maxLength:"2000"`
}

// DecideExtensionBody answers a request for more time; a yes says the new day and what is done meanwhile, a no says why.
type DecideExtensionBody struct {
	ExtensionID string `json:"extensionId" format:"uuid"`
	Granted     bool   `json:"granted"`
	DueOn       string `json:"dueOn,omitempty" maxLength:"10"`
	Interim     string `json:"interim,omitempty" maxLength:"2000"`
	Opinion     string `json:"opinion,omitempty" maxLength:"2000"`
}

// ItemAnswer is what a re-check finds of one order item, in detail.
type ItemAnswer struct {
	FindingID string      `json:"findingId" format:"uuid"`
	Result    CheckResult `json:"result" enum:"met,partly,not_met,not_due"`
	Text      string      `json:"text" maxLength:"4000"`
	Photos    []LoopPhoto `json:"photos,omitempty" maxItems:"30"`
}

// MeasureAnswer is what a re-check finds of one measure.
type MeasureAnswer struct {
	MeasureID string      `json:"measureId" format:"uuid"`
	Result    CheckResult `json:"result" enum:"met,not_met"`
	Text      string      `json:"text" maxLength:"4000"`
}

// RecheckBody is a re-check: every open order item, and every measure whose end is applied for. Certificates are the
// numbers both officers showed, lead first.
type RecheckBody struct {
	RecheckID    string          `json:"recheckId" format:"uuid"`
	Mode         RecheckMode     `json:"mode" enum:"on_site,material"`
	ReceivedBy   string          `json:"receivedBy,omitempty" maxLength:"100"`
	Place        string          `json:"place,omitempty" maxLength:"200"`
	Certificates []string        `json:"certificates" maxItems:"2" maxLength:"40"`
	Items        []ItemAnswer    `json:"items,omitempty" maxItems:"500"`
	Measures     []MeasureAnswer `json:"measures,omitempty" maxItems:"20"`
	Opinion      string          `json:"opinion" maxLength:"4000"`
}

// ApplyRecheckBody asks for an early re-check.
type ApplyRecheckBody struct {
	ApplicationID string `json:"applicationId" format:"uuid"`
	Text          string `json:"text" maxLength:"2000"`
}

// ImposeMeasureBody decides a measure. Danger is needed where no finding named is a confirmed major hazard, and for an
// approval by telephone.
type ImposeMeasureBody struct {
	MeasureID     string         `json:"measureId" format:"uuid"`
	Kinds         []MeasureKind  `json:"kinds" enum:"eliminate,withdraw,stop,stop_use" minItems:"1" maxItems:"4"`
	Findings      []string       `json:"findings,omitempty" maxItems:"500" format:"uuid"`
	Danger        string         `json:"danger,omitempty" maxLength:"2000"`
	Law           string         `json:"law" maxLength:"200"`
	Article       string         `json:"article" maxLength:"100"`
	Scope         string         `json:"scope" maxLength:"1000"`
	Until         string         `json:"until,omitempty" maxLength:"10"`
	PhoneApproval *PhoneApproval `json:"phoneApproval,omitempty"`
}

// ApplyResumptionBody asks for consent to resume after a measure.
type ApplyResumptionBody struct {
	ApplicationID string      `json:"applicationId" format:"uuid"`
	MeasureID     string      `json:"measureId" format:"uuid"`
	Text          string      `json:"text" maxLength:"4000"`
	Photos        []LoopPhoto `json:"photos,omitempty" maxItems:"30"`
}

// ConsentToResumeBody decides on that; a no says why.
type ConsentToResumeBody struct {
	MeasureID string `json:"measureId" format:"uuid"`
	Granted   bool   `json:"granted"`
	Opinion   string `json:"opinion,omitempty" maxLength:"2000"`
}

// ReferBody drafts a referral to another department.
type ReferBody struct {
	ReferralID string       `json:"referralId" format:"uuid"`
	Kind       ReferralKind `json:"kind" enum:"case,clue"`
	To         string       `json:"to" maxLength:"200"`
	Cause      string       `json:"cause" maxLength:"1000"`
	Facts      string       `json:"facts" maxLength:"8000"`
	Law        string       `json:"law,omitempty" maxLength:"200"`
	Article    string       `json:"article,omitempty" maxLength:"100"`
	Findings   []string     `json:"findings,omitempty" maxItems:"500" format:"uuid"`
	Materials  []Material   `json:"materials" minItems:"1" maxItems:"100"`
}

// ReferralHandingBody says when, how and by or to whom a referral was handed over (send_referral) or taken in
// (record_referral_receipt).
type ReferralHandingBody struct {
	ReferralID string `json:"referralId" format:"uuid"`
	On         string `json:"on" format:"date"`
	Name       string `json:"name,omitempty" maxLength:"100"`
	Way        string `json:"way,omitempty" maxLength:"200"`
}

// ReferralFeedbackBody says what the department answered, and when.
type ReferralFeedbackBody struct {
	ReferralID string `json:"referralId" format:"uuid"`
	On         string `json:"on" format:"date"`
	Text       string `json:"text" maxLength:"4000"`
}

// FileCaseBody proposes to file a case: on findings, or on nothing but a refused entry.
type FileCaseBody struct {
	FilingID string     `json:"filingId" format:"uuid"`
	Name     string     `json:"name" maxLength:"200"`
	Cause    string     `json:"cause" maxLength:"1000"`
	Source   string     `json:"source" maxLength:"200"`
	Facts    string     `json:"facts" maxLength:"8000"`
	Law      string     `json:"law" maxLength:"200"`
	Article  string     `json:"article" maxLength:"100"`
	Findings []string   `json:"findings" maxItems:"500" format:"uuid"`
	Evidence []Material `json:"evidence" minItems:"1" maxItems:"100"`
	Opinion  string     `json:"opinion" maxLength:"2000"`
}

// ReportRefusalBody says to whom a refusal, to sign or to let the officers in, was reported. Refusal is the id of the act that refused.
type ReportRefusalBody struct {
	Refusal    string `json:"refusal" format:"uuid"`
	ReportedTo string `json:"reportedTo" maxLength:"100"`
	How        string `json:"how,omitempty" maxLength:"200"` // 当面, 电话, 书面 … in words
}

// CloseCheckBody ends a check.
type CloseCheckBody struct {
	Summary string `json:"summary,omitempty" maxLength:"4000"`
}
