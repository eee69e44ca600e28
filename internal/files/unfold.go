package files

import (
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/webp"
)

// unfolded is a photo whose turn it is to be decoded. done gives the turn back.
type unfolded struct {
	body        io.ReadSeekCloser
	contentType string
	done        func()
}

// unfolding opens a photo and waits until there is memory to decode it: a giant one is decoded alone, ordinary ones two
// at a time, because memory, not speed, is what runs out. Refused: NotFound, Unreadable, StoreUnavailable.
func (r *Room) unfolding(ctx context.Context, bureauID, sha string) (unfolded, error) {
	body, info, err := r.Open(ctx, bureauID, sha)
	if err != nil {
		return unfolded{}, err
	}
	var config image.Config
	switch info.ContentType {
	case typeJPEG:
		config, err = jpeg.DecodeConfig(body)
	case typePNG:
		config, err = png.DecodeConfig(body)
	case typeWebP:
		config, err = webp.DecodeConfig(body)
	default:
		err = fmt.Errorf("files: type %q", info.ContentType)
	}
	if err != nil {
		_ = body.Close() // nothing was read that matters
		return unfolded{}, Unreadable.Because(err)
	}
	most := int64(r.options.MaxPixels)
	weight := min(max(int64(config.Width)*int64(config.Height), most/2), most)
	if err := r.unfold.Acquire(ctx, weight); err != nil {
		_ = body.Close() // whoever asked has gone
		return unfolded{}, err
	}
	return unfolded{body, info.ContentType, func() {
		r.unfold.Release(weight)
		_ = body.Close() // everything was read, or given up
	}}, nil
}

// decode gives the picture as it lies, and how it must be turned to stand (see orientation).
func (u unfolded) decode() (whole image.Image, turn int, err error) {
	defer func() {
		if broken := recover(); broken != nil { // a decoder tripped over a picture; the picture is at fault
			whole, err = nil, Unreadable.Because(fmt.Errorf("files: decode: %v", broken))
		}
	}()
	turn = orientation(u.body, u.contentType)
	if _, err := u.body.Seek(0, io.SeekStart); err != nil {
		return nil, 0, err
	}
	decode := jpeg.Decode
	switch u.contentType {
	case typePNG:
		decode = png.Decode
	case typeWebP:
		decode = webp.Decode
	}
	if whole, err = decode(u.body); err != nil {
		return nil, 0, Unreadable.Because(err)
	}
	return whole, turn, nil
}
