package rest

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"anjian/internal/casework"
	"anjian/internal/evidence"
	"anjian/internal/files"
	"anjian/internal/inspection"
)

type ledgerIn struct {
	CheckIn
	Page
}

// listActs gives everything done to a check in order, with the hashes that chain it.
func (h *house) listActs(ctx context.Context, in *ledgerIn) (*list[casework.Entry], error) {
	items, next, err := h.rooms.Casework.Ledger(ctx, actorOf(ctx), in.ID, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return listOf(items, next), nil
}

type manifestOut struct {
	Body struct {
		Files []casework.ManifestFile `json:"files"`
	}
}

// getManifest names the check's files and says which of them are safe here: a phone deletes nothing before it.
func (h *house) getManifest(ctx context.Context, in *CheckIn) (*manifestOut, error) {
	files, err := h.rooms.Casework.Manifest(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	out := &manifestOut{}
	out.Body.Files = files
	if files == nil {
		out.Body.Files = []casework.ManifestFile{}
	}
	return out, nil
}

type alarmsOut struct {
	Body struct {
		Alarms  []casework.PhotoAlarm `json:"alarms"`
		Waiting int                   `json:"waiting" doc:"Photos that have arrived and have not been compared yet"`
	}
}

// shows are the other checks whose photos are alike, as far as the asker may know of them.
func (o *alarmsOut) shows() []string {
	ids := []string{}
	for _, a := range o.Body.Alarms {
		if a.Of.CheckID != "" && !slices.Contains(ids, a.Of.CheckID) {
			ids = append(ids, a.Of.CheckID)
		}
	}
	return ids
}

// listPhotoAlarms says which photos of a check look like one of another check. It changes nothing: a person judges.
func (h *house) listPhotoAlarms(ctx context.Context, in *CheckIn) (*alarmsOut, error) {
	alarms, waiting, err := h.rooms.Casework.PhotoAlarms(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	out := &alarmsOut{}
	out.Body.Alarms, out.Body.Waiting = alarms, waiting
	return out, nil
}

type earlierOut struct {
	Body casework.EarlierFindings
}

type lintOut struct {
	Body struct {
		Complaints []inspection.Complaint `json:"complaints"`
	}
}

// lintCheck is the 文书一致性体检 of a check as it stands. It changes nothing.
func (h *house) lintCheck(ctx context.Context, in *CheckIn) (*lintOut, error) {
	complaints, err := h.rooms.Casework.Lint(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	out := &lintOut{}
	out.Body.Complaints = complaints
	return out, nil
}

// shows are the earlier checks.
func (o *earlierOut) shows() []string {
	ids := make([]string, len(o.Body.Visits))
	for i, v := range o.Body.Visits {
		ids[i] = v.CheckID
	}
	return ids
}

// getEarlier tells what earlier visits found at the enterprise of this check.
func (h *house) getEarlier(ctx context.Context, in *CheckIn) (*earlierOut, error) {
	found, err := h.rooms.Casework.Earlier(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &earlierOut{found}, nil
}

type pdfOut struct {
	CacheControl       string `header:"Cache-Control"`
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	Body               []byte
}

// getRecordPdf gives the record as it would be printed now.
func (h *house) getRecordPdf(ctx context.Context, in *CheckIn) (*pdfOut, error) {
	pdf, name, err := h.rooms.Archive.RecordPDF(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &pdfOut{"private, no-cache", "application/pdf", attachment("inline", "record.pdf", name), pdf}, nil
}

type loopPaperIn struct {
	CheckIn
	PaperID string `path:"paperId" format:"uuid" doc:"An order, a measure, a re-check opinion, a decided request for more time, a referral, a case filing"`
}

// getLoopPdf gives a paper of the closed loop as it would be printed now.
func (h *house) getLoopPdf(ctx context.Context, in *loopPaperIn) (*pdfOut, error) {
	pdf, name, err := h.rooms.Archive.LoopPDF(ctx, actorOf(ctx), in.ID, in.PaperID)
	if err != nil {
		return nil, err
	}
	return &pdfOut{"private, no-cache", "application/pdf", attachment("inline", "paper.pdf", name), pdf}, nil
}

type noticeOut struct {
	Body casework.Notice
}

// getNotice gives what the enterprise is told before and during the visit.
func (h *house) getNotice(ctx context.Context, in *CheckIn) (*noticeOut, error) {
	n, err := h.rooms.Casework.Notice(ctx, actorOf(ctx), in.ID)
	return &noticeOut{n}, err
}

// getNoticePdf gives the notice as it would be printed now.
func (h *house) getNoticePdf(ctx context.Context, in *CheckIn) (*pdfOut, error) {
	pdf, name, err := h.rooms.Archive.NoticePDF(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &pdfOut{"private, no-cache", "application/pdf", attachment("inline", "notice.pdf", name), pdf}, nil
}

// getSchemePdf gives the scheme as it would be printed now.
func (h *house) getSchemePdf(ctx context.Context, in *CheckIn) (*pdfOut, error) {
	pdf, name, err := h.rooms.Archive.SchemePDF(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &pdfOut{"private, no-cache", "application/pdf", attachment("inline", "scheme.pdf", name), pdf}, nil
}

type receiptIn struct {
	CheckIn
	DeliveryID string `path:"deliveryId" format:"uuid" doc:"The delivery"`
}

// getReceiptPdf gives the receipt of a delivery as it would be printed now.
func (h *house) getReceiptPdf(ctx context.Context, in *receiptIn) (*pdfOut, error) {
	pdf, name, err := h.rooms.Archive.ReceiptPDF(ctx, actorOf(ctx), in.ID, in.DeliveryID)
	if err != nil {
		return nil, err
	}
	return &pdfOut{"private, no-cache", "application/pdf", attachment("inline", "receipt.pdf", name), pdf}, nil
}

type supplementIn struct {
	CheckIn
	SupplementID string `path:"supplementId" format:"uuid" doc:"The supplement"`
}

// getSupplementPdf gives a supplement as it would be printed now.
func (h *house) getSupplementPdf(ctx context.Context, in *supplementIn) (*pdfOut, error) {
	pdf, name, err := h.rooms.Archive.SupplementPDF(ctx, actorOf(ctx), in.ID, in.SupplementID)
	if err != nil {
		return nil, err
	}
	return &pdfOut{"private, no-cache", "application/pdf", attachment("inline", "supplement.pdf", name), pdf}, nil
}

// RefusedAct is an act that was turned away, as it was done, with the reason.
type RefusedAct struct {
	ActID     string               `json:"actId"`
	Kind      inspection.Kind      `json:"kind"`
	Actor     inspection.PersonRef `json:"actor"`
	Device    string               `json:"device"`
	DoneAt    time.Time            `json:"doneAt" doc:"The device's clock."`
	Clock     *evidence.Clock      `json:"clock,omitempty" doc:"What else the device knew of time."`
	RefusedAt time.Time            `json:"refusedAt" doc:"The server's clock."`
	Body      json.RawMessage      `json:"body"`
	Problem   *Problem             `json:"problem"`
}

// listRefusedActs gives what was turned away in the order of refusal, at most 500: nothing somebody wrote is lost.
func (h *house) listRefusedActs(ctx context.Context, in *CheckIn) (*list[RefusedAct], error) {
	kept, err := h.rooms.Casework.RefusedActs(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	items := make([]RefusedAct, len(kept))
	for i, k := range kept {
		e := k.Entry
		items[i] = RefusedAct{ActID: e.ActID, Kind: e.Kind, Actor: inspection.PersonRef{ID: e.ActorID, Name: e.ActorName}, Device: e.Device,
			DoneAt: e.DoneAt, Clock: e.Clock, RefusedAt: e.TakenAt, Body: e.Body, Problem: problemOf(ctx, k.Refusal)}
	}
	return listOf(items, ""), nil
}

// getFile streams a photo of a check that one may see. Bytes named by their hash never change, so they may be kept; a copy
// with something covered may not.
func (h *house) getFile(ctx context.Context, in *fileIn) (*bytesOut, error) {
	keep, etag := "private, max-age=31536000, immutable", `"`+in.SHA256+"-"+in.Size+`"`
	body, info, derived, err := h.rooms.Archive.Photo(ctx, actorOf(ctx), in.ID, in.SHA256, in.Size == "thumb")
	if err != nil {
		return nil, err
	}
	if derived { // what is covered may still change: such a reader's copy is asked for anew each time
		keep, etag = "private, no-store", ""
	}
	if err := in.unchanged(etag, keep); err != nil {
		_ = body.Close() // nothing was read from it
		return nil, err
	}
	name := in.SHA256[:12] + files.Extension(info.ContentType)
	return &bytesOut{Kept: Kept{etag, keep}, ContentType: info.ContentType,
		ContentDisposition: attachment("inline", name, name),
		Body: func(hc huma.Context) {
			c := humagin.Unwrap(hc)
			defer body.Close()
			if seeker, ok := body.(io.ReadSeeker); ok {
				http.ServeContent(c.Writer, c.Request, "", time.Time{}, seeker) // ranges for cut links
				return
			}
			c.Header("Content-Length", fmt.Sprint(info.Size))
			c.Status(http.StatusOK)
			_, _ = io.Copy(c.Writer, body) // the client may have gone
		}}, nil
}

type caseFileOut struct {
	CacheControl       string `header:"Cache-Control"`
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	Body               func(huma.Context)
}

// getCaseFile streams the case file 案卷. Its length is said beforehand, so that whoever loads it sees how far it is; one
// that breaks off is shorter than that, and cut to every verifier.
func (h *house) getCaseFile(ctx context.Context, in *CheckIn) (*caseFileOut, error) {
	f, err := h.rooms.Archive.CaseFile(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	size, err := f.Size(ctx)
	if err != nil {
		return nil, err
	}
	return &caseFileOut{"private, no-store", "application/zip", attachment("attachment", "case-file.zip", f.Name), func(hc huma.Context) {
		c := humagin.Unwrap(hc)
		c.Header("Content-Length", fmt.Sprint(size))
		c.Status(http.StatusOK)
		if err := f.Write(c.Request.Context(), c.Writer); err != nil && c.Request.Context().Err() == nil {
			slog.ErrorContext(c.Request.Context(), "a case file broke off", "check", in.ID, "error", err)
		}
	}}, nil
}

type anchorsIn struct {
	BureauID string `path:"bureauId" format:"uuid"`
	Page
}

// listAnchors gives the published roots of a bureau, newest first.
func (h *house) listAnchors(ctx context.Context, in *anchorsIn) (*list[casework.AnchorView], error) {
	items, next, err := h.rooms.Archive.Anchors(ctx, in.BureauID, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return listOf(items, next), nil
}

type evidenceKeyView struct {
	evidence.PublicKey
	Fingerprint string `json:"fingerprint" doc:"hex SHA-256 of the key, to compare by eye"`
}

// listEvidenceKeys publishes the keys with which this server signs case files and anchors.
func (h *house) listEvidenceKeys(ctx context.Context, _ *struct{}) (*list[evidenceKeyView], error) {
	keys, err := h.rooms.Archive.EvidenceKeys(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]evidenceKeyView, len(keys))
	for i, k := range keys {
		out[i] = evidenceKeyView{k, k.Fingerprint()}
	}
	return listOf(out, ""), nil
}

// getDocumentAuthority gives the certificate under which papers are signed.
func (h *house) getDocumentAuthority(ctx context.Context, _ *struct{}) (*pdfOut, error) {
	pem, err := h.rooms.Archive.DocumentAuthority(ctx)
	if err != nil {
		return nil, err
	}
	return &pdfOut{"no-cache", "application/x-pem-file", attachment("attachment", "anjian-documents.pem", "安监文书签章根证书.pem"), pem}, nil
}
