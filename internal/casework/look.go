package casework

import (
	"context"
	"slices"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/store"
)

// The kinds of looks.
const (
	LookCase       = "case"       // a check with its record
	LookPaper      = "paper"      // one of its papers
	LookCaseFile   = "case_file"  // the whole case file
	LookLedger     = "ledger"     // everything done to it
	LookPhoto      = "photo"      // a photo at full size
	LookThumb      = "thumb"      // its photos, small: one line a day however many
	LookChecks     = "checks"     // checks as a list: what is due, the board, the reporting
	LookSync       = "sync"       // a phone has caught up with it
	LookEnterprise = "enterprise" // an enterprise of the register
	LookRegister   = "register"   // the register as a list
	LookPeople     = "people"     // the people of the bureau as a list
)

type (
	// Look is who looked at what on one day, and how often.
	Look = store.Look
	// LookFilter narrows the looks.
	LookFilter = store.LookFilter
)

// mostLooksADay bounds one person's lines of a day where nothing else was set.
const mostLooksADay = 2000

// BoundLooks sets how many lines one person can make a day.
func (r *Room) BoundLooks(most int) { r.most = most }

// NoteLook notes that an actor looks at something: an enterprise, a list (subject empty), or a check whose team they are
// not on. Those who do the check leave their traces in its ledger. Nobody sees anything of which the note could not be
// written: what this refuses, the reading is refused with.
//
// 个人信息保护法 51, 54: who handles personal information keeps it by rules and audits it; 网络安全法 21: logs are kept for
// at least six months.
func (r *Room) NoteLook(ctx context.Context, actor inspection.Actor, kind string, subjects ...string) error {
	subjects = slices.Clone(subjects)
	if kind == LookChecks && (actor.Role == inspection.RoleInspector || actor.Role == inspection.RoleEnterprise || actor.Role == inspection.RoleExpert) {
		return nil // their own
	}
	ofChecks := kind != LookEnterprise && kind != LookRegister && kind != LookPeople
	if ofChecks && actor.Role == inspection.RoleInspector {
		own, err := r.store.OnTeamOf(ctx, actor.BureauID, actor.PersonID, subjects)
		if err != nil {
			return err
		}
		subjects = slices.DeleteFunc(subjects, func(id string) bool { return slices.Contains(own, id) })
	}
	if len(subjects) == 0 {
		return nil
	}
	most := r.most
	if most == 0 {
		most = mostLooksADay
	}
	return r.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.NoteLooks(ctx, actor, kind, subjects, most) })
}

// NoteGlance is NoteLook for what comes in dozens: it writes one line a day and then only looks whether it is there.
func (r *Room) NoteGlance(ctx context.Context, actor inspection.Actor, kind, subject string) error {
	noted, err := r.store.LookNoted(ctx, actor, kind, subject)
	if err != nil || noted {
		return err
	}
	return r.NoteLook(ctx, actor, kind, subject)
}

// Looks lists who looked at what in the actor's bureau, newest first. Who may: the gate of the route (policy).
func (r *Room) Looks(ctx context.Context, actor inspection.Actor, f LookFilter, cursor string, limit int) ([]Look, string, error) {
	return r.store.Looks(ctx, actor.BureauID, f, cursor, limit)
}

// SweepLooks drops looks older than the given time and says how many.
func (r *Room) SweepLooks(ctx context.Context, before time.Time) (int64, error) {
	total := int64(0)
	for range 100 { // the next sweep goes on
		var n int64
		err := r.store.Housekeep(ctx, func(tx *store.Tx) (err error) {
			n, err = tx.ForgetLooks(ctx, inspection.Day(before), looksAtOnce)
			return err
		})
		total += n
		if err != nil || n < looksAtOnce {
			return total, err
		}
	}
	return total, nil
}

const looksAtOnce = 2000
