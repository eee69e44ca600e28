package rest

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
)

//go:embed docs.html
var docsPage string

//go:embed docs.css
var docsStyle []byte

// document gives the API document (OpenAPI 3.1) as it is served.
func (b *board) document() ([]byte, error) {
	text, err := json.MarshalIndent(b.api.OpenAPI(), "", "  ")
	if err != nil {
		return nil, fmt.Errorf("rest: write the API document: %w", err)
	}
	return append(text, '\n'), nil
}

// putDocs serves the document and a page made from it: no script, nothing from elsewhere.
func (b *board) putDocs() error {
	text, err := b.document()
	if err != nil {
		return err
	}
	page, err := b.page()
	if err != nil {
		return err
	}
	b.engine.GET(api+"/openapi.json", fixed("application/json", text))
	b.engine.GET("/api/docs", fixed("text/html; charset=utf-8", page))
	b.engine.GET("/api/docs.css", fixed("text/css; charset=utf-8", docsStyle))
	return nil
}

func fixed(kind string, body []byte) gin.HandlerFunc {
	sum := sha256.Sum256(body)
	etag := `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
	return func(c *gin.Context) {
		c.Header("ETag", etag)
		c.Header("Cache-Control", "no-cache")
		if matches(c.GetHeader("If-None-Match"), etag) {
			c.Status(http.StatusNotModified)
			return
		}
		c.Data(http.StatusOK, kind, body)
	}
}

type docOperation struct {
	Method, Path, ID, Summary, Description, Who string
	Params                                      []docParam
	Body, Answer                                string
	Status                                      string
	Problems                                    []string
}

type docParam struct{ Name, In, Type, Doc string }

type docSchema struct {
	Name, Doc string
	Fields    []docParam
}

func (b *board) page() ([]byte, error) {
	doc := b.api.OpenAPI()
	byTag := map[string][]docOperation{}
	for _, r := range b.table {
		op := operationOf(doc, r)
		tag := "other"
		if len(op.Tags) > 0 {
			tag = op.Tags[0]
		}
		byTag[tag] = append(byTag[tag], docOf(r, op))
	}
	var schemas []docSchema
	for name, s := range doc.Components.Schemas.Map() {
		d := docSchema{Name: name, Doc: s.Description}
		for field, fs := range s.Properties {
			in := ""
			if slices.Contains(s.Required, field) {
				in = "required"
			}
			d.Fields = append(d.Fields, docParam{Name: field, In: in, Type: typeOf(fs), Doc: fs.Description})
		}
		slices.SortFunc(d.Fields, func(a, b docParam) int { return strings.Compare(a.Name, b.Name) })
		schemas = append(schemas, d)
	}
	slices.SortFunc(schemas, func(a, b docSchema) int { return strings.Compare(a.Name, b.Name) })
	t, err := template.New("docs").Parse(docsPage)
	if err != nil {
		return nil, fmt.Errorf("rest: docs page: %w", err)
	}
	var out bytes.Buffer
	err = t.Execute(&out, map[string]any{"Title": doc.Info.Title, "Version": doc.Info.Version, "About": doc.Info.Description,
		"Tags": tags, "ByTag": byTag, "Schemas": schemas})
	if err != nil {
		return nil, fmt.Errorf("rest: docs page: %w", err)
	}
	return out.Bytes(), nil
}

func docOf(r Route, op *huma.Operation) docOperation {
	d := docOperation{Method: r.Method, Path: r.Path, ID: r.ID, Summary: op.Summary, Description: op.Description, Who: "everybody, without signing in"}
	if !r.Who.public() {
		names := make([]string, len(r.Who))
		for i, role := range r.Who {
			names[i] = string(role)
		}
		d.Who = strings.Join(names, ", ")
	}
	for _, p := range op.Parameters {
		d.Params = append(d.Params, docParam{Name: p.Name, In: p.In, Type: typeOf(p.Schema), Doc: p.Description})
	}
	if op.RequestBody != nil {
		for _, m := range op.RequestBody.Content {
			d.Body = typeOf(m.Schema)
		}
	}
	for code, response := range op.Responses {
		if code[0] == '2' {
			d.Status = code
			for kind, m := range response.Content {
				if d.Answer = typeOf(m.Schema); d.Answer == "" {
					d.Answer = kind
				}
			}
		} else {
			d.Problems = append(d.Problems, code)
		}
	}
	slices.Sort(d.Problems)
	return d
}

func operationOf(doc *huma.OpenAPI, r Route) *huma.Operation {
	item := doc.Paths[r.Path]
	if item == nil {
		return &huma.Operation{}
	}
	op := map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "PATCH": item.Patch,
		"DELETE": item.Delete, "HEAD": item.Head, "OPTIONS": item.Options}[r.Method]
	if op == nil {
		return &huma.Operation{}
	}
	return op
}

func typeOf(s *huma.Schema) string {
	switch {
	case s == nil:
		return ""
	case s.Ref != "":
		return s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]
	case s.Type == "array":
		return "list of " + typeOf(s.Items)
	case len(s.OneOf) > 0:
		names := make([]string, len(s.OneOf))
		for i, one := range s.OneOf {
			names[i] = typeOf(one)
		}
		return strings.Join(names, " or ")
	case len(s.Enum) > 0:
		words := make([]string, len(s.Enum))
		for i, w := range s.Enum {
			words[i] = fmt.Sprint(w)
		}
		return strings.Join(words, " | ")
	case s.Type == "object":
		if more, ok := s.AdditionalProperties.(*huma.Schema); ok {
			return "map of " + typeOf(more)
		}
		return "object"
	case s.Format != "":
		return s.Type + " (" + s.Format + ")"
	}
	return s.Type
}
