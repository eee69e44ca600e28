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
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// ES256 is the one algorithm of today: ECDSA on P-256 over SHA-256 (RFC 7518, 3.4). Every key and every signature names
// its algorithm, so that another can stand beside it.
const ES256 = "ES256"

var b64 = base64.RawURLEncoding

// PublicKey is the open half of a key, as it is published and put into case files.
type PublicKey struct {
	ID        string `json:"id"`
	Algorithm string `json:"algorithm"`
	SPKI      string `json:"spki"` // base64 of the SubjectPublicKeyInfo (RFC 5280)
	MadeAt    string `json:"madeAt"`
}

// Fingerprint is the hex SHA-256 of the key itself: what two people compare.
func (k PublicKey) Fingerprint() string {
	der, err := base64.StdEncoding.DecodeString(k.SPKI)
	if err != nil {
		return ""
	}
	return Sum(der)
}

func (k PublicKey) ecdsa() (*ecdsa.PublicKey, error) {
	if k.Algorithm != ES256 {
		return nil, fmt.Errorf("evidence: unknown algorithm %q", k.Algorithm)
	}
	der, err := base64.StdEncoding.DecodeString(k.SPKI)
	if err != nil {
		return nil, fmt.Errorf("evidence: read key %s: %w", k.ID, err)
	}
	any, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return nil, fmt.Errorf("evidence: read key %s: %w", k.ID, err)
	}
	public, ok := any.(*ecdsa.PublicKey)
	if !ok || public.Curve != elliptic.P256() {
		return nil, fmt.Errorf("evidence: key %s is not on P-256", k.ID)
	}
	return public, nil
}

// PublicOf lays open the public half of a P-256 key under an id.
func PublicOf(id, madeAt string, public crypto.PublicKey) (PublicKey, error) {
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return PublicKey{}, fmt.Errorf("evidence: lay open key %s: %w", id, err)
	}
	k := PublicKey{ID: id, Algorithm: ES256, SPKI: base64.StdEncoding.EncodeToString(der), MadeAt: madeAt}
	if _, err := k.ecdsa(); err != nil {
		return PublicKey{}, err
	}
	return k, nil
}

type jwsHead struct {
	Algorithm string `json:"alg"`
	KeyID     string `json:"kid"`
	Type      string `json:"typ,omitempty"`
}

// SignJWS makes a compact JWS (RFC 7515) over a payload with a P-256 key.
func SignJWS(key crypto.Signer, keyID, kind string, payload []byte) (string, error) {
	head, err := json.Marshal(jwsHead{ES256, keyID, kind})
	if err != nil {
		return "", fmt.Errorf("evidence: write a JWS head: %w", err)
	}
	signed := b64.EncodeToString(head) + "." + b64.EncodeToString(payload)
	sum := sha256.Sum256([]byte(signed))
	der, err := key.Sign(rand.Reader, sum[:], crypto.SHA256)
	if err != nil {
		return "", fmt.Errorf("evidence: sign with key %s: %w", keyID, err)
	}
	var sig struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(der, &sig); err != nil {
		return "", fmt.Errorf("evidence: read a signature: %w", err)
	}
	var raw [64]byte
	sig.R.FillBytes(raw[:32])
	sig.S.FillBytes(raw[32:])
	return signed + "." + b64.EncodeToString(raw[:]), nil
}

// ErrSignature says that a JWS was not made by the key it names over what it carries.
var ErrSignature = errors.New("evidence: the signature does not hold")

// VerifyJWS gives the payload of a compact JWS whose key is one of keys and whose typ is kind. An unknown key, another
// algorithm, another type and a wrong signature are all ErrSignature.
func VerifyJWS(token, kind string, keys []PublicKey) (payload []byte, by PublicKey, err error) {
	refuse := func(why string) ([]byte, PublicKey, error) {
		return nil, PublicKey{}, fmt.Errorf("%w: %s", ErrSignature, why)
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return refuse("not three parts")
	}
	raw, err := b64.Strict().DecodeString(parts[0])
	if err != nil {
		return refuse("its head cannot be read")
	}
	var head jwsHead
	if err := json.Unmarshal(raw, &head); err != nil {
		return refuse("its head cannot be read")
	}
	if head.Algorithm != ES256 || head.Type != kind {
		return refuse("another algorithm or type")
	}
	for _, k := range keys {
		if k.ID == head.KeyID {
			by = k
		}
	}
	if by.ID == "" {
		return refuse("made with a key nobody knows: " + head.KeyID)
	}
	public, err := by.ecdsa()
	if err != nil {
		return refuse(err.Error())
	}
	sig, err := b64.Strict().DecodeString(parts[2])
	if err != nil || len(sig) != 64 {
		return refuse("no ES256 signature")
	}
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if !ecdsa.Verify(public, sum[:], new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:])) {
		return refuse("it was not made over this")
	}
	if payload, err = b64.Strict().DecodeString(parts[1]); err != nil {
		return refuse("its content cannot be read")
	}
	return payload, by, nil
}

// JWSKey names the key a JWS says it was made with; empty when it cannot be read. Nothing is verified.
func JWSKey(token string) string {
	head, _, _ := strings.Cut(token, ".")
	raw, err := b64.DecodeString(head)
	if err != nil {
		return ""
	}
	var h jwsHead
	if json.Unmarshal(raw, &h) != nil {
		return ""
	}
	return h.KeyID
}
