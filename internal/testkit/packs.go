package testkit

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"
)

// PackPart is one entry of a rescue pack: what it is, its JSON, and for a picture its bytes.
type PackPart struct {
	Kind byte
	JSON any
	Body []byte
}

// Pack is a rescue pack laid open, so that a test can spoil it: the head with all before it, and the sealed chunks, each
// with its length.
type Pack struct {
	Head   []byte
	Chunks [][]byte
}

// Bytes puts a pack together.
func (p Pack) Bytes() []byte { return append(bytes.Clone(p.Head), bytes.Join(p.Chunks, nil)...) }

// SealPack writes a rescue pack as a phone does, from the description in internal/rescue, with small chunks.
func SealPack(t testing.TB, keyID, public string, chunk int, parts ...PackPart) Pack {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	point, err := base64.RawURLEncoding.DecodeString(public)
	must(err)
	theirs, err := ecdh.P256().NewPublicKey(point)
	must(err)
	mine, err := ecdh.P256().GenerateKey(rand.Reader)
	must(err)
	secret, err := mine.ECDH(theirs)
	must(err)
	salt := make([]byte, 32)
	_, _ = rand.Read(salt)
	head, err := json.Marshal(map[string]any{"format": "anjian/rescue/1", "agreement": "ECDH-P256", "derivation": "HKDF-SHA256", "cipher": "AES-256-GCM",
		"keyId": keyID, "ephemeral": base64.RawURLEncoding.EncodeToString(mine.PublicKey().Bytes()), "salt": base64.RawURLEncoding.EncodeToString(salt), "chunk": chunk})
	must(err)
	p := Pack{Head: append(binary.BigEndian.AppendUint32([]byte("ANJIANR1"), uint32(len(head))), head...)}
	sum := sha256.Sum256(p.Head)
	key, err := hkdf.Key(sha256.New, secret, salt, "anjian/rescue/1\n"+string(sum[:]), 32)
	must(err)
	block, err := aes.NewCipher(key)
	must(err)
	seal, err := cipher.NewGCM(block)
	must(err)
	var plain []byte
	for _, part := range parts {
		text, raw := part.JSON.([]byte)
		if !raw {
			text, err = json.Marshal(part.JSON)
			must(err)
		}
		plain = append(binary.BigEndian.AppendUint32(append(plain, part.Kind), uint32(len(text))), text...)
		plain = append(plain, part.Body...)
	}
	for i := 0; ; i++ {
		n := min(chunk, len(plain))
		nonce := make([]byte, 12)
		binary.BigEndian.PutUint32(nonce[7:], uint32(i))
		last := n == len(plain)
		if last {
			nonce[11] = 1
		}
		box := seal.Seal(nil, nonce, plain[:n], nil)
		p.Chunks = append(p.Chunks, append(binary.BigEndian.AppendUint32(nil, uint32(len(box))), box...))
		if plain = plain[n:]; last {
			return p
		}
	}
}
