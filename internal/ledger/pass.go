package ledger

import (
	"context"
	"errors"
	"log/slog"
	"slices"

	"anjian/internal/evidence"
	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/store"
)

// pass is one going-over of a group's acts: what each is answered, and what must be written for it.
type pass struct {
	g        *group
	at       At
	fresh    bool // the check does not exist yet
	state    inspection.State
	was      int64 // the check's seq when it was read
	view     store.CheckView
	entries  []store.Entry
	placed   []int // for each entry, its act's index
	refused  []store.Refused
	outcomes []Outcome
	twins    []twin
	hidden   bool
	covering covering

	row         store.CheckRow
	waited      string // what the check waited for when it was read
	waits       string // and waits for now
	inscription store.Inscription
}

// twin is an act that came twice in one batch.
type twin struct{ second, first int }

func (p *pass) writes() bool   { return len(p.entries)+len(p.refused) > 0 || p.coverAlone() }
func (p *pass) accepted() bool { return len(p.entries) > 0 }

// coverAlone: every act of the batch was answered before (out of a rescue pack, say, which no device can sign), and the
// device's signature over them may be new. It is kept, for the device goes on from it.
func (p *pass) coverAlone() bool {
	if p.covering.row == nil || p.fresh || p.hidden {
		return false
	}
	return !slices.ContainsFunc(p.g.acts, func(w weighed) bool { return p.covering.over(w) == "" })
}

// pass reads the check and earlier receipts, and asks the law about every act that has none.
func (g *group) pass(ctx context.Context, at At) (*pass, error) {
	p := &pass{g: g, at: at, outcomes: make([]Outcome, len(g.acts))}
	ids := make([]string, len(g.acts))
	for i, w := range g.acts {
		ids[i] = w.ID
	}
	// First the check, then the receipts: an act that another request performs in between has its receipt then, and is
	// not judged a second time on what it has itself done.
	if err := p.read(ctx); err != nil {
		return nil, err
	}
	receipts, err := at.Receipts(ctx, ids)
	if err != nil {
		return nil, err
	}
	if len(receipts) < len(ids) || g.jws != "" {
		if p.covering, err = g.covering(ctx, at); err != nil {
			return nil, err
		}
	}
	check := inspection.CheckFrom(p.view.Record)
	prepare := g.l.prepare(ctx, at)
	first := map[string]int{}
	for i, w := range g.acts {
		if r, ok := receipts[w.ID]; ok {
			p.outcomes[i] = again(w, r)
			continue
		}
		if j, ok := first[w.ID]; ok { // twice in one batch: the answer of the first, once it has its seq
			p.outcomes[i] = Outcome{ActID: w.ID, Refusal: IDReused}
			if g.acts[j].sum == w.sum {
				p.twins = append(p.twins, twin{i, j})
			}
			continue
		}
		first[w.ID] = i
		err := p.hiddenFrom(&check, w)
		if err == nil {
			err = p.covering.judge(w)
		}
		if err == nil {
			var known inspection.Known
			if known, err = prepare(&check, w.Act); err == nil {
				err = check.Do(w.Act, known)
			}
		}
		if err != nil {
			if err := p.refuse(i, err); err != nil {
				return nil, err
			}
			continue
		}
		p.accept(i)
	}
	return p, p.finish(&check)
}

// read loads the check, if there is one for this actor.
func (p *pass) read(ctx context.Context) (err error) {
	load := p.at.Check
	if p.at.Tx != nil {
		load = p.at.Tx.CheckForUpdate
	}
	p.view, err = load(ctx, p.g.actor.BureauID, p.g.checkID)
	if errors.Is(err, store.NotFound) {
		p.fresh = true
		p.hidden, err = p.at.CheckTaken(ctx, p.g.checkID) // by another bureau
		return err
	}
	if err != nil {
		return err
	}
	if p.waited, err = store.WaitingText(&p.view.Record); err != nil {
		return err
	}
	p.state, p.was = p.view.Record.State, p.view.Seq
	p.hidden = !p.g.l.mayRead(p.g.actor, &p.view.Record, p.at.Now)
	return nil
}

// hiddenFrom refuses what concerns a check that is not there, or not there for this actor.
func (p *pass) hiddenFrom(check *inspection.Check, w weighed) error {
	switch {
	case p.hidden && w.Kind == inspection.CreateCheck:
		return inspection.CheckExists
	case p.hidden:
		return NotFound
	case p.fresh && w.Kind != inspection.CreateCheck && check.Record().State == inspection.Nowhere:
		return NotFound
	}
	return nil
}

// again answers an act that was answered before.
func again(w weighed, r store.Receipt) Outcome {
	if r.Sum != w.sum || r.BureauID != w.Actor.BureauID {
		return Outcome{ActID: w.ID, Refusal: IDReused}
	}
	return Outcome{ActID: w.ID, Seq: r.Seq, TakenAt: r.TakenAt, Sum: r.Sum, Hash: r.Hash, Refusal: r.Refusal}
}

func (p *pass) entry(w weighed) store.Entry {
	a := p.g.actor
	return store.Entry{ActID: w.ID, BureauID: a.BureauID, CheckID: w.CheckID, Kind: w.Kind, ActorID: a.PersonID, ActorName: a.Name, Role: a.Role,
		Device: w.Device, Dialect: w.Dialect, DoneAt: w.DoneAt, Clock: w.Clock, TakenAt: p.at.Now, Sum: w.sum, Cover: p.covering.over(w), Body: w.Body}
}

func (p *pass) accept(i int) {
	e := p.entry(p.g.acts[i])
	e.CaseNo = p.view.Acts + 1
	e.Hash = evidence.ChainHash(p.view.Hash, evidence.Link{ActID: e.ActID, Sum: e.Sum, ActorID: e.ActorID, Role: string(e.Role), Device: e.Device,
		DoneAt: e.DoneAt, TakenAt: e.TakenAt, CaseNo: int64(e.CaseNo)})
	p.view.Acts, p.view.Hash = e.CaseNo, e.Hash
	p.entries = append(p.entries, e)
	p.placed = append(p.placed, i)
	p.outcomes[i] = Outcome{ActID: e.ActID, TakenAt: e.TakenAt, Sum: e.Sum, Hash: e.Hash}
}

// refuse notes a refusal. What is not a refusal ends the pass, except a defect that concerns one act alone.
func (p *pass) refuse(i int, err error) error {
	w := p.g.acts[i]
	if errors.Is(err, ErrInside) {
		return err
	}
	f, ok := errors.AsType[*fault.Error](err)
	switch {
	case ok && f.Kind == fault.Unavailable:
		return err
	case !ok || f.Kind == fault.Internal:
		slog.Error("an act could not be carried out", "act", w.ID, "kind", string(w.Kind), "check", w.CheckID, "error", err)
		p.outcomes[i] = Outcome{ActID: w.ID, Refusal: Defect}
		return nil
	}
	p.refused = append(p.refused, store.Refused{Entry: p.entry(w), Refusal: f})
	p.outcomes[i] = Outcome{ActID: w.ID, TakenAt: p.at.Now, Sum: w.sum, Refusal: f}
	return nil
}

// finish makes the rows ready, so that the writer only has to write.
func (p *pass) finish(check *inspection.Check) error {
	if !p.accepted() {
		return nil
	}
	p.view.Record, p.view.UpdatedAt = check.Record(), p.at.Now
	var err error
	if p.row, err = store.RowOf(p.view); err != nil {
		return err
	}
	if p.waits, err = store.WaitingText(&p.view.Record); err != nil {
		return err
	}
	p.inscription, err = store.Inscribe(p.entries)
	return err
}

// write writes what the pass decided. Refuses with Moved or Exists when the world is not as the pass saw it.
func (p *pass) write(ctx context.Context, tx *store.Tx) error {
	if p.accepted() {
		if err := p.writeCheck(ctx, tx); err != nil {
			return err
		}
	} else if err := p.standsStill(ctx, tx); err != nil {
		return err
	}
	if p.covering.row != nil {
		if err := tx.InsertCover(ctx, *p.covering.row, p.g.read.cover.Unsure); err != nil {
			return err
		}
	}
	for _, r := range p.refused {
		if err := tx.InsertRefused(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

func (p *pass) writeCheck(ctx context.Context, tx *store.Tx) error {
	first, err := tx.NextSeqs(ctx, p.g.actor.BureauID, len(p.entries))
	if err != nil {
		return err
	}
	last := first + int64(len(p.entries)) - 1
	if p.fresh {
		err = tx.InsertCheck(ctx, p.row, last)
	} else {
		err = tx.UpdateCheck(ctx, p.state, p.was, p.row, last)
	}
	if err != nil {
		return err
	}
	if err := p.unanswered(ctx, tx); err != nil {
		return err
	}
	if err := tx.InsertActs(ctx, p.inscription, first); err != nil {
		return err
	}
	p.number(first)
	return p.writeStanding(ctx, tx, last)
}

// standsStill holds the check and refuses with Moved when it is not what the refusals were judged by: an act refused here
// may have been accepted meanwhile, by the same request sent twice, and one act has one answer.
func (p *pass) standsStill(ctx context.Context, tx *store.Tx) error {
	if p.at.Tx != nil {
		return nil // held since it was read
	}
	now, err := tx.CheckForUpdate(ctx, p.g.actor.BureauID, p.g.checkID)
	if errors.Is(err, store.NotFound) && p.fresh {
		return p.unanswered(ctx, tx)
	}
	if err != nil {
		return err
	}
	if p.fresh || now.Seq != p.was {
		return store.Moved
	}
	return p.unanswered(ctx, tx)
}

// unanswered refuses with Moved when another request has had an answer to one of these acts since the receipts were read.
func (p *pass) unanswered(ctx context.Context, tx *store.Tx) error {
	if p.at.Tx != nil {
		return nil
	}
	ids := make([]string, 0, len(p.entries)+len(p.refused))
	for _, e := range p.entries {
		ids = append(ids, e.ActID)
	}
	for _, r := range p.refused {
		ids = append(ids, r.Entry.ActID)
	}
	if len(ids) == 0 {
		return nil
	}
	given, err := tx.Receipts(ctx, ids)
	if err == nil && len(given) > 0 {
		return store.Moved
	}
	return err
}

// number puts the seqs into the outcomes.
func (p *pass) number(first int64) {
	for n, i := range p.placed {
		p.outcomes[i].Seq = first + int64(n)
	}
}

// answers gives every act its outcome, once all is written.
func (p *pass) answers(out []Outcome) {
	for _, t := range p.twins {
		p.outcomes[t.second] = p.outcomes[t.first]
	}
	for i, w := range p.g.acts {
		out[w.at] = p.outcomes[i]
	}
}

// writeStanding brings the tables that hold parts of the record up to it, where the acts can have changed them.
func (p *pass) writeStanding(ctx context.Context, tx *store.Tx, last int64) error {
	var members, findings, files, invitations, items, closed bool
	for _, e := range p.entries {
		switch e.Kind {
		case inspection.CreateCheck, inspection.Reassign:
			members = true
		case inspection.AttachPhoto, inspection.WriteSupplement, inspection.GiveOpinion, inspection.ApplyResumption:
			files = true
		case inspection.SubmitRectification, inspection.Recheck:
			files, items = true, true
		case inspection.IssueOrder, inspection.ApproveOrder, inspection.WithdrawPaper, inspection.DecideExtension, inspection.RecordReferralReceipt, inspection.DecideFiling:
			items = true
		case inspection.RaiseFinding, inspection.ReviseFinding, inspection.WithdrawFinding, inspection.ConfirmMajorHazard, inspection.CorrectOnSpot:
			findings = true
		case inspection.InviteExpert, inspection.WithdrawInvitation:
			invitations = true
		case inspection.CloseCheck:
			closed = true
		}
	}
	if p.waits != p.waited {
		if err := tx.SyncWaiting(ctx, p.g.actor.BureauID, p.g.checkID, p.waits); err != nil {
			return err
		}
	}
	if members {
		if err := tx.SyncMembers(ctx, &p.view.Record, last); err != nil {
			return err
		}
	}
	if findings {
		if err := tx.SyncFindings(ctx, &p.view.Record); err != nil {
			return err
		}
	}
	if items {
		if err := tx.SyncOrderItems(ctx, &p.view.Record); err != nil {
			return err
		}
	}
	if closed {
		if err := tx.Archive(ctx, &p.view.Record); err != nil {
			return err
		}
	}
	if invitations {
		if err := tx.SyncInvitations(ctx, &p.view.Record, last); err != nil {
			return err
		}
	}
	if files {
		return tx.ClaimFiles(ctx, &p.view.Record)
	}
	return nil
}
