package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"anjian/internal/evidence"
	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/store"
)

// What is done in the office (a plan, a draw, an entry of the register, a week, a person) is an act as well, but of
// another sort than those on a check: one at a time, by somebody who sits before the answer, on things that have no
// record of their own to be projected on a phone. So office acts have a ledger of their own by the same rules (id,
// actor, both clocks, sum, receipt, a chain for each subject, a place in the bureau's order, never changed), and Perform
// for checks stays as it is. A refused office act is not kept: nothing was written on site that could be lost.

// Subject is what an office act is about.
type Subject string

// The subjects of office acts.
const (
	OnEntry    Subject = "enterprise"
	OnImport   Subject = "import"
	OnPlan     Subject = "plan"
	OnDraw     Subject = "draw"
	OnBoard    Subject = "board"
	OnPerson   Subject = "person"
	OnResult   Subject = "result"
	OnSettings Subject = "settings"
)

// Deed is one office act.
type Deed struct {
	ID        string
	Kind      string
	Subject   Subject
	SubjectID string
	DoneAt    time.Time
	Body      any // what was done, as it is kept
}

// Office carries out office acts.
type Office struct{ store *store.Store }

// NewOffice makes the ledger of the office over a store.
func NewOffice(st *store.Store) *Office { return &Office{store: st} }

// errRepeated ends a transaction in which the act turned out to be there already. Callers never see it.
var errRepeated = errors.New("ledger: done before")

// Perform carries out one office act, once: do changes what stands, the ledger keeps what was done, in one transaction.
// do is given the act's place in the bureau's order and touches nothing outside the transaction, for it may be run
// again. The same act sent again is answered with its receipt and do is not run; repeated says so. The same id with
// another content is IDReused. Whatever do refuses with is what Perform refuses with, and then nothing has happened.
func (o *Office) Perform(ctx context.Context, actor inspection.Actor, deed Deed, do func(tx *store.Tx, seq int64) error) (out Outcome, repeated bool, err error) {
	e, err := entryOf(actor, deed)
	if err != nil {
		return Outcome{}, false, err
	}
	err = commit(ctx, o.store, actor.BureauID, func(tx *store.Tx) error {
		known, err := tx.OfficeReceipt(ctx, e.ActID)
		if err == nil {
			if known.Sum != e.Sum || known.BureauID != e.BureauID {
				return IDReused
			}
			out = Outcome{ActID: e.ActID, Seq: known.Seq, TakenAt: known.TakenAt, Sum: known.Sum, Hash: known.Hash}
			return errRepeated
		}
		if !errors.Is(err, store.NotFound) {
			return err
		}
		// The counter is taken first here: an office act is one of few, and do wants to write its place down.
		seq, err := tx.NextSeqs(ctx, actor.BureauID, 1)
		if err != nil {
			return err
		}
		if err := do(tx, seq); err != nil {
			return err
		}
		next := e
		head, err := tx.OfficeHead(ctx, actor.BureauID, deed.SubjectID)
		if err != nil {
			return err
		}
		next.CaseNo, next.Seq, next.TakenAt = head.No+1, seq, tx.Now()
		next.Hash = evidence.ChainHash(head.Hash, evidence.Link{ActID: next.ActID, Sum: next.Sum, ActorID: next.ActorID, Role: string(next.Role),
			DoneAt: next.DoneAt, TakenAt: next.TakenAt, CaseNo: int64(next.CaseNo)})
		out = Outcome{ActID: next.ActID, Seq: seq, TakenAt: next.TakenAt, Sum: next.Sum, Hash: next.Hash}
		return tx.InsertOfficeAct(ctx, string(deed.Subject), next)
	})
	if errors.Is(err, errRepeated) {
		return out, true, nil
	}
	return out, false, err
}

// entryOf reads what every office act has in common.
func entryOf(actor inspection.Actor, deed Deed) (store.Entry, error) {
	switch {
	case !isUUID(deed.ID):
		return store.Entry{}, BadID
	case !isUUID(deed.SubjectID):
		return store.Entry{}, BadSubject
	}
	if y := deed.DoneAt.UTC().Year(); y < 1970 || y > 9999 {
		return store.Entry{}, inspection.BadTime
	}
	body, err := json.Marshal(deed.Body)
	if err != nil {
		return store.Entry{}, fault.New(fault.Internal, "internal", "The act cannot be written.").Because(err)
	}
	e := store.Entry{ActID: deed.ID, BureauID: actor.BureauID, CheckID: deed.SubjectID, Kind: inspection.Kind(deed.Kind), ActorID: actor.PersonID,
		ActorName: actor.Name, Role: actor.Role, Dialect: inspection.Dialect, DoneAt: deed.DoneAt.UTC().Truncate(time.Millisecond), Body: body}
	if e.Sum, err = evidence.ActSum(deed.Kind, deed.SubjectID, actor.PersonID, e.DoneAt, nil, body); err != nil {
		return store.Entry{}, inspection.BadBody.With("kind", deed.Kind).Because(err)
	}
	return e, nil
}
