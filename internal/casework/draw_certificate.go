package casework

import (
	"context"

	"anjian/internal/inspection"
	"anjian/internal/paper"
	"anjian/internal/planning"
)

// DrawCertificate sets the certificate of a draw of the actor's bureau as a sealed PDF, and names it.
func (a *Archive) DrawCertificate(ctx context.Context, actor inspection.Actor, d planning.Draw) (pdf []byte, name string, err error) {
	bureau, err := a.cases.store.Bureau(ctx, actor.BureauID)
	if err != nil {
		return nil, "", err
	}
	set, err := paper.DrawCertificatePDF(a.house, bureau.Name, d)
	if err != nil {
		return nil, "", err
	}
	pdf, err = a.seal(ctx, set, inspection.CheckRecord{BureauName: bureau.Name})
	return pdf, "双随机抽取证书 " + d.Title + ".pdf", err
}
