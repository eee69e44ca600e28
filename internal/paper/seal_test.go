package paper_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anjian/internal/paper"
)

func sealer(t testing.TB) paper.Sealer {
	t.Helper()
	issue := func(name string, parent *x509.Certificate, by *ecdsa.PrivateKey) (*x509.Certificate, *ecdsa.PrivateKey) {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		c := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-time.Hour),
			NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, BasicConstraintsValid: true, IsCA: parent == nil}
		if parent == nil {
			parent, by = c, key
		}
		der, err := x509.CreateCertificate(rand.Reader, c, parent, &key.PublicKey, by)
		if err != nil {
			t.Fatal(err)
		}
		made, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		return made, key
	}
	ca, caKey := issue("演示 CA", nil, nil)
	leaf, key := issue("金坛区应急管理局 文书签章", ca, caKey)
	return paper.Sealer{Key: key, Chain: []*x509.Certificate{leaf, ca}}
}

func TestASealedPaperIsValidToAStandardReaderAndAChangeShows(t *testing.T) {
	if _, err := exec.LookPath("pdfsig"); err != nil {
		t.Fatal("pdfsig is missing (Debian: poppler-utils)")
	}
	m := matter(3, 2)
	set, err := paper.RecordPDF(house(t), m)
	if err != nil {
		t.Fatal(err)
	}
	plain := set.PDF
	if len(set.Signed) != len(m.Record.Signatures) {
		t.Errorf("%d signatures stand on the paper, %d were given", len(set.Signed), len(m.Record.Signatures))
	}
	signed, err := set.Seal(sealer(t), m.Record.BureauName, "文书签章", time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "signed.pdf")
	check := func(b []byte) string {
		t.Helper()
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		out, _ := exec.Command("pdfsig", "-nocert", file).CombinedOutput() // ends with an error when a signature is not valid: the words tell
		return string(out)
	}
	said := check(signed)
	if strings.Count(said, "Signature is Valid.") != len(m.Record.Signatures)+1 || strings.Contains(said, "Digest Mismatch") {
		t.Errorf("pdfsig says:\n%s", said)
	}
	damaged := append([]byte(nil), signed...)
	damaged[len(plain)/2] ^= 1
	if said := check(damaged); strings.Contains(said, "Signature is Valid.") {
		t.Errorf("pdfsig of a changed file says:\n%s", said)
	}
}

func BenchmarkSealingARecordWithTwentyPhotos(b *testing.B) {
	set, err := paper.RecordPDF(house(b), matter(12, 20))
	if err != nil {
		b.Fatal(err)
	}
	by := sealer(b)
	for b.Loop() {
		if _, err := set.Seal(by, "金坛区应急管理局", "文书签章", time.Now()); err != nil {
			b.Fatal(err)
		}
	}
}
