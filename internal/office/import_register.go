package office

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"reflect"
	"time"

	"anjian/internal/evidence"
	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/planning"
	"anjian/internal/sheets"
	"anjian/internal/store"
)

// What an import refuses.
var (
	ImportTaken     = fault.New(fault.Conflict, "import.id_taken", "An import with this id and another file is already here.")
	ImportCancelled = fault.New(fault.Conflict, "import.cancelled", "This import was cancelled; nothing of it was kept.")
	ImportNotReady  = fault.New(fault.Conflict, "import.not_ready", "This import is not ready to be taken in.")
	ImportWrong     = fault.New(fault.Refused, "import.rows_wrong", "Rows of this import are wrong. Put them right, or say that they are to be left out.")
	ImportUndecided = fault.New(fault.Refused, "import.undecided", "For some rows nobody has said yet whether they are an entry that is there under the same name.")
	ImportStale     = fault.New(fault.Conflict, "import.stale", "Entries this import would change have changed since it was read; read the file again.")
)

// Import is how an import stands: what of it would be added, changed and left, and what is wrong.
type Import struct {
	ID       string         `json:"id"`
	FileName string         `json:"fileName"`
	State    string         `json:"state" enum:"reading,staging,ready,done,cancelled,failed"`
	Total    int            `json:"total" doc:"Rows in the file; 0 while it is being read."`
	Done     int            `json:"done" doc:"Rows dealt with."`
	Tally    map[string]int `json:"tally" doc:"Rows by outcome: add, update, same, like, wrong, skip."`
	Columns  []string       `json:"columns"`
	Issues   []sheets.Issue `json:"issues" doc:"What is wrong, where it stands; of very many the first."`
	AliveAt  time.Time      `json:"aliveAt" doc:"When the server that reads it was last heard of."`
}

// tally is what stands in the import's row beside its numbers.
type tally struct {
	Rows    map[string]int `json:"rows"`
	Columns []string       `json:"columns"`
}

// ImportRow is a row of an import; Like is the entry of the same name it may be.
type ImportRow struct {
	No      int                  `json:"no"`
	Sheet   string               `json:"sheet"`
	Outcome string               `json:"outcome"`
	Entry   planning.Enterprise  `json:"entry"`
	Before  *planning.Enterprise `json:"before,omitempty"`
}

const (
	readStep  = 2000 // rows between two words on how far it is
	stageStep = 500
	deadAfter = 2 * time.Minute
)

// ReadImport reads a workbook into an import of that id, which its author minted, and stops when somebody cancels it.
// The register is not touched. The same file sent again under the same id goes on where nothing was kept, or gives what
// is there. It lasts as long as the file is large: whoever wants to know how far it is asks for the import meanwhile.
func (r *Room) ReadImport(ctx context.Context, actor inspection.Actor, id, fileName string, data []byte) (Import, error) {
	i := store.RegisterImport{ID: id, BureauID: actor.BureauID, PersonID: actor.PersonID, FileName: fileName, SHA256: evidence.Sum(data), State: "reading"}
	there, err := r.begin(ctx, i)
	if err != nil || there {
		if err != nil {
			return Import{}, err
		}
		return r.Import(ctx, actor, id)
	}
	if err := r.read(ctx, &i, data); err != nil {
		err = r.giveUp(context.WithoutCancel(ctx), i, err)
		return Import{}, err
	}
	return r.Import(ctx, actor, id)
}

// begin makes the import, or says that it is there already.
func (r *Room) begin(ctx context.Context, i store.RegisterImport) (there bool, err error) {
	err = r.store.Housekeep(ctx, func(tx *store.Tx) error {
		there = false
		old, err := tx.Import(ctx, i.BureauID, i.ID)
		if errors.Is(err, store.NotFound) {
			return tx.InsertImport(ctx, i)
		}
		if err != nil {
			return err
		}
		if old.SHA256 != i.SHA256 || old.PersonID != i.PersonID {
			return ImportTaken
		}
		underWay := old.State == "reading" || old.State == "staging"
		if old.State == "failed" || underWay && tx.Now().Sub(old.AliveAt) > deadAfter {
			return errors.Join(tx.ForgetRows(ctx, i.BureauID, i.ID), tx.MoveImport(ctx, i, old.State))
		}
		there = true
		return nil
	})
	if errors.Is(err, store.Exists) {
		err = ImportTaken
	}
	return there, err
}

// giveUp leaves nothing of an import that did not come to its end.
func (r *Room) giveUp(ctx context.Context, i store.RegisterImport, why error) error {
	cancelled := errors.Is(why, store.Moved)
	err := r.store.Housekeep(ctx, func(tx *store.Tx) error {
		if err := tx.ForgetRows(ctx, i.BureauID, i.ID); err != nil {
			return err
		}
		failed := i
		failed.State, failed.Done = "failed", 0
		if err := tx.MoveImport(ctx, failed, "reading", "staging"); err != nil && !errors.Is(err, store.Moved) {
			return err
		}
		return nil
	})
	if err != nil {
		slog.Warn("the rows of an import that failed could not be dropped", "import", i.ID, "cause", err)
	}
	if cancelled {
		return ImportCancelled
	}
	return why
}

func (r *Room) read(ctx context.Context, i *store.RegisterImport, data []byte) error {
	book, err := sheets.Open(data)
	if err != nil {
		return err
	}
	defer book.Close()
	var all []sheets.RegisterRow
	if _, err := book.Register(func(row sheets.RegisterRow) error {
		all = append(all, row)
		if len(all)%readStep == 0 {
			i.Done = len(all)
			return r.progress(ctx, i, "reading")
		}
		return nil
	}); err != nil {
		return err
	}
	t := tally{Rows: map[string]int{}, Columns: []string{}}
	if len(all) > 0 {
		t.Columns = all[0].Columns()
	}
	i.State, i.Total, i.Done = "staging", len(all), 0
	if err := r.progress(ctx, i, "reading"); err != nil {
		return err
	}
	for from := 0; from < len(all); from += stageStep {
		part := all[from:min(from+stageStep, len(all))]
		staged, err := r.compare(ctx, i.BureauID, part)
		if err != nil {
			return err
		}
		for _, s := range staged {
			t.Rows[s.Outcome]++
		}
		i.Done += len(part)
		if err := r.store.Housekeep(ctx, func(tx *store.Tx) error {
			return errors.Join(tx.StageRows(ctx, i.BureauID, i.ID, staged), tx.MoveImport(ctx, *i, "staging"))
		}); err != nil {
			return err
		}
	}
	if i.Tally, err = json.Marshal(t); err != nil {
		return err
	}
	if i.Issues, err = json.Marshal(append([]sheets.Issue{}, book.Issues...)); err != nil {
		return err
	}
	i.State = "ready"
	return r.progress(ctx, i, "staging")
}

func (r *Room) progress(ctx context.Context, i *store.RegisterImport, from ...string) error {
	return r.store.Housekeep(ctx, func(tx *store.Tx) error { return tx.MoveImport(ctx, *i, from...) })
}

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

// Import tells how an import stands.
func (r *Room) Import(ctx context.Context, actor inspection.Actor, id string) (Import, error) {
	i, err := r.store.Import(ctx, actor.BureauID, id)
	if err != nil {
		return Import{}, err
	}
	out := Import{ID: i.ID, FileName: i.FileName, State: i.State, Total: i.Total, Done: i.Done, AliveAt: i.AliveAt, Issues: []sheets.Issue{}}
	if (i.State == "reading" || i.State == "staging") && r.store.Now().Sub(i.AliveAt) > deadAfter {
		out.State = "failed" // its server is gone
	}
	var t tally
	if err := errors.Join(json.Unmarshal(i.Tally, &t), json.Unmarshal(i.Issues, &out.Issues)); err != nil {
		return Import{}, err
	}
	out.Columns = t.Columns
	if i.State == "ready" { // decisions change it
		if t.Rows, err = r.store.TallyRows(ctx, actor.BureauID, id); err != nil {
			return Import{}, err
		}
	}
	out.Tally = t.Rows
	if out.Tally == nil {
		out.Tally = map[string]int{}
	}
	if out.Columns == nil {
		out.Columns = []string{}
	}
	return out, nil
}

// ImportRows lists rows of an import, those of one outcome or all, with the entry they would change.
func (r *Room) ImportRows(ctx context.Context, actor inspection.Actor, id, outcome string, after, limit int) ([]ImportRow, error) {
	if _, err := r.store.Import(ctx, actor.BureauID, id); err != nil {
		return nil, err
	}
	staged, err := r.store.StagedRows(ctx, actor.BureauID, id, outcome, after, limit)
	if err != nil {
		return nil, err
	}
	out := make([]ImportRow, len(staged))
	for i, s := range staged {
		out[i] = ImportRow{No: s.No, Sheet: s.Sheet, Outcome: s.Outcome, Entry: s.Entry}
		before := s.LikeID
		if s.Outcome == store.RowUpdate {
			before = s.Entry.ID
		}
		if before == "" {
			continue
		}
		if e, err := r.store.Entry(ctx, actor.BureauID, before); err == nil {
			out[i].Before = &e
		} else if !errors.Is(err, store.NotFound) {
			return nil, err
		}
	}
	return out, nil
}

// Decision says of one row what it is to do: merge with the entry of the same name, add a new one, skip.
type Decision struct {
	No int    `json:"no" minimum:"1"`
	Do string `json:"do" enum:"merge,add,skip"`
}

// DecideRows takes decisions about rows that are like an entry that is there (and takes them back: skip, add).
func (r *Room) DecideRows(ctx context.Context, actor inspection.Actor, id string, decisions []Decision) (Import, error) {
	i, err := r.Import(ctx, actor, id)
	if err != nil {
		return Import{}, err
	}
	if i.State != "ready" {
		return Import{}, ImportNotReady
	}
	err = r.store.Housekeep(ctx, func(tx *store.Tx) error {
		for _, d := range decisions {
			if err := decide(ctx, tx, actor.BureauID, id, i.Columns, d); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Import{}, err
	}
	return r.Import(ctx, actor, id)
}

func decide(ctx context.Context, tx *store.Tx, bureauID, id string, columns []string, d Decision) error {
	found, err := tx.StagedRows(ctx, bureauID, id, "", d.No-1, 1)
	if err != nil {
		return err
	}
	if len(found) == 0 || found[0].No != d.No || found[0].LikeID == "" {
		return notThere
	}
	s := found[0]
	switch d.Do {
	case "skip":
		s.Outcome = store.RowSkip
	case "add":
		s.Outcome = store.RowAdd
		s.Entry.ID, s.BaseVersion, s.CreatedAt = mint(), 0, time.Time{}
	case "merge":
		old, err := tx.Entry(ctx, bureauID, s.LikeID)
		if err != nil {
			return err
		}
		s = merged(s, store.StagedRow{Entry: old, BaseVersion: old.Version, CreatedAt: tx.Now()}, sheets.RowOf(columns, s.Entry))
	}
	return tx.ReplaceRow(ctx, bureauID, id, s)
}

// TakeImport takes an import into the register, all of it at once or nothing. Wrong rows refuse it unless withoutWrong
// says that they are to be left out. Refuses: ImportNotReady, ImportWrong, ImportUndecided, ImportStale, CodeTaken.
func (r *Room) TakeImport(ctx context.Context, actor inspection.Actor, deed Deed, id string, withoutWrong bool) (Import, error) {
	i, err := r.store.Import(ctx, actor.BureauID, id)
	if err != nil {
		return Import{}, err
	}
	body := map[string]any{"sha256": i.SHA256, "fileName": i.FileName, "withoutWrong": withoutWrong}
	_, _, err = r.ledger.Perform(ctx, actor, deed.of("import_register", ledger.OnImport, id, body), func(tx *store.Tx, seq int64) error {
		now, err := tx.Import(ctx, actor.BureauID, id)
		if err != nil {
			return err
		}
		rows, err := tx.TallyRows(ctx, actor.BureauID, id)
		if err != nil {
			return err
		}
		var t tally
		var issues []sheets.Issue
		if err := errors.Join(json.Unmarshal(now.Tally, &t), json.Unmarshal(now.Issues, &issues)); err != nil {
			return err
		}
		switch {
		case now.State != "ready":
			return ImportNotReady.With("state", now.State)
		case !withoutWrong && (rows[store.RowWrong] > 0 || len(issues) > 0):
			return ImportWrong.With("rows", rows[store.RowWrong])
		case rows[store.RowLike] > 0:
			return ImportUndecided.With("rows", rows[store.RowLike])
		}
		t.Rows = rows
		if now.Tally, err = json.Marshal(t); err != nil {
			return err
		}
		now.State, now.Done = "done", now.Total
		if err := tx.MoveImport(ctx, now, "ready"); err != nil {
			return err
		}
		return tx.TakeIn(ctx, actor.BureauID, id, seq)
	})
	switch {
	case errors.Is(err, store.Moved):
		return Import{}, ImportStale
	case errors.Is(err, store.Exists):
		return Import{}, CodeTaken
	case err != nil:
		return Import{}, err
	}
	return r.Import(ctx, actor, id)
}

// CancelImport stops an import that has not been taken in; nothing of it is kept.
func (r *Room) CancelImport(ctx context.Context, actor inspection.Actor, id string) error {
	i, err := r.store.Import(ctx, actor.BureauID, id)
	if err != nil {
		return err
	}
	i.State = "cancelled"
	err = r.store.Housekeep(ctx, func(tx *store.Tx) error {
		return errors.Join(tx.MoveImport(ctx, i, "reading", "staging", "ready", "failed", "cancelled"), tx.ForgetRows(ctx, actor.BureauID, id))
	})
	if errors.Is(err, store.Moved) {
		return ImportNotReady.With("state", "done")
	}
	return err
}
