package files

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"
	tus "github.com/tus/tusd/v2/pkg/handler"

	"anjian/internal/fault"
)

// An upload in progress is a few objects under uploads/<id>/: the promise, one per received piece named by the offset
// it begins at, and, once the photo is settled, a mark. A piece is written once and only where the pieces before it
// end, so the standing of an upload is the unbroken row of pieces from zero, whoever asks and on whichever server. Two
// requests for one offset write the same name: one wins, the other is told OffsetMoved.
const (
	uploadFolder = "uploads/"
	promiseName  = "promise.json"
	settledName  = "settled"
	piecePrefix  = "piece-"

	sipSize   = 64 << 10    // worth an object of its own
	unsafeFor = time.Second // how long a slow sender's bytes may be only in memory
)

func uploadKey(id, name string) string { return uploadFolder + id + "/" + name }

func pieceKey(id string, offset int64) string {
	return uploadKey(id, fmt.Sprintf("%s%012d", piecePrefix, offset))
}

// tusStore is this room as tusd sees it.
type tusStore struct{ room *Room }

// upload is one upload as it stood when a request looked at it.
type upload struct {
	room    *Room
	said    promise
	pieces  []string
	all     []string // every object of the upload
	offset  int64
	settled bool
}

// NewUpload writes down the promise. Refused: HashRequired, Empty, TypeNotTaken, trouble of the store.
func (s tusStore) NewUpload(ctx context.Context, info tus.FileInfo) (tus.Upload, error) {
	by, ok := uploaderOf(ctx)
	if !ok {
		return nil, tell(ctx, NobodyUploads)
	}
	said := promise{
		Uploader: by, Size: info.Size, SHA256: strings.ToLower(info.MetaData["sha256"]), ContentType: info.MetaData["filetype"],
	}
	switch {
	case info.SizeIsDeferred:
		return nil, tell(ctx, LengthRequired)
	case !hashShape.MatchString(said.SHA256):
		return nil, tell(ctx, HashRequired)
	case said.Size <= 0:
		return nil, tell(ctx, Empty)
	case said.ContentType != typeJPEG && said.ContentType != typePNG && said.ContentType != typeWebP:
		return nil, tell(ctx, TypeNotTaken.With("maxBytes", s.room.options.MaxBytes))
	}
	id, err := uuid.NewV7()
	if err != nil {
		return nil, tell(ctx, err)
	}
	said.ID = id.String()
	text, err := json.Marshal(said)
	if err != nil {
		return nil, tell(ctx, err)
	}
	key := uploadKey(said.ID, promiseName)
	if err := s.room.objects.Stage(ctx, key, "application/json", text); err != nil {
		return nil, tell(ctx, writeFault(err))
	}
	return &upload{room: s.room, said: said, all: []string{key}}, nil
}

// GetUpload finds an upload of this uploader. Refused: UploadNotFound (also when it is somebody else's).
func (s tusStore) GetUpload(ctx context.Context, id string) (tus.Upload, error) {
	u, err := s.room.standing(ctx, id)
	if err != nil {
		return nil, tell(ctx, err)
	}
	if by, ok := uploaderOf(ctx); !ok || by != u.said.Uploader {
		return nil, tell(ctx, UploadNotFound)
	}
	return u, nil
}

// AsTerminatableUpload lets tusd give an upload up.
func (s tusStore) AsTerminatableUpload(u tus.Upload) tus.TerminatableUpload { return u.(*upload) }

// standing reads how far an upload is.
func (r *Room) standing(ctx context.Context, id string) (*upload, error) {
	if !uploadShape.MatchString(id) {
		return nil, UploadNotFound
	}
	text, _, err := r.objects.Get(ctx, uploadKey(id, promiseName))
	if errors.Is(err, ErrMissing) {
		return nil, UploadNotFound
	}
	if err != nil {
		return nil, storeFault(err)
	}
	defer text.Close()
	u := &upload{room: r}
	body, err := io.ReadAll(io.LimitReader(text, 64<<10))
	if err != nil {
		return nil, writeFault(err)
	}
	if json.Unmarshal(body, &u.said) != nil || u.said.ID != id {
		return nil, UploadNotFound // a promise that a power cut left half written promises nothing
	}
	sizes := map[string]int64{}
	for object, err := range r.objects.List(ctx, uploadKey(id, "")) {
		if err != nil {
			return nil, writeFault(err)
		}
		u.all = append(u.all, object.Key)
		u.settled = u.settled || object.Key == uploadKey(id, settledName)
		if !strings.HasPrefix(object.Key, uploadKey(id, piecePrefix)) {
			continue
		}
		if object.Size == 0 { // a piece that a power cut emptied would block its offset for ever
			if err := r.objects.Remove(ctx, object.Key); err != nil {
				return nil, writeFault(err)
			}
			continue
		}
		sizes[object.Key] = object.Size
	}
	for {
		key := pieceKey(id, u.offset)
		size, ok := sizes[key]
		if !ok {
			break
		}
		u.pieces, u.offset = append(u.pieces, key), u.offset+size
	}
	if u.settled {
		u.offset = u.said.Size
	}
	return u, nil
}

// GetInfo tells where the upload stands. An upload whose bytes are all here but which is not settled (the server died,
// a store was away) is settled by whoever looks at it next: an offset equal to the length always means "safe".
func (u *upload) GetInfo(ctx context.Context) (tus.FileInfo, error) {
	if u.offset >= u.said.Size && !u.settled {
		if err := u.FinishUpload(ctx); err != nil {
			return tus.FileInfo{}, err
		}
	}
	return tus.FileInfo{
		ID: u.said.ID, Size: u.said.Size, Offset: u.offset,
		MetaData: tus.MetaData{"sha256": u.said.SHA256, "filetype": u.said.ContentType},
	}, nil
}

// WriteChunk keeps what arrives, piece by piece, up to the very byte where the sender is cut off.
func (u *upload) WriteChunk(ctx context.Context, offset int64, src io.Reader) (int64, error) {
	if offset != u.offset {
		return 0, tell(ctx, OffsetMoved.With("offset", u.offset))
	}
	// A sender who trickles holds a small buffer; only one who sends gets a large one.
	sip := u.room.sips.Get().(*[]byte)
	defer u.room.sips.Put(sip)
	var large *[]byte
	defer func() {
		if large != nil {
			u.room.pieces.Put(large)
		}
	}()
	var written int64
	for u.offset < u.said.Size {
		left := u.said.Size - u.offset
		piece := (*sip)[:min(sipSize, left)]
		n, err := gather(src, piece)
		if n == sipSize && err == nil && left > sipSize {
			if large == nil {
				large = u.room.pieces.Get().(*[]byte)
			}
			piece = (*large)[:min(pieceSize, left)]
			copy(piece, *sip)
			var more int
			more, err = gather(src, piece[n:])
			n += more
		}
		if n > 0 {
			key := pieceKey(u.said.ID, u.offset)
			if err := u.room.objects.Stage(ctx, key, "application/octet-stream", piece[:n]); err != nil {
				if errors.Is(err, ErrTaken) {
					return written, tell(ctx, OffsetMoved.With("offset", u.offset))
				}
				return written, tell(ctx, writeFault(err))
			}
			u.pieces, u.all = append(u.pieces, key), append(u.all, key)
			u.offset += int64(n)
			written += int64(n)
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return written, nil // tusd knows whether the sender ended or was cut
		case err != nil:
			return written, tell(ctx, CutOff.Because(err))
		}
	}
	// The photo is complete; reading on tells tusd of a sender who has more than promised.
	_, err := io.Copy(io.Discard, src)
	if err != nil {
		return written, tell(ctx, CutOff.Because(err))
	}
	return written, nil
}

// gather reads until the buffer is full or has been filling for a while: what came over a slow link is then safe although
// this server may be killed or the link fall silent. It waits for a first sip, so that a trickle makes no heap of objects.
func gather(src io.Reader, buffer []byte) (n int, err error) {
	began := time.Now()
	for n < len(buffer) {
		m, err := src.Read(buffer[n:])
		n += m
		if err != nil {
			return n, err
		}
		if len(buffer) > sipSize && time.Since(began) >= unsafeFor {
			break
		}
	}
	return n, nil
}

// FinishUpload settles the photo, leaves the mark and clears the pieces away. A refused picture takes its upload with
// it; trouble of a store leaves everything for the next try.
func (u *upload) FinishUpload(ctx context.Context) error {
	if u.settled {
		return nil
	}
	if u.offset != u.said.Size { // pieces never overlap; should they, nothing good is here
		u.discard(ctx)
		return tell(ctx, HashMismatch.With("sha256", u.said.SHA256))
	}
	if _, err := u.room.settle(ctx, u.said, u.pieces); err != nil {
		if now, again := u.room.standing(ctx, u.said.ID); again == nil && now.settled {
			u.settled = true // another request finished while this one was reading the pieces
			return nil
		}
		err = writeFault(err)
		if fault.KindOf(err) == fault.Refused {
			u.discard(ctx)
		}
		return tell(ctx, err)
	}
	err := u.room.objects.Stage(ctx, uploadKey(u.said.ID, settledName), "text/plain", []byte(u.said.SHA256))
	if err != nil && !errors.Is(err, ErrTaken) {
		return tell(ctx, writeFault(err))
	}
	u.settled = true
	regret(ctx, "pieces of a finished upload stay until the sweep", u.room.objects.Remove(ctx, u.pieces...))
	return nil
}

// Terminate gives the upload up. A photo that is already settled stays.
func (u *upload) Terminate(ctx context.Context) error {
	return tell(ctx, writeFault(u.room.objects.Remove(ctx, u.all...)))
}

func (u *upload) discard(ctx context.Context) {
	regret(ctx, "a refused upload stays until the sweep", u.room.objects.Remove(ctx, u.all...))
}

// GetReader is asked for by tusd's interface; uploads are not served.
func (u *upload) GetReader(ctx context.Context) (io.ReadCloser, error) {
	return &chain{ctx: ctx, objects: u.room.objects, pieces: u.pieces}, nil
}
