package rest

import (
	"bytes"
	"context"
	"time"

	"anjian/internal/casework"
	"anjian/internal/planning"
)

// ArchiveFilterIn narrows the archive.
type ArchiveFilterIn struct {
	Q    string `query:"q" maxLength:"100" doc:"Part of the enterprise's name, its pinyin initials, or of the number"`
	Year string `query:"year" pattern:"^([0-9]{4})?$" doc:"In which the check was closed"`
	Past bool   `query:"past" doc:"Only what has to be kept no longer, the longest past first"`
}

func (f ArchiveFilterIn) filter() casework.ArchiveFilter {
	return casework.ArchiveFilter{Text: f.Q, Year: f.Year, Past: f.Past}
}

type listArchiveIn struct {
	Page
	ArchiveFilterIn
}

// ArchiveList is one page of the archive.
type ArchiveList struct {
	Items      []casework.Archived `json:"items"`
	NextCursor string              `json:"nextCursor" doc:"Empty on the last page."`
	Past       int                 `json:"past" doc:"How many of what the filter leaves have to be kept no longer"`
}

type archiveOut struct{ Body ArchiveList }

// listArchive lists closed checks with how long their case files are kept.
func (h *house) listArchive(ctx context.Context, in *listArchiveIn) (*archiveOut, error) {
	page, err := h.rooms.Casework.Archived(ctx, actorOf(ctx), in.filter(), in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return &archiveOut{ArchiveList{Items: page.Items, NextCursor: page.NextCursor, Past: page.Past}}, nil
}

// exportArchive gives the same as a workbook: the index, or the list for the appraisal of what is past its time.
func (h *house) exportArchive(ctx context.Context, in *ArchiveFilterIn) (*pdfOut, error) {
	var sheet bytes.Buffer
	if err := h.rooms.Casework.WriteArchive(ctx, actorOf(ctx), in.filter(), &sheet); err != nil {
		return nil, err
	}
	name := "归档目录-"
	if in.Past {
		name = "期满鉴定清单-"
	}
	return &pdfOut{"private, no-cache", typeXLSX, attachment("attachment", "archive.xlsx", name+planning.DayOf(time.Now()).String()+".xlsx"), sheet.Bytes()}, nil
}

// getIndexPdf gives the index 卷内目录 of a check's case file.
func (h *house) getIndexPdf(ctx context.Context, in *CheckIn) (*pdfOut, error) {
	pdf, name, err := h.rooms.Archive.IndexPDF(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &pdfOut{"private, no-cache", "application/pdf", attachment("inline", "index.pdf", name), pdf}, nil
}

// exportFiling gives a filed case as one file for the system that carries it on.
func (h *house) exportFiling(ctx context.Context, in *loopPaperIn) (*pdfOut, error) {
	file, name, err := h.rooms.Archive.FilingExport(ctx, actorOf(ctx), in.ID, in.PaperID)
	if err != nil {
		return nil, err
	}
	return &pdfOut{"private, no-store", "application/zip", attachment("attachment", "case-filing.zip", name), file}, nil
}
