package evidence_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"os"
	"strings"
	"testing"
	"time"

	"anjian/internal/evidence"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"
)

// A stampVector is a time-stamp token with what must be said of it: - it does not hold, u it holds, t it holds and its
// service chains to the roots. With one bit of any byte in Signed flipped it must not hold, and with one of Certified not
// chain to the roots; what lies around them nobody signed. The page inside every case file reads the same file
// (pwa/e2e/stamps.test.ts). It is made anew with -update.
type stampVector struct {
	Name    string `json:"name"`
	Token   []byte `json:"token"` // base64
	Sum     string `json:"sum"`
	Roots   string `json:"roots"` // PEM; empty: none given
	Verdict string `json:"verdict"`
	At      string `json:"at,omitempty"`
	By      string `json:"by,omitempty"`

	Signed    []span `json:"signed,omitempty"`    // what was stamped, what of it was signed, the signature
	Certified []span `json:"certified,omitempty"` // the certificates on the way to the root
}

func (v stampVector) read(token []byte) (string, evidence.Stamp) {
	var roots *x509.CertPool
	if v.Roots != "" {
		roots = x509.NewCertPool()
		roots.AppendCertsFromPEM([]byte(v.Roots))
	}
	s, err := evidence.ReadStamp(token, v.Sum, roots)
	switch {
	case err != nil:
		return "-", s
	case s.Trusted:
		return "t", s
	}
	return "u", s
}

// A span is a part of a token: from, to.
type span [2]int

func (v stampVector) judged() stampVector {
	verdict, s := v.read(v.Token)
	v.Verdict, v.At, v.By = verdict, "", ""
	if verdict != "-" {
		v.At, v.By = s.At.Format("2006-01-02T15:04:05.000Z"), s.By
	}
	return v
}

// spans finds the parts of a token that somebody signed.
func (v stampVector) spans(t testing.TB) stampVector {
	t.Helper()
	p7, err := pkcs7.Parse(v.Token)
	if err != nil {
		t.Fatal(err)
	}
	at := func(part []byte) span {
		from := bytes.LastIndex(v.Token, part)
		if from < 0 || len(part) == 0 {
			t.Fatal("a part of the token is not in it")
		}
		return span{from, from + len(part)}
	}
	v.Signed = []span{at(p7.Content), at(p7.Signers[0].EncryptedDigest)}
	for _, a := range p7.Signers[0].AuthenticatedAttributes {
		v.Signed = append(v.Signed, at(a.Value.Bytes))
	}
	for _, c := range p7.Certificates {
		v.Certified = append(v.Certified, at(c.RawTBSCertificate), at(c.Signature))
	}
	return v
}

func TestTimeStampsAreReadAsThePageInTheCaseFileReadsThem(t *testing.T) {
	const file = "testdata/stamps.json"
	if *update {
		text, err := json.MarshalIndent(stampVectors(t), "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list []stampVector
	if err := json.Unmarshal(text, &list); err != nil || len(list) < 15 {
		t.Fatal(len(list), err)
	}
	for _, v := range list {
		t.Run(v.Name, func(t *testing.T) {
			if got := v.judged(); got.Verdict != v.Verdict || got.At != v.At || got.By != v.By {
				t.Errorf("%s by %q at %s, want %s by %q at %s", got.Verdict, got.By, got.At, v.Verdict, v.By, v.At)
			}
			flip := func(parts []span, passes string) {
				for _, p := range parts {
					for i := p[0]; i < p[1]; i++ {
						v.Token[i] ^= 1 << (i % 8)
						if got, _ := v.read(v.Token); !strings.Contains(passes, got) {
							t.Errorf("with byte %d changed: %s", i, got)
						}
						v.Token[i] ^= 1 << (i % 8)
					}
				}
			}
			flip(v.Signed, "-")
			flip(v.Certified, "-u")
		})
	}
}

// issued is a certificate with its key.
type issued struct {
	*x509.Certificate
	key crypto.Signer
}

var stampDay = time.Date(2026, 11, 25, 0, 3, 9, 0, time.UTC)

// certify makes a certificate, by another or by itself; edit may change what it says.
func certify(t testing.TB, name string, key crypto.Signer, by *issued, edit func(*x509.Certificate)) *issued {
	t.Helper()
	c := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name, Organization: []string{"试验"}}, NotBefore: stampDay.AddDate(-1, 0, 0), NotAfter: stampDay.AddDate(5, 0, 0), BasicConstraintsValid: true, IsCA: true, KeyUsage: x509.KeyUsageCertSign}
	if edit != nil {
		edit(c)
	}
	above, signer := c, key
	if by != nil {
		above, signer = by.Certificate, by.key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, above, key.Public(), signer)
	if err != nil {
		t.Fatal(err)
	}
	made, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &issued{made, key}
}

func stamper(c *x509.Certificate) {
	c.IsCA, c.KeyUsage, c.ExtKeyUsage = false, x509.KeyUsageDigitalSignature, []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}
}

func pemOf(list ...*issued) string {
	var b strings.Builder
	for _, c := range list {
		b.Write(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}))
	}
	return b.String()
}

func curve(t testing.TB, c elliptic.Curve) crypto.Signer {
	t.Helper()
	key, err := ecdsa.GenerateKey(c, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// stampToken is what a service answers.
func stampToken(t testing.TB, by *issued, over [32]byte, hash crypto.Hash) []byte {
	t.Helper()
	answer, err := (&timestamp.Timestamp{HashAlgorithm: crypto.SHA256, HashedMessage: over[:], Time: stampDay, Policy: []int{1, 2, 3, 4, 1}, AddTSACertificate: true}).CreateResponseWithOpts(by.Certificate, by.key, hash)
	if err != nil {
		t.Fatal(err)
	}
	token, err := evidence.StampIn(answer)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func stampVectors(t testing.TB) []stampVector {
	t.Helper()
	over := sha256.Sum256([]byte("root of the day"))
	sum := evidence.Sum([]byte("root of the day"))
	token := func(by *issued, hash crypto.Hash) []byte {
		t.Helper()
		return stampToken(t, by, over, hash)
	}
	// sealed signs content itself, as a service that does it otherwise would, or a forger.
	sealed := func(content []byte, kind asn1.ObjectIdentifier, by *issued, beside ...*issued) []byte {
		t.Helper()
		m, err := pkcs7.NewSignedData(content)
		if err != nil {
			t.Fatal(err)
		}
		m.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSHA256)
		m.SetContentType(kind)
		for _, c := range beside {
			m.AddCertificate(c.Certificate)
		}
		if err := m.AddSigner(by.Certificate, by.key, pkcs7.SignerInfoConfig{}); err != nil {
			t.Fatal(err)
		}
		b, err := m.Finish()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	_, edKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p256, p384, p521 := elliptic.P256(), elliptic.P384(), elliptic.P521()
	root := certify(t, "试验时间戳根", curve(t, p384), nil, nil)
	service := certify(t, "试验时间戳服务", curve(t, p256), root, stamper)
	other := certify(t, "另一个根", curve(t, p256), nil, nil)
	info := func() []byte {
		p7, err := pkcs7.Parse(token(service, crypto.SHA256))
		if err != nil {
			t.Fatal(err)
		}
		return p7.Content
	}()
	kind := asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	middle := certify(t, "试验时间戳中间", curve(t, p256), root, nil)
	below := certify(t, "下级服务", curve(t, p256), middle, stamper)
	foreign := certify(t, "冒充者", curve(t, p256), nil, stamper)
	signedByPSS := certify(t, "PSS 之下", curve(t, p256), certify(t, "PSS 根", rsaKey, nil, nil), func(c *x509.Certificate) { stamper(c); c.SignatureAlgorithm = x509.SHA256WithRSAPSS })
	pssRoot := certify(t, "PSS 根", rsaKey, nil, nil)
	list := []stampVector{
		{Name: "P-256 under its root", Token: token(service, crypto.SHA256), Sum: sum, Roots: pemOf(other, root)},
		{Name: "P-256 with no root given", Token: token(service, crypto.SHA256), Sum: sum},
		{Name: "under another root", Token: token(service, crypto.SHA256), Sum: sum, Roots: pemOf(other)},
		{Name: "over something else", Token: token(service, crypto.SHA256), Sum: evidence.Sum(nil), Roots: pemOf(root)},
		{Name: "through a certificate between", Token: sealed(info, kind, below, middle), Sum: sum, Roots: pemOf(root)},
		{Name: "the certificate between is not there", Token: sealed(info, kind, below), Sum: sum, Roots: pemOf(root)},
		{Name: "its own certificate is the root", Token: token(service, crypto.SHA256), Sum: sum, Roots: pemOf(service)},
		{Name: "RSA", Token: token(certify(t, "RSA 服务", rsaKey, root, stamper), crypto.SHA256), Sum: sum, Roots: pemOf(root)},
		{Name: "RSA with SHA-512", Token: token(certify(t, "RSA 服务", rsaKey, root, stamper), crypto.SHA512), Sum: sum, Roots: pemOf(root)},
		{Name: "a certificate signed with RSA-PSS", Token: token(signedByPSS, crypto.SHA256), Sum: sum, Roots: pemOf(pssRoot)},
		{Name: "P-384 with SHA-384", Token: token(certify(t, "P-384 服务", curve(t, p384), root, stamper), crypto.SHA384), Sum: sum, Roots: pemOf(root)},
		{Name: "P-521 with SHA-512", Token: token(certify(t, "P-521 服务", curve(t, p521), root, stamper), crypto.SHA512), Sum: sum, Roots: pemOf(root)},
		{Name: "Ed25519", Token: token(certify(t, "Ed25519 服务", edKey, root, stamper), crypto.SHA512), Sum: sum, Roots: pemOf(root)},
		{Name: "a real service's certificate laid beside a forger's signature", Token: sealed(info, kind, certify(t, "无权", curve(t, p256), nil, nil), service), Sum: sum, Roots: pemOf(root)},
		{Name: "a forger's own service with a real one's certificate beside", Token: sealed(info, kind, foreign, service, root), Sum: sum, Roots: pemOf(root)},
		{Name: "something else signed by the service", Token: sealed(info, pkcs7.OIDData, service), Sum: sum, Roots: pemOf(root)},
		{Name: "stamped after its certificate ended", Token: sealed(stampedAt(t, info, stampDay.AddDate(6, 0, 0)), kind, service), Sum: sum, Roots: pemOf(root)},
		{Name: "its root had ended", Token: token(certify(t, "晚", curve(t, p256), certify(t, "旧根", root.key, nil, func(c *x509.Certificate) { c.NotAfter = stampDay.Add(-time.Hour) }), stamper), crypto.SHA256), Sum: sum, Roots: pemOf(certify(t, "旧根", root.key, nil, func(c *x509.Certificate) { c.NotAfter = stampDay.Add(-time.Hour) }))},
		{Name: "under one that is no authority", Token: sealed(info, kind, certify(t, "再下", curve(t, p256), service, stamper), service), Sum: sum, Roots: pemOf(root)},
		{Name: "the authority between may not sign", Token: func() []byte {
			no := certify(t, "不可签发", curve(t, p256), root, func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageDigitalSignature })
			return sealed(info, kind, certify(t, "再下", curve(t, p256), no, stamper), no)
		}(), Sum: sum, Roots: pemOf(root)},
		{Name: "the authority between is for servers only", Token: func() []byte {
			no := certify(t, "网站", curve(t, p256), root, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} })
			return sealed(info, kind, certify(t, "再下", curve(t, p256), no, stamper), no)
		}(), Sum: sum, Roots: pemOf(root)},
		{Name: "one authority too many", Token: func() []byte {
			none := certify(t, "末级", curve(t, p256), root, func(c *x509.Certificate) { c.MaxPathLenZero = true })
			more := certify(t, "再设", curve(t, p256), none, nil)
			return sealed(info, kind, certify(t, "再下", curve(t, p256), more, stamper), more, none)
		}(), Sum: sum, Roots: pemOf(root)},
		{Name: "a critical extension nobody knows", Token: token(certify(t, "异", curve(t, p256), root, func(c *x509.Certificate) {
			stamper(c)
			c.ExtraExtensions = []pkix.Extension{{Id: []int{1, 2, 3, 4}, Critical: true, Value: []byte{5, 0}}}
		}), crypto.SHA256), Sum: sum, Roots: pemOf(root)},
		{Name: "nothing", Token: []byte{}, Sum: sum, Roots: pemOf(root)},
		{Name: "cut", Token: token(service, crypto.SHA256)[:300], Sum: sum, Roots: pemOf(root)},
	}
	for i, v := range list {
		list[i] = v.judged()
		if list[i].Verdict == "t" {
			list[i] = list[i].spans(t)
		}
	}
	return list
}

// stampedAt puts another time into what a service signs.
func stampedAt(t testing.TB, info []byte, at time.Time) []byte {
	t.Helper()
	made := strings.Replace(string(info), stampDay.Format("20060102150405Z"), at.Format("20060102150405Z"), 1)
	if made == string(info) {
		t.Fatal("it does not say when")
	}
	return []byte(made)
}
