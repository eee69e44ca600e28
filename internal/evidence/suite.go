package evidence

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/big"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/smx509"
)

// The suites. Every key and every signature names its own, so that one can stand beside the other: what only one of them
// holds together is found by that one.
const (
	ES256  = "ES256"   // ECDSA on P-256 over SHA-256 (RFC 7518, 3.4)
	SM2SM3 = "SM2-SM3" // SM2 over SM3 (GB/T 32918.2, GB/T 32905) with the signer id of GB/T 35276; in a JWS r and s of 32 bytes each, as of ES256
)

// SigningKey is a key under its id.
type SigningKey struct {
	ID string
	crypto.Signer
}

// NewSigningKey makes a key of a suite, and its PKCS #8 form to keep.
func NewSigningKey(id, suite string) (SigningKey, []byte, error) {
	var made crypto.Signer
	var err error
	switch suite {
	case ES256:
		made, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	case SM2SM3:
		made, err = sm2.GenerateKey(rand.Reader)
	default:
		err = unknownSuite(suite)
	}
	if err != nil {
		return SigningKey{}, nil, fmt.Errorf("evidence: make key %s: %w", id, err)
	}
	der, err := smx509.MarshalPKCS8PrivateKey(made)
	if err != nil {
		return SigningKey{}, nil, fmt.Errorf("evidence: write key %s: %w", id, err)
	}
	return SigningKey{id, made}, der, nil
}

// ReadSigningKey reads what NewSigningKey gave to keep. The error says nothing of the key.
func ReadSigningKey(id, suite string, der []byte) (SigningKey, error) {
	any, err := smx509.ParsePKCS8PrivateKey(der)
	key, ok := any.(crypto.Signer)
	if err != nil || !ok {
		return SigningKey{}, fmt.Errorf("evidence: key %s cannot be read", id)
	}
	if got, err := suiteOf(key.Public()); err != nil || got != suite {
		return SigningKey{}, fmt.Errorf("evidence: key %s is not of %s", id, suite)
	}
	return SigningKey{id, key}, nil
}

func unknownSuite(name string) error { return fmt.Errorf("evidence: unknown suite %q", name) }

// suiteOf tells the suite of a public key by its curve.
func suiteOf(public crypto.PublicKey) (string, error) {
	if k, ok := public.(*ecdsa.PublicKey); ok {
		switch k.Curve {
		case elliptic.P256():
			return ES256, nil
		case sm2.P256():
			return SM2SM3, nil
		}
	}
	return "", fmt.Errorf("evidence: a key of no suite: %T", public)
}

// public reads the key, which must be of the suite it names.
func (k PublicKey) public() (*ecdsa.PublicKey, error) {
	der, err := base64.StdEncoding.DecodeString(k.SPKI)
	if err != nil {
		return nil, fmt.Errorf("evidence: read key %s: %w", k.ID, err)
	}
	var any crypto.PublicKey
	switch k.Algorithm {
	case ES256:
		any, err = x509.ParsePKIXPublicKey(der)
	case SM2SM3:
		any, err = smx509.ParsePKIXPublicKey(der)
	default:
		return nil, fmt.Errorf("evidence: unknown algorithm %q", k.Algorithm)
	}
	if err != nil {
		return nil, fmt.Errorf("evidence: read key %s: %w", k.ID, err)
	}
	if suite, err := suiteOf(any); err != nil || suite != k.Algorithm {
		return nil, fmt.Errorf("evidence: key %s is not of %s", k.ID, k.Algorithm)
	}
	return any.(*ecdsa.PublicKey), nil
}

// holds tells whether a raw signature was made over content by the key.
func (k PublicKey) holds(content, raw []byte) (bool, error) {
	public, err := k.public()
	if err != nil {
		return false, err
	}
	r, s := new(big.Int).SetBytes(raw[:32]), new(big.Int).SetBytes(raw[32:])
	if k.Algorithm == SM2SM3 {
		hash, err := sm2.CalculateSM2Hash(public, content, nil)
		if err != nil {
			return false, fmt.Errorf("evidence: hash for key %s: %w", k.ID, err)
		}
		return sm2.Verify(public, hash, r, s), nil
	}
	sum := sha256.Sum256(content)
	return ecdsa.Verify(public, sum[:], r, s), nil
}

// signRaw signs content by the suite of the key, as r and s of 32 bytes each.
func signRaw(key crypto.Signer, suite string, content []byte) ([]byte, error) {
	digest, opts := content, crypto.SignerOpts(sm2.DefaultSM2SignerOpts)
	if suite == ES256 {
		sum := sha256.Sum256(content)
		digest, opts = sum[:], crypto.SHA256
	}
	der, err := key.Sign(rand.Reader, digest, opts)
	if err != nil {
		return nil, fmt.Errorf("evidence: sign: %w", err)
	}
	var sig struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(der, &sig); err != nil {
		return nil, fmt.Errorf("evidence: read a signature: %w", err)
	}
	var raw [64]byte
	sig.R.FillBytes(raw[:32])
	sig.S.FillBytes(raw[32:])
	return raw[:], nil
}

// SumSM3 is the hex SM3 of a text: the second suite's Sum.
func SumSM3(b []byte) string {
	sum := sm3.New()
	_, _ = sum.Write(b) // a hash takes everything
	return hex.EncodeToString(sum.Sum(nil))
}
