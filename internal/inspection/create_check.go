package inspection

import "slices"

// createCheck plans a check of one enterprise with team, checklists and scheme.
//
// 安全生产法 62: the bureau checks by its yearly plan, so a check outside the plan states its reason.
// 国办发〔2024〕54号: only published checklists are used, and who takes part is fixed beforehand.
func createCheck(c *Check, act Act, b CreateCheckBody, known Known) error {
	if known.Bureau.ID != act.Actor.BureauID {
		return NotYourPart.With("act", string(act.Kind))
	}
	if known.Enterprise.ID != b.EnterpriseID {
		return EnterpriseUnknown.With("enterpriseId", b.EnterpriseID)
	}
	if err := wholeTeam(b.Team, known.Team); err != nil {
		return err
	}
	if err := chosen(b.Checklists, known.Checklists); err != nil {
		return err
	}
	if b.Source == OffPlan && blank(b.Scheme.Reason) {
		return OffPlanReason
	}
	c.r = CheckRecord{
		ID: act.CheckID, BureauID: known.Bureau.ID, BureauName: known.Bureau.Name, Kind: b.Kind, Source: b.Source,
		Enterprise: known.Enterprise, SectionID: known.Section.ID, Section: known.Section.Name, PlannedOn: b.PlannedOn,
		Team: undeclared(known.Team, nil), Checklists: slices.Clone(known.Checklists), Scheme: b.Scheme.scheme(),
	}
	c.fillEmpty()
	return nil
}

// scheme makes a scheme of what people wrote; visits are counted at dispatch.
func (t SchemeText) scheme() Scheme {
	s := Scheme{Basis: t.Basis, Reason: t.Reason, Areas: t.Areas, Content: t.Content, Methods: t.Methods, Tools: t.Tools,
		Documents: t.Documents, Remark: t.Remark, Joint: t.Joint}
	filled(&s.Methods)
	filled(&s.Tools)
	filled(&s.Documents)
	return s
}

// undeclared gives a team in which only those who stay keep their declaration.
func undeclared(team, before []Member) []Member {
	fresh := make([]Member, len(team))
	for i, m := range team {
		m.NoConflictAt = nil
		for _, old := range before {
			if old.PersonID == m.PersonID {
				m.NoConflictAt = old.NoConflictAt
			}
		}
		fresh[i] = m
	}
	return fresh
}
