package identity

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"
)

// grace is how long the refresh token before the present one still gets an answer. A phone whose answer was lost on a
// bad link asks again with the token it has, and gets the very same successor: no second line of tokens begins. After
// that, or for any older token, coming back means that somebody has a copy.
const grace = 60 * time.Second

// A refresh token is the session's id (16 bytes, so that a worn-out token still names the session it must end) and
// 32 secret bytes. The database holds only the SHA-256 of the whole.
const secretLength = 32

func (d *Door) open(ctx context.Context, a account, now time.Time) (Pass, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return Pass{}, fmt.Errorf("identity: name a session: %w", err)
	}
	var secret [secretLength]byte
	_, _ = rand.Read(secret[:]) // never fails since Go 1.24: it stops the program instead
	refresh := pack(id, secret[:])
	s := session{ID: id.String(), PersonID: a.Actor.PersonID, BureauID: a.Actor.BureauID, Hash: hashOf(refresh),
		CreatedAt: now, RotatedAt: now, ExpiresAt: now.Add(d.s.RefreshTTL)}
	if err := d.memory.insertSession(ctx, s); err != nil {
		return Pass{}, fmt.Errorf("identity: open a session: %w", err)
	}
	return d.pass(ctx, a, s.ID, refresh, now)
}

// Refresh exchanges a refresh token for the next pair. Refuses with SessionEnded (unknown, ended, expired, or the
// person was disabled) and SessionReused (a worn-out token: the session is ended with it).
func (d *Door) Refresh(ctx context.Context, refresh string) (Pass, error) {
	now := d.s.Now().UTC()
	for range 3 {
		p, err := d.refresh(ctx, refresh, now)
		if !errors.Is(err, errMoved) {
			return p, err
		}
	}
	return Pass{}, SessionEnded
}

func (d *Door) refresh(ctx context.Context, refresh string, now time.Time) (Pass, error) {
	id, ok := unpack(refresh)
	if !ok {
		return Pass{}, SessionEnded
	}
	s, a, err := d.alive(ctx, id.String(), now)
	if err != nil {
		return Pass{}, err
	}
	shown := hashOf(refresh)
	switch {
	case same(shown, s.Hash):
		k, err := d.keys.signing(ctx, now)
		if err != nil {
			return Pass{}, err
		}
		next := successor(k, id, refresh)
		if err := d.memory.rotateSession(ctx, s, hashOf(next), now, now.Add(d.s.RefreshTTL)); err != nil {
			return Pass{}, err
		}
		return d.pass(ctx, a, s.ID, next, now)
	case same(shown, s.Previous) && now.Sub(s.RotatedAt) <= grace:
		keys, err := d.memory.keys(ctx, now)
		if err != nil {
			return Pass{}, fmt.Errorf("identity: read the signing keys: %w", err)
		}
		for _, k := range keys {
			if next := successor(k, id, refresh); same(hashOf(next), s.Hash) {
				return d.pass(ctx, a, s.ID, next, now)
			}
		}
	}
	if err := d.end(ctx, s.ID, "reused", now); err != nil {
		return Pass{}, err
	}
	return Pass{}, SessionReused
}

// SignOut ends a session at once, with every token that belongs to it.
func (d *Door) SignOut(ctx context.Context, session string) error {
	return d.end(ctx, session, "signed_out", d.s.Now().UTC())
}

func (d *Door) end(ctx context.Context, session, why string, now time.Time) error {
	if err := d.memory.endSession(ctx, session, why, now); err != nil {
		return fmt.Errorf("identity: end a session: %w", err)
	}
	d.forget(session)
	return nil
}

func (d *Door) pass(ctx context.Context, a account, session, refresh string, now time.Time) (Pass, error) {
	access, err := d.sign(ctx, a.Actor, session, now, d.s.AccessTTL)
	if err != nil {
		return Pass{}, err
	}
	kit, err := d.kit(ctx, a.Actor, session, now)
	if err != nil {
		slog.WarnContext(ctx, "a phone was let in without what it needs for a rescue pack", "cause", err)
	}
	return Pass{Access: access, Refresh: refresh, Expires: d.s.AccessTTL, Actor: a.Actor, Rescue: kit}, nil
}

// successor derives the next token from the one shown and a key only the servers have. Whoever asks twice with the
// same token gets the same answer, and nobody can compute it from the token alone.
func successor(k key, id uuid.UUID, refresh string) string {
	mac := hmac.New(sha256.New, k.Private.Seed())
	mac.Write([]byte("anjian refresh token\n"))
	mac.Write([]byte(refresh))
	return pack(id, mac.Sum(nil))
}

func pack(id uuid.UUID, secret []byte) string {
	return base64.RawURLEncoding.EncodeToString(append(id[:], secret...))
}

func unpack(refresh string) (uuid.UUID, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(refresh)
	if err != nil || len(raw) != 16+secretLength {
		return uuid.Nil, false
	}
	return uuid.UUID(raw[:16]), true
}

func hashOf(refresh string) string {
	sum := sha256.Sum256([]byte(refresh))
	return hex.EncodeToString(sum[:])
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
