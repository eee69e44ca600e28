package casework

import (
	"context"

	"anjian/internal/inspection"
	"anjian/internal/ledger"
)

// reviseScheme looks up the published versions of the checklists now chosen.
func reviseScheme(ctx context.Context, r *Room, at ledger.At, _ *inspection.Check, act inspection.Act, known *inspection.Known) error {
	b, err := read[inspection.ReviseSchemeBody](act)
	if err != nil {
		return err
	}
	known.Checklists, err = r.published(ctx, at, b.Checklists)
	return err
}
