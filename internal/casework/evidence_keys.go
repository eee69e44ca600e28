package casework

import (
	"context"
	"encoding/base64"
	"fmt"

	"github.com/google/uuid"

	"anjian/internal/evidence"
	"anjian/internal/store"
)

// SignAlsoBySM2 has case files and anchors summed and signed by the second suite too, with a key of its own.
func (a *Archive) SignAlsoBySM2() { a.second = true }

// EvidenceKeys gives the open halves of every key this installation ever signed evidence with, oldest first. Who may:
// everybody; this is what a verifier compares fingerprints with.
func (a *Archive) EvidenceKeys(ctx context.Context) ([]evidence.PublicKey, error) {
	if _, err := a.signingKey(ctx, evidence.ES256); err != nil {
		return nil, err
	}
	if _, err := a.secondKey(ctx); err != nil {
		return nil, err
	}
	kept, err := a.cases.store.EvidenceKeys(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]evidence.PublicKey, len(kept))
	for i, k := range kept {
		private, err := readKey(k)
		if err != nil {
			return nil, err
		}
		if out[i], err = evidence.PublicOf(k.ID, evidence.Time(k.MadeAt), private.Public()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// signingKey gives the newest key of a suite; makes the first one when there is none. Two servers that start together may
// make two: both are published, and either may sign.
func (a *Archive) signingKey(ctx context.Context, suite string) (evidence.SigningKey, error) {
	kept, err := a.cases.store.EvidenceKeys(ctx)
	if err != nil {
		return evidence.SigningKey{}, err
	}
	for i := len(kept) - 1; i >= 0; i-- {
		if kept[i].Algorithm == suite {
			return readKey(kept[i])
		}
	}
	id, err := uuid.NewV7()
	if err != nil {
		return evidence.SigningKey{}, fmt.Errorf("casework: name an evidence key: %w", err)
	}
	key, der, err := evidence.NewSigningKey(id.String(), suite)
	if err != nil {
		return evidence.SigningKey{}, err
	}
	return key, a.cases.store.Housekeep(ctx, func(tx *store.Tx) error {
		return tx.InsertEvidenceKey(ctx, store.EvidenceKey{ID: key.ID, Algorithm: suite, PrivateKey: base64.StdEncoding.EncodeToString(der), MadeAt: tx.Now()})
	})
}

// secondKey is the key of the second suite; nil where it is off.
func (a *Archive) secondKey(ctx context.Context) (*evidence.SigningKey, error) {
	if !a.second {
		return nil, nil
	}
	key, err := a.signingKey(ctx, evidence.SM2SM3)
	return &key, err
}

func readKey(k store.EvidenceKey) (evidence.SigningKey, error) {
	der, err := base64.StdEncoding.DecodeString(k.PrivateKey)
	if err != nil {
		return evidence.SigningKey{}, fmt.Errorf("casework: evidence key %s cannot be read", k.ID)
	}
	return evidence.ReadSigningKey(k.ID, k.Algorithm, der)
}
