package casework

import (
	"context"
	"fmt"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/paper"
	"anjian/internal/store"
)

// LoopPDF sets one paper of the closed loop as a PDF and names it: an order, a measure, a re-check opinion, the answer to
// a request for more time, a referral, a case filing. Who may: whoever may see the check; the enterprise, and a guest for
// it, only what stands and needs nobody's yes any more. NotFound for every other. Refusals: as RecordPDF.
func (a *Archive) LoopPDF(ctx context.Context, actor inspection.Actor, id, paperID string) (pdf []byte, name string, err error) {
	m, err := a.matter(ctx, actor, id)
	if err != nil {
		return nil, "", err
	}
	shown := m.Record.ForReader(actor)
	_, theirs := paper.LoopPapers(&shown)
	if _, ok := theirs[paperID]; !ok || !actor.Inside() && !shown.Reaches(paperID) {
		return nil, "", store.NotFound
	}
	_, all := paper.LoopPapers(&m.Record)
	return a.loopPaper(ctx, actor, m, all[paperID])
}

func (a *Archive) loopPaper(ctx context.Context, actor inspection.Actor, m paper.Matter, p paper.LoopPaper) (pdf []byte, name string, err error) {
	if err := a.arrived(ctx, actor, m.Record.ID, p.Photos); err != nil {
		return nil, "", err
	}
	if p.Code != "" {
		m.VerifyURL = a.verifyURL(m.Record.ID, p.Code)
	}
	set, err := paper.LoopPDF(a.house, m, p)
	if err != nil {
		return nil, "", err
	}
	if pdf, err = a.seal(ctx, set, m.Record); err != nil {
		return nil, "", err
	}
	return pdf, p.Title + p.Number + ".pdf", nil
}

// filed is one more document of a case file.
type filed struct {
	name string // of its file
	pdf  []byte
	// how the index of the case file lists it
	title, number string
	at            time.Time
}

// loopPapers sets all papers of the loop for the case file, withdrawn ones too.
func (a *Archive) loopPapers(ctx context.Context, actor inspection.Actor, id string) ([]filed, error) {
	m, err := a.matter(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	ids, all := paper.LoopPapers(&m.Record)
	files := make([]filed, 0, len(ids))
	for _, paperID := range ids {
		p := all[paperID]
		pdf, _, err := a.loopPaper(ctx, actor, m, p)
		if err != nil {
			return nil, err
		}
		files = append(files, filed{fmt.Sprintf("%s-%d.pdf", p.Of, p.Place), pdf, p.Title, p.Number, p.At()})
	}
	return files, nil
}
