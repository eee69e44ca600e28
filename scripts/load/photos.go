package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
)

const photoBytes = 400_000

// photos measures how many 400 KB photos a second the server stores: creation with upload, one request each, different
// bytes each time, hash checked and flushed before the answer.
func photos(ctx context.Context, p plan) ([]figure, error) {
	d := openDoor(p.base)
	plain, err := photograph()
	if err != nil {
		return nil, err
	}
	var crew []*person
	for i := range 6 {
		who, err := d.signIn(ctx, fmt.Sprintf("inspector%d", i+1))
		if err != nil {
			return nil, err
		}
		crew = append(crew, who)
	}
	var figures []figure
	taken := uint64(rand.Uint32()) << 20
	for _, clients := range p.clients {
		// Hashed beforehand: a phone did that when the photo was taken.
		sums := make([]string, p.runs*p.share(clients))
		for i := range sums {
			sum := sha256.Sum256(splice(plain, taken+uint64(i)))
			sums[i] = hex.EncodeToString(sum[:])
		}
		f, err := measure(ctx, p, figure{What: "photos", On: p.label, Clients: clients}, 0, func(ctx context.Context, n int) error {
			return d.upload(ctx, crew[n%len(crew)], splice(plain, taken+uint64(n)), sums[n])
		})
		if err != nil {
			return figures, err
		}
		taken += uint64(len(sums))
		figures = append(figures, f)
	}
	return figures, nil
}

// upload sends one photo with tus' creation-with-upload and holds the server to the whole of it.
func (d *door) upload(ctx context.Context, who *person, body []byte, sum string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.base+"/api/v1/uploads", bytes.NewReader(body))
	if err != nil {
		return err
	}
	word := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	for name, value := range map[string]string{
		"Authorization": "Bearer " + who.token, "Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream",
		"Upload-Length": strconv.Itoa(len(body)), "Upload-Metadata": "sha256 " + word(sum) + ",filetype " + word("image/jpeg"),
	} {
		req.Header.Set(name, value)
	}
	res, err := d.http.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusCreated || res.Header.Get("Upload-Offset") != strconv.Itoa(len(body)) {
		return fmt.Errorf("upload: %s, offset %q: %.500s", res.Status, res.Header.Get("Upload-Offset"), text)
	}
	return nil
}

// splice puts a JPEG comment with the number behind the first two bytes, so that no two photos are the same file.
func splice(plain []byte, n uint64) []byte {
	whole := make([]byte, 0, len(plain)+12)
	whole = append(whole, plain[:2]...)
	whole = append(whole, 0xff, 0xfe, 0, 10)
	whole = binary.BigEndian.AppendUint64(whole, n)
	return append(whole, plain[2:]...)
}

// photograph draws a picture with enough grain to weigh what a phone's evidence copy weighs.
func photograph() ([]byte, error) {
	const width, height = 1600, 1200
	grain := rand.New(rand.NewPCG(1, 2))
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			noise := uint8(grain.IntN(26))
			img.SetRGBA(x, y, color.RGBA{uint8(x/8) + noise, uint8(y/6) + noise, uint8((x+y)/12) + noise, 255})
		}
	}
	var best []byte
	for quality := 90; quality >= 20; quality -= 3 {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
			return nil, err
		}
		best = b.Bytes()
		if len(best) <= photoBytes*105/100 {
			break
		}
	}
	return best, nil
}
