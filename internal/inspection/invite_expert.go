package inspection

import "slices"

// inviteExpert asks an expert to assist in this one check, with the reason, the field of expertise and an end. It can be
// done from the moment there is a team until the record is sealed: then the visit is over and nobody can assist in it any
// more. What the bureau wants to know afterwards is an appraisal, not assistance.
//
// 国办发〔2024〕54号: people without an enforcement certificate do not check, they only assist under officers, and how
// many they are is fixed beforehand. So those named on the scheme are approved with it; an invitation after the approval
// says so wherever it is printed.
func inviteExpert(c *Check, act Act, b InviteExpertBody, known Known) error {
	if len(c.r.Invitations) >= mostInvitations {
		return InvitationTooMany.With("max", mostInvitations)
	}
	if slices.ContainsFunc(c.r.Invitations, func(v Invitation) bool { return v.ID == b.InvitationID }) {
		return InvitationExists.With("invitationId", b.InvitationID)
	}
	expires := exact(b.ExpiresAt)
	if left := expires.Sub(act.DoneAt); left <= 0 || left > longestInvitation {
		return InvitationTerm.With("days", int(longestInvitation.Hours()/24))
	}
	v := Invitation{
		ID: b.InvitationID, Act: act.ID, PersonID: b.PersonID, Name: b.Name, Unit: b.Unit, Title: b.Title, Certificate: b.Certificate,
		Field: b.Field, Reason: b.Reason, ExpiresAt: expires, AfterApproval: c.r.Approval != nil, By: act.who(), At: act.DoneAt,
	}
	if b.PersonID != "" {
		if err := c.invitesAccount(act, &v, known); err != nil {
			return err
		}
	}
	c.r.Invitations = append(c.r.Invitations, v)
	return nil
}

// invitesAccount fills in what the register knows of an expert with an account. One person is invited once at a time.
func (c *Check) invitesAccount(act Act, v *Invitation, known Known) error {
	if known.Invited.PersonID != v.PersonID {
		return TeamUnknown.With("personId", v.PersonID)
	}
	onTeam := slices.ContainsFunc(c.r.Team, func(m Member) bool { return m.PersonID == v.PersonID })
	twice := slices.ContainsFunc(c.r.Invitations, func(o Invitation) bool { return o.PersonID == v.PersonID && o.Stands(act.DoneAt) })
	if onTeam || twice {
		return InvitedAlready.With("personId", v.PersonID)
	}
	v.Name = known.Invited.Name
	if known.Invited.Unit != "" {
		v.Unit = known.Invited.Unit
	}
	if known.Invited.Certificate.Number != "" {
		v.Certificate = known.Invited.Certificate.Number
	}
	return nil
}
