package inspection

import (
	"time"

	"anjian/internal/checklist"
)

// Position is WGS-84, degrees; Accuracy in metres.
type Position struct {
	Lat      float64 `json:"lat" minimum:"-90" maximum:"90"`
	Lng      float64 `json:"lng" minimum:"-180" maximum:"180"`
	Accuracy float64 `json:"accuracy" minimum:"0" maximum:"100000000"`
}

// Arrival is 进场: when, where, received by whom, certificates shown by both officers.
type Arrival struct {
	Act              string    `json:"act"`
	At               time.Time `json:"at"`
	By               PersonRef `json:"by"`
	Position         *Position `json:"position,omitempty"` // nil: no fix, said so
	ReceivedBy       string    `json:"receivedBy"`
	ReceivedByPost   string    `json:"receivedByPost"`
	Phone            string    `json:"phone,omitempty"`
	Place            string    `json:"place"` // 检查场所
	NoticeShown      bool      `json:"noticeShown"`
	CertificatesSeen []string  `json:"certificatesSeen"` // numbers, as shown

	Clock *PhoneClock `json:"clock,omitempty"` // of the phone that At was read from
}

// EntryRefusal is 拒绝进入或阻碍检查, an outcome in its own right (安全生产法 66).
type EntryRefusal struct {
	Act       string    `json:"act"`
	At        time.Time `json:"at"`
	By        PersonRef `json:"by"`
	Position  *Position `json:"position,omitempty"`
	RefusedBy string    `json:"refusedBy"`
	Post      string    `json:"post,omitempty"`
	Reason    string    `json:"reason"`
	Witnesses []Witness `json:"witnesses,omitempty"`

	ReportedTo string         `json:"reportedTo,omitempty"` // in the department
	Report     *RefusalReport `json:"report,omitempty"`
}

// Fact is a yes/no about the enterprise that decides which items apply.
type Fact struct {
	Act       string    `json:"act"`
	Checklist string    `json:"checklist"`
	Condition string    `json:"condition"`
	Holds     bool      `json:"holds"`
	By        PersonRef `json:"by"`
	DoneAt    time.Time `json:"doneAt"`
}

// FactKey names a condition of one of the check's checklists: "general/有特种设备".
func FactKey(checklistCode, condition string) string { return checklistCode + "/" + condition }

// ItemKey names an item of one of the check's checklists: "general/GE-001".
func ItemKey(checklistCode, itemID string) string { return checklistCode + "/" + itemID }

// Answer is what one person saw for one item. Act is the id of the act that gave it.
type Answer struct {
	Act     string            `json:"act"`
	Verdict checklist.Verdict `json:"verdict"`
	Value   *checklist.Value  `json:"value,omitempty"` // measured items only
	Note    string            `json:"note,omitempty"`
	By      PersonRef         `json:"by"`
	DoneAt  time.Time         `json:"doneAt"`
}

// Handling is what is to happen with a finding (DOMAIN 3.2).
type Handling string

// The ways a finding is handled.
const (
	OnSpot Handling = "spot"   // 当场改正
	Order  Handling = "order"  // 责令限期整改, needs DueOn
	Stop   Handling = "stop"   // 现场处理措施
	Refer  Handling = "refer"  // 移送
	Case   Handling = "case"   // 立案
	Advice Handling = "advice" // 仅建议
)

// Major says how far a major hazard (重大事故隐患) is decided. A person decides it, never a computation.
type Major string

// The degrees.
const (
	MajorNone      Major = "none"
	MajorSuspected Major = "suspected"
	MajorConfirmed Major = "confirmed"
	MajorRejected  Major = "rejected"
)

// Finding is a stated problem. Versions holds its standing wording: normally one, two or more are contested.
type Finding struct {
	ID         string           `json:"id"`
	Checklist  string           `json:"checklist,omitempty"` // with Item; both empty for a free finding
	Item       string           `json:"item,omitempty"`
	Versions   []FindingVersion `json:"versions"`   // by (doneAt, act)
	Superseded []string         `json:"superseded"` // acts whose wording somebody has superseded, as for answers
	Major      Major            `json:"major"`
	MajorCall  *MajorCall       `json:"majorCall,omitempty"`
	Corrected  *Correction      `json:"corrected,omitempty"`
	Withdrawn  *Reasoned        `json:"withdrawn,omitempty"` // a tombstone: beats any later revision
	RaisedBy   PersonRef        `json:"raisedBy"`
	RaisedAt   time.Time        `json:"raisedAt"`
}

// FindingVersion is one wording of a finding.
type FindingVersion struct {
	Act      string    `json:"act"`
	Text     string    `json:"text"`
	Place    string    `json:"place"`
	Handling Handling  `json:"handling"`
	DueOn    string    `json:"dueOn,omitempty"` // YYYY-MM-DD for an order
	ReferTo  string    `json:"referTo,omitempty"`
	By       PersonRef `json:"by"`
	DoneAt   time.Time `json:"doneAt"`
}

// MajorCall is a person's decision on a suspected major hazard, with its basis.
type MajorCall struct {
	Act       string    `json:"act"`
	Confirmed bool      `json:"confirmed"`
	Law       string    `json:"law"`
	Article   string    `json:"article"`
	Note      string    `json:"note,omitempty"`
	By        PersonRef `json:"by"`
	DoneAt    time.Time `json:"doneAt"`
}

// Correction is 当场改正, seen by an officer.
type Correction struct {
	Act    string    `json:"act"`
	How    string    `json:"how"`
	By     PersonRef `json:"by"`
	DoneAt time.Time `json:"doneAt"`
}

// PhotoSource says honestly where a picture came from.
type PhotoSource string

// The sources of a picture.
const (
	FromCamera PhotoSource = "camera"
	FromAlbum  PhotoSource = "album"
)

// PhotoAbout says what a picture shows.
type PhotoAbout string

// What a picture may be about.
const (
	AboutItem       PhotoAbout = "item"
	AboutFinding    PhotoAbout = "finding"
	AboutCorrection PhotoAbout = "correction" // after a correction on the spot; FindingID names the finding
	AboutScene      PhotoAbout = "scene"
	AboutBefore     PhotoAbout = "before"  // of a finding, by the enterprise, before it was put right
	AboutAfter      PhotoAbout = "after"   // … and after
	AboutRecheck    PhotoAbout = "recheck" // of a finding or a measure, at a re-check
)

// Photo is one picture of the check; its bytes are a file named by SHA256. Removed is a tombstone: photos only grow.
type Photo struct {
	ID             string      `json:"id"`
	Act            string      `json:"act"`
	SHA256         string      `json:"sha256"`
	OriginalSHA256 string      `json:"originalSha256"`
	ContentType    string      `json:"contentType"`
	Size           int64       `json:"size"`
	Width          int         `json:"width"`
	Height         int         `json:"height"`
	Source         PhotoSource `json:"source"`
	About          PhotoAbout  `json:"about"`
	Checklist      string      `json:"checklist,omitempty"`
	Item           string      `json:"item,omitempty"`
	FindingID      string      `json:"findingId,omitempty"`
	Caption        string      `json:"caption,omitempty"`
	TakenAt        time.Time   `json:"takenAt"`            // device clock
	Position       *Position   `json:"position,omitempty"` // device fix when taken
	ExifTime       string      `json:"exifTime,omitempty"` // raw, EXIF carries no zone
	ExifPosition   *Position   `json:"exifPosition,omitempty"`
	By             PersonRef   `json:"by"`
	DoneAt         time.Time   `json:"doneAt"`
	Print          string      `json:"print,omitempty"` // by the phone; for finding pictures used again, not sealed
	Removed        *Reasoned   `json:"removed,omitempty"`

	// Marks are what is drawn on the picture, by (doneAt, act); all that stands is drawn, one set over the other.
	Marks           []MarkSet `json:"marks,omitempty"`
	MarksSuperseded []string  `json:"marksSuperseded,omitempty"` // sorted, as for answers
}

// MarkShape is a way of drawing on a picture.
type MarkShape string

// The shapes of a mark.
const (
	Arrow   MarkShape = "arrow"   // from (x, y) to (x2, y2), where its point is
	Ellipse MarkShape = "ellipse" // in the box (x, y)–(x2, y2)
	Label   MarkShape = "text"    // begins at (x, y), its upper left corner
	Blur    MarkShape = "blur"    // the box (x, y)–(x2, y2) is made unrecognisable: faces, number plates
)

// PhotoMark is one thing drawn. Places are ten-thousandths of the picture's width and height as it is seen, from the
// upper left: whole numbers, so that every side writes them alike.
type PhotoMark struct {
	Shape MarkShape `json:"shape" enum:"arrow,ellipse,text,blur"`
	X     int       `json:"x" minimum:"0" maximum:"10000"`
	Y     int       `json:"y" minimum:"0" maximum:"10000"`
	X2    int       `json:"x2,omitempty" minimum:"0" maximum:"10000"`
	Y2    int       `json:"y2,omitempty" minimum:"0" maximum:"10000"`
	Text  string    `json:"text,omitempty" maxLength:"60"`
}

// MarkSet is what one act drew on a picture.
type MarkSet struct {
	Act    string      `json:"act"`
	Marks  []PhotoMark `json:"marks"`
	By     PersonRef   `json:"by"`
	DoneAt time.Time   `json:"doneAt"`
}
