package identity

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/store"
)

// A guest has no account: a capability link brought them, and its token is exchanged here for a short access token as
// often as they need one. The link is asked again at every request, so that revoking it ends everything at once.

// guestFor is the longest life of a guest's access token.
const guestFor = 30 * time.Minute

// GuestPass is what a link's token gives.
type GuestPass struct {
	Access    string
	Expires   time.Duration // of the access token
	Actor     inspection.Actor
	Post      string
	InvitedBy string    // the name of whoever made the link
	EndsAt    time.Time // of the link
}

// Welcome exchanges a link's token for an access token. address is where the request came from. A token that was
// guessed, has expired, was revoked or belongs to a check called off gets one and the same LinkDead after the same
// work. Refuses with LinkTooFast after too many tries from one address or with one token.
func (d *Door) Welcome(ctx context.Context, token, address string) (GuestPass, error) {
	now := d.s.Now().UTC()
	sum := sha256.Sum256([]byte(token))
	hash := hex.EncodeToString(sum[:])
	for _, key := range []string{"address " + address, "link " + hash} {
		if wait, ok := d.guests.Allow(key, now); !ok {
			return GuestPass{}, LinkTooFast.With("retryAfter", seconds(wait))
		}
	}
	l, err := d.memory.store.LinkByToken(ctx, hash)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return GuestPass{}, err
	}
	if err != nil || !l.Alive(now) {
		return GuestPass{}, LinkDead
	}
	err = d.memory.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.UseLink(ctx, l.ID, hash) })
	if errors.Is(err, store.Moved) {
		return GuestPass{}, LinkDead
	}
	if err != nil {
		return GuestPass{}, fmt.Errorf("identity: count the use of a link: %w", err)
	}
	life := min(guestFor, d.s.AccessTTL, l.ExpiresAt.Sub(now))
	actor := guest(l)
	access, err := d.sign(ctx, actor, "", now, life)
	if err != nil {
		return GuestPass{}, err
	}
	return GuestPass{Access: access, Expires: life, Actor: actor, Post: l.Post, InvitedBy: l.MadeByName, EndsAt: l.ExpiresAt.UTC()}, nil
}

// stillWelcome gives the bearer of a guest's token as the link has them now. Refuses with SessionEnded.
func (d *Door) stillWelcome(ctx context.Context, p Presence, now time.Time) (Presence, error) {
	l, err := d.memory.store.Link(ctx, p.Actor.BureauID, p.Actor.PersonID)
	if err != nil {
		return Presence{}, endedIfMissing(err)
	}
	if !l.Alive(now) || l.CheckID != p.Actor.CheckID || l.Purpose != p.Actor.Purpose {
		return Presence{}, SessionEnded
	}
	return Presence{Actor: guest(l)}, nil
}

// guest is the actor a link makes of its bearer: its own id for a person, one check, one purpose.
func guest(l store.Link) inspection.Actor {
	a := inspection.Actor{PersonID: l.ID, Name: l.Name, BureauID: l.BureauID, Role: inspection.RoleEnterprise, EnterpriseID: l.EnterpriseID, CheckID: l.CheckID, Purpose: l.Purpose, OrderID: l.OrderID}
	if l.Purpose == inspection.ForExpert {
		a.Role, a.EnterpriseID = inspection.RoleExpert, ""
	}
	return a
}
