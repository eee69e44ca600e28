package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"anjian/internal/inspection"
)

// CheckView is a check as it stands, with its place in the bureau's order (Seq), how many acts made it, and the head
// of its chain.
type CheckView struct {
	Record    inspection.CheckRecord `json:"record"`
	Seq       int64                  `json:"seq"`
	Acts      int                    `json:"acts"`
	Hash      string                 `json:"hash"`
	UpdatedAt time.Time              `json:"updatedAt"`
}

type viewRow struct {
	ID        string
	Record    []byte
	LastSeq   int64
	Acts      int
	ChainHash string
	UpdatedAt time.Time
}

const viewColumns = `c.id, c.record, c.last_seq, c.acts, c.chain_hash, c.updated_at`

func (r viewRow) view() (CheckView, error) {
	v := CheckView{Seq: r.LastSeq, Acts: r.Acts, Hash: r.ChainHash, UpdatedAt: r.UpdatedAt.UTC()}
	if err := json.Unmarshal(r.Record, &v.Record); err != nil {
		return CheckView{}, fmt.Errorf("store: read a check's record: %w", err)
	}
	return v, nil
}

func (r Reader) view(ctx context.Context, doing, where string, args ...any) (CheckView, error) {
	got, err := row[viewRow](r, ctx, doing, `SELECT `+viewColumns+` FROM checks c WHERE `+where, args...)
	if err != nil {
		return CheckView{}, err
	}
	return got.view()
}

// Check gives any check of the bureau; who may see it is for the caller to ask.
func (r Reader) Check(ctx context.Context, bureauID, id string) (CheckView, error) {
	return r.view(ctx, "load check "+id, `c.id = ? AND c.bureau_id = ?`, id, bureauID)
}

// CheckOf gives a check that this actor may see now; NotFound for every other.
func (r Reader) CheckOf(ctx context.Context, actor inspection.Actor, id string) (CheckView, error) {
	scope, args := r.visible(actor)
	return r.view(ctx, "load check "+id, `c.id = ? AND `+scope, append([]any{id}, args...)...)
}

// SealedCheck finds a check of any bureau by its id, for the public proof that a record is genuine; it holds no more
// than the caller lets out.
func (r Reader) SealedCheck(ctx context.Context, id string) (CheckView, error) {
	return r.view(ctx, "load check "+id, `c.id = ? AND c.digest <> ''`, id)
}

// EarlierChecks gives the records of the last signed checks of an enterprise but for one, the newest visit first.
func (r Reader) EarlierChecks(ctx context.Context, bureauID, enterpriseID, except string, limit int) ([]inspection.CheckRecord, error) {
	got, err := rows[viewRow](r, ctx, "load earlier checks", `SELECT `+viewColumns+` FROM checks c
		 WHERE c.enterprise_id = ? AND c.bureau_id = ? AND c.state IN ('signed', 'closed') AND c.id <> ? ORDER BY c.planned_on DESC, c.last_seq DESC LIMIT ?`,
		enterpriseID, bureauID, except, limit)
	if err != nil {
		return nil, err
	}
	records := make([]inspection.CheckRecord, len(got))
	for i, g := range got {
		v, err := g.view()
		if err != nil {
			return nil, err
		}
		records[i] = v.Record
	}
	return records, nil
}

// CheckTaken says whether a check of this id exists in any bureau.
func (r Reader) CheckTaken(ctx context.Context, id string) (bool, error) {
	n, err := row[int](r, ctx, "look for check "+id, `SELECT COUNT(*) FROM checks WHERE id = ?`, id)
	return n > 0, err
}

// CheckForUpdate gives a check and holds it until the transaction ends.
func (t *Tx) CheckForUpdate(ctx context.Context, bureauID, id string) (CheckView, error) {
	return t.view(ctx, "lock check "+id, `c.id = ? AND c.bureau_id = ?`+t.forUpdate(), id, bureauID)
}

// forUpdate: on SQLite the transaction is the only writer from its beginning.
func (t *Tx) forUpdate() string {
	if t.s.mysql {
		return ` FOR UPDATE`
	}
	return ``
}

var checkColumns = []string{"state", "reach", "kind", "source", "enterprise_id", "enterprise_name", "town", "section_id",
	"section_name", "planned_on", "visit_year", "lead_id", "lead_name", "assistant_name", "number_year", "number_serial",
	"number_text", "digest", "findings", "acts", "last_seq", "chain_hash", "record", "due_from", "updated_at", "to_report"}

// CheckRow is a check made ready for its table before the transaction; only its seq is still open.
type CheckRow struct {
	id, bureauID string
	values       []any
}

// seqAt is where last_seq stands in checkColumns.
var seqAt = slices.Index(checkColumns, "last_seq")

// RowOf makes a check ready. It needs no database, so it costs the writer nothing.
func RowOf(v CheckView) (CheckRow, error) {
	values, err := standing(v)
	return CheckRow{v.Record.ID, v.Record.BureauID, values}, err
}

// standing gives the values of checkColumns.
func standing(v CheckView) ([]any, error) {
	r := &v.Record
	text, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("store: write a check's record: %w", err)
	}
	var lead, assistant inspection.Member
	for _, m := range r.Team {
		switch m.Part {
		case inspection.PartyLead:
			lead = m
		case inspection.PartyAssistant:
			assistant = m
		}
	}
	findings := 0
	for _, f := range r.Findings {
		if f.Withdrawn == nil {
			findings++
		}
	}
	var number inspection.DocumentNumber
	if r.Number != nil {
		number = *r.Number
	}
	digest := ""
	if r.Seal != nil {
		digest = r.Seal.Digest
	}
	year := 0
	if r.Scheme.VisitOfYear > 0 {
		year = yearOf(r.PlannedOn)
	}
	return []any{string(r.State), reach(r.State), string(r.Kind), string(r.Source), r.Enterprise.ID, r.Enterprise.Name,
		r.Enterprise.Town, r.SectionID, r.Section, r.PlannedOn, year, lead.PersonID, lead.Name, assistant.Name,
		number.Year, number.Serial, number.Text, digest, findings, v.Acts, v.Seq, v.Hash, string(text), r.DueFrom(), v.UpdatedAt, toReport(r)}, nil
}

// toReport is the column to_report of a check: 1 when its record is signed and waits to be noted for reporting, else 0. It
// is 2 once it is noted (InsertReport), whatever happens to the check after that.
func toReport(r *inspection.CheckRecord) int {
	if r.Seal == nil || r.State == inspection.Open || r.State == inspection.Recorded {
		return 0
	}
	return 1
}

func yearOf(day string) int {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0
	}
	return t.Year()
}

// InsertCheck adds a new check. Refuses with Exists when its id is taken, in whichever bureau.
func (t *Tx) InsertCheck(_ context.Context, row CheckRow, seq int64) error {
	row.values[seqAt] = seq
	err := t.must("insert check "+row.id,
		`INSERT INTO checks (id, bureau_id, created_at, `+strings.Join(checkColumns, ", ")+`) VALUES (?, ?, ?`+strings.Repeat(", ?", len(checkColumns))+`)`,
		append([]any{row.id, row.bureauID, t.now}, row.values...)...)
	if err != nil {
		return err
	}
	return t.standState(row)
}

// standState notes on the target a check came from, if it came from one, in which state the check is.
func (t *Tx) standState(row CheckRow) error {
	_, err := t.exec("note a check's state on its target", `UPDATE plan_targets SET check_state = ? WHERE check_id = ? AND bureau_id = ?`, row.values[0], row.id, row.bureauID)
	return err
}

var updateCheck = `UPDATE checks SET ` + strings.ReplaceAll(strings.Join(checkColumns, " = ?, "),
	"reach = ?", "reach = CASE WHEN reach < ? THEN ? ELSE reach END") + ` = CASE WHEN to_report = 2 THEN 2 ELSE ? END WHERE id = ? AND bureau_id = ? AND state = ? AND last_seq = ?`

// UpdateCheck replaces a check by what it has become at seq, provided that it still stands as it was read (state and
// its own seq then); otherwise Moved.
func (t *Tx) UpdateCheck(_ context.Context, state inspection.State, was int64, row CheckRow, seq int64) error {
	row.values[seqAt] = seq
	args := append([]any{row.values[0], row.values[1]}, row.values[1:]...)
	args = append(args, row.id, row.bureauID, string(state), was)
	if err := t.must("update check "+row.id, updateCheck, args...); err != nil || row.values[0] == string(state) {
		return err
	}
	return t.standState(row)
}

// VisitsThisYear counts the visits to an enterprise already dispatched for a year, other than this check's, and holds
// the count until the transaction ends.
func (t *Tx) VisitsThisYear(ctx context.Context, bureauID, enterpriseID string, year int, except string) (int, error) {
	if t.s.mysql {
		if _, err := t.exec("hold the enterprise", `UPDATE enterprises SET bureau_id = bureau_id WHERE id = ? AND bureau_id = ?`, enterpriseID, bureauID); err != nil {
			return 0, err
		}
	}
	return row[int](t.Reader, ctx, "count visits", `SELECT COUNT(*) FROM checks WHERE bureau_id = ? AND enterprise_id = ? AND visit_year = ? AND state <> ? AND id <> ?`,
		bureauID, enterpriseID, year, string(inspection.Cancelled), except)
}
