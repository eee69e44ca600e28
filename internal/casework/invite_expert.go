package casework

import (
	"context"

	"anjian/internal/inspection"
	"anjian/internal/ledger"
)

// inviteExpert looks up an expert with an account: active, an expert, of this bureau. Of one who comes by a link the
// register knows nothing.
func inviteExpert(ctx context.Context, _ *Room, at ledger.At, _ *inspection.Check, act inspection.Act, known *inspection.Known) error {
	b, err := read[inspection.InviteExpertBody](act)
	if err != nil || b.PersonID == "" {
		return err
	}
	p, err := at.Person(ctx, act.Actor.BureauID, b.PersonID)
	if missing(err) {
		return nil
	}
	if err == nil && p.Active && p.Role == inspection.RoleExpert {
		known.Invited = inspection.Member{PersonID: p.ID, Name: p.Name, Part: inspection.PartyExpert, Unit: p.Unit, Certificate: p.Certificate}
	}
	return err
}
