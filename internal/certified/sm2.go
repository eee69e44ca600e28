package certified

import (
	"crypto/ecdsa"
	"crypto/x509/pkix"
	"math/big"
	"time"

	"github.com/emmansun/gmsm/pkcs7"
	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"
)

// sm2Suite is SM2 with SM3, with the default signer id of GB/T 35276.
type sm2Suite struct{ roots *smx509.CertPool }

func newSM2(ders [][]byte) (suite, error) {
	pool := smx509.NewCertPool()
	for _, der := range ders {
		c, err := smx509.ParseCertificate(der)
		if err != nil {
			return nil, err
		}
		pool.AddCert(c)
	}
	return sm2Suite{pool}, nil
}

func (s sm2Suite) verify(content []byte, p Proof, at time.Time) (Signer, [][]byte, error) {
	if len(p.CMS) > 0 {
		return s.message(content, p.CMS, at)
	}
	var chain []*smx509.Certificate
	for _, der := range p.Certificates {
		c, err := smx509.ParseCertificate(der)
		if err != nil {
			return Signer{}, nil, Unreadable.Because(err)
		}
		chain = append(chain, c)
	}
	if !isSM2(chain[0]) {
		return Signer{}, nil, notValid("algorithm", nil)
	}
	if err := chain[0].CheckSignature(smx509.SM2WithSM3, content, p.Signature); err != nil {
		return Signer{}, nil, notValid("content", err)
	}
	return s.chained(chain[0], chain[1:], at)
}

func (s sm2Suite) message(content, cms []byte, at time.Time) (Signer, [][]byte, error) {
	p7, err := pkcs7.Parse(cms)
	if err != nil {
		return Signer{}, nil, Unreadable.Because(err)
	}
	signer := p7.GetOnlySigner()
	if signer == nil {
		return Signer{}, nil, notValid("signers", nil)
	}
	if !p7.Signers[0].DigestAlgorithm.Algorithm.Equal(pkcs7.OIDDigestAlgorithmSM3) || !isSM2(signer) {
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

func (s sm2Suite) chained(leaf *smx509.Certificate, others []*smx509.Certificate, at time.Time) (Signer, [][]byte, error) {
	between := smx509.NewCertPool()
	for _, c := range others {
		between.AddCert(c)
	}
	chains, err := leaf.Verify(smx509.VerifyOptions{Roots: s.roots, Intermediates: between, CurrentTime: at, KeyUsages: []smx509.ExtKeyUsage{smx509.ExtKeyUsageAny}})
	if err != nil {
		return Signer{}, nil, notChained(signerOf(leaf.Subject, leaf.Issuer, leaf.SerialNumber, leaf.NotAfter), leaf.NotBefore, at, err)
	}
	chain := make([][]byte, len(chains[0]))
	for i, c := range chains[0] {
		chain[i] = c.Raw
	}
	return signerOf(leaf.Subject, leaf.Issuer, leaf.SerialNumber, leaf.NotAfter), chain, nil
}

func isSM2(c *smx509.Certificate) bool {
	key, ok := c.PublicKey.(*ecdsa.PublicKey)
	return ok && key.Curve == sm2.P256()
}

func signerOf(subject, issuer pkix.Name, serial *big.Int, until time.Time) Signer {
	s := Signer{Name: subject.CommonName, Issuer: issuer.CommonName, Serial: serial.Text(16), Until: until}
	if len(subject.Organization) > 0 {
		s.Organization = subject.Organization[0]
	}
	return s
}
