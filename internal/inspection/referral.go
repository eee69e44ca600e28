package inspection

import (
	"slices"
	"time"
)

// ReferralSchema names the canonical form of a referral.
const ReferralSchema = "anjian/referral/1"

// ReferralKind says what is passed on.
type ReferralKind string

// The kinds of referral.
const (
	ReferCase ReferralKind = "case" // 案件移送书
	ReferClue ReferralKind = "clue" // 线索移送函
)

// Referral passes something on to another department: drafted, approved, sent, received, answered.
type Referral struct {
	Number int           `json:"number"`
	Paper  ReferralPaper `json:"paper"`
	Issued
	Approved *Ruling            `json:"approved,omitempty"`
	Sent     *Handing           `json:"sent,omitempty"`
	Received *Handing           `json:"received,omitempty"`
	Feedback []ReferralFeedback `json:"feedback"`
}

// ReferralPaper is the referral's words.
type ReferralPaper struct {
	Schema    string           `json:"schema"`
	CheckID   string           `json:"checkId"`
	ID        string           `json:"id"`
	Kind      ReferralKind     `json:"kind"`
	To        string           `json:"to"`
	Cause     string           `json:"cause"`
	Facts     string           `json:"facts"`
	Law       string           `json:"law"`
	Article   string           `json:"article"`
	Findings  []MeasureFinding `json:"findings"`
	Materials []Material       `json:"materials"`
	Act       string           `json:"act"`
	By        PersonRef        `json:"by"`
	DoneAt    string           `json:"doneAt"`
}

// Material is one line of a list of material.
type Material struct {
	Name   string `json:"name" maxLength:"200"`
	Copies int    `json:"copies" minimum:"1" maximum:"1000"`
	Pages  int    `json:"pages" minimum:"0" maximum:"100000"`
}

// Handing is a handing over or a receipt: by which way, by or to whom, on which day.
type Handing struct {
	On   string    `json:"on"`
	Name string    `json:"name,omitempty"`
	Way  string    `json:"way,omitempty"`
	Act  string    `json:"act"`
	By   PersonRef `json:"by"`
	At   time.Time `json:"at"`
}

// ReferralFeedback is what the department answered.
type ReferralFeedback struct {
	On   string    `json:"on"`
	Text string    `json:"text"`
	Act  string    `json:"act"`
	By   PersonRef `json:"by"`
	At   time.Time `json:"at"`
}

// Referral gives a referral by its id, nil when there is none.
func (r *CheckRecord) Referral(id string) *Referral {
	i := slices.IndexFunc(r.Referrals, func(f Referral) bool { return f.Paper.ID == id })
	if i < 0 {
		return nil
	}
	return &r.Referrals[i]
}

// referral gives one that was not turned down, or refuses.
func (c *Check) referral(id string) (*Referral, error) {
	f := c.r.Referral(id)
	switch {
	case f == nil:
		return nil, PaperUnknown.With("paperId", id)
	case f.Withdrawn != nil:
		return nil, PaperWithdrawn.With("paperId", id)
	}
	return f, nil
}

func (a Act) handing(on, name, way string) *Handing {
	return &Handing{On: on, Name: name, Way: way, Act: a.ID, By: a.who(), At: a.DoneAt}
}
