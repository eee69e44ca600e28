package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"

	"github.com/danielgtaylor/huma/v2"

	"anjian/internal/casework"
	"anjian/internal/fault"
	"anjian/internal/office"
	"anjian/internal/planning"
)

type drawOut struct{ Body planning.Draw }

// DrawIn names a draw.
type DrawIn struct {
	ID string `path:"id" format:"uuid" doc:"The draw"`
}

func (h *house) listDraws(ctx context.Context, _ *struct{}) (*list[office.DrawBrief], error) {
	items, err := h.rooms.Office.Draws(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return everything(items), nil
}

func (h *house) getDraw(ctx context.Context, in *DrawIn) (*drawOut, error) {
	d, err := h.rooms.Office.Draw(ctx, actorOf(ctx), in.ID)
	return &drawOut{d}, err
}

type freezeDrawIn struct {
	Body struct {
		DeedIn
		DrawID string          `json:"drawId,omitempty" format:"uuid" doc:"UUIDv7 of the new draw; without it the act's id"`
		Wish   office.DrawWish `json:"wish"`
	}
}

func (h *house) freezeDraw(ctx context.Context, in *freezeDrawIn) (*drawOut, error) {
	deed, id := in.Body.deed(), in.Body.DrawID
	if id == "" {
		id = deed.ID
	}
	d, err := h.rooms.Office.FreezeDraw(ctx, actorOf(ctx), deed, id, in.Body.Wish)
	return &drawOut{d}, err
}

type previewDrawIn struct {
	Body struct {
		Wish office.DrawWish `json:"wish"`
	}
}

// DrawPreview is what would be frozen.
type DrawPreview struct {
	Pool    planning.Pool `json:"pool"`
	Refused *Problem      `json:"refused,omitempty" doc:"Why it could not be frozen like this"`
}

type previewDrawOut struct{ Body DrawPreview }

func (h *house) previewDraw(ctx context.Context, in *previewDrawIn) (*previewDrawOut, error) {
	pool, refused, err := h.rooms.Office.PreviewDraw(ctx, actorOf(ctx), in.Body.Wish)
	if err != nil {
		return nil, err
	}
	out := &previewDrawOut{DrawPreview{Pool: pool}}
	var why *fault.Error
	if errors.As(refused, &why) {
		out.Body.Refused = face(why, visitOf(ctx).id)
	}
	return out, nil
}

type promiseIn struct {
	DrawIn
	Body struct {
		DeedIn
		Commitment string `json:"commitment" pattern:"^[0-9a-f]{64}$" doc:"SHA-256 over the netstrings anjian-commit-1, drawId, fingerprint, my id, my secret"`
	}
}

func (h *house) promiseSecret(ctx context.Context, in *promiseIn) (*drawOut, error) {
	d, err := h.rooms.Office.PromiseSecret(ctx, actorOf(ctx), in.Body.deed(), in.ID, in.Body.Commitment)
	return &drawOut{d}, err
}

type showIn struct {
	DrawIn
	Body struct {
		DeedIn
		Secret string `json:"secret" pattern:"^[0-9a-f]{64}$"`
	}
}

func (h *house) showSecret(ctx context.Context, in *showIn) (*drawOut, error) {
	d, err := h.rooms.Office.ShowSecret(ctx, actorOf(ctx), in.Body.deed(), in.ID, in.Body.Secret)
	return &drawOut{d}, err
}

type runDrawIn struct {
	DrawIn
	Body struct {
		DeedIn
		PublicNumber string `json:"publicNumber,omitempty" maxLength:"200"`
	}
}

func (h *house) runDraw(ctx context.Context, in *runDrawIn) (*drawOut, error) {
	d, err := h.rooms.Office.RunDraw(ctx, actorOf(ctx), in.Body.deed(), in.ID, in.Body.PublicNumber)
	return &drawOut{d}, err
}

type voidDrawIn struct {
	DrawIn
	Body struct {
		DeedIn
		Reason string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

func (h *house) voidDraw(ctx context.Context, in *voidDrawIn) (*drawOut, error) {
	d, err := h.rooms.Office.VoidDraw(ctx, actorOf(ctx), in.Body.deed(), in.ID, in.Body.Reason)
	return &drawOut{d}, err
}

// drawFile makes the handler of one file of a draw that has been drawn.
func (h *house) drawFile(kind, ascii, name string, make func(ctx context.Context, d planning.Draw) ([]byte, error)) func(context.Context, *DrawIn) (*bytesOut, error) {
	return func(ctx context.Context, in *DrawIn) (*bytesOut, error) {
		d, err := h.rooms.Office.Draw(ctx, actorOf(ctx), in.ID)
		if err != nil {
			return nil, err
		}
		if d.DrawnAt == nil {
			return nil, planning.DrawWrongState.With("state", d.State)
		}
		text, err := make(ctx, d)
		if err != nil {
			return nil, err
		}
		return &bytesOut{Kept{"", "no-store"}, kind, attachment("attachment", ascii, name), func(ctx huma.Context) {
			_, _ = ctx.BodyWriter().Write(text) // who has gone away needs no answer
		}}, nil
	}
}

func (h *house) drawRoutes(b *board) {
	const draw = api + "/draws/{id}"
	put(b, get, api+"/draws", "listDraws", desk, h.listDraws, about("planning", "Draws, those that were voided or repeated too"))
	put(b, post, api+"/draw-previews", "previewDraw", drawers, h.previewDraw, about("planning", "What a draw would be made of: who is in with which weight, who is left out and why; nothing is kept"), alsoFails(404))
	put(b, post, api+"/draws", "freezeDraw", drawers, h.freezeDraw, about("planning", "冻结名单: make the pools by a rule and freeze them; with redrawOf and reason a draw is repeated"), status(201), alsoFails(409, 422))
	put(b, get, draw, "getDraw", desk, h.getDraw, about("planning", "A draw with its pools, promises and result"))
	put(b, post, draw+"/promises", "promiseSecret", drawers, h.promiseSecret, about("planning", "承诺: hand in the commitment to a secret"), alsoFails(409, 422))
	put(b, post, draw+"/secrets", "showSecret", drawers, h.showSecret, about("planning", "公开: show the secret that was promised"), alsoFails(409, 422))
	put(b, post, draw+"/drawing", "runDraw", drawers, h.runDraw, about("planning", "抽取: draw, and put what was drawn into the plan"), alsoFails(409, 422))
	put(b, post, draw+"/voiding", "voidDraw", drawers, h.voidDraw, about("planning", "作废: void a draw, with a reason"), alsoFails(409, 422))
	put(b, get, draw+"/certificate.json", "getDrawCertificate", desk, h.drawFile("application/json", "draw.json", "双随机抽取证书.json", func(_ context.Context, d planning.Draw) ([]byte, error) {
		return json.MarshalIndent(d, "", "  ")
	}), about("planning", "The certificate as data: anjian verify-draw works it out again"), gives("application/json"), alsoFails(422))
	put(b, get, draw+"/certificate.pdf", "getDrawPdf", desk, h.drawFile("application/pdf", "draw.pdf", "双随机抽取证书.pdf", func(ctx context.Context, d planning.Draw) ([]byte, error) {
		pdf, _, err := h.rooms.Archive.DrawCertificate(ctx, actorOf(ctx), d)
		return pdf, err
	}), about("planning", "The certificate as a sealed paper"), gives("application/pdf"), alsoFails(422))
	put(b, get, draw+"/certificate.html", "getDrawPage", desk, h.drawFile("text/html; charset=utf-8", "draw.html", "双随机抽取复算.html", func(_ context.Context, d planning.Draw) ([]byte, error) {
		page, err := planning.DrawPage(d)
		return []byte(page), err
	}), about("planning", "One page that works the draw out again without a server"), gives("text/html"), alsoFails(422))

	put(b, get, api+"/results", "listWaitingResults", desk, h.listWaitingResults, about("planning", "Results of random checks still to be published, and until when"), looked(casework.LookChecks))
	put(b, post, api+"/results/{id}/publication", "publishResult", publishers, h.publishResult, about("planning", "公示: publish the result of a random check"), alsoFails(409, 422))
	put(b, get, api+"/bureaus/{bureauId}/random-results", "listPublishedResults", public, h.listPublishedResults, about("planning", "What a bureau has published of its random checks"))
	put(b, get, api+"/bureaus/{bureauId}/random-results.xlsx", "getPublishedResults", public, h.getPublishedResults, about("planning", "The same as a workbook"), gives(xlsx))
	put(b, get, api+"/bureaus/{bureauId}/random-results.html", "getPublishedPage", public, h.getPublishedPage, about("planning", "The same as a page for everybody"), gives("text/html"))
}

func (h *house) listWaitingResults(ctx context.Context, _ *struct{}) (*list[office.WaitingResult], error) {
	items, err := h.rooms.Office.WaitingResults(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return everything(items), nil
}

type publishIn struct {
	ID   string `path:"id" format:"uuid" doc:"The check"`
	Body struct{ DeedIn }
}

type waitingOut struct{ Body office.WaitingResult }

func (h *house) publishResult(ctx context.Context, in *publishIn) (*waitingOut, error) {
	w, err := h.rooms.Office.PublishResult(ctx, actorOf(ctx), in.Body.deed(), in.ID)
	return &waitingOut{w}, err
}

type bureauIn struct {
	BureauID string `path:"bureauId" format:"uuid"`
}

func (h *house) listPublishedResults(ctx context.Context, in *bureauIn) (*list[office.PublishedResult], error) {
	_, items, err := h.rooms.Office.PublishedResults(ctx, in.BureauID)
	if err != nil {
		return nil, err
	}
	return everything(items), nil
}

func (h *house) getPublishedResults(ctx context.Context, in *bureauIn) (*bytesOut, error) {
	var text bytes.Buffer
	if err := h.rooms.Office.WritePublished(ctx, in.BureauID, &text); err != nil {
		return nil, err
	}
	return workbook(text.Bytes(), "results.xlsx", "双随机抽查结果.xlsx"), nil
}

func (h *house) getPublishedPage(ctx context.Context, in *bureauIn) (*bytesOut, error) {
	name, items, err := h.rooms.Office.PublishedResults(ctx, in.BureauID)
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	if err := publicPage.Execute(&page, map[string]any{"Bureau": name, "Heads": office.PublicHeads, "Items": items}); err != nil {
		return nil, err
	}
	return &bytesOut{Kept{"", "no-cache"}, "text/html; charset=utf-8", "inline", func(ctx huma.Context) {
		_, _ = ctx.BodyWriter().Write(page.Bytes()) // who has gone away needs no answer
	}}, nil
}
