package inspection

import (
	"slices"
	"time"
)

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

	Way         Way        `json:"way,omitempty"`         // paper or certificate; empty: by hand on a screen
	Certificate *Certified `json:"certificate,omitempty"` // of a signature by certificate
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
	LeftAt     string    `json:"leftAt,omitempty"` // 留置送达: where a paper of the loop was left
	Own        bool      `json:"own"`              // refused by the enterprise itself, on its own phone
	By         PersonRef `json:"by"`
	At         time.Time `json:"at"`

	Report *RefusalReport `json:"report,omitempty"` // when it was reported later than it was recorded
}

// sheet is what parties put their names to: the sealed record, or one supplement to it. Both are signed and refused by
// the same rules, below.
type sheet struct {
	digest     string
	signatures *[]Signature
	refusals   *[]SignRefusal
}

// sign binds a signatory's ink to the digest they saw. Officers sign on either officer's phone, under their own name;
// the enterprise signs there too, or on its own phone, where only it can sign.
func (c *Check) sign(act Act, on sheet, b SignRecordBody) error {
	if b.Digest != on.digest {
		return RecordChanged
	}
	if !c.isOfficer(act.Actor) && b.Signatory.Party != PartyEnterprise {
		return NotAParty.With("party", string(b.Signatory.Party))
	}
	if err := c.maySign(on, b.Signatory); err != nil {
		return err
	}
	if err := c.onScreen(act); err != nil {
		return err
	}
	if reason := b.Ink.fault(); reason != "" {
		return BadInk.With("reason", reason)
	}
	*on.signatures = append(*on.signatures, Signature{
		Act: act.ID, Signatory: b.Signatory, Digest: b.Digest, Sentence: b.Sentence, Statement: b.Statement, Ink: b.Ink,
		Position: b.Position, By: act.who(), At: act.DoneAt,
	})
	return nil
}

// maySign refuses an officer under another name, and whoever has signed or refused already.
func (c *Check) maySign(on sheet, who Signatory) error {
	if who.Party != PartyEnterprise {
		if m := c.officer(who.Party); m == nil || m.Name != who.Name {
			return WrongName.With("party", string(who.Party))
		}
	}
	if signedBy(*on.signatures, who.Party) {
		return AlreadySigned.With("party", string(who.Party))
	}
	if who.Party == PartyEnterprise && len(*on.refusals) > 0 {
		return AlreadyRefused
	}
	return nil
}

// refuse records that the enterprise does not sign: by itself on its own phone, with its reason, or by an officer, who
// says what was read out and to whom the refusal is reported.
func (c *Check) refuse(act Act, on sheet, b RefuseSignatureBody) error {
	if b.Digest != on.digest {
		return RecordChanged
	}
	if signedBy(*on.signatures, PartyEnterprise) {
		return AlreadySigned.With("party", string(PartyEnterprise))
	}
	if len(*on.refusals) > 0 {
		return AlreadyRefused
	}
	own := !c.isOfficer(act.Actor)
	switch {
	case !own && b.ReadOut == "":
		return ReadOutNeeded
	case !own && b.ReportedTo == "":
		return ReportedToNeeded
	}
	*on.refusals = append(*on.refusals, SignRefusal{
		Act: act.ID, Digest: b.Digest, RefusedBy: b.RefusedBy, Post: b.Post, Reason: b.Reason, ReadOut: b.ReadOut,
		Witnesses: b.Witnesses, ReportedTo: b.ReportedTo, Own: own, By: act.who(), At: act.DoneAt,
	})
	return nil
}

// complete: lead and assistant have signed and the enterprise has signed or refused.
func complete(signatures []Signature, refusals []SignRefusal) bool {
	enterprise := signedBy(signatures, PartyEnterprise) || len(refusals) > 0
	return enterprise && signedBy(signatures, PartyLead) && signedBy(signatures, PartyAssistant)
}

func signedBy(signatures []Signature, p Party) bool {
	return slices.ContainsFunc(signatures, func(s Signature) bool { return s.Signatory.Party == p })
}

// isOfficer is true for lead and assistant of this check.
func (c *Check) isOfficer(a Actor) bool {
	return slices.ContainsFunc(c.r.Team, func(m Member) bool {
		return m.PersonID == a.PersonID && (m.Part == PartyLead || m.Part == PartyAssistant)
	})
}
