package main

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"testing"

	"anjian/api/rest"
)

// aPhoneKey seals a key as a phone does, from the description in internal/identity/phonekey.go.
func aPhoneKey(t *testing.T, kit *rest.RescueKit, bureau, person string, key []byte) map[string]string {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	b64 := base64.RawURLEncoding
	point, err := b64.DecodeString(kit.PublicKey)
	must(err)
	theirs, err := ecdh.P256().NewPublicKey(point)
	must(err)
	mine, err := ecdh.P256().GenerateKey(rand.Reader)
	must(err)
	secret, err := mine.ECDH(theirs)
	must(err)
	salt := make([]byte, 32)
	_, _ = rand.Read(salt)
	wrap, err := hkdf.Key(sha256.New, secret, salt, "anjian/phone-key/1\n"+bureau+"\n"+person, 32)
	must(err)
	block, err := aes.NewCipher(wrap)
	must(err)
	seal, err := cipher.NewGCM(block)
	must(err)
	return map[string]string{"keyId": kit.KeyID, "ephemeral": b64.EncodeToString(mine.PublicKey().Bytes()), "salt": b64.EncodeToString(salt),
		"box": b64.EncodeToString(seal.Seal(nil, make([]byte, 12), key, nil))}
}

func TestAForgottenPinLosesNothingAndOpensNothingForOthers(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		const path = "/api/v1/me/phone-key"
		mine, theirs := s.signIn(t, "jia"), s.signIn(t, "ding")
		key := make([]byte, 32)
		_, _ = rand.Read(key)
		sealed := aPhoneKey(t, mine.Rescue, mine.Person.BureauID, mine.Person.ID, key)

		var got struct{ Key string }
		s.post(t, "jia", path, sealed).into(t, &got)
		if back, err := base64.RawURLEncoding.DecodeString(got.Key); err != nil || !bytes.Equal(back, key) {
			t.Errorf("got %q back (%v)", got.Key, err)
		}
		before := s.acts(t)
		wantProblem(t, s.post(t, "yi", path, sealed), 422, "phone_key.foreign")   // a colleague
		wantProblem(t, s.post(t, "ding", path, sealed), 422, "phone_key.foreign") // another bureau
		wantProblem(t, s.post(t, "jia", path, aPhoneKey(t, theirs.Rescue, mine.Person.BureauID, mine.Person.ID, key)), 422, "phone_key.foreign")
		wantProblem(t, s.post(t, "jia", path, aPhoneKey(t, mine.Rescue, mine.Person.BureauID, mine.Person.ID, key[:16])), 422, "phone_key.foreign")
		for _, part := range []string{"ephemeral", "salt", "box"} {
			spoilt := maps.Clone(sealed)
			first := byte('A')
			if spoilt[part][5] == first {
				first = 'B'
			}
			spoilt[part] = spoilt[part][:5] + string(first) + spoilt[part][6:]
			wantProblem(t, s.post(t, "jia", path, spoilt), 422, "phone_key.foreign")
			spoilt[part] = "不是base64"
			wantProblem(t, s.post(t, "jia", path, spoilt), 422, "phone_key.foreign")
		}
		if s.acts(t) != before {
			t.Error("asking for a key wrote an act")
		}
	})
}
