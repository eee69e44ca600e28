// Package identity is who is at the door: accounts, passwords, sessions and the tokens that prove them.
//
// A person signs in with user name and password and gets two tokens: an access token (a JWT, EdDSA, minutes) that goes
// with every request, and a refresh token (opaque, days) that is exchanged for the next pair. Exchanging makes the old
// refresh token worthless; when a worthless one comes back, somebody has a copy, and the whole session ends. The room
// refuses to say which half of a sign-in was wrong, to keep a token or a password in readable form, and to decide what
// somebody may do: that is the law room's and the operations' business. Start reading at Door.
package identity

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/store"
)

// Settings of the door.
type Settings struct {
	Issuer           string // whose tokens these are: the server's public address
	Demo             bool   // only then does the demo password open anything
	AccessTTL        time.Duration
	RefreshTTL       time.Duration
	LockoutFailures  int
	LockoutWindow    time.Duration
	LockoutFor       time.Duration
	SignInsPerMinute int
	PasswordChecks   int
	RescueSecret     string           // under which the bureaus' rescue keys lie in the database; empty: plainly
	Now              func() time.Time // nil: the clock on the wall
}

// Door lets people in. It is safe for concurrent use, and several servers may share one database.
type Door struct {
	s         Settings
	memory    memory
	keys      *keyring
	passwords passwords
	pace      *Pace
	guests    *Pace    // of those who come by a link: each address, each token
	rescue    sync.Map // bureau → rescueKeys

	mu   sync.Mutex
	seen map[string]glance
}

// glance remembers for a moment that a session was found alive, and as whom.
type glance struct {
	actor inspection.Actor
	err   error
	until time.Time
}

// glanceFor is how long an ended session or a disabled person may go on with an access token already in hand.
const glanceFor = 20 * time.Second

// Presence is somebody who has shown a valid access token.
type Presence struct {
	Actor   inspection.Actor
	Session string
}

// Pass is what a successful sign-in or refresh gives.
type Pass struct {
	Access  string
	Refresh string
	Expires time.Duration // of the access token
	Actor   inspection.Actor
	Rescue  *RescueKit // nil when it could not be made
}

// New opens the door over the store.
func New(st *store.Store, s Settings) *Door {
	if s.Now == nil {
		s.Now = time.Now
	}
	m := memory{st}
	perMinute := max(1, s.SignInsPerMinute)
	return &Door{
		s: s, memory: m, keys: newKeyring(m, s.AccessTTL),
		passwords: passwords{at: semaphore.NewWeighted(int64(max(1, s.PasswordChecks))), demo: s.Demo},
		pace:      NewPace(float64(perMinute)/60, perMinute),
		guests:    NewPace(0.5, max(20, perMinute)),
		seen:      map[string]glance{},
	}
}

// Who gives the bearer of an access token: as the register has them now, not as the token remembers. An ended session,
// a disabled person or a changed role is noticed within 20 seconds. Refuses with TokenMissing, TokenExpired,
// TokenInvalid, SessionEnded. A guest's link is looked up each time: revoking it is noticed at once.
func (d *Door) Who(ctx context.Context, token string) (Presence, error) {
	if token == "" {
		return Presence{}, TokenMissing
	}
	now := d.s.Now().UTC()
	p, err := d.read(ctx, token, now)
	if err != nil {
		return Presence{}, err
	}
	if p.Actor.Guest() {
		return d.stillWelcome(ctx, p, now)
	}
	d.mu.Lock()
	g, ok := d.seen[p.Session]
	d.mu.Unlock()
	if !ok || !now.Before(g.until) {
		s, account, err := d.alive(ctx, p.Session, now)
		if err != nil && fault.KindOf(err) != fault.Unauthenticated {
			return Presence{}, err // the database is away: nobody is thrown out for that
		}
		if err == nil && s.PersonID != p.Actor.PersonID {
			err = TokenInvalid
		}
		g = glance{actor: account.Actor, err: err, until: now.Add(glanceFor)}
		d.remember(p.Session, g, now)
	}
	if g.err != nil {
		return Presence{}, g.err
	}
	return Presence{Actor: g.actor, Session: p.Session}, nil
}

func (d *Door) remember(session string, g glance, now time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.seen) > 20_000 {
		for id, old := range d.seen {
			if !now.Before(old.until) {
				delete(d.seen, id)
			}
		}
		if len(d.seen) > 20_000 {
			clear(d.seen)
		}
	}
	d.seen[session] = g
}

func (d *Door) forget(session string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.seen, session)
}

// alive loads a session and its person, or refuses with SessionEnded.
func (d *Door) alive(ctx context.Context, id string, now time.Time) (session, account, error) {
	s, err := d.memory.session(ctx, id)
	if err != nil {
		return session{}, account{}, endedIfMissing(err)
	}
	if s.Ended || !now.Before(s.ExpiresAt) {
		return session{}, account{}, SessionEnded
	}
	a, err := d.memory.accountByID(ctx, s.BureauID, s.PersonID)
	if err != nil {
		return session{}, account{}, endedIfMissing(err)
	}
	if a.Disabled {
		return session{}, account{}, SessionEnded
	}
	return s, a, nil
}

func endedIfMissing(err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return SessionEnded.Because(err)
	}
	return err
}

// RotateKeys makes a new signing key. Tokens signed before stay good until they expire.
func (d *Door) RotateKeys(ctx context.Context) error { return d.keys.rotate(ctx, d.s.Now().UTC()) }

// normal is the form in which user names are compared: people type capitals and spaces by accident.
func normal(username string) string { return strings.ToLower(strings.TrimSpace(username)) }

var errMoved = errors.New("identity: the session was rotated by somebody else in this moment")
