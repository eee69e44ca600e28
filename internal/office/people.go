package office

import (
	"context"
	"errors"
	"strings"
	"time"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// What concerns people's leave and conflicts of interest (行政处罚法 43: avoidance; the head decides).
type (
	Conflict  = store.Conflict
	Leave     = store.Leave
	DrawBrief = store.DrawBrief
)

// The refusals about people.
var (
	PersonWrong     = fault.New(fault.Invalid, "person.wrong", "Something about this person is missing or wrong.")
	UsernameTaken   = fault.New(fault.Conflict, "person.username_taken", "Somebody has this user name already.")
	LeaveWrong      = fault.New(fault.Invalid, "leave.wrong", "Leave has a first and a last day, in this order.")
	ConflictDecided = fault.New(fault.Conflict, "conflict.decided", "This has been decided already.")
	OwnAccount      = fault.New(fault.Refused, "person.own_account", "Nobody disables their own account or takes the administrator's role from themselves.")
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
			if _, err := tx.Section(ctx, actor.BureauID, p.SectionID); err != nil {
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

// KeepSection adds a section. Who may: administrator.
func (r *Room) KeepSection(ctx context.Context, actor inspection.Actor, deed Deed, id, name string, sortNo int) error {
	s := store.Section{ID: id, BureauID: actor.BureauID, Name: strings.TrimSpace(name), SortNo: sortNo}
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("keep_section", ledger.OnPerson, id, map[string]any{"name": s.Name, "sortNo": sortNo}), func(tx *store.Tx, _ int64) error {
		return tx.InsertSection(ctx, s)
	})
	return err
}

// EnterLeave notes when an officer is away. Who may: section head (of their own people), administrator.
func (r *Room) EnterLeave(ctx context.Context, actor inspection.Actor, deed Deed, l Leave) error {
	if !planning.RealDay(l.FirstDay) || !planning.RealDay(l.LastDay) || l.LastDay < l.FirstDay {
		return LeaveWrong
	}
	l.MadeBy = actor.Name
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("enter_leave", ledger.OnPerson, l.PersonID, l), func(tx *store.Tx, _ int64) error {
		if err := ofSection(ctx, tx, actor, l.PersonID); err != nil {
			return err
		}
		return tx.InsertLeave(ctx, actor.BureauID, l)
	})
	return err
}

// ofSection holds a section head to the people of their section.
func ofSection(ctx context.Context, tx *store.Tx, actor inspection.Actor, personID string) error {
	p, err := tx.Person(ctx, actor.BureauID, personID)
	if err != nil {
		return err
	}
	if actor.Role == inspection.RoleSectionHead && p.SectionID != actor.SectionID {
		return notThere
	}
	return nil
}

// TakeBackLeave takes leave back.
func (r *Room) TakeBackLeave(ctx context.Context, actor inspection.Actor, deed Deed, id string) error {
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("take_back_leave", ledger.OnPerson, id, map[string]any{}), func(tx *store.Tx, _ int64) error {
		err := tx.DropLeave(ctx, actor.BureauID, id)
		if errors.Is(err, store.Moved) {
			return notThere
		}
		return err
	})
	return err
}

// Away lists the leave that ends today or later.
func (r *Room) Away(ctx context.Context, actor inspection.Actor) ([]Leave, error) {
	return r.store.LeaveFrom(ctx, actor.BureauID, planning.DayOf(r.store.Now()).String(), 2000)
}

// Conflicts lists conflicts of interest and requests for avoidance: an inspector's own, the desk's all.
func (r *Room) Conflicts(ctx context.Context, actor inspection.Actor) ([]Conflict, error) {
	all, err := r.store.Conflicts(ctx, actor.BureauID, 5000)
	if err != nil || actor.Role != inspection.RoleInspector {
		return all, err
	}
	own := []Conflict{}
	for _, c := range all {
		if c.PersonID == actor.PersonID {
			own = append(own, c)
		}
	}
	return own, nil
}

// DeclareConflict notes an interest of an officer in an enterprise, which holds at once, or asks that they avoid it,
// which a leader decides. An officer declares their own; a section head or the policy section anybody's.
func (r *Room) DeclareConflict(ctx context.Context, actor inspection.Actor, deed Deed, c Conflict) error {
	if actor.Role == inspection.RoleInspector {
		c.PersonID = actor.PersonID
	}
	c.State, c.MadeBy, c.MadeAt = "standing", actor.Name, time.Time{}
	if c.Kind == "avoidance" {
		c.State = "asked"
	}
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("declare_conflict", ledger.OnPerson, c.PersonID, c), func(tx *store.Tx, _ int64) error {
		if _, err := tx.Person(ctx, actor.BureauID, c.PersonID); err != nil {
			return err
		}
		if _, err := tx.Enterprise(ctx, actor.BureauID, c.EnterpriseID); err != nil {
			return err
		}
		return tx.InsertConflict(ctx, actor.BureauID, c)
	})
	return err
}

// DecideConflict decides a request for avoidance, or ends a conflict that no longer holds. Who may: leader.
func (r *Room) DecideConflict(ctx context.Context, actor inspection.Actor, deed Deed, id string, from, to string) error {
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("decide_conflict", ledger.OnPerson, id, map[string]any{"from": from, "to": to}), func(tx *store.Tx, _ int64) error {
		return tx.MoveConflict(ctx, actor.BureauID, id, from, to, actor.Name)
	})
	if errors.Is(err, store.Moved) {
		return ConflictDecided
	}
	return err
}
