package identity

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"

	"anjian/internal/fault"
	"anjian/internal/inspection"
)

// What a phone keeps of a person can be encrypted there under a key of the phone's own, which a PIN opens. People forget
// PINs, and what is unsent must not be lost with one: so the phone seals that key to the bureau's rescue key, for this
// person, and keeps the sealed form beside the data. Whoever proves to be that person gets the key back from here; the
// server itself keeps nothing of it. Its twin is pwa/src/local/escrow.ts.

const phoneKeyForm = "anjian/phone-key/1"

// SealedPhoneKey is a phone's key as it lies on the phone: ECDH P-256 with the bureau's rescue key, HKDF-SHA256 over the
// secret with the salt and, as info, the form, the bureau and the person, AES-256-GCM with a nonce of zeros (a key seals
// once). All but KeyID is base64url.
type SealedPhoneKey struct {
	KeyID     string
	Ephemeral string
	Salt      string
	Box       string
}

// OpenPhoneKey gives a person the key back that their phone sealed for them. Refuses with PhoneKeyForeign when it was
// sealed for another person or bureau, or is damaged.
func (d *Door) OpenPhoneKey(ctx context.Context, who inspection.Actor, s SealedPhoneKey) ([]byte, error) {
	k, err := d.rescueKeys(ctx, who.BureauID, false)
	if fault.KindOf(err) == fault.NotFound || err == nil && k.id != s.KeyID {
		return nil, PhoneKeyForeign
	}
	if err != nil {
		return nil, err
	}
	point, err1 := base64.RawURLEncoding.DecodeString(s.Ephemeral)
	salt, err2 := base64.RawURLEncoding.DecodeString(s.Salt)
	box, err3 := base64.RawURLEncoding.DecodeString(s.Box)
	if err1 != nil || err2 != nil || err3 != nil || len(salt) < 16 {
		return nil, PhoneKeyForeign
	}
	public, err := ecdh.P256().NewPublicKey(point)
	if err != nil {
		return nil, PhoneKeyForeign.Because(err)
	}
	secret, err := k.opens.ECDH(public)
	if err != nil {
		return nil, PhoneKeyForeign.Because(err)
	}
	key, err := hkdf.Key(sha256.New, secret, salt, phoneKeyForm+"\n"+who.BureauID+"\n"+who.PersonID, 32)
	if err != nil {
		return nil, PhoneKeyForeign.Because(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, PhoneKeyForeign.Because(err)
	}
	seal, err := cipher.NewGCM(block)
	if err != nil {
		return nil, PhoneKeyForeign.Because(err)
	}
	plain, err := seal.Open(nil, make([]byte, seal.NonceSize()), box, nil)
	if err != nil || len(plain) != 32 {
		return nil, PhoneKeyForeign.Because(err)
	}
	return plain, nil
}
