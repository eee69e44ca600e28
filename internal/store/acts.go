package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"anjian/internal/evidence"
	"anjian/internal/fault"
	"anjian/internal/inspection"
)

// Entry is one act as the ledger keeps it: never changed, never removed.
type Entry struct {
	ActID     string
	BureauID  string
	CheckID   string
	CaseNo    int   // its place in its check, from 1
	Seq       int64 // its place in its bureau
	Kind      inspection.Kind
	ActorID   string
	ActorName string
	Role      inspection.Role
	Device    string
	Dialect   int
	DoneAt    time.Time
	Clock     *evidence.Clock // nil: the device said nothing of it
	TakenAt   time.Time
	Sum       string // hex
	Hash      string // hex
	Cover     string // id of the device signature over it; empty: none
	Body      json.RawMessage
}

// deed is what a ledger row holds as text: the words of the act and who said them.
type deed struct {
	ActorID   string          `json:"actorId"`
	ActorName string          `json:"actorName"`
	Role      inspection.Role `json:"role"`
	Device    string          `json:"device"`
	Dialect   int             `json:"dialect"`
	DoneAt    time.Time       `json:"doneAt"`
	Clock     *evidence.Clock `json:"clock"`
	TakenAt   time.Time       `json:"takenAt"`
	Cover     string          `json:"cover"`
	Body      json.RawMessage `json:"body"`
}

// deedText writes a deed by hand: the body is JSON already, and reading it once more for every act of a batch is what
// would make the ledger slow.
func deedText(e *Entry) string {
	b := make([]byte, 0, 320+len(e.Body))
	for _, s := range [...]struct{ key, value string }{{`{"actorId":`, e.ActorID}, {`,"actorName":`, e.ActorName},
		{`,"role":`, string(e.Role)}, {`,"device":`, e.Device}} {
		b = append(b, s.key...)
		b = appendJSONString(b, s.value)
	}
	b = append(b, `,"dialect":`...)
	b = strconv.AppendInt(b, int64(e.Dialect), 10)
	b = append(b, `,"doneAt":"`...)
	b = e.DoneAt.UTC().AppendFormat(b, "2006-01-02T15:04:05.000Z")
	if e.Clock != nil {
		b = e.Clock.Append(append(b, `","clock":`...))
		b = append(b, `,"takenAt":"`...)
	} else {
		b = append(b, `","takenAt":"`...)
	}
	b = e.TakenAt.UTC().AppendFormat(b, "2006-01-02T15:04:05.000Z")
	if e.Cover != "" { // hex
		b = append(append(b, `","cover":"`...), e.Cover...)
	}
	b = append(b, `","body":`...)
	b = append(b, e.Body...)
	return string(append(b, '}'))
}

func appendJSONString(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c == '"' || c == '\\' || c == 0x7f {
			quoted, err := json.Marshal(s)
			if err != nil { // a string always has a JSON form
				quoted = []byte(`""`)
			}
			return append(b, quoted...)
		}
	}
	b = append(append(b, '"'), s...)
	return append(b, '"')
}

const actColumns = 9

// bulk are the sizes in which rows are inserted, so that a few prepared statements serve every batch.
var bulk = [...]int{128, 64, 32, 16, 8, 4, 2, 1}

var insertActs = func() map[int]string {
	m := map[int]string{}
	for _, n := range bulk {
		row := `(` + marks(actColumns) + `),`
		m[n] = `INSERT INTO acts (id, bureau_id, check_id, case_no, seq, kind, sum, hash, deed) VALUES ` + strings.TrimSuffix(strings.Repeat(row, n), ",")
	}
	return m
}()

// Inscription is a ledger's rows made ready before the transaction; only their seq is still open.
type Inscription struct {
	args  []any
	bytes int
	n     int
}

// Inscribe makes rows ready. It needs no database, so it costs the writer nothing.
func Inscribe(entries []Entry) (Inscription, error) {
	in := Inscription{args: make([]any, 0, len(entries)*actColumns), n: len(entries)}
	raw := make([]byte, len(entries)*64)
	for i := range entries {
		e := &entries[i]
		sum, hash := raw[i*64:i*64+32], raw[i*64+32:i*64+64]
		if n, err := hex.Decode(sum, []byte(e.Sum)); err != nil || n != 32 {
			return Inscription{}, fmt.Errorf("store: the sum of act %s is no SHA-256", e.ActID)
		}
		if n, err := hex.Decode(hash, []byte(e.Hash)); err != nil || n != 32 {
			return Inscription{}, fmt.Errorf("store: the hash of act %s is no SHA-256", e.ActID)
		}
		text := deedText(e)
		in.bytes += len(text)
		in.args = append(in.args, e.ActID, e.BureauID, e.CheckID, int64(e.CaseNo), int64(0), string(e.Kind), sum, hash, text)
	}
	return in, nil
}

// InsertActs writes the rows of one check's acts, the first with seq first, the others following. Refuses with Exists
// when one of the ids is already in the ledger.
func (t *Tx) InsertActs(_ context.Context, in Inscription, first int64) error {
	for i := range in.n {
		in.args[i*actColumns+4] = first + int64(i)
	}
	args, left := in.args, in.n
	for left > 0 {
		n := 1
		for _, size := range bulk {
			// a statement stays well under a MySQL server's default packet
			if size <= left && (size == 1 || in.bytes/in.n*size < 2<<20) {
				n = size
				break
			}
		}
		if t.s.mysql && in.bytes < 2<<20 {
			n = left
		}
		query, ok := insertActs[n]
		if !ok {
			query = `INSERT INTO acts (id, bureau_id, check_id, case_no, seq, kind, sum, hash, deed) VALUES ` +
				strings.TrimSuffix(strings.Repeat(`(`+marks(actColumns)+`),`, n), ",")
		}
		if _, err := t.exec("insert acts", query, args[:n*actColumns]...); err != nil {
			if isDuplicate(err) {
				return Exists.Because(err)
			}
			return err
		}
		args, left = args[n*actColumns:], left-n
	}
	return nil
}

// Receipt is the answer once given to an act, or the refusal.
type Receipt struct {
	ActID    string
	BureauID string
	Seq      int64
	TakenAt  time.Time
	Sum      string
	Hash     string
	Refusal  *fault.Error // set for a refused act; then Seq and Hash are empty
}

// Receipts finds what was answered to any of these acts, by id, accepted and refused alike.
func (r Reader) Receipts(ctx context.Context, ids []string) (map[string]Receipt, error) {
	out := map[string]Receipt{}
	for len(ids) > 0 {
		n := min(len(ids), 128)
		if err := r.receipts(ctx, ids[:n], out); err != nil {
			return nil, err
		}
		ids = ids[n:]
	}
	return out, nil
}

func (r Reader) receipts(ctx context.Context, ids []string, out map[string]Receipt) error {
	size := 1
	for size < len(ids) {
		size *= 2
	}
	args := make([]any, size)
	for i := range args {
		args[i] = ids[min(i, len(ids)-1)]
	}
	// id + 0-length strings keep both halves of one shape: one question for accepted and refused
	got, err := r.pairs(ctx, `SELECT id, bureau_id, seq, sum, hash, deed, '' FROM acts WHERE id IN (`+marks(size)+`)`, args)
	if err != nil {
		return err
	}
	refused, err := r.pairs(ctx, `SELECT id, bureau_id, 0, sum, sum, deed, problem FROM refused_acts WHERE id IN (`+marks(size)+`)`, args)
	if err != nil {
		return err
	}
	for _, g := range append(got, refused...) {
		if _, taken := out[g.ActID]; !taken {
			out[g.ActID] = g
		}
	}
	return nil
}

func (r Reader) pairs(ctx context.Context, query string, args []any) ([]Receipt, error) {
	found, err := r.on(ctx).Statement.ConnPool.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, told("look for receipts", err)
	}
	defer found.Close()
	var out []Receipt
	for found.Next() {
		var (
			g           Receipt
			sum, hash   []byte
			text, wrong string
		)
		if err := found.Scan(&g.ActID, &g.BureauID, &g.Seq, &sum, &hash, &text, &wrong); err != nil {
			return nil, told("read receipts", err)
		}
		var d deed
		if err := json.Unmarshal([]byte(text), &d); err != nil {
			return nil, fmt.Errorf("store: read act %s: %w", g.ActID, err)
		}
		g.Sum, g.TakenAt = hex.EncodeToString(sum), d.TakenAt.UTC()
		if wrong == "" {
			g.Hash = hex.EncodeToString(hash)
		} else if g.Refusal, err = problemFrom(wrong); err != nil {
			return nil, err
		}
		out = append(out, g)
	}
	return out, told("read receipts", found.Err())
}

// EntriesOf lists the ledger of one check in order, from after the given place, at most limit.
func (r Reader) EntriesOf(ctx context.Context, bureauID, checkID string, after, limit int) ([]Entry, error) {
	got, err := rows[struct {
		ID     string
		CaseNo int
		Seq    int64
		Kind   string
		Sum    []byte
		Hash   []byte
		Deed   string
	}](r, ctx, "list acts", `SELECT id, case_no, seq, kind, sum, hash, deed FROM acts WHERE check_id = ? AND bureau_id = ? AND case_no > ? ORDER BY case_no LIMIT ?`,
		checkID, bureauID, after, limit)
	if err != nil {
		return nil, err
	}
	out := make([]Entry, len(got))
	for i, g := range got {
		var d deed
		if err := json.Unmarshal([]byte(g.Deed), &d); err != nil {
			return nil, fmt.Errorf("store: read act %s: %w", g.ID, err)
		}
		out[i] = Entry{ActID: g.ID, BureauID: bureauID, CheckID: checkID, CaseNo: g.CaseNo, Seq: g.Seq, Kind: inspection.Kind(g.Kind),
			ActorID: d.ActorID, ActorName: d.ActorName, Role: d.Role, Device: d.Device, Dialect: d.Dialect,
			DoneAt: d.DoneAt.UTC(), Clock: d.Clock, TakenAt: d.TakenAt.UTC(), Sum: hex.EncodeToString(g.Sum), Hash: hex.EncodeToString(g.Hash), Cover: d.Cover, Body: d.Body}
	}
	return out, nil
}
