package files

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
)

// Uploader is who sends a photo: the person, and the bureau the photo will belong to.
type Uploader struct {
	BureauID string
	PersonID string
}

// StoredFile is a photo that is safe: durable, of that hash, one whole picture of that type and size.
type StoredFile struct {
	BureauID    string
	SHA256      string
	Size        int64
	ContentType string
	Width       int
	Height      int
	UploadedBy  string
}

// Info is what a reader needs to answer with a photo.
type Info struct {
	SHA256      string
	Size        int64
	ContentType string
}

// Options are the bounds of a room and what it does with a stored photo.
type Options struct {
	MaxBytes  int64 // of one photo; 30 MB when zero
	MaxPixels int   // of one photo; 40 million when zero

	// Stored is told of every photo after it is durable and before its sender is told so. It may be told twice of the
	// same photo (a retry, the same bytes from two phones), also at the same time, and must then agree. When it fails
	// the sender is asked to try again; a fault goes to the sender as it is.
	Stored func(ctx context.Context, file StoredFile) error

	// Refuse answers a request to the upload handler with a fault; problem+json written by this room when nil.
	Refuse func(w http.ResponseWriter, r *http.Request, refusal error)
}

// Room keeps photos in Objects. It has no state of its own: two rooms over the same objects are one.
type Room struct {
	objects Objects
	options Options
	unfold  *semaphore.Weighted // pixels being drawn at this moment
	heads   sync.Pool           // *bufio.Reader, for looking pictures through
	sips    sync.Pool           // *[]byte of sipSize, for receiving what comes slowly
	pieces  sync.Pool           // *[]byte of pieceSize, for receiving
}

// New opens a room over the objects.
func New(objects Objects, options Options) *Room {
	if options.MaxBytes <= 0 {
		options.MaxBytes = 30 << 20
	}
	if options.MaxPixels <= 0 {
		options.MaxPixels = 40_000_000
	}
	if options.Stored == nil {
		options.Stored = func(context.Context, StoredFile) error { return nil }
	}
	if options.Refuse == nil {
		options.Refuse = refuse
	}
	r := &Room{objects: objects, options: options, unfold: semaphore.NewWeighted(int64(options.MaxPixels))}
	r.heads.New = func() any { return newHead() }
	r.sips.New = func() any { b := make([]byte, sipSize); return &b }
	r.pieces.New = func() any { b := make([]byte, pieceSize); return &b }
	return r
}

// Has tells for each hash whether the bureau has that photo. Hashes are lower-case hexadecimal; anything else is
// simply not there. Refused: TooManyHashes above 1000, StoreUnavailable.
func (r *Room) Has(ctx context.Context, bureauID string, hashes []string) (map[string]bool, error) {
	if len(hashes) > 1000 {
		return nil, TooManyHashes
	}
	var lock sync.Mutex
	there := make(map[string]bool, len(hashes))
	asked, ctx := errgroup.WithContext(ctx)
	asked.SetLimit(16)
	for _, sha := range hashes {
		key, err := photoKey(bureauID, sha)
		lock.Lock()
		_, twice := there[sha]
		if !twice {
			there[sha] = false
		}
		lock.Unlock()
		if err != nil || twice {
			continue
		}
		asked.Go(func() error {
			_, err := r.objects.Stat(ctx, key)
			if errors.Is(err, ErrMissing) {
				return nil
			}
			lock.Lock()
			there[sha] = err == nil
			lock.Unlock()
			return storeFault(err)
		})
	}
	if err := asked.Wait(); err != nil {
		return nil, err
	}
	return there, nil
}

// Open opens a photo of the bureau for reading. Refused: NotFound, StoreUnavailable.
func (r *Room) Open(ctx context.Context, bureauID, sha string) (io.ReadSeekCloser, Info, error) {
	key, err := photoKey(bureauID, sha)
	if err != nil {
		return nil, Info{}, err
	}
	body, object, err := r.objects.Get(ctx, key)
	if err != nil {
		return nil, Info{}, storeFault(err)
	}
	info := Info{SHA256: sha, Size: object.Size, ContentType: object.ContentType}
	if info.ContentType == "" {
		magic := make([]byte, magicSize)
		n, err := io.ReadFull(body, magic)
		if err == nil || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
			info.ContentType = sniff(magic[:n])
			_, err = body.Seek(0, io.SeekStart)
		}
		if err != nil {
			return nil, Info{}, storeFault(errors.Join(err, body.Close()))
		}
	}
	return body, info, nil
}

// Verify reads a photo to its end and compares it with its name. Refused: NotFound, Damaged, StoreUnavailable.
func (r *Room) Verify(ctx context.Context, bureauID, sha string) error {
	body, _, err := r.Open(ctx, bureauID, sha)
	if err != nil {
		return err
	}
	defer body.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, body); err != nil {
		return storeFault(err)
	}
	if found := hex.EncodeToString(sum.Sum(nil)); found != sha {
		return Damaged.With("sha256", sha).With("found", found)
	}
	return nil
}

// Delete removes a photo and its thumbnail; one that is not there is no error. Whether anything still claims the photo
// is asked before, elsewhere.
func (r *Room) Delete(ctx context.Context, bureauID, sha string) error {
	photo, err := photoKey(bureauID, sha)
	if err != nil {
		return nil
	}
	thumbnail, err := thumbnailKey(bureauID, sha)
	if err != nil {
		return nil
	}
	return storeFault(r.objects.Remove(ctx, thumbnail, photo))
}

// Ping says whether photos can be stored and read now. Refused: StoreUnavailable, DiskFull.
func (r *Room) Ping(ctx context.Context) error {
	return writeFault(r.objects.Ping(ctx))
}
