package casework_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"testing"
	"time"

	"anjian/internal/certified"
	"anjian/internal/inspection"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// authority issues a certificate of a name under a root of its own, and signs texts with it.
func authority(t *testing.T, name string) (root []byte, sign func(text string) (signature, certificate string)) {
	t.Helper()
	issue := func(c, parent *x509.Certificate, public, by *ecdsa.PrivateKey) *x509.Certificate {
		der, err := x509.CreateCertificate(rand.Reader, c, parent, &public.PublicKey, by)
		if err != nil {
			t.Fatal(err)
		}
		made, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	rootKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	of := func(name string, ca bool) *x509.Certificate {
		return &x509.Certificate{SerialNumber: big.NewInt(int64(len(name))), Subject: pkix.Name{CommonName: name}, NotBefore: testkit.Start.AddDate(-1, 0, 0),
			NotAfter: testkit.Start.AddDate(2, 0, 0), IsCA: ca, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	}
	ca := issue(of("试验 CA", true), of("试验 CA", true), rootKey, rootKey)
	leaf := issue(of(name, false), ca, key, rootKey)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca.Raw}), func(text string) (string, string) {
		sum := sha256.Sum256([]byte(text))
		made, err := ecdsa.SignASN1(rand.Reader, key, sum[:])
		if err != nil {
			t.Fatal(err)
		}
		return base64.StdEncoding.EncodeToString(made), base64.StdEncoding.EncodeToString(leaf.Raw)
	}
}

func TestTheServerHoldsToTheWaysABureauAccepts(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		before := w.Recorded(t, 3)
		if err := w.Store.Housekeep(t.Context(), func(tx *store.Tx) error {
			return tx.SetWays(t.Context(), w.Bureau.ID, []inspection.Way{inspection.OnPaper, inspection.ByCertificate}, 1)
		}); err != nil {
			t.Fatal(err)
		}
		root, sign := authority(t, w.Jia.Name)
		v, err := certified.NewVerifier(map[string][]byte{certified.X509: root})
		if err != nil {
			t.Fatal(err)
		}
		w.Cases.AcceptCertificates(v)

		check := w.Recorded(t, 3)
		digest := digestOf(t, w, check)
		ink := inspection.Ink{Width: 300, Height: 150, Strokes: [][][]float64{{{10, 10, 0, .5}, {90, 60, 40, .5}, {200, 20, 90, .5}}}}
		onScreen := func(check string) inspection.Act {
			return w.Act(inspection.SignRecord, check, inspection.SignRecordBody{Signatory: inspection.Signatory{Party: inspection.PartyLead, Name: w.Jia.Name},
				Digest: digestOf(t, w, check), Sentence: "属实。", Ink: ink})
		}
		refused(t, w, onScreen(check), inspection.WayNotAccepted.Code)
		w.Must(t, w.Jia, onScreen(before)) // its scheme was approved before

		certify := func(text string) inspection.Act {
			signature, certificate := sign(text)
			return w.Act(inspection.SignWithCertificate, check, inspection.SignWithCertificateBody{Signatory: inspection.Signatory{Party: inspection.PartyLead, Name: w.Jia.Name},
				Digest: digest, Sentence: "属实。", Suite: certified.X509, Signature: signature, Certificates: []string{certificate}})
		}
		refused(t, w, certify(digest), certified.NotValid.Code) // the bare digest is not what is signed
		w.Must(t, w.Jia, certify(inspection.SignedText(digest)))
		view, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
		if err != nil {
			t.Fatal(err)
		}
		got := view.Record.Signatures[0]
		if got.Way != inspection.ByCertificate || got.Certificate == nil || got.Certificate.Name != w.Jia.Name || got.Certificate.Until.Before(w.Clock.Now().Add(24*time.Hour)) {
			t.Errorf("signed as %+v", got)
		}
	})
}

func refused(t *testing.T, w *testkit.World, act inspection.Act, code string) {
	t.Helper()
	if out := w.Do(t, w.Jia, act); out[0].Refusal == nil || out[0].Refusal.Code != code {
		t.Errorf("%s: %v, expected %s", act.Kind, out[0].Refusal, code)
	}
}

func digestOf(t *testing.T, w *testkit.World, check string) string {
	t.Helper()
	view, err := w.Store.Check(t.Context(), w.Bureau.ID, check)
	if err != nil {
		t.Fatal(err)
	}
	return view.Record.Seal.Digest
}
