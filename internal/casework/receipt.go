package casework

import (
	"context"
	"fmt"
	"slices"

	"anjian/internal/inspection"
	"anjian/internal/paper"
	"anjian/internal/store"
)

// ReceiptPDF sets the receipt of one delivery 文书送达回执 and names it. Who may: whoever may see the check; NotFound too for
// a delivery this check has not. Refuses as paper.ReceiptPDF does.
func (a *Archive) ReceiptPDF(ctx context.Context, actor inspection.Actor, id, deliveryID string) (pdf []byte, name string, err error) {
	m, err := a.matter(ctx, actor, id)
	if err != nil {
		return nil, "", err
	}
	at := slices.IndexFunc(m.Record.Deliveries, func(d inspection.Delivery) bool { return d.ID == deliveryID })
	if at < 0 {
		return nil, "", store.NotFound
	}
	if pdf, err = a.receipt(ctx, m, m.Record.Deliveries[at]); err != nil {
		return nil, "", err
	}
	return pdf, fmt.Sprintf("文书送达回执%d.pdf", at+1), nil
}

func (a *Archive) receipt(ctx context.Context, m paper.Matter, d inspection.Delivery) ([]byte, error) {
	set, err := paper.ReceiptPDF(a.house, m, d)
	if err != nil {
		return nil, err
	}
	return a.seal(ctx, set, m.Record)
}

// deliveries sets the receipts of a case file, in order.
func (a *Archive) deliveries(ctx context.Context, m paper.Matter) ([][]byte, error) {
	var receipts [][]byte
	for _, d := range m.Record.Deliveries {
		pdf, err := a.receipt(ctx, m, d)
		if err != nil {
			return nil, err
		}
		receipts = append(receipts, pdf)
	}
	return receipts, nil
}

// index sets the 卷内目录 of a case file: its papers, the signed sheets, the photos, what proves them.
func (f *CaseFile) index(ctx context.Context) ([]byte, error) {
	r := f.view.Record
	number := ""
	if r.Number != nil {
		number = r.Number.Text
	}
	lines := []paper.IndexLine{{Title: "卷内目录", File: "index.pdf"}, {Title: "现场检查记录", Number: number, File: "record.pdf"}}
	if r.Seal != nil {
		lines[1].At = r.Seal.At
	}
	for _, l := range slices.Concat(f.visit, f.loop) {
		lines = append(lines, paper.IndexLine{Title: l.title, Number: l.number, File: l.name, At: l.at})
	}
	for i := range f.experts {
		lines = append(lines, paper.IndexLine{Title: "专家意见书", File: fmt.Sprintf("opinion-%d.pdf", i+1)})
	}
	for i, d := range r.Deliveries {
		lines = append(lines, paper.IndexLine{Title: "文书送达回执", File: fmt.Sprintf("delivery-%d.pdf", i+1), At: d.At})
	}
	for _, p := range r.SignedPages {
		if p.Replaced == "" {
			lines = append(lines, paper.IndexLine{Title: fmt.Sprintf("手写签字页 第%d页", p.Page), File: "photos/" + p.Flat.SHA256[:8] + "…", At: p.DoneAt, Remark: "原件另存"})
		}
	}
	set, err := paper.IndexPDF(f.archive.house, r, append(lines,
		paper.IndexLine{Title: "照片等影像", File: "photos/", Remark: fmt.Sprintf("%d 个", len(f.held))},
		paper.IndexLine{Title: "办案流水及校验资料", File: "ledger.jsonl 等"}))
	if err != nil {
		return nil, err
	}
	return f.archive.seal(ctx, set, r)
}
