package evidence

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
)

// The container of a case file is a ZIP (APPNOTE 6.3) with one strict form: members stored as they are, one after the
// other without gaps, names in UTF-8, no times, no extras, no comment. Any program can unpack it, and every byte of it is
// known beforehand, so that nothing can be changed or hidden between the members. Sizes stay below 4 GiB.

const (
	zipFlags   = 1<<3 | 1<<11 // sizes follow the data, so that photos are streamed; names are UTF-8
	zipVersion = 20
	zipDate    = 1<<5 | 1 // 1980-01-01, the zero of ZIP
	zipMost    = 1<<32 - 1
)

// CaseFileTooLarge refuses a case file of 4 GiB and more.
var errTooLarge = fmt.Errorf("evidence: a case file ends at 4 GiB")

type zipMember struct {
	name   string
	offset int64
	size   int64
	crc    uint32
}

// container writes the ZIP.
type container struct {
	w       io.Writer
	at      int64
	members []zipMember
}

func (c *container) put(b []byte) error {
	n, err := c.w.Write(b)
	c.at += int64(n)
	return err
}

// add writes one member and gives its size and the hex SHA-256 of its content.
func (c *container) add(name string, content io.Reader) (int64, string, error) {
	m := zipMember{name: name, offset: c.at}
	if err := c.put(localHead(name)); err != nil {
		return 0, "", err
	}
	crc, sum := crc32.NewIEEE(), newSum()
	n, err := io.Copy(io.MultiWriter(c.w, crc, sum), io.LimitReader(content, zipMost+1))
	c.at += n
	if err != nil {
		return 0, "", err
	}
	m.size, m.crc = n, crc.Sum32()
	if c.at > zipMost {
		return 0, "", errTooLarge
	}
	c.members = append(c.members, m)
	return n, sum.hex(), c.put(descriptor(m))
}

func (c *container) close() error {
	start := c.at
	for _, m := range c.members {
		if err := c.put(centralHead(m)); err != nil {
			return err
		}
	}
	if c.at > zipMost || len(c.members) > 1<<16-2 {
		return errTooLarge
	}
	return c.put(zipEnd(len(c.members), start, c.at-start))
}

var le = binary.LittleEndian

func localHead(name string) []byte {
	b := le.AppendUint32(nil, 0x04034b50)
	for _, v := range [...]uint16{zipVersion, zipFlags, 0, 0, zipDate} {
		b = le.AppendUint16(b, v)
	}
	b = append(b, make([]byte, 12)...) // checksum and sizes follow the data
	b = le.AppendUint16(b, uint16(len(name)))
	b = le.AppendUint16(b, 0)
	return append(b, name...)
}

func descriptor(m zipMember) []byte {
	b := le.AppendUint32(nil, 0x08074b50)
	b = le.AppendUint32(b, m.crc)
	b = le.AppendUint32(b, uint32(m.size))
	return le.AppendUint32(b, uint32(m.size))
}

func centralHead(m zipMember) []byte {
	b := le.AppendUint32(nil, 0x02014b50)
	for _, v := range [...]uint16{zipVersion, zipVersion, zipFlags, 0, 0, zipDate} {
		b = le.AppendUint16(b, v)
	}
	b = le.AppendUint32(b, m.crc)
	b = le.AppendUint32(b, uint32(m.size))
	b = le.AppendUint32(b, uint32(m.size))
	b = le.AppendUint16(b, uint16(len(m.name)))
	b = append(b, make([]byte, 12)...) // extra, comment, disk, attributes
	b = le.AppendUint32(b, uint32(m.offset))
	return append(b, m.name...)
}

func zipEnd(n int, start, size int64) []byte {
	b := le.AppendUint32(nil, 0x06054b50)
	b = append(b, 0, 0, 0, 0)
	b = le.AppendUint16(b, uint16(n))
	b = le.AppendUint16(b, uint16(n))
	b = le.AppendUint32(b, uint32(size))
	b = le.AppendUint32(b, uint32(start))
	return append(b, 0, 0)
}

// readContainer lists the members of a ZIP in the strict form, or says where it leaves it. Content is not read.
func readContainer(r io.ReaderAt, size int64) ([]zipMember, *Finding) {
	broken := func(what string) ([]zipMember, *Finding) { return nil, &Finding{"", ArchiveBroken, what} }
	const endSize = 22
	if size < endSize {
		return broken("it is shorter than any archive")
	}
	end := make([]byte, endSize)
	if _, err := r.ReadAt(end, size-endSize); err != nil {
		return broken("its end cannot be read")
	}
	n, long, start := int(le.Uint16(end[10:])), int64(le.Uint32(end[12:])), int64(le.Uint32(end[16:]))
	if string(end) != string(zipEnd(n, start, long)) || start+long+endSize != size {
		return broken("its end is missing or cut off")
	}
	if long > 64<<20 {
		return broken("its list of members is too long")
	}
	central := make([]byte, long)
	if _, err := r.ReadAt(central, start); err != nil {
		return broken("its list of members cannot be read")
	}
	members, at := []zipMember{}, int64(0)
	for range n {
		if len(central) < 46 {
			return broken("its list of members is cut off")
		}
		name := int(le.Uint16(central[28:]))
		if len(central) < 46+name {
			return broken("its list of members is cut off")
		}
		m := zipMember{string(central[46 : 46+name]), int64(le.Uint32(central[42:])), int64(le.Uint32(central[20:])), le.Uint32(central[16:])}
		if string(central[:46+name]) != string(centralHead(m)) || m.offset != at {
			return nil, &Finding{m.name, ArchiveBroken, "its entry in the archive's list was changed"}
		}
		head, tail := localHead(m.name), descriptor(m)
		if !same(r, at, head) || !same(r, at+int64(len(head))+m.size, tail) {
			return nil, &Finding{m.name, ArchiveBroken, "what surrounds it in the archive was changed"}
		}
		at += int64(len(head)) + m.size + int64(len(tail))
		members, central = append(members, m), central[46+name:]
	}
	if at != start || len(central) != 0 {
		return broken("something stands between its members")
	}
	return members, nil
}

func same(r io.ReaderAt, at int64, want []byte) bool {
	got := make([]byte, len(want))
	_, err := r.ReadAt(got, at)
	return err == nil && string(got) == string(want)
}

func (m zipMember) content(r io.ReaderAt) *io.SectionReader {
	return io.NewSectionReader(r, m.offset+int64(len(localHead(m.name))), m.size)
}
