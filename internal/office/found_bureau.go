package office

import (
	"context"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/store"
)

// Foundation is everything a bureau begins with. Ids are minted by whoever founds it; BureauID of sections and people is
// filled in here.
type Foundation struct {
	Bureau      store.Bureau
	Sections    []store.Section
	People      []store.Person
	Enterprises []inspection.EnterpriseBrief
}

// Founded refuses to found a bureau twice.
var Founded = fault.New(fault.Conflict, "bureau.founded", "This bureau has been founded already.")

// FoundBureau adds a bureau with its sections, people and register, all or nothing. Who may: the operator of the
// installation, not a person of a bureau. Refuses: Founded when the bureau's id is there; store.Exists when a user name
// is taken.
func (r *Room) FoundBureau(ctx context.Context, f Foundation) error {
	return r.store.Housekeep(ctx, func(tx *store.Tx) error {
		bureaus, err := tx.Bureaus(ctx)
		if err != nil {
			return err
		}
		for _, b := range bureaus {
			if b.ID == f.Bureau.ID {
				return Founded.With("name", b.Name)
			}
		}
		if err := tx.InsertBureau(ctx, f.Bureau); err != nil {
			return err
		}
		for _, s := range f.Sections {
			s.BureauID = f.Bureau.ID
			if err := tx.InsertSection(ctx, s); err != nil {
				return err
			}
		}
		for _, p := range f.People {
			p.BureauID = f.Bureau.ID
			if err := tx.InsertPerson(ctx, p); err != nil {
				return err
			}
		}
		for _, e := range f.Enterprises {
			if err := tx.InsertEnterprise(ctx, f.Bureau.ID, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// Empty tells whether the installation has no bureau yet.
func (r *Room) Empty(ctx context.Context) (bool, error) {
	bureaus, err := r.store.Bureaus(ctx)
	return len(bureaus) == 0, err
}
