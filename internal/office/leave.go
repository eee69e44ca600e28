package office

import (
	"context"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/planning"
	"anjian/internal/store"
)

// Leave is when an officer is away; the board and the draw leave them out on these days.
type Leave = store.Leave

// LeaveWrong refuses leave that is no span of days.
var LeaveWrong = fault.New(fault.Invalid, "leave.wrong", "Leave has a first and a last day, in this order.")

// EnterLeave notes when an officer is away. Who may: section head (of their own people), administrator.
func (r *Room) EnterLeave(ctx context.Context, actor inspection.Actor, deed Deed, l Leave) error {
	if !planning.RealDay(l.FirstDay) || !planning.RealDay(l.LastDay) || l.LastDay < l.FirstDay {
		return LeaveWrong
	}
	l.MadeBy = actor.Name
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("enter_leave", ledger.OnPerson, l.PersonID, l), func(tx *store.Tx, _ int64) error {
		if err := ofSection(ctx, tx, actor, l.PersonID); err != nil {
			return err
		}
		return tx.InsertLeave(ctx, actor.BureauID, l)
	})
	return err
}

// ofSection holds a section head to the people of their section.
func ofSection(ctx context.Context, tx *store.Tx, actor inspection.Actor, personID string) error {
	p, err := tx.Person(ctx, actor.BureauID, personID)
	if err != nil {
		return err
	}
	if actor.Role == inspection.RoleSectionHead && p.SectionID != actor.SectionID {
		return notThere
	}
	return nil
}

// TakeBackLeave takes leave back. Who may: as for entering it; somebody else's people are not there.
func (r *Room) TakeBackLeave(ctx context.Context, actor inspection.Actor, deed Deed, id string) error {
	_, _, err := r.ledger.Perform(ctx, actor, deed.of("take_back_leave", ledger.OnPerson, id, map[string]any{}), func(tx *store.Tx, _ int64) error {
		l, err := tx.Leave(ctx, actor.BureauID, id)
		if err != nil {
			return err
		}
		if err := ofSection(ctx, tx, actor, l.PersonID); err != nil {
			return err
		}
		return tx.DropLeave(ctx, actor.BureauID, id)
	})
	return err
}

// Away lists the leave that ends today or later.
func (r *Room) Away(ctx context.Context, actor inspection.Actor) ([]Leave, error) {
	return r.store.LeaveFrom(ctx, actor.BureauID, planning.DayOf(r.store.Now()).String(), 2000)
}
