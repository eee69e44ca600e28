package casework

import (
	"context"

	"anjian/internal/inspection"
	"anjian/internal/ledger"
)

// createCheck looks up the bureau, the head's section, the enterprise as the register has it, the people with their
// certificates, and the checklists' published versions.
func createCheck(ctx context.Context, r *Room, at ledger.At, _ *inspection.Check, act inspection.Act, known *inspection.Known) error {
	b, err := read[inspection.CreateCheckBody](act)
	if err != nil {
		return err
	}
	bureau, err := at.Bureau(ctx, act.Actor.BureauID)
	if err != nil {
		return err
	}
	known.Bureau = inspection.PersonRef{ID: bureau.ID, Name: bureau.Name}
	section, err := at.Section(ctx, bureau.ID, act.Actor.SectionID)
	if err != nil && !missing(err) {
		return err
	}
	known.Section = inspection.PersonRef{ID: section.ID, Name: section.Name}
	if known.Enterprise, err = at.Enterprise(ctx, bureau.ID, b.EnterpriseID); err != nil && !missing(err) {
		return err
	}
	if known.Team, err = team(ctx, at, bureau.ID, b.Team); err != nil {
		return err
	}
	known.Checklists, err = r.published(ctx, at, b.Checklists)
	return err
}
