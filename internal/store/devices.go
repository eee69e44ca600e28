package store

import (
	"context"
	"slices"
	"time"

	"anjian/internal/evidence"
	"anjian/internal/inspection"
)

// DeviceKey is the open half of a key that the acts of one person, or of whoever came by one link, on one device are signed with. It is never dropped: what it
// covered must be verifiable for as long as anybody keeps it.
type DeviceKey struct {
	ID            string // fingerprint
	DeviceID      string
	BureauID      string
	PersonID      string // of somebody with an account, or the link that a guest came by
	PersonName    string
	LinkPurpose   inspection.Purpose // of a guest's key: what their link is for; empty: an account's
	LinkEndsAt    *time.Time         // of a guest's key: when their link expires
	Name          string             // what the device calls itself; may be empty
	Algorithm     string
	SPKI          string `gorm:"column:spki"`
	SessionID     string // in which it was last enrolled
	EnrolledAt    time.Time
	EndedAt       *time.Time // another key of the same person and device took its place
	RevokedAt     *time.Time
	RevokedBy     string
	RevokedReason string
	LastSeenAt    *time.Time
}

// Alive says whether acts may still be covered with it.
func (k DeviceKey) Alive() bool { return k.EndedAt == nil && k.RevokedAt == nil }

// Public gives the key in the form that signatures are verified with.
func (k DeviceKey) Public() evidence.PublicKey {
	return evidence.PublicKey{ID: k.ID, Algorithm: k.Algorithm, SPKI: k.SPKI, MadeAt: evidence.Time(k.EnrolledAt)}
}

const deviceColumns = `d.id, d.device_id, d.bureau_id, d.person_id, COALESCE(p.name, l.name, '') AS person_name, COALESCE(l.purpose, '') AS link_purpose, l.expires_at AS link_ends_at, d.name, d.algorithm, d.spki AS spki, d.session_id, d.enrolled_at, d.ended_at, d.revoked_at, d.revoked_by, d.revoked_reason, d.last_seen_at
	FROM devices d LEFT JOIN people p ON p.id = d.person_id LEFT JOIN links l ON l.id = d.person_id AND l.bureau_id = d.bureau_id`

// DeviceKeysOf lists a person's keys, oldest first.
func (r Reader) DeviceKeysOf(ctx context.Context, bureauID, personID string) ([]DeviceKey, error) {
	return rows[DeviceKey](r, ctx, "list a person's device keys", `SELECT `+deviceColumns+` WHERE d.person_id = ? AND d.bureau_id = ? ORDER BY d.enrolled_at, d.id`, personID, bureauID)
}

// DeviceKeysIn lists a bureau's keys, newest first, older than the key named by before when there is one.
func (r Reader) DeviceKeysIn(ctx context.Context, bureauID, before string, limit int) ([]DeviceKey, error) {
	if before == "" {
		return rows[DeviceKey](r, ctx, "list device keys", `SELECT `+deviceColumns+` WHERE d.bureau_id = ? ORDER BY d.enrolled_at DESC, d.id DESC LIMIT ?`, bureauID, limit)
	}
	last, err := r.DeviceKey(ctx, bureauID, before)
	if err != nil {
		return nil, err
	}
	return rows[DeviceKey](r, ctx, "list device keys", `SELECT `+deviceColumns+` WHERE d.bureau_id = ? AND (d.enrolled_at < ? OR d.enrolled_at = ? AND d.id < ?) ORDER BY d.enrolled_at DESC, d.id DESC LIMIT ?`,
		bureauID, ms(last.EnrolledAt), ms(last.EnrolledAt), last.ID, limit)
}

// DeviceKey gives one key; NotFound when the bureau has none of that name.
func (r Reader) DeviceKey(ctx context.Context, bureauID, id string) (DeviceKey, error) {
	return row[DeviceKey](r, ctx, "load a device key", `SELECT `+deviceColumns+` WHERE d.id = ? AND d.bureau_id = ?`, id, bureauID)
}

// DeviceKeyTaken says whether a key of that name is enrolled anywhere, whosever it is.
func (r Reader) DeviceKeyTaken(ctx context.Context, id string) (bool, error) {
	got, err := rows[string](r, ctx, "look for a device key", `SELECT id FROM devices WHERE id = ?`, id)
	return len(got) > 0, err
}

// InsertDeviceKey adds a key. Refuses with Exists when it is enrolled.
func (t *Tx) InsertDeviceKey(_ context.Context, k DeviceKey) error {
	return t.must("enrol a device key", `INSERT INTO devices (id, device_id, bureau_id, person_id, name, algorithm, spki, session_id, enrolled_at, revoked_by, revoked_reason) VALUES (`+marks(11)+`)`,
		k.ID, k.DeviceID, k.BureauID, k.PersonID, k.Name, k.Algorithm, k.SPKI, k.SessionID, t.now, "", "")
}

// RenewDeviceKey notes in which session a key was enrolled again, and under which name.
func (t *Tx) RenewDeviceKey(_ context.Context, bureauID, id, session, name string) error {
	return t.must("enrol a device key again", `UPDATE devices SET session_id = ?, name = ? WHERE id = ? AND bureau_id = ?`, session, name, id, bureauID)
}

// EndDeviceKeys ends every key of a person on a device but one: another took their place.
func (t *Tx) EndDeviceKeys(_ context.Context, personID, deviceID, but string) error {
	_, err := t.exec("end device keys", `UPDATE devices SET ended_at = ? WHERE person_id = ? AND device_id = ? AND id <> ? AND ended_at IS NULL`, t.now, personID, deviceID, but)
	return err
}

// RevokeDeviceKeysOf revokes every key that was enrolled under a link.
func (t *Tx) RevokeDeviceKeysOf(_ context.Context, bureauID, linkID, by string) error {
	_, err := t.exec("revoke the device keys of a link", `UPDATE devices SET revoked_at = ?, revoked_by = ? WHERE person_id = ? AND bureau_id = ? AND revoked_at IS NULL`, t.now, by, linkID, bureauID)
	return err
}

// RevokeDeviceKey revokes a key; one that is revoked stays as it is.
func (t *Tx) RevokeDeviceKey(_ context.Context, bureauID, id, by, reason string) error {
	_, err := t.exec("revoke a device key", `UPDATE devices SET revoked_at = ?, revoked_by = ?, revoked_reason = ? WHERE id = ? AND bureau_id = ? AND revoked_at IS NULL`, t.now, by, reason, id, bureauID)
	return err
}

// CoverRow is one signature of a device over acts, as it came.
type CoverRow struct {
	ID       string // hex SHA-256 of the JWS
	BureauID string
	CheckID  string
	KeyID    string
	DeviceID string
	PersonID string
	Prev     string
	Head     string
	IsBreak  bool   // it does not follow from what the server had of this device and check
	JWS      string `gorm:"column:jws"`
	MadeAt   time.Time
}

// InsertCover keeps a cover, once, and whether it follows from those before it: nothing else does, but what it says it had
// no answer to, which the device then cannot have gone on from. Refuses with Moved when its key was revoked or replaced
// meanwhile. The check must be held.
func (t *Tx) InsertCover(ctx context.Context, c CoverRow, unsure []string) error {
	if err := t.must("see a device", `UPDATE devices SET last_seen_at = ? WHERE id = ? AND ended_at IS NULL AND revoked_at IS NULL`, t.now, c.KeyID); err != nil {
		return err
	}
	known, err := rows[struct{ ID, Prev, Head string }](t.Reader, ctx, "read a device's covers", `SELECT id, prev, head FROM act_covers WHERE check_id = ? AND device_id = ? AND person_id = ?`, c.CheckID, c.DeviceID, c.PersonID)
	if err != nil {
		return err
	}
	follows := c.Prev == "" && len(known) == 0
	for _, k := range known {
		if k.ID == c.ID {
			return nil
		}
		follows = follows || k.Head == c.Prev || c.Prev == "" && k.Prev == ""
	}
	for _, k := range known {
		forgotten := k.Prev == c.Prev && !slices.Contains(unsure, k.Head)
		follows = follows && !forgotten && !slices.Contains(unsure, k.Prev)
	}
	isBreak := 1
	if follows {
		isBreak = 0
	}
	return t.must("keep a cover", `INSERT INTO act_covers (id, bureau_id, check_id, key_id, device_id, person_id, prev, head, is_break, jws, made_at) VALUES (`+marks(11)+`)`,
		c.ID, c.BureauID, c.CheckID, c.KeyID, c.DeviceID, c.PersonID, c.Prev, c.Head, isBreak, c.JWS, t.now)
}

// CoversOf lists the covers of a check in the order they came.
func (r Reader) CoversOf(ctx context.Context, bureauID, checkID string) ([]CoverRow, error) {
	return rows[CoverRow](r, ctx, "list covers", `SELECT id, bureau_id, check_id, key_id, device_id, person_id, prev, head, is_break, jws AS jws, made_at FROM act_covers WHERE check_id = ? AND bureau_id = ? ORDER BY made_at, id`, checkID, bureauID)
}

// BrokenCovers gives those covers of a check that do not follow from the ones before.
func (r Reader) BrokenCovers(ctx context.Context, bureauID, checkID string) ([]string, error) {
	return rows[string](r, ctx, "look for broken covers", `SELECT id FROM act_covers WHERE check_id = ? AND bureau_id = ? AND is_break = 1`, checkID, bureauID)
}
