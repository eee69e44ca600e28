package store

import (
	"context"
	"errors"
	"time"
)

// CalendarFeed lets whoever holds its token read what is due for one person. The token itself is nowhere; TokenHash is the
// hex SHA-256 of it. A person has one, a new one takes the place of the old.
type CalendarFeed struct {
	PersonID   string
	BureauID   string
	TokenHash  string
	MadeAt     time.Time
	LastUsedAt *time.Time
}

const feedColumns = `person_id, bureau_id, token_hash, made_at, last_used_at`

// SetCalendarFeed gives a person a feed; the one before ends.
func (t *Tx) SetCalendarFeed(ctx context.Context, f CalendarFeed) error {
	if err := t.EndCalendarFeed(ctx, f.BureauID, f.PersonID); err != nil {
		return err
	}
	return t.must("make a calendar feed", `INSERT INTO calendar_feeds (person_id, bureau_id, token_hash, made_at) VALUES (?, ?, ?, ?)`, f.PersonID, f.BureauID, f.TokenHash, t.now)
}

// EndCalendarFeed ends a person's feed, if there is one.
func (t *Tx) EndCalendarFeed(_ context.Context, bureauID, personID string) error {
	_, err := t.exec("end a calendar feed", `DELETE FROM calendar_feeds WHERE person_id = ? AND bureau_id = ?`, personID, bureauID)
	return err
}

// CalendarFeedOf gives a person's feed; there tells whether they have one.
func (r Reader) CalendarFeedOf(ctx context.Context, bureauID, personID string) (f CalendarFeed, there bool, err error) {
	f, err = row[CalendarFeed](r, ctx, "look up a calendar feed", `SELECT `+feedColumns+` FROM calendar_feeds WHERE person_id = ? AND bureau_id = ?`, personID, bureauID)
	if errors.Is(err, NotFound) {
		return f, false, nil
	}
	return f, err == nil, err
}

// CalendarFeedByToken finds the feed of a token's hash; NotFound for every other.
func (r Reader) CalendarFeedByToken(ctx context.Context, hash string) (CalendarFeed, error) {
	return row[CalendarFeed](r, ctx, "look up a calendar feed", `SELECT `+feedColumns+` FROM calendar_feeds WHERE token_hash = ?`, hash)
}

// UseCalendarFeed notes that it was read.
func (t *Tx) UseCalendarFeed(_ context.Context, hash string) error {
	_, err := t.exec("note a use of a calendar feed", `UPDATE calendar_feeds SET last_used_at = ? WHERE token_hash = ?`, t.now, hash)
	return err
}
