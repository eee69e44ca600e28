package casework

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"

	"anjian/internal/evidence"
	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/store"
)

// Bounds of links.
const (
	mostLinks     = 20 // of one check, alive
	mostLinksTold = 200
	mostLinksEver = 2000
	longestLink   = 30 * 24 * time.Hour
)

// The ways links are refused to those who hand them out. Those who come by one learn nothing (identity.LinkDead).
var (
	LinkTooMany  = fault.New(fault.Refused, "link.too_many", "This check has too many links that are still open; revoke one first.")
	LinkTooLong  = fault.New(fault.Invalid, "link.too_long", "A link is open for at least a minute and at most thirty days.")
	LinkTaken    = fault.New(fault.Conflict, "link.taken", "This link has been made and used already; make another.")
	LinkNoExpert = fault.New(fault.Refused, "link.no_invitation", "A link for an expert needs their standing invitation; it has the invitation's id.")
	LinkNoOrder  = fault.New(fault.Refused, "link.no_order", "A link to report what was put right is for one delivered order; say which.")
	LinkNotTaken = fault.New(fault.Refused, "link.not_accepted", "This bureau does not accept signatures by a link without an account.")
	LinkNoCheck  = fault.New(fault.Refused, "link.no_check", "Links are made for a check that has been dispatched and not called off.")
)

// NewLink is what its maker says of a link. ID is minted where it is asked for, so that asking twice makes one link.
type NewLink struct {
	ID        string
	Purpose   inspection.Purpose
	OrderID   string // to report what was put right: which delivered order; empty where there is only one
	Name      string // of the invitee
	Post      string
	ExpiresAt time.Time
}

// Link is a capability link as those see it who hand it out. The token is told once, when it is made.
type Link struct {
	ID         string               `json:"id"`
	CheckID    string               `json:"checkId"`
	Purpose    inspection.Purpose   `json:"purpose" enum:"sign,expert,rectify,notice"`
	Party      inspection.Party     `json:"party"`
	OrderID    string               `json:"orderId,omitempty" doc:"Of a link to report what was put right: the one order it is for."`
	Name       string               `json:"name"`
	Post       string               `json:"post,omitempty"`
	MadeBy     inspection.PersonRef `json:"madeBy"`
	MadeAt     time.Time            `json:"madeAt"`
	ExpiresAt  time.Time            `json:"expiresAt"`
	RevokedAt  *time.Time           `json:"revokedAt,omitempty"`
	Uses       int                  `json:"uses" doc:"How often it was exchanged for a session."`
	LastUsedAt *time.Time           `json:"lastUsedAt,omitempty"`
}

// MakeLink makes a link to a check for somebody without an account and gives its token, which nobody can read again.
// Who may: the check's team and its section head. Refuses with NotFound, LinkTooLong, LinkTooMany, LinkNoCheck,
// LinkTaken, LinkNoOrder for a link to report that names no delivered order of the check, LinkNotTaken where the bureau accepts no signature by link, and LinkNoExpert for an expert without a standing invitation. The same id once more, before anybody used
// the link, gives a new token for the same link; an expert's link may be renewed at any time, the token before it is then dead.
func (r *Room) MakeLink(ctx context.Context, actor inspection.Actor, checkID string, n NewLink) (Link, string, error) {
	if err := r.hands(ctx, actor, checkID); err != nil {
		return Link{}, "", err
	}
	if n.ID == "" {
		n.ID = uuid.Must(uuid.NewV7()).String()
	}
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails since Go 1.24: it stops the program instead
	token := base64.RawURLEncoding.EncodeToString(secret[:])
	l := newLink{store.Link{ID: n.ID, BureauID: actor.BureauID, CheckID: checkID, Purpose: n.Purpose, Party: partyFor(n.Purpose), Name: n.Name, Post: n.Post,
		TokenHash: evidence.Sum([]byte(token)), MadeBy: actor.PersonID, MadeByName: actor.Name, ExpiresAt: n.ExpiresAt}}
	err := r.store.Housekeep(ctx, func(tx *store.Tx) error {
		// Holding the check, two who make links at once do not both make the last one.
		v, err := tx.CheckForUpdate(ctx, actor.BureauID, checkID)
		if err != nil {
			return err
		}
		if v.Record.State == inspection.Planned || v.Record.State == inspection.Cancelled {
			return LinkNoCheck.With("state", string(v.Record.State))
		}
		if n.Purpose == inspection.ForRectifying {
			if l.OrderID, err = orderFor(v.Record, n.OrderID); err != nil {
				return err
			}
		}
		if n.Purpose == inspection.ForSigning && !v.Record.Accepts(inspection.OnOwnLink) {
			return LinkNotTaken
		}
		if n.Purpose == inspection.ForExpert {
			if err := l.invites(v.Record, tx.Now()); err != nil {
				return err
			}
		}
		if left := l.ExpiresAt.Sub(tx.Now()); n.Purpose != inspection.ForExpert && left < time.Minute || left > longestLink {
			return LinkTooLong
		}
		switch err := tx.RenewLink(ctx, l.Link); {
		case err == nil:
			return nil
		case !errors.Is(err, store.Moved):
			return err
		}
		if ever, err := tx.LinksEver(ctx, actor.BureauID, checkID); err != nil {
			return err
		} else if ever >= mostLinksEver {
			return LinkTooMany.With("most", mostLinksEver)
		}
		if alive, err := tx.LinksAlive(ctx, actor.BureauID, checkID); err != nil {
			return err
		} else if alive >= mostLinks {
			return LinkTooMany.With("most", mostLinks)
		}
		return tx.InsertLink(ctx, l.Link)
	})
	if errors.Is(err, store.Exists) {
		return Link{}, "", LinkTaken
	}
	if err != nil {
		return Link{}, "", err
	}
	made, err := r.store.Link(ctx, actor.BureauID, l.ID)
	return linkOf(made), token, err
}

// orderFor gives the delivered order that a link to report is for: the one asked for, or the only one.
func orderFor(r inspection.CheckRecord, asked string) (string, error) {
	delivered := []string{}
	for _, o := range r.Orders {
		if o.Delivered() {
			delivered = append(delivered, o.Paper.ID)
		}
	}
	if asked == "" && len(delivered) == 1 {
		return delivered[0], nil
	}
	if !slices.Contains(delivered, asked) {
		return "", LinkNoOrder
	}
	return asked, nil
}

// newLink is a link about to be made.
type newLink struct{ store.Link }

// invites takes from the invitation of the link's id whom the link is for and until when.
func (l *newLink) invites(r inspection.CheckRecord, now time.Time) error {
	for _, i := range r.Invitations {
		if i.ID == l.ID && i.PersonID == "" && i.Stands(now) {
			l.Name, l.Post, l.ExpiresAt = i.Name, i.Title, i.ExpiresAt
			return nil
		}
	}
	return LinkNoExpert
}

// Links lists the links of a check, newest first. Who may: its team and its section head.
func (r *Room) Links(ctx context.Context, actor inspection.Actor, checkID string) ([]Link, error) {
	if err := r.hands(ctx, actor, checkID); err != nil {
		return nil, err
	}
	found, err := r.store.LinksOf(ctx, actor.BureauID, checkID, mostLinksTold)
	if err != nil {
		return nil, err
	}
	links := make([]Link, len(found))
	for i, l := range found {
		links[i] = linkOf(l)
	}
	return links, nil
}

// linksOf gives what each link of a check was for, by id.
func (r *Room) linksOf(ctx context.Context, bureauID, checkID string) (map[string]inspection.Purpose, error) {
	found, err := r.store.LinksOf(ctx, bureauID, checkID, mostLinksEver)
	if err != nil {
		return nil, err
	}
	links := make(map[string]inspection.Purpose, len(found))
	for _, l := range found {
		links[l.ID] = l.Purpose
	}
	return links, nil
}

// RevokeLink ends a link at once, with whatever was opened by it, and the keys of the devices it was opened on. Doing so twice is harmless; NotFound for a link of
// another check.
func (r *Room) RevokeLink(ctx context.Context, actor inspection.Actor, checkID, id string) error {
	if err := r.hands(ctx, actor, checkID); err != nil {
		return err
	}
	l, err := r.store.Link(ctx, actor.BureauID, id)
	if err != nil {
		return err
	}
	if l.CheckID != checkID {
		return store.NotFound
	}
	return r.store.Housekeep(ctx, func(tx *store.Tx) error {
		if err := tx.RevokeLink(ctx, actor.BureauID, checkID, id, actor.PersonID); err != nil {
			return err
		}
		return tx.RevokeDeviceKeysOf(ctx, actor.BureauID, id, actor.PersonID)
	})
}

// hands is nil for those who hand out links to a check.
func (r *Room) hands(ctx context.Context, actor inspection.Actor, checkID string) error {
	if actor.Guest() || actor.Role != inspection.RoleInspector && actor.Role != inspection.RoleSectionHead {
		return store.NotFound
	}
	_, err := r.store.CheckOf(ctx, actor, checkID)
	return err
}

// partyFor is what a guest is to the check.
func partyFor(p inspection.Purpose) inspection.Party {
	if p == inspection.ForExpert {
		return inspection.PartyExpert
	}
	return inspection.PartyEnterprise
}

func linkOf(l store.Link) Link {
	return Link{ID: l.ID, CheckID: l.CheckID, Purpose: l.Purpose, Party: l.Party, OrderID: l.OrderID, Name: l.Name, Post: l.Post, MadeBy: inspection.PersonRef{ID: l.MadeBy, Name: l.MadeByName},
		MadeAt: l.MadeAt.UTC(), ExpiresAt: l.ExpiresAt.UTC(), RevokedAt: utc(l.RevokedAt), Uses: l.Uses, LastUsedAt: utc(l.LastUsedAt)}
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	at := t.UTC()
	return &at
}
