package files

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"io"

	"github.com/bep/imagemeta"
	"golang.org/x/image/draw"
)

const thumbnailSide = 320

// Thumbnail gives a small JPEG of a photo, upright, its longest side 320 pixels at most. It is made when first asked
// for and kept; a lost one is made again. Refused: NotFound, Unreadable, trouble of the store.
func (r *Room) Thumbnail(ctx context.Context, bureauID, sha string) (io.ReadSeekCloser, Info, error) {
	key, err := thumbnailKey(bureauID, sha)
	if err != nil {
		return nil, Info{}, err
	}
	small, err := r.keptThumbnail(ctx, key)
	if errors.Is(err, ErrMissing) {
		small, err = r.makeThumbnail(ctx, bureauID, sha, key)
	}
	if err != nil {
		return nil, Info{}, storeFault(err)
	}
	return inMemory{bytes.NewReader(small)}, Info{SHA256: sha, Size: int64(len(small)), ContentType: typeJPEG}, nil
}

// inMemory is a thumbnail being read: small enough to hold, nothing to close.
type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

func (r *Room) keptThumbnail(ctx context.Context, key string) ([]byte, error) {
	body, _, err := r.objects.Get(ctx, key)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	small, err := io.ReadAll(body)
	if err == nil && (!bytes.HasPrefix(small, []byte("\xff\xd8")) || !bytes.HasSuffix(small, []byte("\xff\xd9"))) {
		err = errors.Join(ErrMissing, r.objects.Remove(ctx, key)) // what a power cut left
	}
	return small, err
}

func (r *Room) makeThumbnail(ctx context.Context, bureauID, sha, key string) ([]byte, error) {
	f, err := r.unfolding(ctx, bureauID, sha)
	if err != nil {
		return nil, err
	}
	defer f.done()
	if small, err := r.keptThumbnail(ctx, key); err == nil {
		return small, nil // made while we stood in line
	}
	whole, turn, err := f.decode()
	if err != nil {
		return nil, err
	}
	small, err := thumbnailOf(whole, turn)
	if err != nil {
		return nil, err
	}
	if err := r.objects.Stage(ctx, key, typeJPEG, small); err != nil && !errors.Is(err, ErrTaken) {
		regret(ctx, "a thumbnail could not be kept", err)
	}
	return small, nil
}

func thumbnailOf(whole image.Image, turn int) ([]byte, error) {
	return encoded(upright(reduced(whole, thumbnailSide), turn), 80)
}

// reduced draws a picture on white, its longest side at most that long.
func reduced(whole image.Image, side int) *image.RGBA {
	from := whole.Bounds()
	width, height := from.Dx(), from.Dy()
	if longest := max(width, height); longest > side {
		width, height = max(1, width*side/longest), max(1, height*side/longest)
	}
	flat := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(flat, flat.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	if flat.Bounds().Size() == from.Size() {
		draw.Draw(flat, flat.Bounds(), whole, from.Min, draw.Over)
		return flat
	}
	draw.BiLinear.Scale(flat, flat.Bounds(), whole, from, draw.Over, nil)
	return flat
}

func encoded(picture image.Image, quality int) ([]byte, error) {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// orientation reads how the camera was held (Exif 2.32, tag 0x0112): 1 to 8, 1 when it does not say.
func orientation(body io.ReadSeeker, contentType string) int {
	format := map[string]imagemeta.ImageFormat{typeJPEG: imagemeta.JPEG, typePNG: imagemeta.PNG, typeWebP: imagemeta.WebP}[contentType]
	if _, err := body.Seek(0, io.SeekStart); err != nil {
		return 1
	}
	turn := 1
	_, err := imagemeta.Decode(imagemeta.Options{
		R: body, ImageFormat: format, Sources: imagemeta.EXIF, LimitNumTags: 500,
		ShouldHandleTag: func(tag imagemeta.TagInfo) bool { return tag.Tag == "Orientation" },
		HandleTag: func(tag imagemeta.TagInfo) error {
			if n, ok := tag.Value.(uint16); ok && n >= 1 && n <= 8 && tag.Namespace == "IFD0" {
				turn = int(n)
			}
			return nil
		},
	})
	if err != nil {
		return 1 // a picture with a broken Exif block is shown as it lies
	}
	return turn
}

// upright turns and mirrors a small picture so that it stands as it was seen.
func upright(from *image.RGBA, turn int) image.Image {
	if turn == 1 {
		return from
	}
	w, h := from.Rect.Dx(), from.Rect.Dy()
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	if turn >= 5 {
		to = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			tx, ty := x, y
			switch turn {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			to.SetRGBA(tx, ty, from.RGBAAt(x, y))
		}
	}
	return to
}
