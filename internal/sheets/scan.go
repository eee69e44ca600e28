package sheets

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
)

// trap is a place in a sheet that must not be taken for what it shows: a formula (its value is whatever some program
// last thought it was) or a merged range (all but its first cell are empty).
type trap struct{ code, where string }

var (
	cellRef  = regexp.MustCompile(`\br="([A-Z]{1,3}[0-9]{1,7})"`)
	mergeRef = regexp.MustCompile(`\bref="([A-Z0-9:]{2,24})"`)
)

// mostTraps bounds what is kept of them; there is an end to being told the same thing.
const mostTraps = maxIssues

// traps goes over the part of a sheet once, tag by tag, without building it in memory. Text never holds a "<", so what
// looks like a tag is one; a prefix before the name (x:f) is passed over.
func (b *Book) traps(sheet string) ([]trap, error) {
	f, err := b.zip.Open(b.parts[sheet])
	if err != nil {
		return nil, NotXLSX.Because(err)
	}
	defer f.Close()
	in := bufio.NewReaderSize(f, 1<<20)
	var found []trap
	cell := ""
	for {
		if _, err := discardUntil(in, '<'); err != nil {
			if errors.Is(err, io.EOF) {
				return found, nil
			}
			return nil, NotXLSX.Because(err)
		}
		tag, err := in.ReadSlice('>')
		if errors.Is(err, bufio.ErrBufferFull) {
			return nil, NotXLSX
		}
		if err != nil {
			if errors.Is(err, io.EOF) {
				return found, nil
			}
			return nil, NotXLSX.Because(err)
		}
		name, rest, _ := bytes.Cut(bytes.TrimRight(tag, "/>"), []byte(" "))
		if i := bytes.IndexByte(name, ':'); i >= 0 {
			name = name[i+1:]
		}
		switch string(name) {
		case "row":
			b.Ahead++
		case "c":
			cell = ""
			if m := cellRef.FindSubmatch(rest); m != nil {
				cell = string(m[1])
			}
		case "f":
			found = append(found, trap{"formula", cell})
		case "mergeCell":
			if m := mergeRef.FindSubmatch(rest); m != nil {
				found = append(found, trap{"merged", string(m[1])})
			}
		}
		if len(found) >= mostTraps {
			return found, nil
		}
	}
}

// discardUntil passes over everything up to and with a byte.
func discardUntil(in *bufio.Reader, end byte) (int, error) {
	n := 0
	for {
		part, err := in.ReadSlice(end)
		n += len(part)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return n, err
		}
	}
}

// place cuts B12 or B12:C13 into column and row of its first cell.
func place(ref string) (column string, row int) {
	i := 0
	for i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' {
		i++
	}
	end := i
	for end < len(ref) && ref[end] >= '0' && ref[end] <= '9' {
		end++
	}
	row, err := strconv.Atoi(ref[i:end])
	if err != nil {
		return ref[:i], 0
	}
	return ref[:i], row
}
