package store

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"anjian/internal/inspection"
)

// Look is who looked at what on one day, and how often: a line for each person, kind and subject.
type Look struct {
	ID         string          `json:"id"`
	Day        string          `json:"day"`
	PersonID   string          `json:"personId" doc:"Of a guest: the link's id."`
	PersonName string          `json:"personName"`
	Role       inspection.Role `json:"role"`
	Kind       string          `json:"kind" enum:"case,checks,paper,case_file,ledger,photo,thumb,sync,enterprise,register,people"`
	SubjectID  string          `json:"subjectId,omitempty" doc:"A check or an enterprise; empty for a list, and for what went beyond a day's bound."`
	Subject    string          `json:"subject,omitempty" doc:"The enterprise's name, of a check or of the register."`
	Times      int             `json:"times"`
	FirstAt    time.Time       `json:"firstAt"`
	LastAt     time.Time       `json:"lastAt"`
}

// NoteLooks counts a look of the actor at each subject on the day of now. Lines are only added and counted up, never
// taken back but by age (ForgetLooks). mostADay bounds one person's lines of a day: what goes beyond is counted in one
// line of its kind without a subject.
func (t *Tx) NoteLooks(ctx context.Context, a inspection.Actor, kind string, subjects []string, mostADay int) error {
	day := inspection.Day(t.now)
	lines, err := row[int](t.Reader, ctx, "count a day's looks", `SELECT COUNT(*) FROM looks WHERE bureau_id = ? AND person_id = ? AND day = ?`, a.BureauID, a.PersonID, day)
	if err != nil {
		return err
	}
	for _, subject := range subjects {
		counted, err := t.countLook(a, kind, subject, day)
		if err != nil || counted {
			if err != nil {
				return err
			}
			continue
		}
		if lines >= mostADay && subject != "" {
			subject = ""
			if counted, err = t.countLook(a, kind, subject, day); err != nil {
				return err
			}
		}
		if counted {
			continue
		}
		err = t.must("note a look", `INSERT INTO looks (id, bureau_id, day, person_id, kind, subject_id, person_name, role, times, first_at, last_at) VALUES (`+marks(11)+`)`,
			uuid.Must(uuid.NewV7()).String(), a.BureauID, day, a.PersonID, kind, subject, cut(a.Name, 100), string(a.Role), 1, t.now, t.now)
		if err != nil && !errors.Is(err, Exists) { // two at once: the other has noted it
			return err
		}
		lines++
	}
	return nil
}

func (t *Tx) countLook(a inspection.Actor, kind, subject, day string) (bool, error) {
	n, err := t.exec("count a look", `UPDATE looks SET times = times + 1, last_at = ? WHERE bureau_id = ? AND person_id = ? AND day = ? AND kind = ? AND subject_id = ?`,
		t.now, a.BureauID, a.PersonID, day, kind, subject)
	return n > 0, err
}

// LookNoted says whether a look of the actor at a subject is noted today, by itself or beyond the day's bound.
func (r Reader) LookNoted(ctx context.Context, a inspection.Actor, kind, subject string) (bool, error) {
	n, err := row[int](r, ctx, "look for a look", `SELECT COUNT(*) FROM looks WHERE bureau_id = ? AND person_id = ? AND day = ? AND kind = ? AND (subject_id = ? OR subject_id = '')`,
		a.BureauID, a.PersonID, inspection.Day(r.now()), kind, subject)
	return n > 0, err
}

// OnTeamOf gives those of the checks whose team the person is on, as an officer.
func (r Reader) OnTeamOf(ctx context.Context, bureauID, personID string, ids []string) ([]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return rows[string](r, ctx, "look for the team", `SELECT check_id FROM check_members WHERE bureau_id = ? AND person_id = ? AND until_seq = 0 AND part <> 'expert' AND check_id IN (`+marks(len(ids))+`)`,
		append([]any{bureauID, personID}, anys(ids)...)...)
}

// LookFilter narrows the looks; empty fields narrow nothing.
type LookFilter struct {
	SubjectID string
	PersonID  string
	From      string // days, inclusive
	Until     string
}

// Looks lists a bureau's looks, the newest first look first. cursor and next as in ChecksFor.
func (r Reader) Looks(ctx context.Context, bureauID string, f LookFilter, cursor string, limit int) (looks []Look, next string, err error) {
	where, args := `l.bureau_id = ?`, []any{bureauID}
	more := func(condition string, v ...any) { where, args = where+` AND `+condition, append(args, v...) }
	if f.SubjectID != "" {
		more(`l.subject_id = ?`, f.SubjectID)
	}
	if f.PersonID != "" {
		more(`l.person_id = ?`, f.PersonID)
	}
	if f.From != "" {
		more(`l.day >= ?`, f.From)
	}
	if f.Until != "" {
		more(`l.day <= ?`, f.Until)
	}
	if cursor != "" {
		var at timeCursor
		if err := at.read(cursor); err != nil {
			return nil, "", err
		}
		more(`(l.first_at < ? OR (l.first_at = ? AND l.id < ?))`, ms(at.At), ms(at.At), at.ID)
	}
	looks, err = rows[Look](r, ctx, "list looks", `SELECT l.id, l.day, l.person_id, l.person_name, l.role, l.kind, l.subject_id, COALESCE(c.enterprise_name, e.name, '') AS subject, l.times, l.first_at, l.last_at
		FROM looks l LEFT JOIN checks c ON c.id = l.subject_id AND c.bureau_id = l.bureau_id LEFT JOIN enterprises e ON e.id = l.subject_id AND e.bureau_id = l.bureau_id
		WHERE `+where+` ORDER BY l.first_at DESC, l.id DESC LIMIT ?`, append(args, limit+1)...)
	if err != nil {
		return nil, "", err
	}
	if len(looks) > limit {
		looks = looks[:limit]
		next = timeCursor{At: looks[limit-1].FirstAt.UTC(), ID: looks[limit-1].ID}.text()
	}
	for i := range looks {
		looks[i].FirstAt, looks[i].LastAt = looks[i].FirstAt.UTC(), looks[i].LastAt.UTC()
	}
	return looks, next, nil
}

// ForgetLooks drops what is older than a day, at most so many lines, and says how many.
func (t *Tx) ForgetLooks(_ context.Context, before string, most int) (int64, error) {
	return t.exec("forget old looks", `DELETE FROM looks WHERE id IN (SELECT id FROM (SELECT id FROM looks WHERE day < ? ORDER BY day LIMIT ?) old)`, before, most)
}
