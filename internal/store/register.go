package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"anjian/internal/inspection"
)

// Bureau is an emergency management bureau: its people, checks and numbers are its own.
type Bureau struct {
	ID       string
	Name     string
	Abbrev   string // for document numbers: 苏坛
	VisitCap int    // the published yearly cap of visits to one enterprise; 0 = none published
}

// InsertBureau adds a bureau.
func (t *Tx) InsertBureau(_ context.Context, b Bureau) error {
	if err := t.must("insert a bureau", `INSERT INTO bureaus (id, name, abbrev, visit_cap, created_at) VALUES (?, ?, ?, ?, ?)`, b.ID, b.Name, b.Abbrev, b.VisitCap, t.now); err != nil {
		return err
	}
	return t.must("begin the bureau's order", `INSERT INTO bureau_counters (bureau_id, seq) VALUES (?, 0)`, b.ID)
}

// Bureau gives a bureau.
func (r Reader) Bureau(ctx context.Context, id string) (Bureau, error) {
	return row[Bureau](r, ctx, "load bureau "+id, `SELECT id, name, abbrev, visit_cap FROM bureaus WHERE id = ?`, id)
}

// Bureaus lists the installation's bureaus.
func (r Reader) Bureaus(ctx context.Context) ([]Bureau, error) {
	return rows[Bureau](r, ctx, "list bureaus", `SELECT id, name, abbrev, visit_cap FROM bureaus ORDER BY created_at, id`)
}

// Section is a section of a bureau: 科室, 大队, 执法组.
type Section struct {
	ID       string `json:"id"`
	BureauID string `json:"-"`
	Name     string `json:"name"`
	SortNo   int    `json:"sortNo"`
	Closed   bool   `json:"closed" doc:"Wound up: it stands for what it did, and nothing new comes to it"`
}

// InsertSection adds a section.
func (t *Tx) InsertSection(_ context.Context, s Section) error {
	return t.must("insert a section", `INSERT INTO sections (id, bureau_id, name, sort_no, closed) VALUES (?, ?, ?, ?, ?)`, s.ID, s.BureauID, s.Name, s.SortNo, s.Closed)
}

// UpdateSection renames a section, gives it another place among them, closes it or opens it again.
func (t *Tx) UpdateSection(_ context.Context, s Section) error {
	return t.must("update a section", `UPDATE sections SET name = ?, sort_no = ?, closed = ? WHERE id = ? AND bureau_id = ?`, s.Name, s.SortNo, s.Closed, s.ID, s.BureauID)
}

// Section gives a section of the bureau.
func (r Reader) Section(ctx context.Context, bureauID, id string) (Section, error) {
	return row[Section](r, ctx, "load section "+id, `SELECT id, bureau_id, name, sort_no, closed FROM sections WHERE id = ? AND bureau_id = ?`, id, bureauID)
}

// Sections lists a bureau's sections, closed ones too.
func (r Reader) Sections(ctx context.Context, bureauID string) ([]Section, error) {
	return rows[Section](r, ctx, "list sections", `SELECT id, bureau_id, name, sort_no, closed FROM sections WHERE bureau_id = ? ORDER BY sort_no, id`, bureauID)
}

// SectionBusy says what a section still has: people with an account, cases that are not closed, and targets that nothing
// has come of.
func (r Reader) SectionBusy(ctx context.Context, bureauID, id string) (people, cases, targets int, err error) {
	got, err := row[struct{ People, Cases, Targets int }](r, ctx, "look what section "+id+" still has", `SELECT
		(SELECT COUNT(*) FROM people p WHERE p.bureau_id = ? AND p.section_id = ? AND p.active = ?) AS people,
		(SELECT COUNT(*) FROM checks c WHERE c.bureau_id = ? AND c.section_id = ? AND c.state NOT IN ('closed', 'cancelled', 'entry_refused')) AS cases,
		(SELECT COUNT(*) FROM plan_targets t JOIN plans l ON l.id = t.plan_id WHERE t.bureau_id = ? AND t.section_id = ? AND t.cancelled = '' AND t.check_state IN ('', 'planned', 'cancelled') AND l.state <> 'closed') AS targets`,
		bureauID, id, true, bureauID, id, bureauID, id)
	return got.People, got.Cases, got.Targets, err
}

// InsertEnterprise adds an enterprise to the bureau's register.
func (t *Tx) InsertEnterprise(_ context.Context, bureauID string, e inspection.EnterpriseBrief) error {
	if e.Flags == nil {
		e.Flags = []string{}
	}
	flags, err := json.Marshal(e.Flags)
	if err != nil {
		return fmt.Errorf("store: write an enterprise's flags: %w", err)
	}
	return t.must("insert an enterprise", `INSERT INTO enterprises (id, bureau_id, name, initials, credit_code, address, town, industry, flags, legal_person, post, contact, phone, created_at, updated_at, pinyin) VALUES (`+marks(16)+`)`,
		e.ID, bureauID, e.Name, cut(Initials(e.Name), 400), e.CreditCode, e.Address, e.Town, e.Industry, string(flags), e.LegalPerson, e.Post, e.Contact, e.Phone, t.now, t.now, cut(Pinyin(e.Name), 800))
}

type enterpriseRow struct {
	ID, Name, CreditCode, Address, Town, Industry, Flags, LegalPerson, Post, Contact, Phone string
}

const enterpriseColumns = `e.id, e.name, e.credit_code, e.address, e.town, e.industry, e.flags, e.legal_person, e.post, e.contact, e.phone`

func (r enterpriseRow) brief() (inspection.EnterpriseBrief, error) {
	b := inspection.EnterpriseBrief{ID: r.ID, Name: r.Name, CreditCode: r.CreditCode, Address: r.Address, Town: r.Town, Industry: r.Industry,
		LegalPerson: r.LegalPerson, Post: r.Post, Contact: r.Contact, Phone: r.Phone, Flags: []string{}}
	if err := json.Unmarshal([]byte(r.Flags), &b.Flags); err != nil {
		return b, fmt.Errorf("store: read an enterprise's flags: %w", err)
	}
	return b, nil
}

// Enterprise gives an enterprise of the bureau.
func (r Reader) Enterprise(ctx context.Context, bureauID, id string) (inspection.EnterpriseBrief, error) {
	got, err := row[enterpriseRow](r, ctx, "load enterprise "+id, `SELECT `+enterpriseColumns+` FROM enterprises e WHERE e.id = ? AND e.bureau_id = ?`, id, bureauID)
	if err != nil {
		return inspection.EnterpriseBrief{}, err
	}
	return got.brief()
}

// EnterpriseFilter narrows the register; empty fields narrow nothing.
type EnterpriseFilter struct {
	Text string // part of the name, of the credit code, or the beginning of pinyin initials
	Town string
	ID   string // only this one
}

// EnterprisesFor lists a bureau's register by name. cursor and next as in ChecksFor.
func (r Reader) EnterprisesFor(ctx context.Context, bureauID string, f EnterpriseFilter, cursor string, limit int) (items []inspection.EnterpriseBrief, next string, err error) {
	where, args := `e.bureau_id = ?`, []any{bureauID}
	more := func(condition string, v ...any) { where, args = where+` AND `+condition, append(args, v...) }
	if f.ID != "" {
		more(`e.id = ?`, f.ID)
	}
	if f.Town != "" {
		more(`e.town = ?`, f.Town)
	}
	if text := strings.TrimSpace(f.Text); text != "" {
		part := `%` + escapeLike(text) + `%`
		more(`(e.name LIKE ? ESCAPE '!' OR e.initials LIKE ? ESCAPE '!' OR e.credit_code LIKE ? ESCAPE '!')`,
			part, `%`+escapeLike(strings.ToLower(text))+`%`, escapeLike(strings.ToUpper(text))+`%`)
	}
	if cursor != "" {
		var at nameCursor
		if err := at.read(cursor); err != nil {
			return nil, "", err
		}
		more(`(e.name > ? OR (e.name = ? AND e.id > ?))`, at.Name, at.Name, at.ID)
	}
	got, err := rows[enterpriseRow](r, ctx, "list enterprises", `SELECT `+enterpriseColumns+` FROM enterprises e WHERE `+where+` ORDER BY e.name, e.id LIMIT ?`, append(args, limit+1)...)
	if err != nil {
		return nil, "", err
	}
	if len(got) > limit {
		got = got[:limit]
		next = nameCursor{Name: got[limit-1].Name, ID: got[limit-1].ID}.text()
	}
	items = make([]inspection.EnterpriseBrief, len(got))
	for i, g := range got {
		if items[i], err = g.brief(); err != nil {
			return nil, "", err
		}
	}
	return items, next, nil
}

// Empty says whether this database has no bureau yet.
func (r Reader) Empty(ctx context.Context) (bool, error) {
	n, err := row[int](r, ctx, "look whether anything is here", `SELECT COUNT(*) FROM bureaus`)
	return n == 0, err
}

// ChecklistBrief names a published checklist without its items.
type ChecklistBrief struct {
	Code        string    `json:"code"`
	Version     string    `json:"version"`
	Digest      string    `json:"digest"`
	Name        string    `json:"name"`
	Items       int       `json:"items"`
	PublishedAt time.Time `json:"publishedAt"`
}
