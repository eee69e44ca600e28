package files

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"io"
)

// Region is a box of a picture as it is seen, in ten-thousandths of its width and height from the upper left.
type Region struct{ X, Y, X2, Y2 int }

// Covered gives a derived copy of a photo, upright, in which the regions are made unrecognisable in the pixels
// themselves; small: no larger than a thumbnail. The photo is not touched, and the copy is not kept: regions may still
// change. Refused: as Thumbnail.
func (r *Room) Covered(ctx context.Context, bureauID, sha string, regions []Region, small bool) (io.ReadSeekCloser, Info, error) {
	f, err := r.unfolding(ctx, bureauID, sha)
	if err != nil {
		return nil, Info{}, storeFault(err)
	}
	defer f.done()
	whole, turn, err := f.decode()
	if err != nil {
		return nil, Info{}, storeFault(err)
	}
	side := max(whole.Bounds().Dx(), whole.Bounds().Dy())
	standing := turned(whole, turn, side)
	for _, region := range regions {
		cover(standing, region)
	}
	quality := 88
	if small {
		standing, quality = reduced(standing, thumbnailSide), 80
	}
	bytesOf, err := encoded(standing, quality)
	if err != nil {
		return nil, Info{}, err
	}
	return inMemory{bytes.NewReader(bytesOf)}, Info{SHA256: sha, Size: int64(len(bytesOf)), ContentType: typeJPEG}, nil
}

func turned(whole image.Image, turn, side int) *image.RGBA {
	flat := reduced(whole, side)
	if standing, ok := upright(flat, turn).(*image.RGBA); ok {
		return standing
	}
	return flat
}

// blocks is how many squares of one colour a covered region has along its longer side at most, and coarsest how many the
// whole picture would have. So few tell neither a face nor the signs of a number plate, however sharp the photo and
// however small the region. The phone covers alike (pwa/src/camera/marked.ts).
const (
	blocks   = 6
	coarsest = 40
)

// cover replaces a region by large squares of their mean colour.
func cover(picture *image.RGBA, region Region) {
	b := picture.Bounds()
	box := image.Rect(region.X*b.Dx()/10000, region.Y*b.Dy()/10000, (region.X2*b.Dx()+9999)/10000, (region.Y2*b.Dy()+9999)/10000).Intersect(b)
	if box.Empty() {
		return
	}
	step := max(1, (max(box.Dx(), box.Dy())+blocks-1)/blocks, (max(b.Dx(), b.Dy())+coarsest-1)/coarsest)
	for y := box.Min.Y; y < box.Max.Y; y += step {
		for x := box.Min.X; x < box.Max.X; x += step {
			square := image.Rect(x, y, x+step, y+step).Intersect(box)
			draw.Draw(picture, square, image.NewUniform(mean(picture, square)), image.Point{}, draw.Src)
		}
	}
}

func mean(picture *image.RGBA, square image.Rectangle) color.RGBA {
	var r, g, b int
	for y := square.Min.Y; y < square.Max.Y; y++ {
		for x := square.Min.X; x < square.Max.X; x++ {
			c := picture.RGBAAt(x, y)
			r, g, b = r+int(c.R), g+int(c.G), b+int(c.B)
		}
	}
	n := square.Dx() * square.Dy()
	return color.RGBA{uint8(r / n), uint8(g / n), uint8(b / n), 255}
}
