package casework

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/paper"
	"anjian/internal/sheets"
	"anjian/internal/store"
)

// FilingExportSchema names the form of filing.json in an export; another form gets another name.
const FilingExportSchema = "anjian/filing-export/1"

// filingExport is filing.json: what the system that carries the case of penalty takes over.
type filingExport struct {
	Schema     string                     `json:"schema"`
	CheckID    string                     `json:"checkId"`
	Number     string                     `json:"number"` // of the record
	Bureau     string                     `json:"bureau"`
	Enterprise inspection.EnterpriseBrief `json:"enterprise"`
	Filing     inspection.FilingPaper     `json:"filing"`
	Digest     string                     `json:"digest"` // of the filing in canonical form: what both officers signed
	SignedBy   []inspection.PersonRef     `json:"signedBy"`
	Decision   inspection.Ruling          `json:"decision"`
	Record     string                     `json:"recordDigest"` // of the sealed record; empty where entry was refused
	Evidence   []exportedEvidence         `json:"evidence"`
	Photos     []exportedPhoto            `json:"photos"`
}

type exportedEvidence struct {
	Name   string `json:"name"`
	File   string `json:"file,omitempty"` // in this export; empty: on paper
	Copies int    `json:"copies,omitempty"`
	Pages  int    `json:"pages,omitempty"`
	SHA256 string `json:"sha256,omitempty"`
}

// exportedPhoto names a picture by its hash: its bytes lie in the case file under photos/.
type exportedPhoto struct {
	SHA256         string    `json:"sha256"`
	OriginalSHA256 string    `json:"originalSha256"`
	Caption        string    `json:"caption,omitempty"`
	FindingID      string    `json:"findingId,omitempty"`
	TakenAt        time.Time `json:"takenAt"`
	By             string    `json:"by"`
}

var evidenceHeads = []string{"序号", "证据名称", "份数", "页数", "文件", "SHA-256"}

// FilingExport puts one file together for the system that carries the case of penalty on: the approval form and the papers
// of the check as PDF, the list of evidence as a workbook, all of it as data, and the hash of everything. Who may: as
// CaseFile. NotFound until a leader has decided that the case is filed. Refusals: as RecordPDF.
//
// 行政处罚法 54: the case is filed, and goes on with its evidence.
func (a *Archive) FilingExport(ctx context.Context, actor inspection.Actor, id, filingID string) (file []byte, name string, err error) {
	if !slices.Contains(mayTakeCaseFile, actor.Role) {
		return nil, "", store.NotFound
	}
	m, err := a.matter(ctx, actor, id)
	if err != nil {
		return nil, "", err
	}
	f := m.Record.Filing(filingID)
	if f == nil || f.Withdrawn != nil || f.Decided == nil || !f.Decided.Granted {
		return nil, "", store.NotFound
	}
	form, papers, err := a.filingPapers(ctx, actor, m, filingID)
	if err != nil {
		return nil, "", err
	}
	e := exportOf(&m.Record, f)
	for _, p := range papers {
		e.Evidence = append(e.Evidence, exportedEvidence{Name: strings.TrimSpace(p.title + " " + p.number), File: p.name, SHA256: evidence.Sum(p.pdf)})
	}
	list, err := evidenceList(e)
	if err != nil {
		return nil, "", err
	}
	data, err := json.MarshalIndent(e, "", " ")
	if err != nil {
		return nil, "", fmt.Errorf("casework: write a filing as data: %w", err)
	}
	members := append([]filed{{name: "approval.pdf", pdf: form}, {name: "evidence.xlsx", pdf: list}, {name: "filing.json", pdf: data}}, papers...)
	file, err = packed(members, f.Decided.At)
	return file, "立案移交包" + numbered(m.Record) + ".zip", err
}

// filingPapers sets the approval form, and every other paper of the check that is evidence in the case.
func (a *Archive) filingPapers(ctx context.Context, actor inspection.Actor, m paper.Matter, filingID string) (form []byte, papers []filed, err error) {
	record, _, err := a.RecordPDF(ctx, actor, m.Record.ID)
	if err != nil {
		return nil, nil, err
	}
	number := ""
	if m.Record.Number != nil {
		number = m.Record.Number.Text
	}
	papers = []filed{{name: "papers/record.pdf", pdf: record, title: "现场检查记录", number: number}}
	ids, all := paper.LoopPapers(&m.Record)
	for _, paperID := range ids {
		p := all[paperID]
		pdf, _, err := a.loopPaper(ctx, actor, m, p)
		if err != nil {
			return nil, nil, err
		}
		if paperID == filingID {
			form = pdf
		} else {
			papers = append(papers, filed{name: fmt.Sprintf("papers/%s-%d.pdf", p.Of, p.Place), pdf: pdf, title: p.Title, number: p.Number})
		}
	}
	return form, papers, nil
}

func exportOf(r *inspection.CheckRecord, f *inspection.CaseFiling) filingExport {
	e := filingExport{Schema: FilingExportSchema, CheckID: r.ID, Bureau: r.BureauName, Enterprise: r.Enterprise, Filing: f.Paper, Digest: f.Digest, SignedBy: []inspection.PersonRef{},
		Decision: *f.Decided, Evidence: []exportedEvidence{}, Photos: []exportedPhoto{}}
	if r.Number != nil {
		e.Number = r.Number.Text
	}
	if r.Seal != nil {
		e.Record = r.Seal.Digest
	}
	for _, s := range f.Signatures {
		e.SignedBy = append(e.SignedBy, s.By)
	}
	for _, m := range f.Paper.Evidence {
		e.Evidence = append(e.Evidence, exportedEvidence{Name: m.Name, Copies: m.Copies, Pages: m.Pages})
	}
	for _, p := range r.AllPhotos() {
		if p.Removed == nil {
			e.Photos = append(e.Photos, exportedPhoto{p.SHA256, p.OriginalSHA256, p.Caption, p.FindingID, p.TakenAt, p.By.Name})
		}
	}
	return e
}

func evidenceList(e filingExport) ([]byte, error) {
	var rows [][]any
	for _, l := range e.Evidence {
		rows = append(rows, []any{len(rows) + 1, l.Name, l.Copies, l.Pages, l.File, l.SHA256})
	}
	for _, p := range e.Photos {
		rows = append(rows, []any{len(rows) + 1, strings.TrimSpace("照片 " + p.Caption), 1, "", "案卷 photos/", p.SHA256})
	}
	var out bytes.Buffer
	err := sheets.WriteTable(&out, "证据清单", evidenceHeads, rows)
	return out.Bytes(), err
}

// packed writes members into a ZIP under one time, with SHA256SUMS (as sha256sum -c reads it) at the end.
func packed(members []filed, at time.Time) ([]byte, error) {
	var sums strings.Builder
	for _, m := range members {
		fmt.Fprintf(&sums, "%s  %s\n", evidence.Sum(m.pdf), m.name)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, m := range append(members, filed{name: "SHA256SUMS", pdf: []byte(sums.String())}) {
		member, err := w.CreateHeader(&zip.FileHeader{Name: m.name, Method: zip.Deflate, Modified: at.UTC()})
		if err == nil {
			_, err = member.Write(m.pdf)
		}
		if err != nil {
			return nil, fmt.Errorf("casework: pack %s: %w", m.name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("casework: pack a filing: %w", err)
	}
	return out.Bytes(), nil
}
