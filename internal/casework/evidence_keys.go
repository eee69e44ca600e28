package casework

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"fmt"

	"github.com/google/uuid"

	"anjian/internal/evidence"
	"anjian/internal/store"
)

// evidenceKey is a key of this installation that signs case files and anchors.
type evidenceKey struct {
	ecdsa.PrivateKey
	id string
}

// EvidenceKeys gives the open halves of every key this installation ever signed evidence with, oldest first. Who may:
// everybody; this is what a verifier compares fingerprints with.
func (a *Archive) EvidenceKeys(ctx context.Context) ([]evidence.PublicKey, error) {
	if _, err := a.signingKey(ctx); err != nil {
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
		if out[i], err = evidence.PublicOf(k.ID, evidence.Time(k.MadeAt), &private.PublicKey); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// signingKey gives the newest key; makes the first one when there is none. Two servers that start together may make
// two: both are published, and either may sign.
func (a *Archive) signingKey(ctx context.Context) (evidenceKey, error) {
	kept, err := a.cases.store.EvidenceKeys(ctx)
	if err != nil {
		return evidenceKey{}, err
	}
	if n := len(kept); n > 0 {
		return readKey(kept[n-1])
	}
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return evidenceKey{}, fmt.Errorf("casework: make an evidence key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return evidenceKey{}, fmt.Errorf("casework: write an evidence key: %w", err)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return evidenceKey{}, fmt.Errorf("casework: name an evidence key: %w", err)
	}
	k := evidenceKey{*private, id.String()}
	return k, a.cases.store.Housekeep(ctx, func(tx *store.Tx) error {
		return tx.InsertEvidenceKey(ctx, store.EvidenceKey{ID: k.id, Algorithm: evidence.ES256, PrivateKey: base64.StdEncoding.EncodeToString(der), MadeAt: tx.Now()})
	})
}

func readKey(k store.EvidenceKey) (evidenceKey, error) {
	der, err := base64.StdEncoding.DecodeString(k.PrivateKey)
	if err != nil {
		return evidenceKey{}, fmt.Errorf("casework: evidence key %s cannot be read", k.ID)
	}
	any, err := x509.ParsePKCS8PrivateKey(der)
	private, ok := any.(*ecdsa.PrivateKey)
	if err != nil || !ok || k.Algorithm != evidence.ES256 {
		return evidenceKey{}, fmt.Errorf("casework: evidence key %s cannot be read", k.ID)
	}
	return evidenceKey{*private, k.ID}, nil
}
