package rest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"anjian/internal/casework"
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

// getFile streams a photo of a check that one may see. Bytes named by their hash never change, so they may be kept.
func (h *house) getFile(ctx context.Context, in *fileIn) (*bytesOut, error) {
	const keep = "private, max-age=31536000, immutable"
	etag := `"` + in.SHA256 + "-" + in.Size + `"`
	body, info, err := h.rooms.Archive.Photo(ctx, actorOf(ctx), in.ID, in.SHA256, in.Size == "thumb")
	if err != nil {
		return nil, err
	}
	if err := in.unchanged(etag, keep); err != nil {
		_ = body.Close() // nothing was read from it
		return nil, err
	}
	return &bytesOut{Kept: Kept{etag, keep}, ContentType: info.ContentType,
		ContentDisposition: attachment("inline", in.SHA256[:12]+extensions[info.ContentType], in.SHA256[:12]+extensions[info.ContentType]),
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

var extensions = map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}
