package casework

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"time"

	"anjian/internal/paper"
	"anjian/internal/store"
)

const (
	authorityKind = "authority"
	documentsKind = "documents"
	certifiedFor  = 20 * 365 * 24 * time.Hour // papers are kept for decades
)

// documentSigning is the extended key usage of RFC 9336.
var documentSigning = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 36}

// sealer gives what papers are signed with: the bureau's own certificate from the settings, or one this installation
// made for itself, with an authority of its own, once and for all servers over its database.
func (a *Archive) sealer(ctx context.Context) (paper.Sealer, error) {
	if len(a.house.Sealer.Chain) > 0 {
		return a.house.Sealer, nil
	}
	own, err := a.ownPair(ctx, documentsKind)
	if err != nil {
		return paper.Sealer{}, err
	}
	authority, err := a.ownPair(ctx, authorityKind)
	if err != nil {
		return paper.Sealer{}, err
	}
	return paper.Sealer{Key: own.key, Chain: []*x509.Certificate{own.cert, authority.cert}, StampURL: a.house.Sealer.StampURL}, nil
}

// DocumentAuthority gives the certificate, in PEM, under which papers are signed: what a reader of PDFs must be told to
// trust. Who may: everybody.
func (a *Archive) DocumentAuthority(ctx context.Context) ([]byte, error) {
	s, err := a.sealer(ctx)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Chain[len(s.Chain)-1].Raw}), nil
}

type pair struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func (a *Archive) ownPair(ctx context.Context, kind string) (pair, error) {
	kept, err := a.cases.store.OwnCertificate(ctx, kind)
	if errors.Is(err, store.NotFound) {
		if err := a.makePair(ctx, kind); err != nil && !errors.Is(err, store.Exists) {
			return pair{}, err
		}
		kept, err = a.cases.store.OwnCertificate(ctx, kind)
	}
	if err != nil {
		return pair{}, err
	}
	cert, _ := pem.Decode([]byte(kept.Certificate))
	key, _ := pem.Decode([]byte(kept.PrivateKey))
	if cert == nil || key == nil {
		return pair{}, fmt.Errorf("casework: certificate %s cannot be read", kind)
	}
	c, err := x509.ParseCertificate(cert.Bytes)
	if err != nil {
		return pair{}, fmt.Errorf("casework: read certificate %s: %w", kind, err)
	}
	k, err := x509.ParseECPrivateKey(key.Bytes)
	if err != nil {
		return pair{}, fmt.Errorf("casework: read the key of certificate %s: %w", kind, err)
	}
	return pair{c, k}, nil
}

func (a *Archive) makePair(ctx context.Context, kind string) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return fmt.Errorf("casework: make a key: %w", err)
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return fmt.Errorf("casework: number a certificate: %w", err)
	}
	now := a.cases.store.Now()
	form := &x509.Certificate{SerialNumber: serial, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(certifiedFor), BasicConstraintsValid: true,
		Subject: pkix.Name{Organization: []string{"安监 Anjian"}, CommonName: "安监 文书签章（自签）"}}
	by := pair{form, key}
	if kind == authorityKind {
		form.Subject.CommonName, form.IsCA, form.KeyUsage = "安监 文书签章根证书（自签）", true, x509.KeyUsageCertSign|x509.KeyUsageCRLSign
	} else {
		form.KeyUsage, form.UnknownExtKeyUsage = x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment, []asn1.ObjectIdentifier{documentSigning}
		if by, err = a.ownPair(ctx, authorityKind); err != nil {
			return err
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, form, by.cert, &key.PublicKey, by.key)
	if err != nil {
		return fmt.Errorf("casework: make certificate %s: %w", kind, err)
	}
	text, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return fmt.Errorf("casework: write a key: %w", err)
	}
	c := store.Certificate{Kind: kind, Certificate: string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})),
		PrivateKey: string(pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: text}))}
	return a.cases.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.InsertCertificate(ctx, c) })
}
