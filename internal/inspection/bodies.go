package inspection

import (
	"time"

	"anjian/internal/checklist"
)

// The bodies of the acts: what the wire carries. Everything a server knows better (names, certificates, checklist
// digests, the enterprise's particulars) is filled in by the operation, never believed from a phone.

// TeamChoice names the officers and experts of a check by person id.
type TeamChoice struct {
	Lead      string   `json:"lead" format:"uuid"`
	Assistant string   `json:"assistant" format:"uuid"`
	Experts   []string `json:"experts,omitempty" maxItems:"5" format:"uuid"`
}

// ChecklistChoice names a published checklist; an empty version means the newest.
type ChecklistChoice struct {
	Code    string `json:"code" maxLength:"64"`
	Version string `json:"version,omitempty" maxLength:"64"`
}

// SchemeText is the part of the scheme people write.
type SchemeText struct {
	Basis     string   `json:"basis,omitempty" maxLength:"1000"`
	Reason    string   `json:"reason,omitempty" maxLength:"1000"`
	Areas     string   `json:"areas,omitempty" maxLength:"1000"`
	Content   string   `json:"content,omitempty" maxLength:"4000"`
	Methods   []string `json:"methods,omitempty" maxItems:"8" maxLength:"50"`
	Tools     []string `json:"tools,omitempty" maxItems:"50" maxLength:"100"`
	Documents []string `json:"documents,omitempty" maxItems:"50" maxLength:"200"`
	Remark    string   `json:"remark,omitempty" maxLength:"1000"`
	Joint     []string `json:"joint,omitempty" maxItems:"10" maxLength:"200"`
}

// CreateCheckBody plans a check of one enterprise.
type CreateCheckBody struct {
	EnterpriseID string            `json:"enterpriseId" format:"uuid"`
	Kind         CheckKind         `json:"kind" enum:"routine,special,case"`
	Source       Source            `json:"source" enum:"in_plan,random,off_plan"`
	PlannedOn    string            `json:"plannedOn" format:"date"`
	Team         TeamChoice        `json:"team"`
	Checklists   []ChecklistChoice `json:"checklists" minItems:"1" maxItems:"8"`
	Scheme       SchemeText        `json:"scheme"`
}

// ReviseSchemeBody replaces the scheme, the checklists and the planned day.
type ReviseSchemeBody struct {
	PlannedOn  string            `json:"plannedOn" format:"date"`
	Checklists []ChecklistChoice `json:"checklists" minItems:"1" maxItems:"8"`
	Scheme     SchemeText        `json:"scheme"`
}

// DispatchBody hands the planned check to its team; nothing else is said.
type DispatchBody struct{}

// ReassignBody gives the check another team.
type ReassignBody struct {
	Team   TeamChoice `json:"team"`
	Reason string     `json:"reason" maxLength:"1000"`
}

// ReasonBody is the body of acts that only need a reason: return_scheme, cancel_check, reopen_record.
type ReasonBody struct {
	Reason string `json:"reason" maxLength:"1000"`
}

// ApproveSchemeBody is the leader's approval.
type ApproveSchemeBody struct {
	Opinion string `json:"opinion,omitempty" maxLength:"1000"`
}

// ReportUrgentBody says why a check cannot wait for its approval, and which leader was told and how.
type ReportUrgentBody struct {
	Reason string `json:"reason" maxLength:"1000"`
	ToldTo string `json:"toldTo" maxLength:"100"`
	How    string `json:"how,omitempty" maxLength:"200"`
}

// DeclareNoConflictBody states that the officer has no interest in the enterprise.
type DeclareNoConflictBody struct {
	NoConflict bool `json:"noConflict"`
}

// ArriveBody is 进场. Certificates are the numbers both officers showed, lead first.
type ArriveBody struct {
	Position       *Position `json:"position,omitempty"`
	ReceivedBy     string    `json:"receivedBy" maxLength:"100"`
	ReceivedByPost string    `json:"receivedByPost,omitempty" maxLength:"100"`
	Phone          string    `json:"phone,omitempty" maxLength:"40"`
	Place          string    `json:"place,omitempty" maxLength:"200"`
	NoticeShown    bool      `json:"noticeShown"`
	Certificates   []string  `json:"certificates" maxItems:"2" maxLength:"40"`
}

// EntryRefusedBody records that the officers were not let in.
type EntryRefusedBody struct {
	Position  *Position `json:"position,omitempty"`
	RefusedBy string    `json:"refusedBy" maxLength:"100"`
	Post      string    `json:"post,omitempty" maxLength:"100"`
	Reason    string    `json:"reason" maxLength:"2000"`
	Witnesses []Witness `json:"witnesses,omitempty" maxItems:"5"`
}

// StateFactBody says whether a condition of a checklist holds at this enterprise.
type StateFactBody struct {
	Checklist string `json:"checklist" maxLength:"64"`
	Condition string `json:"condition" maxLength:"500"`
	Holds     bool   `json:"holds"`
}

// AnswerItemBody answers one item. Supersedes names the standing answers (their act ids) the author saw: those stand no
// more; any other standing one stays beside the new one (contested).
type AnswerItemBody struct {
	Checklist  string            `json:"checklist" maxLength:"64"`
	Item       string            `json:"item" maxLength:"64"`
	Verdict    checklist.Verdict `json:"verdict" enum:"conforms,violates,not_applicable,not_examined"`
	Value      *checklist.Value  `json:"value,omitempty"`
	Note       string            `json:"note,omitempty" maxLength:"2000"`
	Supersedes []string          `json:"supersedes,omitempty" maxItems:"10" maxLength:"64"`
}

// AttachPhotoBody adds a picture whose bytes are (or will be) uploaded under SHA256.
type AttachPhotoBody struct {
	PhotoID        string      `json:"photoId" format:"uuid"`
	SHA256         string      `json:"sha256" pattern:"^[0-9a-f]{64}$"`
	OriginalSHA256 string      `json:"originalSha256" pattern:"^[0-9a-f]{64}$"`
	ContentType    string      `json:"contentType" enum:"image/jpeg,image/png,image/webp"`
	Size           int64       `json:"size" minimum:"1" maximum:"104857600"`
	Width          int         `json:"width" minimum:"1" maximum:"20000"`
	Height         int         `json:"height" minimum:"1" maximum:"20000"`
	Source         PhotoSource `json:"source" enum:"camera,album"`
	About          PhotoAbout  `json:"about" enum:"item,finding,correction,scene"`
	Checklist      string      `json:"checklist,omitempty" maxLength:"64"`
	Item           string      `json:"item,omitempty" maxLength:"64"`
	FindingID      string      `json:"findingId,omitempty" format:"uuid"`
	Caption        string      `json:"caption,omitempty" maxLength:"500"`
	TakenAt        time.Time   `json:"takenAt"`
	Position       *Position   `json:"position,omitempty"`
	ExifTime       string      `json:"exifTime,omitempty" maxLength:"40"`
	ExifPosition   *Position   `json:"exifPosition,omitempty"`
	Print          string      `json:"print,omitempty" pattern:"^[0-9a-f]{16}$"` // what the picture looks like, by the phone's reckoning
}

// RemovePhotoBody withdraws a picture; its bytes and its history stay.
type RemovePhotoBody struct {
	PhotoID string `json:"photoId" format:"uuid"`
	Reason  string `json:"reason" maxLength:"1000"`
}

// MarkPhotoBody draws on a picture; the picture itself is never touched. No marks at all take earlier ones away.
// Supersedes names the standing sets of marks (their act ids) the author saw, as in AnswerItemBody.
type MarkPhotoBody struct {
	PhotoID    string      `json:"photoId" format:"uuid"`
	Marks      []PhotoMark `json:"marks" maxItems:"40"`
	Supersedes []string    `json:"supersedes,omitempty" maxItems:"10" maxLength:"64"`
}

// FindingWords is the wording of a finding.
type FindingWords struct {
	Text     string   `json:"text" maxLength:"4000"`
	Place    string   `json:"place,omitempty" maxLength:"200"`
	Handling Handling `json:"handling" enum:"spot,order,stop,refer,case,advice"`
	DueOn    string   `json:"dueOn,omitempty" maxLength:"10"`
	ReferTo  string   `json:"referTo,omitempty" maxLength:"200"`
}

// RaiseFindingBody states a problem, on an item or free. SuspectMajor counts only for a free finding: for an item the
// checklist says whether it is asked.
type RaiseFindingBody struct {
	FindingID    string       `json:"findingId" format:"uuid"`
	Checklist    string       `json:"checklist,omitempty" maxLength:"64"`
	Item         string       `json:"item,omitempty" maxLength:"64"`
	Words        FindingWords `json:"words"`
	SuspectMajor bool         `json:"suspectMajor,omitempty"`
}

// ReviseFindingBody rewords a finding; Supersedes as in AnswerItemBody.
type ReviseFindingBody struct {
	FindingID  string       `json:"findingId" format:"uuid"`
	Words      FindingWords `json:"words"`
	Supersedes []string     `json:"supersedes" maxItems:"10" maxLength:"64"`
}

// WithdrawFindingBody takes a finding back, with a reason.
type WithdrawFindingBody struct {
	FindingID string `json:"findingId" format:"uuid"`
	Reason    string `json:"reason" maxLength:"1000"`
}

// ConfirmMajorHazardBody decides a suspected major hazard. Law and Article are the basis, needed to confirm; Note is
// needed to reject.
type ConfirmMajorHazardBody struct {
	FindingID string `json:"findingId" format:"uuid"`
	Confirmed bool   `json:"confirmed"`
	Law       string `json:"law,omitempty" maxLength:"200"`
	Article   string `json:"article,omitempty" maxLength:"100"`
	Note      string `json:"note,omitempty" maxLength:"2000"`
}

// CorrectOnSpotBody states that a finding was put right while the officers watched.
type CorrectOnSpotBody struct {
	FindingID string `json:"findingId" format:"uuid"`
	How       string `json:"how" maxLength:"2000"`
}

// SealRecordBody freezes the record; Digest is what the phone computed over exactly what it showed.
type SealRecordBody struct {
	Closing Closing `json:"closing"`
	Digest  string  `json:"digest" pattern:"^[0-9a-f]{64}$"`
}

// SignRecordBody signs the sealed record.
type SignRecordBody struct {
	Signatory Signatory `json:"signatory"`
	Digest    string    `json:"digest" pattern:"^[0-9a-f]{64}$"`
	Sentence  string    `json:"sentence" maxLength:"500"`
	Statement string    `json:"statement,omitempty" maxLength:"4000"`
	Ink       Ink       `json:"ink"`
	Position  *Position `json:"position,omitempty"`
}

// RefuseSignatureBody records that the enterprise does not sign.
type RefuseSignatureBody struct {
	Digest     string    `json:"digest" pattern:"^[0-9a-f]{64}$"`
	RefusedBy  string    `json:"refusedBy" maxLength:"100"`
	Post       string    `json:"post,omitempty" maxLength:"100"`
	Reason     string    `json:"reason" maxLength:"2000"`
	ReadOut    string    `json:"readOut,omitempty" maxLength:"2000"`
	Witnesses  []Witness `json:"witnesses,omitempty" maxItems:"5"`
	ReportedTo string    `json:"reportedTo,omitempty" maxLength:"100"`
}

// SupplementPhoto is a picture of a supplement: the particulars of AttachPhotoBody. What it shows the caption says, for
// the item or finding it was taken for may never have reached the record. Marks is what is drawn on it: no mark_photo
// reaches a picture of a supplement, for it is signed as soon as it is written.
type SupplementPhoto struct {
	PhotoID        string      `json:"photoId" format:"uuid"`
	SHA256         string      `json:"sha256" pattern:"^[0-9a-f]{64}$"`
	OriginalSHA256 string      `json:"originalSha256" pattern:"^[0-9a-f]{64}$"`
	ContentType    string      `json:"contentType" enum:"image/jpeg,image/png,image/webp"`
	Size           int64       `json:"size" minimum:"1" maximum:"104857600"`
	Width          int         `json:"width" minimum:"1" maximum:"20000"`
	Height         int         `json:"height" minimum:"1" maximum:"20000"`
	Source         PhotoSource `json:"source" enum:"camera,album"`
	Caption        string      `json:"caption,omitempty" maxLength:"500"`
	TakenAt        time.Time   `json:"takenAt"`
	Position       *Position   `json:"position,omitempty"`
	ExifTime       string      `json:"exifTime,omitempty" maxLength:"40"`
	ExifPosition   *Position   `json:"exifPosition,omitempty"`
	Marks          []PhotoMark `json:"marks,omitempty" maxItems:"200"`
}

// WriteSupplementBody writes what came too late beside the sealed record. Record is the digest of that record as its
// author saw it, Reason why this comes late, From the refused acts it stands for.
type WriteSupplementBody struct {
	SupplementID string            `json:"supplementId" format:"uuid"`
	Record       string            `json:"record" pattern:"^[0-9a-f]{64}$"`
	Text         string            `json:"text" maxLength:"4000"`
	Place        string            `json:"place,omitempty" maxLength:"200"`
	Reason       string            `json:"reason" maxLength:"1000"`
	From         []string          `json:"from,omitempty" maxItems:"200" format:"uuid"`
	Photos       []SupplementPhoto `json:"photos,omitempty" maxItems:"20"`
}

// WithdrawSupplementBody takes back a supplement that nobody has signed.
type WithdrawSupplementBody struct {
	SupplementID string `json:"supplementId" format:"uuid"`
	Reason       string `json:"reason" maxLength:"1000"`
}

// SignSupplementBody signs a supplement: as SignRecordBody, Digest being the supplement's.
type SignSupplementBody struct {
	SupplementID string    `json:"supplementId" format:"uuid"`
	Signatory    Signatory `json:"signatory"`
	Digest       string    `json:"digest" pattern:"^[0-9a-f]{64}$"`
	Sentence     string    `json:"sentence" maxLength:"500"`
	Statement    string    `json:"statement,omitempty" maxLength:"4000"`
	Ink          Ink       `json:"ink"`
	Position     *Position `json:"position,omitempty"`
}

// RefuseSupplementBody records that the enterprise does not sign a supplement: as RefuseSignatureBody.
type RefuseSupplementBody struct {
	SupplementID string    `json:"supplementId" format:"uuid"`
	Digest       string    `json:"digest" pattern:"^[0-9a-f]{64}$"`
	RefusedBy    string    `json:"refusedBy" maxLength:"100"`
	Post         string    `json:"post,omitempty" maxLength:"100"`
	Reason       string    `json:"reason" maxLength:"2000"`
	ReadOut      string    `json:"readOut,omitempty" maxLength:"2000"`
	Witnesses    []Witness `json:"witnesses,omitempty" maxItems:"5"`
	ReportedTo   string    `json:"reportedTo,omitempty" maxLength:"100"`
}

// InviteExpertBody invites an expert to this check. With PersonID the expert has an account, and what the register knows
// of them counts; without it they come by a link that is made for the invitation (makeLink with its id).
type InviteExpertBody struct {
	InvitationID string    `json:"invitationId" format:"uuid"`
	PersonID     string    `json:"personId,omitempty" format:"uuid"`
	Name         string    `json:"name" maxLength:"100"`
	Unit         string    `json:"unit,omitempty" maxLength:"200"`
	Title        string    `json:"title,omitempty" maxLength:"100"`
	Certificate  string    `json:"certificate,omitempty" maxLength:"100"`
	Field        string    `json:"field" maxLength:"200"`
	Reason       string    `json:"reason" maxLength:"1000"`
	ExpiresAt    time.Time `json:"expiresAt"`
}

// WithdrawInvitationBody ends an invitation.
type WithdrawInvitationBody struct {
	InvitationID string `json:"invitationId" format:"uuid"`
	Reason       string `json:"reason" maxLength:"1000"`
}

// GiveOpinionBody is an expert's opinion with their signature. Digest is what the phone computed over exactly what it
// showed.
type GiveOpinionBody struct {
	OpinionID  string            `json:"opinionId" format:"uuid"`
	About      OpinionAbout      `json:"about" enum:"check,item,finding"`
	Checklist  string            `json:"checklist,omitempty" maxLength:"64"`
	Item       string            `json:"item,omitempty" maxLength:"64"`
	FindingID  string            `json:"findingId,omitempty" format:"uuid"`
	Place      string            `json:"place,omitempty" maxLength:"200"`
	Fact       string            `json:"fact" maxLength:"4000"`
	Standard   string            `json:"standard,omitempty" maxLength:"1000"`
	Risk       string            `json:"risk,omitempty" maxLength:"2000"`
	Suggestion string            `json:"suggestion,omitempty" maxLength:"4000"`
	Urgency    Urgency           `json:"urgency" enum:"immediate,soon,ordinary"`
	Photos     []SupplementPhoto `json:"photos,omitempty" maxItems:"20"`
	Digest     string            `json:"digest" pattern:"^[0-9a-f]{64}$"`
	Sentence   string            `json:"sentence" maxLength:"500"`
	Ink        Ink               `json:"ink"`
	Position   *Position         `json:"position,omitempty"`
}

// WithdrawOpinionBody takes back an opinion that was not answered yet.
type WithdrawOpinionBody struct {
	OpinionID string `json:"opinionId" format:"uuid"`
	Reason    string `json:"reason" maxLength:"1000"`
}

// AnswerOpinionBody says what the officers made of an opinion.
type AnswerOpinionBody struct {
	OpinionID string   `json:"opinionId" format:"uuid"`
	Adoption  Adoption `json:"adoption" enum:"adopted,partly,not_adopted"`
	Reason    string   `json:"reason" maxLength:"2000"`
}
