package evidence

import (
	"crypto"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/emmansun/gmsm/smx509"
)

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

// PublicOf lays open the public half of a key, of either suite, under an id.
func PublicOf(id, madeAt string, public crypto.PublicKey) (PublicKey, error) {
	suite, err := suiteOf(public)
	if err != nil {
		return PublicKey{}, err
	}
	der, err := smx509.MarshalPKIXPublicKey(public)
	if err != nil {
		return PublicKey{}, fmt.Errorf("evidence: lay open key %s: %w", id, err)
	}
	return PublicKey{ID: id, Algorithm: suite, SPKI: base64.StdEncoding.EncodeToString(der), MadeAt: madeAt}, nil
}

type jwsHead struct {
	Algorithm string `json:"alg"`
	KeyID     string `json:"kid"`
	Type      string `json:"typ,omitempty"`
}

// SignJWS makes a compact JWS (RFC 7515) over a payload with a key of either suite.
func SignJWS(key crypto.Signer, keyID, kind string, payload []byte) (string, error) {
	suite, err := suiteOf(key.Public())
	if err != nil {
		return "", err
	}
	head, err := json.Marshal(jwsHead{suite, keyID, kind})
	if err != nil {
		return "", fmt.Errorf("evidence: write a JWS head: %w", err)
	}
	signed := b64.EncodeToString(head) + "." + b64.EncodeToString(payload)
	raw, err := signRaw(key, suite, []byte(signed))
	if err != nil {
		return "", err
	}
	return signed + "." + b64.EncodeToString(raw), nil
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
	if head.Type != kind {
		return refuse("another type")
	}
	for _, k := range keys {
		if k.ID == head.KeyID {
			by = k
		}
	}
	if by.ID == "" {
		return refuse("made with a key nobody knows: " + head.KeyID)
	}
	if head.Algorithm != by.Algorithm { // the key says how it signs, never the signature alone
		return refuse("another algorithm than its key's")
	}
	sig, err := b64.Strict().DecodeString(parts[2])
	if err != nil || len(sig) != 64 {
		return refuse("no signature of 64 bytes")
	}
	if holds, err := by.holds([]byte(parts[0]+"."+parts[1]), sig); err != nil {
		return refuse(err.Error())
	} else if !holds {
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
