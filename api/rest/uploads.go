package rest

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"anjian/internal/files"
	"anjian/internal/identity"
)

// putUploads puts up the routes of tus 1.0 (https://tus.io/protocols/resumable-upload): creation, offset, data, end.
// The room of files speaks the protocol; here the sender is let in and named.
func (h *house) putUploads(b *board) {
	serve := func(c *gin.Context) { h.rooms.Uploads(visitOf(c.Request.Context()).who).ServeHTTP(c.Writer, c.Request) }
	one := uploads + "/{uploadId}"
	tus := func(text string) option {
		return func(op *huma.Operation) {
			op.Tags, op.Summary = []string{"sync"}, text
			op.Description = "tus 1.0: send Tus-Resumable: 1.0.0. Upload-Metadata carries sha256 (hex) and filetype, base64 each."
		}
	}
	put := func(method, path, id, text string, code string) {
		putRaw(b, method, path, id, uploaders, serve, tus(text), func(op *huma.Operation) {
			op.Responses = map[string]*huma.Response{code: {Description: http.StatusText(map[string]int{"201": 201, "200": 200, "204": 204}[code])}}
			for _, name := range pathNames(path) {
				op.Parameters = append(op.Parameters, &huma.Param{Name: name, In: "path", Required: true, Schema: &huma.Schema{Type: "string"}})
			}
		})
	}
	put(post, uploads, "createUpload", "Begin to send a photo", "201")
	put(head, one, "getUploadOffset", "How much of it has arrived", "200")
	put(patch, one, "appendUpload", "Send the next bytes", "204")
	put(del, one, "endUpload", "Give an upload up", "204")
}

// pathNames lists the {names} in a path.
func pathNames(path string) []string {
	var names []string
	for _, part := range strings.Split(path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			names = append(names, strings.TrimSuffix(name, "}"))
		}
	}
	return names
}

// UploadsTo hands a sender who was let in to the room of files.
func UploadsTo(photos *files.Room) func(who identity.Presence) http.Handler {
	handler := photos.UploadHandler(uploads)
	return func(who identity.Presence) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			by := files.Uploader{BureauID: who.Actor.BureauID, PersonID: who.Actor.PersonID}
			handler.ServeHTTP(w, r.WithContext(files.WithUploader(r.Context(), by)))
		})
	}
}

// Refuse answers a request of another room's own handler with a problem, like every other refusal.
func Refuse(w http.ResponseWriter, r *http.Request, refusal error) {
	p := problemOf(r.Context(), refusal)
	for name, values := range p.GetHeaders() {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", p.ContentType(""))
	w.Header().Del("Content-Length")
	w.WriteHeader(p.Status)
	if r.Method == http.MethodHead {
		_, _ = w.Write(nil) // sends the headers, so that nobody else fills in a body
		return
	}
	_ = json.NewEncoder(w).Encode(p) // the client may be gone; nobody is left to tell
}
