package evidence_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"testing"
	"time"

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

// What the server does with every act on its way into the ledger: its sum, its place in the chain.
func BenchmarkChainingAnAct(b *testing.B) {
	body := []byte(`{"checklist":"general","item":"GE-001","verdict":"conforms","note":"现场查看，符合要求"}`)
	at := time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)
	previous := ""
	for i := int64(1); b.Loop(); i++ {
		sum, err := evidence.ActSum("answer_item", "01930000-0000-7000-8000-00000000c0de", "01930000-0000-7000-8000-00000000abcd", at, nil, body)
		if err != nil {
			b.Fatal(err)
		}
		previous = evidence.ChainHash(previous, evidence.Link{ActID: "01930000-0000-7000-8000-000000000001", Sum: sum, ActorID: "01930000-0000-7000-8000-00000000abcd", Role: "inspector", DoneAt: at, TakenAt: at, CaseNo: i})
	}
}

// The case file of a whole life: sixty members, 1.2 MB.
func BenchmarkVerifyingACaseFile(b *testing.B) {
	whole := sample(b, "case-file-whole-life")
	for b.Loop() {
		if r := verified(whole); !r.Whole {
			b.Fatal(r.Findings)
		}
	}
}
