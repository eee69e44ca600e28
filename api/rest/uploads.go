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
	param := func(name, doc string) *huma.Param {
		return &huma.Param{Name: name, In: "header", Required: true, Description: doc, Schema: &huma.Schema{Type: "string"}}
	}
	version := param("Tus-Resumable", "1.0.0")
	offset := param("Upload-Offset", "How many bytes the server has already")
	put := func(method, path, id, text, code string, says []string, fails []int, params ...*huma.Param) {
		putRaw(b, method, path, id, uploaders, serve, about("sync", text), alsoFails(fails...), byLink(expert, rectify), func(op *huma.Operation) {
			op.Description = "tus 1.0 (https://tus.io/protocols/resumable-upload), with creation, creation-with-upload and termination."
			op.Parameters = append(params, version)
			good := answer(op, code)
			good.Headers = map[string]*huma.Param{}
			for _, name := range says {
				good.Headers[name] = &huma.Param{Schema: &huma.Schema{Type: "string"}}
			}
			if method == post || method == patch {
				op.RequestBody = &huma.RequestBody{Required: method == patch, Description: "The next bytes.", Content: map[string]*huma.MediaType{
					"application/offset+octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}
			}
		})
	}
	put(post, uploads, "createUpload", "Begin to send a photo", "201", []string{"Location", "Upload-Offset"}, []int{413, 422},
		param("Upload-Length", "The photo's size in bytes"),
		param("Upload-Metadata", "sha256 (hex) and filetype, each name followed by its value in base64, separated by a comma"))
	put(head, one, "getUploadOffset", "How much of it has arrived", "200", []string{"Upload-Offset", "Upload-Length"}, nil)
	put(patch, one, "appendUpload", "Send the next bytes", "204", []string{"Upload-Offset"}, []int{409, 413, 422}, offset)
	put(del, one, "endUpload", "Give an upload up", "204", nil, nil)
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
