package store

import (
	"context"
	"time"

	"anjian/internal/inspection"
)

// Link is a capability link: whoever holds its token may do one thing with one check, until it expires or is revoked.
// The token itself is nowhere; TokenHash is the hex SHA-256 of it.
type Link struct {
	ID         string
	BureauID   string
	CheckID    string
	Purpose    inspection.Purpose
	Party      inspection.Party
	OrderID    string // of a link to report what was put right: which order it is for
	Name       string // of the invitee
	Post       string
	TokenHash  string
	MadeBy     string
	MadeByName string
	MadeAt     time.Time
	ExpiresAt  time.Time
	RevokedAt  *time.Time
	RevokedBy  string
	Uses       int
	LastUsedAt *time.Time

	EnterpriseID string // of its check; only where a link is found by itself
}

// Alive is true while the link opens its check.
func (l Link) Alive(now time.Time) bool { return l.RevokedAt == nil && now.Before(l.ExpiresAt) }

const linkColumns = `l.id, l.bureau_id, l.check_id, l.purpose, l.party, l.order_id, l.name, l.post, l.token_hash, l.made_by, l.made_by_name, l.made_at, l.expires_at, l.revoked_at, l.revoked_by, l.uses, l.last_used_at`

// aLink finds one link with the enterprise of its check. A check that was called off has no links.
func (r Reader) aLink(ctx context.Context, where string, args ...any) (Link, error) {
	return row[Link](r, ctx, "look up a link", `SELECT `+linkColumns+`, c.enterprise_id FROM links l JOIN checks c ON c.id = l.check_id AND c.bureau_id = l.bureau_id
		WHERE c.state <> 'cancelled' AND `+where, args...)
}

// LinkByToken finds the link of a token's hash, alive or not; NotFound for every other.
func (r Reader) LinkByToken(ctx context.Context, hash string) (Link, error) {
	return r.aLink(ctx, `l.token_hash = ?`, hash)
}

// Link gives a link of the bureau, alive or not.
func (r Reader) Link(ctx context.Context, bureauID, id string) (Link, error) {
	return r.aLink(ctx, `l.id = ? AND l.bureau_id = ?`, id, bureauID)
}

// LinksOf lists the links of a check, newest first, at most limit.
func (r Reader) LinksOf(ctx context.Context, bureauID, checkID string, limit int) ([]Link, error) {
	return rows[Link](r, ctx, "list links", `SELECT `+linkColumns+` FROM links l WHERE l.check_id = ? AND l.bureau_id = ? ORDER BY l.made_at DESC, l.id DESC LIMIT ?`, checkID, bureauID, limit)
}

// LinksAlive counts the links of a check that still open it.
func (t *Tx) LinksAlive(ctx context.Context, bureauID, checkID string) (int, error) {
	return row[int](t.Reader, ctx, "count links", `SELECT COUNT(*) FROM links WHERE check_id = ? AND bureau_id = ? AND revoked_at IS NULL AND expires_at > ?`, checkID, bureauID, t.now)
}

// LinksEver counts all links of a check.
func (t *Tx) LinksEver(ctx context.Context, bureauID, checkID string) (int, error) {
	return row[int](t.Reader, ctx, "count links", `SELECT COUNT(*) FROM links WHERE check_id = ? AND bureau_id = ?`, checkID, bureauID)
}

// InsertLink adds a link. Refuses with Exists when its id is taken.
func (t *Tx) InsertLink(_ context.Context, l Link) error {
	return t.must("insert a link", `INSERT INTO links (id, bureau_id, check_id, purpose, party, order_id, name, post, token_hash, made_by, made_by_name, made_at, expires_at, revoked_by, uses) VALUES (`+marks(15)+`)`,
		l.ID, l.BureauID, l.CheckID, string(l.Purpose), string(l.Party), l.OrderID, l.Name, l.Post, l.TokenHash, l.MadeBy, l.MadeByName, t.now, ms(l.ExpiresAt), "", 0)
}

// RenewLink gives a link that nobody has used or revoked yet another token: its maker has asked twice because the first
// answer was lost. That of an invited expert may have been used: it is shown again on another phone, by either officer.
// Refuses with Moved for every other.
func (t *Tx) RenewLink(_ context.Context, l Link) error {
	return t.must("renew a link", `UPDATE links SET token_hash = ? WHERE id = ? AND bureau_id = ? AND check_id = ? AND purpose = ? AND order_id = ? AND name = ? AND (made_by = ? AND uses = 0 OR purpose = 'expert') AND revoked_at IS NULL`,
		l.TokenHash, l.ID, l.BureauID, l.CheckID, string(l.Purpose), l.OrderID, l.Name, l.MadeBy)
}

// UseLink counts a use. Refuses with Moved when the link opens nothing any more.
func (t *Tx) UseLink(_ context.Context, id, hash string) error {
	return t.must("use a link", `UPDATE links SET uses = uses + 1, last_used_at = ? WHERE id = ? AND token_hash = ? AND revoked_at IS NULL AND expires_at > ?`, t.now, id, hash, t.now)
}

// RevokeLink ends a link; what has ended stays as it ended.
func (t *Tx) RevokeLink(_ context.Context, bureauID, checkID, id, by string) error {
	_, err := t.exec("revoke a link", `UPDATE links SET revoked_at = ?, revoked_by = ? WHERE id = ? AND check_id = ? AND bureau_id = ? AND revoked_at IS NULL`, t.now, by, id, checkID, bureauID)
	return err
}
