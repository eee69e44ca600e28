package casework

import (
	"context"

	"anjian/internal/inspection"
	"anjian/internal/ledger"
)

// writeSupplement looks up which of the acts a supplement stands for were really turned away in this check.
func writeSupplement(ctx context.Context, _ *Room, at ledger.At, _ *inspection.Check, act inspection.Act, known *inspection.Known) error {
	b, err := read[inspection.WriteSupplementBody](act)
	if err != nil {
		return err
	}
	const most = 200 // the body's bound; the law room refuses more
	known.RefusedActs, err = at.RefusedAmong(ctx, act.Actor.BureauID, act.CheckID, b.From[:min(most, len(b.From))])
	return err
}
