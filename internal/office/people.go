package office

import (
	"context"
	"errors"
	"strings"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// The refusals about people.
var (
	PersonWrong   = fault.New(fault.Invalid, "person.wrong", "Something about this person is missing or wrong.")
	UsernameTaken = fault.New(fault.Conflict, "person.username_taken", "Somebody has this user name already.")
	OwnAccount    = fault.New(fault.Refused, "person.own_account", "Nobody disables their own account or takes the administrator's role from themselves.")
)

// PersonText is a person as an administrator writes them.
type PersonText struct {
	Username     string                 `json:"username" minLength:"3" maxLength:"64" pattern:"^[a-z0-9][a-z0-9._-]*$"`
	Name         string                 `json:"name" minLength:"1" maxLength:"100"`
	Role         inspection.Role        `json:"role" enum:"inspector,section_head,leader,policy,enterprise,expert,town,admin"`
	SectionID    string                 `json:"sectionId,omitempty" maxLength:"36"`
	EnterpriseID string                 `json:"enterpriseId,omitempty" maxLength:"36"`
	Town         string                 `json:"town,omitempty" maxLength:"100"`
	Unit         string                 `json:"unit,omitempty" maxLength:"200"`
	Post         string                 `json:"post,omitempty" maxLength:"100"`
	Phone        string                 `json:"phone,omitempty" maxLength:"40"`
	Certificate  inspection.Certificate `json:"certificate"`
	Active       bool                   `json:"active"`
}

// KeepPerson adds a person (hash is of their first password) or, where the id is there, changes them (hash empty keeps
// theirs). Who may: administrator. Refuses: PersonWrong, UsernameTaken, OwnAccount.
func (r *Room) KeepPerson(ctx context.Context, actor inspection.Actor, deed Deed, id string, text PersonText, hash string) (Person, error) {
	p := store.Person{ID: id, BureauID: actor.BureauID, Username: strings.ToLower(text.Username), Name: strings.TrimSpace(text.Name), Role: text.Role, SectionID: text.SectionID,
		EnterpriseID: text.EnterpriseID, Town: text.Town, Unit: text.Unit, Post: text.Post, Phone: text.Phone, Certificate: text.Certificate, Active: text.Active}
	if err := whole(p); err != nil {
		return Person{}, err
	}
	if id == actor.PersonID && (!p.Active || p.Role != actor.Role) {
		return Person{}, OwnAccount
	}
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("keep_person", ledger.OnPerson, id, text), func(tx *store.Tx, _ int64) error {
		if p.SectionID != "" {
			if err := openSection(ctx, tx, actor.BureauID, p.SectionID); err != nil && (p.Active || !errors.Is(err, SectionClosed)) {
				return err
			}
		}
		if p.EnterpriseID != "" {
			if _, err := tx.Enterprise(ctx, actor.BureauID, p.EnterpriseID); err != nil {
				return err
			}
		}
		next := p
		next.PasswordHash = hash
		old, err := tx.Person(ctx, actor.BureauID, id)
		switch {
		case errors.Is(err, store.NotFound) && hash == "":
			return PersonWrong.With("field", "password")
		case errors.Is(err, store.NotFound):
			return tx.InsertPerson(ctx, next)
		case err != nil:
			return err
		}
		if hash == "" {
			next.PasswordHash = old.PasswordHash
		}
		if err := tx.UpdatePerson(ctx, next); err != nil {
			return err
		}
		if old.Active && !next.Active || hash != "" || old.Role != next.Role {
			return tx.RevokeSessionsOf(ctx, actor.BureauID, id, "account changed", tx.Now())
		}
		return nil
	})
	if errors.Is(err, store.Exists) {
		return Person{}, UsernameTaken.With("username", p.Username)
	}
	if err != nil {
		return Person{}, err
	}
	kept, err := r.store.Person(ctx, actor.BureauID, id)
	return colleague(kept), err
}

func whole(p store.Person) error {
	need := map[inspection.Role]string{inspection.RoleInspector: p.SectionID, inspection.RoleSectionHead: p.SectionID, inspection.RoleEnterprise: p.EnterpriseID, inspection.RoleTown: p.Town}
	if value, needed := need[p.Role]; needed && value == "" {
		return PersonWrong.With("field", "belonging")
	}
	if p.Name == "" || p.Certificate.ValidUntil != "" && !planning.RealDay(p.Certificate.ValidUntil) {
		return PersonWrong.With("field", "certificate")
	}
	return nil
}

func colleague(p store.Person) Person {
	return Person{ID: p.ID, Username: p.Username, Name: p.Name, Role: p.Role, SectionID: p.SectionID, Unit: p.Unit, Post: p.Post, Certificate: p.Certificate}
}

// PersonFile is everything the administrator keeps of a person; how they sign in is not in it.
type PersonFile struct {
	ID string `json:"id"`
	PersonText
}

// PersonFile gives a person whole, to be changed. Who may: administrator.
func (r *Room) PersonFile(ctx context.Context, actor inspection.Actor, id string) (PersonFile, error) {
	p, err := r.store.Person(ctx, actor.BureauID, id)
	if err != nil {
		return PersonFile{}, err
	}
	return PersonFile{p.ID, PersonText{Username: p.Username, Name: p.Name, Role: p.Role, SectionID: p.SectionID, EnterpriseID: p.EnterpriseID, Town: p.Town, Unit: p.Unit,
		Post: p.Post, Phone: p.Phone, Certificate: p.Certificate, Active: p.Active}}, nil
}

// FormerPeople lists those whose accounts have ended. Who may: administrator.
func (r *Room) FormerPeople(ctx context.Context, actor inspection.Actor) ([]Person, error) {
	found, err := r.store.FormerPeople(ctx, actor.BureauID, 2000)
	people := make([]Person, 0, len(found))
	for _, p := range found {
		people = append(people, colleague(p))
	}
	return people, err
}
