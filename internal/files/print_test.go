package files_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"golang.org/x/image/draw"

	"anjian/internal/files"
)

var update = flag.Bool("update", false, "write testdata/prints.json")

// vector is a picture anybody can make again from its numbers, and its print. Pixels follow the recurrence
// s = (s*1103515245 + 12345) mod 2³¹, s from seed; brightness is ((x*fx + y*fy) / 16 + (s >> 16) mod noise) mod 256.
type vector struct {
	Seed, Width, Height, Fx, Fy, Noise int
	Print                              string
}

func (v vector) luma() []uint8 {
	luma, s := make([]uint8, 0, v.Width*v.Height), int64(v.Seed)
	for y := range v.Height {
		for x := range v.Width {
			s = (s*1103515245 + 12345) % (1 << 31)
			luma = append(luma, uint8(((x*v.Fx+y*v.Fy)/16+int(s>>16)%v.Noise)%256))
		}
	}
	return luma
}

func TestThePrintIsTheOneThePhoneReckons(t *testing.T) {
	const file = "testdata/prints.json"
	var vectors []vector
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &vectors); err != nil {
		t.Fatal(err)
	}
	for i, v := range vectors {
		got := files.PrintOf(v.luma(), v.Width)
		if got != v.Print && !*update {
			t.Errorf("picture %d: print %q, expected %q", i, got, v.Print)
		}
		vectors[i].Print = got
	}
	if *update {
		out, _ := json.MarshalIndent(vectors, "", " ")
		if err := os.WriteFile(file, append(out, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// scene draws something like a photo of a workshop: walls and floor in slow gradients, machines as boxes and discs with
// edges and shades, grain over all.
func scene(dice *rand.Rand) *image.RGBA {
	const w, h = 800, 600
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	base, slope := 60+dice.IntN(120), dice.Float64()*120-60
	tilt := dice.Float64()*80 - 40
	for y := range h {
		for x := range w {
			v := float64(base) + slope*float64(y)/h + tilt*float64(x)/w
			p.SetRGBA(x, y, shade(v, v*0.97, v*0.9))
		}
	}
	for range 8 + dice.IntN(14) {
		x, y, bw, bh := dice.IntN(w), dice.IntN(h), 20+dice.IntN(220), 20+dice.IntN(220)
		c, round, edge := float64(dice.IntN(256)), dice.IntN(2) == 0, float64(dice.IntN(60))
		for dy := range bh {
			for dx := range bw {
				fx, fy := float64(dx)/float64(bw)*2-1, float64(dy)/float64(bh)*2-1
				if round && fx*fx+fy*fy > 1 || x+dx >= w || y+dy >= h {
					continue
				}
				v := c + edge*fx
				p.SetRGBA(x+dx, y+dy, shade(v, v*0.95, v*0.85))
			}
		}
	}
	for i := 0; i < len(p.Pix); i += 4 {
		n := dice.NormFloat64() * 6
		p.Pix[i], p.Pix[i+1], p.Pix[i+2] = clip(float64(p.Pix[i])+n), clip(float64(p.Pix[i+1])+n), clip(float64(p.Pix[i+2])+n)
	}
	return p
}

func shade(r, g, b float64) color.RGBA { return color.RGBA{clip(r), clip(g), clip(b), 255} }
func clip(v float64) uint8             { return uint8(min(max(v, 0), 255)) }

// watermarked draws the strip every evidence copy has, its words as light blocks that differ from check to check.
func watermarked(from *image.RGBA, dice *rand.Rand) *image.RGBA {
	p := image.NewRGBA(from.Rect)
	draw.Draw(p, p.Rect, from, from.Rect.Min, draw.Src)
	b := p.Rect
	top := b.Max.Y - b.Dy()*(11+dice.IntN(6))/100
	draw.Draw(p, image.Rect(0, top, b.Max.X, b.Max.Y), image.NewUniform(color.RGBA{12, 18, 18, 168}), image.Point{}, draw.Over)
	for range 120 {
		x, y := dice.IntN(b.Max.X), top+dice.IntN(b.Max.Y-top)
		draw.Draw(p, image.Rect(x, y, x+6, y+8), image.White, image.Point{}, draw.Src)
	}
	return p
}

func again(t *testing.T, p image.Image, width int, quality int) image.Image {
	t.Helper()
	scaled := image.NewRGBA(image.Rect(0, 0, width, p.Bounds().Dy()*width/p.Bounds().Dx()))
	draw.ApproxBiLinear.Scale(scaled, scaled.Rect, p, p.Bounds(), draw.Src, nil)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, scaled, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	back, err := jpeg.Decode(&out)
	if err != nil {
		t.Fatal(err)
	}
	return back
}

func printed(t *testing.T, p image.Image) string {
	t.Helper()
	luma, width := files.Brightness(p)
	return files.PrintOf(luma, width)
}

// What the threshold of the alarm (casework.alike) rests on.
func TestAPictureUsedAgainIsNearAndOthersAreFar(t *testing.T) {
	dice := rand.New(rand.NewPCG(7, 11))
	var prints []string
	far := map[string][]int{}
	for range 20 {
		taken := scene(dice)
		first := printed(t, again(t, watermarked(taken, dice), 800, 80))
		if first == "" {
			t.Fatal("a scene without a print")
		}
		prints = append(prints, first)
		trimmed := taken.SubImage(image.Rect(20, 15, 780, 585))
		flat := image.NewRGBA(image.Rect(0, 0, 760, 570))
		draw.Draw(flat, flat.Rect, trimmed, trimmed.Bounds().Min, draw.Src)
		for how, p := range map[string]image.Image{
			"recompressed":                again(t, watermarked(taken, dice), 800, 50),
			"two thirds":                  again(t, watermarked(taken, dice), 533, 70),
			"trimmed by 5 % (2.5 a side)": again(t, watermarked(flat, dice), 760, 70),
			"an evidence copy once more":  again(t, watermarked(watermarked(taken, dice), dice), 800, 70),
		} {
			far[how] = append(far[how], files.Distance(first, printed(t, p)))
		}
	}
	for how, d := range far {
		slices.Sort(d)
		t.Logf("%-28s median %2d  p95 %2d  max %2d", how, d[len(d)/2], d[len(d)*95/100], d[len(d)-1])
		if d[len(d)*95/100] > 10 {
			t.Errorf("%s: would often not be noticed: %v", how, d)
		}
	}
	var others []int
	for i := range prints {
		for j := range i {
			others = append(others, files.Distance(prints[i], prints[j]))
		}
	}
	slices.Sort(others)
	t.Logf("%d pairs of other pictures: min %d  p1 %d  p5 %d  median %d", len(others), others[0], others[len(others)/100], others[len(others)/20], others[len(others)/2])
	if others[len(others)/100] <= 10 {
		t.Error("pictures of other things would be taken for the same")
	}
}

func TestAPlainPictureHasNoPrint(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	for name, at := range map[string]func(x, y int) float64{
		"dark":     func(_, _ int) float64 { return 3 },
		"fog":      func(_, _ int) float64 { return 200 + dice.NormFloat64()*3 },
		"gradient": func(x, _ int) float64 { return float64(x) / 4 },
	} {
		p := image.NewRGBA(image.Rect(0, 0, 800, 600))
		for y := range 600 {
			for x := range 800 {
				v := at(x, y)
				p.SetRGBA(x, y, shade(v, v, v))
			}
		}
		if got := printed(t, again(t, p, 800, 80)); got != "" {
			t.Errorf("%s has the print %s", name, got)
		}
	}
	if got := files.PrintOf(make([]uint8, 31*31), 31); got != "" {
		t.Errorf("a picture smaller than the cells has the print %s", got)
	}
	if got := files.PrintOf(nil, 0); got != "" || files.Distance("", "f0") != 64 || files.Distance(fmt.Sprintf("%016x", 3), fmt.Sprintf("%016x", 0)) != 2 {
		t.Error("no picture, no print")
	}
}
