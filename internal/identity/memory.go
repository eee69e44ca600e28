package identity

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/store"
)

// memory is what the door keeps in the store: each write is one small piece of housekeeping.
type memory struct{ store *store.Store }

// account is a person as the door knows them.
type account struct {
	Actor        inspection.Actor
	PasswordHash string
	Disabled     bool
}

// session is one line of tokens of one person.
type session struct {
	ID, PersonID, BureauID          string
	Hash, Previous                  string // of the present refresh token and the one before
	CreatedAt, RotatedAt, ExpiresAt time.Time
	Ended                           bool
}

// failures are the failed tries of a user name and of an address; asked tells them from no answer at all.
type failures struct {
	asked                     bool
	byName, byAddress         int
	lastByName, lastByAddress time.Time
}

func accountOf(p store.Person) account {
	return account{Actor: p.Actor(), PasswordHash: p.PasswordHash, Disabled: !p.Active}
}

func (m memory) account(ctx context.Context, username string) (account, error) {
	p, err := m.store.PersonNamed(ctx, username)
	if err != nil {
		return account{}, err
	}
	return accountOf(p), nil
}

func (m memory) accountByID(ctx context.Context, bureauID, id string) (account, error) {
	p, err := m.store.Person(ctx, bureauID, id)
	if err != nil {
		return account{}, err
	}
	return accountOf(p), nil
}

func (m memory) session(ctx context.Context, id string) (session, error) {
	s, err := m.store.Session(ctx, id)
	if err != nil {
		return session{}, err
	}
	return session{ID: s.ID, PersonID: s.PersonID, BureauID: s.BureauID, Hash: s.TokenHash, Previous: s.PreviousHash,
		CreatedAt: s.CreatedAt, RotatedAt: s.RotatedAt, ExpiresAt: s.ExpiresAt, Ended: s.RevokedAt != nil}, nil
}

func (m memory) insertSession(ctx context.Context, s session) error {
	return m.store.Housekeep(ctx, func(tx *store.Tx) error {
		return tx.InsertSession(ctx, store.Session{ID: s.ID, BureauID: s.BureauID, PersonID: s.PersonID, TokenHash: s.Hash,
			PreviousHash: s.Previous, CreatedAt: s.CreatedAt, RotatedAt: s.RotatedAt, ExpiresAt: s.ExpiresAt})
	})
}

// rotateSession exchanges the token; errMoved when somebody else did in the same moment.
func (m memory) rotateSession(ctx context.Context, s session, to string, at, expires time.Time) error {
	err := m.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.RotateSession(ctx, s.ID, s.Hash, to, at, expires) })
	if errors.Is(err, store.Moved) {
		return errMoved
	}
	return err
}

func (m memory) endSession(ctx context.Context, id, why string, at time.Time) error {
	return m.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.RevokeSession(ctx, id, why, at) })
}

func (m memory) insertFailure(ctx context.Context, id, username, address string, at time.Time) error {
	return m.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.InsertAttempt(ctx, id, username, address, at) })
}

func (m memory) failures(ctx context.Context, username, address string, since time.Time) (failures, error) {
	a, err := m.store.AttemptsSince(ctx, username, address, since)
	return failures{byName: a.ByName, byAddress: a.ByAddress, lastByName: a.LastByName, lastByAddress: a.LastByAddress}, err
}

// forgive forgets the failed tries of a user name: the person has signed in.
func (m memory) forgive(ctx context.Context, username string) error {
	return m.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.ClearAttempts(ctx, username) })
}

func (m memory) keys(ctx context.Context, now time.Time) ([]key, error) {
	stored, err := m.store.SigningKeys(ctx, now)
	if err != nil {
		return nil, err
	}
	keys := make([]key, 0, len(stored))
	for _, k := range stored {
		seed, err := hex.DecodeString(k.PrivateKey)
		if err != nil || len(seed) != ed25519.SeedSize {
			return nil, fmt.Errorf("identity: signing key %s cannot be read", k.ID)
		}
		keys = append(keys, key{ID: k.ID, Private: ed25519.NewKeyFromSeed(seed), MadeAt: k.MadeAt, EndsAt: k.EndsAt})
	}
	return keys, nil
}

func (m memory) insertKey(ctx context.Context, k key) error {
	return m.store.Housekeep(ctx, func(tx *store.Tx) error {
		return tx.InsertSigningKey(ctx, store.SigningKey{ID: k.ID, PrivateKey: hex.EncodeToString(k.Private.Seed()), MadeAt: k.MadeAt, EndsAt: k.EndsAt})
	})
}
