package inspection

import (
	"slices"
	"time"
)

// Bounds of what experts are asked and say in one check.
const (
	mostInvitations   = 20
	mostOpinions      = 60
	longestInvitation = 30 * 24 * time.Hour // as long as a link may live
)

// Invitation is 邀请专家: somebody without an enforcement certificate is asked to assist in one check, under its officers.
// They see this check, and only it, until ExpiresAt or until they are uninvited. PersonID names an account; without one
// they come by the capability link that has the invitation's id. Who stands on the scheme as a member of the team needs
// no invitation; whoever is invited after the scheme was approved is marked so, for the approval did not count them.
type Invitation struct {
	ID            string     `json:"id"`
	Act           string     `json:"act"`
	PersonID      string     `json:"personId,omitempty"`
	Name          string     `json:"name"`
	Unit          string     `json:"unit,omitempty"`
	Title         string     `json:"title,omitempty"` // 职称
	Certificate   string     `json:"certificate,omitempty"`
	Field         string     `json:"field"` // of expertise 专业领域
	Reason        string     `json:"reason"`
	ExpiresAt     time.Time  `json:"expiresAt"`
	AfterApproval bool       `json:"afterApproval"`
	NoInterestAt  *time.Time `json:"noInterestAt,omitempty"`
	By            PersonRef  `json:"by"`
	At            time.Time  `json:"at"`
	Withdrawn     *Reasoned  `json:"withdrawn,omitempty"` // a tombstone
}

// Stands: it opens the check at that moment.
func (i *Invitation) Stands(at time.Time) bool { return i.Withdrawn == nil && at.Before(i.ExpiresAt) }

// of: it was this actor who was invited, by account or by link.
func (i *Invitation) of(a Actor) bool {
	if a.Guest() {
		return i.PersonID == "" && i.ID == a.PersonID
	}
	return i.PersonID != "" && i.PersonID == a.PersonID
}

// Invited says whether an invitation opens the check to this actor at that moment.
func (r *CheckRecord) Invited(a Actor, at time.Time) bool {
	return slices.ContainsFunc(r.Invitations, func(i Invitation) bool { return i.of(a) && i.Stands(at) })
}

// Opinion is 专家意见: what an expert says about the whole visit, an item or a finding, signed by them alone. It has no
// verdict and changes nothing in the check; the officers say what they made of it. Digest is over the opinion as it was
// shown and signed.
type Opinion struct {
	ID         string           `json:"id"`
	Number     int              `json:"number"` // in the order in which they reached the ledger
	Act        string           `json:"act"`
	Expert     Expert           `json:"expert"`
	About      OpinionAbout     `json:"about"`
	Checklist  string           `json:"checklist,omitempty"`
	Item       string           `json:"item,omitempty"`
	FindingID  string           `json:"findingId,omitempty"`
	Place      string           `json:"place,omitempty"`
	Fact       string           `json:"fact"`
	Standard   string           `json:"standard,omitempty"` // what it rests on; without it the opinion is advice
	Risk       string           `json:"risk,omitempty"`
	Suggestion string           `json:"suggestion,omitempty"`
	Urgency    Urgency          `json:"urgency"`
	Photos     []Photo          `json:"photos"` // by id
	Digest     string           `json:"digest"` // hex SHA-256 over the canonical SealedOpinion
	Code       string           `json:"code"`   // the digest's first 12 digits
	Signature  OpinionSignature `json:"signature"`
	By         PersonRef        `json:"by"` // the actor: whose phone
	At         time.Time        `json:"at"`
	Withdrawn  *Reasoned        `json:"withdrawn,omitempty"` // a tombstone
	Answer     *OpinionAnswer   `json:"answer,omitempty"`
}

// Expert is who gives an opinion, as it was known when it was given. InvitationID is empty for a member of the team.
type Expert struct {
	InvitationID string `json:"invitationId,omitempty"`
	Name         string `json:"name"`
	Unit         string `json:"unit,omitempty"`
	Title        string `json:"title,omitempty"`
	Certificate  string `json:"certificate,omitempty"`
	Field        string `json:"field,omitempty"`
}

// OpinionAbout says what an opinion is about.
type OpinionAbout string

// What an opinion may be about.
const (
	AboutCheck      OpinionAbout = "check"   // 整体
	AboutOneItem    OpinionAbout = "item"    // 检查项
	AboutOneFinding OpinionAbout = "finding" // 问题
)

// Urgency is how soon something should be done, in the expert's view.
type Urgency string

// The degrees of urgency.
const (
	Immediate Urgency = "immediate" // 立即
	Soon      Urgency = "soon"      // 尽快
	Ordinary  Urgency = "ordinary"  // 一般
)

// OpinionSignature is the expert's own ink under the opinion.
type OpinionSignature struct {
	Sentence string    `json:"sentence"` // the sentence accepted
	Ink      Ink       `json:"ink"`
	Position *Position `json:"position,omitempty"`
}

// Adoption is what the officers made of an opinion.
type Adoption string

// The ways an opinion is answered.
const (
	Adopted    Adoption = "adopted"     // 采纳
	Partly     Adoption = "partly"      // 部分采纳
	NotAdopted Adoption = "not_adopted" // 不采纳
)

// OpinionAnswer is the officers' answer, with its reason.
type OpinionAnswer struct {
	Act      string    `json:"act"`
	Adoption Adoption  `json:"adoption"`
	Reason   string    `json:"reason"`
	By       PersonRef `json:"by"`
	At       time.Time `json:"at"`
}

// StandingOpinions gives those that were not taken back, and how many of them still wait for the officers' answer.
func (r *CheckRecord) StandingOpinions() (standing []Opinion, unanswered int) {
	for _, o := range r.Opinions {
		if o.Withdrawn != nil {
			continue
		}
		standing = append(standing, o)
		if o.Answer == nil {
			unanswered++
		}
	}
	return standing, unanswered
}

// expertOf gives who the actor is as an expert of this check when the act was done, and whether they have declared that
// they have no interest in the enterprise. Refuses with NotInvited when the invitation had ended by then.
func (c *Check) expertOf(act Act) (e Expert, declared bool, err error) {
	for _, m := range c.r.Team {
		if m.Part == PartyExpert && m.PersonID == act.Actor.PersonID && !act.Actor.Guest() {
			return Expert{Name: m.Name, Unit: m.Unit, Certificate: m.Certificate.Number}, m.NoConflictAt != nil, nil
		}
	}
	for i := range c.r.Invitations {
		if v := &c.r.Invitations[i]; v.of(act.Actor) && v.Stands(act.DoneAt) {
			return Expert{InvitationID: v.ID, Name: v.Name, Unit: v.Unit, Title: v.Title, Certificate: v.Certificate, Field: v.Field}, v.NoInterestAt != nil, nil
		}
	}
	return Expert{}, false, NotInvited
}

// invitation gives one that was not withdrawn, or refuses.
func (c *Check) invitation(id string) (*Invitation, error) {
	i := slices.IndexFunc(c.r.Invitations, func(v Invitation) bool { return v.ID == id })
	switch {
	case i < 0:
		return nil, InvitationUnknown.With("invitationId", id)
	case c.r.Invitations[i].Withdrawn != nil:
		return nil, InvitationWithdrawn.With("invitationId", id)
	}
	return &c.r.Invitations[i], nil
}

// opinion gives one that still can be answered or taken back, or refuses.
func (c *Check) opinion(id string) (*Opinion, error) {
	i := slices.IndexFunc(c.r.Opinions, func(o Opinion) bool { return o.ID == id })
	switch {
	case i < 0:
		return nil, OpinionUnknown.With("opinionId", id)
	case c.r.Opinions[i].Withdrawn != nil:
		return nil, OpinionWithdrawn.With("opinionId", id)
	case c.r.Opinions[i].Answer != nil:
		return nil, OpinionAnswered.With("opinionId", id)
	}
	return &c.r.Opinions[i], nil
}
