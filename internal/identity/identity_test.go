package identity_test

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"anjian/internal/fault"
	"anjian/internal/identity"
	"anjian/internal/inspection"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

const password = "correct horse 电池"

var hashOf = sync.OnceValues(func() (string, error) { return identity.HashPassword(password) })

// entrance is a door over a test world in which everybody has the same password.
type entrance struct {
	*identity.Door
	w *testkit.World
	s identity.Settings
}

func eachEntrance(t *testing.T, test func(t *testing.T, e entrance)) {
	t.Helper()
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) { test(t, open(t, w)) })
}

func open(t *testing.T, w *testkit.World) entrance {
	t.Helper()
	hash, err := hashOf()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []*store.Person{&w.Jia, &w.Yi, &w.Owner} {
		p.PasswordHash = hash
		change(t, w, *p)
	}
	s := identity.Settings{Issuer: "https://anjian.test", AccessTTL: 15 * time.Minute, RefreshTTL: 24 * time.Hour, LockoutFailures: 3,
		LockoutWindow: 10 * time.Minute, LockoutFor: 5 * time.Minute, SignInsPerMinute: 600, PasswordChecks: 4, Now: w.Clock.Now}
	return entrance{identity.New(w.Store, s), w, s}
}

func change(t *testing.T, w *testkit.World, p store.Person) {
	t.Helper()
	if err := w.Store.Housekeep(t.Context(), func(tx *store.Tx) error { return tx.UpdatePerson(t.Context(), p) }); err != nil {
		t.Fatal(err)
	}
}

func (e entrance) in(t *testing.T, username string) identity.Pass {
	t.Helper()
	p, err := e.SignIn(t.Context(), username, password, "192.0.2.1")
	if err != nil {
		t.Fatalf("%s signs in: %v", username, err)
	}
	return p
}

func (e entrance) next(t *testing.T, refresh string) identity.Pass {
	t.Helper()
	p, err := e.Refresh(t.Context(), refresh)
	if err != nil {
		t.Fatalf("refresh: %v", err)
	}
	return p
}

func wants(t *testing.T, what string, err error, want *fault.Error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %s", what, err, want.Code)
	}
}

func TestWhoSignsInIsWhoTheRegisterSays(t *testing.T) {
	eachEntrance(t, func(t *testing.T, e entrance) {
		pass := e.in(t, "  JIA ")
		p, err := e.Who(t.Context(), pass.Access)
		if err != nil {
			t.Fatal(err)
		}
		if want := e.w.Jia.Actor(); p.Actor != want {
			t.Errorf("the bearer is %+v, want %+v", p.Actor, want)
		}
		if pass.Expires != 15*time.Minute {
			t.Errorf("expires in %s", pass.Expires)
		}
	})
}

func TestEveryWrongSignInSoundsTheSame(t *testing.T) {
	eachEntrance(t, func(t *testing.T, e entrance) {
		gone := e.w.Owner
		gone.Active = false
		change(t, e.w, gone)
		cases := []struct{ name, username, password string }{
			{"a wrong password", "jia", "correct horse 电磁"},
			{"a user name nobody has", "nobody", password},
			{"no user name", " ", password},
			{"no password", "yi", ""},
			{"a person who was disabled", "owner", password},
			{"an account that never had a password", "leader", testkit.PasswordHash},
			{"a password of 200 kB", "jia", strings.Repeat("长", 70_000)},
			{"a user name of 200 kB", strings.Repeat("a", 200_000), password},
			{"the demo password outside the demo", "jia", identity.DemoPassword},
		}
		for _, c := range cases {
			_, err := e.SignIn(t.Context(), c.username, c.password, "192.0.2.1")
			if c.username == "leader" && err != nil && fault.KindOf(err) == fault.Internal {
				continue // a hash that is none is a defect of the register and must not look like a wrong password
			}
			wants(t, c.name, err, identity.WrongSignIn)
			var f *fault.Error
			if errors.As(err, &f) && (f.Message != identity.WrongSignIn.Message || f.Details != nil) {
				t.Errorf("%s says %q %v", c.name, f.Message, f.Details)
			}
		}
	})
}

func TestTheDemoPasswordOpensOnlyTheDemo(t *testing.T) {
	eachEntrance(t, func(t *testing.T, e entrance) {
		hash, err := identity.HashPassword(identity.DemoPassword)
		if err != nil {
			t.Fatal(err)
		}
		left := e.w.Jia
		left.PasswordHash = hash
		change(t, e.w, left)
		_, err = e.SignIn(t.Context(), "jia", identity.DemoPassword, "192.0.2.1")
		wants(t, "on a real server", err, identity.WrongSignIn)
		_, err = e.HashPassword(identity.DemoPassword)
		wants(t, "setting it on a real server", err, identity.PasswordIsDemo)
		e.s.Demo = true
		if _, err := identity.New(e.w.Store, e.s).SignIn(t.Context(), "jia", identity.DemoPassword, "192.0.2.1"); err != nil {
			t.Errorf("in the demo: %v", err)
		}
	})
}

func TestAPasswordIsTheSameOnEveryKeyboard(t *testing.T) {
	for _, c := range []struct{ name, stored, typed string }{
		{"full-width digits", "安全生产１２３４", "安全生产1234"},
		{"an accent in two characters", "cafe\u0301 cafe\u0301", "café café"},
	} {
		w := testkit.New(t)
		e := open(t, w)
		hash, err := identity.HashPassword(c.stored)
		if err != nil {
			t.Fatal(err)
		}
		p := w.Jia
		p.PasswordHash = hash
		change(t, w, p)
		if _, err := e.SignIn(t.Context(), "jia", c.typed, "192.0.2.1"); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for _, unfit := range []string{"", "seven77", strings.Repeat("长", 129), "bytes \xff that are no text"} {
		_, err := identity.HashPassword(unfit)
		wants(t, fmt.Sprintf("a password of %d bytes", len(unfit)), err, identity.PasswordUnfit)
	}
}

func TestTooManyWrongPasswordsLockTheAccountForAWhile(t *testing.T) {
	eachEntrance(t, func(t *testing.T, e entrance) {
		wrong := func(username, from string) error {
			_, err := e.SignIn(t.Context(), username, "wrong horse", from)
			return err
		}
		for range 3 {
			wants(t, "a wrong password", wrong("jia", "192.0.2.1"), identity.WrongSignIn)
		}
		_, err := e.SignIn(t.Context(), "jia", password, "198.51.100.7")
		wants(t, "the right one while locked, from wherever", err, identity.SignInLocked)
		var f *fault.Error
		if errors.As(err, &f) && (f.Details["retryAfter"].(int) < 1 || f.Details["retryAfter"].(int) > 300) {
			t.Errorf("retryAfter %v", f.Details["retryAfter"])
		}
		e.in(t, "yi") // nobody else is locked
		for range 3 {
			wants(t, "nobody's account locks in the same way", wrong("nobody", "192.0.2.1"), identity.WrongSignIn)
		}
		wants(t, "nobody's account", wrong("nobody", "192.0.2.1"), identity.SignInLocked)
		e.w.Clock.Advance(5*time.Minute + time.Second)
		e.in(t, "jia")
		wants(t, "after a sign-in the count begins again", wrong("jia", "192.0.2.1"), identity.WrongSignIn)
	})
}

func TestManyGuessesAtOnceDoNotSlipPastTheCount(t *testing.T) {
	eachEntrance(t, func(t *testing.T, e entrance) {
		var looked sync.Map
		var all sync.WaitGroup
		for n := range 30 {
			all.Go(func() {
				_, err := e.SignIn(context.Background(), "jia", fmt.Sprintf("guess number %d", n), "192.0.2.1")
				looked.Store(n, fault.CodeOf(err))
			})
		}
		all.Wait()
		tried := 0
		looked.Range(func(_, code any) bool {
			if code == identity.WrongSignIn.Code {
				tried++
			} else if code != identity.SignInLocked.Code {
				t.Errorf("a guess was answered with %v", code)
			}
			return true
		})
		if tried > 3 {
			t.Errorf("%d of 30 guesses were compared with the password, want at most 3", tried)
		}
	})
}

func TestGuessingAtManyAccountsFromOneAddressIsLockedToo(t *testing.T) {
	e := open(t, testkit.New(t))
	var err error
	for n := range 40 {
		if _, err = e.SignIn(t.Context(), fmt.Sprintf("user%d", n), "wrong horse", "192.0.2.66"); errors.Is(err, identity.SignInLocked) {
			break
		}
	}
	wants(t, "40 accounts from one address", err, identity.SignInLocked)
	if _, err := e.SignIn(t.Context(), "jia", password, "192.0.2.67"); err != nil {
		t.Errorf("another address: %v", err)
	}
}

func TestARefreshTokenIsExchangedOnce(t *testing.T) {
	eachEntrance(t, func(t *testing.T, e entrance) {
		first := e.in(t, "jia")
		second := e.next(t, first.Refresh)
		third := e.next(t, second.Refresh)
		if first.Refresh == second.Refresh || second.Refresh == third.Refresh {
			t.Fatal("the token did not change")
		}
		_, err := e.Refresh(t.Context(), first.Refresh)
		wants(t, "a token two exchanges old", err, identity.SessionReused)
		_, err = e.Refresh(t.Context(), third.Refresh)
		wants(t, "the newest token of the same session", err, identity.SessionEnded)
		_, err = e.Who(t.Context(), third.Access)
		wants(t, "its access token", err, identity.SessionEnded)
	})
}

func TestALostAnswerOfARefreshLocksNobodyOut(t *testing.T) {
	eachEntrance(t, func(t *testing.T, e entrance) {
		first := e.in(t, "jia")
		lost := e.next(t, first.Refresh)
		e.w.Clock.Advance(50 * time.Second)
		again := e.next(t, first.Refresh)
		if again.Refresh != lost.Refresh {
			t.Error("asking again within the grace began a second line of tokens")
		}
		e.next(t, again.Refresh)

		other := e.in(t, "yi")
		e.next(t, other.Refresh)
		e.w.Clock.Advance(61 * time.Second)
		_, err := e.Refresh(t.Context(), other.Refresh)
		wants(t, "asking again after the grace", err, identity.SessionReused)
	})
}

func TestManyRefreshesAtOnceGiveOneSuccessor(t *testing.T) {
	eachEntrance(t, func(t *testing.T, e entrance) {
		first := e.in(t, "jia")
		var lock sync.Mutex
		got := map[string]bool{}
		var all sync.WaitGroup
		for range 12 {
			all.Go(func() {
				p, err := e.Refresh(context.Background(), first.Refresh)
				lock.Lock()
				defer lock.Unlock()
				if err != nil {
					t.Error(err)
				}
				got[p.Refresh] = true
			})
		}
		all.Wait()
		if len(got) != 1 {
			t.Errorf("%d successors of one token", len(got))
		}
	})
}

func TestWhatEndsASession(t *testing.T) {
	eachEntrance(t, func(t *testing.T, e entrance) {
		pass := e.in(t, "jia")
		p, err := e.Who(t.Context(), pass.Access)
		if err != nil {
			t.Fatal(err)
		}
		if err := e.SignOut(t.Context(), p.Session); err != nil {
			t.Fatal(err)
		}
		_, err = e.Who(t.Context(), pass.Access)
		wants(t, "the access token after signing out", err, identity.SessionEnded)
		_, err = e.Refresh(t.Context(), pass.Refresh)
		wants(t, "the refresh token after signing out", err, identity.SessionEnded)

		pass = e.in(t, "owner")
		if _, err := e.Who(t.Context(), pass.Access); err != nil {
			t.Fatal(err)
		}
		gone := e.w.Owner
		gone.Active = false
		change(t, e.w, gone)
		_, err = e.Refresh(t.Context(), pass.Refresh)
		wants(t, "the refresh token of a disabled person", err, identity.SessionEnded)
		e.w.Clock.Advance(21 * time.Second)
		_, err = e.Who(t.Context(), pass.Access)
		wants(t, "the access token of a person disabled 21 s ago", err, identity.SessionEnded)

		pass = e.in(t, "yi")
		e.w.Clock.Advance(25 * time.Hour)
		_, err = e.Refresh(t.Context(), pass.Refresh)
		wants(t, "a refresh token unused for longer than it lasts", err, identity.SessionEnded)
		for _, text := range []string{"", "x", strings.Repeat("A", 64), pass.Refresh + "A", base64.RawURLEncoding.EncodeToString(make([]byte, 48))} {
			_, err := e.Refresh(t.Context(), text)
			wants(t, fmt.Sprintf("the made-up refresh token %q", text), err, identity.SessionEnded)
		}
	})
}

func TestAChangedRoleIsNoticedWithoutANewToken(t *testing.T) {
	e := open(t, testkit.New(t))
	pass := e.in(t, "jia")
	promoted := e.w.Jia
	promoted.Role = inspection.RoleSectionHead
	change(t, e.w, promoted)
	e.w.Clock.Advance(21 * time.Second)
	p, err := e.Who(t.Context(), pass.Access)
	if err != nil || p.Actor.Role != inspection.RoleSectionHead {
		t.Errorf("the bearer is %q, %v", p.Actor.Role, err)
	}
}

func TestForgedAndForeignAccessTokensAreRefused(t *testing.T) {
	e := open(t, testkit.New(t))
	pass := e.in(t, "jia")
	head, rest, _ := strings.Cut(pass.Access, ".")
	payload, _, _ := strings.Cut(rest, ".")
	kid := struct {
		Kid string
	}{}
	parsed, _, err := jwt.NewParser().ParseUnverified(pass.Access, jwt.MapClaims{})
	if err != nil {
		t.Fatal(err)
	}
	kid.Kid = parsed.Header["kid"].(string)
	claims := parsed.Claims.(jwt.MapClaims)
	_, stranger, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	sign := func(method jwt.SigningMethod, key any, kid string, change func(jwt.MapClaims)) string {
		c := jwt.MapClaims{}
		for k, v := range claims {
			c[k] = v
		}
		change(c)
		token := jwt.NewWithClaims(method, c)
		token.Header["kid"] = kid
		text, err := token.SignedString(key)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	same := func(jwt.MapClaims) {}
	elsewhere := e.s
	elsewhere.Issuer = "https://another.test"
	foreign, err := identity.New(e.w.Store, elsewhere).SignIn(t.Context(), "jia", password, "192.0.2.1")
	if err != nil {
		t.Fatal(err)
	}
	other := "A"
	if pass.Access[len(pass.Access)-10] == 'A' { // one time in 64
		other = "B"
	}
	cases := []struct {
		name, token string
		want        *fault.Error
	}{
		{"nothing", "", identity.TokenMissing},
		{"no token at all", "hello", identity.TokenInvalid},
		{"without a signature", head + "." + payload + ".", identity.TokenInvalid},
		{"the algorithm none", sign(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, kid.Kid, same), identity.TokenInvalid},
		{"a shared-secret algorithm", sign(jwt.SigningMethodHS256, []byte("secret"), kid.Kid, same), identity.TokenInvalid},
		{"a stranger's key under our name", sign(jwt.SigningMethodEdDSA, stranger, kid.Kid, same), identity.TokenInvalid},
		{"a key nobody has", sign(jwt.SigningMethodEdDSA, stranger, "no-such-key", same), identity.TokenInvalid},
		{"another installation's token", foreign.Access, identity.TokenInvalid},
		{"one character changed", pass.Access[:len(pass.Access)-10] + other + pass.Access[len(pass.Access)-9:], identity.TokenInvalid},
	}
	for _, c := range cases {
		_, err := e.Who(t.Context(), c.token)
		wants(t, c.name, err, c.want)
	}
	e.w.Clock.Advance(16 * time.Minute)
	_, err = e.Who(t.Context(), pass.Access)
	wants(t, "after its time", err, identity.TokenExpired)
	_, err = e.Who(t.Context(), sign(jwt.SigningMethodEdDSA, stranger, kid.Kid, same))
	wants(t, "a forged token after its time", err, identity.TokenInvalid)
}

func TestANewKeySignsAndTheOldOnesVerifyUntilTheirTokensHaveExpired(t *testing.T) {
	eachEntrance(t, func(t *testing.T, e entrance) {
		before := e.in(t, "jia")
		if err := e.RotateKeys(t.Context()); err != nil {
			t.Fatal(err)
		}
		after := e.in(t, "jia")
		if kidOf(t, before.Access) == kidOf(t, after.Access) {
			t.Error("the key did not change")
		}
		replica := identity.New(e.w.Store, e.s)
		for name, token := range map[string]string{"signed before": before.Access, "signed after": after.Access} {
			for where, d := range map[string]*identity.Door{"here": e.Door, "at a replica": replica} {
				if _, err := d.Who(t.Context(), token); err != nil {
					t.Errorf("%s, shown %s: %v", name, where, err)
				}
			}
		}
		e.next(t, before.Refresh)
		e.w.Clock.Advance(31 * 24 * time.Hour)
		if kidOf(t, e.in(t, "jia").Access) == kidOf(t, after.Access) {
			t.Error("a key still signs after 31 days")
		}
	})
}

func kidOf(t *testing.T, token string) string {
	t.Helper()
	parsed, _, err := jwt.NewParser().ParseUnverified(token, jwt.MapClaims{})
	if err != nil {
		t.Fatal(err)
	}
	return parsed.Header["kid"].(string)
}

func TestPaceForgetsQuietKeysAndBoundsItsMemory(t *testing.T) {
	now := testkit.Start
	p := identity.NewPace(1, 3)
	for range 3 {
		if _, ok := p.Allow("a", now); !ok {
			t.Fatal("the burst was not allowed")
		}
	}
	wait, ok := p.Allow("a", now)
	if ok || wait <= 0 || wait > time.Second {
		t.Errorf("the fourth at once: %v after %s", ok, wait)
	}
	if _, ok := p.Allow("b", now); !ok {
		t.Error("another key pays for the first")
	}
	for n := range 50_000 { // a flood of made-up addresses
		p.Allow(fmt.Sprint(n), now.Add(time.Duration(n)*time.Microsecond))
	}
	if _, ok := p.Allow("a", now.Add(2*time.Second)); !ok {
		t.Error("two seconds later there is no allowance again")
	}
}

func BenchmarkWho(b *testing.B) {
	w := testkit.New(b)
	hash, err := hashOf()
	if err != nil {
		b.Fatal(err)
	}
	w.Jia.PasswordHash = hash
	if err := w.Store.Housekeep(b.Context(), func(tx *store.Tx) error { return tx.UpdatePerson(b.Context(), w.Jia) }); err != nil {
		b.Fatal(err)
	}
	d := identity.New(w.Store, identity.Settings{Issuer: "x", AccessTTL: time.Hour, RefreshTTL: 2 * time.Hour, LockoutFailures: 5, LockoutWindow: time.Minute,
		LockoutFor: time.Minute, SignInsPerMinute: 600, PasswordChecks: 1, Now: func() time.Time { return testkit.Start }})
	pass, err := d.SignIn(b.Context(), "jia", password, "192.0.2.1")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := d.Who(b.Context(), pass.Access); err != nil {
			b.Fatal(err)
		}
	}
}
