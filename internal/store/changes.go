package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"anjian/internal/inspection"
)

// Change is one check touched since a cursor: as it stands, or gone (View nil) when it is no longer the asker's.
type Change struct {
	CheckID string
	Seq     int64
	View    *CheckView
	Gone    bool
}

// ChangesFor gives what was touched after since, in the bureau's order, at most limit checks; more says that there are
// others. A phone that goes on from the last Seq misses nothing, because within a bureau the order of commits is the
// order of Seq. From the start (since 0) nothing is gone, because nothing was there.
func (s *Store) ChangesFor(ctx context.Context, actor inspection.Actor, since int64, limit int) (changes []Change, more bool, err error) {
	from, where, args := touched(actor, since)
	scope, scopeArgs := s.visible(actor)
	if since == 0 {
		where, args = where+` AND `+scope, append(args, scopeArgs...)
	}
	hits, err := rows[struct {
		ID      string
		LastSeq int64
	}](s.Reader, ctx, "look for changes", `SELECT c.id, c.last_seq FROM `+from+` WHERE `+where+` ORDER BY c.last_seq LIMIT ?`, append(args, limit+1)...)
	if err != nil {
		return nil, false, err
	}
	if len(hits) > limit {
		hits, more = hits[:limit], true
	}
	if len(hits) == 0 {
		return []Change{}, false, nil
	}
	ids := make([]any, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	// The scope is asked again with the rows, in one statement: what was handed on in between is not let out.
	got, err := rows[viewRow](s.Reader, ctx, "load changes", `SELECT `+viewColumns+` FROM checks c WHERE c.id IN (`+marks(len(ids))+`) AND `+scope, append(ids, scopeArgs...)...)
	if err != nil {
		return nil, false, err
	}
	views := make(map[string]CheckView, len(got))
	for _, g := range got {
		v, err := g.view()
		if err != nil {
			return nil, false, err
		}
		views[g.ID] = v
	}
	for _, h := range hits {
		c := Change{CheckID: h.ID, Seq: h.LastSeq, Gone: true}
		if v, ok := views[h.ID]; ok {
			c.View, c.Gone = &v, false
		}
		changes = append(changes, c)
	}
	return changes, more, nil
}

// TouchedFor tells whether ChangesFor has anything for an actor after since.
func (s *Store) TouchedFor(ctx context.Context, actor inspection.Actor, since int64) (bool, error) {
	from, where, args := touched(actor, since)
	scope, scopeArgs := s.visible(actor)
	if since == 0 {
		where, args = where+` AND `+scope, append(args, scopeArgs...)
	}
	hits, err := rows[struct{ LastSeq int64 }](s.Reader, ctx, "look for news", `SELECT c.last_seq FROM `+from+` WHERE `+where+` LIMIT 1`, args...)
	return len(hits) > 0, err
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

// CheckBrief is a check in a list.
type CheckBrief struct {
	ID             string           `json:"id"`
	Number         string           `json:"number"`
	State          inspection.State `json:"state"`
	EnterpriseName string           `json:"enterpriseName"`
	Town           string           `json:"town"`
	PlannedOn      string           `json:"plannedOn"`
	Section        string           `json:"section"`
	Lead           string           `json:"lead"`
	Assistant      string           `json:"assistant"`
	Findings       int              `json:"findings"`
	UpdatedAt      string           `json:"updatedAt"` // RFC 3339, UTC, milliseconds
}

// CheckFilter narrows a list of checks; empty fields narrow nothing.
type CheckFilter struct {
	States []inspection.State
	Text   string // part of the enterprise's name, its pinyin initials, or of the number
	Town   string
}

// ChecksFor lists the checks an actor may see, last touched first. cursor is empty or what the previous page gave;
// next is empty on the last page. Refuses with BadCursor.
func (s *Store) ChecksFor(ctx context.Context, actor inspection.Actor, f CheckFilter, cursor string, limit int) (items []CheckBrief, next string, err error) {
	where, args := s.visible(actor)
	more := func(condition string, v ...any) { where, args = where+` AND `+condition, append(args, v...) }
	if len(f.States) > 0 {
		states := make([]any, len(f.States))
		for i, st := range f.States {
			states[i] = string(st)
		}
		more(`c.state IN (`+marks(len(states))+`)`, states...)
	}
	if f.Town != "" {
		more(`c.town = ?`, f.Town)
	}
	from := `checks c`
	if f.Text != "" {
		part := `%` + escapeLike(f.Text) + `%`
		condition := `c.enterprise_name LIKE ? ESCAPE '!' OR c.number_text LIKE ? ESCAPE '!'`
		if isLatin(f.Text) { // initials are; the register is looked through once and not for each check
			from += ` LEFT JOIN (SELECT DISTINCT e.id FROM enterprises e WHERE e.bureau_id = ? AND e.initials LIKE ? ESCAPE '!') h ON h.id = c.enterprise_id`
			args = append([]any{actor.BureauID, `%` + escapeLike(strings.ToLower(f.Text)) + `%`}, args...)
			condition += ` OR h.id IS NOT NULL`
		}
		more(`(`+condition+`)`, part, part)
	}
	if cursor != "" {
		var at seqCursor
		if err := at.read(cursor); err != nil {
			return nil, "", err
		}
		more(`c.last_seq < ?`, at.Seq)
	}
	// Many are looked at and few shown: an index answers which, and only their rows are read.
	hits, err := rows[struct {
		ID        string
		LastSeq   int64
		UpdatedAt time.Time
	}](s.Reader, ctx, "look for checks", `SELECT c.id, c.last_seq, c.updated_at FROM `+from+` WHERE `+where+` ORDER BY c.last_seq DESC LIMIT ?`, append(args, limit+1)...)
	if err != nil || len(hits) == 0 {
		return []CheckBrief{}, "", err
	}
	if len(hits) > limit {
		hits = hits[:limit]
		next = seqCursor{Seq: hits[limit-1].LastSeq}.text()
	}
	ids, when := make([]any, len(hits)), map[string]time.Time{}
	for i, h := range hits {
		ids[i], when[h.ID] = h.ID, h.UpdatedAt
	}
	// The scope is asked again with the rows: what was handed on in between is not let out.
	scope, scopeArgs := s.visible(actor)
	got, err := rows[briefRow](s.Reader, ctx, "list checks",
		`SELECT c.id, c.number_text, c.state, c.enterprise_name, c.town, c.planned_on, c.section_name, c.lead_name, c.assistant_name, c.findings, c.last_seq
		 FROM checks c WHERE c.id IN (`+marks(len(ids))+`) AND `+scope+` ORDER BY c.last_seq DESC`, append(ids, scopeArgs...)...)
	if err != nil {
		return nil, "", err
	}
	items = make([]CheckBrief, len(got))
	for i, g := range got {
		g.UpdatedAt = when[g.ID]
		items[i] = g.brief()
	}
	return items, next, nil
}

// CountChecks says how many checks stand in each state; for the metrics.
func (s *Store) CountChecks(ctx context.Context) (map[inspection.State]int, error) {
	got, err := rows[struct {
		State string
		N     int
	}](s.Reader, ctx, "count checks", `SELECT state, COUNT(*) AS n FROM checks GROUP BY state`)
	if err != nil {
		return nil, fmt.Errorf("store: count checks: %w", err)
	}
	out := map[inspection.State]int{}
	for _, g := range got {
		out[inspection.State(g.State)] = g.N
	}
	return out, nil
}
