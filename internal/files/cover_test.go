package files_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"testing"

	"anjian/internal/files"
)

// stripes is a picture whose every second column is black: what is covered becomes grey.
func stripes(t *testing.T, w, h int) []byte {
	t.Helper()
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			v := uint8(x / 8 % 2 * 255)
			p.SetRGBA(x, y, color.RGBA{v, v, v, 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, p, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWhatIsCoveredIsGoneFromThePixelsAndTheOriginalStays(t *testing.T) {
	objects, err := files.NewDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	room := files.New(objects, files.Options{})
	original := stripes(t, 960, 720)
	stored, err := room.Put(t.Context(), files.Uploader{BureauID: "b", PersonID: "p"}, "", bytes.NewReader(original))
	if err != nil {
		t.Fatal(err)
	}
	for name, small := range map[string]bool{"whole": false, "small": true} {
		body, info, err := room.Covered(t.Context(), "b", stored.SHA256, []files.Region{{2000, 2000, 6000, 5000}, {9500, 9500, 10000, 10000}}, small)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(body)
		if err != nil || int64(len(raw)) != info.Size {
			t.Fatalf("%s: %d bytes of %d, %v", name, len(raw), info.Size, err)
		}
		p, err := jpeg.Decode(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		b := p.Bounds()
		if want := map[bool]int{false: 960, true: 320}[small]; b.Dx() != want {
			t.Errorf("%s: %d wide, expected %d", name, b.Dx(), want)
		}
		if in := contrast(p, b, 0.22, 0.22, 0.58, 0.48); in > 90 {
			t.Errorf("%s: the covered region still shows stripes: contrast %d", name, in)
		}
		if in := contrast(p, b, 0.96, 0.96, 0.999, 0.999); in > 120 {
			t.Errorf("%s: the corner is not covered to its end: contrast %d", name, in)
		}
		if out := contrast(p, b, 0.65, 0.2, 0.9, 0.5); !small && out < 200 {
			t.Errorf("%s: more than the region was covered: contrast %d", name, out)
		}
	}
	body, _, err := room.Open(t.Context(), "b", stored.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	kept, _ := io.ReadAll(body)
	if sum := sha256.Sum256(kept); hex.EncodeToString(sum[:]) != stored.SHA256 || !bytes.Equal(kept, original) {
		t.Error("the original was touched")
	}
	if _, _, err := room.Covered(t.Context(), "another", stored.SHA256, nil, false); err == nil {
		t.Error("another bureau got the photo")
	}
}

// contrast is how far brightness differs within a part of a picture.
func contrast(p image.Image, b image.Rectangle, left, top, right, bottom float64) int {
	low, high := 255, 0
	for y := int(top * float64(b.Dy())); y < int(bottom*float64(b.Dy())); y++ {
		for x := int(left * float64(b.Dx())); x < int(right*float64(b.Dx())); x++ {
			g, _ := color.GrayModel.Convert(p.At(x, y)).(color.Gray)
			low, high = min(low, int(g.Y)), max(high, int(g.Y))
		}
	}
	return high - low
}
