package store

import (
	"context"
	"time"

	"anjian/internal/inspection"
)

// ReportState is where the reporting 上报 of one signed record stands.
type ReportState string

// The states of a report.
const (
	ReportWaiting   ReportState = "waiting"   // not there yet: being sent, or to be keyed in by hand
	ReportAccepted  ReportState = "reported"  // the other side gave its number
	ReportRejected  ReportState = "rejected"  // the other side said no
	ReportConfirmed ReportState = "confirmed" // somebody keyed it in and wrote down the number
)

// Report is the reporting of one record to the city's system. Sent is what we sent, Theirs what the other side says it
// has, both as JSON objects of texts; Number is its own.
type Report struct {
	CheckID         string
	BureauID        string
	Digest          string
	SignedAt        time.Time
	State           ReportState
	Number          string
	AcceptedAt      *time.Time
	Sent            string
	Theirs          string
	Reason          string // why the other side said no
	ConfirmedBy     string
	ConfirmedByName string
}

const reportColumns = `r.check_id, r.bureau_id, r.digest, r.signed_at, r.state, r.number, r.accepted_at, r.sent, r.theirs, r.reason, r.confirmed_by, r.confirmed_by_name`

// Unreported lists checks of any bureau whose record everybody has signed or refused and that have no report yet.
func (r Reader) Unreported(ctx context.Context, limit int) ([]CheckView, error) {
	got, err := rows[viewRow](r, ctx, "look for unreported records", `SELECT `+viewColumns+` FROM checks c WHERE c.to_report = 1 ORDER BY c.id LIMIT ?`, limit)
	if err != nil {
		return nil, err
	}
	out := make([]CheckView, len(got))
	for i, g := range got {
		if out[i], err = g.view(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// InsertReport notes that a record is to be reported. Refuses with Exists when that is noted already.
func (t *Tx) InsertReport(_ context.Context, r Report) error {
	if _, err := t.exec("mark a record as noted", `UPDATE checks SET to_report = 2 WHERE id = ? AND bureau_id = ?`, r.CheckID, r.BureauID); err != nil {
		return err
	}
	return t.must("note a report", `INSERT INTO reports (check_id, bureau_id, digest, signed_at, state, number, sent, theirs, reason, confirmed_by, confirmed_by_name, updated_at) VALUES (`+marks(12)+`)`,
		r.CheckID, r.BureauID, r.Digest, ms(r.SignedAt), string(ReportWaiting), "", "", "", "", "", "", t.now)
}

// AcceptReport writes down that the other side has it, under which number and with which content.
func (t *Tx) AcceptReport(_ context.Context, bureauID, checkID, number, sent, theirs string) error {
	return t.must("accept a report", `UPDATE reports SET state = ?, number = ?, accepted_at = ?, sent = ?, theirs = ?, reason = '', updated_at = ? WHERE check_id = ? AND bureau_id = ? AND state IN (?, ?)`,
		string(ReportAccepted), cut(number, 100), t.now, sent, theirs, t.now, checkID, bureauID, string(ReportWaiting), string(ReportRejected))
}

// RejectReport writes down why the other side said no.
func (t *Tx) RejectReport(_ context.Context, bureauID, checkID, reason, sent string) error {
	return t.must("reject a report", `UPDATE reports SET state = ?, reason = ?, sent = ?, updated_at = ? WHERE check_id = ? AND bureau_id = ? AND state = ?`,
		string(ReportRejected), cut(reason, 500), sent, t.now, checkID, bureauID, string(ReportWaiting))
}

// RetryReport has a rejected report wait again; a waiting one goes on waiting.
func (t *Tx) RetryReport(_ context.Context, bureauID, checkID string) error {
	return t.must("retry a report", `UPDATE reports SET state = ?, updated_at = ? WHERE check_id = ? AND bureau_id = ? AND state IN (?, ?)`,
		string(ReportWaiting), t.now, checkID, bureauID, string(ReportWaiting), string(ReportRejected))
}

// ConfirmReport writes down that somebody keyed the record in by hand, and the number they were given.
func (t *Tx) ConfirmReport(_ context.Context, bureauID, checkID, number string, by inspection.Actor) error {
	return t.must("confirm a report", `UPDATE reports SET state = ?, number = ?, accepted_at = ?, reason = '', confirmed_by = ?, confirmed_by_name = ?, updated_at = ? WHERE check_id = ? AND bureau_id = ? AND state IN (?, ?)`,
		string(ReportConfirmed), number, t.now, by.PersonID, by.Name, t.now, checkID, bureauID, string(ReportWaiting), string(ReportRejected))
}

// ReportFilter narrows a list of reports; zero values narrow nothing.
type ReportFilter struct {
	State        ReportState
	Open         bool      // not reported and not confirmed
	SignedBefore time.Time // signed before this moment
	SignedFrom   time.Time
}

// ReportLine is a report with its check, and how its delivery stands.
type ReportLine struct {
	Report
	Check     CheckView
	Attempts  int
	NextAt    *time.Time
	LastError string
}

// ReportsFor lists the reports of checks that an actor may see, the longest signed first. cursor and next as in ChecksFor.
func (r Reader) ReportsFor(ctx context.Context, actor inspection.Actor, f ReportFilter, cursor string, limit int) (items []ReportLine, next string, err error) {
	where, args := r.visible(actor)
	more := func(condition string, v ...any) { where, args = where+` AND `+condition, append(args, v...) }
	if f.State != "" {
		more(`r.state = ?`, string(f.State))
	}
	if f.Open {
		more(`r.state IN (?, ?)`, string(ReportWaiting), string(ReportRejected))
	}
	if !f.SignedBefore.IsZero() {
		more(`r.signed_at < ?`, ms(f.SignedBefore))
	}
	if !f.SignedFrom.IsZero() {
		more(`r.signed_at >= ?`, ms(f.SignedFrom))
	}
	if cursor != "" {
		var at timeCursor
		if err := at.read(cursor); err != nil {
			return nil, "", err
		}
		more(`(r.signed_at > ? OR (r.signed_at = ? AND r.check_id > ?))`, ms(at.At), ms(at.At), at.ID)
	}
	got, err := rows[reportRow](r, ctx, "list reports", `SELECT `+reportColumns+`, `+viewColumns+`, COALESCE(o.attempts, 0) AS attempts, o.next_at, COALESCE(o.last_error, '') AS last_error
		FROM reports r JOIN checks c ON c.id = r.check_id AND c.bureau_id = r.bureau_id LEFT JOIN outbox o ON o.id = r.check_id WHERE `+where+` ORDER BY r.signed_at, r.check_id LIMIT ?`, append(args, limit+1)...)
	if err != nil {
		return nil, "", err
	}
	if len(got) > limit {
		got = got[:limit]
		next = timeCursor{got[limit-1].SignedAt, got[limit-1].CheckID}.text()
	}
	items = make([]ReportLine, len(got))
	for i, g := range got {
		if items[i], err = g.line(); err != nil {
			return nil, "", err
		}
	}
	return items, next, nil
}

// ReportOf gives the report of a check that an actor may see.
func (r Reader) ReportOf(ctx context.Context, actor inspection.Actor, checkID string) (ReportLine, error) {
	where, args := r.visible(actor)
	got, err := row[reportRow](r, ctx, "load a report", `SELECT `+reportColumns+`, `+viewColumns+`, COALESCE(o.attempts, 0) AS attempts, o.next_at, COALESCE(o.last_error, '') AS last_error
		FROM reports r JOIN checks c ON c.id = r.check_id AND c.bureau_id = r.bureau_id LEFT JOIN outbox o ON o.id = r.check_id WHERE `+where+` AND r.check_id = ?`, append(args, checkID)...)
	if err != nil {
		return ReportLine{}, err
	}
	return got.line()
}

type reportRow struct {
	CheckID, BureauID, Digest, State, Number, Sent, Theirs, Reason, ConfirmedBy, ConfirmedByName string

	SignedAt   time.Time
	AcceptedAt *time.Time

	ID        string
	Record    []byte
	LastSeq   int64
	Acts      int
	ChainHash string
	UpdatedAt time.Time

	Attempts  int
	NextAt    *time.Time
	LastError string
}

func (g reportRow) line() (ReportLine, error) {
	v, err := viewRow{g.ID, g.Record, g.LastSeq, g.Acts, g.ChainHash, g.UpdatedAt}.view()
	return ReportLine{Check: v, Attempts: g.Attempts, NextAt: g.NextAt, LastError: g.LastError,
		Report: Report{CheckID: g.CheckID, BureauID: g.BureauID, Digest: g.Digest, SignedAt: g.SignedAt.UTC(), State: ReportState(g.State), Number: g.Number, AcceptedAt: g.AcceptedAt,
			Sent: g.Sent, Theirs: g.Theirs, Reason: g.Reason, ConfirmedBy: g.ConfirmedBy, ConfirmedByName: g.ConfirmedByName}}, err
}
