package evidence

import (
	"bytes"
	"io"
)

// Part is one member of a container, for tests that take a case file apart.
type Part struct {
	Name    string
	Content []byte
	Offset  int64 // of the content in the file
}

// TakeApart gives the members of a case file.
func TakeApart(r io.ReaderAt, size int64) []Part {
	members, broken := readContainer(r, size)
	if broken != nil {
		panic(broken.What)
	}
	parts := make([]Part, len(members))
	for i, m := range members {
		s := m.content(r)
		b, err := io.ReadAll(s)
		if err != nil {
			panic(err)
		}
		parts[i] = Part{m.name, b, m.offset + int64(len(localHead(m.name)))}
	}
	return parts
}

// PutTogether writes members as a container.
func PutTogether(parts []Part, w io.Writer) error {
	c := container{w: w}
	for _, p := range parts {
		if _, _, err := c.add(p.Name, bytes.NewReader(p.Content)); err != nil {
			return err
		}
	}
	return c.close()
}
