package rest

import "context"

type opinionIn struct {
	CheckIn
	OpinionID string `path:"opinionId" format:"uuid" doc:"The opinion"`
}

// getOpinionPdf gives an expert's opinion as it would be printed now, with the officers' answer.
func (h *house) getOpinionPdf(ctx context.Context, in *opinionIn) (*pdfOut, error) {
	pdf, name, err := h.rooms.Archive.OpinionPDF(ctx, actorOf(ctx), in.ID, in.OpinionID)
	if err != nil {
		return nil, err
	}
	return &pdfOut{"private, no-cache", "application/pdf", attachment("inline", "opinion.pdf", name), pdf}, nil
}
