package evidence_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"testing"

	"anjian/internal/evidence"
)

// A device signs one cover for a batch, a seal or a signature, and the server verifies it: ES256 over the chain's head.
func cover(b *testing.B) (*ecdsa.PrivateKey, evidence.PublicKey, []byte) {
	b.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	public, err := evidence.PublicOf("device", "2026-11-24T01:00:00.000Z", &key.PublicKey)
	if err != nil {
		b.Fatal(err)
	}
	return key, public, []byte(`{"checkId":"01930000-0000-7000-8000-00000000c0de","head":"` + evidence.Sum([]byte("head")) + `","upTo":121}`)
}

func BenchmarkSigningACover(b *testing.B) {
	key, _, payload := cover(b)
	for b.Loop() {
		if _, err := evidence.SignJWS(key, "device", "cover", payload); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerifyingACover(b *testing.B) {
	key, public, payload := cover(b)
	token, err := evidence.SignJWS(key, "device", "cover", payload)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, _, err := evidence.VerifyJWS(token, "cover", []evidence.PublicKey{public}); err != nil {
			b.Fatal(err)
		}
	}
}
