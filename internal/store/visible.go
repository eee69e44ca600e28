package store

import "anjian/internal/inspection"

// How far a check has ever come: what decides who could see it once.
const (
	reachPlanned  = 0 // only its section and the bureau's leaders knew
	reachAssigned = 1 // the town could see it
	reachRecorded = 2 // the enterprise could see it
)

func reach(s inspection.State) int {
	switch s {
	case inspection.Recorded, inspection.Signed, inspection.Closed:
		return reachRecorded
	case inspection.Planned, inspection.Cancelled:
		return reachPlanned
	default:
		return reachAssigned
	}
}

// visible is the condition under which an actor may see check c now: the SQL mirror of casework's mayRead, bureau
// first.
func (r Reader) visible(a inspection.Actor) (string, []any) {
	scope := func(more string, args ...any) (string, []any) {
		return `c.bureau_id = ? AND ` + more, append([]any{a.BureauID}, args...)
	}
	if a.Guest() {
		if !a.Keeps(a.CheckID) {
			return scope(`1 = 0`)
		}
		scope = func(more string, args ...any) (string, []any) {
			return `c.bureau_id = ? AND c.id = ? AND ` + more, append([]any{a.BureauID, a.CheckID}, args...)
		}
	}
	const member = `EXISTS (SELECT 1 FROM check_members m WHERE m.check_id = c.id AND m.person_id = ? AND m.until_seq = 0 AND m.part `
	switch a.Role {
	case inspection.RoleInspector:
		return scope(member+`<> 'expert')`, a.PersonID)
	case inspection.RoleExpert:
		const invited = `EXISTS (SELECT 1 FROM invitations i WHERE i.check_id = c.id AND i.until_seq = 0 AND i.expires_at > ? AND `
		now := ms(r.now())
		if a.Guest() {
			return scope(invited+`i.id = ? AND i.person_id = '') AND c.state <> 'cancelled'`, now, a.PersonID)
		}
		return scope(`(`+member+`= 'expert') OR `+invited+`i.person_id = ?)) AND c.state <> 'cancelled'`, a.PersonID, now, a.PersonID)
	case inspection.RoleSectionHead:
		return scope(`c.section_id = ? AND c.section_id <> ''`, a.SectionID)
	case inspection.RoleLeader, inspection.RolePolicy:
		return scope(`1 = 1`)
	case inspection.RoleEnterprise:
		return scope(`c.enterprise_id = ? AND c.enterprise_id <> '' AND c.state IN ('recorded', 'signed', 'closed')`, a.EnterpriseID)
	case inspection.RoleTown:
		return scope(`c.town = ? AND c.town <> '' AND c.state NOT IN ('planned', 'cancelled')`, a.Town)
	default:
		return scope(`1 = 0`)
	}
}

// touched is the condition under which check c may be news to an actor who has seen everything up to since: theirs
// now, or theirs once. from is what to select from.
func touched(a inspection.Actor, since int64) (from, where string, args []any) {
	from, where, args = `checks c`, `c.bureau_id = ? AND c.last_seq > ?`, []any{a.BureauID, since}
	more := func(condition string, v ...any) {
		where += ` AND ` + condition
		args = append(args, v...)
	}
	if a.Guest() { // who works on the one check of the link keeps up with it; others read it by its id
		if (a.Role == inspection.RoleExpert || a.Purpose == inspection.ForRectifying) && a.Keeps(a.CheckID) {
			more(`c.id = ?`, a.CheckID)
		} else {
			more(`1 = 0`)
		}
		return from, where, args
	}
	switch a.Role {
	case inspection.RoleExpert:
		more(`(c.id IN (SELECT m.check_id FROM check_members m WHERE m.person_id = ? AND (m.until_seq = 0 OR m.until_seq > ?))
			OR c.id IN (SELECT i.check_id FROM invitations i WHERE i.person_id = ? AND (i.until_seq = 0 OR i.until_seq > ?)))`, a.PersonID, since, a.PersonID, since)
	case inspection.RoleInspector:
		more(`c.id IN (SELECT m.check_id FROM check_members m WHERE m.person_id = ? AND (m.until_seq = 0 OR m.until_seq > ?))`, a.PersonID, since)
	case inspection.RoleSectionHead:
		more(`c.section_id = ?`, a.SectionID)
	case inspection.RoleLeader, inspection.RolePolicy:
	case inspection.RoleEnterprise:
		more(`c.enterprise_id = ? AND c.reach >= ?`, a.EnterpriseID, reachRecorded)
	case inspection.RoleTown:
		more(`c.town = ? AND c.reach >= ?`, a.Town, reachAssigned)
	default:
		more(`1 = 0`)
	}
	return from, where, args
}
