package identity

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/store"
)

// A phone that cannot reach the server any more can still hand over what it holds: a rescue pack, sealed to its bureau's
// public key. Who wrote what is in it is proved by an author token, which every sign-in gives and which travels inside
// the pack: signed by the bureau's own key, because a pack may lie in a drawer for longer than a signing key lives.

const (
	rescueAudience = "anjian/rescue"
	rescueLife     = 400 * 24 * time.Hour
)

// RescueKit is what a phone keeps for the day it cannot send: to whom to seal, and the proof of who it is.
type RescueKit struct {
	KeyID  string
	Public string // P-256 point, uncompressed, base64url
	Author string // author token
}

// rescueKeys are a bureau's two keys: one opens packs, one signs author tokens.
type rescueKeys struct {
	id    string
	opens *ecdh.PrivateKey
	signs ed25519.PrivateKey
}

// RescueKey gives the public half of a bureau's rescue key, making the pair when it is first needed.
func (d *Door) RescueKey(ctx context.Context, bureauID string) (id, public string, err error) {
	k, err := d.rescueKeys(ctx, bureauID, true)
	if err != nil {
		return "", "", err
	}
	return k.id, base64.RawURLEncoding.EncodeToString(k.opens.PublicKey().Bytes()), nil
}

// OpenRescue gives the key that opens a bureau's packs. Refuses with RescueOtherKey when the pack is not for it.
func (d *Door) OpenRescue(ctx context.Context, bureauID, keyID string) (*ecdh.PrivateKey, error) {
	k, err := d.rescueKeys(ctx, bureauID, false)
	if fault.KindOf(err) == fault.NotFound || err == nil && k.id != keyID {
		return nil, RescueOtherKey
	}
	return k.opens, err
}

// RescueAuthor gives the author of a pack of this bureau, as the register has them now. Refuses with RescueAuthorUnknown
// (no token of ours, or run out) and RescueAuthorDisabled.
func (d *Door) RescueAuthor(ctx context.Context, bureauID, token string) (inspection.Actor, error) {
	k, err := d.rescueKeys(ctx, bureauID, false)
	if err != nil {
		return inspection.Actor{}, err
	}
	var c claims
	_, err = jwt.ParseWithClaims(token, &c, func(*jwt.Token) (any, error) { return k.signs.Public(), nil },
		jwt.WithStrictDecoding(), jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}), jwt.WithAudience(rescueAudience),
		jwt.WithExpirationRequired(), jwt.WithTimeFunc(func() time.Time { return d.s.Now() }), jwt.WithLeeway(5*time.Second))
	if err != nil || c.Bureau != bureauID {
		return inspection.Actor{}, RescueAuthorUnknown.Because(err)
	}
	a, err := d.memory.accountByID(ctx, bureauID, c.Subject)
	switch {
	case fault.KindOf(err) == fault.NotFound:
		return inspection.Actor{}, RescueAuthorUnknown.Because(err)
	case err != nil:
		return inspection.Actor{}, err
	case a.Disabled:
		return inspection.Actor{}, RescueAuthorDisabled
	}
	return a.Actor, nil
}

// kit makes what a phone keeps. Trouble with it keeps nobody out.
func (d *Door) kit(ctx context.Context, a inspection.Actor, session string, now time.Time) (*RescueKit, error) {
	k, err := d.rescueKeys(ctx, a.BureauID, true)
	if err != nil {
		return nil, err
	}
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims{
		RegisteredClaims: jwt.RegisteredClaims{Issuer: d.s.Issuer, Audience: jwt.ClaimStrings{rescueAudience}, Subject: a.PersonID,
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(rescueLife))},
		Bureau: a.BureauID, Name: a.Name, Session: session,
	})
	token.Header["kid"] = k.id
	signed, err := token.SignedString(k.signs)
	if err != nil {
		return nil, fmt.Errorf("identity: sign an author token: %w", err)
	}
	return &RescueKit{KeyID: k.id, Public: base64.RawURLEncoding.EncodeToString(k.opens.PublicKey().Bytes()), Author: signed}, nil
}

// rescueKeys reads a bureau's keys, once for each bureau and server; they never change.
func (d *Door) rescueKeys(ctx context.Context, bureauID string, make bool) (rescueKeys, error) {
	if k, ok := d.rescue.Load(bureauID); ok {
		return k.(rescueKeys), nil
	}
	stored, err := d.memory.store.RescueKeyOf(ctx, bureauID)
	if make && fault.KindOf(err) == fault.NotFound {
		stored, err = d.makeRescueKey(ctx, bureauID)
	}
	if err != nil {
		return rescueKeys{}, err
	}
	secret, err := d.unlock(stored)
	if err != nil {
		return rescueKeys{}, err
	}
	k := rescueKeys{id: stored.ID}
	if k.opens, err = ecdh.P256().NewPrivateKey(secret); err != nil {
		return rescueKeys{}, RescueKeyLocked.Because(err)
	}
	seed, err := hkdf.Key(sha256.New, secret, nil, "anjian/rescue author tokens", ed25519.SeedSize)
	if err != nil {
		return rescueKeys{}, RescueKeyLocked.Because(err)
	}
	k.signs = ed25519.NewKeyFromSeed(seed)
	d.rescue.Store(bureauID, k)
	return k, nil
}

// makeRescueKey makes the key of a bureau; of two servers that do so at once, the first to write wins.
func (d *Door) makeRescueKey(ctx context.Context, bureauID string) (store.RescueKey, error) {
	private, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return store.RescueKey{}, fmt.Errorf("identity: make a rescue key: %w", err)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return store.RescueKey{}, fmt.Errorf("identity: name a rescue key: %w", err)
	}
	text, err := d.lock(id.String(), private.Bytes())
	if err != nil {
		return store.RescueKey{}, err
	}
	k := store.RescueKey{ID: id.String(), BureauID: bureauID, PrivateKey: text, MadeAt: d.s.Now().UTC()}
	err = d.memory.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.InsertRescueKey(ctx, k) })
	if errors.Is(err, store.Exists) {
		return d.memory.store.RescueKeyOf(ctx, bureauID)
	}
	return k, err
}

const lockedMark = "gcm:"

// lock writes a private key down: under the configured secret, or plainly like the keys that sign tokens.
func (d *Door) lock(id string, private []byte) (string, error) {
	if d.s.RescueSecret == "" {
		return hex.EncodeToString(private), nil
	}
	seal, err := d.sealer()
	if err != nil {
		return "", err
	}
	nonce := make([]byte, seal.NonceSize())
	_, _ = rand.Read(nonce) // never fails since Go 1.24
	return lockedMark + hex.EncodeToString(seal.Seal(nonce, nonce, private, []byte(id))), nil
}

func (d *Door) unlock(k store.RescueKey) ([]byte, error) {
	text, locked := strings.CutPrefix(k.PrivateKey, lockedMark)
	raw, err := hex.DecodeString(text)
	if err != nil || !locked {
		return raw, err
	}
	seal, err := d.sealer()
	if err != nil {
		return nil, err
	}
	if len(raw) < seal.NonceSize() {
		return nil, RescueKeyLocked
	}
	private, err := seal.Open(nil, raw[:seal.NonceSize()], raw[seal.NonceSize():], []byte(k.ID))
	if err != nil {
		return nil, RescueKeyLocked.Because(err)
	}
	return private, nil
}

func (d *Door) sealer() (cipher.AEAD, error) {
	key := sha256.Sum256([]byte("anjian rescue keys\n" + d.s.RescueSecret))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, fmt.Errorf("identity: lock a rescue key: %w", err)
	}
	return cipher.NewGCM(block)
}
