package files

import (
	"encoding/binary"
	"hash/crc32"
	"io"
)

// walkPNG goes from chunk to chunk (ISO 15948) to IEND, checking each checksum.
func walkPNG(w *walker) error {
	if err := w.skip(8); err != nil { // signature, sniffed before
		return err
	}
	hasData := false
	for first := true; ; first = false {
		var lead [8]byte
		if err := w.bytes(lead[:]); err != nil {
			return err
		}
		length, kind := int64(binary.BigEndian.Uint32(lead[:4])), string(lead[4:])
		sum := crc32.NewIEEE()
		sum.Write(lead[4:])
		switch {
		case first != (kind == "IHDR"), first && length != 13:
			return errFlaw
		case length > w.size: // promises more than there is
			return io.ErrUnexpectedEOF
		case first:
			var header [13]byte
			if err := w.bytes(header[:]); err != nil {
				return err
			}
			width, height := binary.BigEndian.Uint32(header[:4]), binary.BigEndian.Uint32(header[4:8])
			if width > 1<<31-1 || height > 1<<31-1 {
				return errFlaw
			}
			if err := w.measured(int(width), int(height)); err != nil {
				return err
			}
			sum.Write(header[:])
		default:
			hasData = hasData || kind == "IDAT" && length > 0
			if _, err := io.CopyN(sum, w.r, length); err != nil {
				return err
			}
		}
		var said [4]byte
		if err := w.bytes(said[:]); err != nil {
			return err
		}
		if binary.BigEndian.Uint32(said[:]) != sum.Sum32() {
			return errSum
		}
		if kind == "IEND" {
			if !hasData {
				return errFlaw
			}
			return nil
		}
	}
}

// walkWebP goes from chunk to chunk (RFC 9649) of one still picture. The frame must have the measure of the canvas: a
// small canvas around a giant frame is a bomb.
func walkWebP(w *walker) error {
	var lead [12]byte
	if err := w.bytes(lead[:]); err != nil {
		return err
	}
	left := int64(binary.LittleEndian.Uint32(lead[4:8])) - 4
	if left+12 > w.size {
		return io.ErrUnexpectedEOF
	}
	frames := 0
	for left >= 8 {
		var chunk [8]byte
		if err := w.bytes(chunk[:]); err != nil {
			return err
		}
		kind, length := string(chunk[:4]), int64(binary.LittleEndian.Uint32(chunk[4:]))
		length += length & 1
		if left -= 8 + length; left < 0 {
			return errFlaw
		}
		var head [10]byte
		used := min(length, int64(len(head)))
		if err := w.bytes(head[:used]); err != nil {
			return err
		}
		width, height := 0, 0
		switch kind {
		case "VP8X":
			if length < 10 || head[0]&0x02 != 0 || w.width != 0 { // animated
				return errFlaw
			}
			width, height = 1+int(le24(head[4:])), 1+int(le24(head[7:]))
		case "VP8 ":
			if length < 10 || head[0]&1 != 0 || head[3] != 0x9d || head[4] != 0x01 || head[5] != 0x2a {
				return errFlaw
			}
			frames++
			width, height = int(binary.LittleEndian.Uint16(head[6:])&0x3fff), int(binary.LittleEndian.Uint16(head[8:])&0x3fff)
		case "VP8L":
			if length < 5 || head[0] != 0x2f {
				return errFlaw
			}
			frames++
			bits := binary.LittleEndian.Uint32(head[1:])
			width, height = 1+int(bits&0x3fff), 1+int(bits>>14&0x3fff)
		case "ANIM", "ANMF":
			return errFlaw
		}
		if width != 0 {
			if w.width != 0 && (width != w.width || height != w.height) {
				return errFlaw
			}
			if err := w.measured(width, height); err != nil {
				return err
			}
		}
		if err := w.skip(length - used); err != nil {
			return err
		}
	}
	if frames != 1 {
		return errFlaw
	}
	return nil
}

func le24(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }
