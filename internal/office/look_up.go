package office

import (
	"context"

	"anjian/internal/checklist"
	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/store"
)

// What people are shown of the register is what the store remembers.
type (
	Enterprise     = inspection.EnterpriseBrief
	Section        = store.Section
	ChecklistBrief = store.ChecklistBrief
)

// Person is somebody of a bureau as colleagues see them: nothing of how they sign in but the name they sign in with.
type Person struct {
	ID          string                 `json:"id"`
	Username    string                 `json:"username"`
	Name        string                 `json:"name"`
	Role        inspection.Role        `json:"role"`
	SectionID   string                 `json:"sectionId,omitempty"`
	Unit        string                 `json:"unit,omitempty"`
	Post        string                 `json:"post,omitempty"`
	Certificate inspection.Certificate `json:"certificate"`
}

// Card says who an actor is, in words.
type Card struct {
	Username       string
	BureauName     string
	SectionName    string
	EnterpriseName string
	Certificate    inspection.Certificate
}

var notThere = fault.New(fault.NotFound, "not_found", "There is no such thing here, or it is not yours to see.")

// Enterprises lists the register as far as the actor may see it: the bureau's people all of it, a town its own, an
// enterprise itself.
func (r *Room) Enterprises(ctx context.Context, actor inspection.Actor, text, town, cursor string, limit int) ([]Enterprise, string, error) {
	f := store.EnterpriseFilter{Text: text, Town: town}
	switch actor.Role {
	case inspection.RoleTown:
		if town != "" && town != actor.Town {
			return nil, "", nil
		}
		f.Town = actor.Town
	case inspection.RoleEnterprise:
		f.ID = actor.EnterpriseID
	case inspection.RoleExpert:
		return nil, "", nil
	}
	found, next, err := r.store.EnterprisesFor(ctx, actor.BureauID, f, cursor, limit)
	for i := range found {
		found[i] = briefFor(actor, found[i])
	}
	return found, next, err
}

// Enterprise gives one of the enterprises the actor may see.
func (r *Room) Enterprise(ctx context.Context, actor inspection.Actor, id string) (Enterprise, error) {
	e, err := r.store.Enterprise(ctx, actor.BureauID, id)
	if err != nil {
		return Enterprise{}, err
	}
	foreign := actor.Role == inspection.RoleTown && e.Town != actor.Town || actor.Role == inspection.RoleEnterprise && e.ID != actor.EnterpriseID
	if foreign || actor.Role == inspection.RoleExpert {
		return Enterprise{}, notThere
	}
	return briefFor(actor, e), nil
}

// People lists the active people of the actor's bureau; empty role and section narrow nothing.
func (r *Room) People(ctx context.Context, actor inspection.Actor, role inspection.Role, sectionID, cursor string, limit int) ([]Person, string, error) {
	found, next, err := r.store.PeopleFor(ctx, actor.BureauID, role, sectionID, cursor, limit)
	if err != nil {
		return nil, "", err
	}
	people := make([]Person, 0, len(found))
	for _, p := range found {
		people = append(people, Person{ID: p.ID, Username: p.Username, Name: p.Name, Role: p.Role, SectionID: p.SectionID, Unit: p.Unit,
			Post: p.Post, Certificate: certificateFor(actor, p.Certificate)})
	}
	return people, next, nil
}

// Sections lists the sections of the actor's bureau.
func (r *Room) Sections(ctx context.Context, actor inspection.Actor) ([]Section, error) {
	return r.store.Sections(ctx, actor.BureauID)
}

// Checklists lists every published version.
func (r *Room) Checklists(ctx context.Context) ([]ChecklistBrief, error) {
	return r.store.Checklists(ctx)
}

// Checklist gives a published checklist; an empty version means the newest.
func (r *Room) Checklist(ctx context.Context, code, version string) (checklist.Checklist, error) {
	return r.store.Checklist(ctx, code, version)
}

// Card tells an actor who they are here.
func (r *Room) Card(ctx context.Context, actor inspection.Actor) (Card, error) {
	p, err := r.store.Person(ctx, actor.BureauID, actor.PersonID)
	if err != nil {
		return Card{}, err
	}
	bureau, err := r.store.Bureau(ctx, actor.BureauID)
	if err != nil {
		return Card{}, err
	}
	card := Card{Username: p.Username, BureauName: bureau.Name, Certificate: p.Certificate}
	if actor.SectionID != "" {
		s, err := r.store.Section(ctx, actor.BureauID, actor.SectionID)
		if err != nil {
			return Card{}, err
		}
		card.SectionName = s.Name
	}
	if actor.EnterpriseID != "" {
		e, err := r.store.Enterprise(ctx, actor.BureauID, actor.EnterpriseID)
		if err != nil {
			return Card{}, err
		}
		card.EnterpriseName = e.Name
	}
	return card, nil
}

// What lists of the office are asked for by and shown as.
type (
	EntryFilter = store.EntryFilter
	SavedView   = store.SavedView

	Target       = store.Target
	TargetFilter = store.TargetFilter

	PublishedResult = store.PublishedResult
)
