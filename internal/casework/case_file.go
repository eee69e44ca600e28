package casework

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"anjian/internal/checklist"
	"anjian/internal/evidence"
	"anjian/internal/files"
	"anjian/internal/inspection"
	"anjian/internal/paper"
	"anjian/internal/store"
)

// mayTakeCaseFile: the whole ledger of a check goes to those who answer for it, not to the parties and helpers.
var mayTakeCaseFile = []inspection.Role{inspection.RoleInspector, inspection.RoleSectionHead, inspection.RoleLeader, inspection.RolePolicy}

// CaseFile is a case file 案卷 ready to be written: everything that can refuse has been asked.
type CaseFile struct {
	Name     string // of the download
	archive  *Archive
	view     store.CheckView
	lists    map[string]checklist.Checklist
	held     []store.Held
	record   []byte   // the PDF; nil before there is a record to print
	visit    []filed  // the papers of the visit beside it: scheme, notice, supplements
	loop     []filed  // the papers of the closed loop
	sent     [][]byte // the receipts of deliveries, in order
	contents []byte   // 卷内目录
	experts  [][]byte // the opinions' PDFs, in the order of their numbers
	key      evidence.SigningKey
	second   *evidence.SigningKey // of the second suite; nil: off
	keys     evidence.Keys
	covers   []evidence.CoverLine
	signed   map[string][]byte // papers in the form people signed, by digest
	anchors  []evidence.Anchor
	refused  []store.Refused
}

// CaseFile prepares the case file of a check: its papers, photos, ledger, keys and anchors, and a page that verifies it
// all without a server. Who may: team, section head, leader and policy of those who may see the check. Refuses with
// NotFound, and with PhotosPending while photos are still on a phone.
func (a *Archive) CaseFile(ctx context.Context, actor inspection.Actor, id string) (*CaseFile, error) {
	if !slices.Contains(mayTakeCaseFile, actor.Role) {
		return nil, store.NotFound
	}
	f := &CaseFile{archive: a}
	var err error
	if f.view, f.lists, err = a.cases.RecordFor(ctx, actor, id); err != nil {
		return nil, err
	}
	if f.held, err = a.cases.store.Manifest(ctx, actor.BureauID, id); err != nil {
		return nil, err
	}
	if slices.ContainsFunc(f.held, func(h store.Held) bool { return !h.Present }) {
		return nil, pending(f.held)
	}
	if f.record, f.Name, err = a.RecordPDF(ctx, actor, id); err != nil {
		return nil, err
	}
	if f.visit, err = a.visitPapers(ctx, actor, f.view.Record); err != nil {
		return nil, err
	}
	if f.loop, err = a.loopPapers(ctx, actor, id); err != nil {
		return nil, err
	}
	if f.experts, err = a.opinionPapers(ctx, actor, f.view.Record); err != nil {
		return nil, err
	}
	if f.sent, err = a.deliveries(ctx, paper.Matter{Record: f.view.Record, Lists: f.lists}); err != nil {
		return nil, err
	}
	if f.contents, err = f.index(ctx); err != nil {
		return nil, err
	}
	if err := f.proofs(ctx); err != nil {
		return nil, err
	}
	if f.key, err = a.signingKey(ctx, evidence.ES256); err != nil {
		return nil, err
	}
	if f.second, err = a.secondKey(ctx); err != nil {
		return nil, err
	}
	if f.anchors, err = a.anchorsOver(ctx, f.view); err != nil {
		return nil, err
	}
	if f.refused, err = a.cases.store.RefusedOf(ctx, actor.BureauID, id, 10_000); err != nil {
		return nil, err
	}
	f.Name = "案卷 " + strings.TrimSuffix(f.Name, ".pdf") + ".zip"
	return f, nil
}

// Write writes the case file, photo by photo: what it holds at once does not grow with their number. An error in the
// middle leaves a file that every verifier calls cut.
func (f *CaseFile) Write(ctx context.Context, to io.Writer) error { return f.write(ctx, to, f.open) }

// Size is how many bytes Write will write: everything in a case file but the photos has its length without them.
func (f *CaseFile) Size(ctx context.Context) (int64, error) {
	var n counter
	err := f.write(ctx, &n, func(_ context.Context, h store.Held) (io.ReadCloser, error) {
		return io.NopCloser(io.LimitReader(zeros{}, h.Size)), nil
	})
	return int64(n), err
}

func (f *CaseFile) open(ctx context.Context, h store.Held) (io.ReadCloser, error) {
	body, _, err := f.archive.files.Open(ctx, f.view.Record.BureauID, h.SHA256)
	if err != nil {
		return nil, fmt.Errorf("casework: photo %s of a case file: %w", h.SHA256, err)
	}
	return body, nil
}

type opener func(context.Context, store.Held) (io.ReadCloser, error)

func (f *CaseFile) write(ctx context.Context, to io.Writer, open opener) error {
	r := f.view.Record
	head := evidence.Manifest{CheckID: r.ID, BureauID: r.BureauID, Bureau: r.BureauName, Enterprise: r.Enterprise.Name, State: string(r.State), MadeAt: evidence.Time(f.view.UpdatedAt)}
	if r.Number != nil {
		head.Number = r.Number.Text
	}
	if r.Seal != nil {
		head.Digest = r.Seal.Digest
	}
	w, err := evidence.NewCaseFile(to, head, f.second)
	if err != nil {
		return err
	}
	if err := f.papers(w); err != nil {
		return err
	}
	if err := f.photos(ctx, w, open); err != nil {
		return err
	}
	acts, hash, err := f.ledger(ctx, w)
	if err != nil {
		return err
	}
	return w.Close(f.key, acts, hash)
}

// papers writes everything that is text, and the printed record.
func (f *CaseFile) papers(w *evidence.CaseFileWriter) error {
	r := f.view.Record
	if err := w.Add(evidence.DocumentMember("record.pdf"), strings.NewReader(string(f.record))); err != nil {
		return err
	}
	for _, document := range slices.Concat(f.visit, f.loop) {
		if err := w.Add(evidence.DocumentMember(document.name), bytes.NewReader(document.pdf)); err != nil {
			return err
		}
	}
	for i, opinion := range f.experts {
		if err := w.Add(evidence.DocumentMember(fmt.Sprintf("opinion-%d.pdf", i+1)), bytes.NewReader(opinion)); err != nil {
			return err
		}
	}
	for i, receipt := range f.sent {
		if err := w.Add(evidence.DocumentMember(fmt.Sprintf("delivery-%d.pdf", i+1)), bytes.NewReader(receipt)); err != nil {
			return err
		}
	}
	if err := w.Add(evidence.DocumentMember("index.pdf"), bytes.NewReader(f.contents)); err != nil {
		return err
	}
	if r.Seal != nil {
		if err := w.AddJSON(evidence.RecordMember(), inspection.Sealed(r, f.lists, r.Seal.Closing)); err != nil {
			return err
		}
	}
	if err := w.AddJSON(evidence.StandingMember(), r); err != nil {
		return err
	}
	for _, ref := range r.Checklists {
		if err := w.AddJSON(evidence.ChecklistMember(ref.Code, ref.Version), f.lists[ref.Code]); err != nil {
			return err
		}
	}
	if err := f.writeProofs(w); err != nil {
		return err
	}
	return w.AddJSON(evidence.AnchorsMember(), f.anchors)
}

func (f *CaseFile) photos(ctx context.Context, w *evidence.CaseFileWriter, open opener) error {
	for _, h := range f.held {
		body, err := open(ctx, h)
		if err != nil {
			return err
		}
		err = w.Add(evidence.PhotoMember(h.SHA256, files.Extension(h.ContentType)), body)
		if err := errors.Join(err, body.Close()); err != nil {
			return err
		}
	}
	return nil
}

const linesAtOnce = 500

// ledger writes every act up to the one the check stood at, and every refused one.
func (f *CaseFile) ledger(ctx context.Context, w *evidence.CaseFileWriter) (acts int, hash string, err error) {
	lines := jsonLines{}
	for acts < f.view.Acts {
		entries, err := f.archive.cases.store.EntriesOf(ctx, f.view.Record.BureauID, f.view.Record.ID, acts, min(linesAtOnce, f.view.Acts-acts))
		if err != nil {
			return 0, "", err
		}
		if len(entries) == 0 {
			break // the verifier will say so
		}
		for _, e := range entries {
			if err := lines.add(lineOf(e)); err != nil {
				return 0, "", err
			}
			acts, hash = e.CaseNo, e.Hash
		}
	}
	if err := w.Add(evidence.LedgerMember(), strings.NewReader(lines.String())); err != nil {
		return 0, "", err
	}
	refused := jsonLines{}
	for _, r := range f.refused {
		if err := refused.add(refusedLine{lineOf(r.Entry), r.Refusal.Code, r.Refusal.Message}); err != nil {
			return 0, "", err
		}
	}
	return acts, hash, w.Add(evidence.RefusedMember(), strings.NewReader(refused.String()))
}

type refusedLine struct {
	evidence.LedgerLine
	Code    string `json:"code"`
	Message string `json:"message"`
}

func lineOf(e store.Entry) evidence.LedgerLine {
	var clock json.RawMessage
	if e.Clock != nil {
		clock = e.Clock.Append(nil)
	}
	return evidence.LedgerLine{ActID: e.ActID, CheckID: e.CheckID, CaseNo: e.CaseNo, Kind: string(e.Kind), ActorID: e.ActorID, ActorName: e.ActorName,
		Role: string(e.Role), Device: e.Device, DoneAt: evidence.Time(e.DoneAt), Clock: clock, TakenAt: evidence.Time(e.TakenAt), Sum: e.Sum, Hash: e.Hash, Cover: e.Cover, Body: e.Body}
}

// jsonLines is a text with one JSON value a line.
type jsonLines struct{ strings.Builder }

func (l *jsonLines) add(v any) error {
	line, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("casework: write a line of the ledger: %w", err)
	}
	l.Write(line)
	l.WriteByte('\n')
	return nil
}

// counter counts what is written to it.
type counter int64

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

// zeros stands for the bytes of a photo where only their number matters.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}
