package store

import (
	"context"
	"errors"
	"time"

	"anjian/internal/inspection"
)

// Notice is one thing somebody is told. It says what kind of thing and of which check, and nothing of the case itself.
type Notice struct {
	ID       string
	BureauID string
	PersonID string
	Kind     string
	CheckID  string // empty: of none
	MadeAt   time.Time
	ReadAt   *time.Time

	Enterprise string // of the check, where the person may see it now
	Open       bool   // the person may see the check now
}

// InsertNotice adds a notice. Refuses with Exists when that has been told.
func (t *Tx) InsertNotice(_ context.Context, n Notice) error {
	return t.must("add a notice", `INSERT INTO notices (id, bureau_id, person_id, kind, check_id, made_at) VALUES (?, ?, ?, ?, ?, ?)`,
		n.ID, n.BureauID, n.PersonID, n.Kind, n.CheckID, ms(n.MadeAt))
}

// NoticesFor lists what an actor was told, the newest first. The enterprise of a check is named only while the check is
// theirs to see. cursor and next as in ChecksFor.
func (r Reader) NoticesFor(ctx context.Context, actor inspection.Actor, unread bool, cursor string, limit int) (items []Notice, next string, err error) {
	scope, args := r.visible(actor)
	where := `n.person_id = ? AND n.bureau_id = ?`
	args = append(args, actor.PersonID, actor.BureauID)
	if unread {
		where += ` AND n.read_at IS NULL`
	}
	if cursor != "" {
		var at timeCursor
		if err := at.read(cursor); err != nil {
			return nil, "", err
		}
		where += ` AND (n.made_at < ? OR (n.made_at = ? AND n.id < ?))`
		args = append(args, ms(at.At), ms(at.At), at.ID)
	}
	items, err = rows[Notice](r, ctx, "list notices", `SELECT n.id, n.bureau_id, n.person_id, n.kind, n.check_id, n.made_at, n.read_at, COALESCE(c.enterprise_name, '') AS enterprise, c.id IS NOT NULL AS open
		FROM notices n LEFT JOIN checks c ON c.id = n.check_id AND `+scope+` WHERE `+where+` ORDER BY n.made_at DESC, n.id DESC LIMIT ?`, append(args, limit+1)...)
	if err != nil {
		return nil, "", err
	}
	if len(items) > limit {
		items = items[:limit]
		next = timeCursor{items[limit-1].MadeAt, items[limit-1].ID}.text()
	}
	return items, next, nil
}

// UnreadNotices counts what a person has not read.
func (r Reader) UnreadNotices(ctx context.Context, bureauID, personID string) (int, error) {
	return row[int](r, ctx, "count notices", `SELECT COUNT(*) FROM notices WHERE person_id = ? AND bureau_id = ? AND read_at IS NULL`, personID, bureauID)
}

// Notice gives one.
func (r Reader) Notice(ctx context.Context, bureauID, id string) (Notice, error) {
	return row[Notice](r, ctx, "load a notice", `SELECT id, bureau_id, person_id, kind, check_id, made_at, read_at FROM notices WHERE id = ? AND bureau_id = ?`, id, bureauID)
}

// ReadNotices marks what a person was told up to a moment as read; id narrows it to one.
func (t *Tx) ReadNotices(_ context.Context, bureauID, personID, id string, upTo time.Time) error {
	query, args := `UPDATE notices SET read_at = ? WHERE person_id = ? AND bureau_id = ? AND read_at IS NULL AND made_at <= ?`, []any{t.now, personID, bureauID, ms(upTo)}
	if id != "" {
		query, args = query+` AND id = ?`, append(args, id)
	}
	_, err := t.exec("mark notices as read", query, args...)
	return err
}

// ForgetNotices drops notices made before the given time.
func (t *Tx) ForgetNotices(_ context.Context, before time.Time) error {
	_, err := t.exec("forget notices", `DELETE FROM notices WHERE made_at < ?`, ms(before))
	return err
}

// NoticeChoices gives what a person has chosen, as JSON; empty: nothing yet.
func (r Reader) NoticeChoices(ctx context.Context, bureauID, personID string) (string, error) {
	got, err := row[string](r, ctx, "look up choices", `SELECT choices FROM notice_choices WHERE person_id = ? AND bureau_id = ?`, personID, bureauID)
	if errors.Is(err, NotFound) {
		return "", nil
	}
	return got, err
}

// SetNoticeChoices keeps what a person has chosen.
func (t *Tx) SetNoticeChoices(ctx context.Context, bureauID, personID, choices string) error {
	if _, err := row[string](t.Reader, ctx, "look up choices", `SELECT choices FROM notice_choices WHERE person_id = ? AND bureau_id = ?`+t.forUpdate(), personID, bureauID); errors.Is(err, NotFound) {
		return t.must("keep choices", `INSERT INTO notice_choices (person_id, bureau_id, choices, updated_at) VALUES (?, ?, ?, ?)`, personID, bureauID, choices, t.now)
	} else if err != nil {
		return err
	}
	return t.must("keep choices", `UPDATE notice_choices SET choices = ?, updated_at = ? WHERE person_id = ? AND bureau_id = ?`, choices, t.now, personID, bureauID)
}

// PeopleOfEnterprise lists the active people of an enterprise.
func (r Reader) PeopleOfEnterprise(ctx context.Context, bureauID, enterpriseID string) ([]Person, error) {
	got, err := rows[personRow](r, ctx, "list an enterprise's people", `SELECT `+personColumns+` FROM people p WHERE p.bureau_id = ? AND p.enterprise_id = ? AND p.enterprise_id <> '' AND p.active = 1 ORDER BY p.name, p.id LIMIT 200`, bureauID, enterpriseID)
	if err != nil {
		return nil, err
	}
	people := make([]Person, len(got))
	for i, g := range got {
		people[i] = g.person()
	}
	return people, nil
}
