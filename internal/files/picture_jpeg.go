package files

import (
	"bufio"
	"errors"
)

// walkJPEG goes from marker to marker (ITU T.81 annex B) through every scan to the end of the image.
func walkJPEG(w *walker) error {
	if err := w.skip(2); err != nil { // start of image, sniffed before
		return err
	}
	scans, ended := 0, byte(0) // ended: the marker that ended a scan, read already
	for {
		marker, err := ended, error(nil)
		if marker == 0 {
			marker, err = w.marker()
		}
		if ended = 0; err != nil {
			return err
		}
		switch {
		case marker == 0xD9: // end of image
			if scans == 0 {
				return errFlaw
			}
			return nil
		case marker == 0xD8: // a second start inside
			return errFlaw
		case marker == 0x01 || marker >= 0xD0 && marker <= 0xD7: // stand alone, no length
			continue
		}
		var length [2]byte
		if err := w.bytes(length[:]); err != nil {
			return err
		}
		rest := int64(length[0])<<8 | int64(length[1])
		if rest -= 2; rest < 0 {
			return errFlaw
		}
		isFrame := marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
		if isFrame {
			var frame [6]byte
			if w.width != 0 || marker > 0xC2 || rest < int64(len(frame)) { // a second frame, lossless, arithmetic
				return errFlaw
			}
			if err := w.bytes(frame[:]); err != nil {
				return err
			}
			rest -= int64(len(frame))
			if err := w.measured(int(frame[3])<<8|int(frame[4]), int(frame[1])<<8|int(frame[2])); err != nil {
				return err
			}
		}
		if err := w.skip(rest); err != nil {
			return err
		}
		if marker == 0xDA { // start of scan: its data follow until the next real marker
			if w.width == 0 {
				return errFlaw
			}
			n := int64(0)
			if n, ended, err = w.scan(); err != nil {
				return err
			}
			if n == 0 {
				return errFlaw
			}
			scans++
		}
	}
}

// marker reads up to the next marker and gives its code. Stray bytes before it are let be, as all decoders do.
func (w *walker) marker() (byte, error) {
	for {
		if err := w.upTo(0xFF, nil); err != nil {
			return 0, err
		}
		code := byte(0xFF)
		for code == 0xFF { // fill bytes
			var err error
			if code, err = w.r.ReadByte(); err != nil {
				return 0, err
			}
		}
		if code != 0 {
			return code, nil
		}
	}
}

// scan skips the data of one scan and tells how many bytes it had and which marker ended it.
func (w *walker) scan() (n int64, marker byte, err error) {
	for {
		if err := w.upTo(0xFF, &n); err != nil {
			return n, 0, err
		}
		next := byte(0xFF)
		for next == 0xFF { // fill bytes
			if next, err = w.r.ReadByte(); err != nil {
				return n, 0, err
			}
		}
		if next == 0 || next >= 0xD0 && next <= 0xD7 { // a stuffed byte, a restart
			continue
		}
		return n - 1, next, nil
	}
}

// upTo skips to just behind the next such byte.
func (w *walker) upTo(b byte, n *int64) error {
	for {
		part, err := w.r.ReadSlice(b)
		if n != nil {
			*n += int64(len(part))
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}
