package identity

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"
)

// keyAge is how long one key signs new tokens. A key is kept for verifying until every token it signed has expired.
const keyAge = 30 * 24 * time.Hour

// key is one Ed25519 pair. Its id goes into the head of every token it signed.
type key struct {
	ID      string
	Private ed25519.PrivateKey
	MadeAt  time.Time
	EndsAt  time.Time // verifies nothing any more after this
}

func (k key) signs(now time.Time) bool { return now.Before(k.MadeAt.Add(keyAge)) }

// keyring holds the keys in memory. Every replica reads them from the same table, so a token of one replica is good
// at all of them; a key made by another replica is found when its id first comes by.
type keyring struct {
	memory memory
	ttl    time.Duration

	mu     sync.Mutex
	known  map[string]key
	missed map[string]time.Time // ids nobody knows: asked of the database at most every few seconds
}

func newKeyring(m memory, ttl time.Duration) *keyring {
	return &keyring{memory: m, ttl: ttl, known: map[string]key{}, missed: map[string]time.Time{}}
}

// signing gives the newest key that still signs; makes one when there is none.
func (r *keyring) signing(ctx context.Context, now time.Time) (key, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if k, ok := r.newest(now); ok {
		return k, nil
	}
	if err := r.load(ctx, now); err != nil {
		return key{}, err
	}
	if k, ok := r.newest(now); ok {
		return k, nil
	}
	return r.make(ctx, now)
}

// rotate makes a new key that signs from now on; the old ones verify until what they signed has expired.
func (r *keyring) rotate(ctx context.Context, now time.Time) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, err := r.make(ctx, now)
	return err
}

// verifying gives the public half of a key by its id; ok is false for one that never was or has ended.
func (r *keyring) verifying(ctx context.Context, id string, now time.Time) (public ed25519.PublicKey, ok bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	k, ok := r.known[id]
	if !ok && now.Sub(r.missed[id]) > 5*time.Second {
		if err := r.load(ctx, now); err != nil {
			return nil, false, err
		}
		if k, ok = r.known[id]; !ok {
			if len(r.missed) > 1000 {
				clear(r.missed)
			}
			r.missed[id] = now
		}
	}
	if !ok || !now.Before(k.EndsAt) {
		return nil, false, nil
	}
	return k.Private.Public().(ed25519.PublicKey), true, nil
}

func (r *keyring) newest(now time.Time) (best key, ok bool) {
	for _, k := range r.known {
		if k.signs(now) && (!ok || k.MadeAt.After(best.MadeAt)) {
			best, ok = k, true
		}
	}
	return best, ok
}

func (r *keyring) load(ctx context.Context, now time.Time) error {
	keys, err := r.memory.keys(ctx, now)
	if err != nil {
		return fmt.Errorf("identity: read the signing keys: %w", err)
	}
	for _, k := range keys {
		r.known[k.ID] = k
	}
	for id, k := range r.known {
		if !now.Before(k.EndsAt) {
			delete(r.known, id)
		}
	}
	return nil
}

func (r *keyring) make(ctx context.Context, now time.Time) (key, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return key{}, fmt.Errorf("identity: make a signing key: %w", err)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return key{}, fmt.Errorf("identity: name a signing key: %w", err)
	}
	k := key{ID: id.String(), Private: private, MadeAt: now, EndsAt: now.Add(keyAge + 2*r.ttl)}
	if err := r.memory.insertKey(ctx, k); err != nil {
		return key{}, fmt.Errorf("identity: keep a signing key: %w", err)
	}
	r.known[k.ID] = k
	return k, nil
}
