package office

import (
	"context"
	"errors"
	"time"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// Deed is what the wire says of an office act beside its content: its id, and when it was done.
type Deed struct {
	ID     string
	DoneAt time.Time
}

func (d Deed) of(kind string, subject ledger.Subject, id string, body any) ledger.Deed {
	return ledger.Deed{ID: d.ID, Kind: kind, Subject: subject, SubjectID: id, DoneAt: d.DoneAt, Body: body}
}

// What the register refuses.
var (
	CodeTaken    = fault.New(fault.Conflict, "register.code_taken", "Another entry of the register has this credit code.")
	EntryChanged = fault.New(fault.Conflict, "register.entry_changed", "Somebody has changed this entry in the meantime; look at it again.")
)

// RegisterEntry is an entry with how often it was visited this year, and its cap.
type RegisterEntry struct {
	planning.Enterprise
	Visits int `json:"visits"`
	Cap    int `json:"cap" doc:"The cap of visits a year that holds for it; 0: none is published."`
}

// EnterEnterprise adds an entry to the register. Who may: the gate of the route (administrator, section head). Refuses:
// EntryWrong with every issue, CodeTaken.
func (r *Room) EnterEnterprise(ctx context.Context, actor inspection.Actor, deed Deed, e planning.Enterprise) (RegisterEntry, error) {
	return r.keepEntry(ctx, actor, deed, "enter_enterprise", e, func(tx *store.Tx, e planning.Enterprise, seq int64) error {
		return tx.InsertEntry(ctx, actor.BureauID, e, seq)
	})
}

// ReviseEnterprise replaces an entry, which must stand as its author saw it (Version). Refuses as EnterEnterprise, and
// EntryChanged.
func (r *Room) ReviseEnterprise(ctx context.Context, actor inspection.Actor, deed Deed, e planning.Enterprise) (RegisterEntry, error) {
	if _, err := r.store.Entry(ctx, actor.BureauID, e.ID); err != nil {
		return RegisterEntry{}, err
	}
	return r.keepEntry(ctx, actor, deed, "revise_enterprise", e, func(tx *store.Tx, e planning.Enterprise, seq int64) error {
		err := tx.UpdateEntry(ctx, actor.BureauID, e, seq)
		if errors.Is(err, store.Moved) {
			return EntryChanged
		}
		return err
	})
}

func (r *Room) keepEntry(ctx context.Context, actor inspection.Actor, deed Deed, kind string, e planning.Enterprise, keep func(*store.Tx, planning.Enterprise, int64) error) (RegisterEntry, error) {
	e = e.Tidy()
	e.UpdatedAt = time.Time{}
	if issues := e.Issues(); len(issues) > 0 {
		return RegisterEntry{}, planning.EntryWrong.With("issues", issues)
	}
	_, _, err := r.ledger.Perform(ctx, actor, deed.of(kind, ledger.OnEntry, e.ID, e), func(tx *store.Tx, seq int64) error { return keep(tx, e, seq) })
	if errors.Is(err, store.Exists) {
		return RegisterEntry{}, CodeTaken.With("creditCode", e.CreditCode)
	}
	if err != nil {
		return RegisterEntry{}, err
	}
	return r.RegisterEntry(ctx, actor, e.ID)
}

// RegisterEntry gives one entry of those the actor may see: a town's people see their town's.
func (r *Room) RegisterEntry(ctx context.Context, actor inspection.Actor, id string) (RegisterEntry, error) {
	e, err := r.store.Entry(ctx, actor.BureauID, id)
	if err != nil {
		return RegisterEntry{}, err
	}
	if actor.Role == inspection.RoleTown && e.Town != actor.Town {
		return RegisterEntry{}, notThere
	}
	all, err := r.counted(ctx, actor, []planning.Enterprise{e})
	if err != nil {
		return RegisterEntry{}, err
	}
	return all[0], nil
}

// Register lists the register as far as the actor may see it.
func (r *Room) Register(ctx context.Context, actor inspection.Actor, f store.EntryFilter, cursor string, limit int) ([]RegisterEntry, string, error) {
	found, next, err := r.store.EntriesFor(ctx, actor.BureauID, seenBy(actor, f), cursor, limit)
	if err != nil {
		return nil, "", err
	}
	all, err := r.counted(ctx, actor, found)
	return all, next, err
}

// CountRegister counts what a filter leaves of it.
func (r *Room) CountRegister(ctx context.Context, actor inspection.Actor, f store.EntryFilter) (int, error) {
	return r.store.CountEntries(ctx, actor.BureauID, seenBy(actor, f))
}

func seenBy(actor inspection.Actor, f store.EntryFilter) store.EntryFilter {
	if actor.Role == inspection.RoleTown {
		f.Towns = []string{actor.Town}
	}
	return f
}

// counted adds this year's visits and the cap.
func (r *Room) counted(ctx context.Context, actor inspection.Actor, entries []planning.Enterprise) ([]RegisterEntry, error) {
	ids := make([]string, len(entries))
	for i, e := range entries {
		ids[i] = e.ID
	}
	visits, err := r.store.VisitsOf(ctx, actor.BureauID, ids, r.store.Now().In(inspection.Zone).Year())
	if err != nil {
		return nil, err
	}
	bureau, err := r.store.Bureau(ctx, actor.BureauID)
	if err != nil {
		return nil, err
	}
	out := make([]RegisterEntry, len(entries))
	for i, e := range entries {
		out[i] = RegisterEntry{Enterprise: entryFor(actor, e), Visits: visits[e.ID], Cap: e.Cap(bureau.VisitCap)}
	}
	return out, nil
}

// OfficeAct is one office act as it is shown.
type OfficeAct struct {
	ID      string    `json:"id"`
	Seq     int64     `json:"seq"`
	No      int       `json:"no"`
	Kind    string    `json:"kind"`
	By      string    `json:"by"`
	Role    string    `json:"role"`
	DoneAt  time.Time `json:"doneAt"`
	TakenAt time.Time `json:"takenAt"`
	Hash    string    `json:"hash"`
	Body    any       `json:"body"`
}

// HistoryOf lists what was done to one subject of the office.
func (r *Room) HistoryOf(ctx context.Context, actor inspection.Actor, subjectID string, after, limit int) ([]OfficeAct, error) {
	entries, err := r.store.OfficeActsOf(ctx, actor.BureauID, subjectID, after, limit)
	if err != nil {
		return nil, err
	}
	out := make([]OfficeAct, len(entries))
	for i, e := range entries {
		out[i] = OfficeAct{ID: e.ActID, Seq: e.Seq, No: e.CaseNo, Kind: string(e.Kind), By: e.ActorName, Role: string(e.Role), DoneAt: e.DoneAt, TakenAt: e.TakenAt, Hash: e.Hash, Body: e.Body}
	}
	return out, nil
}
