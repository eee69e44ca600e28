package office

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"anjian/internal/fault"
	"anjian/internal/inspection"
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
	Total    int            `json:"total" doc:"Rows in the file; while it is being read about so many, 0 as long as nothing is known."`
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
