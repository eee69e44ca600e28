package office

import (
	"anjian/internal/inspection"
	"anjian/internal/planning"
)

// Numbers by which somebody can be reached or known are shown in lists only to those who work with them: officers and
// section heads call the enterprises, the administrator keeps the register. Everybody else sees their beginning and end;
// whole they stand in a case one may see.
//
// 个人信息保护法 6, 28: no more than the purpose needs; what identifies a person is kept with care.

func calls(a inspection.Actor) bool {
	switch a.Role {
	case inspection.RoleInspector, inspection.RoleSectionHead, inspection.RoleAdmin, inspection.RoleEnterprise:
		return true
	default:
		return false
	}
}

func briefFor(a inspection.Actor, e Enterprise) Enterprise {
	if !calls(a) {
		e.Phone = inspection.Masked(e.Phone)
	}
	return e
}

func entryFor(a inspection.Actor, e planning.Enterprise) planning.Enterprise {
	if calls(a) {
		return e
	}
	e.Phone = inspection.Masked(e.Phone)
	contacts := make([]planning.Contact, len(e.Contacts))
	for i, c := range e.Contacts {
		c.Phone = inspection.Masked(c.Phone)
		contacts[i] = c
	}
	if len(contacts) > 0 {
		e.Contacts = contacts
	}
	return e
}

// certificateFor: only the administrator needs whole numbers in a list; until when a certificate is valid everybody there sees.
func certificateFor(a inspection.Actor, c inspection.Certificate) inspection.Certificate {
	if a.Role != inspection.RoleAdmin {
		c.Number = inspection.Masked(c.Number)
	}
	return c
}
