package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"anjian/internal/inspection"
)

// Archived is a line of the index of the archive: a closed check, and until when its case file is kept.
type Archived struct {
	CheckID        string               `json:"checkId"`
	Number         string               `json:"number"`
	EnterpriseName string               `json:"enterpriseName"`
	Town           string               `json:"town"`
	Section        string               `json:"section"`
	Lead           string               `json:"lead"`
	ClosedOn       string               `json:"closedOn" format:"date"`
	Kept           inspection.Retention `json:"kept"`
	Contents       inspection.Contents  `json:"contents" doc:"How many papers of which kind"`
}

// ArchiveFilter narrows the archive; empty fields narrow nothing. Past is a day: only what has to be kept until before it.
type ArchiveFilter struct {
	Text string // part of the enterprise's name, its pinyin initials, or of the number
	Year string // in which the check was closed
	Past string
}

// Archive writes the line of a check that has been closed; once more makes no difference.
func (t *Tx) Archive(_ context.Context, r *inspection.CheckRecord) error {
	if _, err := t.exec("clear an archived line", `DELETE FROM archived WHERE check_id = ?`, r.ID); err != nil || r.Closed == nil {
		return err
	}
	on := inspection.Day(r.Closed.At)
	kept := r.RetentionFrom(on)
	contents, err := json.Marshal(r.Contents())
	if err != nil {
		return fmt.Errorf("store: write what a case file holds: %w", err)
	}
	return t.must("archive check "+r.ID, `INSERT INTO archived (check_id, bureau_id, closed_on, keep_until, keep_years, keep_rule, keep_basis, contents) VALUES (`+marks(8)+`)`,
		r.ID, r.BureauID, on, r.Closed.KeepUntil, kept.Years, string(kept.Rule), kept.Basis, string(contents))
}

type archivedRow struct {
	CheckID, NumberText, EnterpriseName, Town, SectionName, LeadName, ClosedOn, KeepUntil, KeepRule, KeepBasis, Contents string

	KeepYears int
}

func (r archivedRow) line() (Archived, error) {
	a := Archived{CheckID: r.CheckID, Number: r.NumberText, EnterpriseName: r.EnterpriseName, Town: r.Town, Section: r.SectionName, Lead: r.LeadName, ClosedOn: r.ClosedOn,
		Kept: inspection.Retention{Rule: inspection.RetentionRule(r.KeepRule), Years: r.KeepYears, Until: r.KeepUntil, Basis: r.KeepBasis}}
	if err := json.Unmarshal([]byte(r.Contents), &a.Contents); err != nil {
		return Archived{}, fmt.Errorf("store: read what a case file holds: %w", err)
	}
	return a, nil
}

// ArchivedFor lists the closed checks an actor may see, the last closed first; what is past its time the longest past
// first. cursor and next as in ChecksFor.
func (s *Store) ArchivedFor(ctx context.Context, actor inspection.Actor, f ArchiveFilter, cursor string, limit int) (items []Archived, next string, err error) {
	where, args := s.archivedWhere(actor, f)
	order := `a.closed_on DESC, a.check_id DESC`
	if f.Past != "" {
		order = `a.keep_until, a.check_id`
	}
	if cursor != "" {
		var at nameCursor
		if err := at.read(cursor); err != nil {
			return nil, "", err
		}
		if f.Past != "" {
			where, args = where+` AND (a.keep_until > ? OR a.keep_until = ? AND a.check_id > ?)`, append(args, at.Name, at.Name, at.ID)
		} else {
			where, args = where+` AND (a.closed_on < ? OR a.closed_on = ? AND a.check_id < ?)`, append(args, at.Name, at.Name, at.ID)
		}
	}
	got, err := rows[archivedRow](s.Reader, ctx, "list the archive", `SELECT a.check_id, c.number_text, c.enterprise_name, c.town, c.section_name, c.lead_name, a.closed_on, a.keep_until, a.keep_rule, a.keep_basis, a.keep_years, a.contents
		FROM archived a JOIN checks c ON c.id = a.check_id WHERE `+where+` ORDER BY `+order+` LIMIT ?`, append(args, limit+1)...)
	if err != nil {
		return nil, "", err
	}
	if len(got) > limit {
		got = got[:limit]
		last := got[limit-1]
		next = nameCursor{last.ClosedOn, last.CheckID}.text()
		if f.Past != "" {
			next = nameCursor{last.KeepUntil, last.CheckID}.text()
		}
	}
	items = make([]Archived, len(got))
	for i, g := range got {
		if items[i], err = g.line(); err != nil {
			return nil, "", err
		}
	}
	return items, next, nil
}

// CountArchived says how many closed checks an actor may see of those a filter leaves.
func (s *Store) CountArchived(ctx context.Context, actor inspection.Actor, f ArchiveFilter) (int, error) {
	where, args := s.archivedWhere(actor, f)
	return row[int](s.Reader, ctx, "count the archive", `SELECT COUNT(*) FROM archived a JOIN checks c ON c.id = a.check_id WHERE `+where, args...)
}

func (s *Store) archivedWhere(actor inspection.Actor, f ArchiveFilter) (where string, args []any) {
	where, args = s.visible(actor)
	more := func(condition string, v ...any) { where, args = where+` AND `+condition, append(args, v...) }
	more(`a.bureau_id = ? AND a.closed_on <> '?'`, actor.BureauID)
	if f.Year != "" {
		more(`a.closed_on >= ? AND a.closed_on <= ?`, f.Year+"-01-01", f.Year+"-12-31")
	}
	if f.Past != "" {
		more(`a.keep_until < ?`, f.Past)
	}
	if f.Text != "" {
		part := `%` + escapeLike(f.Text) + `%`
		more(`(c.enterprise_name LIKE ? ESCAPE '!' OR c.number_text LIKE ? ESCAPE '!' OR c.enterprise_id IN (SELECT e.id FROM enterprises e WHERE e.bureau_id = ? AND e.initials LIKE ? ESCAPE '!'))`,
			part, part, actor.BureauID, `%`+escapeLike(strings.ToLower(f.Text))+`%`)
	}
	return where, args
}

// reckonArchived writes the lines of checks that were closed before there was an index (00151). It may be ended and begun
// again at any line.
func (s *Store) reckonArchived(ctx context.Context) error {
	return s.reckon(ctx, `c.id IN (SELECT a.check_id FROM archived a WHERE a.closed_on = ?)`, toReckon, func(tx *Tx, r *inspection.CheckRecord) error {
		return tx.Archive(ctx, r)
	})
}
