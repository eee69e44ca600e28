package certified_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"math/big"
	"testing"
	"time"

	stdcms "github.com/digitorus/pkcs7"
	smcms "github.com/emmansun/gmsm/pkcs7"
	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/smx509"

	"anjian/internal/certified"
	"anjian/internal/fault"
)

var (
	now     = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	content = []byte("anjian/signature/1 6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b")
)

// pki is an authority with one person's certificate under it, of either suite.
type pki struct {
	suite string
	root  []byte // PEM
	chain [][]byte
	raw   func(content []byte) []byte
	cms   func(content []byte) []byte
	crl   func(serial *big.Int, at time.Time, reason int) []byte // DER
}

func template(name string, ca bool, until time.Time) *x509.Certificate {
	usage := x509.KeyUsageDigitalSignature
	if ca {
		usage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	}
	return &x509.Certificate{SerialNumber: big.NewInt(int64(len(name)) + 4711), Subject: pkix.Name{CommonName: name, Organization: []string{"苏坛区鑫磊铸造有限公司"}},
		NotBefore: now.AddDate(-1, 0, 0), NotAfter: until, KeyUsage: usage, BasicConstraintsValid: true, IsCA: ca, SubjectKeyId: []byte(name)}
}

func newPKI(t *testing.T, suite string, until time.Time) pki {
	t.Helper()
	if suite == certified.SM2 {
		return smPKI(t, until)
	}
	caKey, key := must(rsa.GenerateKey(rand.Reader, 2048)), must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	ca := must(x509.ParseCertificate(must(x509.CreateCertificate(rand.Reader, template("试验 CA", true, now.AddDate(5, 0, 0)), template("试验 CA", true, now.AddDate(5, 0, 0)), &caKey.PublicKey, caKey))))
	leaf := must(x509.ParseCertificate(must(x509.CreateCertificate(rand.Reader, template("赵六", false, until), ca, &key.PublicKey, caKey))))
	return pki{suite: suite, root: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca.Raw}), chain: [][]byte{leaf.Raw},
		raw: func(content []byte) []byte {
			sum := sha256.Sum256(content)
			return must(ecdsa.SignASN1(rand.Reader, key, sum[:]))
		},
		cms: func(content []byte) []byte {
			sd := must(stdcms.NewSignedData(content))
			sd.SetDigestAlgorithm(stdcms.OIDDigestAlgorithmSHA256)
			ok(sd.AddSigner(leaf, key, stdcms.SignerInfoConfig{}))
			sd.Detach()
			return must(sd.Finish())
		},
		crl: func(serial *big.Int, at time.Time, reason int) []byte {
			return must(x509.CreateRevocationList(rand.Reader, &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: now.AddDate(0, 0, -1), NextUpdate: now.AddDate(0, 0, 1),
				RevokedCertificateEntries: []x509.RevocationListEntry{{SerialNumber: serial, RevocationTime: at, ReasonCode: reason}}}, ca, caKey))
		}}
}

func smPKI(t *testing.T, until time.Time) pki {
	t.Helper()
	caKey, key := must(sm2.GenerateKey(rand.Reader)), must(sm2.GenerateKey(rand.Reader))
	as := func(c *x509.Certificate) *smx509.Certificate {
		return &smx509.Certificate{SerialNumber: c.SerialNumber, Subject: c.Subject, NotBefore: c.NotBefore, NotAfter: c.NotAfter,
			KeyUsage: smx509.KeyUsage(c.KeyUsage), BasicConstraintsValid: true, IsCA: c.IsCA}
	}
	top := as(template("试验国密 CA", true, now.AddDate(5, 0, 0)))
	ca := must(smx509.ParseCertificate(must(smx509.CreateCertificate(rand.Reader, top, top, &caKey.PublicKey, caKey))))
	leaf := must(smx509.ParseCertificate(must(smx509.CreateCertificate(rand.Reader, as(template("赵六", false, until)), ca, &key.PublicKey, caKey))))
	return pki{suite: certified.SM2, root: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca.Raw}), chain: [][]byte{leaf.Raw},
		raw: func(content []byte) []byte { return must(key.Sign(rand.Reader, content, sm2.DefaultSM2SignerOpts)) },
		cms: func(content []byte) []byte {
			sd := must(smcms.NewSMSignedData(content))
			ok(sd.AddSigner(leaf, key, smcms.SignerInfoConfig{}))
			sd.Detach()
			return must(sd.Finish())
		},
		crl: func(serial *big.Int, at time.Time, reason int) []byte {
			return must(smx509.CreateRevocationList(rand.Reader, &smx509.RevocationList{Number: big.NewInt(1), ThisUpdate: now.AddDate(0, 0, -1), NextUpdate: now.AddDate(0, 0, 1),
				RevokedCertificateEntries: []smx509.RevocationListEntry{{SerialNumber: serial, RevocationTime: at, ReasonCode: reason}}}, ca, caKey))
		}}
}

func must[T any](v T, err error) T {
	ok(err)
	return v
}

func ok(err error) {
	if err != nil {
		panic(err)
	}
}

func (p pki) verifier(t *testing.T) certified.Verifier {
	t.Helper()
	return must(certified.NewVerifier(map[string][]byte{p.suite: p.root}))
}

func refusal(t *testing.T, err error) *fault.Error {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) {
		t.Fatalf("%v is no refusal", err)
	}
	return f
}

func wantReason(t *testing.T, when string, err error, reason string) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != certified.NotValid.Code || f.Details["reason"] != reason {
		t.Errorf("%s: %v (%v), expected not valid because of %s", when, err, f, reason)
	}
}

func TestACertificatesSignatureHoldsOverExactlyItsContent(t *testing.T) {
	for _, suite := range []string{certified.X509, certified.SM2} {
		t.Run(suite, func(t *testing.T) {
			p := newPKI(t, suite, now.AddDate(1, 0, 0))
			v := p.verifier(t)
			for form, proof := range map[string]certified.Proof{
				"bare": {Suite: suite, Signature: p.raw(content), Certificates: p.chain},
				"CMS":  {Suite: suite, CMS: p.cms(content)},
			} {
				signer, err := v.Verify(content, proof, now)
				if err != nil {
					t.Fatalf("%s: %v", form, err)
				}
				if signer.Name != "赵六" || signer.Organization != "苏坛区鑫磊铸造有限公司" || signer.Serial == "" || signer.Issuer == "" {
					t.Errorf("%s: signer %+v", form, signer)
				}
				_, err = v.Verify(append(bytes.Clone(content), '0'), proof, now)
				wantReason(t, form+" over other content", err, "content")
				_, err = newPKI(t, suite, now.AddDate(1, 0, 0)).verifier(t).Verify(content, proof, now)
				if f := refusal(t, err); f.Code != certified.Foreign.Code || f.Details["name"] != "赵六" || f.Details["issuer"] != signer.Issuer {
					t.Errorf("%s under another authority: %v", form, err)
				}
				_, err = v.Verify(content, proof, now.AddDate(2, 0, 0))
				if f := refusal(t, err); f.Code != certified.Ended.Code || f.Details["name"] != "赵六" || f.Details["from"] != "2025-11-24" || f.Details["until"] != "2027-11-24" {
					t.Errorf("%s after the certificate ended: %v", form, err)
				}
			}
			flipped := p.raw(content)
			flipped[len(flipped)-1] ^= 1
			_, err := v.Verify(content, certified.Proof{Suite: suite, Signature: flipped, Certificates: p.chain}, now)
			wantReason(t, "one bit of the signature", err, "content")
		})
	}
}

func TestARevokedCertificateIsRefusedWithItsReason(t *testing.T) {
	for _, suite := range []string{certified.X509, certified.SM2} {
		t.Run(suite, func(t *testing.T) {
			p, stranger := newPKI(t, suite, now.AddDate(1, 0, 0)), newPKI(t, suite, now.AddDate(1, 0, 0))
			serial := template("赵六", false, now).SerialNumber
			day := now.AddDate(0, 0, -3)
			proof := certified.Proof{Suite: suite, CMS: p.cms(content)}
			for name, c := range map[string]struct {
				lists   [][]byte
				refused bool
				checked bool // not refused, and held against a list in force
			}{
				"no list":                         {nil, false, false},
				"on the list":                     {[][]byte{p.crl(serial, day, 1)}, true, false},
				"on the list, in PEM":             {[][]byte{pem.EncodeToMemory(&pem.Block{Type: "X509 CRL", Bytes: p.crl(serial, day, 1)})}, true, false},
				"on the second of two lists":      {[][]byte{stranger.crl(serial, day, 1), p.crl(serial, day, 1)}, true, false},
				"another number is on the list":   {[][]byte{p.crl(big.NewInt(1), day, 1)}, false, true},
				"revoked only afterwards":         {[][]byte{p.crl(serial, now.AddDate(0, 0, 1), 1)}, false, true},
				"a list another authority signed": {[][]byte{stranger.crl(serial, day, 1)}, false, false},
			} {
				v := p.verifier(t)
				ok(v.Revoke(c.lists...))
				signer, err := v.Verify(content, proof, now)
				var f *fault.Error
				switch {
				case !c.refused && (err != nil || signer.Name != "赵六" || signer.Checked.Equal(now.AddDate(0, 0, -1)) != c.checked || signer.Checked.IsZero() == c.checked):
					t.Errorf("%s: %v", name, err)
				case c.refused && (!errors.As(err, &f) || f.Code != certified.Revoked.Code || f.Details["reason"] != "keyCompromise" || f.Details["on"] != "2026-11-21" || f.Details["name"] != "赵六"):
					t.Errorf("%s: %v", name, err)
				}
			}
			v := p.verifier(t)
			ok(v.Revoke(p.crl(big.NewInt(1), day, 1)))
			if late, err := v.Verify(content, proof, now.AddDate(0, 0, 2)); err != nil || !late.Checked.IsZero() {
				t.Errorf("a list out of date says something of what it does not name: %+v, %v", late, err)
			}
			v = p.verifier(t)
			copied := v
			ok(v.Revoke(p.crl(serial, day, 4)))
			if _, err := copied.Verify(content, proof, now); err == nil {
				t.Error("a copy of the verifier does not know of the new list")
			}
			if err := v.Revoke([]byte("no list")); err == nil {
				t.Error("what is no list is taken for one")
			}
			if _, err := v.Verify(content, proof, now); err == nil {
				t.Error("a list that cannot be read has put the one before out of force")
			}
		})
	}
}

func TestASuiteWithoutRootsIsOff(t *testing.T) {
	p, sm := newPKI(t, certified.X509, now.AddDate(1, 0, 0)), newPKI(t, certified.SM2, now.AddDate(1, 0, 0))
	var f *fault.Error
	_, err := p.verifier(t).Verify(content, certified.Proof{Suite: certified.SM2, CMS: sm.cms(content)}, now)
	if !errors.As(err, &f) || f.Code != certified.SuiteOff.Code {
		t.Errorf("SM2 without roots: %v", err)
	}
	if off := must(certified.NewVerifier(nil)); len(off.Suites()) != 0 {
		t.Errorf("without configuration these are on: %v", off.Suites())
	}
}

func TestWhatIsNoSignatureIsRefusedAsUnreadable(t *testing.T) {
	for _, suite := range []string{certified.X509, certified.SM2} {
		p := newPKI(t, suite, now.AddDate(1, 0, 0))
		v := p.verifier(t)
		for name, proof := range map[string]certified.Proof{
			"nothing":            {Suite: suite},
			"both":               {Suite: suite, CMS: p.cms(content), Signature: p.raw(content), Certificates: p.chain},
			"no certificate":     {Suite: suite, Signature: p.raw(content)},
			"a certificate torn": {Suite: suite, Signature: p.raw(content), Certificates: [][]byte{p.chain[0][:40]}},
			"a message torn":     {Suite: suite, CMS: p.cms(content)[:60]},
		} {
			var f *fault.Error
			if _, err := v.Verify(content, proof, now); !errors.As(err, &f) || f.Code != certified.Unreadable.Code {
				t.Errorf("%s, %s: %v", suite, name, err)
			}
		}
	}
}

func TestAWeakDigestOrAnotherSuitesCertificateIsRefused(t *testing.T) {
	p, sm := newPKI(t, certified.X509, now.AddDate(1, 0, 0)), newPKI(t, certified.SM2, now.AddDate(1, 0, 0))
	key := must(rsa.GenerateKey(rand.Reader, 2048))
	leaf := must(x509.ParseCertificate(must(x509.CreateCertificate(rand.Reader, template("旧", false, now.AddDate(1, 0, 0)), template("旧", false, now.AddDate(1, 0, 0)), &key.PublicKey, key))))
	sd := must(stdcms.NewSignedData(content))
	sd.SetDigestAlgorithm(stdcms.OIDDigestAlgorithmSHA1)
	ok(sd.AddSigner(leaf, key, stdcms.SignerInfoConfig{}))
	sd.Detach()
	_, err := p.verifier(t).Verify(content, certified.Proof{Suite: certified.X509, CMS: must(sd.Finish())}, now)
	wantReason(t, "SHA-1", err, "algorithm")
	_, err = sm.verifier(t).Verify(content, certified.Proof{Suite: certified.SM2, CMS: p.cms(content)}, now)
	wantReason(t, "ECDSA handed in as SM2", err, "algorithm")
	_, err = sm.verifier(t).Verify(content, certified.Proof{Suite: certified.SM2, Signature: p.raw(content), Certificates: p.chain}, now)
	wantReason(t, "an ECDSA certificate handed in as SM2", err, "algorithm")
}

// The examples printed in the standards: GB/T 32905 appendix A (SM3) and GB/T 32918.5 appendix A (SM2 on the recommended
// curve), so that the library's algorithm is the standard's.
func TestTheNationalAlgorithmsAgreeWithTheStandardsOwnExamples(t *testing.T) {
	if sum := sm3.Sum([]byte("abc")); hex.EncodeToString(sum[:]) != "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0" {
		t.Errorf("SM3 of abc is %x", sum)
	}
	number := func(s string) *big.Int { n, _ := new(big.Int).SetString(s, 16); return n }
	public := must(sm2.NewPublicKey(must(hex.DecodeString("0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"))))
	signature := must(asn1.Marshal(struct{ R, S *big.Int }{
		number("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"), number("b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa")}))
	id := []byte("1234567812345678")
	if !sm2.VerifyASN1WithSM2(public, id, []byte("message digest"), signature) {
		t.Error("the standard's own SM2 signature does not verify")
	}
	if sm2.VerifyASN1WithSM2(public, id, []byte("message digesT"), signature) {
		t.Error("it verifies over another message too")
	}
}
