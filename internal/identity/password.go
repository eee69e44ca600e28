package identity

import (
	"context"
	"crypto/subtle"
	"fmt"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/sync/semaphore"
	"golang.org/x/text/unicode/norm"

	"anjian/internal/fault"
)

// DemoPassword is the one password of the demo world. Outside demo mode it opens nothing, even where the demo world was
// left behind in a database, and Door.HashPassword sets it for nobody.
const DemoPassword = "anjian-demo"

// argon is RFC 9106's second recommendation scaled to a small server (OWASP's 19 MiB, two passes): about 25 ms a try.
var argon = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// nobody is the hash of a password that nobody has: an unknown user name costs the same work as a known one.
var nobody = mustHash("no account has this password \x00")

func mustHash(password string) string {
	hash, err := argon2id.CreateHash(password, argon)
	if err != nil {
		panic("identity: no randomness: " + err.Error()) // without randomness nothing here is safe
	}
	return hash
}

// HashPassword makes the text that is stored for a password. Refuses one shorter than 8 or longer than 128 characters;
// every script counts, Chinese characters too. The same characters typed on another keyboard give the same password
// (NFKC).
func HashPassword(password string) (string, error) {
	if n := utf8.RuneCountInString(password); n < 8 || n > 128 || !utf8.ValidString(password) {
		return "", PasswordUnfit
	}
	hash, err := argon2id.CreateHash(norm.NFKC.String(password), argon)
	if err != nil {
		return "", fmt.Errorf("identity: hash a password: %w", err)
	}
	return hash, nil
}

// HashPassword is HashPassword for this server's people: outside demo mode it also refuses the demo password with
// PasswordIsDemo.
func (d *Door) HashPassword(password string) (string, error) {
	if !d.s.Demo && isDemo(password) {
		return "", PasswordIsDemo
	}
	return HashPassword(password)
}

func isDemo(password string) bool {
	return subtle.ConstantTimeCompare([]byte(norm.NFKC.String(password)), []byte(DemoPassword)) == 1
}

// passwords compares passwords, a few at a time: each comparison holds 19 MiB while it runs.
type passwords struct {
	at   *semaphore.Weighted
	demo bool
}

// match says whether the password belongs to the hash. Waits for its turn as long as ctx lasts.
func (p *passwords) match(ctx context.Context, password, hash string) (bool, error) {
	if err := p.at.Acquire(ctx, 1); err != nil {
		return false, fault.New(fault.Unavailable, "identity.busy", "Too many people are signing in at this moment.").Because(err)
	}
	defer p.at.Release(1)
	known := hash != ""
	if !known {
		hash = nobody
	}
	same, err := argon2id.ComparePasswordAndHash(norm.NFKC.String(password), hash)
	if err != nil {
		return false, fmt.Errorf("identity: a stored password hash cannot be read: %w", err)
	}
	return same && known && (p.demo || !isDemo(password)), nil
}
