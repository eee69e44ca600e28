package rescue

import (
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"io"
)

// chunks is the plain text of a pack as one stream. It fails with Damaged at the first chunk that is not what was sealed
// in its place; what was read before is sound.
type chunks struct {
	from  io.Reader
	seal  cipher.AEAD
	size  int
	index uint32
	box   []byte // as it came
	room  []byte // as it is when opened: a failed try spoils what it writes to
	plain []byte
	ended bool
	wrong error
}

func (c *chunks) Read(p []byte) (int, error) {
	for len(c.plain) == 0 {
		if c.wrong == nil && c.ended {
			c.wrong = c.nothingMore()
		}
		if c.wrong == nil {
			c.wrong = c.next()
		}
		if c.wrong != nil && len(c.plain) == 0 {
			return 0, c.wrong
		}
	}
	n := copy(p, c.plain)
	c.plain = c.plain[n:]
	return n, nil
}

// next opens one chunk. Whether it is the last is part of its nonce, so it is tried as what its length says.
func (c *chunks) next() error {
	var length [4]byte
	if _, err := io.ReadFull(c.from, length[:]); err != nil {
		return c.torn(err)
	}
	n, full := int(binary.BigEndian.Uint32(length[:])), c.size+c.seal.Overhead()
	if n < c.seal.Overhead() || n > full {
		return damaged(c.index, "length")
	}
	if c.box == nil {
		c.box, c.room = make([]byte, full), make([]byte, 0, c.size)
	}
	if _, err := io.ReadFull(c.from, c.box[:n]); err != nil {
		return c.torn(err)
	}
	plain, err := c.seal.Open(c.room, c.nonce(false), c.box[:n], nil)
	if err != nil || n < full {
		if plain, err = c.seal.Open(c.room, c.nonce(true), c.box[:n], nil); err == nil {
			c.ended = true
		}
	}
	if err != nil {
		return damaged(c.index, "changed")
	}
	c.plain = plain
	c.index++
	return nil
}

func (c *chunks) nonce(last bool) []byte {
	nonce := make([]byte, 12)
	binary.BigEndian.PutUint32(nonce[7:], c.index)
	if last {
		nonce[11] = 1
	}
	return nonce
}

// torn tells a file that ends too early from a sender who is gone.
func (c *chunks) torn(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return damaged(c.index, "cut")
	}
	return err
}

// nothingMore holds the file to ending after its last chunk.
func (c *chunks) nothingMore() error {
	switch n, err := io.ReadFull(c.from, make([]byte, 1)); {
	case n > 0:
		return damaged(c.index, "more")
	case errors.Is(err, io.EOF):
		return io.EOF
	default:
		return err
	}
}
