package paper

import (
	"encoding/binary"
	"maps"
	"slices"
)

// subset gives a TrueType font with only the wanted glyphs: glyph 0 is .notdef, glyph i+1 is wanted[i]. The same
// source glyph may stand more than once: every character gets its own glyph number, so that two characters drawn
// alike still extract as what they are. Parts of composite glyphs follow behind. It has the tables that a PDF needs
// for a CIDFontType2 and no others; the same wish gives the same bytes.
func (f *face) subset(wanted []uint16) []byte {
	order := append([]uint16{0}, wanted...)
	place := map[uint16]int{0: 0}
	var glyf, loca, hmtx []byte
	for i := 0; i < len(order); i++ {
		outline := slices.Clone(f.outline(order[i]))
		eachComponent(outline, func(at int) {
			part := binary.BigEndian.Uint16(outline[at:])
			to, ok := place[part]
			if !ok {
				to = len(order)
				place[part] = to
				order = append(order, part)
			}
			binary.BigEndian.PutUint16(outline[at:], uint16(to))
		})
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, outline...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		hmtx = binary.BigEndian.AppendUint16(hmtx, f.advance(order[i]))
		hmtx = binary.BigEndian.AppendUint16(hmtx, f.sideBearing(order[i]))
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))

	head := slices.Clone(f.tables["head"])
	binary.BigEndian.PutUint32(head[8:], 0)
	binary.BigEndian.PutUint16(head[50:], 1)
	hhea := slices.Clone(f.tables["hhea"])
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(order)))
	maxp := slices.Clone(f.tables["maxp"])
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(order)))
	tables := map[string][]byte{"head": head, "hhea": hhea, "maxp": maxp, "hmtx": hmtx, "loca": loca, "glyf": glyf}
	for _, hints := range []string{"cvt ", "fpgm", "prep"} {
		if data, ok := f.tables[hints]; ok {
			tables[hints] = data
		}
	}
	return assemble(tables)
}

// eachComponent visits the places in a composite outline where the number of a part stands.
func eachComponent(outline []byte, visit func(at int)) {
	const words, scale, more, xyScale, twoByTwo = 1, 8, 32, 64, 128
	if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return
	}
	for at := 10; at+4 <= len(outline); {
		flags := binary.BigEndian.Uint16(outline[at:])
		visit(at + 2)
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&xyScale != 0:
			at += 4
		case flags&twoByTwo != 0:
			at += 8
		}
		if flags&more == 0 {
			return
		}
	}
}

// assemble writes a font file with its directory and checksums.
func assemble(tables map[string][]byte) []byte {
	tags := slices.Sorted(maps.Keys(tables))
	power, exponent := 1, 0
	for power*2 <= len(tags) {
		power, exponent = power*2, exponent+1
	}
	file := []byte{0, 1, 0, 0}
	for _, n := range []int{len(tags), 16 * power, exponent, 16 * (len(tags) - power)} {
		file = binary.BigEndian.AppendUint16(file, uint16(n))
	}
	at := len(file) + 16*len(tags)
	headAt := 0
	var body []byte
	for _, tag := range tags {
		data := tables[tag]
		if tag == "head" {
			headAt = at + len(body)
		}
		file = append(file, tag...)
		file = binary.BigEndian.AppendUint32(file, checksum(data))
		file = binary.BigEndian.AppendUint32(file, uint32(at+len(body)))
		file = binary.BigEndian.AppendUint32(file, uint32(len(data)))
		body = append(body, data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	file = append(file, body...)
	binary.BigEndian.PutUint32(file[headAt+8:], 0xB1B0AFBA-checksum(file))
	return file
}

func checksum(data []byte) uint32 {
	var sum uint32
	for ; len(data) >= 4; data = data[4:] {
		sum += binary.BigEndian.Uint32(data)
	}
	var rest [4]byte
	copy(rest[:], data)
	return sum + binary.BigEndian.Uint32(rest[:])
}
