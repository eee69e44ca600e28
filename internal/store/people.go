package store

import (
	"context"
	"time"

	"anjian/internal/inspection"
)

// Person is somebody of a bureau.
type Person struct {
	ID           string
	BureauID     string
	Username     string // in the form in which names are compared
	PasswordHash string
	Name         string
	Role         inspection.Role
	SectionID    string
	EnterpriseID string
	Town         string
	Unit         string
	Post         string
	Phone        string
	Certificate  inspection.Certificate
	Active       bool
}

// Actor is the person as an actor.
func (p Person) Actor() inspection.Actor {
	return inspection.Actor{PersonID: p.ID, Name: p.Name, BureauID: p.BureauID, Role: p.Role, SectionID: p.SectionID, EnterpriseID: p.EnterpriseID, Town: p.Town}
}

type personRow struct {
	ID, BureauID, Username, PasswordHash, Name, Role, SectionID, EnterpriseID, Town, Unit, Post, Phone, CertNumber, CertValidUntil string

	Active bool
}

const personColumns = `p.id, p.bureau_id, p.username, p.password_hash, p.name, p.role, p.section_id, p.enterprise_id, p.town, p.unit, p.post, p.phone, p.cert_number, p.cert_valid_until, p.active`

func (r personRow) person() Person {
	return Person{ID: r.ID, BureauID: r.BureauID, Username: r.Username, PasswordHash: r.PasswordHash, Name: r.Name, Role: inspection.Role(r.Role),
		SectionID: r.SectionID, EnterpriseID: r.EnterpriseID, Town: r.Town, Unit: r.Unit, Post: r.Post, Phone: r.Phone,
		Certificate: inspection.Certificate{Number: r.CertNumber, ValidUntil: r.CertValidUntil}, Active: r.Active}
}

func (r Reader) person(ctx context.Context, where string, args ...any) (Person, error) {
	got, err := row[personRow](r, ctx, "load a person", `SELECT `+personColumns+` FROM people p WHERE `+where, args...)
	return got.person(), err
}

// InsertPerson adds a person. Refuses with Exists when the user name is taken.
func (t *Tx) InsertPerson(_ context.Context, p Person) error {
	return t.must("insert a person", `INSERT INTO people (id, bureau_id, username, password_hash, name, role, section_id, enterprise_id, town, unit, post, phone, cert_number, cert_valid_until, active, created_at, updated_at) VALUES (`+marks(17)+`)`,
		p.ID, p.BureauID, p.Username, p.PasswordHash, p.Name, string(p.Role), p.SectionID, p.EnterpriseID, p.Town, p.Unit, p.Post, p.Phone,
		p.Certificate.Number, p.Certificate.ValidUntil, p.Active, t.now, t.now)
}

// UpdatePerson replaces what is known of a person, the password hash included.
func (t *Tx) UpdatePerson(_ context.Context, p Person) error {
	return t.must("update a person", `UPDATE people SET username = ?, password_hash = ?, name = ?, role = ?, section_id = ?, enterprise_id = ?, town = ?, unit = ?, post = ?, phone = ?, cert_number = ?, cert_valid_until = ?, active = ?, updated_at = ? WHERE id = ? AND bureau_id = ?`,
		p.Username, p.PasswordHash, p.Name, string(p.Role), p.SectionID, p.EnterpriseID, p.Town, p.Unit, p.Post, p.Phone,
		p.Certificate.Number, p.Certificate.ValidUntil, p.Active, t.now, p.ID, p.BureauID)
}

// PersonNamed finds the person who signs in under a user name, in whichever bureau.
func (r Reader) PersonNamed(ctx context.Context, username string) (Person, error) {
	return r.person(ctx, `p.username = ?`, username)
}

// Person gives a person of the bureau.
func (r Reader) Person(ctx context.Context, bureauID, id string) (Person, error) {
	return r.person(ctx, `p.id = ? AND p.bureau_id = ?`, id, bureauID)
}

// PeopleFor lists the active people of a bureau by name; empty role and section narrow nothing.
func (r Reader) PeopleFor(ctx context.Context, bureauID string, role inspection.Role, sectionID, cursor string, limit int) (items []Person, next string, err error) {
	where, args := `p.bureau_id = ? AND p.active = 1`, []any{bureauID}
	more := func(condition string, v ...any) { where, args = where+` AND `+condition, append(args, v...) }
	if role != "" {
		more(`p.role = ?`, string(role))
	}
	if sectionID != "" {
		more(`p.section_id = ?`, sectionID)
	}
	if cursor != "" {
		var at nameCursor
		if err := at.read(cursor); err != nil {
			return nil, "", err
		}
		more(`(p.name > ? OR (p.name = ? AND p.id > ?))`, at.Name, at.Name, at.ID)
	}
	got, err := rows[personRow](r, ctx, "list people", `SELECT `+personColumns+` FROM people p WHERE `+where+` ORDER BY p.name, p.id LIMIT ?`, append(args, limit+1)...)
	if err != nil {
		return nil, "", err
	}
	if len(got) > limit {
		got = got[:limit]
		next = nameCursor{Name: got[limit-1].Name, ID: got[limit-1].ID}.text()
	}
	items = make([]Person, len(got))
	for i, g := range got {
		items[i] = g.person()
	}
	return items, next, nil
}

// FormerPeople lists those of a bureau whose accounts have ended, by name.
func (r Reader) FormerPeople(ctx context.Context, bureauID string, limit int) ([]Person, error) {
	got, err := rows[personRow](r, ctx, "list former people", `SELECT `+personColumns+` FROM people p WHERE p.bureau_id = ? AND p.active = 0 ORDER BY p.name, p.id LIMIT ?`, bureauID, limit)
	items := make([]Person, len(got))
	for i, g := range got {
		items[i] = g.person()
	}
	return items, err
}

// Session is one signed-in device: a line of refresh tokens of which only the newest, and for a moment the one before,
// is good. Only hashes are kept.
type Session struct {
	ID           string
	BureauID     string
	PersonID     string
	TokenHash    string
	PreviousHash string
	CreatedAt    time.Time
	RotatedAt    time.Time
	ExpiresAt    time.Time
	RevokedAt    *time.Time
	RevokedWhy   string
}

// InsertSession opens a session.
func (t *Tx) InsertSession(_ context.Context, s Session) error {
	return t.must("open a session", `INSERT INTO sessions (id, bureau_id, person_id, token_hash, previous_hash, created_at, rotated_at, expires_at, revoked_why) VALUES (`+marks(9)+`)`,
		s.ID, s.BureauID, s.PersonID, s.TokenHash, s.PreviousHash, ms(s.CreatedAt), ms(s.RotatedAt), ms(s.ExpiresAt), "")
}

func ms(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// Session gives a session, ended or not.
func (r Reader) Session(ctx context.Context, id string) (Session, error) {
	return row[Session](r, ctx, "load a session", `SELECT id, bureau_id, person_id, token_hash, previous_hash, created_at, rotated_at, expires_at, revoked_at, revoked_why FROM sessions WHERE id = ?`, id)
}

// RotateSession exchanges the session's token for the next; Moved when from is no longer its token or it has ended.
func (t *Tx) RotateSession(_ context.Context, id, from, to string, at, expires time.Time) error {
	return t.must("rotate a session", `UPDATE sessions SET token_hash = ?, previous_hash = ?, rotated_at = ?, expires_at = ? WHERE id = ? AND token_hash = ? AND revoked_at IS NULL`,
		to, from, ms(at), ms(expires), id, from)
}

// RevokeSession ends a session; ending an ended one changes nothing.
func (t *Tx) RevokeSession(_ context.Context, id, why string, at time.Time) error {
	_, err := t.exec("end a session", `UPDATE sessions SET revoked_at = ?, revoked_why = ? WHERE id = ? AND revoked_at IS NULL`, ms(at), why, id)
	return err
}

// RevokeSessionsOf ends every session of a person.
func (t *Tx) RevokeSessionsOf(_ context.Context, bureauID, personID, why string, at time.Time) error {
	_, err := t.exec("end a person's sessions", `UPDATE sessions SET revoked_at = ?, revoked_why = ? WHERE person_id = ? AND bureau_id = ? AND revoked_at IS NULL`, ms(at), why, personID, bureauID)
	return err
}

// ForgetSessions drops sessions that expired before the given time.
func (t *Tx) ForgetSessions(_ context.Context, before time.Time) error {
	_, err := t.exec("forget sessions", `DELETE FROM sessions WHERE expires_at < ?`, ms(before))
	return err
}
