package office

import (
	"context"
	"reflect"

	"anjian/internal/planning"
	"anjian/internal/sheets"
	"anjian/internal/store"
)

// compare says what each row would do to the register.
func (r *Room) compare(ctx context.Context, bureauID string, part []sheets.RegisterRow) ([]store.StagedRow, error) {
	codes, names := make([]string, len(part)), make([]string, len(part))
	for i, row := range part {
		codes[i], names[i] = row.Entry.CreditCode, row.Entry.Name
	}
	byCode, byName, err := r.store.EntriesAmong(ctx, bureauID, codes, names)
	if err != nil {
		return nil, err
	}
	out := make([]store.StagedRow, len(part))
	for i, row := range part {
		s := store.StagedRow{No: row.No, Sheet: row.Sheet, Outcome: store.RowAdd, Entry: row.Entry}
		same, known := byCode[row.Entry.CreditCode]
		like, named := byName[row.Entry.Name]
		switch {
		case row.Wrong:
			s.Outcome = store.RowWrong
			s.Entry = bounded(row.Entry)
		case known:
			s = merged(s, same, row)
		case named:
			s.Outcome, s.LikeID = store.RowLike, like.Entry.ID
		}
		if s.Entry.ID == "" {
			s.Entry.ID = mint()
		}
		out[i] = s
	}
	return out, nil
}

// merged lays a row over the entry it changes.
func merged(s, old store.StagedRow, row sheets.RegisterRow) store.StagedRow {
	s.Entry, s.BaseVersion, s.CreatedAt, s.Outcome = row.Over(old.Entry), old.BaseVersion, old.CreatedAt, store.RowUpdate
	if reflect.DeepEqual(s.Entry, old.Entry) {
		s.Outcome = store.RowSame
	}
	return s
}

// bounded cuts a wrong row to what the table takes: it is only ever shown.
func bounded(e planning.Enterprise) planning.Enterprise {
	for _, f := range []struct {
		s    *string
		most int
	}{{&e.Name, 200}, {&e.CreditCode, 18}, {&e.Town, 100}, {&e.Address, 300}, {&e.Industry, 100}, {&e.IndustryCode, 5}, {&e.LegalPerson, 100},
		{&e.Post, 100}, {&e.Contact, 100}, {&e.Phone, 40}} {
		if runes := []rune(*f.s); len(runes) > f.most {
			*f.s = string(runes[:f.most])
		}
	}
	e.FormerNames, e.Licences, e.Contacts = []string{}, []planning.Licence{}, []planning.Contact{}
	if len(e.Flags) > 20 {
		e.Flags = e.Flags[:20]
	}
	e.VisitCap = min(max(e.VisitCap, 0), 366)
	return e
}
