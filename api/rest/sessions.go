package rest

import (
	"context"
	"time"

	"anjian/internal/identity"
	"anjian/internal/inspection"
)

type signInIn struct {
	Body struct {
		Username string `json:"username" minLength:"1" maxLength:"128"`
		Password string `json:"password" minLength:"1" maxLength:"1024"`
	}
}

type refreshIn struct {
	Body struct {
		RefreshToken string `json:"refreshToken" minLength:"1" maxLength:"256"`
	}
}

type passOut struct{ Body Pass }

// Pass is what signing in gives: the access token goes into the Authorization header of every request, the refresh
// token is exchanged for the next pair before the access token expires.
type Pass struct {
	AccessToken  string     `json:"accessToken"`
	RefreshToken string     `json:"refreshToken"`
	ExpiresIn    int        `json:"expiresIn" doc:"Seconds until the access token expires."`
	Person       Me         `json:"person"`
	ServerTime   time.Time  `json:"serverTime"`
	Rescue       *RescueKit `json:"rescue,omitempty" doc:"To keep on the device, for a rescue pack."`
}

// Me is the person who is signed in.
type Me struct {
	ID             string                  `json:"id"`
	Name           string                  `json:"name"`
	Username       string                  `json:"username"`
	Role           inspection.Role         `json:"role" enum:"inspector,section_head,leader,policy,enterprise,expert,town,admin"`
	BureauID       string                  `json:"bureauId"`
	BureauName     string                  `json:"bureauName"`
	SectionID      string                  `json:"sectionId,omitempty"`
	SectionName    string                  `json:"sectionName,omitempty"`
	EnterpriseID   string                  `json:"enterpriseId,omitempty"`
	EnterpriseName string                  `json:"enterpriseName,omitempty"`
	Town           string                  `json:"town,omitempty"`
	Certificate    *inspection.Certificate `json:"certificate,omitempty"`
}

func (h *house) signIn(ctx context.Context, in *signInIn) (*passOut, error) {
	p, err := h.rooms.Identity.SignIn(ctx, in.Body.Username, in.Body.Password, visitOf(ctx).address)
	if err != nil {
		return nil, err
	}
	return h.passed(ctx, p)
}

func (h *house) refreshSession(ctx context.Context, in *refreshIn) (*passOut, error) {
	p, err := h.rooms.Identity.Refresh(ctx, in.Body.RefreshToken)
	if err != nil {
		return nil, err
	}
	return h.passed(ctx, p)
}

func (h *house) passed(ctx context.Context, p identity.Pass) (*passOut, error) {
	visitOf(ctx).who.Actor = p.Actor // the log line tells who
	me, err := h.me(ctx, p.Actor)
	if err != nil {
		return nil, err
	}
	var kit *RescueKit
	if p.Rescue != nil {
		kit = &RescueKit{RescueKey: RescueKey{KeyID: p.Rescue.KeyID, PublicKey: p.Rescue.Public}, Author: p.Rescue.Author}
	}
	return &passOut{Pass{Rescue: kit, AccessToken: p.Access, RefreshToken: p.Refresh, ExpiresIn: int(p.Expires / time.Second), Person: me,
		ServerTime: time.Now().UTC().Truncate(time.Millisecond)}}, nil
}

func (h *house) signOut(ctx context.Context, _ *struct{}) (*struct{}, error) {
	return nil, h.rooms.Identity.SignOut(ctx, visitOf(ctx).who.Session)
}

type meOut struct{ Body Me }

func (h *house) getMe(ctx context.Context, _ *struct{}) (*meOut, error) {
	me, err := h.me(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return &meOut{me}, nil
}
