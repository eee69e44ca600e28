package casework

import (
	"context"

	"anjian/internal/inspection"
	"anjian/internal/paper"
	"anjian/internal/store"
)

// SchemePDF sets the scheme 现场检查方案 of a check, an internal paper, and names it. Who may: those who may see the
// check and belong to the bureau's own people; NotFound for everybody else.
func (a *Archive) SchemePDF(ctx context.Context, actor inspection.Actor, id string) (pdf []byte, name string, err error) {
	if !holdsTheCase(actor) {
		return nil, "", store.NotFound
	}
	m, err := a.matter(ctx, actor, id)
	if err != nil {
		return nil, "", err
	}
	set, err := paper.SchemePDF(a.house, m)
	if err != nil {
		return nil, "", err
	}
	pdf, err = a.approved(ctx, set, m.Record)
	return pdf, "现场检查方案" + numbered(m.Record) + ".pdf", err
}

// NoticePDF sets the notice 检查通知书 of a check and names it. Who may: as Room.Notice.
func (a *Archive) NoticePDF(ctx context.Context, actor inspection.Actor, id string) (pdf []byte, name string, err error) {
	record, err := a.cases.noticed(ctx, actor, id)
	if err != nil {
		return nil, "", err
	}
	return a.noticePDF(ctx, record)
}

func (a *Archive) noticePDF(ctx context.Context, r inspection.CheckRecord) (pdf []byte, name string, err error) {
	set, err := paper.NoticePDF(a.house, paper.Matter{Record: r, Law: a.cases.law})
	if err != nil {
		return nil, "", err
	}
	pdf, err = a.approved(ctx, set, r)
	return pdf, "检查通知书" + numbered(r) + ".pdf", err
}

// approved signs a paper of a check that has been approved; before, it is a draft that may still change.
func (a *Archive) approved(ctx context.Context, set paper.Printed, r inspection.CheckRecord) ([]byte, error) {
	if r.Approval == nil {
		return set.PDF, nil
	}
	return a.seal(ctx, set, r)
}

// numbered is the number in a file's name, if there is one yet.
func numbered(r inspection.CheckRecord) string {
	if r.Number == nil {
		return ""
	}
	return " " + r.Number.Text
}
