package files

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"math"
	"math/bits"
	"slices"
	"strconv"
)

// A print says what a picture looks like in 64 bits, so that one used again is found although it was recompressed,
// reduced or trimmed: the lower spatial frequencies of the picture (a DCT of 32 × 32 cells of mean brightness), each
// above or below their median. Only whole numbers are used, so that the phone's twin (pwa/src/camera/print.ts) reckons
// the same to the last bit; both pass testdata/prints.json. The lowest fifth of the picture does not count: there stands
// the watermark, which differs when an old evidence copy is photographed into a new check.
const (
	cells  = 32
	waves  = 8
	finest = 14 // bits after the point in the table of cosines

	// plainest is the median strength, in tenths of a step of brightness, under which a picture has no print: of a wall,
	// fog or darkness the signs of the frequencies are noise.
	plainest = 2
)

// cosines[u-1][x] is cos((2x+1)uπ/64) in whole numbers.
var cosines = func() (table [waves][cells]int64) {
	for u := range waves {
		for x := range cells {
			table[u][x] = int64(math.Round(math.Cos(float64((2*x+1)*(u+1))*math.Pi/(2*cells)) * (1 << finest)))
		}
	}
	return table
}()

// Print gives a stored photo's print, 16 hexadecimal digits; empty for a picture too plain to have one. Refused: as
// Thumbnail.
func (r *Room) Print(ctx context.Context, bureauID, sha string) (string, error) {
	f, err := r.unfolding(ctx, bureauID, sha)
	if err != nil {
		return "", storeFault(err)
	}
	defer f.done()
	whole, turn, err := f.decode()
	if err != nil {
		return "", storeFault(err)
	}
	if turn != 1 {
		whole = turned(whole, turn, 10*thumbnailSide)
	}
	luma, width := Brightness(whole)
	return PrintOf(luma, width), nil
}

// Unprintable says that a photo will never have a print, however often it is asked for.
func Unprintable(err error) bool { return errors.Is(err, Unreadable) || errors.Is(err, NotFound) }

// Brightness gives the brightness of every pixel, row by row.
func Brightness(picture image.Image) (luma []uint8, width int) {
	b := picture.Bounds()
	luma = make([]uint8, 0, b.Dx()*b.Dy())
	switch p := picture.(type) {
	case *image.YCbCr: // what a JPEG is: brightness lies there ready
		for y := b.Min.Y; y < b.Max.Y; y++ {
			from := p.YOffset(b.Min.X, y)
			luma = append(luma, p.Y[from:from+b.Dx()]...)
		}
	default:
		for y := b.Min.Y; y < b.Max.Y; y++ {
			for x := b.Min.X; x < b.Max.X; x++ {
				g, _ := color.GrayModel.Convert(picture.At(x, y)).(color.Gray)
				luma = append(luma, g.Y)
			}
		}
	}
	return luma, b.Dx()
}

// PrintOf reckons the print of a picture given by the brightness of its pixels, row by row.
func PrintOf(luma []uint8, width int) string {
	if width < cells || len(luma)/width*4/5 < cells {
		return ""
	}
	mean := cellsOf(luma, width, len(luma)/width*4/5)
	var across [cells][waves]int64
	for y := range cells {
		for u := range waves {
			for x := range cells {
				across[y][u] += mean[y][x] * cosines[u][x]
			}
		}
	}
	strength := make([]int64, 0, waves*waves)
	for v := range waves {
		for u := range waves {
			sum := int64(0)
			for y := range cells {
				sum += across[y][u] * cosines[v][y]
			}
			strength = append(strength, sum)
		}
	}
	sorted, sizes := slices.Sorted(slices.Values(strength)), make([]int64, len(strength))
	for i, s := range strength {
		sizes[i] = max(s, -s)
	}
	slices.Sort(sizes)
	// A wave of one step of brightness has the strength cells²/4 in the table's measure.
	if sizes[len(sizes)/2]*10 < plainest*(cells*cells/4)<<(2*finest) {
		return ""
	}
	middle, print := sorted[len(sorted)/2-1], uint64(0)
	for i, s := range strength {
		if s > middle {
			print |= 1 << (63 - i)
		}
	}
	return fmt.Sprintf("%016x", print)
}

// cellsOf divides the upper rows of a picture into cells and gives the mean brightness of each.
func cellsOf(luma []uint8, width, rows int) (mean [cells][cells]int64) {
	for j := range cells {
		for i := range cells {
			sum, n := int64(0), int64(0)
			for y := j * rows / cells; y < (j+1)*rows/cells; y++ {
				for x := i * width / cells; x < (i+1)*width/cells; x++ {
					sum += int64(luma[y*width+x])
					n++
				}
			}
			mean[j][i] = sum / n
		}
	}
	return mean
}

// Distance counts the bits in which two prints differ; 64 when one of them is none.
func Distance(a, b string) int {
	x, errX := strconv.ParseUint(a, 16, 64)
	y, errY := strconv.ParseUint(b, 16, 64)
	if errX != nil || errY != nil {
		return 64
	}
	return bits.OnesCount64(x ^ y)
}
