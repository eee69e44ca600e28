package store

import (
	"context"
	"time"
)

// The outbox: what leaves by itself waits here until the other side has it. A delivery is taken by one sender at a time:
// taking puts its own lease on the row and moves the row's next moment past the lease, so that a sender that dies is
// followed by another when the lease is over. Every further step needs the lease that is on the row. No lock of the
// database, so it holds on a cluster and with any number of servers.

// DeliveryState is where a delivery stands.
type DeliveryState string

// The states of a delivery.
const (
	DeliveryWaiting DeliveryState = "waiting" // for its next moment, or in a sender's hands
	DeliveryDone    DeliveryState = "done"
	DeliveryDead    DeliveryState = "dead" // the other side said no, or nobody answered for too long: a person must decide
)

// Delivery is one thing that leaves once. ID is derived from what it is about, so that asking twice makes one.
type Delivery struct {
	ID        string
	BureauID  string
	Kind      string // report, notice, webhook
	Subject   string // what it is about
	Target    string // where it goes; its meaning is the kind's
	Payload   string
	State     DeliveryState
	Attempts  int
	NextAt    time.Time
	Lease     string
	LastError string
	CreatedAt time.Time
	DoneAt    *time.Time
}

const deliveryColumns = `id, bureau_id, kind, subject, target, payload, state, attempts, next_at, lease, last_error, created_at, done_at`

// InsertDelivery puts a delivery into the outbox, due at NextAt or, when that is zero, now. Refuses with Exists when it is
// there already.
func (t *Tx) InsertDelivery(_ context.Context, d Delivery) error {
	next := ms(d.NextAt)
	if d.NextAt.IsZero() {
		next = t.now
	}
	return t.must("put into the outbox", `INSERT INTO outbox (id, bureau_id, kind, subject, target, payload, state, attempts, next_at, lease, last_error, created_at) VALUES (`+marks(12)+`)`,
		d.ID, d.BureauID, d.Kind, d.Subject, d.Target, d.Payload, string(DeliveryWaiting), 0, next, "", "", t.now)
}

// DueDeliveries lists deliveries of a kind whose moment has come, the longest waiting first.
func (r Reader) DueDeliveries(ctx context.Context, kind string, now time.Time, limit int) ([]Delivery, error) {
	return rows[Delivery](r, ctx, "list due deliveries", `SELECT `+deliveryColumns+` FROM outbox WHERE state = ? AND kind = ? AND next_at <= ? ORDER BY next_at, id LIMIT ?`,
		string(DeliveryWaiting), kind, ms(now), limit)
}

// TakeDelivery takes a delivery as it was seen into a sender's hands until the lease is over. Refuses with Moved when
// another was quicker.
func (t *Tx) TakeDelivery(_ context.Context, seen Delivery, lease string, until time.Time) error {
	return t.must("take a delivery", `UPDATE outbox SET lease = ?, next_at = ?, attempts = attempts + 1 WHERE id = ? AND state = ? AND lease = ? AND attempts = ? AND next_at <= ?`,
		lease, ms(until), seen.ID, string(DeliveryWaiting), seen.Lease, seen.Attempts, t.now)
}

// FinishDelivery notes that the other side has it. Refuses with Moved when the lease is not this one any more.
func (t *Tx) FinishDelivery(_ context.Context, id, lease string) error {
	return t.must("finish a delivery", `UPDATE outbox SET state = ?, done_at = ?, lease = '', last_error = '' WHERE id = ? AND state = ? AND lease = ?`,
		string(DeliveryDone), t.now, id, string(DeliveryWaiting), lease)
}

// DelayDelivery puts a delivery back until its next moment, with what went wrong.
func (t *Tx) DelayDelivery(_ context.Context, id, lease, why string, next time.Time) error {
	return t.must("delay a delivery", `UPDATE outbox SET next_at = ?, lease = '', last_error = ? WHERE id = ? AND state = ? AND lease = ?`,
		ms(next), cut(why, 300), id, string(DeliveryWaiting), lease)
}

// BuryDelivery gives a delivery up until a person decides.
func (t *Tx) BuryDelivery(_ context.Context, id, lease, why string) error {
	return t.must("give a delivery up", `UPDATE outbox SET state = ?, lease = '', last_error = ? WHERE id = ? AND state = ? AND lease = ?`,
		string(DeliveryDead), cut(why, 300), id, string(DeliveryWaiting), lease)
}

// WithdrawDelivery takes a delivery out of the outbox because somebody has done by hand what it was for. Refuses with Moved
// while a sender holds it: nobody knows then whether the other side has it.
func (t *Tx) WithdrawDelivery(_ context.Context, bureauID, id string) error {
	return t.must("withdraw a delivery", `UPDATE outbox SET state = ?, done_at = ?, lease = '', next_at = ? WHERE id = ? AND bureau_id = ? AND (state <> ? OR lease = '' OR next_at <= ?)`,
		string(DeliveryDone), t.now, t.now, id, bureauID, string(DeliveryWaiting), t.now)
}

// ReviveDelivery has a delivery that waits or was given up tried at once. Refuses with Moved when it is done, or in a
// sender's hands.
func (t *Tx) ReviveDelivery(_ context.Context, bureauID, id string) error {
	return t.must("revive a delivery", `UPDATE outbox SET state = ?, next_at = ?, lease = '' WHERE id = ? AND bureau_id = ? AND (state = ? OR (state = ? AND (lease = '' OR next_at <= ?)))`,
		string(DeliveryWaiting), t.now, id, bureauID, string(DeliveryDead), string(DeliveryWaiting), t.now)
}

// RepeatDelivery has a delivery that is done carried once more. Refuses with Moved when it is not done.
func (t *Tx) RepeatDelivery(_ context.Context, bureauID, id string) error {
	return t.must("repeat a delivery", `UPDATE outbox SET state = ?, next_at = ?, lease = '', done_at = NULL WHERE id = ? AND bureau_id = ? AND state = ?`,
		string(DeliveryWaiting), t.now, id, bureauID, string(DeliveryDone))
}

// ForgetDeliveries drops deliveries of a kind that were done before the given time.
func (t *Tx) ForgetDeliveries(_ context.Context, kind string, before time.Time) error {
	_, err := t.exec("forget deliveries", `DELETE FROM outbox WHERE kind = ? AND state = ? AND done_at < ?`, kind, string(DeliveryDone), ms(before))
	return err
}

// Delivery gives one of the bureau.
func (r Reader) Delivery(ctx context.Context, bureauID, id string) (Delivery, error) {
	return row[Delivery](r, ctx, "load a delivery", `SELECT `+deliveryColumns+` FROM outbox WHERE id = ? AND bureau_id = ?`, id, bureauID)
}

// AllDeliveries lists the bureau's newest deliveries, done or not.
func (r Reader) AllDeliveries(ctx context.Context, bureauID string, limit int) ([]Delivery, error) {
	return rows[Delivery](r, ctx, "list deliveries", `SELECT `+deliveryColumns+` FROM outbox WHERE bureau_id = ? ORDER BY created_at DESC, id DESC LIMIT ?`, bureauID, limit)
}

// StuckDeliveries lists what a person should look at: given up, or tried at least so often without success; the oldest
// first.
func (r Reader) StuckDeliveries(ctx context.Context, bureauID string, attempts, limit int) ([]Delivery, error) {
	return rows[Delivery](r, ctx, "list stuck deliveries", `SELECT `+deliveryColumns+` FROM outbox WHERE bureau_id = ? AND (state = ? OR (state = ? AND attempts >= ?)) ORDER BY created_at, id LIMIT ?`,
		bureauID, string(DeliveryDead), string(DeliveryWaiting), attempts, limit)
}

// OutboxFigure counts the deliveries of a kind in a state, and tells since when the oldest is there.
type OutboxFigure struct {
	Kind   string
	State  DeliveryState
	Count  int
	Oldest time.Time
}

// OutboxFigures counts what is not done, over all bureaus: for whoever watches the server.
func (r Reader) OutboxFigures(ctx context.Context) ([]OutboxFigure, error) {
	got, err := rows[struct {
		Kind, State string
		N           int
	}](r, ctx, "count the outbox", `SELECT kind, state, COUNT(*) AS n FROM outbox WHERE state <> ? GROUP BY kind, state ORDER BY kind, state`, string(DeliveryDone))
	if err != nil {
		return nil, err
	}
	out := make([]OutboxFigure, len(got))
	for i, g := range got {
		oldest, err := row[Delivery](r, ctx, "look for the oldest delivery", `SELECT `+deliveryColumns+` FROM outbox WHERE kind = ? AND state = ? ORDER BY created_at LIMIT 1`, g.Kind, g.State)
		if err != nil {
			return nil, err
		}
		out[i] = OutboxFigure{g.Kind, DeliveryState(g.State), g.N, oldest.CreatedAt.UTC()}
	}
	return out, nil
}
