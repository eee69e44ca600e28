package casework

import (
	"slices"
	"time"

	"anjian/internal/inspection"
)

// MayRead says whether an actor may see a check as it stands now. The bureau comes first, always; then, for somebody who
// came by a link, the one check it opens. An expert sees it as a member of the team, or for as long as their invitation
// lasts. store's visible is the same rule as a condition on rows; a test holds the two
// together.
func MayRead(a inspection.Actor, r *inspection.CheckRecord, now time.Time) bool {
	if a.BureauID == "" || a.BureauID != r.BureauID || !a.Keeps(r.ID) {
		return false
	}
	switch a.Role {
	case inspection.RoleInspector:
		return slices.ContainsFunc(r.Team, func(m inspection.Member) bool {
			return m.PersonID == a.PersonID && m.Part != inspection.PartyExpert
		})
	case inspection.RoleExpert:
		return r.State != inspection.Cancelled && (r.Invited(a, now) || !a.Guest() && slices.ContainsFunc(r.Team, func(m inspection.Member) bool {
			return m.PersonID == a.PersonID && m.Part == inspection.PartyExpert
		}))
	case inspection.RoleSectionHead:
		return a.SectionID != "" && a.SectionID == r.SectionID
	case inspection.RoleLeader, inspection.RolePolicy:
		return true
	case inspection.RoleEnterprise:
		return a.EnterpriseID != "" && a.EnterpriseID == r.Enterprise.ID &&
			(r.State == inspection.Recorded || r.State == inspection.Signed || r.State == inspection.Closed)
	case inspection.RoleTown:
		return a.Town != "" && a.Town == r.Enterprise.Town && r.State != inspection.Planned && r.State != inspection.Cancelled
	default:
		return false
	}
}
