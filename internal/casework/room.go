// Package casework is the operations on checks: what an act needs to know before the law room can judge it, and what
// somebody may read.
//
// Writing goes one way: Perform hands acts to the ledger, which asks known (known.go) what the server knows better than
// the act's author: names, certificates, the enterprise's particulars, published checklists, the document number.
// Reading asks MayRead first (may_read.go): not yours and not there are the same NotFound. The room refuses to judge
// (the law room does) and to know about HTTP. Start reading at Room.
package casework

import (
	"context"
	"sync"

	"anjian/internal/certified"
	"anjian/internal/checklist"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// Room is the operations on checks. It is safe for concurrent use.
type Room struct {
	store     *store.Store
	ledger    *ledger.Ledger
	law       checklist.Law
	calendar  planning.Calendar
	clocks    map[string]planning.Limit // by code; see Carry
	terms     *inspection.Terms         // of checks whose scheme is approved from now on; nil: the law room's own
	certified certified.Verifier        // of signatures made with an authority's certificate
	most      int                       // lines of looks one person can make a day; 0: mostLooksADay
	lists     sync.Map                  // version of a checklist (code, version, digest) → checklist.Checklist; they never change
}

// New opens the room over a store. law is the register of articles, calendar knows the working days.
func New(st *store.Store, law checklist.Law, calendar planning.Calendar) *Room {
	r := &Room{store: st, law: law, calendar: calendar}
	r.ledger = ledger.New(st, MayRead, r.prepare)
	return r
}

// Perform carries out a batch of one actor's acts and answers each in order: see ledger.Perform.
func (r *Room) Perform(ctx context.Context, actor inspection.Actor, acts []inspection.Act, covers ...ledger.Cover) ([]ledger.Outcome, error) {
	return r.ledger.Perform(ctx, actor, acts, covers...)
}

// After adds an effect that follows the commit of acts on a check.
func (r *Room) After(effect func(ctx context.Context, bureauID, checkID string)) {
	r.ledger.After(effect)
}

// list gives one published version of a checklist.
func (r *Room) list(ctx context.Context, from store.Reader, ref inspection.ChecklistRef) (checklist.Checklist, error) {
	if c, ok := r.lists.Load(ref); ok {
		return c.(checklist.Checklist), nil
	}
	c, err := from.Checklist(ctx, ref.Code, ref.Version)
	if err != nil {
		return checklist.Checklist{}, err
	}
	if c.Digest == ref.Digest {
		r.lists.Store(ref, c)
	}
	return c, nil
}

// listsOf gives the checklists of a check by code, exactly the versions it keeps.
func (r *Room) listsOf(ctx context.Context, from store.Reader, refs []inspection.ChecklistRef) (map[string]checklist.Checklist, error) {
	lists := make(map[string]checklist.Checklist, len(refs))
	for _, ref := range refs {
		c, err := r.list(ctx, from, ref)
		if err != nil {
			return nil, err
		}
		lists[ref.Code] = c
	}
	return lists, nil
}
