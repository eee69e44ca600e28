package demo

import (
	"context"

	"anjian/internal/evidence"
	"anjian/internal/identity"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
)

// phone is the device somebody of the demo world does everything on: it signs what it sends, as the app does. Its key
// ends with the making of the world.
type phone struct {
	device, person string
	key            evidence.SigningKey
	heads          map[string]string // check → where its chain stands
}

// phoneOf gives a person's phone; the first time it is made, and its key enrolled.
func (s *stage) phoneOf(ctx context.Context, who string) (*phone, error) {
	if p := s.phones[who]; p != nil {
		return p, nil
	}
	person := s.f.staff[who]
	key, _, err := evidence.NewSigningKey("", evidence.ES256)
	if err != nil {
		return nil, err
	}
	public, err := evidence.PublicOf("", "", key.Public())
	if err != nil {
		return nil, err
	}
	if public, err = evidence.DeviceKey(evidence.ES256, public.SPKI, ""); err != nil {
		return nil, err
	}
	key.ID = public.ID
	p := &phone{device: mint(), person: person.ID, key: key, heads: map[string]string{}}
	by := identity.Presence{Actor: person.Actor(), Session: mint()}
	proof, err := p.says(evidence.DeviceKeyType, evidence.DeviceStatement{Schema: evidence.DeviceKeySchema, Challenge: by.Challenge(), Device: p.device, Person: p.person, SPKI: public.SPKI})
	if err != nil {
		return nil, err
	}
	if _, err := s.w.Enrol(ctx, by, identity.NewDevice{Device: p.device, Name: "演示设备", Algorithm: public.Algorithm, SPKI: public.SPKI, Proof: proof}); err != nil {
		return nil, err
	}
	s.phones[who] = p
	return p, nil
}

// says signs a statement in its canonical form.
func (p *phone) says(kind string, statement any) (string, error) {
	text, err := evidence.Canonical(statement)
	if err != nil {
		return "", err
	}
	return evidence.SignJWS(p.key, p.key.ID, kind, text)
}

// sign makes the one signature over acts on a check that are sent together.
func (p *phone) sign(checkID string, acts []inspection.Act) (ledger.Cover, error) {
	c := evidence.Cover{Schema: evidence.CoverSchema, Device: p.device, Person: p.person, CheckID: checkID, Prev: p.heads[checkID]}
	for _, a := range acts {
		sum, err := evidence.ActSum(string(a.Kind), a.CheckID, p.person, a.DoneAt, a.Clock.Exact(), a.Body)
		if err != nil {
			return ledger.Cover{}, err
		}
		c.Acts = append(c.Acts, evidence.CoveredAct{ID: a.ID, Sum: sum})
	}
	c.Head = evidence.FoldHead(c.Prev, c.Acts)
	jws, err := p.says(evidence.CoverType, c)
	p.heads[checkID] = c.Head
	return ledger.Cover{CheckID: checkID, JWS: jws}, err
}
