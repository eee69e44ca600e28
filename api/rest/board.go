package rest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"anjian/internal/inspection"
)

// Who is the list of roles that may use a route at all. What they may do with which check is decided further in. The
// empty list is public: nobody needs to be signed in.
type Who []inspection.Role

func (w Who) public() bool                       { return len(w) == 0 }
func (w Who) includes(role inspection.Role) bool { return slices.Contains(w, role) }
func roles(r ...inspection.Role) Who             { return r }
func (r Route) String() string                   { return r.Method + " " + r.Path }
func (h *house) let(c *gin.Context, op *huma.Operation, who Who) {
	links, _ := op.Metadata["links"].([]inspection.Purpose)
	if err := h.admit(c, who, links); err != nil {
		refuse(c, err)
	}
}

// Route is one line of the table of routes.
type Route struct {
	Method string
	Path   string // with {braces}, as in the API document
	ID     string // operationId
	Who    Who
	Look   string // as which kind of look reading by it is noted; empty: it is not
}

// board is where the routes are put up: on gin, in the API document, and in the table.
type board struct {
	h      *house
	engine *gin.Engine
	api    huma.API
	table  []Route
	bodies map[inspection.Kind]reflect.Type // the content of each kind of act
}

// option changes the operation of a route before it is put up.
type option func(*huma.Operation)

func newBoard(h *house, engine *gin.Engine) *board {
	huma.NewErrorWithContext = humaProblem
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return humaProblem(nil, status, msg, errs...)
	}
	huma.DefaultArrayNullable = false
	config := huma.DefaultConfig("Anjian API", h.s.Version)
	config.CreateHooks = nil
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", ""
	config.Info.Description = "On-site safety checks of an emergency management bureau. Every change is an act; every refusal is a problem with a stable code."
	config.Formats = map[string]huma.Format{"application/json": {Marshal: marshal, Unmarshal: unmarshal}, "json": {Marshal: marshal, Unmarshal: unmarshal}}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"bearer": {Type: "http", Scheme: "bearer", BearerFormat: "JWT", Description: "The accessToken of signIn or refreshSession."},
	}
	config.Tags = tags
	return &board{h: h, engine: engine, api: humagin.New(engine, config), bodies: map[inspection.Kind]reflect.Type{}}
}

// put puts up one route: into the table, the document and the router, with the gate of its roles before it.
func put[I, O any](b *board, method, path, id string, who Who, handle func(context.Context, *I) (*O, error), options ...option) {
	op := b.operation(method, path, id, who, options)
	op.Middlewares = huma.Middlewares{func(ctx huma.Context, next func(huma.Context)) {
		c := humagin.Unwrap(ctx)
		if b.h.let(c, op, who); c.IsAborted() {
			return
		}
		if op.RequestBody != nil && !isJSON(c.GetHeader("Content-Type")) {
			refuse(c, bodyWrongType)
			return
		}
		next(ctx)
	}}
	huma.Register(b.api, *op, func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, in)
		n, same := errors.AsType[*notModified](err)
		if err == nil || same {
			if err := b.h.noteLook(ctx, op, in, out); err != nil {
				return nil, problemOf(ctx, err)
			}
		}
		if same {
			return nil, n
		}
		if err != nil {
			return nil, problemOf(ctx, err)
		}
		return out, nil
	})
}

// putRaw puts up a route that gin serves itself (uploads, health); it is described in the document by hand.
func putRaw(b *board, method, path, id string, who Who, handle gin.HandlerFunc, options ...option) {
	op := b.operation(method, path, id, who, options)
	b.describe(op)
	b.api.OpenAPI().AddOperation(op)
	b.engine.Handle(method, ginPath(path), func(c *gin.Context) { b.h.let(c, op, who) }, handle)
}

// describe writes into the document what huma cannot know of a route it does not serve: parameters of the path, the
// problems, and an answer where none is described.
func (b *board) describe(op *huma.Operation) {
	for _, name := range pathNames(op.Path) {
		op.Parameters = append(op.Parameters, &huma.Param{Name: name, In: "path", Required: true, Schema: &huma.Schema{Type: "string"}})
	}
	if op.Responses == nil {
		op.Responses = map[string]*huma.Response{"200": {Description: "OK"}}
	}
	problem := b.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")
	for _, code := range op.Errors {
		if key := strconv.Itoa(code); op.Responses[key] == nil {
			op.Responses[key] = &huma.Response{Description: http.StatusText(code), Content: map[string]*huma.MediaType{"application/problem+json": {Schema: problem}}}
		}
	}
}

func (b *board) operation(method, path, id string, who Who, options []option) *huma.Operation {
	op := &huma.Operation{
		Method: method, Path: path, OperationID: id, Errors: []int{400, 429, 500, 503},
		MaxBodyBytes: b.h.s.RequestBytes + 1, BodyReadTimeout: b.h.s.RequestTimeout, Metadata: map[string]any{},
	}
	if !who.public() {
		op.Security = []map[string][]string{{"bearer": {}}}
		op.Errors = append(op.Errors, 401, 403)
		names := make([]string, len(who))
		for i, r := range who {
			names[i] = string(r)
		}
		op.Extensions = map[string]any{"x-roles": names}
	}
	if strings.Contains(path, "{") {
		op.Errors = append(op.Errors, 404)
	}
	for _, change := range options {
		change(op)
	}
	look, _ := op.Metadata["look"].(string)
	b.table = append(b.table, Route{Method: method, Path: path, ID: id, Who: who, Look: look})
	return op
}

func ginPath(path string) string { return strings.NewReplacer("{", ":", "}", "").Replace(path) }

func about(tag, summary string) option {
	return func(op *huma.Operation) { op.Tags, op.Summary = []string{tag}, summary }
}

// gives says of which media types the good answer is.
func gives(kinds ...string) option {
	return func(op *huma.Operation) {
		content := map[string]*huma.MediaType{}
		for _, kind := range kinds {
			content[kind] = &huma.MediaType{Schema: &huma.Schema{Type: "string", Format: "binary"}}
			if kind == "application/json" {
				content[kind].Schema = &huma.Schema{Type: "object", AdditionalProperties: &huma.Schema{Type: "string"}}
			} else if strings.HasPrefix(kind, "text/") {
				content[kind].Schema = &huma.Schema{Type: "string"}
			}
		}
		answer(op, "200").Content = content
	}
}

// byLink opens the route also to guests who came by a link of one of these purposes, to the check of the link.
func byLink(purposes ...inspection.Purpose) option {
	return func(op *huma.Operation) {
		op.Metadata["links"] = purposes
		op.Extensions["x-links"] = purposes
	}
}

// knows says that the route answers 304 to If-None-Match.
func knows(op *huma.Operation) { answer(op, "304").Description = "What the asker has is still so." }

// mayBeNull corrects a field of the document that is an object or null, which huma does not say of pointers to structs.
func (b *board) mayBeNull(schema, field string) {
	s := b.api.OpenAPI().Components.Schemas.Map()[schema]
	s.Properties[field] = &huma.Schema{AnyOf: []*huma.Schema{s.Properties[field], {Type: "null"}}}
}

func answer(op *huma.Operation, code string) *huma.Response {
	if op.Responses == nil {
		op.Responses = map[string]*huma.Response{}
	}
	if op.Responses[code] == nil {
		n, _ := strconv.Atoi(code)
		op.Responses[code] = &huma.Response{Description: http.StatusText(n)}
	}
	return op.Responses[code]
}

func status(code int) option { return func(op *huma.Operation) { op.DefaultStatus = code } }

func alsoFails(codes ...int) option {
	return func(op *huma.Operation) { op.Errors = append(op.Errors, codes...) }
}

func bodyUpTo(bytes int64, within time.Duration) option {
	return func(op *huma.Operation) { op.MaxBodyBytes, op.BodyReadTimeout = bytes+1, within }
}

func isJSON(contentType string) bool {
	kind, params, _ := strings.Cut(contentType, ";")
	params = strings.ToLower(strings.TrimSpace(params))
	return strings.EqualFold(strings.TrimSpace(kind), "application/json") && (params == "" || params == "charset=utf-8" || params == `charset="utf-8"`)
}

// deepest is how deeply a request's JSON may be nested. Ink is the deepest thing anybody sends: about 10.
const deepest = 32

// unmarshal reads a request's JSON, refusing a nesting that no request of ours has and bytes that are no text: Go would
// put replacement characters in their place, and the record would not be what was sent.
func unmarshal(data []byte, v any) error {
	if batch, ok := v.(*pushBody); ok && batch.quick(data) {
		return nil
	}
	if err := shallow(data); err != nil {
		return err
	}
	if !utf8.Valid(data) {
		return notText{}
	}
	return plainly(json.Unmarshal(data, v))
}

// plainly says what is wrong with a JSON text without the words of our program.
func plainly(err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		at := wrong.Field
		if at == "" {
			at = "the value"
		}
		return fmt.Errorf("%s must not be a %s", at, wrong.Value)
	}
	return err
}

type notText struct{}

func (notText) Error() string { return "not UTF-8" }

type tooDeep struct{}

func (tooDeep) Error() string { return "nested too deeply" }

func shallow(data []byte) error {
	depth, inString := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			if depth++; depth > deepest {
				return tooDeep{}
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil
}

const (
	get     = http.MethodGet
	post    = http.MethodPost
	del     = http.MethodDelete
	replace = http.MethodPut
	patch   = http.MethodPatch
	head    = http.MethodHead
)
