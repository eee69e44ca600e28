package casework

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"anjian/internal/inspection"
	"anjian/internal/planning"
	"anjian/internal/sheets"
	"anjian/internal/store"
)

// Archived is a line of the archive, with what is proposed for it today.
type Archived struct {
	store.Archived
	Proposal Proposal `json:"proposal" enum:",appraise_destroy,appraise_keep" doc:"Empty: it is still kept. Only ever a proposal: nothing of a case is destroyed by the program."`
}

// Proposal is what the people who appraise 鉴定 a case file past its time are asked first.
type Proposal string

// The proposals.
const (
	ProposeDestroy Proposal = "appraise_destroy" // an ordinary one: whether it has lost its worth
	ProposeKeep    Proposal = "appraise_keep"    // one with a major hazard or a case: whether it goes to the archives, or is kept on
)

// ArchiveFilter narrows the archive; Past leaves only what has to be kept no longer.
type ArchiveFilter struct {
	Text, Year string
	Past       bool
}

// ArchivePage is one page of the archive, with how much of it has to be kept no longer.
type ArchivePage struct {
	Items      []Archived
	NextCursor string
	Past       int
}

// Archived lists the closed checks an actor may see, the last closed first; what is past its time the longest past first.
// Who may: team, section head, leader and policy, each of their own. Refuses with BadCursor.
//
// 档案法 31 (named from knowledge, so it is printed nowhere): what is past its time is appraised, and nobody destroys it on their own authority.
func (r *Room) Archived(ctx context.Context, actor inspection.Actor, f ArchiveFilter, cursor string, limit int) (ArchivePage, error) {
	if !slices.Contains(mayTakeCaseFile, actor.Role) {
		return ArchivePage{}, store.NotFound
	}
	today := planning.DayOf(r.store.Now()).String()
	kept, next, err := r.store.ArchivedFor(ctx, actor, f.stored(today), cursor, limit)
	if err != nil {
		return ArchivePage{}, err
	}
	page := ArchivePage{Items: make([]Archived, len(kept)), NextCursor: next}
	for i, k := range kept {
		page.Items[i] = Archived{k, proposalFor(k.Kept, today)}
	}
	page.Past, err = r.store.CountArchived(ctx, actor, ArchiveFilter{Text: f.Text, Year: f.Year, Past: true}.stored(today))
	return page, err
}

func (f ArchiveFilter) stored(today string) store.ArchiveFilter {
	s := store.ArchiveFilter{Text: strings.TrimSpace(f.Text), Year: f.Year}
	if f.Past {
		s.Past = today
	}
	return s
}

func proposalFor(kept inspection.Retention, today string) Proposal {
	switch {
	case kept.Until >= today:
		return ""
	case kept.Rule == inspection.KeptOrdinary:
		return ProposeDestroy
	}
	return ProposeKeep
}

// mostArchivedRows bounds one workbook; what is more is taken year by year.
const mostArchivedRows = 20_000

var (
	archiveHeads = []string{"序号", "案号", "被检查单位", "属地", "科室", "主办", "结案日期", "保管年限", "保管依据", "保管至", "卷内文书", "期满处理建议", "鉴定意见"}
	ruleWords    = map[inspection.RetentionRule]string{inspection.KeptOrdinary: "一般案卷", inspection.KeptMajor: "确认重大事故隐患", inspection.KeptFiled: "呈批立案"}
	proposeWords = map[Proposal]string{ProposeDestroy: "提请鉴定：是否销毁", ProposeKeep: "提请鉴定：移交档案馆或者续存"}
)

// WriteArchive writes what the filter leaves of the archive as a workbook: the index of case files, or, of those past
// their time, the list put before the people who appraise them, with a column for what they decide. Who may: as Archived.
func (r *Room) WriteArchive(ctx context.Context, actor inspection.Actor, f ArchiveFilter, out io.Writer) error {
	sheet := "归档目录"
	if f.Past {
		sheet = "期满鉴定清单"
	}
	var lines [][]any
	for cursor := ""; len(lines) < mostArchivedRows; {
		page, err := r.Archived(ctx, actor, f, cursor, 200)
		if err != nil {
			return err
		}
		for _, a := range page.Items {
			lines = append(lines, []any{len(lines) + 1, a.Number, a.EnterpriseName, a.Town, a.Section, a.Lead, a.ClosedOn, fmt.Sprintf("%d 年（%s）", a.Kept.Years, ruleWords[a.Kept.Rule]),
				a.Kept.Basis, a.Kept.Until, contentsText(a.Contents), proposeWords[a.Proposal], ""})
		}
		if cursor = page.NextCursor; cursor == "" {
			break
		}
	}
	return sheets.WriteTable(out, sheet, archiveHeads, lines)
}

func contentsText(c inspection.Contents) string {
	var parts []string
	note := func(n int, what string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", what, n))
		}
	}
	if c.Visit {
		note(1, "现场检查记录")
	} else {
		note(1, "拒绝进入记录")
	}
	note(c.Supplements, "补充记录")
	note(c.Orders, "责令限期整改指令书")
	note(c.Measures, "现场处理措施决定书")
	note(c.Rechecks, "整改复查意见书")
	note(c.Referrals, "移送书")
	note(c.Filings, "立案审批表")
	note(c.Opinions, "专家意见书")
	note(c.Deliveries, "送达回执")
	return strings.Join(parts, "、")
}

// IndexPDF sets the index 卷内目录 of a check's case file. Who may, and refusals: as CaseFile.
func (a *Archive) IndexPDF(ctx context.Context, actor inspection.Actor, id string) (pdf []byte, name string, err error) {
	f, err := a.CaseFile(ctx, actor, id)
	if err != nil {
		return nil, "", err
	}
	return f.contents, "卷内目录" + numbered(f.view.Record) + ".pdf", nil
}
