package inspection

import (
	"slices"
	"strconv"
	"time"

	"anjian/internal/evidence"
)

// SupplementSchema names the canonical form of a supplement; another form gets another name.
const SupplementSchema = "anjian/supplement/1"

// Supplement is 补充记录: what came too late for the seal, written beside the sealed record and signed on its own. It
// changes nothing in that record. Record is the digest of the record it stands beside, Digest and Code are its own.
// It is complete when each party has signed or, the enterprise, refused: a question (Complete), not a state.
type Supplement struct {
	ID           string        `json:"id"`
	Number       int           `json:"number"` // 补1, 补2 … in the order in which they reached the ledger
	Act          string        `json:"act"`
	Record       string        `json:"record"`
	Text         string        `json:"text"`
	Place        string        `json:"place,omitempty"`
	Reason       string        `json:"reason"`              // why it comes late
	From         []string      `json:"from"`                // the refused acts it stands for
	Photos       []Photo       `json:"photos"`              // by id
	Digest       string        `json:"digest"`              // hex SHA-256 over the canonical SealedSupplement
	Code         string        `json:"code"`                // the digest's first 12 digits
	By           PersonRef     `json:"by"`                  // its author
	At           time.Time     `json:"at"`                  // its author's clock
	Withdrawn    *Reasoned     `json:"withdrawn,omitempty"` // a tombstone
	Signatures   []Signature   `json:"signatures"`
	SignRefusals []SignRefusal `json:"signRefusals"`
}

// Complete: every party has signed or, the enterprise, refused.
func (s *Supplement) Complete() bool { return complete(s.Signatures, s.SignRefusals) }

// NumberText is the supplement's number: that of the record and its place, 17号补1. Without a record number only the place.
func (s *Supplement) NumberText(of *DocumentNumber) string {
	text := "补" + strconv.Itoa(s.Number)
	if of != nil {
		text = of.Text + text
	}
	return text
}

// touched: somebody has signed or refused.
func (s *Supplement) touched() bool { return len(s.Signatures) > 0 || len(s.SignRefusals) > 0 }

// SealedSupplement is what people sign: the supplement as it was shown. It names the record it stands beside by that
// record's digest and itself by its id. Its number is not in it, as the record's is not: two officers without signal may
// each write one, only the ledger says which is the first, and that must not undo a signature already given.
type SealedSupplement struct {
	Schema  string        `json:"schema"`
	CheckID string        `json:"checkId"`
	ID      string        `json:"id"`
	Record  string        `json:"record"`
	Text    string        `json:"text"`
	Place   string        `json:"place"`
	Reason  string        `json:"reason"`
	From    []string      `json:"from"`
	Photos  []SealedPhoto `json:"photos"` // by id
	Act     string        `json:"act"`
	By      PersonRef     `json:"by"`
	DoneAt  string        `json:"doneAt"`
}

// SealedOf lays a supplement out as people sign it.
func (s *Supplement) SealedOf(checkID string) SealedSupplement {
	sealed := SealedSupplement{
		Schema: SupplementSchema, CheckID: checkID, ID: s.ID, Record: s.Record, Text: s.Text, Place: s.Place, Reason: s.Reason,
		From: s.From, Photos: []SealedPhoto{}, Act: s.Act, By: s.By, DoneAt: stampOf(s.At),
	}
	filled(&sealed.From)
	for _, p := range s.Photos {
		sealed.Photos = append(sealed.Photos, p.sealed())
	}
	return sealed
}

// SupplementDigest is the hex SHA-256 over the canonical form of a supplement.
func SupplementDigest(s SealedSupplement) string {
	canonical, err := evidence.Canonical(s)
	if err != nil { // a supplement holds only what came through JSON, and that has a canonical form
		return ""
	}
	return evidence.Sum(canonical)
}

// supplement gives one that stands, or refuses.
func (c *Check) supplement(id string) (*Supplement, error) {
	i := slices.IndexFunc(c.r.Supplements, func(s Supplement) bool { return s.ID == id })
	switch {
	case i < 0:
		return nil, SupplementUnknown.With("supplementId", id)
	case c.r.Supplements[i].Withdrawn != nil:
		return nil, SupplementWithdrawn.With("supplementId", id)
	}
	return &c.r.Supplements[i], nil
}

// sheet is a supplement as a thing to sign.
func (s *Supplement) sheet() sheet { return sheet{s.Digest, &s.Signatures, &s.SignRefusals} }
