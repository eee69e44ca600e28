package identity_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"anjian/internal/fault"
	"anjian/internal/identity"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// asShipped are the bounds of configs/server.yaml.
func asShipped(w *testkit.World) *identity.Door {
	return identity.New(w.Store, identity.Settings{Issuer: "https://anjian.test", AccessTTL: 15 * time.Minute, RefreshTTL: 30 * 24 * time.Hour, LockoutFailures: 8,
		LockoutWindow: 15 * time.Minute, LockoutFor: 15 * time.Minute, SignInsPerMinute: 60, PasswordChecks: 4, Now: w.Clock.Now})
}

func TestFortyPeopleBehindOneAddressSignInAtHalfPastEight(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		hash, err := hashOf()
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Store.Housekeep(t.Context(), func(tx *store.Tx) error {
			for i := range 40 {
				p := w.Jia
				p.ID, p.Username, p.PasswordHash = testkit.NewID(), fmt.Sprint("officer", i), hash
				if err := tx.InsertPerson(t.Context(), p); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		door := asShipped(w)
		for i := 0; i < 40; i += 2 { // half of them first type last month's password
			w.Clock.Advance(time.Second)
			_, err := door.SignIn(t.Context(), fmt.Sprint("officer", i), "last month's", "203.0.113.9")
			wants(t, "a slip", err, identity.WrongSignIn)
		}
		w.Clock.Advance(20 * time.Second)
		var all sync.WaitGroup
		for i := range 40 {
			all.Go(func() {
				if _, err := door.SignIn(t.Context(), fmt.Sprint("officer", i), password, "203.0.113.9"); err != nil {
					t.Errorf("officer %d of 40 in the same minute: %v", i, err)
				}
			})
		}
		all.Wait()
	})
}

func TestTheSixtyFirstSignInOfAMinuteFromOneAddressWaits(t *testing.T) {
	w := testkit.New(t)
	door, codes := asShipped(w), map[string]int{}
	for i := range 61 {
		_, err := door.SignIn(t.Context(), fmt.Sprint("somebody", i), "", "203.0.113.9")
		codes[fault.CodeOf(err)]++
	}
	if codes["sign_in.wrong"] != 60 || codes["sign_in.too_fast"] != 1 {
		t.Error(codes)
	}
}

func TestAnUnknownNameCostsTheSameWorkAsAKnownOne(t *testing.T) {
	e := open(t, testkit.New(t))
	door := asShipped(e.w)
	quickest := func(name string) time.Duration {
		best := time.Hour
		for range 6 {
			began := time.Now()
			_, err := door.SignIn(t.Context(), name, "wrong horse", "203.0.113.9")
			best = min(best, time.Since(began))
			wants(t, name, err, identity.WrongSignIn)
		}
		return best
	}
	known, unknown := quickest("jia"), quickest("nobody")
	if unknown < known/10 || known < unknown/10 { // a password compared and not compared differ by a hundred times; a busy machine by two or three
		t.Errorf("a known name takes %v, an unknown one %v", known, unknown)
	}
}
