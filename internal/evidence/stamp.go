package evidence

import (
	"crypto"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"
)

// Stamp is what a time-stamp token (RFC 3161) says: that a service saw these bytes' hash at a time.
type Stamp struct {
	At      time.Time
	By      string // common name of the service's certificate
	Policy  string // under which the service stamps
	Trusted bool   // its certificate chains to one of the roots given
}

// ErrStamp says that a token is no time-stamp over these bytes.
var ErrStamp = errors.New("evidence: the time-stamp does not hold")

// stampedInfo is the type of content a time-stamp service signs (RFC 3161, 2.4.2).
var stampedInfo = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}

// ReadStamp verifies a token over bytes with this hex SHA-256: it was made over that, signed by a certificate in it that may stamp
// (RFC 3161, 2.3), valid at that time. Whether that certificate is worth anything only a root tells; roots may be nil.
//
// The page that verifies does the same (casefile.html); testdata/stamps.json holds both to it.
func ReadStamp(token []byte, sum string, roots *x509.CertPool) (Stamp, error) {
	refuse := func(why string, cause error) (Stamp, error) {
		return Stamp{}, fmt.Errorf("%w: %s: %w", ErrStamp, why, cause)
	}
	t, err := timestamp.Parse(token) // it verifies the signature, if there is a certificate
	if err != nil {
		return refuse("it cannot be read, or was changed", err)
	}
	if t.HashAlgorithm != crypto.SHA256 || sum != fmt.Sprintf("%x", t.HashedMessage) {
		return refuse("it was made over something else", errors.New("another hash"))
	}
	signed, err := pkcs7.Parse(token)
	if err != nil {
		return refuse("it cannot be read", err)
	}
	// The certificate that signed, not any that lies beside it: a forger can lay a real service's there.
	by := signed.GetOnlySigner()
	if by == nil || !slices.Contains(by.ExtKeyUsage, x509.ExtKeyUsageTimeStamping) {
		return refuse("the certificate it was signed with may not stamp", errors.New("no key usage for it"))
	}
	var kind asn1.ObjectIdentifier
	if err := signed.UnmarshalSignedAttribute(pkcs7.OIDAttributeContentType, &kind); err != nil || !kind.Equal(stampedInfo) {
		return refuse("what was signed is no time-stamp", errors.Join(err, errors.New("another content")))
	}
	if t.Time.Before(by.NotBefore) || t.Time.After(by.NotAfter) {
		return refuse("its certificate was not valid then", errors.New("out of its time"))
	}
	between := x509.NewCertPool()
	for _, c := range t.Certificates {
		between.AddCert(c)
	}
	s := Stamp{At: t.Time.UTC(), By: by.Subject.CommonName, Policy: t.Policy.String()}
	if roots != nil {
		_, err = by.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: t.Time, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}})
		s.Trusted = err == nil
	}
	return s, nil
}

// AskStamp makes the question to a time-stamp service for bytes: with its certificates in the answer, and, when not
// empty, under a policy (an object identifier in dots).
func AskStamp(hash []byte, policy string) ([]byte, error) {
	q := timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: hash, Certificates: true}
	if policy != "" {
		id, err := x509.ParseOID(policy)
		if err != nil {
			return nil, fmt.Errorf("evidence: policy of time-stamps: %w", err)
		}
		der, err := id.MarshalBinary()
		if err != nil {
			return nil, fmt.Errorf("evidence: policy of time-stamps: %w", err)
		}
		if _, err := asn1.Unmarshal(append([]byte{asn1.TagOID, byte(len(der))}, der...), &q.TSAPolicyOID); err != nil {
			return nil, fmt.Errorf("evidence: policy of time-stamps: %w", err)
		}
	}
	return q.Marshal()
}

// StampAsked gives the hash a question to a time-stamp service is about; only SHA-256 is known here.
func StampAsked(question []byte) ([]byte, error) {
	q, err := timestamp.ParseRequest(question)
	if err != nil || q.HashAlgorithm != crypto.SHA256 {
		return nil, fmt.Errorf("evidence: a question for a time-stamp cannot be read: %w", err)
	}
	return q.HashedMessage, nil
}

// StampIn takes the token out of a service's answer.
func StampIn(answer []byte) ([]byte, error) {
	t, err := timestamp.ParseResponse(answer)
	if err != nil {
		return nil, fmt.Errorf("evidence: the time-stamp service's answer: %w", err)
	}
	return t.RawToken, nil
}

// StampSeen is a time-stamp over a published root in a case file.
type StampSeen struct {
	Day     string    `json:"day"`
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	Trusted bool      `json:"trusted"`
}

// stamp holds an anchor's time-stamp against it.
func (v *verifier) stamp(where string, a Anchor) {
	if a.Stamp == "" {
		return
	}
	token, err := base64.StdEncoding.DecodeString(a.Stamp)
	if err != nil {
		v.wrong(where, StampBroken, "its time-stamp cannot be read")
		return
	}
	s, err := ReadStamp(token, Sum([]byte(a.JWS)), v.stampRoots)
	switch {
	case err != nil:
		v.wrong(where, StampBroken, "its time-stamp does not hold")
	case v.stampRoots != nil && !s.Trusted:
		v.wrong(where, StampBroken, "its time-stamp is of a service that was not given as trusted")
	default:
		v.report.Stamps = append(v.report.Stamps, StampSeen{a.Statement.Day, s.At, s.By, s.Trusted})
	}
}
