package rest

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"

	"github.com/gin-gonic/gin"
)

// app is the built web app in memory, each file with its hash and, where that is smaller, its packed forms. The app is
// a few hundred kilobytes: reading it once at the start is cheaper than deciding at every request.
type app map[string]*asset

type asset struct {
	kind, etag, keep string
	plain, gzip, br  []byte
}

// hashed is how the build names files whose name changes with their content: they may be kept for ever.
var hashed = regexp.MustCompile(`[-.][A-Za-z0-9_-]{8,}\.(js|css|woff2|png|svg|webp|wasm)$`)

// The media types of the app's files: the machine's own table may be empty or odd.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".json": "application/json", ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml", ".png": "image/png",
	".webp": "image/webp", ".ico": "image/x-icon", ".woff2": "font/woff2", ".wasm": "application/wasm", ".txt": "text/plain; charset=utf-8",
}

func loadApp(dist fs.FS) (app, error) {
	a := app{}
	err := fs.WalkDir(dist, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path.Base(name), ".") || strings.HasSuffix(name, ".map") {
			return err
		}
		content, err := fs.ReadFile(dist, name)
		if err != nil {
			return err
		}
		if original, ok := strings.CutSuffix(name, ".br"); ok {
			a.at(original).br = content
			return nil
		}
		if original, ok := strings.CutSuffix(name, ".gz"); ok {
			a.at(original).gzip = content
			return nil
		}
		a.at(name).fill(name, content)
		return nil
	})
	for name, file := range a {
		if file.kind == "" { // a packed form without its original
			delete(a, name)
		}
	}
	return a, err
}

func (a app) at(name string) *asset {
	if a[name] == nil {
		a[name] = &asset{}
	}
	return a[name]
}

func (f *asset) fill(name string, content []byte) {
	sum := sha256.Sum256(content)
	f.plain = content
	f.etag = `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
	f.kind = kinds[path.Ext(name)]
	if f.kind == "" {
		f.kind = mime.TypeByExtension(path.Ext(name))
	}
	if f.kind == "" {
		f.kind = "application/octet-stream"
	}
	switch {
	case path.Ext(name) == ".html", name == "sw.js", path.Ext(name) == ".webmanifest":
		f.keep = "no-cache" // asked for anew each time: these name the others
	case hashed.MatchString(name):
		f.keep = "public, max-age=31536000, immutable"
	default:
		f.keep = "public, max-age=3600"
	}
	if f.gzip == nil && len(content) > worth && (strings.HasPrefix(f.kind, "text/") || strings.Contains(f.kind, "json") || strings.Contains(f.kind, "svg")) {
		var packed bytes.Buffer
		zip, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
		if _, err := zip.Write(content); err == nil && zip.Close() == nil && packed.Len() < len(content) {
			f.gzip = packed.Bytes()
		}
	}
}

// serveApp answers everything outside the API: a file of the app, or the page that then finds its own way (the phone's
// screens and the office's have addresses that only the app knows).
func (h *house) serveApp(c *gin.Context) {
	name := strings.TrimPrefix(path.Clean(c.Request.URL.Path), "/")
	if name == "api" || strings.HasPrefix(name, "api/") {
		refuse(c, noSuchRoute)
		return
	}
	if c.Request.Method != http.MethodGet && c.Request.Method != http.MethodHead {
		c.Header("Allow", "GET, HEAD")
		refuse(c, wrongMethod)
		return
	}
	file := h.app[name]
	switch {
	case file != nil:
	case path.Ext(name) != "" && !strings.Contains(c.GetHeader("Accept"), "text/html"):
		refuse(c, noSuchRoute) // a missing script must not become a page
		return
	case name == "office" || strings.HasPrefix(name, "office/"):
		file = h.app["office/index.html"]
	default:
		file = h.app["index.html"]
	}
	if file == nil {
		c.Data(http.StatusOK, "text/html; charset=utf-8", []byte(notBuilt))
		return
	}
	file.serve(c)
}

func (f *asset) serve(c *gin.Context) {
	head := c.Writer.Header()
	head.Set("Content-Type", f.kind)
	head.Set("Cache-Control", f.keep)
	head.Set("ETag", f.etag)
	head.Add("Vary", "Accept-Encoding")
	if matches(c.GetHeader("If-None-Match"), f.etag) {
		c.Status(http.StatusNotModified)
		c.Writer.WriteHeaderNow()
		return
	}
	body, accepted := f.plain, c.GetHeader("Accept-Encoding")
	switch {
	case f.br != nil && strings.Contains(accepted, "br"):
		body = f.br
		head.Set("Content-Encoding", "br")
	case f.gzip != nil && strings.Contains(accepted, "gzip"):
		body = f.gzip
		head.Set("Content-Encoding", "gzip")
	}
	if c.Request.Method == http.MethodHead {
		body = nil
	}
	c.Data(http.StatusOK, f.kind, body)
}

// matches compares an If-None-Match header with an entity tag, weakly.
func matches(header, etag string) bool {
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimSpace(candidate)
		if candidate == "*" || strings.TrimPrefix(candidate, "W/") == strings.TrimPrefix(etag, "W/") {
			return header != ""
		}
	}
	return false
}

const notBuilt = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Anjian</title><body><h1>安监服务已启动，页面尚未构建</h1><p>The server runs, but the web app was not built before this program was compiled.</p>
<p>Build it, then compile the server again: <code>cd pwa &amp;&amp; npm ci &amp;&amp; npm run build</code>, <code>go build ./api</code>, or simply <code>scripts/run</code>.</p>
<p><a href="/api/docs">API</a></p></body></html>
`
