package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"anjian/internal/planning"
)

// RegisterImport is one workbook on its way into the register: read into rows of its own, looked at, then taken in as
// one or let go. Several servers may be asked about it; the one that reads it says how far it is.
type RegisterImport struct {
	ID        string
	BureauID  string
	PersonID  string
	FileName  string
	SHA256    string
	State     string // reading, staging, ready, done, cancelled, failed
	Total     int
	Done      int
	Tally     json.RawMessage
	Issues    json.RawMessage
	CreatedAt time.Time
	AliveAt   time.Time
}

type importRow struct {
	ID, BureauID, PersonID, FileName, SHA256 string
	State, Tally, Issues                     string
	Total, Done                              int
	CreatedAt, AliveAt                       time.Time
}

// The outcomes of an import's rows.
const (
	RowAdd    = "add"    // a new entry
	RowUpdate = "update" // changes the entry with this credit code, or the one it was merged with
	RowSame   = "same"   // changes nothing
	RowLike   = "like"   // another entry has the same name and another code: somebody must say
	RowWrong  = "wrong"
	RowSkip   = "skip"
)

// StagedRow is one row of an import.
type StagedRow struct {
	No          int
	Sheet       string
	Outcome     string
	LikeID      string
	BaseVersion int64
	CreatedAt   time.Time
	Entry       planning.Enterprise
}

// InsertImport begins an import.
func (t *Tx) InsertImport(_ context.Context, i RegisterImport) error {
	return t.must("begin an import", `INSERT INTO register_imports (id, bureau_id, person_id, file_name, sha256, state, total, done, tally, issues, created_at, alive_at) VALUES (`+marks(12)+`)`,
		i.ID, i.BureauID, i.PersonID, i.FileName, i.SHA256, i.State, 0, 0, "{}", "[]", t.now, t.now)
}

// Import gives an import of the bureau.
func (r Reader) Import(ctx context.Context, bureauID, id string) (RegisterImport, error) {
	g, err := row[importRow](r, ctx, "load an import", `SELECT id, bureau_id, person_id, file_name, sha256 AS sha256, state, total, done, tally, issues, created_at, alive_at FROM register_imports WHERE id = ? AND bureau_id = ?`, id, bureauID)
	return RegisterImport{ID: g.ID, BureauID: g.BureauID, PersonID: g.PersonID, FileName: g.FileName, SHA256: g.SHA256, State: g.State, Total: g.Total, Done: g.Done,
		Tally: json.RawMessage(g.Tally), Issues: json.RawMessage(g.Issues), CreatedAt: g.CreatedAt.UTC(), AliveAt: g.AliveAt.UTC()}, err
}

// MoveImport brings an import from one of the states to another, with how far it is. Moved when it is in none of them:
// somebody has cancelled it.
func (t *Tx) MoveImport(_ context.Context, i RegisterImport, from ...string) error {
	tally, issues := string(i.Tally), string(i.Issues)
	if tally == "" {
		tally = "{}"
	}
	if issues == "" {
		issues = "[]"
	}
	return t.must("move an import", `UPDATE register_imports SET state = ?, total = ?, done = ?, tally = ?, issues = ?, alive_at = ? WHERE id = ? AND bureau_id = ? AND state IN (`+marks(len(from))+`)`,
		append([]any{i.State, i.Total, i.Done, tally, issues, t.now, i.ID, i.BureauID}, anys(from)...)...)
}

// ForgetRows drops what an import has staged.
func (t *Tx) ForgetRows(_ context.Context, bureauID, id string) error {
	_, err := t.exec("drop an import's rows", `DELETE FROM register_import_rows WHERE import_id = ? AND bureau_id = ?`, id, bureauID)
	return err
}

const stagedColumns = 9 + 21

// StageRows adds rows of an import.
func (t *Tx) StageRows(_ context.Context, bureauID, id string, staged []StagedRow) error {
	for len(staged) > 0 {
		part := staged[:min(100, len(staged))]
		staged = staged[len(part):]
		args := make([]any, 0, len(part)*stagedColumns)
		for _, s := range part {
			entry, err := entryArgs(s.Entry)
			if err != nil {
				return err
			}
			created := s.CreatedAt
			if created.IsZero() {
				created = t.now
			}
			args = append(append(args, id, s.No, bureauID, s.Sheet, s.Outcome, s.Entry.ID, s.BaseVersion, s.LikeID, ms(created)), entry...)
		}
		if _, err := t.exec("stage rows", `INSERT INTO register_import_rows (import_id, no, bureau_id, sheet, outcome, id, base_version, like_id, created_at, `+entryColumns+`) VALUES `+
			strings.TrimSuffix(strings.Repeat(`(`+marks(stagedColumns)+`),`, len(part)), ","), args...); err != nil {
			return err
		}
	}
	return nil
}

// ReplaceRow changes one staged row.
func (t *Tx) ReplaceRow(ctx context.Context, bureauID, id string, s StagedRow) error {
	if err := t.must("drop a staged row", `DELETE FROM register_import_rows WHERE import_id = ? AND bureau_id = ? AND no = ?`, id, bureauID, s.No); err != nil {
		return err
	}
	return t.StageRows(ctx, bureauID, id, []StagedRow{s})
}

// StagedRows lists rows of an import in order, those of one outcome or all.
func (r Reader) StagedRows(ctx context.Context, bureauID, id, outcome string, after, limit int) ([]StagedRow, error) {
	where, args := `e.import_id = ? AND e.bureau_id = ? AND e.no > ?`, []any{id, bureauID, after}
	if outcome != "" {
		where, args = where+` AND e.outcome = ?`, append(args, outcome)
	}
	shown := strings.TrimSuffix(entryShown, `, e.version, e.updated_at`)
	got, err := rows[entryRow](r, ctx, "list staged rows", `SELECT `+shown+`, e.no, e.sheet, e.outcome, e.like_id, e.base_version, e.created_at FROM register_import_rows e WHERE `+where+` ORDER BY e.no LIMIT ?`, append(args, limit)...)
	if err != nil {
		return nil, err
	}
	out := make([]StagedRow, len(got))
	for i, g := range got {
		entry, err := g.entry()
		if err != nil {
			return nil, err
		}
		entry.Version = g.BaseVersion
		out[i] = StagedRow{No: g.No, Sheet: g.Sheet, Outcome: g.Outcome, LikeID: g.LikeID, BaseVersion: g.BaseVersion, CreatedAt: g.CreatedAt.UTC(), Entry: entry}
	}
	return out, nil
}

// TallyRows counts an import's rows by outcome.
func (r Reader) TallyRows(ctx context.Context, bureauID, id string) (map[string]int, error) {
	got, err := rows[struct {
		Outcome string
		N       int
	}](r, ctx, "count staged rows", `SELECT outcome, COUNT(*) AS n FROM register_import_rows WHERE import_id = ? AND bureau_id = ? GROUP BY outcome`, id, bureauID)
	out := map[string]int{}
	for _, g := range got {
		out[g.Outcome] = g.N
	}
	return out, err
}

// EntriesAmong gives, of a bureau's register, the entries that have one of these credit codes or names (at most 500
// of each), with when they were made.
func (r Reader) EntriesAmong(ctx context.Context, bureauID string, codes, names []string) (byCode, byName map[string]StagedRow, err error) {
	byCode, byName = map[string]StagedRow{}, map[string]StagedRow{}
	look := func(column string, values []string, into map[string]StagedRow, key func(planning.Enterprise) string) error {
		if len(values) == 0 {
			return nil
		}
		got, err := rows[entryRow](r, ctx, "look for entries", `SELECT `+entryShown+`, e.created_at FROM enterprises e WHERE e.bureau_id = ? AND e.`+column+` IN (`+marks(len(values))+`) ORDER BY e.id`,
			append([]any{bureauID}, anys(values)...)...)
		if err != nil {
			return err
		}
		for _, g := range got {
			entry, err := g.entry()
			if err != nil {
				return err
			}
			if _, taken := into[key(entry)]; !taken {
				into[key(entry)] = StagedRow{Entry: entry, BaseVersion: entry.Version, CreatedAt: g.CreatedAt.UTC()}
			}
		}
		return nil
	}
	err = errors.Join(look("credit_code", codes, byCode, func(e planning.Enterprise) string { return e.CreditCode }),
		look("name", names, byName, func(e planning.Enterprise) string { return e.Name }))
	return byCode, byName, err
}

// TakeIn makes the staged rows entries of the register, all in one statement each way. Moved when one of the entries
// they change has changed since; Exists when a credit code is there by now.
func (t *Tx) TakeIn(ctx context.Context, bureauID, id string, version int64) error {
	stale, err := row[int](t.Reader, ctx, "look for changed entries", `SELECT COUNT(*) FROM register_import_rows r LEFT JOIN enterprises e ON e.id = r.id AND e.bureau_id = r.bureau_id AND e.version = r.base_version
		WHERE r.import_id = ? AND r.bureau_id = ? AND r.outcome = 'update' AND e.id IS NULL`, id, bureauID)
	if err != nil {
		return err
	}
	if stale > 0 {
		return Moved.Because(fmt.Errorf("store: %d entries changed since the import was read", stale))
	}
	if _, err := t.exec("make room for entries", `DELETE FROM enterprises WHERE bureau_id = ? AND id IN (SELECT r.id FROM register_import_rows r WHERE r.import_id = ? AND r.bureau_id = ? AND r.outcome = 'update')`,
		bureauID, id, bureauID); err != nil {
		return err
	}
	_, err = t.exec("take entries in", `INSERT INTO enterprises (id, bureau_id, `+entryColumns+`, version, created_at, updated_at) SELECT r.id, r.bureau_id, r.`+
		strings.ReplaceAll(entryColumns, `, `, `, r.`)+`, ?, r.created_at, ? FROM register_import_rows r WHERE r.import_id = ? AND r.bureau_id = ? AND r.outcome IN ('add', 'update')`,
		version, t.now, id, bureauID)
	if isDuplicate(err) {
		return Exists.Because(err)
	}
	return err
}
