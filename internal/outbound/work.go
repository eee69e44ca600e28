package outbound

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/google/uuid"

	"anjian/internal/store"
)

const (
	idle       = 5 * time.Second // between two looks when nobody nudges
	batch      = 32              // taken in one go
	hands      = 4               // carried at the same moment
	carryShare = 0.8             // of a lease, for carrying; the rest is for writing down what came of it
)

// Work feeds and empties the outbox until ctx ends. Every server runs one.
func (r *Room) Work(ctx context.Context) {
	for ctx.Err() == nil {
		carried, err := r.Round(ctx)
		if err != nil && ctx.Err() == nil {
			slog.Warn("the outbox could not be worked on; it is tried again", "cause", err)
		}
		if carried > 0 && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-r.nudged:
		case <-time.After(idle):
		}
	}
}

// Round puts into the outbox what belongs there, then carries one batch of each kind that is due. It reports how many
// deliveries it carried, to whatever end.
func (r *Room) Round(ctx context.Context) (carried int, err error) {
	if err := r.feed(ctx); err != nil {
		return 0, err
	}
	for kind, c := range r.carriers {
		n, err := r.carry(ctx, kind, c)
		carried += n
		if err != nil {
			return carried, err
		}
	}
	return carried, nil
}

// feed puts into the outbox whatever is due to leave and is not in it yet.
func (r *Room) feed(ctx context.Context) error {
	return errors.Join(r.feedReports(ctx), r.feedHappenings(ctx), r.feedAvoidances(ctx), r.feedDue(ctx))
}

func (r *Room) carry(ctx context.Context, kind string, c carrier) (carried int, err error) {
	due, err := r.store.DueDeliveries(ctx, kind, r.store.Now(), batch)
	if err != nil || len(due) == 0 {
		return 0, err
	}
	// Several servers look at the same rows: in another order each, they seldom reach for the same one.
	rand.Shuffle(len(due), func(i, j int) { due[i], due[j] = due[j], due[i] })
	var wg sync.WaitGroup
	var mu sync.Mutex
	var failed []error
	free := make(chan struct{}, hands)
	for _, d := range due {
		if ctx.Err() != nil {
			break
		}
		free <- struct{}{}
		wg.Go(func() {
			defer func() { <-free }()
			took, err := r.one(ctx, c, d)
			mu.Lock()
			defer mu.Unlock()
			if took {
				carried++
			}
			if err != nil {
				failed = append(failed, err)
			}
		})
	}
	wg.Wait()
	return carried, errors.Join(failed...)
}

// one takes a delivery, carries it, and writes down what came of it together with its effect.
func (r *Room) one(ctx context.Context, c carrier, d store.Delivery) (took bool, err error) {
	lease := uuid.Must(uuid.NewV7()).String()
	err = r.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.TakeDelivery(ctx, d, lease, tx.Now().Add(r.s.Lease)) })
	if errors.Is(err, store.Moved) {
		return false, nil // another sender was quicker
	}
	if err != nil {
		return false, err
	}
	d.Lease, d.Attempts = lease, d.Attempts+1
	trying, cancel := context.WithTimeout(ctx, time.Duration(carryShare*float64(r.s.Lease)))
	came := c.carry(trying, d)
	cancel()
	if ctx.Err() != nil {
		return true, ctx.Err() // cut off in the middle: whoever takes it next finds out what came of it
	}
	err = r.store.Housekeep(ctx, func(tx *store.Tx) error {
		var tick error
		switch {
		case came.never != "":
			tick = tx.BuryDelivery(ctx, d.ID, lease, came.never)
		case came.later != nil && d.Kind != kindReport && d.Attempts >= mostTries:
			tick = tx.BuryDelivery(ctx, d.ID, lease, came.later.Error())
		case came.later != nil:
			tick = tx.DelayDelivery(ctx, d.ID, lease, came.later.Error(), tx.Now().Add(max(came.rest, r.s.Backoff.after(d.Attempts))))
		default:
			tick = tx.FinishDelivery(ctx, d.ID, lease)
		}
		if tick != nil || came.effect == nil {
			return tick
		}
		return came.effect(ctx, tx)
	})
	if errors.Is(err, store.Moved) {
		return true, nil // the lease was over: the next sender asks what the other side has
	}
	return true, err
}

// after is how long to wait after the n-th try; a fifth more or less, so that what failed together does not come back
// together.
func (b Backoff) after(n int) time.Duration {
	wait := min(b.First<<min(n-1, 20), b.Most)
	return wait - wait/5 + rand.N(2*wait/5+1)
}
