package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"anjian/internal/fault"
	"anjian/internal/inspection"
)

// problem is a refusal as it is kept, so that the same act gets the same answer for ever.
type problem struct {
	Kind    fault.Kind     `json:"kind"`
	Code    string         `json:"code"`
	Message string         `json:"message"`
	Article string         `json:"article,omitempty"`
	Details map[string]any `json:"details,omitempty"`
}

func problemFrom(text string) (*fault.Error, error) {
	var p problem
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return nil, fmt.Errorf("store: read a refusal: %w", err)
	}
	return &fault.Error{Kind: p.Kind, Code: p.Code, Message: p.Message, Article: p.Article, Details: p.Details}, nil
}

// Refused is an act that was turned away: kept whole, because what somebody wrote on site is never thrown away.
type Refused struct {
	Entry   Entry
	Refusal *fault.Error
}

// InsertRefused keeps an act that was turned away. Refuses with Exists when its id is already kept.
func (t *Tx) InsertRefused(_ context.Context, r Refused) error {
	text, err := json.Marshal(problem{Kind: r.Refusal.Kind, Code: r.Refusal.Code, Message: r.Refusal.Message,
		Article: r.Refusal.Article, Details: r.Refusal.Details})
	if err != nil {
		return fmt.Errorf("store: write a refusal: %w", err)
	}
	sum, err := hex.DecodeString(r.Entry.Sum)
	if err != nil {
		return fmt.Errorf("store: the sum of act %s: %w", r.Entry.ActID, err)
	}
	return t.must("keep a refused act", `INSERT INTO refused_acts (id, bureau_id, check_id, actor_id, kind, code, sum, problem, deed, refused_at) VALUES (`+marks(10)+`)`,
		r.Entry.ActID, r.Entry.BureauID, r.Entry.CheckID, r.Entry.ActorID, cut(string(r.Entry.Kind), 40), r.Refusal.Code, sum, string(text), deedText(&r.Entry), t.now)
}

func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

// RefusedOf lists the refused acts of one check in the order of refusal.
func (r Reader) RefusedOf(ctx context.Context, bureauID, checkID string, limit int) ([]Refused, error) {
	got, err := rows[struct {
		ID, Kind, Problem, Deed string
		Sum                     []byte
	}](r, ctx, "list refused acts", `SELECT id, kind, sum, problem, deed FROM refused_acts WHERE check_id = ? AND bureau_id = ? ORDER BY refused_at, id LIMIT ?`,
		checkID, bureauID, limit)
	if err != nil {
		return nil, err
	}
	out := make([]Refused, len(got))
	for i, g := range got {
		var d deed
		if err := json.Unmarshal([]byte(g.Deed), &d); err != nil {
			return nil, fmt.Errorf("store: read refused act %s: %w", g.ID, err)
		}
		out[i].Entry = Entry{ActID: g.ID, BureauID: bureauID, CheckID: checkID, Kind: inspection.Kind(g.Kind), ActorID: d.ActorID, ActorName: d.ActorName,
			Role: d.Role, Device: d.Device, Dialect: d.Dialect, DoneAt: d.DoneAt.UTC(), Clock: d.Clock, TakenAt: d.TakenAt.UTC(), Sum: hex.EncodeToString(g.Sum), Cover: d.Cover, Body: d.Body}
		if out[i].Refusal, err = problemFrom(g.Problem); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// RefusedAmong tells which of these acts (at most 200) were turned away in this check.
func (r Reader) RefusedAmong(ctx context.Context, bureauID, checkID string, ids []string) ([]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := []any{checkID, bureauID}
	for _, id := range ids {
		args = append(args, id)
	}
	return rows[string](r, ctx, "look for refused acts", `SELECT id FROM refused_acts WHERE check_id = ? AND bureau_id = ? AND id IN (`+marks(len(ids))+`)`, args...)
}
