package identity

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/google/uuid"

	"anjian/internal/fault"
)

// SignIn lets a person in by user name and password. address is where the request came from.
//
// Every refusal for a wrong name, a wrong password or a disabled person is the same WrongSignIn and takes the same
// work. A try is written down as failed before the password is looked at and put right afterwards, so that many
// guesses at once do not slip past the count. Refuses with WrongSignIn; SignInLocked (details: retryAfter, seconds)
// after LockoutFailures within LockoutWindow for one name, or ten times as many from one address; SignInTooFast.
func (d *Door) SignIn(ctx context.Context, username, password, address string) (Pass, error) {
	now := d.s.Now().UTC()
	if wait, ok := d.pace.Allow(address, now); !ok {
		return Pass{}, SignInTooFast.With("retryAfter", seconds(wait))
	}
	name := normal(username)
	if name == "" || len(name) > 128 || len(password) > 1024 {
		return Pass{}, WrongSignIn
	}
	before, err := d.locked(ctx, name, address, now, failures{})
	if err != nil {
		return Pass{}, err
	}
	attempt, err := uuid.NewV7()
	if err != nil {
		return Pass{}, fmt.Errorf("identity: name a try: %w", err)
	}
	if err := d.memory.insertFailure(ctx, attempt.String(), name, address, now); err != nil {
		return Pass{}, fmt.Errorf("identity: write down a try: %w", err)
	}
	if _, err := d.locked(ctx, name, address, now, before); err != nil {
		return Pass{}, err
	}
	a, err := d.memory.account(ctx, name)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return Pass{}, err
	}
	ok, err := d.passwords.match(ctx, password, a.PasswordHash)
	if err != nil {
		return Pass{}, err
	}
	if !ok || a.Disabled {
		return Pass{}, WrongSignIn
	}
	if err := d.memory.forgive(ctx, name); err != nil {
		return Pass{}, fmt.Errorf("identity: put a try right: %w", err)
	}
	return d.open(ctx, a, now)
}

// locked refuses when the name has failed LockoutFailures times within the window, or the address ten times as often,
// and the last of it is not LockoutFor ago. Asked again after the try was written down, with what it found before, it
// lets pass what was left of the allowance; after a lock that has run out that is one try, and a wrong one locks again.
func (d *Door) locked(ctx context.Context, name, address string, now time.Time, before failures) (failures, error) {
	f, err := d.memory.failures(ctx, name, address, now.Add(-max(d.s.LockoutWindow, d.s.LockoutFor)))
	if err != nil {
		return failures{}, fmt.Errorf("identity: count failures: %w", err)
	}
	asked := before.asked
	over := func(found, found0, most int) bool {
		if !asked {
			return found >= most
		}
		return found-found0 > max(1, most-found0)
	}
	until := time.Time{}
	if over(f.byName, before.byName, d.s.LockoutFailures) {
		until = f.lastByName.Add(d.s.LockoutFor)
	}
	if t := f.lastByAddress.Add(d.s.LockoutFor); over(f.byAddress, before.byAddress, 10*d.s.LockoutFailures) && t.After(until) {
		until = t
	}
	if until.After(now) {
		return failures{}, SignInLocked.With("retryAfter", seconds(until.Sub(now)))
	}
	f.asked = true
	return f, nil
}

func seconds(d time.Duration) int { return max(1, int(math.Ceil(d.Seconds()))) }
