package casework

import (
	"context"
	"io"
	"strings"

	"anjian/internal/files"
	"anjian/internal/inspection"
	"anjian/internal/paper"
	"anjian/internal/store"
)

// Furnishing is what reading pictures and printing papers needs beyond the store.
type Furnishing struct {
	Files     *files.Room
	House     paper.House
	PublicURL string // the address a record's QR code leads to
}

// Furnish gives the room its pictures and papers. It is called once, before the room is used.
func (r *Room) Furnish(f Furnishing) { r.furnishing = f }

// StoreFile notes a photo whose bytes have just become durable: it is files.Options.Stored.
func StoreFile(st *store.Store) func(ctx context.Context, f files.StoredFile) error {
	return func(ctx context.Context, f files.StoredFile) error {
		return st.Housekeep(ctx, func(tx *store.Tx) error {
			return tx.RememberFile(ctx, store.File{BureauID: f.BureauID, SHA256: f.SHA256, Size: f.Size, ContentType: f.ContentType, UploadedBy: f.UploadedBy})
		})
	}
}

// File opens a photo of a check the actor may see, or its thumbnail. Refuses with NotFound when the check does not
// refer to it or its bytes are not here.
func (r *Room) File(ctx context.Context, actor inspection.Actor, id, sha string, thumb bool) (io.ReadSeekCloser, files.Info, error) {
	if _, err := r.store.CheckOf(ctx, actor, id); err != nil {
		return nil, files.Info{}, err
	}
	ours, err := r.store.FileOfCheck(ctx, actor.BureauID, id, sha)
	if err != nil {
		return nil, files.Info{}, err
	}
	if !ours {
		return nil, files.Info{}, store.NotFound
	}
	if thumb {
		return r.furnishing.Files.Thumbnail(ctx, actor.BureauID, sha)
	}
	return r.furnishing.Files.Open(ctx, actor.BureauID, sha)
}

// RecordPDF sets the record of a check the actor may see, and names the document. Refusals: those of paper.RecordPDF.
func (r *Room) RecordPDF(ctx context.Context, actor inspection.Actor, id string) (pdf []byte, name string, err error) {
	v, err := r.store.CheckOf(ctx, actor, id)
	if err != nil {
		return nil, "", err
	}
	lists, err := r.listsOf(ctx, r.store.Reader, v.Record.Checklists)
	if err != nil {
		return nil, "", err
	}
	m := paper.Matter{Record: v.Record, Lists: lists, Law: r.law, Photo: func(sha string) ([]byte, error) { return r.photo(ctx, actor.BureauID, sha) }}
	if v.Record.Seal != nil && r.furnishing.PublicURL != "" {
		m.VerifyURL = strings.TrimSuffix(r.furnishing.PublicURL, "/") + "/verify/" + v.Record.ID + "/" + v.Record.Seal.Code
	}
	if pdf, err = paper.RecordPDF(r.furnishing.House, m); err != nil {
		return nil, "", err
	}
	name = "现场检查记录-" + v.Record.Enterprise.Name
	if v.Record.Number != nil {
		name += "-" + v.Record.Number.Text
	}
	return pdf, name + ".pdf", nil
}

func (r *Room) photo(ctx context.Context, bureauID, sha string) ([]byte, error) {
	body, _, err := r.furnishing.Files.Open(ctx, bureauID, sha)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	return io.ReadAll(body)
}
