package files

import (
	"context"
	"errors"
	"io"
	"iter"
	"regexp"
	"time"
)

// What Objects say when something is not as asked; everything else is trouble of the store behind them.
var (
	ErrMissing = errors.New("files: no such object")
	ErrTaken   = errors.New("files: there is an object of this name already")
	ErrFull    = errors.New("files: no space left")
)

// Object is what a store knows about one object. ContentType may be empty where the store does not keep it.
type Object struct {
	Key         string
	Size        int64
	ContentType string
	Written     time.Time
}

// Objects is a place for bytes under names with slashes. Every object is written once and whole: it is there with all
// its bytes or not at all, whoever writes at the same time from wherever.
type Objects interface {
	// Stage writes a small object that may be lost in a power cut. ErrTaken when the name has an object.
	Stage(ctx context.Context, key, contentType string, body []byte) error
	// Keep joins staged pieces, in order, into one object of that size that survives a power cut once Keep returns.
	// Where the name has an object already, that one stays. ErrMissing when a piece is gone.
	Keep(ctx context.Context, key, contentType string, size int64, pieces []string) error
	// Get opens an object; ErrMissing.
	Get(ctx context.Context, key string) (io.ReadSeekCloser, Object, error)
	// Stat tells about an object; ErrMissing.
	Stat(ctx context.Context, key string) (Object, error)
	// List walks the objects whose names begin with prefix, a name up to a slash, in no promised order.
	List(ctx context.Context, prefix string) iter.Seq2[Object, error]
	// Remove removes objects; one that is not there is no error.
	Remove(ctx context.Context, keys ...string) error
	// Tidy removes what interrupted writes before that time left behind, where the store leaves such things.
	Tidy(ctx context.Context, before time.Time) error
	// Ping says whether the store takes and gives bytes now.
	Ping(ctx context.Context) error
}

// Names of objects are built only from parts that fit these, so no name can leave its place.
var (
	hashShape   = regexp.MustCompile(`^[0-9a-f]{64}$`)
	bureauShape = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	uploadShape = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
)

func photoKey(bureauID, sha string) (string, error) {
	if !bureauShape.MatchString(bureauID) || !hashShape.MatchString(sha) {
		return "", NotFound
	}
	return "files/" + bureauID + "/" + sha[:2] + "/" + sha, nil
}

func thumbnailKey(bureauID, sha string) (string, error) {
	if !bureauShape.MatchString(bureauID) || !hashShape.MatchString(sha) {
		return "", NotFound
	}
	return "thumbs/" + bureauID + "/" + sha[:2] + "/" + sha + ".jpg", nil
}

// chain reads pieces one after the other as one stream.
type chain struct {
	ctx     context.Context
	objects Objects
	pieces  []string
	open    io.ReadCloser
}

func (c *chain) Read(p []byte) (int, error) {
	for {
		if c.open == nil {
			if len(c.pieces) == 0 {
				return 0, io.EOF
			}
			next, _, err := c.objects.Get(c.ctx, c.pieces[0])
			if err != nil {
				return 0, err
			}
			c.open, c.pieces = next, c.pieces[1:]
		}
		n, err := c.open.Read(p)
		if !errors.Is(err, io.EOF) {
			return n, err
		}
		_ = c.open.Close() // read to its end; nothing can be lost by closing
		c.open = nil
		if n > 0 {
			return n, nil
		}
	}
}

func (c *chain) Close() error {
	if c.open == nil {
		return nil
	}
	return c.open.Close()
}

// Extension is how the name of a picture of this type ends; empty for a type that is none of ours.
func Extension(contentType string) string {
	switch contentType {
	case "image/jpeg":
		return ".jpg"
	case "image/png":
		return ".png"
	case "image/webp":
		return ".webp"
	}
	return ""
}
