package rescue

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"io"
	"strings"
)

const (
	magic    = "ANJIANR1"
	family   = "anjian/rescue/"
	format   = family + "1"
	headMost = 4096

	chunkLeast = 1 << 10
	chunkMost  = 1 << 20
)

// Head is the readable beginning of a pack.
type Head struct {
	Format     string `json:"format"`
	Agreement  string `json:"agreement"`
	Derivation string `json:"derivation"`
	Cipher     string `json:"cipher"`
	KeyID      string `json:"keyId"`
	Ephemeral  string `json:"ephemeral"`
	Salt       string `json:"salt"`
	Chunk      int    `json:"chunk"`
}

// Pack is a pack being read.
type Pack struct {
	Head Head
	ID   string // hex SHA-256 of everything before the first chunk: two packs never share it
	in   *chunks
	left int64 // bytes of a picture not read yet
	done bool
}

// Open reads the head of a pack and makes ready to read its entries. key gives the bureau's private key by its id.
// Refuses NotAPack, Newer, Damaged, and whatever key refuses.
func Open(r io.Reader, key func(id string) (*ecdh.PrivateKey, error)) (*Pack, error) {
	begin := make([]byte, len(magic)+4)
	if _, err := io.ReadFull(r, begin); err != nil || string(begin[:len(magic)]) != magic {
		return nil, NotAPack
	}
	n := binary.BigEndian.Uint32(begin[len(magic):])
	if n == 0 || n > headMost {
		return nil, NotAPack
	}
	text := make([]byte, n)
	if _, err := io.ReadFull(r, text); err != nil {
		return nil, damaged(0, "cut")
	}
	p := &Pack{}
	if err := json.Unmarshal(text, &p.Head); err != nil || !strings.HasPrefix(p.Head.Format, family) {
		return nil, damaged(0, "head")
	}
	if p.Head.Format != format || p.Head.Agreement != "ECDH-P256" || p.Head.Derivation != "HKDF-SHA256" || p.Head.Cipher != "AES-256-GCM" {
		return nil, Newer.With("format", cut(p.Head.Format))
	}
	sum := sha256.Sum256(append(begin, text...))
	p.ID = hex.EncodeToString(sum[:])
	private, err := key(cut(p.Head.KeyID))
	if err != nil {
		return nil, err
	}
	seal, ok := opener(p.Head, private, sum)
	if !ok || p.Head.Chunk < chunkLeast || p.Head.Chunk > chunkMost {
		return nil, damaged(0, "head")
	}
	p.in = &chunks{from: r, seal: seal, size: p.Head.Chunk}
	return p, nil
}

func opener(h Head, private *ecdh.PrivateKey, sum [32]byte) (cipher.AEAD, bool) {
	point, err1 := base64.RawURLEncoding.DecodeString(h.Ephemeral)
	salt, err2 := base64.RawURLEncoding.DecodeString(h.Salt)
	if err1 != nil || err2 != nil || len(salt) < 16 {
		return nil, false
	}
	public, err := ecdh.P256().NewPublicKey(point)
	if err != nil {
		return nil, false
	}
	secret, err := private.ECDH(public)
	if err != nil {
		return nil, false
	}
	key, err := hkdf.Key(sha256.New, secret, salt, format+"\n"+string(sum[:]), 32)
	if err != nil {
		return nil, false
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, false
	}
	seal, err := cipher.NewGCM(block)
	return seal, err == nil
}

func cut(s string) string {
	if len(s) > 64 {
		return s[:64]
	}
	return s
}
