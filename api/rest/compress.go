package rest

import (
	"bufio"
	"compress/gzip"
	"net"
	"net/http"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
)

var zippers = sync.Pool{New: func() any { w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed); return w }}

// compress sends JSON and text of the API as gzip to whoever takes it. Pictures and PDFs are small already and pass
// untouched. What it decides, it decides at the first write, when the headers are known. The receipts of a batch are half
// hashes and cost the server 9 % of a record's work to pack; a phone on a bad link has the dearer half of that bargain.
func compress(c *gin.Context) {
	if !strings.HasPrefix(c.Request.URL.Path, "/api/") || !strings.Contains(c.GetHeader("Accept-Encoding"), "gzip") {
		return
	}
	w := &zipWriter{ResponseWriter: c.Writer}
	c.Writer = w
	defer w.finish()
	c.Next()
}

type zipWriter struct {
	gin.ResponseWriter
	zip     *gzip.Writer
	decided bool
}

// worth is the smallest first write that is compressed; below it the gzip frame costs more than it saves.
const worth = 600

func (w *zipWriter) decide(first int) {
	if w.decided {
		return
	}
	w.decided = true
	head := w.Header()
	kind := head.Get("Content-Type")
	if first < worth || head.Get("Content-Encoding") != "" || w.Status() == http.StatusPartialContent ||
		!(strings.Contains(kind, "json") || strings.HasPrefix(kind, "text/")) {
		return
	}
	head.Set("Content-Encoding", "gzip")
	head.Add("Vary", "Accept-Encoding")
	head.Del("Content-Length")
	w.zip = zippers.Get().(*gzip.Writer)
	w.zip.Reset(w.ResponseWriter)
}

func (w *zipWriter) Write(p []byte) (int, error) {
	w.decide(len(p))
	if w.zip != nil {
		return w.zip.Write(p)
	}
	return w.ResponseWriter.Write(p)
}

func (w *zipWriter) WriteString(s string) (int, error) { return w.Write([]byte(s)) }

func (w *zipWriter) Flush() {
	if w.zip != nil {
		_ = w.zip.Flush()
	}
	w.ResponseWriter.Flush()
}

// Hijack and Unwrap keep deadlines and upgrades reachable.
func (w *zipWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) { return w.ResponseWriter.Hijack() }

// Unwrap gives the writer below.
func (w *zipWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *zipWriter) finish() {
	if w.zip == nil {
		return
	}
	_ = w.zip.Close()
	zippers.Put(w.zip)
	w.zip = nil
}
