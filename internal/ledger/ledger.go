// Package ledger is the one way an act is carried out: idempotent, in one transaction, chained, with a receipt.
//
// Perform takes a batch in order, groups it by check, asks the law room about each act, and writes what follows: the
// ledger's rows, the check as it now stands, the acts that were refused. The same act sent again gets the same answer,
// accepted or refused. The room refuses to judge: what an act needs to know is looked up by casework (Prepare), whether
// it may happen is the law room's. Effects outside the database hang on the commit (After), never inside it.
// Start reading at Perform, then pass.go.
package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/store"
)

// At is where and when a pass over a check's acts is made. Tx is nil outside the transaction.
type At struct {
	store.Reader
	Tx  *store.Tx
	Now time.Time
}

// Prepare looks up what one act needs to know, for one pass over the acts of one check. An act that needs a counter or
// a count that must hold until the commit returns ErrInside when At has no Tx; the pass is then made again inside.
type Prepare func(ctx context.Context, at At) func(check *inspection.Check, act inspection.Act) (inspection.Known, error)

// ErrInside asks for the pass to be made inside the transaction.
var ErrInside = errors.New("ledger: this act must be prepared inside the transaction")

// MayRead says whether an actor may see a check as it stands now.
type MayRead func(actor inspection.Actor, record *inspection.CheckRecord, now time.Time) bool

// Ledger carries out acts.
type Ledger struct {
	store   *store.Store
	prepare Prepare
	mayRead MayRead
	after   []func(ctx context.Context, bureauID, checkID string)
}

// New makes the ledger over a store. mayRead and prepare are casework's.
func New(st *store.Store, mayRead MayRead, prepare Prepare) *Ledger {
	return &Ledger{store: st, mayRead: mayRead, prepare: prepare}
}

// After adds an effect that follows the commit of acts on a check. It must be quick and must not fail.
func (l *Ledger) After(effect func(ctx context.Context, bureauID, checkID string)) {
	l.after = append(l.after, effect)
}

// Outcome answers one act: with a receipt (Refusal nil), or with the refusal.
type Outcome struct {
	ActID   string
	Seq     int64
	TakenAt time.Time
	Sum     string
	Hash    string
	Refusal *fault.Error
}

// Perform carries out a batch of one actor's acts and answers each, in the order given. Acts on one check are carried
// out in one transaction; a refused act neither loses nor hides the others and is kept in full. The whole call refuses
// only with Unavailable (nothing is known about what was not answered: send it again, receipts are kept) or with
// BatchTooLarge.
//
// covers are the devices' signatures, one for each check: what a device that has a key does without one is refused (see
// cover.go).
func (l *Ledger) Perform(ctx context.Context, actor inspection.Actor, acts []inspection.Act, covers ...Cover) ([]Outcome, error) {
	return l.perform(ctx, actor, acts, covers, false)
}

// PerformCarried is Perform for acts that somebody else brings for their author (a rescue pack): no device can sign for
// itself there, and none has to.
func (l *Ledger) PerformCarried(ctx context.Context, author inspection.Actor, acts []inspection.Act) ([]Outcome, error) {
	return l.perform(ctx, author, acts, nil, true)
}

func (l *Ledger) perform(ctx context.Context, actor inspection.Actor, acts []inspection.Act, covers []Cover, carried bool) ([]Outcome, error) {
	if len(acts) > MaxBatch {
		return nil, BatchTooLarge.With("most", MaxBatch)
	}
	out := make([]Outcome, len(acts))
	groups := map[string]*group{}
	var order []*group
	for i, act := range acts {
		out[i].ActID = act.ID
		w, refusal := weigh(actor, act)
		if refusal != nil {
			out[i].Refusal = refusal
			continue
		}
		g := groups[act.CheckID]
		if g == nil {
			g = &group{l: l, actor: actor, checkID: act.CheckID, carried: carried, jws: jwsOf(covers, act.CheckID)}
			groups[act.CheckID] = g
			order = append(order, g)
		}
		w.at = i
		g.acts = append(g.acts, w)
	}
	for _, g := range order {
		if err := g.perform(ctx, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// group is the acts of one batch on one check.
type group struct {
	l       *Ledger
	actor   inspection.Actor
	checkID string
	acts    []weighed
	jws     string // the device's signature over these acts; empty: none
	carried bool   // brought by somebody else: no device has to sign
	read    reading
}

// outside is how often a pass is made before the transaction; after that it is made inside, where nobody can move the
// check any more.
const outside = 2

// perform makes a pass over the acts outside the transaction, where it costs no other writer anything, and then writes
// what follows in a short transaction, provided that the check has not moved. When it has, or when an act asks for it,
// the pass is made again inside.
func (g *group) perform(ctx context.Context, out []Outcome) error {
	inside := false
	for n := range outside + 4 {
		inside = inside || n >= outside
		p, err := g.attempt(ctx, inside)
		switch {
		case errors.Is(err, ErrInside):
			inside = true
			continue
		case errors.Is(err, store.Moved) || errors.Is(err, store.Exists):
			continue
		case err != nil:
			return err
		}
		p.answers(out)
		if p.accepted() {
			for _, effect := range g.l.after {
				effect(context.WithoutCancel(ctx), g.actor.BureauID, g.checkID)
			}
		}
		return nil
	}
	return store.Unavailable.Because(fmt.Errorf("ledger: check %s would not stand still", g.checkID))
}

// attempt is one pass and its writing.
func (g *group) attempt(ctx context.Context, inside bool) (p *pass, err error) {
	if !inside {
		p, err = g.pass(ctx, At{Reader: g.l.store.Reader, Now: g.l.store.Now()})
		if err != nil || !p.writes() {
			return p, err
		}
	}
	err = commit(ctx, g.l.store, g.actor.BureauID, func(tx *store.Tx) error {
		if inside {
			if p, err = g.pass(ctx, At{Reader: tx.Reader, Tx: tx, Now: tx.Now()}); err != nil {
				return err
			}
		}
		return p.write(ctx, tx)
	})
	return p, err
}

// commit is the one transaction in which acts happen, on a check or in the office.
func commit(ctx context.Context, st *store.Store, bureauID string, fn func(*store.Tx) error) error {
	return st.InTx(ctx, bureauID, fn)
}
