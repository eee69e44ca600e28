package rest

import (
	"bytes"
	"context"
	"time"

	"anjian/internal/outbound"
	"anjian/internal/planning"
)

type listReportsIn struct {
	Page
	Which string `query:"which" enum:"all,open,soon,overdue,different,waiting,reported,rejected,confirmed" default:"all" doc:"soon has the overdue ones too; different: the city's copy is otherwise than ours (a page may then be short)"`
}

// Reports is one page of what is to be reported, and how reporting goes here.
type Reports struct {
	Items      []outbound.Report `json:"items"`
	NextCursor string            `json:"nextCursor" doc:"Empty on the last page."`
	System     string            `json:"system" doc:"Where records are reported to."`
	Automatic  bool              `json:"automatic" doc:"They are sent by themselves; else keyed in by hand and confirmed."`
	Clock      planning.Limit    `json:"clock"`
}

type reportsOut struct{ Body Reports }

// listReports lists the reporting of signed records, the longest signed first.
func (h *house) listReports(ctx context.Context, in *listReportsIn) (*reportsOut, error) {
	room := h.rooms.Outbound
	items, next, err := room.Reports(ctx, actorOf(ctx), outbound.ReportFilter{Which: in.Which}, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return &reportsOut{Reports{Items: items, NextCursor: next, System: room.System(), Automatic: room.Automatic(), Clock: room.ReportClock()}}, nil
}

type reportOut struct{ Body outbound.Report }

func (h *house) getReport(ctx context.Context, in *CheckIn) (*reportOut, error) {
	got, err := h.rooms.Outbound.ReportOf(ctx, actorOf(ctx), in.ID)
	return &reportOut{got}, err
}

func (h *house) retryReport(ctx context.Context, in *CheckIn) (*reportOut, error) {
	got, err := h.rooms.Outbound.RetryReport(ctx, actorOf(ctx), in.ID)
	return &reportOut{got}, err
}

type confirmReportIn struct {
	CheckIn
	Body struct {
		Number string `json:"number" minLength:"1" maxLength:"100" doc:"Given by the city's system."`
	}
}

func (h *house) confirmReport(ctx context.Context, in *confirmReportIn) (*reportOut, error) {
	got, err := h.rooms.Outbound.ConfirmReport(ctx, actorOf(ctx), in.ID, in.Body.Number)
	return &reportOut{got}, err
}

type batchIn struct {
	Which  string `query:"which" enum:"all,open,soon,overdue,different,waiting,reported,rejected,confirmed" default:"open"`
	Format string `query:"format" enum:"xlsx,csv" default:"xlsx"`
}

const typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// getReportBatch gives the records with the columns of the return, for keying in or importing elsewhere.
func (h *house) getReportBatch(ctx context.Context, in *batchIn) (*pdfOut, error) {
	var sheet bytes.Buffer
	if err := h.rooms.Outbound.WriteBatch(ctx, actorOf(ctx), outbound.ReportFilter{Which: in.Which}, in.Format, &sheet); err != nil {
		return nil, err
	}
	kind := typeXLSX
	if in.Format == "csv" {
		kind = "text/csv; charset=utf-8"
	}
	name := "上报批次-" + planning.DayOf(time.Now()).String() + "." + in.Format
	return &pdfOut{"private, no-cache", kind, attachment("attachment", "reports."+in.Format, name), sheet.Bytes()}, nil
}
