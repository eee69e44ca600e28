package rescue

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
)

// Bounds of one entry.
const (
	textMost  = 128 << 10
	photoMost = 1 << 30
)

// What an entry is.
const (
	IsAuthor = 'A'
	IsAct    = 'M'
	IsPhoto  = 'F'
	isEnd    = 'E'
)

// Author says who made the pack.
type Author struct {
	Token  string `json:"token"`
	Device string `json:"device"`
	MadeAt string `json:"madeAt"`
}

// Photo says which picture follows.
type Photo struct {
	SHA256  string `json:"sha256"`
	Type    string `json:"type"`
	Size    int64  `json:"size"`
	CheckID string `json:"checkId"`
}

// Entry is one thing in a pack. Text is its JSON; Body is set for a picture, holds exactly the size that Photo says, and
// is good until the next entry is asked for.
type Entry struct {
	Kind  byte
	Text  []byte
	Photo Photo
	Body  io.Reader
}

// Next gives the next entry, or io.EOF after the last. What is left of a picture is skipped. Refuses Damaged.
func (p *Pack) Next() (Entry, error) {
	if p.done {
		return Entry{}, io.EOF
	}
	if p.left > 0 {
		if _, err := io.CopyN(io.Discard, p.in, p.left); err != nil {
			return Entry{}, p.broken(err)
		}
		p.left = 0
	}
	var begin [5]byte
	if _, err := io.ReadFull(p.in, begin[:]); err != nil {
		return Entry{}, p.broken(err)
	}
	n := binary.BigEndian.Uint32(begin[1:])
	if n > textMost {
		return Entry{}, damaged(p.in.index, "entry")
	}
	e := Entry{Kind: begin[0], Text: make([]byte, n)}
	if _, err := io.ReadFull(p.in, e.Text); err != nil {
		return Entry{}, p.broken(err)
	}
	switch e.Kind {
	case isEnd:
		return p.end()
	case IsPhoto:
		if err := json.Unmarshal(e.Text, &e.Photo); err != nil || e.Photo.Size < 0 || e.Photo.Size > photoMost {
			return Entry{}, damaged(p.in.index, "entry")
		}
		p.left = e.Photo.Size
		e.Body = &body{p}
	case IsAuthor, IsAct:
	default:
		return Entry{}, damaged(p.in.index, "entry")
	}
	return e, nil
}

// end holds a pack to ending where it says.
func (p *Pack) end() (Entry, error) {
	switch n, err := io.ReadFull(p.in, make([]byte, 1)); {
	case n > 0:
		return Entry{}, damaged(p.in.index, "more")
	case !errors.Is(err, io.EOF):
		return Entry{}, err
	}
	p.done = true
	return Entry{}, io.EOF
}

// broken: a stream of chunks that ends inside an entry, or before the end is said, is not whole.
func (p *Pack) broken(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return damaged(p.in.index, "cut")
	}
	return err
}

// body is a picture inside the stream.
type body struct{ pack *Pack }

func (b *body) Read(into []byte) (int, error) {
	if b.pack.left == 0 {
		return 0, io.EOF
	}
	n, err := b.pack.in.Read(into[:min(int64(len(into)), b.pack.left)])
	b.pack.left -= int64(n)
	if errors.Is(err, io.EOF) && b.pack.left > 0 {
		err = damaged(b.pack.in.index, "cut")
	}
	return n, err
}
