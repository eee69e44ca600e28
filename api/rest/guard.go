package rest

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"anjian/internal/evidence"
)

// contentPolicy lets the page load only what this server sends.
const contentPolicy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; worker-src 'self'; " +
	"connect-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

// secure sets the headers that keep other pages and wrong guesses out.
func (h *house) secure(c *gin.Context) {
	head := c.Writer.Header()
	head.Set("Content-Security-Policy", contentPolicy)
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("X-Frame-Options", "DENY")
	head.Set("Referrer-Policy", "no-referrer")
	head.Set("Permissions-Policy", "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()")
	head.Set("Cross-Origin-Opener-Policy", "same-origin")
	head.Set("Cross-Origin-Resource-Policy", "same-origin")
	if h.s.Secure {
		head.Set("Strict-Transport-Security", "max-age=31536000")
	}
	if strings.HasPrefix(c.Request.URL.Path, "/api/") {
		head.Set("Cache-Control", "no-store")              // a route that may be kept says so itself
		head.Set("Server-Time", evidence.Time(time.Now())) // the Date header counts only seconds
	}
}

// isDownload are the routes whose answers are as big as photos are.
var isDownload = map[string]bool{api + "/checks/:id/files/:sha256": true, api + "/checks/:id/case-file.zip": true,
	api + "/register-imports/:id": true, api + "/register.xlsx": true}

// hurry gives a request its time: the context ends, and so do the deadlines for reading and writing. Uploads and
// downloads of files over a bad link get the longer one, and so does a batch of acts.
func (h *house) hurry(c *gin.Context) {
	limit := h.s.RequestTimeout
	if route := c.FullPath(); strings.HasPrefix(route, uploads) || route == api+"/acts" || route == api+"/rescue" || isDownload[route] {
		limit = h.s.UploadTimeout
	}
	now := time.Now()
	control := http.NewResponseController(c.Writer)
	_ = control.SetReadDeadline(now.Add(limit)) // a test recorder has no deadlines
	_ = control.SetWriteDeadline(now.Add(limit + h.s.RequestTimeout))
	ctx, cancel := context.WithTimeout(c.Request.Context(), limit)
	defer cancel()
	c.Request = c.Request.WithContext(ctx)
	c.Next()
}

// unpack reads gzip bodies where they help (a batch of acts shrinks tenfold) and refuses them elsewhere. The limits of
// a route count what comes out; what goes in is bounded too.
func (h *house) unpack(c *gin.Context) {
	switch encoding := c.GetHeader("Content-Encoding"); {
	case encoding == "" || encoding == "identity":
	case strings.EqualFold(encoding, "gzip") && c.FullPath() == api+"/acts":
		c.Request.Body = &unzipped{under: http.MaxBytesReader(c.Writer, c.Request.Body, h.s.BatchBytes)}
		c.Request.ContentLength = -1
		c.Request.Header.Del("Content-Encoding")
	default:
		refuse(c, bodyWrongType.With("encoding", encoding))
	}
}

// unzipped opens the gzip stream at the first read, so that a bad one is refused where bodies are read.
type unzipped struct {
	under io.ReadCloser
	zip   *gzip.Reader
}

func (u *unzipped) Read(p []byte) (int, error) {
	if u.zip == nil {
		zip, err := gzip.NewReader(u.under)
		if err != nil {
			return 0, err
		}
		u.zip = zip
	}
	return u.zip.Read(p)
}

func (u *unzipped) Close() error { return u.under.Close() }
