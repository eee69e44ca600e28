package rest

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"anjian/internal/casework"
	"anjian/internal/inspection"
)

type CheckIn struct {
	ID string `path:"id" format:"uuid" doc:"The check"`
}

type Page struct {
	Cursor string `query:"cursor" maxLength:"500" doc:"nextCursor of the page before; empty for the first page"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// list is one page of anything.
type list[T any] struct {
	Body struct {
		Items      []T    `json:"items"`
		NextCursor string `json:"nextCursor" doc:"Empty on the last page."`
	}
}

func listOf[T any](items []T, next string) *list[T] {
	out := &list[T]{}
	out.Body.Items, out.Body.NextCursor = items, next
	if items == nil {
		out.Body.Items = []T{}
	}
	return out
}

type listChecksIn struct {
	Page
	State []string `query:"state" maxItems:"10" doc:"Only checks in these states, separated by commas" enum:"planned,assigned,ready,open,recorded,signed,closed,entry_refused,cancelled"`
	Q     string   `query:"q" maxLength:"100" doc:"Part of the enterprise's name, its pinyin initials, or of the number"`
	Town  string   `query:"town" maxLength:"50"`
}

func (h *house) listChecks(ctx context.Context, in *listChecksIn) (*list[casework.CheckBrief], error) {
	states := make([]inspection.State, len(in.State))
	for i, s := range in.State {
		states[i] = inspection.State(s)
	}
	filter := casework.CheckFilter{States: states, Text: strings.TrimSpace(in.Q), Town: in.Town}
	items, next, err := h.rooms.Casework.Checks(ctx, actorOf(ctx), filter, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return listOf(items, next), nil
}

type createCheckIn struct {
	Cover string `header:"Act-Cover" maxLength:"2000" doc:"The device's signature over this one act (JWS ES256, as in pushActs); needed of a device that has enrolled a key."`
	Body  struct {
		ID      string                     `json:"id,omitempty" format:"uuid" doc:"UUIDv7 of the act; sending it again is harmless"`
		CheckID string                     `json:"checkId,omitempty" format:"uuid" doc:"UUIDv7 of the new check; without it the act's id"`
		DoneAt  *time.Time                 `json:"doneAt,omitempty"`
		Device  string                     `json:"device,omitempty" maxLength:"64"`
		Body    inspection.CreateCheckBody `json:"body"`
	}
}

func (h *house) createCheck(ctx context.Context, in *createCheckIn) (*doneOut, error) {
	id, checkID := in.Body.ID, in.Body.CheckID
	if id == "" {
		id = uuid.Must(uuid.NewV7()).String()
	}
	if checkID == "" {
		checkID = id // the same request sent again must name the same check
	}
	return doOne(ctx, h, inspection.CreateCheck, checkID, id, in.Body.DoneAt, nil, in.Body.Device, in.Cover, in.Body.Body)
}

type Kept struct {
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
}

type KnownIn struct {
	IfNoneMatch string `header:"If-None-Match" maxLength:"1000"`
}

// unchanged answers 304 when the asker has this version already.
func (k KnownIn) unchanged(etag, keep string) error {
	if !matches(k.IfNoneMatch, etag) {
		return nil
	}
	return &notModified{http.Header{"Etag": {etag}, "Cache-Control": {keep}}}
}

type notModified struct{ head http.Header }

func (*notModified) Error() string             { return "not modified" }
func (*notModified) GetStatus() int            { return http.StatusNotModified }
func (n *notModified) GetHeaders() http.Header { return n.head }

type getCheckIn struct {
	CheckIn
	KnownIn
}

type checkOut struct {
	Kept
	Body casework.CheckView
}

func (h *house) getCheck(ctx context.Context, in *getCheckIn) (*checkOut, error) {
	view, err := h.rooms.Casework.Check(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	etag := `W/"` + strconv.FormatInt(view.Seq, 10) + `-` + first(view.Hash, 16) + `"`
	if err := in.unchanged(etag, "private, no-cache"); err != nil {
		return nil, err
	}
	return &checkOut{Kept{etag, "private, no-cache"}, view}, nil
}

type fileIn struct {
	CheckIn
	KnownIn
	SHA256 string `path:"sha256" pattern:"^[0-9a-f]{64}$"`
	Size   string `query:"size" enum:"full,thumb" default:"full" doc:"thumb: a small JPEG for lists"`
}

// bytesOut streams bytes; huma calls Body when the headers are written.
type bytesOut struct {
	Kept
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	Body               func(huma.Context)
}

// attachment names a file for saving: in ASCII for old readers, and as it is (RFC 5987).
func attachment(how, ascii, name string) string {
	return fmt.Sprintf(`%s; filename="%s"; filename*=UTF-8''%s`, how, ascii, strings.ReplaceAll(url.QueryEscape(name), "+", "%20"))
}

func first(s string, n int) string { return s[:min(n, len(s))] }
