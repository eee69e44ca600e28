package files_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"sync"
	"testing"

	"anjian/internal/fault"
	"anjian/internal/files"
)

// The smallest real WebP pictures, one pixel each.
var (
	lossyWebP    = unhex("52494646220000005745425056503820160000003001009d012a010001000ec0fe25a400037000000000")
	losslessWebP = unhex("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700")
)

func unhex(s string) []byte {
	b, err := hex.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return b
}

// bombPNG is a valid PNG header that promises so many pixels, and hardly anything behind it.
func bombPNG(width, height uint32) []byte {
	out := []byte("\x89PNG\r\n\x1a\n")
	header := binary.BigEndian.AppendUint32(nil, width)
	header = append(binary.BigEndian.AppendUint32(header, height), 8, 2, 0, 0, 0)
	out = append(out, chunk("IHDR", header)...)
	out = append(out, chunk("IDAT", bytes.Repeat([]byte{0}, 100))...)
	return append(out, chunk("IEND", nil)...)
}

func chunk(kind string, body []byte) []byte {
	out := append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), kind...)
	out = append(out, body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// giantInSmallCanvas is an extended WebP of 1 x 1 pixels around a frame of 16383 x 16383.
func giantInSmallCanvas() []byte {
	body := []byte("WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00VP8 ")
	frame := append([]byte{0xd0, 1, 0, 0x9d, 1, 0x2a, 0xff, 0x3f, 0xff, 0x3f}, make([]byte, 40)...)
	body = append(binary.LittleEndian.AppendUint32(body, uint32(len(frame))), frame...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// withExif puts an Exif block with that orientation into a JPEG.
func withExif(photo []byte, orientation byte) []byte {
	exif := append([]byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), orientation, 0, 0, 0, 0, 0, 0)
	out := append(bytes.Clone(photo[:2]), 0xff, 0xe1, 0, byte(len(exif)+2))
	return append(append(out, exif...), photo[2:]...)
}

func TestOnlyWholePicturesOfTheDeclaredTypeAreTaken(t *testing.T) {
	photo, drawing := asJPEG(t, noisy(400, 300, 20)), asPNG(t, noisy(120, 90, 21))
	damaged := bytes.Clone(drawing)
	damaged[len(damaged)/2] ^= 1
	program := append([]byte("MZ\x90\x00\x03\x00\x00\x00"), bytes.Repeat([]byte("This program cannot be run in DOS mode."), 50)...)
	cases := []struct {
		name     string
		bytes    []byte
		declared string
		code     string // empty: taken
	}{
		{"a JPEG", photo, "image/jpeg", ""},
		{"a grey JPEG", asJPEG(t, image.NewGray(image.Rect(0, 0, 64, 48))), "image/jpeg", ""},
		{"a JPEG with Exif", withExif(photo, 6), "image/jpeg", ""},
		{"a JPEG with a film behind its end", append(bytes.Clone(photo), "ftypmp42 and so on"...), "image/jpeg", ""},
		{"a PNG", drawing, "image/png", ""},
		{"a lossy WebP", lossyWebP, "image/webp", ""},
		{"a lossless WebP", losslessWebP, "image/webp", ""},
		{"a PNG that says it is a JPEG", drawing, "image/jpeg", "files.type_mismatch"},
		{"a JPEG that says it is a WebP", photo, "image/webp", "files.type_mismatch"},
		{"a renamed program", program, "image/jpeg", "files.not_a_picture"},
		{"a program behind the first bytes of a JPEG", append([]byte("\xff\xd8\xff\xe0"), program...), "image/jpeg", "files.truncated"},
		{"a page", []byte("<html><script>alert(1)</script></html>"), "image/png", "files.not_a_picture"},
		{"an SVG", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "image/png", "files.not_a_picture"},
		{"one byte", []byte{0xff}, "image/jpeg", "files.not_a_picture"},
		{"four thousand zeros", make([]byte, 4000), "image/png", "files.not_a_picture"},
		{"only the start and end of a JPEG", []byte("\xff\xd8\xff\xd9 nothing between"), "image/jpeg", "files.not_a_picture"},
		{"a JPEG cut in the middle", photo[:len(photo)/2], "image/jpeg", "files.truncated"},
		{"a JPEG cut in its header", photo[:200], "image/jpeg", "files.truncated"},
		{"a JPEG without its last byte", photo[:len(photo)-1], "image/jpeg", "files.truncated"},
		{"a PNG cut in the middle", drawing[:len(drawing)/2], "image/png", "files.truncated"},
		{"a PNG without its end", drawing[:len(drawing)-12], "image/png", "files.truncated"},
		{"a PNG with one bit turned", damaged, "image/png", "files.truncated"},
		{"a WebP cut in the middle", lossyWebP[:40], "image/webp", "files.truncated"},
		{"a PNG promising 20000 x 20000 pixels", bombPNG(20000, 20000), "image/png", "files.too_many_pixels"},
		{"a PNG promising 900 million pixels", bombPNG(30000, 30000), "image/png", "files.too_many_pixels"},
		{"a PNG as long as a street", bombPNG(20001, 1), "image/png", "files.too_many_pixels"},
		{"a PNG wider than a number", bombPNG(1<<31, 1<<31), "image/png", "files.not_a_picture"},
		{"a PNG without a line", bombPNG(10, 0), "image/png", "files.not_a_picture"},
		{"a giant in a small WebP canvas", giantInSmallCanvas(), "image/webp", "files.not_a_picture"},
	}
	everywhere(t, func(t *testing.T, objects files.Objects) {
		p := newPhone(t, objects, chen)
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				p.t = t
				stored, err := p.room.Put(t.Context(), chen, c.declared, bytes.NewReader(c.bytes))
				if fault.CodeOf(err) != c.code && (c.code != "" || err != nil) {
					t.Errorf("Put: %v, want %q", err, c.code)
				}
				if c.code == "" && (stored.SHA256 != sum(c.bytes) || stored.Width == 0 || stored.Height == 0) {
					t.Errorf("Put: %+v", stored)
				}
				if err := p.room.Delete(t.Context(), chen.BureauID, sum(c.bytes)); err != nil {
					t.Fatal(err)
				}
				at, status := p.begin(len(c.bytes), sum(c.bytes), c.declared), 204
				if c.code != "" {
					status = 422
				}
				p.wantPatch(at, 0, c.bytes, status, c.code)
				if c.code == "" {
					p.holds(chen, c.bytes, c.declared)
					return
				}
				p.holdsNot(chen, c.bytes)
				if n := p.stands(at); n != -1 {
					t.Errorf("the refused upload stands at %d", n)
				}
			})
		}
		p.t = t
		for object, err := range objects.List(t.Context(), "uploads/") {
			if name := object.Key[len("uploads/")+37:]; err != nil || name != "promise.json" && name != "settled" {
				t.Errorf("left behind: %s %v", object.Key, err)
			}
		}
	})
}

func TestOtherBytesThanPromisedAreRefused(t *testing.T) {
	everywhere(t, func(t *testing.T, objects files.Objects) {
		p := newPhone(t, objects, chen)
		photo := asJPEG(t, noisy(300, 200, 22))
		damaged := bytes.Clone(photo)
		damaged[len(damaged)/2] ^= 4
		at := p.begin(len(photo), sum(photo), "image/jpeg")
		p.wantPatch(at, 0, damaged, 422, "files.hash_mismatch")
		p.holdsNot(chen, photo)
		p.holdsNot(chen, damaged)
		if n := p.stands(at); n != -1 || len(p.books.list) != 0 {
			t.Errorf("stands at %d, announced %v", n, p.books.list)
		}
	})
}

func TestPutRefusesWhatIsEmptyOrTooLargeAndKeepsNoScraps(t *testing.T) {
	everywhere(t, func(t *testing.T, objects files.Objects) {
		p := newPhone(t, objects, chen)
		for code, body := range map[string]io.Reader{
			"files.empty":     bytes.NewReader(nil),
			"files.too_large": io.LimitReader(zeros{}, 4<<20+1),
			"files.cut_off":   io.MultiReader(bytes.NewReader(asJPEG(t, noisy(30, 20, 1))), torn{}),
		} {
			if _, err := p.room.Put(t.Context(), chen, "", body); fault.CodeOf(err) != code {
				t.Errorf("%v, want %s", err, code)
			}
		}
		for object := range objects.List(t.Context(), "uploads/") {
			t.Errorf("left behind: %s", object.Key)
		}
	})
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestAThumbnailIsSmallUprightAndMadeOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, objects files.Objects) {
		p := newPhone(t, objects, chen)
		for _, c := range []struct {
			name          string
			bytes         []byte
			width, height int
			redX, redY    int // where the red half must be
		}{
			{"as it lies", asJPEG(t, halves(1600, 1200)), 320, 240, 20, 120},
			{"held on its side", withExif(asJPEG(t, halves(1600, 1200)), 6), 240, 320, 120, 20},
			{"held on its other side", withExif(asJPEG(t, halves(1600, 1200)), 8), 240, 320, 120, 300},
			{"upside down", withExif(asJPEG(t, halves(1600, 1200)), 3), 320, 240, 300, 120},
			{"a PNG smaller than a thumbnail", asPNG(t, halves(100, 60)), 100, 60, 10, 30},
		} {
			t.Run(c.name, func(t *testing.T) {
				stored, err := p.room.Put(t.Context(), chen, "", bytes.NewReader(c.bytes))
				if err != nil {
					t.Fatal(err)
				}
				var all sync.WaitGroup
				for range 4 {
					all.Go(func() {
						body, info, err := p.room.Thumbnail(t.Context(), chen.BureauID, stored.SHA256)
						if err != nil {
							t.Error(err)
							return
						}
						defer body.Close()
						small, err := jpeg.Decode(body)
						if err != nil || info.ContentType != "image/jpeg" {
							t.Errorf("%+v: %v", info, err)
							return
						}
						if b := small.Bounds(); b.Dx() != c.width || b.Dy() != c.height {
							t.Errorf("%v, want %d x %d", b, c.width, c.height)
						}
						if got := color.RGBAModel.Convert(small.At(c.redX, c.redY)).(color.RGBA); got.R < 200 || got.B > 60 {
							t.Errorf("at %d,%d is %v, want red", c.redX, c.redY, got)
						}
					})
				}
				all.Wait()
				kept := 0
				for object := range objects.List(t.Context(), "thumbs/") {
					if bytes.Contains([]byte(object.Key), []byte(stored.SHA256)) {
						kept++
					}
				}
				if kept != 1 {
					t.Errorf("%d thumbnails kept", kept)
				}
				if _, _, err := p.room.Thumbnail(t.Context(), other.BureauID, stored.SHA256); fault.CodeOf(err) != "files.not_found" {
					t.Errorf("the other bureau: %v", err)
				}
				if err := p.room.Delete(t.Context(), chen.BureauID, stored.SHA256); err != nil {
					t.Fatal(err)
				}
				if _, _, err := p.room.Thumbnail(t.Context(), chen.BureauID, stored.SHA256); fault.CodeOf(err) != "files.not_found" {
					t.Errorf("after deleting: %v", err)
				}
			})
		}
	})
}
