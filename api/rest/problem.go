package rest

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"anjian/internal/fault"
)

// statuses is the one table from a fault's kind to the status on the wire.
var statuses = map[fault.Kind]int{
	fault.Invalid:         http.StatusBadRequest,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.Forbidden:       http.StatusForbidden,
	fault.NotFound:        http.StatusNotFound,
	fault.Conflict:        http.StatusConflict,
	fault.TooLarge:        http.StatusRequestEntityTooLarge,
	fault.Refused:         http.StatusUnprocessableEntity,
	fault.RateLimited:     http.StatusTooManyRequests,
	fault.Unavailable:     http.StatusServiceUnavailable,
	fault.Internal:        http.StatusInternalServerError,
}

// The refusals that belong to the wire itself, before any room is asked.
var (
	requestInvalid = fault.New(fault.Invalid, "request.invalid", "The request does not have the form the API document describes.")
	bodyUnreadable = fault.New(fault.Invalid, "request.unreadable", "The body of the request could not be read to its end.")
	bodyTooLarge   = fault.New(fault.TooLarge, "request.too_large", "The body of the request is larger than this route takes.")
	bodyWrongType  = fault.New(fault.Invalid, "request.media_type", "This route takes only application/json.")
	tooSlow        = fault.New(fault.Unavailable, "request.timeout", "The request took too long; nothing was half done. Send it again.")
	tooMany        = fault.New(fault.RateLimited, "request.too_many", "Too many requests. Wait a moment.")
	noSuchRoute    = fault.New(fault.NotFound, "route.not_found", "There is nothing at this address.")
	wrongMethod    = fault.New(fault.Invalid, "route.method", "This address does not know this method.")
	notForRole     = fault.New(fault.Forbidden, "route.not_for_role", "Your role does not use this part of the system.")
	broken         = fault.New(fault.Internal, "internal", "Something went wrong on the server. Nothing was half done; the request id helps to find the cause.")
)

// Problem is what every refusal looks like on the wire (RFC 9457, application/problem+json). Clients translate by
// Code; Detail is an English sentence for people who read logs.
type Problem struct {
	Type      string         `json:"type" doc:"urn:anjian:<code>"`
	Title     string         `json:"title"`
	Status    int            `json:"status"`
	Detail    string         `json:"detail"`
	Code      string         `json:"code" doc:"Stable for ever; translate by it."`
	Kind      string         `json:"kind" enum:"invalid,unauthenticated,forbidden,not_found,conflict,refused,too_large,rate_limited,unavailable,internal"`
	Article   string         `json:"article,omitempty" doc:"The article of law that is the reason, where the law itself is."`
	Details   map[string]any `json:"details,omitempty" doc:"Small values that fill the sentence of the code."`
	Errors    []FieldError   `json:"errors,omitempty" doc:"With request.invalid: what is wrong, field by field."`
	RequestID string         `json:"requestId"`
}

// FieldError says what is wrong with one field of a request.
type FieldError struct {
	Location string `json:"location" doc:"Path of the field, such as body.scheme.content or query.limit"`
	Message  string `json:"message"`
}

// Error, GetStatus, GetHeaders and ContentType let huma answer with a Problem.
func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

// GetStatus gives the status line.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType names the media type of a problem.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders gives the headers that belong to a problem: when to come back, how to sign in.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{"Cache-Control": {"no-store"}}
	switch p.Status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		wait := 2
		if n, ok := p.Details["retryAfter"].(int); ok {
			wait = n
		}
		h.Set("Retry-After", strconv.Itoa(wait))
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Bearer realm="anjian"`)
	}
	return h
}

// problemOf turns any error into its face on the wire and writes a private cause to the log, once.
func problemOf(ctx context.Context, err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	v := visitOf(ctx)
	f, ok := errors.AsType[*fault.Error](err)
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		f = tooSlow
	case !ok:
		f = broken
	}
	switch f.Kind {
	case fault.Internal:
		slog.ErrorContext(ctx, "request failed", "request", v.id, "route", v.route, "cause", err)
		f = broken // whatever the room said stays in the log
	case fault.Unavailable:
		slog.WarnContext(ctx, "request found something unavailable", "request", v.id, "route", v.route, "cause", err)
	}
	return face(f, v.id)
}

func face(f *fault.Error, request string) *Problem {
	status, ok := statuses[f.Kind]
	if !ok {
		status = http.StatusInternalServerError
	}
	switch f.Code {
	case wrongMethod.Code:
		status = http.StatusMethodNotAllowed
	case bodyWrongType.Code:
		status = http.StatusUnsupportedMediaType
	}
	return &Problem{
		Type: "urn:anjian:" + f.Code, Title: http.StatusText(status), Status: status, Detail: f.Message, Code: f.Code,
		Kind: string(f.Kind), Article: f.Article, Details: f.Details, RequestID: request,
	}
}

// refuse answers a request with a problem and ends it. For refusals outside huma: gin's own and the middleware's.
func refuse(c *gin.Context, err error) {
	Refuse(c.Writer, c.Request, err)
	c.Abort()
}

// humaProblem is how huma's own refusals (validation, unreadable or too large bodies) become problems.
func humaProblem(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
	id := ""
	if ctx != nil {
		id = visitOf(ctx.Context()).id
	}
	f := requestInvalid
	switch status {
	case http.StatusRequestEntityTooLarge:
		f = bodyTooLarge
	case http.StatusUnsupportedMediaType:
		f = bodyWrongType
	case http.StatusRequestTimeout:
		f = bodyUnreadable.With("why", "timeout")
	case http.StatusInternalServerError:
		f = broken
		if msg == "cannot read request body" {
			f = unreadable(errs)
		} else if ctx != nil {
			slog.ErrorContext(ctx.Context(), "request failed", "request", id, "cause", errors.Join(errs...), "said", msg)
		}
	}
	p := face(f, id)
	if f.Code != requestInvalid.Code {
		return p
	}
	for _, err := range errs {
		if d, ok := errors.AsType[*huma.ErrorDetail](err); ok {
			p.Errors = append(p.Errors, FieldError{Location: d.Location, Message: plain(d.Message)}) // never the value: it may be a password
		}
	}
	if len(p.Errors) == 0 {
		p.Errors = []FieldError{{Location: "body", Message: msg}}
	}
	return p
}

func unreadable(errs []error) *fault.Error {
	for _, err := range errs {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return bodyTooLarge
		}
		if n, ok := errors.AsType[net.Error](err); ok && n.Timeout() {
			return bodyUnreadable.With("why", "timeout")
		}
	}
	return bodyUnreadable
}

// plain shortens messages of the JSON reader that would quote the input.
func plain(message string) string {
	if i := strings.IndexByte(message, '\n'); i >= 0 {
		message = message[:i]
	}
	if r := []rune(message); len(r) > 300 {
		message = string(r[:300]) + "…"
	}
	return message
}
