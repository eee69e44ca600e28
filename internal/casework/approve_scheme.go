package casework

import (
	"context"

	"anjian/internal/inspection"
	"anjian/internal/ledger"
)

// approveScheme gives the check its document number: the bureau's next of the year in which it is approved. The number
// is taken only for an approval that will be accepted, and comes back when the transaction is undone. With it come the
// terms by which the check is carried through, and the ways to sign that the bureau accepts.
func approveScheme(ctx context.Context, r *Room, at ledger.At, check *inspection.Check, act inspection.Act, known *inspection.Known) error {
	if at.Tx == nil {
		return ledger.ErrInside
	}
	if r.terms != nil { // the year may have been begun in another way of numbering
		terms := *r.terms
		known.Terms = &terms
	}
	ways, err := at.WaysOf(ctx, act.Actor.BureauID)
	if err != nil {
		return err
	}
	known.Ways = ways
	if given := check.Record().Number; given != nil { // an urgent check has had it since it was reported
		known.Number = given
		return r.numberedAs(ctx, at, act, given.Year, known)
	}
	trial := *known
	trial.Number = &inspection.DocumentNumber{}
	if err := wouldPass(check, act, trial); err != nil {
		return err
	}
	bureau, err := at.Bureau(ctx, act.Actor.BureauID)
	if err != nil {
		return err
	}
	year := at.Now.In(inspection.Zone).Year()
	if err := r.numberedAs(ctx, at, act, year, known); err != nil {
		return err
	}
	serial, err := at.Tx.NextSerial(ctx, bureau.ID, year)
	if err != nil {
		return err
	}
	number := inspection.Numbered(bureau.Abbrev, inspection.WordRecord, year, serial, r.width(), 1)
	known.Number = &number
	return nil
}
