package certified

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"slices"
	"time"

	"github.com/digitorus/pkcs7"
)

// x509Suite is RSA and ECDSA with the SHA-2 family.
type x509Suite struct{ roots *x509.CertPool }

func newX509(ders [][]byte) (suite, error) {
	pool := x509.NewCertPool()
	for _, der := range ders {
		c, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, err
		}
		pool.AddCert(c)
	}
	return x509Suite{pool}, nil
}

// strong are the digests that may be signed: SHA-256, SHA-384, SHA-512.
var strong = []asn1.ObjectIdentifier{pkcs7.OIDDigestAlgorithmSHA256, pkcs7.OIDDigestAlgorithmSHA384, pkcs7.OIDDigestAlgorithmSHA512}

func (s x509Suite) verify(content []byte, p Proof, at time.Time) (Signer, [][]byte, error) {
	if len(p.CMS) > 0 {
		return s.message(content, p.CMS, at)
	}
	var chain []*x509.Certificate
	for _, der := range p.Certificates {
		c, err := x509.ParseCertificate(der)
		if err != nil {
			return Signer{}, nil, Unreadable.Because(err)
		}
		chain = append(chain, c)
	}
	algorithm := x509.ECDSAWithSHA256
	if _, isRSA := chain[0].PublicKey.(*rsa.PublicKey); isRSA {
		algorithm = x509.SHA256WithRSA
	}
	if err := chain[0].CheckSignature(algorithm, content, p.Signature); err != nil {
		return Signer{}, nil, notValid("content", err)
	}
	return s.chained(chain[0], chain[1:], at)
}

func (s x509Suite) message(content, cms []byte, at time.Time) (Signer, [][]byte, error) {
	p7, err := pkcs7.Parse(cms)
	if err != nil {
		return Signer{}, nil, Unreadable.Because(err)
	}
	signer := p7.GetOnlySigner()
	if signer == nil {
		return Signer{}, nil, notValid("signers", nil)
	}
	if !slices.ContainsFunc(strong, p7.Signers[0].DigestAlgorithm.Algorithm.Equal) || weakKey(signer) {
		return Signer{}, nil, notValid("algorithm", nil)
	}
	if len(p7.Content) > 0 && string(p7.Content) != string(content) {
		return Signer{}, nil, notValid("content", nil)
	}
	p7.Content = content
	if err := p7.Verify(); err != nil {
		return Signer{}, nil, notValid("content", err)
	}
	return s.chained(signer, p7.Certificates, at)
}

func (s x509Suite) chained(leaf *x509.Certificate, others []*x509.Certificate, at time.Time) (Signer, [][]byte, error) {
	if weakKey(leaf) || leaf.KeyUsage != 0 && leaf.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0 {
		return Signer{}, nil, notValid("algorithm", nil)
	}
	between := x509.NewCertPool()
	for _, c := range others {
		between.AddCert(c)
	}
	chains, err := leaf.Verify(x509.VerifyOptions{Roots: s.roots, Intermediates: between, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}})
	if err != nil {
		return Signer{}, nil, notChained(signerOf(leaf.Subject, leaf.Issuer, leaf.SerialNumber, leaf.NotAfter), leaf.NotBefore, at, err)
	}
	chain := make([][]byte, len(chains[0]))
	for i, c := range chains[0] {
		chain[i] = c.Raw
	}
	return signerOf(leaf.Subject, leaf.Issuer, leaf.SerialNumber, leaf.NotAfter), chain, nil
}

// weakKey: anything but RSA of 2048 bits and more, or an elliptic curve of 256 bits and more.
func weakKey(c *x509.Certificate) bool {
	switch key := c.PublicKey.(type) {
	case *rsa.PublicKey:
		return key.N.BitLen() < 2048
	case *ecdsa.PublicKey:
		return key.Params().BitSize < 256
	}
	return true
}
