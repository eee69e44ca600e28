package evidence

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
)

// What a device signs (its typ) and the form it signs in.
const (
	CoverType       = "anjian-cover"
	CoverSchema     = "anjian/cover/1"
	DeviceKeyType   = "anjian-device-key"
	DeviceKeySchema = "anjian/device-key/1"
)

// Cover is what a device signs over the acts of one batch on one check: which acts, in which order, after which head.
// Everything an act could be taken away to (another check, another person, another device) is signed with it. The JWS
// carries its canonical form (RFC 8785) and nothing else.
type Cover struct {
	Schema  string       `json:"schema"`
	Device  string       `json:"device"`
	Person  string       `json:"person"`
	CheckID string       `json:"checkId"`
	Prev    string       `json:"prev"` // head of this device's cover before this one in this check; empty for the first
	Acts    []CoveredAct `json:"acts"`
	Head    string       `json:"head"` // FoldHead of the acts after prev

	// Unsure are heads this device signed after the same prev and never had an answer to, of acts that were not sent
	// again: whether they arrived is the server's to know.
	Unsure []string `json:"unsure,omitempty"`
}

// mostUnsure bounds what a cover is unsure of.
const mostUnsure = 50

// CoveredAct is one act under a cover.
type CoveredAct struct {
	ID  string `json:"id"`
	Sum string `json:"sum"` // ActSum
}

// FoldHead carries a device's chain over acts: for each in turn, head = hex SHA-256 of the lines head (empty for the
// first), act id and sum, joined by newlines.
func FoldHead(prev string, acts []CoveredAct) string {
	head := prev
	for _, a := range acts {
		head = Sum([]byte(head + "\n" + a.ID + "\n" + a.Sum))
	}
	return head
}

// ReadCover verifies a cover against keys and reads it. Everything that is wrong with it is ErrSignature.
func ReadCover(jws string, keys []PublicKey) (Cover, PublicKey, error) {
	payload, by, err := VerifyJWS(jws, CoverType, keys)
	if err != nil {
		return Cover{}, PublicKey{}, err
	}
	var c Cover
	if err := exactly(payload, &c); err != nil || c.Schema != CoverSchema {
		return Cover{}, PublicKey{}, fmt.Errorf("%w: what it carries is no cover", ErrSignature)
	}
	if len(c.Unsure) > mostUnsure {
		return Cover{}, PublicKey{}, fmt.Errorf("%w: it is unsure of too much", ErrSignature)
	}
	if len(c.Acts) == 0 || FoldHead(c.Prev, c.Acts) != c.Head {
		return Cover{}, PublicKey{}, fmt.Errorf("%w: its head does not follow from its acts", ErrSignature)
	}
	return c, by, nil
}

// DeviceStatement is what a device signs with a new key to show that it holds it, in this session.
type DeviceStatement struct {
	Schema    string `json:"schema"`
	Challenge string `json:"challenge"` // DeviceChallenge of the session
	Device    string `json:"device"`
	Person    string `json:"person"`
	SPKI      string `json:"spki"`
}

// DeviceChallenge is what ties a proof to one session: hex SHA-256 of a fixed word and the session's id.
func DeviceChallenge(session string) string { return Sum([]byte("anjian device key\n" + session)) }

// DeviceKey makes the open half of a device's key, of ES256, from its SubjectPublicKeyInfo in base64. A key is named by its
// fingerprint: the device knows its name without being told.
func DeviceKey(algorithm, spki, madeAt string) (PublicKey, error) {
	k := PublicKey{Algorithm: algorithm, SPKI: spki, MadeAt: madeAt}
	if algorithm != ES256 { // devices are browsers, and those have no other
		return PublicKey{}, unknownSuite(algorithm)
	}
	if _, err := k.public(); err != nil {
		return PublicKey{}, err
	}
	der, err := base64.StdEncoding.DecodeString(spki)
	if err != nil || base64.StdEncoding.EncodeToString(der) != spki {
		return PublicKey{}, fmt.Errorf("evidence: a key is written in another base64")
	}
	k.ID = k.Fingerprint()
	return k, nil
}

// ProvesKey says whether a proof was made with this key over exactly this statement.
func ProvesKey(proof string, k PublicKey, s DeviceStatement) error {
	payload, _, err := VerifyJWS(proof, DeviceKeyType, []PublicKey{k})
	if err != nil {
		return err
	}
	s.Schema, s.SPKI = DeviceKeySchema, k.SPKI
	if want, err := Canonical(s); err != nil || !bytes.Equal(payload, want) {
		return fmt.Errorf("%w: it was made over something else", ErrSignature)
	}
	return nil
}

// exactly reads a canonical JSON text; a text that says anything more or otherwise is refused.
func exactly(text []byte, into any) error {
	if err := json.Unmarshal(text, into); err != nil {
		return err
	}
	if back, err := Canonical(into); err != nil || !bytes.Equal(back, text) {
		return fmt.Errorf("evidence: not in canonical form")
	}
	return nil
}
