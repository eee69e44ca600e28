package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	_ "image/png" // photos of a WebKit phone
	"strings"

	_ "golang.org/x/image/webp" // photos of some phones
)

// picture is a photo ready to be embedded: JPEG bytes as they came, or re-encoded when they came as something else.
type picture struct {
	jpeg          []byte
	width, height int
	space         string
	decode        string
}

const maxPixels = 40_000_000

// newPicture takes JPEG bytes over untouched; PNG and WebP are re-encoded. It gives nil for what is no picture, or
// one of more than 40 million pixels: the page then says so instead of failing the record.
func newPicture(data []byte) *picture {
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || config.Width < 1 || config.Height < 1 || config.Width*config.Height > maxPixels {
		return nil
	}
	if format == "jpeg" {
		p := &picture{jpeg: data, width: config.Width, height: config.Height, space: "/DeviceRGB"}
		switch components(data) {
		case 1:
			p.space = "/DeviceGray"
		case 4:
			p.space, p.decode = "/DeviceCMYK", " /Decode [1 0 1 0 1 0 1 0]"
		}
		return p
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 85}); err != nil {
		return nil
	}
	return &picture{jpeg: out.Bytes(), width: config.Width, height: config.Height, space: "/DeviceRGB"}
}

// components reads how many colour components a JPEG has from its frame header.
func components(data []byte) int {
	for at := 2; at+9 < len(data) && data[at] == 0xff; {
		marker := data[at+1]
		if marker == 0xff {
			at++
			continue
		}
		size := int(data[at+2])<<8 | int(data[at+3])
		if marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc {
			return int(data[at+9])
		}
		at += 2 + size
	}
	return 3
}

func (p *picture) write(f *pdfFile) int {
	id := f.reserve()
	f.stream(id, fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent 8%s /Filter /DCTDecode",
		p.width, p.height, p.space, p.decode), p.jpeg, false)
	return id
}

// print makes the file: pages, fonts, pictures, and what readers show beside them.
func (s *sheet) print(m meta) (Printed, error) {
	if s.err != nil {
		return Printed{}, s.err
	}
	var signed []Signed
	pages := paginate(s.boxes, marginTop, blockHeight)
	c, p := &canvas{}, newPDFFile()
	catalog, info, tree, resources := p.reserve(), p.reserve(), p.reserve(), p.reserve()
	var kids []string
	for i, ops := range pages {
		ops = append(ops, s.footOps(i+1, len(pages))...)
		if s.err != nil {
			return Printed{}, s.err
		}
		signed = append(signed, signedOn(i+1, ops)...)
		page, content := p.reserve(), p.reserve()
		kids = append(kids, fmt.Sprintf("%d 0 R", page))
		p.stream(content, "", []byte(c.page(ops)), true)
		p.object(page, fmt.Sprintf("<</Type /Page /Parent %d 0 R /MediaBox [0 0 %s %s] /Resources %d 0 R /Contents %d 0 R>>",
			tree, num(pageWidth), num(pageHeight), resources, content))
	}
	var fonts, images strings.Builder
	for _, u := range c.fonts {
		fmt.Fprintf(&fonts, "/%s %d 0 R ", u.name, u.write(p))
	}
	for i, picture := range c.images {
		fmt.Fprintf(&images, "/I%d %d 0 R ", i+1, picture.write(p))
	}
	p.object(tree, fmt.Sprintf("<</Type /Pages /Kids [%s] /Count %d>>", strings.Join(kids, " "), len(kids)))
	p.object(resources, fmt.Sprintf("<</Font <<%s>> /XObject <<%s>>>>", fonts.String(), images.String()))
	p.object(info, fmt.Sprintf("<</Title %s /Author %s /Subject %s /Creator %s /Producer %s /CreationDate %s /ModDate %s>>",
		pdfText(m.title), pdfText(m.author), pdfText(m.subject), pdfText("Anjian"), pdfText("Anjian"), pdfDate(m.at), pdfDate(m.at)))
	p.object(catalog, fmt.Sprintf("<</Type /Catalog /Pages %d 0 R /Lang (zh-CN) /ViewerPreferences <</DisplayDocTitle true>>>>", tree))
	return Printed{PDF: p.finish(catalog, info), Signed: signed, fonts: s.fonts, code: s.foot.code}, nil
}
