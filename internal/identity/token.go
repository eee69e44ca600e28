package identity

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"anjian/internal/inspection"
)

// claims is what an access token says about its bearer. Whatever it says was true when it was signed; it is good for
// minutes, and a disabled person or an ended session is noticed sooner (see Door.Who).
type claims struct {
	jwt.RegisteredClaims
	Bureau     string `json:"bur"`
	Role       string `json:"rol"`
	Name       string `json:"nam"`
	Section    string `json:"sec,omitempty"`
	Enterprise string `json:"ent,omitempty"`
	Town       string `json:"twn,omitempty"`
	Session    string `json:"sid"`
	Check      string `json:"chk,omitempty"` // of a guest, whose Subject is a link
	Purpose    string `json:"pur,omitempty"`
}

const audience = "anjian"

func (d *Door) sign(ctx context.Context, a inspection.Actor, session string, now time.Time, life time.Duration) (string, error) {
	k, err := d.keys.signing(ctx, now)
	if err != nil {
		return "", err
	}
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: d.s.Issuer, Audience: jwt.ClaimStrings{audience}, Subject: a.PersonID,
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(life)),
		},
		Bureau: a.BureauID, Role: string(a.Role), Name: a.Name, Section: a.SectionID, Enterprise: a.EnterpriseID,
		Town: a.Town, Session: session, Check: a.CheckID, Purpose: string(a.Purpose),
	})
	token.Header["kid"] = k.ID
	signed, err := token.SignedString(k.Private)
	if err != nil {
		return "", fmt.Errorf("identity: sign a token: %w", err)
	}
	return signed, nil
}

// read checks signature, algorithm, key, issuer, audience and time, and gives the bearer.
func (d *Door) read(ctx context.Context, token string, now time.Time) (Presence, error) {
	var c claims
	var broken error // the database, not the token
	_, err := jwt.ParseWithClaims(token, &c, func(t *jwt.Token) (any, error) {
		kid, _ := t.Header["kid"].(string)
		public, ok, err := d.keys.verifying(ctx, kid, now)
		if err != nil {
			broken = err
			return nil, err
		}
		if !ok {
			return nil, errors.New("no such key")
		}
		return public, nil
	},
		jwt.WithStrictDecoding(), jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}), jwt.WithIssuer(d.s.Issuer), jwt.WithAudience(audience),
		jwt.WithExpirationRequired(), jwt.WithTimeFunc(func() time.Time { return now }), jwt.WithLeeway(5*time.Second))
	switch {
	case broken != nil:
		return Presence{}, broken
	case errors.Is(err, jwt.ErrTokenExpired) && !errors.Is(err, jwt.ErrTokenSignatureInvalid):
		return Presence{}, TokenExpired
	case err != nil:
		return Presence{}, TokenInvalid.Because(err)
	}
	return Presence{
		Actor: inspection.Actor{
			PersonID: c.Subject, Name: c.Name, BureauID: c.Bureau, Role: inspection.Role(c.Role),
			SectionID: c.Section, EnterpriseID: c.Enterprise, Town: c.Town,
			CheckID: c.Check, Purpose: inspection.Purpose(c.Purpose),
		},
		Session: c.Session,
	}, nil
}
