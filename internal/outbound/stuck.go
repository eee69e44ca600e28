package outbound

import (
	"context"
	"errors"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/store"
)

// stuckFrom is how many tries without success make a delivery worth a look.
const stuckFrom = 5

// Stuck is a delivery that a person should look at. It names no content and no address.
type Stuck struct {
	ID        string    `json:"id"`
	Kind      string    `json:"kind" enum:"report,notice,webhook"`
	Target    string    `json:"target" doc:"city, the code of a channel, or the id of a webhook."`
	State     string    `json:"state" enum:"waiting,dead"`
	Attempts  int       `json:"attempts"`
	LastError string    `json:"lastError"`
	CreatedAt time.Time `json:"createdAt"`
	NextTryAt time.Time `json:"nextTryAt"`
}

// Stuck lists the deliveries of the bureau that were given up or tried often without success, the oldest first.
func (r *Room) Stuck(ctx context.Context, actor inspection.Actor) ([]Stuck, error) {
	got, err := r.store.StuckDeliveries(ctx, actor.BureauID, stuckFrom, 200)
	list := make([]Stuck, len(got))
	for i, d := range got {
		list[i] = Stuck{d.ID, d.Kind, d.Target, string(d.State), d.Attempts, d.LastError, d.CreatedAt.UTC(), d.NextAt.UTC()}
	}
	return list, err
}

// Redeliver has a delivery tried at once: one that is stuck, or an event that a webhook wants once more, under the same
// id. A report is retried where it stands (RetryReport). Refuses with NotFound, DeliveryGone.
func (r *Room) Redeliver(ctx context.Context, actor inspection.Actor, id string) error {
	d, err := r.store.Delivery(ctx, actor.BureauID, id)
	if err != nil {
		return err
	}
	err = r.store.Housekeep(ctx, func(tx *store.Tx) error {
		if d.Kind == kindReport {
			if err := tx.RetryReport(ctx, actor.BureauID, d.Subject); err != nil {
				return err
			}
		}
		if d.Kind == kindWebhook && d.State == store.DeliveryDone {
			return tx.RepeatDelivery(ctx, actor.BureauID, id)
		}
		return tx.ReviveDelivery(ctx, actor.BureauID, id)
	})
	if errors.Is(err, store.Moved) {
		return DeliveryGone
	}
	r.Nudge(ctx, actor.BureauID, "")
	return err
}

// Figures counts what is in the outbox and not done.
func (r *Room) Figures(ctx context.Context) ([]Figure, error) {
	got, err := r.store.OutboxFigures(ctx)
	list := make([]Figure, len(got))
	for i, f := range got {
		list[i] = Figure{f.Kind, string(f.State), f.Count, f.Oldest}
	}
	return list, err
}

// Figure counts the deliveries of a kind in a state, and tells since when the oldest is there.
type Figure struct {
	Kind, State string
	Count       int
	Oldest      time.Time
}

// Forget drops what was told long ago: notices after a year, finished deliveries of notices and events after thirty days.
// Reports are kept.
func (r *Room) Forget(ctx context.Context) error {
	return r.store.Housekeep(ctx, func(tx *store.Tx) error {
		month, year := tx.Now().AddDate(0, 0, -30), tx.Now().AddDate(-1, 0, 0)
		return errors.Join(tx.ForgetDeliveries(ctx, kindNotice, month), tx.ForgetDeliveries(ctx, kindWebhook, month), tx.ForgetNotices(ctx, year))
	})
}
