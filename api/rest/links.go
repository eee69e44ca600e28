package rest

import (
	"context"
	"strings"
	"time"

	"anjian/internal/casework"
	"anjian/internal/inspection"
)

type makeLinkIn struct {
	CheckIn
	Body struct {
		ID        string             `json:"id,omitempty" format:"uuid" doc:"UUIDv7 minted by the asker; asking again with it, before the link is used, gives the same link a new token."`
		Purpose   inspection.Purpose `json:"purpose" enum:"sign,notice,expert,rectify" doc:"For an expert the id is that of their invitation, which says who it is and until when."`
		OrderID   string             `json:"orderId,omitempty" format:"uuid" doc:"To report what was put right: the delivered order the link is for. May be left out where only one is delivered."`
		Name      string             `json:"name" minLength:"1" maxLength:"100" doc:"Who is invited."`
		Post      string             `json:"post,omitempty" maxLength:"100"`
		ExpiresAt time.Time          `json:"expiresAt" doc:"At most thirty days from now."`
	}
}

// NewLink is a link with its token, which is told only now. It belongs into the fragment of an address, where no server
// and no log sees it: /g#token.
type NewLink struct {
	Link  casework.Link `json:"link"`
	Token string        `json:"token"`
}

type newLinkOut struct{ Body NewLink }

func (h *house) makeLink(ctx context.Context, in *makeLinkIn) (*newLinkOut, error) {
	name := strings.TrimSpace(in.Body.Name)
	if name == "" {
		return nil, requestInvalid.With("field", "name")
	}
	link, token, err := h.rooms.Casework.MakeLink(ctx, actorOf(ctx), in.ID, casework.NewLink{ID: in.Body.ID, Purpose: in.Body.Purpose, OrderID: in.Body.OrderID,
		Name: name, Post: strings.TrimSpace(in.Body.Post), ExpiresAt: in.Body.ExpiresAt})
	return &newLinkOut{NewLink{Link: link, Token: token}}, err
}

func (h *house) listLinks(ctx context.Context, in *CheckIn) (*list[casework.Link], error) {
	links, err := h.rooms.Casework.Links(ctx, actorOf(ctx), in.ID)
	return listOf(links, ""), err
}

type linkIn struct {
	CheckIn
	LinkID string `path:"linkId" format:"uuid"`
}

func (h *house) revokeLink(ctx context.Context, in *linkIn) (*struct{}, error) {
	return nil, h.rooms.Casework.RevokeLink(ctx, actorOf(ctx), in.ID, in.LinkID)
}

type openLinkIn struct {
	Body struct {
		Token string `json:"token" minLength:"1" maxLength:"200"`
	}
}

// Guest is who came by a link, and what for.
type Guest struct {
	LinkID   string             `json:"linkId"`
	CheckID  string             `json:"checkId"`
	Purpose  inspection.Purpose `json:"purpose" enum:"sign,expert,rectify,notice"`
	BureauID string             `json:"bureauId"`
	OrderID  string             `json:"orderId,omitempty" doc:"The one order that somebody who reports what was put right came for."`
	// EnterpriseID is whose part the guest takes; empty for an expert.
	EnterpriseID string    `json:"enterpriseId,omitempty"`
	Name         string    `json:"name"`
	Post         string    `json:"post,omitempty"`
	InvitedBy    string    `json:"invitedBy"`
	EndsAt       time.Time `json:"endsAt" doc:"When the link expires."`
}

// GuestPass is a guest's access token. There is no refresh token: the link's token is exchanged again.
type GuestPass struct {
	AccessToken string    `json:"accessToken"`
	ExpiresIn   int       `json:"expiresIn" doc:"Seconds."`
	Guest       Guest     `json:"guest"`
	ServerTime  time.Time `json:"serverTime"`
}

type guestPassOut struct{ Body GuestPass }

func (h *house) openLink(ctx context.Context, in *openLinkIn) (*guestPassOut, error) {
	p, err := h.rooms.Identity.Welcome(ctx, in.Body.Token, visitOf(ctx).address)
	if err != nil {
		return nil, err
	}
	visitOf(ctx).who.Actor = p.Actor // the log line tells which link
	return &guestPassOut{GuestPass{AccessToken: p.Access, ExpiresIn: int(p.Expires / time.Second), ServerTime: time.Now().UTC().Truncate(time.Millisecond),
		Guest: Guest{LinkID: p.Actor.PersonID, CheckID: p.Actor.CheckID, Purpose: p.Actor.Purpose, BureauID: p.Actor.BureauID, OrderID: p.Actor.OrderID, EnterpriseID: p.Actor.EnterpriseID, Name: p.Actor.Name, Post: p.Post, InvitedBy: p.InvitedBy, EndsAt: p.EndsAt}}}, nil
}
