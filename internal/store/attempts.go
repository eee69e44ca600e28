package store

import (
	"context"
	"errors"
	"time"
)

// InsertAttempt writes down a failed try to sign in (every try counts as failed until it is cleared).
func (t *Tx) InsertAttempt(_ context.Context, id, username, address string, at time.Time) error {
	return t.must("write down a try", `INSERT INTO sign_in_attempts (id, username, address, tried_at) VALUES (?, ?, ?, ?)`, id, username, cut(address, 64), ms(at))
}

// Attempts counts the failed tries since a moment, by user name and by address, with the last of each.
type Attempts struct {
	ByName        int
	LastByName    time.Time
	ByAddress     int
	LastByAddress time.Time
}

// AttemptsSince counts failed tries.
func (r Reader) AttemptsSince(ctx context.Context, username, address string, since time.Time) (Attempts, error) {
	var a Attempts
	for _, side := range []struct {
		column, value string
		n             *int
		last          *time.Time
	}{{"username", username, &a.ByName, &a.LastByName}, {"address", cut(address, 64), &a.ByAddress, &a.LastByAddress}} {
		n, err := row[int](r, ctx, "count tries", `SELECT COUNT(*) FROM sign_in_attempts WHERE `+side.column+` = ? AND tried_at >= ?`, side.value, ms(since))
		if err != nil {
			return a, err
		}
		if *side.n = n; n == 0 {
			continue
		}
		last, err := row[struct{ TriedAt time.Time }](r, ctx, "find the last try", `SELECT tried_at FROM sign_in_attempts WHERE `+side.column+` = ? AND tried_at >= ? ORDER BY tried_at DESC LIMIT 1`, side.value, ms(since))
		if err != nil && !errors.Is(err, NotFound) {
			return a, err
		}
		*side.last = last.TriedAt.UTC()
	}
	return a, nil
}

// ClearAttempts forgets the failed tries of a user name: they have signed in.
func (t *Tx) ClearAttempts(_ context.Context, username string) error {
	_, err := t.exec("clear tries", `DELETE FROM sign_in_attempts WHERE username = ?`, username)
	return err
}

// ForgetAttempts drops tries older than the given time.
func (t *Tx) ForgetAttempts(_ context.Context, before time.Time) error {
	_, err := t.exec("forget tries", `DELETE FROM sign_in_attempts WHERE tried_at < ?`, ms(before))
	return err
}

// SigningKey is a key pair that signs access tokens. Private is the caller's own text form.
type SigningKey struct {
	ID         string
	PrivateKey string
	MadeAt     time.Time
	EndsAt     time.Time
}

// SigningKeys lists the keys that still verify, newest first.
func (r Reader) SigningKeys(ctx context.Context, now time.Time) ([]SigningKey, error) {
	return rows[SigningKey](r, ctx, "list signing keys", `SELECT id, private_key, made_at, ends_at FROM signing_keys WHERE ends_at > ? ORDER BY made_at DESC, id`, ms(now))
}

// InsertSigningKey adds a key and drops those that ended.
func (t *Tx) InsertSigningKey(_ context.Context, k SigningKey) error {
	if _, err := t.exec("drop ended signing keys", `DELETE FROM signing_keys WHERE ends_at <= ?`, t.now); err != nil {
		return err
	}
	return t.must("insert a signing key", `INSERT INTO signing_keys (id, private_key, made_at, ends_at) VALUES (?, ?, ?, ?)`, k.ID, k.PrivateKey, ms(k.MadeAt), ms(k.EndsAt))
}
