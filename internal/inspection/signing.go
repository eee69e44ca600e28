package inspection

import "time"

// Closing is what the lead states when closing the visit; it is part of the sealed record.
type Closing struct {
	EndedAt    time.Time `json:"endedAt"`
	Places     string    `json:"places,omitempty" maxLength:"2000"`     // 查看的场所
	Documents  string    `json:"documents,omitempty" maxLength:"2000"`  // 查阅的资料
	People     string    `json:"people,omitempty" maxLength:"2000"`     // 询问的人员
	Situation  string    `json:"situation,omitempty" maxLength:"8000"`  // 检查情况 in free words
	GapsReason string    `json:"gapsReason,omitempty" maxLength:"2000"` // why items or photos are missing, when any are

	Clock *PhoneClock `json:"clock,omitempty"` // of the phone that EndedAt was read from
}

// Seal freezes the record. Digest is hex SHA-256 over the canonical SealedRecord; Code its first 12 digits.
type Seal struct {
	Act     string    `json:"act"`
	Digest  string    `json:"digest"`
	Code    string    `json:"code"`
	Closing Closing   `json:"closing"`
	By      PersonRef `json:"by"`
	At      time.Time `json:"at"`
}

// Signatory is who signs: not necessarily who holds the phone.
type Signatory struct {
	Party Party  `json:"party" enum:"lead,assistant,enterprise"`
	Name  string `json:"name" maxLength:"100"`
	Post  string `json:"post,omitempty" maxLength:"100"`
}

// Ink is a signature as drawn: strokes of points [x, y, milliseconds since the first point, pressure 0…1].
type Ink struct {
	Width   float64       `json:"width" minimum:"1" maximum:"20000"`
	Height  float64       `json:"height" minimum:"1" maximum:"20000"`
	Strokes [][][]float64 `json:"strokes" maxItems:"200"`
}

// Signature binds a signatory's ink to the digest they saw.
type Signature struct {
	Act       string    `json:"act"`
	Signatory Signatory `json:"signatory"`
	Digest    string    `json:"digest"`
	Sentence  string    `json:"sentence"` // the sentence accepted
	Statement string    `json:"statement,omitempty"`
	Ink       Ink       `json:"ink"`
	Position  *Position `json:"position,omitempty"`
	By        PersonRef `json:"by"` // the actor: whose phone
	At        time.Time `json:"at"`
}

// Witness saw a refusal.
type Witness struct {
	Name  string `json:"name" maxLength:"100"`
	Unit  string `json:"unit,omitempty" maxLength:"200"`
	Phone string `json:"phone,omitempty" maxLength:"40"`
}

// SignRefusal is 拒绝签字, a lawful outcome: recorded and reported to the department (安全生产法 68).
type SignRefusal struct {
	Act        string    `json:"act"`
	Digest     string    `json:"digest"`
	RefusedBy  string    `json:"refusedBy"`
	Post       string    `json:"post,omitempty"`
	Reason     string    `json:"reason"`
	ReadOut    string    `json:"readOut,omitempty"` // what was read out to them
	Witnesses  []Witness `json:"witnesses,omitempty"`
	ReportedTo string    `json:"reportedTo,omitempty"`
	Own        bool      `json:"own"` // refused by the enterprise itself, on its own phone
	By         PersonRef `json:"by"`
	At         time.Time `json:"at"`
}
