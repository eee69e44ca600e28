package demo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"math/rand/v2"
)

// picture draws a JPEG of shapes that stands for a photo taken on site: a floor, a tank, pipes, a warning stripe. The
// same seed gives the same bytes. No real person or plant is shown.
func picture(seed uint64) ([]byte, error) {
	const w, h = 1200, 900
	dice := rand.New(rand.NewPCG(seed, 42))
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	wall := shade(dice, 150, 60)
	for y := range h {
		c := darker(wall, float64(y)/h*0.5)
		draw.Draw(img, image.Rect(0, y, w, y+1), image.NewUniform(c), image.Point{}, draw.Src)
	}
	draw.Draw(img, image.Rect(0, h*2/3, w, h), image.NewUniform(darker(wall, 0.6)), image.Point{}, draw.Src)
	for range 2 + dice.IntN(3) {
		tank(img, 120+dice.IntN(w-240), h*2/3, 60+dice.IntN(110), 260+dice.IntN(300), shade(dice, 110, 120))
	}
	for range 3 + dice.IntN(4) {
		y, thick := dice.IntN(h/2), 8+dice.IntN(22)
		draw.Draw(img, image.Rect(0, y, w, y+thick), image.NewUniform(shade(dice, 90, 120)), image.Point{}, draw.Src)
	}
	for x := 0; x < w; x++ {
		for y := h - 70; y < h-30; y++ {
			if (x+y)/40%2 == 0 {
				img.SetRGBA(x, y, color.RGBA{230, 180, 20, 255})
			} else {
				img.SetRGBA(x, y, color.RGBA{30, 30, 30, 255})
			}
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 78}); err != nil {
		return nil, fmt.Errorf("demo: encode picture %d: %w", seed, err)
	}
	return out.Bytes(), nil
}

// tank draws an upright cylinder that stands on `foot`, lit from the left.
func tank(img *image.RGBA, middle, foot, radius, height int, c color.RGBA) {
	for dx := -radius; dx <= radius; dx++ {
		light := math.Cos(float64(dx+radius/3) / float64(radius) * 1.3)
		column := darker(c, 0.75-0.65*math.Max(0, light))
		dome := int(math.Sqrt(float64(radius*radius-dx*dx)) * 0.35)
		draw.Draw(img, image.Rect(middle+dx, foot-height-dome, middle+dx+1, foot+dome/2), image.NewUniform(column), image.Point{}, draw.Src)
	}
}

func shade(dice *rand.Rand, from, spread int) color.RGBA {
	c := func() uint8 { return uint8(from + dice.IntN(spread)) }
	return color.RGBA{c(), c(), c(), 255}
}

func darker(c color.RGBA, by float64) color.RGBA {
	f := func(v uint8) uint8 { return uint8(float64(v) * (1 - by)) }
	return color.RGBA{f(c.R), f(c.G), f(c.B), 255}
}
