package outbound

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"

	"anjian/internal/store"
)

const (
	feedLimit = 100
	tooOld    = 72 * time.Hour // what happened before is told to nobody, when a server comes back or begins
)

// feedHappenings tells what happened since the last time: notices to people, events to webhooks.
func (r *Room) feedHappenings(ctx context.Context) error {
	bureaus, err := r.store.Bureaus(ctx)
	if err != nil {
		return err
	}
	for _, b := range bureaus {
		for {
			more, err := r.feedBureau(ctx, b.ID)
			if err != nil {
				return err
			}
			if !more {
				break
			}
		}
	}
	return nil
}

// feedBureau tells one batch. The mark moves in the transaction that writes what is told, so a batch is told once by
// whichever server.
func (r *Room) feedBureau(ctx context.Context, bureauID string) (more bool, err error) {
	mark, begun, err := r.store.FeedMark(ctx, bureauID, r.store.Now().Add(-tooOld))
	if err != nil {
		return false, err
	}
	acts, upTo, err := r.store.Feed(ctx, bureauID, mark, happeningKinds, feedLimit)
	if err != nil || upTo == mark && begun {
		return false, err
	}
	hooks, err := r.store.WebhooksOf(ctx, bureauID)
	if err != nil {
		return false, err
	}
	t := told{}
	for _, a := range acts {
		if r.store.Now().Sub(a.TakenAt) > tooOld {
			continue
		}
		if err := r.tell(ctx, bureauID, a, &t); err != nil {
			return false, err
		}
		for _, h := range hooks {
			if h.Wants(string(a.Kind)) {
				t.deliveries = append(t.deliveries, eventDelivery(h, a))
			}
		}
	}
	err = r.store.Housekeep(ctx, func(tx *store.Tx) error {
		if err := tx.MoveFeed(ctx, bureauID, begun, mark, upTo); err != nil {
			return err
		}
		return t.write(ctx, tx)
	})
	if errors.Is(err, store.Moved) || errors.Is(err, store.Exists) {
		return true, nil // another server has told it
	}
	return len(acts) == feedLimit, err
}

// told is what is to be written for things that happened.
type told struct {
	notices    []store.Notice
	deliveries []store.Delivery
}

// write writes it; what is there already stays as it is.
func (t *told) write(ctx context.Context, tx *store.Tx) error {
	for i, n := range t.notices {
		n.MadeAt = tx.Now().Add(time.Duration(i) * time.Millisecond) // told together, listed in the order in which it happened
		if _, err := tx.Notice(ctx, n.BureauID, n.ID); err == nil {
			continue
		}
		if err := tx.InsertNotice(ctx, n); err != nil {
			return err
		}
	}
	for _, d := range t.deliveries {
		if _, err := tx.Delivery(ctx, d.BureauID, d.ID); err == nil {
			continue
		}
		if err := tx.InsertDelivery(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// tell finds who is told of an act.
func (r *Room) tell(ctx context.Context, bureauID string, a store.Happened, t *told) error {
	for _, h := range []happening{happenings[a.Kind], alsoTold[a.Kind]} {
		if h.notice == "" {
			continue
		}
		v, err := r.store.Check(ctx, bureauID, a.CheckID)
		if err != nil {
			return err
		}
		who := hearers{ctx: ctx, from: r.store.Reader, check: &v.Record}
		if err := h.to(&who); err != nil {
			return err
		}
		slices.Sort(who.people)
		for _, p := range slices.Compact(who.people) {
			if p == a.ActorID || p == "" {
				continue // nobody is told what they have just done
			}
			if err := r.notify(ctx, bureauID, p, h.notice, a.CheckID, a.ActID, t); err != nil {
				return err
			}
		}
	}
	return nil
}

// notify makes one notice, and a delivery for each way the person has chosen. about makes it one: the same thing is told
// to the same person once.
func (r *Room) notify(ctx context.Context, bureauID, personID, kind, checkID, about string, t *told) error {
	template, ok := r.s.Notices.Kinds[kind]
	if !ok {
		return nil
	}
	choices, err := r.choicesOf(ctx, bureauID, personID)
	if err != nil {
		return err
	}
	n := store.Notice{ID: derived(about, kind, personID), BureauID: bureauID, PersonID: personID, Kind: kind, CheckID: checkID}
	t.notices = append(t.notices, n)
	if slices.Contains(choices.Off, kind) {
		return nil // in the list of the app, and nowhere else
	}
	at := r.store.Now()
	if !template.Urgent {
		at = choices.quiet(r.s.Notices.Quiet).after(at)
	}
	for _, code := range choices.Channels {
		if r.channel(bureauID, code) != nil {
			t.deliveries = append(t.deliveries, store.Delivery{ID: derived(n.ID, code), BureauID: bureauID, Kind: kindNotice, Subject: n.ID, Target: code, NextAt: at})
		}
	}
	return nil
}

// ours is the name space of derived ids.
var ours = uuid.MustParse("6d1f6a3e-52b5-4f0a-9c1e-0c5b6c3e7a10")

// derived is an id that is the same whenever it is made of the same parts.
func derived(parts ...string) string {
	text := ""
	for _, p := range parts {
		text += p + "\n"
	}
	return uuid.NewSHA1(ours, []byte(text)).String()
}
