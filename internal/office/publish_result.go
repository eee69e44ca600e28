package office

import (
	"context"
	"io"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/planning"
	"anjian/internal/sheets"
	"anjian/internal/store"
)

// NotPublishable refuses to publish what is no finished random check.
var (
	NotPublishable = fault.New(fault.Refused, "result.not_publishable", "Only the result of a finished random check is published.")
	PublishedTwice = fault.New(fault.Conflict, "result.published", "The result of this check is published already.")
)

// WaitingResult is a random check whose result is still to be published, and until when.
type WaitingResult struct {
	store.PublishedResult
	CheckID string `json:"checkId"`
	DueOn   string `json:"dueOn"`
	Certain bool   `json:"certain" doc:"false: the holidays of a year on the way are not announced yet"`
	Late    bool   `json:"late"`
}

// WaitingResults lists the results of random checks that are still to be published, the oldest first.
func (r *Room) WaitingResults(ctx context.Context, actor inspection.Actor) ([]WaitingResult, error) {
	targets, err := r.store.Unpublished(ctx, actor.BureauID, 500)
	if err != nil {
		return nil, err
	}
	out := []WaitingResult{}
	for _, t := range targets {
		w, err := r.waiting(ctx, r.store.Reader, actor.BureauID, t)
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}

func (r *Room) waiting(ctx context.Context, from store.Reader, bureauID string, t Target) (WaitingResult, error) {
	v, err := from.Check(ctx, bureauID, t.CheckID)
	if err != nil {
		return WaitingResult{}, err
	}
	c := v.Record
	w := WaitingResult{CheckID: t.CheckID}
	w.PublishedResult = store.PublishedResult{CheckID: t.CheckID, DrawID: t.DrawID, Name: c.Enterprise.Name, CreditCode: c.Enterprise.CreditCode, Item: "安全生产监督检查", CheckedOn: c.PlannedOn, Result: resultOf(c)}
	if t.DrawID != "" {
		d, err := from.Draw(ctx, bureauID, t.DrawID)
		if err != nil {
			return WaitingResult{}, err
		}
		w.Batch, w.Item = d.Title, d.Item
	}
	if c.Arrival != nil {
		w.CheckedOn = planning.DayOf(c.Arrival.At).String()
	}
	for _, m := range c.Team {
		if m.Part == inspection.PartyLead || m.Part == inspection.PartyAssistant {
			if w.Officers != "" {
				w.Officers += "、"
			}
			w.Officers += m.Name
		}
	}
	checked, err := planning.ParseDay(w.CheckedOn)
	if err != nil {
		return WaitingResult{}, err
	}
	due, certain := r.clock("draw_publicity").DueOn(r.calendar, checked)
	w.DueOn, w.Certain, w.Late = due.String(), certain, planning.DayOf(r.store.Now()) > due
	w.PublishedResult.DueOn = w.DueOn
	return w, nil
}

// resultOf says in the words of the public table what a check came to.
func resultOf(c inspection.CheckRecord) string {
	if c.Refusal != nil {
		return "不配合检查"
	}
	result := "未发现问题"
	for _, f := range c.Findings {
		if f.Withdrawn != nil || len(f.Versions) == 0 {
			continue
		}
		switch f.Versions[len(f.Versions)-1].Handling {
		case inspection.Case:
			return "发现问题已立案"
		case inspection.Order, inspection.Stop:
			result = "发现问题已责令改正"
		case inspection.Refer:
			if result != "发现问题已责令改正" {
				result = "发现问题已移送"
			}
		default:
			if result == "未发现问题" {
				result = "发现问题已当场改正"
			}
		}
	}
	return result
}

// PublishResult puts the result of a finished random check on the public page. Who may: policy section.
func (r *Room) PublishResult(ctx context.Context, actor inspection.Actor, deed Deed, checkID string) (WaitingResult, error) {
	var out WaitingResult
	_, repeated, err := r.ledger.Perform(ctx, actor, deed.of("publish_result", ledger.OnResult, checkID, map[string]any{}), func(tx *store.Tx, _ int64) error {
		targets, err := tx.TargetOfCheck(ctx, actor.BureauID, checkID)
		if err != nil {
			return err
		}
		if targets.Source != planning.Random || targets.CheckState != string(inspection.Signed) && targets.CheckState != string(inspection.Closed) && targets.CheckState != string(inspection.EntryRefused) {
			return NotPublishable
		}
		if out, err = r.waiting(ctx, tx.Reader, actor.BureauID, targets); err != nil {
			return err
		}
		out.PublishedOn = planning.DayOf(tx.Now()).String()
		return tx.InsertPublished(ctx, actor.BureauID, out.PublishedResult)
	})
	if err == nil && repeated {
		t, err := r.store.TargetOfCheck(ctx, actor.BureauID, checkID)
		if err != nil {
			return out, err
		}
		return r.waiting(ctx, r.store.Reader, actor.BureauID, t)
	}
	if fault.CodeOf(err) == store.Exists.Code {
		err = PublishedTwice
	}
	return out, err
}

// PublishedResults lists what a bureau has published. Who may: everybody.
func (r *Room) PublishedResults(ctx context.Context, bureauID string) (bureau string, items []store.PublishedResult, err error) {
	b, err := r.store.Bureau(ctx, bureauID)
	if err != nil {
		return "", nil, err
	}
	items, err = r.store.Published(ctx, bureauID, 5000)
	return b.Name, items, err
}

// WritePublished writes what a bureau has published as a workbook.
func (r *Room) WritePublished(ctx context.Context, bureauID string, out io.Writer) error {
	_, items, err := r.PublishedResults(ctx, bureauID)
	if err != nil {
		return err
	}
	lines := make([][]any, len(items))
	for i, p := range items {
		lines[i] = []any{p.Batch, p.Item, p.Name, p.CreditCode, p.Officers, p.CheckedOn, p.Result, p.PublishedOn}
	}
	return sheets.WriteTable(out, "双随机抽查结果", PublicHeads, lines)
}

// PublicHeads are the columns of the public table (DOMAIN 1.5).
var PublicHeads = []string{"抽查批次", "抽查事项", "检查对象", "统一社会信用代码", "检查人员", "检查日期", "检查结果", "公示日期"}
