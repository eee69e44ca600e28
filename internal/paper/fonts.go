package paper

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"anjian/internal/fault"
)

//go:embed fonts/NotoSerifSC-Regular.ttf.gz
var regularGz []byte

//go:embed fonts/NotoSerifSC-Bold.ttf.gz
var boldGz []byte

// Fonts are the faces a document is drawn with, in order of preference: a character missing in the first face is
// drawn from the next. One value serves any number of documents at once.
type Fonts struct {
	body, title []*face
}

// UnusableFont refuses a font file of the bureau's own folder.
var UnusableFont = fault.New(fault.Invalid, "paper.font_unusable", "A font file in the document font folder cannot be used.")

var houseFonts = sync.OnceValues(func() (*Fonts, error) {
	regular, err := unpackFace(regularGz)
	if err != nil {
		return nil, err
	}
	bold, err := unpackFace(boldGz)
	if err != nil {
		return nil, err
	}
	return &Fonts{body: []*face{regular}, title: []*face{bold, regular}}, nil
})

// HouseFonts gives the embedded Noto Serif SC. The first call unpacks them (about a tenth of a second); call it once
// at the start of a server so that nobody waits for it.
func HouseFonts() (*Fonts, error) { return houseFonts() }

// LoadFonts reads the bureau's own fonts (*.ttf, TrueType outlines) from a folder and puts them before the embedded
// ones. A file whose name contains bold, title or 标宋 is used for titles, every other one for the text; within each
// kind the files count in order of their names. An empty folder name gives the embedded fonts alone; a file that is
// not usable is refused with its name, so that a bureau notices it at the start and not in a document.
func LoadFonts(folder string) (*Fonts, error) {
	house, err := HouseFonts()
	if err != nil || folder == "" {
		return house, err
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.[tT][tT][fF]"))
	if err != nil {
		return nil, fmt.Errorf("paper: list fonts: %w", err)
	}
	slices.Sort(files)
	own := &Fonts{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, UnusableFont.With("file", filepath.Base(file)).Because(err)
		}
		f, err := newFace(data)
		if err != nil {
			return nil, UnusableFont.With("file", filepath.Base(file)).Because(err)
		}
		if isTitleFile(filepath.Base(file)) {
			own.title = append(own.title, f)
		} else {
			own.body = append(own.body, f)
		}
	}
	own.body = append(own.body, house.body...)
	own.title = append(own.title, house.title...)
	return own, nil
}

func isTitleFile(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "bold") || strings.Contains(name, "title") || strings.Contains(name, "标宋")
}

func unpackFace(packed []byte) (*face, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("paper: unpack font: %w", err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("paper: unpack font: %w", err)
	}
	return newFace(data)
}
