package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"anjian/internal/inspection"
)

// The feed of the ledger: whoever tells others what happened reads a bureau's acts in order and moves a mark on in the
// transaction that writes what follows of them. So each act is told once, by whichever server, and none is passed over.

// Happened is an act as the feed tells it.
type Happened struct {
	ActID   string
	CheckID string
	Seq     int64
	Kind    inspection.Kind
	ActorID string
	TakenAt time.Time
}

// FeedMark is up to which act a bureau's ledger has been told. A bureau never told of begins where what was last touched
// before the given time ends: nobody wants to hear of last year.
func (r Reader) FeedMark(ctx context.Context, bureauID string, before time.Time) (seq int64, begun bool, err error) {
	seq, err = row[int64](r, ctx, "look up the mark of the feed", `SELECT seq FROM outbound_feeds WHERE bureau_id = ?`, bureauID)
	if err == nil || !errors.Is(err, NotFound) {
		return seq, err == nil, err
	}
	seq, err = row[int64](r, ctx, "look where the feed begins", `SELECT COALESCE(MAX(last_seq), 0) FROM checks WHERE bureau_id = ? AND updated_at < ?`, bureauID, ms(before))
	return seq, false, err
}

// Feed gives the acts of some kinds after a mark, in order, at most limit, and up to where it has looked. An act is in it
// as soon as it is committed, and never behind one that was given before.
func (r Reader) Feed(ctx context.Context, bureauID string, after int64, kinds []string, limit int) (acts []Happened, upTo int64, err error) {
	// Every act up to the counter is committed: the counter's row is held until the act's transaction ends.
	upTo, err = row[int64](r, ctx, "read the bureau's counter", `SELECT seq FROM bureau_counters WHERE bureau_id = ?`, bureauID)
	if err != nil || upTo <= after || len(kinds) == 0 {
		return nil, max(upTo, after), err
	}
	args := []any{bureauID, after, after, upTo}
	for _, k := range kinds {
		args = append(args, k)
	}
	got, err := rows[struct {
		ID, CheckID, Kind, Deed string
		Seq                     int64
	}](r, ctx, "read the feed", `SELECT a.id, a.check_id, a.kind, a.deed, a.seq FROM checks c JOIN acts a ON a.check_id = c.id
		WHERE c.bureau_id = ? AND c.last_seq > ? AND a.seq > ? AND a.seq <= ? AND a.kind IN (`+marks(len(kinds))+`) ORDER BY a.seq LIMIT ?`, append(args, limit)...)
	if err != nil {
		return nil, after, err
	}
	for _, g := range got {
		var d struct {
			ActorID string    `json:"actorId"`
			TakenAt time.Time `json:"takenAt"`
		}
		if err := json.Unmarshal([]byte(g.Deed), &d); err != nil {
			return nil, after, fmt.Errorf("store: read act %s: %w", g.ID, err)
		}
		acts = append(acts, Happened{g.ID, g.CheckID, g.Seq, inspection.Kind(g.Kind), d.ActorID, d.TakenAt})
	}
	if len(got) == limit {
		upTo = got[limit-1].Seq
	}
	return acts, upTo, nil
}

// MoveFeed moves a bureau's mark on. Refuses with Moved (or Exists, the first time) when another server has moved it.
func (t *Tx) MoveFeed(_ context.Context, bureauID string, begun bool, from, to int64) error {
	if !begun {
		return t.must("begin the feed", `INSERT INTO outbound_feeds (bureau_id, seq) VALUES (?, ?)`, bureauID, to)
	}
	return t.must("move the feed on", `UPDATE outbound_feeds SET seq = ? WHERE bureau_id = ? AND seq = ?`, to, bureauID, from)
}
