package casework

import (
	"context"

	"anjian/internal/inspection"
	"anjian/internal/ledger"
)

// numberPaper gives the paper that an act issues its number. In a chain that is the record's with the paper's own 代字.
// Where each kind of paper is counted by itself it is the bureau's next of that kind, of the year the paper was written
// in, taken only for an act that will be accepted; it comes back when the transaction is undone. A paper written in a year
// that is numbered in a chain counts into the year of its record, so that no number is given twice.
func numberPaper(ctx context.Context, r *Room, at ledger.At, check *inspection.Check, act inspection.Act, known *inspection.Known) error {
	record := check.Record()
	var extension string
	if act.Kind == inspection.DecideExtension {
		b, err := read[inspection.DecideExtensionBody](act)
		if err != nil {
			return err
		}
		extension = b.ExtensionID
	}
	word, place, ok := record.PaperOf(act.Kind, extension)
	if !ok || record.Number == nil {
		return nil
	}
	terms := record.TermsInForce()
	n := *record.Number
	if terms.Numbering != inspection.PerType {
		number := inspection.Numbered(n.Abbrev, word, n.Year, n.Serial, terms.NumberWidth, place)
		known.Paper = &number
		return nil
	}
	if at.Tx == nil {
		return ledger.ErrInside
	}
	trial := *known
	trial.Paper = &inspection.DocumentNumber{}
	if err := wouldPass(check, act, trial); err != nil {
		return err
	}
	year, now := act.Year(), at.Now.In(inspection.Zone).Year()
	if year != now && year != now-1 { // a phone whose clock is years off
		year = now
	}
	numbering, err := at.Tx.NumberingOf(ctx, act.Actor.BureauID, year, r.numbering())
	if err != nil {
		return err
	}
	if numbering != inspection.PerType {
		year = n.Year
	}
	serial, err := at.Tx.NextPaperSerial(ctx, act.Actor.BureauID, year, word)
	if err != nil {
		return err
	}
	number := inspection.Numbered(n.Abbrev, word, year, serial, terms.NumberWidth, 1)
	known.Paper = &number
	return nil
}

// numberedAs settles how the papers of a check whose record has a number of that year are numbered.
func (r *Room) numberedAs(ctx context.Context, at ledger.At, act inspection.Act, year int, known *inspection.Known) error {
	if known.Terms == nil {
		return nil
	}
	var err error
	known.Terms.Numbering, err = at.Tx.NumberingOf(ctx, act.Actor.BureauID, year, r.numbering())
	return err
}

// numbering is how a year that begins now is numbered.
func (r *Room) numbering() inspection.Numbering {
	if r.terms == nil || r.terms.Numbering == "" {
		return inspection.Chain
	}
	return r.terms.Numbering
}

// width is how many digits a serial has at least.
func (r *Room) width() int {
	if r.terms == nil {
		return 0
	}
	return r.terms.NumberWidth
}
