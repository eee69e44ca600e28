package outbound

import (
	"context"
	"errors"

	"anjian/internal/inspection"
	"anjian/internal/store"
)

// feedAvoidances tells that somebody asked an officer to keep away from an enterprise: the leaders, who decide it, and the
// head of the officer's section, who may have to send another. Each request is told once, by whichever server.
func (r *Room) feedAvoidances(ctx context.Context) error {
	bureaus, err := r.store.Bureaus(ctx)
	if err != nil {
		return err
	}
	for _, b := range bureaus {
		asked, err := r.store.AvoidancesAsked(ctx, b.ID, r.store.Now().Add(-tooOld))
		if err != nil {
			return err
		}
		for _, a := range asked {
			if err := r.tellAvoidance(ctx, b.ID, a); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *Room) tellAvoidance(ctx context.Context, bureauID string, asked store.Conflict) error {
	const kind = "avoidance_to_decide"
	hearing, _, err := r.store.PeopleFor(ctx, bureauID, inspection.RoleLeader, "", "", 50)
	if err != nil {
		return err
	}
	officer, err := r.store.Person(ctx, bureauID, asked.PersonID)
	if err != nil {
		return err
	}
	if officer.SectionID != "" {
		heads, _, err := r.store.PeopleFor(ctx, bureauID, inspection.RoleSectionHead, officer.SectionID, "", 50)
		if err != nil {
			return err
		}
		hearing = append(hearing, heads...)
	}
	t := told{}
	for _, p := range hearing {
		_, err := r.store.Notice(ctx, bureauID, derived(asked.ID, kind, p.ID))
		if err == nil || p.ID == asked.PersonID {
			continue // told already; who is to keep away hears of it from those who decide
		}
		if !errors.Is(err, store.NotFound) {
			return err
		}
		if err := r.notify(ctx, bureauID, p.ID, kind, "", asked.ID, &t); err != nil {
			return err
		}
	}
	if len(t.notices) == 0 {
		return nil
	}
	err = r.store.Housekeep(ctx, func(tx *store.Tx) error { return t.write(ctx, tx) })
	if errors.Is(err, store.Exists) {
		return nil // another server has told it meanwhile; the next round looks at what remains
	}
	return err
}
