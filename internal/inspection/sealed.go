package inspection

import (
	"cmp"
	"slices"
	"time"

	"anjian/internal/checklist"
	"anjian/internal/evidence"
)

// SealedSchema names the form of the sealed record; another form gets another name.
const SealedSchema = "anjian/record/1"

// SealedRecord is what people sign: the record as it was shown, without anything the server assigns (number, times of
// arrival at the server, state, signatures). Phone and server compute it apart and must get the same bytes. Texts are
// always there, if only empty; lists are never null; what has an object of its own is left out when there is none.
// Times are written by evidence.Time.
type SealedRecord struct {
	Schema     string             `json:"schema"`
	CheckID    string             `json:"checkId"`
	BureauID   string             `json:"bureauId"`
	BureauName string             `json:"bureauName"`
	Enterprise EnterpriseBrief    `json:"enterprise"`
	Kind       CheckKind          `json:"kind"`
	Source     Source             `json:"source"`
	PlannedOn  string             `json:"plannedOn"`
	Team       []SealedMember     `json:"team"`
	Checklists []SealedChecklist  `json:"checklists"`
	Scheme     SealedScheme       `json:"scheme"`
	Arrival    *SealedArrival     `json:"arrival,omitempty"`
	Facts      []SealedFact       `json:"facts"`     // by FactKey, in the order of UTF-16 units
	Answers    []SealedAnswer     `json:"answers"`   // checklist by checklist, in the order of the items
	Findings   []SealedFinding    `json:"findings"`  // as they stand, by (raisedAt, id)
	Withdrawn  []SealedWithdrawal `json:"withdrawn"` // findings taken back, by (raisedAt, id)
	Photos     []SealedPhoto      `json:"photos"`    // by id, the removed ones too
	Closing    SealedClosing      `json:"closing"`
}

// SealedMember is one of the team; the certificate is its number.
type SealedMember struct {
	Part        Party  `json:"part"`
	PersonID    string `json:"personId"`
	Name        string `json:"name"`
	Certificate string `json:"certificate"`
}

// SealedChecklist names a checklist to the last character.
type SealedChecklist struct {
	Code    string `json:"code"`
	Version string `json:"version"`
	Digest  string `json:"digest"`
}

// SealedScheme is what the record repeats of the scheme.
type SealedScheme struct {
	Areas   string   `json:"areas"`
	Content string   `json:"content"`
	Methods []string `json:"methods"`
}

// SealedArrival is 进场.
type SealedArrival struct {
	Act              string    `json:"act"`
	At               string    `json:"at"`
	By               PersonRef `json:"by"`
	Position         *Position `json:"position,omitempty"`
	ReceivedBy       string    `json:"receivedBy"`
	ReceivedByPost   string    `json:"receivedByPost"`
	Phone            string    `json:"phone"`
	Place            string    `json:"place"`
	NoticeShown      bool      `json:"noticeShown"`
	CertificatesSeen []string  `json:"certificatesSeen"`

	Clock *PhoneClock `json:"clock,omitempty"`
}

// SealedFact is one fact.
type SealedFact struct {
	Checklist string    `json:"checklist"`
	Condition string    `json:"condition"`
	Holds     bool      `json:"holds"`
	Act       string    `json:"act"`
	By        PersonRef `json:"by"`
	DoneAt    string    `json:"doneAt"`
}

// SealedAnswer is one item that applies or was answered. Unanswered ones have the verdict not_examined and no By.
type SealedAnswer struct {
	Checklist string            `json:"checklist"`
	Item      string            `json:"item"`
	Verdict   checklist.Verdict `json:"verdict"`
	Value     *checklist.Value  `json:"value,omitempty"`
	Note      string            `json:"note"`
	Act       string            `json:"act"`
	By        *PersonRef        `json:"by,omitempty"`
	DoneAt    string            `json:"doneAt"`
}

// SealedFinding is one standing finding.
type SealedFinding struct {
	ID        string            `json:"id"`
	Checklist string            `json:"checklist"`
	Item      string            `json:"item"`
	Text      string            `json:"text"`
	Place     string            `json:"place"`
	Handling  Handling          `json:"handling"`
	DueOn     string            `json:"dueOn"`
	ReferTo   string            `json:"referTo"`
	Act       string            `json:"act"` // that gave the wording
	By        PersonRef         `json:"by"`
	DoneAt    string            `json:"doneAt"`
	Major     Major             `json:"major"`
	MajorCall *SealedMajorCall  `json:"majorCall,omitempty"`
	Corrected *SealedCorrection `json:"corrected,omitempty"`
	RaisedBy  PersonRef         `json:"raisedBy"`
	RaisedAt  string            `json:"raisedAt"`
}

// SealedMajorCall is the decision on a suspected major hazard.
type SealedMajorCall struct {
	Confirmed bool      `json:"confirmed"`
	Law       string    `json:"law"`
	Article   string    `json:"article"`
	Note      string    `json:"note"`
	Act       string    `json:"act"`
	By        PersonRef `json:"by"`
	DoneAt    string    `json:"doneAt"`
}

// SealedCorrection is 当场改正.
type SealedCorrection struct {
	How    string    `json:"how"`
	Act    string    `json:"act"`
	By     PersonRef `json:"by"`
	DoneAt string    `json:"doneAt"`
}

// SealedWithdrawal is a finding taken back.
type SealedWithdrawal struct {
	ID     string    `json:"id"`
	Reason string    `json:"reason"`
	Act    string    `json:"act"`
	By     PersonRef `json:"by"`
	DoneAt string    `json:"doneAt"`
}

// SealedPhoto is one picture with both its hashes.
type SealedPhoto struct {
	ID             string         `json:"id"`
	SHA256         string         `json:"sha256"`
	OriginalSHA256 string         `json:"originalSha256"`
	Source         PhotoSource    `json:"source"`
	About          PhotoAbout     `json:"about"`
	Checklist      string         `json:"checklist"`
	Item           string         `json:"item"`
	FindingID      string         `json:"findingId"`
	Caption        string         `json:"caption"`
	TakenAt        string         `json:"takenAt"`
	Position       *Position      `json:"position,omitempty"`
	Act            string         `json:"act"`
	By             PersonRef      `json:"by"`
	DoneAt         string         `json:"doneAt"`
	Removed        *SealedRemoval `json:"removed,omitempty"`
	Marks          []SealedMarks  `json:"marks,omitempty"` // left out where nothing is drawn, as in records older than marks
}

// SealedMarks is what one act drew on a picture, in the order of drawing.
type SealedMarks struct {
	Marks  []SealedMark `json:"marks"`
	Act    string       `json:"act"`
	By     PersonRef    `json:"by"`
	DoneAt string       `json:"doneAt"`
}

// SealedMark is one thing drawn, in ten-thousandths of width and height.
type SealedMark struct {
	Shape MarkShape `json:"shape"`
	X     int       `json:"x"`
	Y     int       `json:"y"`
	X2    int       `json:"x2"`
	Y2    int       `json:"y2"`
	Text  string    `json:"text"`
}

// SealedRemoval is the tombstone of a picture.
type SealedRemoval struct {
	Reason string    `json:"reason"`
	Act    string    `json:"act"`
	By     PersonRef `json:"by"`
	DoneAt string    `json:"doneAt"`
}

// SealedClosing is what the lead states at the end.
type SealedClosing struct {
	EndedAt    string `json:"endedAt"`
	Places     string `json:"places"`
	Documents  string `json:"documents"`
	People     string `json:"people"`
	Situation  string `json:"situation"`
	GapsReason string `json:"gapsReason"`

	Clock *PhoneClock `json:"clock,omitempty"`
}

// Digest is the hex SHA-256 over the canonical form of a sealed record. Its first 12 digits are the check code.
func Digest(s SealedRecord) string {
	canonical, err := evidence.Canonical(s)
	if err != nil { // a record holds only what came through JSON, and that has a canonical form
		return ""
	}
	return evidence.Sum(canonical)
}

func stampOf(t time.Time) string { return evidence.Time(t) }

// byUTF16 orders texts as phones do: by UTF-16 units.
func byUTF16(a, b string) int {
	return slices.CompareFunc(units(a), units(b), func(x, y uint16) int { return cmp.Compare(x, y) })
}
