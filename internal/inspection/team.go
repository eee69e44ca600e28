package inspection

import "slices"

// wholeTeam holds the people found in the register to the choice that was made: everybody is there, lead and assistant
// are two officers, nobody has two parts (行政处罚法 42; 国办发〔2024〕54号: experts assist and are named beforehand).
func wholeTeam(choice TeamChoice, team []Member) error {
	people := append([]string{choice.Lead, choice.Assistant}, choice.Experts...)
	for i, id := range people {
		if slices.Contains(people[:i], id) {
			return TeamSamePerson.With("personId", id)
		}
	}
	if len(team) != len(people) {
		return TeamUnknown
	}
	for i, m := range team {
		if m.PersonID != people[i] || m.Part != partAt(i) {
			return TeamUnknown.With("personId", people[i])
		}
	}
	return nil
}

// partAt is the order of a team: lead, assistant, then experts.
func partAt(i int) Party {
	switch i {
	case 0:
		return PartyLead
	case 1:
		return PartyAssistant
	default:
		return PartyExpert
	}
}

// certified refuses officers without a registered certificate; day, when given, must not be after its last day
// (行政处罚法 42, 55; 安全生产法 67).
func certified(team []Member, day string) error {
	for _, part := range []Party{PartyLead, PartyAssistant} {
		i := slices.IndexFunc(team, func(m Member) bool { return m.Part == part })
		switch {
		case i < 0 || blank(team[i].Certificate.Number):
			return TeamCertificate.With("part", string(part))
		case day != "" && !(realDay(team[i].Certificate.ValidUntil) && team[i].Certificate.ValidUntil >= day):
			return CertificateExpired.With("name", team[i].Name).With("validUntil", team[i].Certificate.ValidUntil)
		}
	}
	return nil
}

// chosen holds the published checklists found to the choice that was made.
func chosen(choice []ChecklistChoice, found []ChecklistRef) error {
	for i, one := range choice {
		if slices.ContainsFunc(choice[:i], func(other ChecklistChoice) bool { return other.Code == one.Code }) {
			return ListTwice.With("checklist", one.Code)
		}
		if i >= len(found) || found[i].Code != one.Code || one.Version != "" && found[i].Version != one.Version {
			return ListUnknown.With("checklist", one.Code)
		}
	}
	if len(found) != len(choice) {
		return ListUnknown
	}
	return nil
}
