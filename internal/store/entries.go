package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"anjian/internal/planning"
)

// entryColumns are an entry's columns in the order of entryArgs, after id and bureau_id.
const entryColumns = `name, initials, pinyin, former, credit_code, address, town, industry, industry_code, flags, risk, closed, visit_cap, licence_until, detail, lat, lng, legal_person, post, contact, phone`

// entryDetail is what no question is ever asked about.
type entryDetail struct {
	FormerNames []string           `json:"formerNames,omitempty"`
	Contacts    []planning.Contact `json:"contacts,omitempty"`
	Licences    []planning.Licence `json:"licences,omitempty"`
}

// longestDetail is what the column takes.
const longestDetail = 8000

func entryArgs(e planning.Enterprise) ([]any, error) {
	flags, err := json.Marshal(e.Flags)
	if err != nil {
		return nil, fmt.Errorf("store: write an enterprise's flags: %w", err)
	}
	detail, err := json.Marshal(entryDetail{e.FormerNames, e.Contacts, e.Licences})
	if err != nil {
		return nil, fmt.Errorf("store: write an enterprise's details: %w", err)
	}
	if len(detail) > longestDetail {
		return nil, EntryTooLarge
	}
	closed := 0
	if e.Closed {
		closed = 1
	}
	var lat, lng any // nowhere, until somebody says where
	if e.Position != nil {
		lat, lng = e.Position.Lat, e.Position.Lng
	}
	return []any{e.Name, cut(Initials(e.Name), 400), cut(Pinyin(e.Name), 800), cut(strings.Join(e.FormerNames, " "), 1000), e.CreditCode, e.Address, e.Town,
		e.Industry, e.IndustryCode, string(flags), e.Risk, closed, e.VisitCap, e.FirstExpiry(), string(detail), lat, lng, e.LegalPerson, e.Post, e.Contact, e.Phone}, nil
}

type entryRow struct {
	ID, Name, CreditCode, Address, Town, Industry, IndustryCode, Flags, Risk, Detail, LegalPerson, Post, Contact, Phone, LicenceUntil string

	Closed, VisitCap     int
	Lat, Lng             *float64
	Version              int64
	CreatedAt, UpdatedAt time.Time

	No                     int // of a staged row
	Sheet, Outcome, LikeID string
	BaseVersion            int64
}

const entryShown = `e.id, e.name, e.credit_code, e.address, e.town, e.industry, e.industry_code, e.flags, e.risk, e.detail, e.lat, e.lng, e.legal_person, e.post, e.contact, e.phone, e.closed, e.visit_cap, e.licence_until, e.version, e.updated_at`

func (r entryRow) entry() (planning.Enterprise, error) {
	e := planning.Enterprise{ID: r.ID, Name: r.Name, CreditCode: r.CreditCode, Address: r.Address, Town: r.Town, Industry: r.Industry, IndustryCode: r.IndustryCode,
		Risk: r.Risk, LegalPerson: r.LegalPerson, Post: r.Post, Contact: r.Contact, Phone: r.Phone, Closed: r.Closed != 0, VisitCap: r.VisitCap,
		Version: r.Version, UpdatedAt: r.UpdatedAt.UTC()}
	if err := json.Unmarshal([]byte(r.Flags), &e.Flags); err != nil {
		return e, fmt.Errorf("store: read an enterprise's flags: %w", err)
	}
	if r.Detail != "" {
		var d entryDetail
		if err := json.Unmarshal([]byte(r.Detail), &d); err != nil {
			return e, fmt.Errorf("store: read an enterprise's details: %w", err)
		}
		e.FormerNames, e.Contacts, e.Licences = d.FormerNames, d.Contacts, d.Licences
	}
	e.Position = position(r.Lat, r.Lng)
	return e.Tidy(), nil
}

// position is a place whose halves both stand.
func position(lat, lng *float64) *planning.Coordinates {
	if lat == nil || lng == nil {
		return nil
	}
	return &planning.Coordinates{Lat: *lat, Lng: *lng}
}

// InsertEntry adds an entry to the register. Refuses with Exists when the credit code is there already.
func (t *Tx) InsertEntry(_ context.Context, bureauID string, e planning.Enterprise, version int64) error {
	args, err := entryArgs(e)
	if err != nil {
		return err
	}
	return t.must("insert an entry", `INSERT INTO enterprises (id, bureau_id, `+entryColumns+`, version, created_at, updated_at) VALUES (`+marks(26)+`)`,
		append(append([]any{e.ID, bureauID}, args...), version, t.now, t.now)...)
}

// UpdateEntry replaces an entry that stands as the caller saw it; Moved when it does not.
func (t *Tx) UpdateEntry(_ context.Context, bureauID string, e planning.Enterprise, version int64) error {
	args, err := entryArgs(e)
	if err != nil {
		return err
	}
	set := strings.ReplaceAll(entryColumns, ", ", " = ?, ") + ` = ?`
	return t.must("update an entry", `UPDATE enterprises SET `+set+`, version = ?, updated_at = ? WHERE id = ? AND bureau_id = ? AND version = ?`,
		append(args, version, t.now, e.ID, bureauID, e.Version)...)
}

// Entry gives an entry of the bureau's register.
func (r Reader) Entry(ctx context.Context, bureauID, id string) (planning.Enterprise, error) {
	got, err := row[entryRow](r, ctx, "load entry "+id, `SELECT `+entryShown+` FROM enterprises e WHERE e.id = ? AND e.bureau_id = ?`, id, bureauID)
	if err != nil {
		return planning.Enterprise{}, err
	}
	return got.entry()
}

// EntryFilter narrows and orders the register; what is empty narrows nothing.
type EntryFilter struct {
	Text          string // part of a name, former name, pinyin, initials; the beginning of a credit code
	Towns         []string
	Flags         []string // any of them
	Risks         []string
	Industry      string // part of the industry's name, or the beginning of its code
	ExpiresBefore string // a licence ends before this day
	Closed        *bool
	IDs           []string
	Sort          string // name, town, risk, expiry, updated; with "-" in front: the other way round
}

var entrySorts = map[string]string{"name": "name", "town": "town", "risk": "risk", "expiry": "licence_until", "updated": "updated_at"}

func (f EntryFilter) where(bureauID string) (string, []any) {
	where, args := `e.bureau_id = ?`, []any{bureauID}
	more := func(condition string, v ...any) { where, args = where+` AND `+condition, append(args, v...) }
	among := func(column string, values []string) {
		if len(values) > 0 {
			more(column+` IN (`+marks(len(values))+`)`, anys(values)...)
		}
	}
	if text := strings.TrimSpace(f.Text); text != "" {
		part, lower := `%`+escapeLike(text)+`%`, `%`+escapeLike(strings.ToLower(strings.ReplaceAll(text, " ", "")))+`%`
		condition, v := `e.name LIKE ? ESCAPE '!' OR e.former LIKE ? ESCAPE '!' OR e.credit_code LIKE ? ESCAPE '!'`, []any{part, part, escapeLike(strings.ToUpper(text)) + `%`}
		if isLatin(text) {
			condition, v = condition+` OR e.initials LIKE ? ESCAPE '!' OR e.pinyin LIKE ? ESCAPE '!'`, append(v, lower, lower)
		}
		more(`(`+condition+`)`, v...)
	}
	among(`e.town`, f.Towns)
	among(`e.risk`, f.Risks)
	among(`e.id`, f.IDs)
	if len(f.Flags) > 0 {
		var any []string
		var v []interface{}
		for _, flag := range f.Flags {
			quoted, err := json.Marshal(flag)
			if err != nil {
				continue // a string always has a JSON form
			}
			any, v = append(any, `e.flags LIKE ? ESCAPE '!'`), append(v, `%`+escapeLike(string(quoted))+`%`)
		}
		more(`(`+strings.Join(any, ` OR `)+`)`, v...)
	}
	if f.Industry != "" {
		more(`(e.industry LIKE ? ESCAPE '!' OR e.industry_code LIKE ? ESCAPE '!')`, `%`+escapeLike(f.Industry)+`%`, escapeLike(strings.ToUpper(f.Industry))+`%`)
	}
	if f.ExpiresBefore != "" {
		more(`e.licence_until > '' AND e.licence_until < ?`, f.ExpiresBefore)
	}
	if f.Closed != nil {
		closed := 0
		if *f.Closed {
			closed = 1
		}
		more(`e.closed = ?`, closed)
	}
	return where, args
}

func isLatin(s string) bool {
	for _, r := range s {
		if r >= 0x80 {
			return false
		}
	}
	return true
}

// EntriesFor lists the register; cursor and next as in ChecksFor. Refuses with BadSort.
func (r Reader) EntriesFor(ctx context.Context, bureauID string, f EntryFilter, cursor string, limit int) (items []planning.Enterprise, next string, err error) {
	where, args := f.where(bureauID)
	name, down := strings.CutPrefix(f.Sort, "-")
	if name == "" {
		name = "name"
	}
	column, ok := entrySorts[name]
	if !ok {
		return nil, "", BadSort.With("sort", f.Sort)
	}
	column = `e.` + column
	beyond, order := `>`, ``
	if down {
		beyond, order = `<`, ` DESC`
	}
	if cursor != "" {
		var at nameCursor
		if err := at.read(cursor); err != nil {
			return nil, "", err
		}
		var value any = at.Name
		if name == "updated" {
			if value, err = time.Parse(time.RFC3339Nano, at.Name); err != nil {
				return nil, "", BadCursor.Because(err)
			}
		}
		where += ` AND (` + column + ` ` + beyond + ` ? OR (` + column + ` = ? AND e.id ` + beyond + ` ?))`
		args = append(args, value, value, at.ID)
	}
	got, err := r.entryRows(ctx, f.Text != "", where, column+order+`, e.id`+order, append(args, limit+1))
	if err != nil {
		return nil, "", err
	}
	if len(got) > limit {
		got = got[:limit]
		last := got[limit-1]
		value := map[string]string{"name": last.Name, "town": last.Town, "risk": last.Risk, "expiry": last.LicenceUntil, "updated": last.UpdatedAt.UTC().Format(time.RFC3339Nano)}[name]
		next = nameCursor{Name: value, ID: last.ID}.text()
	}
	items = make([]planning.Enterprise, len(got))
	for i, g := range got {
		if items[i], err = g.entry(); err != nil {
			return nil, "", err
		}
	}
	return items, next, nil
}

// entryRows loads the rows of a question. A search looks at many and shows few, so it first asks for ids alone, which an
// index can answer, and then for their rows.
func (r Reader) entryRows(ctx context.Context, search bool, where, order string, args []any) ([]entryRow, error) {
	if !search {
		return rows[entryRow](r, ctx, "list the register", `SELECT `+entryShown+` FROM enterprises e WHERE `+where+` ORDER BY `+order+` LIMIT ?`, args...)
	}
	ids, err := rows[string](r, ctx, "search the register", `SELECT e.id FROM enterprises e WHERE `+where+` ORDER BY `+order+` LIMIT ?`, args...)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return rows[entryRow](r, ctx, "list what was found", `SELECT `+entryShown+` FROM enterprises e WHERE e.id IN (`+marks(len(ids))+`) ORDER BY `+order, anys(ids)...)
}

// CountEntries counts what the filter leaves.
func (r Reader) CountEntries(ctx context.Context, bureauID string, f EntryFilter) (int, error) {
	where, args := f.where(bureauID)
	return row[int](r, ctx, "count the register", `SELECT COUNT(*) FROM enterprises e WHERE `+where, args...)
}

// VisitsOf counts the visits to each of these enterprises (at most 200) dispatched for a year.
func (r Reader) VisitsOf(ctx context.Context, bureauID string, ids []string, year int) (map[string]int, error) {
	out := map[string]int{}
	if len(ids) == 0 {
		return out, nil
	}
	got, err := rows[struct {
		EnterpriseID string
		N            int
	}](r, ctx, "count visits", `SELECT enterprise_id, COUNT(*) AS n FROM checks WHERE bureau_id = ? AND visit_year = ? AND state <> 'cancelled' AND enterprise_id IN (`+marks(len(ids))+`) GROUP BY enterprise_id`,
		append([]any{bureauID, year}, anys(ids)...)...)
	for _, g := range got {
		out[g.EnterpriseID] = g.N
	}
	return out, err
}

// PlacesOf gives, of these enterprises, where they are, what cap they have of their own and how often they were visited in
// a year; nothing else of them.
func (r Reader) PlacesOf(ctx context.Context, bureauID string, year int, ids []string) (places map[string]planning.Enterprise, visits map[string]int, err error) {
	places, visits = map[string]planning.Enterprise{}, map[string]int{}
	for len(ids) > 0 {
		part := ids[:min(500, len(ids))]
		ids = ids[len(part):]
		got, err := rows[struct {
			ID       string
			VisitCap int
			Lat, Lng *float64
		}](r, ctx, "look for places", `SELECT e.id, e.visit_cap, e.lat, e.lng FROM enterprises e WHERE e.bureau_id = ? AND e.id IN (`+marks(len(part))+`)`, append([]any{bureauID}, anys(part)...)...)
		if err != nil {
			return nil, nil, err
		}
		for _, g := range got {
			places[g.ID] = planning.Enterprise{ID: g.ID, VisitCap: g.VisitCap, Position: position(g.Lat, g.Lng)}
		}
		counted, err := rows[struct {
			EnterpriseID string
			N            int
		}](r, ctx, "count visits", `SELECT enterprise_id, COUNT(*) AS n FROM checks WHERE bureau_id = ? AND visit_year = ? AND enterprise_id IN (`+marks(len(part))+`) AND state <> 'cancelled' GROUP BY enterprise_id`, append([]any{bureauID, year}, anys(part)...)...)
		if err != nil {
			return nil, nil, err
		}
		for _, c := range counted {
			visits[c.EnterpriseID] = c.N
		}
	}
	return places, visits, nil
}
