package casework

import (
	"context"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/ledger"
)

// dispatch counts which visit of the year this is for the enterprise, and reads the bureau's published cap. The count
// holds until the commit, so two dispatched at once never get the same.
func dispatch(ctx context.Context, _ *Room, at ledger.At, check *inspection.Check, act inspection.Act, known *inspection.Known) error {
	if at.Tx == nil {
		return ledger.ErrInside
	}
	r := check.Record()
	planned, err := time.Parse(time.DateOnly, r.PlannedOn)
	if err != nil {
		planned = at.Now.In(inspection.Zone)
	}
	visits, err := at.Tx.VisitsThisYear(ctx, act.Actor.BureauID, r.Enterprise.ID, planned.Year(), r.ID)
	if err != nil {
		return err
	}
	bureau, err := at.Bureau(ctx, act.Actor.BureauID)
	if err != nil {
		return err
	}
	known.VisitOfYear, known.VisitCap = visits+1, bureau.VisitCap
	return nil
}
