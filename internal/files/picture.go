package files

import (
	"bufio"
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/webp"
)

const (
	typeJPEG = "image/jpeg"
	typePNG  = "image/png"
	typeWebP = "image/webp"

	maxSide   = 20_000
	magicSize = 12
	headSize  = 256 << 10
)

// picture is what a look through the bytes found.
type picture struct {
	contentType   string
	width, height int
}

func newHead() *bufio.Reader { return bufio.NewReaderSize(nil, headSize) }

// sniff tells the type by the first bytes; empty when it is none of ours.
func sniff(magic []byte) string {
	switch {
	case bytes.HasPrefix(magic, []byte("\xff\xd8\xff")):
		return typeJPEG
	case bytes.HasPrefix(magic, []byte("\x89PNG\r\n\x1a\n")):
		return typePNG
	case len(magic) >= magicSize && string(magic[:4]) == "RIFF" && string(magic[8:12]) == "WEBP":
		return typeWebP
	}
	return ""
}

// look decodes the header of a picture and walks its structure to the end, without unfolding a single pixel: a full
// decode of a photo costs a hundred times more and finds, beyond this, only flaws that every viewer shrugs off. Bytes
// behind the end of a JPEG or PNG are let be, because cameras put depth maps and film there.
// Refused: NotAPicture, TooManyPixels, Truncated.
func look(r *bufio.Reader, size int64, maxPixels int) (picture, error) {
	head, err := r.Peek(int(min(size, headSize)))
	if err != nil && len(head) < magicSize {
		return picture{}, NotAPicture.Because(err)
	}
	found := picture{contentType: sniff(head)}
	decode, walk := jpeg.DecodeConfig, walkJPEG
	switch found.contentType {
	case typeJPEG:
	case typePNG:
		decode, walk = png.DecodeConfig, walkPNG
	case typeWebP:
		decode, walk = webp.DecodeConfig, walkWebP
	default:
		return picture{}, NotAPicture
	}
	header, headerErr := decode(bytes.NewReader(head))
	w := &walker{r: r, size: size}
	w.fits = func(width, height int) bool {
		return width <= maxSide && height <= maxSide && width*height <= maxPixels
	}
	err = walk(w)
	switch {
	case err == nil:
	case errors.Is(err, errFlaw):
		return picture{}, NotAPicture.Because(err)
	case errors.Is(err, errBomb):
		return picture{}, TooManyPixels.With("width", w.width).With("height", w.height).With("maxPixels", maxPixels)
	default: // the bytes end, or a checksum inside is wrong
		return picture{}, Truncated.Because(err)
	}
	found.width, found.height = w.width, w.height
	if headerErr != nil {
		beyond := int64(len(head)) < size && (errors.Is(headerErr, io.ErrUnexpectedEOF) || errors.Is(headerErr, io.EOF))
		if !beyond { // else the header lies behind a depth map; the walk has seen it
			return picture{}, NotAPicture.Because(headerErr)
		}
	} else if (image.Config{Width: found.width, Height: found.height}) != (image.Config{Width: header.Width, Height: header.Height}) {
		return picture{}, NotAPicture
	}
	return found, nil
}

var (
	errFlaw = errors.New("files: not built as a still picture of this type")
	errBomb = errors.New("files: too many pixels")
	errSum  = errors.New("files: a checksum inside the picture is wrong")
)

// walker goes through the structure of a picture and finds its measure.
type walker struct {
	r             *bufio.Reader
	size          int64
	width, height int
	fits          func(width, height int) bool
}

// measured takes the measure of the picture; there is one.
func (w *walker) measured(width, height int) error {
	if width <= 0 || height <= 0 {
		return errFlaw
	}
	w.width, w.height = width, height
	if !w.fits(width, height) {
		return errBomb
	}
	return nil
}

func (w *walker) bytes(buffer []byte) error {
	_, err := io.ReadFull(w.r, buffer)
	return err
}

func (w *walker) skip(n int64) error {
	_, err := io.CopyN(io.Discard, w.r, n)
	return err
}
