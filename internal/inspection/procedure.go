package inspection

// State is where a check stands. Stored as a word.
type State string

// The states. The comment says whose move it is.
const (
	Nowhere      State = ""              // not yet created
	Planned      State = "planned"       // the section head has next action: complete and dispatch
	Assigned     State = "assigned"      // the leader has next action: approve or return the scheme
	Ready        State = "ready"         // the inspectors have next action: go there
	Open         State = "open"          // the inspectors are on site
	Recorded     State = "recorded"      // sealed; each party signs or refuses
	Signed       State = "signed"        // every party has signed or refused; what was found is carried to its end
	Closed       State = "closed"        // nothing is open any more; the case file is only read
	EntryRefused State = "entry_refused" // the enterprise did not let the officers in; what follows of it is decided
	Cancelled    State = "cancelled"     // called off before the visit, with a reason
)

// Clause is one line of the procedure: this act may be done by these parties while the check is in one of these
// states, after which it is in that state, under this article (a code of configs/law.yaml).
type Clause struct {
	Act     Kind
	By      []Party
	From    []State
	To      State
	Article string
}

func by(p ...Party) []Party   { return p }
func from(s ...State) []State { return s }

// The articles the procedure rests on, by their code in configs/law.yaml.
const (
	workSafety62 = "work_safety_law/62" // the annual plan; hazards found are handled promptly
	workSafety65 = "work_safety_law/65" // powers on site: enter, consult, correct, order
	workSafety66 = "work_safety_law/66" // the enterprise cooperates; refusal is an offence
	workSafety67 = "work_safety_law/67" // valid certificates are shown; secrets are kept
	workSafety68 = "work_safety_law/68" // written record; both sides sign; refusal is recorded and reported
	workSafety69 = "work_safety_law/69" // what another department must handle is passed on, with a record
	penalty42    = "administrative_penalty_law/42"
	penalty43    = "administrative_penalty_law/43" // avoidance on interest
	penalty45    = "administrative_penalty_law/45" // the party states its case and defends itself
	penalty47    = "administrative_penalty_law/47" // the whole process is recorded and kept
	penalty54    = "administrative_penalty_law/54" // a case is filed promptly when the standard is met
	penalty61    = "administrative_penalty_law/61" // delivery
	guoban54     = "guobanfa_2024_54"              // approval by the agency's head before every check
)

// Procedure is the life of a check, one clause a line: read it aloud. A check that is Recorded becomes Signed by the
// last signature or refusal; that one step is in settle (sign_record.go), everything else is here.
var Procedure = []Clause{
	{CreateCheck, by(PartySectionHead), from(Nowhere), Planned, workSafety62},
	{ReviseScheme, by(PartySectionHead), from(Planned), Planned, guoban54},
	{ReviseScheme, by(PartySectionHead), from(Assigned), Assigned, guoban54},
	{Dispatch, by(PartySectionHead), from(Planned), Assigned, workSafety62},
	{Reassign, by(PartySectionHead), from(Assigned), Assigned, penalty43},
	{Reassign, by(PartySectionHead), from(Ready), Ready, penalty43},
	{Reassign, by(PartySectionHead), from(Open), Open, penalty43},
	{Reassign, by(PartySectionHead), from(Signed), Signed, penalty43}, // others re-check, or a certificate was renewed
	{ReturnScheme, by(PartyLeader), from(Assigned), Planned, guoban54},
	{ApproveScheme, by(PartyLeader), from(Assigned), Ready, guoban54},
	{ReportUrgent, by(PartySectionHead), from(Assigned), Ready, guoban54},
	{ApproveScheme, by(PartyLeader), from(Ready), Ready, guoban54}, // of an urgent check, completed afterwards
	{ApproveScheme, by(PartyLeader), from(Open), Open, guoban54},
	{ApproveScheme, by(PartyLeader), from(Recorded), Recorded, guoban54},
	{ApproveScheme, by(PartyLeader), from(Signed), Signed, guoban54},
	{ApproveScheme, by(PartyLeader), from(EntryRefused), EntryRefused, guoban54},
	{CancelCheck, by(PartySectionHead), from(Planned, Assigned, Ready), Cancelled, guoban54},
	{DeclareNoConflict, by(PartyLead, PartyAssistant), from(Assigned), Assigned, penalty43},
	{DeclareNoConflict, by(PartyLead, PartyAssistant), from(Ready), Ready, penalty43},
	{DeclareNoConflict, by(PartyLead, PartyAssistant), from(Open), Open, penalty43},
	{DeclareNoConflict, by(PartyLead, PartyAssistant), from(Signed), Signed, penalty43},
	{Arrive, by(PartyLead, PartyAssistant), from(Ready), Open, workSafety67},
	{Arrive, by(PartyLead, PartyAssistant), from(Open), Open, workSafety67}, // both officers' phones, each without signal
	{RecordEntryRefused, by(PartyLead, PartyAssistant), from(Ready), EntryRefused, workSafety66},
	{StateFact, by(PartyLead, PartyAssistant), from(Open), Open, workSafety65},
	{AnswerItem, by(PartyLead, PartyAssistant), from(Open), Open, workSafety65},
	{AttachPhoto, by(PartyLead, PartyAssistant), from(Open), Open, workSafety65},
	{RemovePhoto, by(PartyLead, PartyAssistant), from(Open), Open, workSafety65},
	{MarkPhoto, by(PartyLead, PartyAssistant), from(Open), Open, workSafety65},
	{RaiseFinding, by(PartyLead, PartyAssistant), from(Open), Open, workSafety65},
	{ReviseFinding, by(PartyLead, PartyAssistant), from(Open), Open, workSafety65},
	{WithdrawFinding, by(PartyLead, PartyAssistant), from(Open), Open, workSafety65},
	{ConfirmMajorHazard, by(PartyLead, PartyAssistant), from(Open), Open, workSafety65},
	{CorrectOnSpot, by(PartyLead, PartyAssistant), from(Open), Open, workSafety65},
	{SealRecord, by(PartyLead), from(Open), Recorded, workSafety68},
	{ReopenRecord, by(PartyLead), from(Recorded), Open, workSafety68},
	{SignRecord, by(PartyLead, PartyAssistant, PartyEnterprise), from(Recorded), Recorded, workSafety68},
	{RefuseSignature, by(PartyLead, PartyAssistant, PartyEnterprise), from(Recorded), Recorded, workSafety68},

	// What came too late for the seal is written beside it and signed on its own; the check's state does not move.
	{WriteSupplement, by(PartyLead, PartyAssistant), from(Recorded), Recorded, workSafety68},
	{WriteSupplement, by(PartyLead, PartyAssistant), from(Signed), Signed, workSafety68},
	{WithdrawSupplement, by(PartyLead, PartyAssistant), from(Recorded), Recorded, workSafety68},
	{WithdrawSupplement, by(PartyLead, PartyAssistant), from(Signed), Signed, workSafety68},
	{SignSupplement, by(PartyLead, PartyAssistant, PartyEnterprise), from(Recorded), Recorded, workSafety68},
	{SignSupplement, by(PartyLead, PartyAssistant, PartyEnterprise), from(Signed), Signed, workSafety68},
	{RefuseSupplement, by(PartyLead, PartyAssistant, PartyEnterprise), from(Recorded), Recorded, workSafety68},
	{RefuseSupplement, by(PartyLead, PartyAssistant, PartyEnterprise), from(Signed), Signed, workSafety68},

	// Signing otherwise than by hand on a screen, what a refusal brings with it, and what the enterprise has to say.
	{FileSignedPage, by(PartyLead, PartyAssistant), from(Open), Open, workSafety68},
	{FileSignedPage, by(PartyLead, PartyAssistant), from(Recorded), Recorded, workSafety68},
	{FileSignedPage, by(PartyLead, PartyAssistant), from(Signed), Signed, workSafety68},
	{SignOnPaper, by(PartyLead, PartyAssistant), from(Open), Open, workSafety68},
	{SignOnPaper, by(PartyLead, PartyAssistant), from(Recorded), Recorded, workSafety68},
	{SignOnPaper, by(PartyLead, PartyAssistant), from(Signed), Signed, workSafety68},
	{SignWithCertificate, by(PartyLead, PartyAssistant, PartyEnterprise), from(Open), Open, workSafety68},
	{SignWithCertificate, by(PartyLead, PartyAssistant, PartyEnterprise), from(Recorded), Recorded, workSafety68},
	{SignWithCertificate, by(PartyLead, PartyAssistant, PartyEnterprise), from(Signed), Signed, workSafety68},
	{StateDefence, by(PartyEnterprise), from(Recorded), Recorded, penalty45},
	{StateDefence, by(PartyEnterprise), from(Signed), Signed, penalty45},

	// Delivery: papers reach the enterprise, and a receipt says how.
	{ConfirmAddress, by(PartyLead, PartyAssistant, PartyEnterprise), from(Open), Open, penalty61},
	{ConfirmAddress, by(PartyLead, PartyAssistant, PartyEnterprise), from(Recorded), Recorded, penalty61},
	{ConfirmAddress, by(PartyLead, PartyAssistant, PartyEnterprise), from(Signed), Signed, penalty61},
	{Deliver, by(PartyLead, PartyAssistant), from(Open), Open, penalty61},
	{Deliver, by(PartyLead, PartyAssistant), from(Recorded), Recorded, penalty61},
	{Deliver, by(PartyLead, PartyAssistant), from(Signed), Signed, penalty61},

	// Experts assist under the officers and decide nothing: no act of theirs moves a check or changes what is in it. Whom
	// the scheme does not name is invited before the record is sealed; an opinion may come as long as its invitation lasts.
	{InviteExpert, by(PartyLead, PartySectionHead), from(Assigned), Assigned, guoban54},
	{InviteExpert, by(PartyLead, PartySectionHead), from(Ready), Ready, guoban54},
	{InviteExpert, by(PartyLead, PartySectionHead), from(Open), Open, guoban54},
	{WithdrawInvitation, by(PartyLead, PartySectionHead), from(Assigned), Assigned, guoban54},
	{WithdrawInvitation, by(PartyLead, PartySectionHead), from(Ready), Ready, guoban54},
	{WithdrawInvitation, by(PartyLead, PartySectionHead), from(Open), Open, guoban54},
	{WithdrawInvitation, by(PartyLead, PartySectionHead), from(Recorded), Recorded, guoban54},
	{WithdrawInvitation, by(PartyLead, PartySectionHead), from(Signed), Signed, guoban54},
	{DeclareNoConflict, by(PartyExpert), from(Assigned), Assigned, penalty43},
	{DeclareNoConflict, by(PartyExpert), from(Ready), Ready, penalty43},
	{DeclareNoConflict, by(PartyExpert), from(Open), Open, penalty43},
	{DeclareNoConflict, by(PartyExpert), from(Recorded), Recorded, penalty43},
	{DeclareNoConflict, by(PartyExpert), from(Signed), Signed, penalty43},
	{GiveOpinion, by(PartyExpert), from(Open), Open, guoban54},
	{GiveOpinion, by(PartyExpert), from(Recorded), Recorded, guoban54},
	{GiveOpinion, by(PartyExpert), from(Signed), Signed, guoban54},
	{WithdrawOpinion, by(PartyExpert), from(Open), Open, guoban54},
	{WithdrawOpinion, by(PartyExpert), from(Recorded), Recorded, guoban54},
	{WithdrawOpinion, by(PartyExpert), from(Signed), Signed, guoban54},
	{AnswerOpinion, by(PartyLead, PartyAssistant), from(Open), Open, guoban54},
	{AnswerOpinion, by(PartyLead, PartyAssistant), from(Recorded), Recorded, guoban54},
	{AnswerOpinion, by(PartyLead, PartyAssistant), from(Signed), Signed, guoban54},
	// A measure does not wait for the record: people are taken out of danger while the officers are on site.
	{ImposeMeasure, by(PartyLead, PartyAssistant), from(Open), Open, workSafety65},
	{ImposeMeasure, by(PartyLead, PartyAssistant), from(Recorded), Recorded, workSafety65},
	{ImposeMeasure, by(PartyLead, PartyAssistant), from(Signed), Signed, workSafety65},
	{ApproveMeasure, by(PartyLeader), from(Open), Open, workSafety65},
	{ApproveMeasure, by(PartyLeader), from(Recorded), Recorded, workSafety65},
	{ApproveMeasure, by(PartyLeader), from(Signed), Signed, workSafety65},

	// The closed loop 闭环: what was found is ordered, put right, re-checked, and only then closed.
	{IssueOrder, by(PartyLead, PartyAssistant), from(Signed), Signed, workSafety65},
	{ApproveOrder, by(PartySectionHead, PartyLeader), from(Signed), Signed, workSafety65},
	{SignPaper, by(PartyLead, PartyAssistant, PartyEnterprise), from(Open), Open, workSafety65},
	{SignPaper, by(PartyLead, PartyAssistant, PartyEnterprise), from(Recorded), Recorded, workSafety65},
	{SignPaper, by(PartyLead, PartyAssistant, PartyEnterprise), from(Signed), Signed, workSafety65},
	{RefusePaper, by(PartyLead, PartyAssistant, PartyEnterprise), from(Open), Open, workSafety68},
	{RefusePaper, by(PartyLead, PartyAssistant, PartyEnterprise), from(Recorded), Recorded, workSafety68},
	{RefusePaper, by(PartyLead, PartyAssistant, PartyEnterprise), from(Signed), Signed, workSafety68},
	{WithdrawPaper, by(PartyLead, PartyAssistant), from(Open), Open, penalty47},
	{WithdrawPaper, by(PartyLead, PartyAssistant), from(Recorded), Recorded, penalty47},
	{WithdrawPaper, by(PartyLead, PartyAssistant), from(Signed), Signed, penalty47},
	{SubmitRectification, by(PartyEnterprise, PartyRectifier), from(Signed), Signed, workSafety65},
	{RequestExtension, by(PartyEnterprise, PartyRectifier), from(Signed), Signed, workSafety65},
	{DecideExtension, by(PartySectionHead, PartyLeader), from(Signed), Signed, workSafety65},
	{ApplyRecheck, by(PartyEnterprise, PartyRectifier), from(Signed), Signed, workSafety65},
	{Recheck, by(PartyLead, PartyAssistant), from(Signed), Signed, workSafety65},
	{ApplyResumption, by(PartyEnterprise, PartyRectifier), from(Signed), Signed, workSafety65},
	{ConsentToResume, by(PartyLeader), from(Signed), Signed, workSafety65},
	{ReferOnward, by(PartyLead, PartyAssistant, PartySectionHead), from(Signed), Signed, workSafety69},
	{ApproveReferral, by(PartyLeader), from(Signed), Signed, workSafety69},
	{SendReferral, by(PartyLead, PartyAssistant, PartySectionHead), from(Signed), Signed, workSafety69},
	{RecordReferralReceipt, by(PartyLead, PartyAssistant, PartySectionHead), from(Signed), Signed, workSafety69},
	{RecordReferralFeedback, by(PartyLead, PartyAssistant, PartySectionHead), from(Signed), Signed, workSafety69},
	{FileCase, by(PartyLead, PartyAssistant, PartySectionHead), from(Signed), Signed, penalty54},
	{DecideFiling, by(PartyLeader), from(Signed), Signed, penalty54},
	{ReportRefusal, by(PartyLead, PartyAssistant), from(Recorded), Recorded, workSafety68},
	{ReportRefusal, by(PartyLead, PartyAssistant), from(Signed), Signed, workSafety68},
	{CloseCheck, by(PartyLead, PartySectionHead), from(Signed), Closed, workSafety62},

	// A visit that was not let in has its end too: the refusal is reported, and the bureau decides on a case or passes it on
	// (to the police, where officers were obstructed); a further visit is a check of its own.
	{ReportRefusal, by(PartyLead, PartyAssistant), from(EntryRefused), EntryRefused, workSafety66},
	{FileCase, by(PartyLead, PartyAssistant, PartySectionHead), from(EntryRefused), EntryRefused, penalty54},
	{SignPaper, by(PartyLead, PartyAssistant), from(EntryRefused), EntryRefused, penalty54},
	{WithdrawPaper, by(PartyLead, PartyAssistant), from(EntryRefused), EntryRefused, penalty47},
	{DecideFiling, by(PartyLeader), from(EntryRefused), EntryRefused, penalty54},
	{ReferOnward, by(PartyLead, PartyAssistant, PartySectionHead), from(EntryRefused), EntryRefused, workSafety69},
	{ApproveReferral, by(PartyLeader), from(EntryRefused), EntryRefused, workSafety69},
	{SendReferral, by(PartyLead, PartyAssistant, PartySectionHead), from(EntryRefused), EntryRefused, workSafety69},
	{RecordReferralReceipt, by(PartyLead, PartyAssistant, PartySectionHead), from(EntryRefused), EntryRefused, workSafety69},
	{RecordReferralFeedback, by(PartyLead, PartyAssistant, PartySectionHead), from(EntryRefused), EntryRefused, workSafety69},
	{CloseCheck, by(PartyLead, PartySectionHead), from(EntryRefused), Closed, workSafety62},
}
