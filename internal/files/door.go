package files

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	tus "github.com/tus/tusd/v2/pkg/handler"
	tuslog "golang.org/x/exp/slog"

	"anjian/internal/fault"
)

type contextKey int

const (
	uploaderKey contextKey = iota
	outcomeKey
)

// WithUploader says for whom the requests of this context act. Whoever mounts UploadHandler calls it after finding out
// who is at the door.
func WithUploader(ctx context.Context, by Uploader) context.Context {
	return context.WithValue(ctx, uploaderKey, by)
}

func uploaderOf(ctx context.Context) (Uploader, bool) {
	by, ok := ctx.Value(uploaderKey).(Uploader)
	return by, ok && bureauShape.MatchString(by.BureauID) && by.PersonID != ""
}

// outcome carries a fault past tusd, which knows only texts and numbers. One request, one goroutine.
type outcome struct{ refusal error }

// tell notes the fault for the answer and gives tusd the same error.
func tell(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if o, ok := ctx.Value(outcomeKey).(*outcome); ok {
		o.refusal = err
	}
	return err
}

// UploadHandler speaks tus 1.0 (creation, creation-with-upload, termination) at basePath, which is the whole path as
// the client sees it: mount it without stripping anything. Every request needs WithUploader in its context; an upload is
// there only for the one who began it. Upload-Metadata must name sha256 and filetype. Location is a path, so no proxy can
// make it wrong. Refusals go through Options.Refuse.
func (r *Room) UploadHandler(basePath string) http.Handler {
	base := "/" + strings.Trim(basePath, "/")
	store := tusStore{room: r}
	composer := tus.NewStoreComposer()
	composer.UseCore(store)
	composer.UseTerminater(store)
	protocol, err := tus.NewUnroutedHandler(tus.Config{
		StoreComposer:                    composer,
		BasePath:                         base + "/",
		MaxSize:                          r.options.MaxBytes,
		DisableDownload:                  true,
		DisableConcatenation:             true,
		Cors:                             &tus.CorsConfig{Disable: true},
		GracefulRequestCompletionTimeout: 5 * time.Second, // to keep what arrived before a cut
		Logger:                           tuslog.New(tuslog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		panic("files: tusd refuses its configuration: " + err.Error()) // cannot depend on anything but this text
	}
	routed := protocol.Middleware(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		hasID := strings.Trim(req.URL.Path, "/") != ""
		switch {
		case req.Method == http.MethodPost && !hasID:
			protocol.PostFile(w, req)
		case req.Method == http.MethodHead && hasID:
			protocol.HeadFile(w, req)
		case req.Method == http.MethodPatch && hasID:
			protocol.PatchFile(w, req)
		case req.Method == http.MethodDelete && hasID:
			protocol.DelFile(w, req)
		default:
			w.WriteHeader(http.StatusMethodNotAllowed)
		}
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		said := &outcome{}
		if _, ok := uploaderOf(req.Context()); !ok {
			r.options.Refuse(w, req, NobodyUploads)
			return
		}
		inner := req.WithContext(context.WithValue(req.Context(), outcomeKey, said))
		inner.URL = &url.URL{Path: strings.TrimPrefix(req.URL.Path, base), RawQuery: req.URL.RawQuery}
		a := &answer{ResponseWriter: w}
		routed.ServeHTTP(a, inner)
		if a.status < http.StatusBadRequest {
			return
		}
		w.Header().Del("Content-Type")
		w.Header().Del("Content-Length")
		w.Header().Del("Location")
		if said.refusal == nil {
			said.refusal = protocolFault(string(a.text))
		}
		r.options.Refuse(w, req, said.refusal)
	})
}

// answer lets good answers of tusd pass and holds back its refusals, which are said in the words of the house.
type answer struct {
	http.ResponseWriter
	status int
	text   []byte
}

func (a *answer) WriteHeader(status int) {
	if a.status != 0 {
		return
	}
	if a.status = status; status >= http.StatusBadRequest {
		return
	}
	if at, err := url.Parse(a.Header().Get("Location")); err == nil && at.Path != "" {
		a.Header().Set("Location", at.Path)
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(p []byte) (int, error) {
	if a.status == 0 {
		a.WriteHeader(http.StatusOK)
	}
	if a.status >= http.StatusBadRequest {
		a.text = append(a.text, p[:min(len(p), 256)]...)
		return len(p), nil
	}
	return a.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// protocolFault gives tusd's own refusals their face.
func protocolFault(text string) error {
	code, _, _ := strings.Cut(text, ":")
	switch code {
	case "ERR_UPLOAD_NOT_FOUND":
		return UploadNotFound
	case "ERR_MISMATCHED_OFFSET":
		return OffsetMoved
	case "ERR_MAX_SIZE_EXCEEDED":
		return TooLarge
	case "ERR_UPLOAD_SIZE_EXCEEDED":
		return TooLong
	case "ERR_INVALID_UPLOAD_LENGTH", "ERR_NOT_IMPLEMENTED", "ERR_AMBIGUOUS_UPLOAD_LENGTH", "ERR_INVALID_UPLOAD_LENGTH_DEFER":
		return LengthRequired
	case "ERR_UNEXPECTED_EOF", "ERR_READ_TIMEOUT", "ERR_CONNECTION_RESET", "ERR_UPLOAD_INTERRUPTED":
		return CutOff
	case "ERR_INTERNAL_SERVER_ERROR":
		return errors.New("files: tusd: " + strings.TrimSpace(text))
	}
	return Protocol.With("why", strings.TrimSpace(text))
}

// refuse writes problem+json (RFC 9457).
func refuse(w http.ResponseWriter, req *http.Request, refusal error) {
	said, ok := errors.AsType[*fault.Error](refusal)
	if !ok {
		said = fault.New(fault.Internal, "internal", "Something went wrong on our side.").Because(refusal)
	}
	status := http.StatusInternalServerError
	switch said.Kind {
	case fault.Invalid:
		status = http.StatusBadRequest
	case fault.Unauthenticated:
		status = http.StatusUnauthorized
	case fault.NotFound:
		status = http.StatusNotFound
	case fault.Conflict:
		status = http.StatusConflict
	case fault.TooLarge:
		status = http.StatusRequestEntityTooLarge
	case fault.Refused:
		status = http.StatusUnprocessableEntity
	case fault.Unavailable:
		status = http.StatusServiceUnavailable
		w.Header().Set("Retry-After", "5")
	}
	if status >= http.StatusInternalServerError {
		slog.ErrorContext(req.Context(), "files: an upload failed on our side", "error", refusal)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if req.Method == http.MethodHead {
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]any{ // the sender may be gone; nobody is left to tell
		"type": "urn:anjian:" + said.Code, "title": http.StatusText(status), "status": status, "detail": said.Message,
		"code": said.Code, "kind": said.Kind, "details": said.Details, "requestId": w.Header().Get("X-Request-Id"),
	})
}
