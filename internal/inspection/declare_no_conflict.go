package inspection

import "time"

// declareNoConflict is an officer's or expert's own statement, for themselves only, that they have no interest in the
// enterprise. Said twice, the first one stays. Whoever has an interest is told to have the check reassigned.
//
// 行政处罚法 43: an officer with a direct interest, or one that may affect fairness, steps aside.
func declareNoConflict(c *Check, act Act, b DeclareNoConflictBody, _ Known) error {
	if !b.NoConflict {
		return ConflictDeclared
	}
	heard := false
	note := func(there **time.Time) {
		heard = true
		if at := act.DoneAt; *there == nil || at.Before(**there) {
			*there = &at
		}
	}
	for i := range c.r.Team {
		if m := &c.r.Team[i]; m.PersonID == act.Actor.PersonID {
			note(&m.NoConflictAt)
		}
	}
	for i := range c.r.Invitations {
		if v := &c.r.Invitations[i]; v.of(act.Actor) && v.Stands(act.DoneAt) {
			note(&v.NoInterestAt)
		}
	}
	if !heard {
		return NotInvited
	}
	return nil
}

// undeclaredOfficer gives the name of an officer who has not declared; "" when both have.
func (c *Check) undeclaredOfficer() string {
	for _, part := range []Party{PartyLead, PartyAssistant} {
		switch m := c.officer(part); {
		case m == nil:
			return string(part)
		case m.NoConflictAt == nil:
			return m.Name
		}
	}
	return ""
}
