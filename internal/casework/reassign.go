package casework

import (
	"context"

	"anjian/internal/inspection"
	"anjian/internal/ledger"
)

// reassign looks up the new team with its certificates.
func reassign(ctx context.Context, _ *Room, at ledger.At, _ *inspection.Check, act inspection.Act, known *inspection.Known) error {
	b, err := read[inspection.ReassignBody](act)
	if err != nil {
		return err
	}
	known.Team, err = team(ctx, at, act.Actor.BureauID, b.Team)
	return err
}
