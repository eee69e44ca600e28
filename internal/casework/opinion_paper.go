package casework

import (
	"context"
	"fmt"
	"slices"

	"anjian/internal/inspection"
	"anjian/internal/paper"
	"anjian/internal/store"
)

// OpinionPDF sets one expert opinion 专家意见书 as a PDF and names it. Who may and refusals: as RecordPDF; NotFound too for an
// opinion this check has not, and, for another expert, one that is not their own.
func (a *Archive) OpinionPDF(ctx context.Context, actor inspection.Actor, id, opinionID string) (pdf []byte, name string, err error) {
	m, err := a.matter(ctx, actor, id)
	if err != nil {
		return nil, "", err
	}
	at := slices.IndexFunc(m.Record.Opinions, func(o inspection.Opinion) bool { return o.ID == opinionID })
	if at < 0 {
		return nil, "", store.NotFound
	}
	o := m.Record.Opinions[at]
	if actor.Role == inspection.RoleExpert && o.By.ID != actor.PersonID {
		return nil, "", store.NotFound
	}
	if err := a.arrived(ctx, actor, id, o.Photos); err != nil {
		return nil, "", err
	}
	if m.Record.Seal != nil { // before, nothing of the check is public
		m.VerifyURL = a.verifyURL(id, o.Code)
	}
	set, err := paper.OpinionPDF(a.house, m, o)
	if err != nil {
		return nil, "", err
	}
	if pdf, err = a.seal(ctx, set, m.Record); err != nil {
		return nil, "", err
	}
	return pdf, "专家意见书 " + opinionNumber(m.Record, &o) + ".pdf", nil
}

// opinionNumber is an opinion's number: that of the check and its place.
func opinionNumber(r inspection.CheckRecord, o *inspection.Opinion) string {
	number := ""
	if r.Number != nil {
		number = r.Number.Text
	}
	return fmt.Sprintf("%s意见%d", number, o.Number)
}

// opinionPapers sets every opinion of a check, the withdrawn ones too, for its case file.
func (a *Archive) opinionPapers(ctx context.Context, actor inspection.Actor, r inspection.CheckRecord) ([][]byte, error) {
	var papers [][]byte
	for _, o := range r.Opinions {
		pdf, _, err := a.OpinionPDF(ctx, actor, r.ID, o.ID)
		if err != nil {
			return nil, err
		}
		papers = append(papers, pdf)
	}
	return papers, nil
}
