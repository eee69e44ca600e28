package paper

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"time"
	"unicode/utf16"

	"github.com/digitorus/pkcs7"

	"anjian/internal/evidence"
)

// ReadMark is one digital signature found in a PDF. StampedBy names the time-stamp service, where there was one.
type ReadMark struct {
	Name      string
	Reason    string
	By        string // common name of the certificate
	StampedBy string
	StampedAt time.Time
}

var (
	byteRange = regexp.MustCompile(`/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]`)
	stampID   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 14} // id-aa-timeStampToken
)

// ReadMarks verifies every signature in a PDF: each covers all that stood before it and itself, the last one the whole
// file, its CMS holds over those bytes, and a time-stamp in it holds over the signature. Whose certificate it is people
// judge, or a reader of PDFs that knows its authority. stampRoots, where one is given, are the time-stamp services to
// believe. It fails with the first thing that does not hold.
func ReadMarks(file []byte, stampRoots ...*x509.CertPool) ([]ReadMark, error) {
	places := byteRange.FindAllSubmatchIndex(file, -1)
	marks := make([]ReadMark, 0, len(places))
	end := 0
	for i, place := range places {
		var at [4]int
		var err error
		for k := range at {
			if at[k], err = strconv.Atoi(string(file[place[2*k+2]:place[2*k+3]])); err != nil || at[k] > len(file) {
				return nil, fmt.Errorf("paper: signature %d covers nothing that is there", i+1)
			}
		}
		from, until := at[1], at[2]
		if at[0] != 0 || until <= from+2 || until+at[3] > len(file) || until+at[3] <= end {
			return nil, fmt.Errorf("paper: signature %d does not cover what stood before it", i+1)
		}
		end = until + at[3]
		contents, err := hex.DecodeString(string(bytes.Trim(file[from:until], "<>")))
		if err != nil {
			return nil, fmt.Errorf("paper: signature %d cannot be read: %w", i+1, err)
		}
		m, err := readMark(contents, bytes.Join([][]byte{file[:from], file[until:end]}, nil), stampRoots)
		if err != nil {
			return nil, fmt.Errorf("paper: signature %d does not hold: %w", i+1, err)
		}
		m.Name, m.Reason = said(file, "/Name", place[0]), said(file, "/Reason", place[0])
		marks = append(marks, m)
	}
	if len(marks) > 0 && end != len(file) {
		return nil, fmt.Errorf("paper: something was added after the last signature")
	}
	return marks, nil
}

func readMark(contents, covered []byte, stampRoots []*x509.CertPool) (ReadMark, error) {
	var message asn1.RawValue // the placeholder ends in zeros
	if _, err := asn1.Unmarshal(contents, &message); err != nil {
		return ReadMark{}, fmt.Errorf("no CMS message: %w", err)
	}
	p7, err := pkcs7.Parse(message.FullBytes)
	if err != nil {
		return ReadMark{}, err
	}
	p7.Content = covered
	if err := p7.Verify(); err != nil {
		return ReadMark{}, err
	}
	signer := p7.GetOnlySigner()
	if signer == nil {
		return ReadMark{}, fmt.Errorf("more than one signer")
	}
	m := ReadMark{By: signer.Subject.CommonName}
	for _, a := range p7.Signers[0].UnauthenticatedAttributes {
		if !a.Type.Equal(stampID) {
			continue
		}
		var roots *x509.CertPool
		if len(stampRoots) > 0 {
			roots = stampRoots[0]
		}
		s, err := evidence.ReadStamp(a.Value.Bytes, evidence.Sum(p7.Signers[0].EncryptedDigest), roots)
		if err != nil {
			return ReadMark{}, err
		}
		if roots != nil && !s.Trusted {
			return ReadMark{}, fmt.Errorf("its time-stamp is of %s, which was not given as trusted", s.By)
		}
		m.StampedBy, m.StampedAt = s.By, s.At
	}
	return m, nil
}

// said reads a text of the signature dictionary that a ByteRange stands in: the dictionaries of others end before it
// begins. Nothing depends on it but words.
func said(file []byte, key string, at int) string {
	begin := bytes.LastIndex(file[:at], []byte(" obj"))
	if begin < 0 {
		begin = 0
	}
	rest := file[begin:]
	if end := bytes.Index(rest, []byte("endobj")); end >= 0 {
		rest = rest[:end]
	}
	i := bytes.Index(rest, []byte(key+" ("))
	if i < 0 {
		return ""
	}
	return literal(rest[i+len(key)+2:])
}

// literal decodes a literal string (PDF 32000-1, 7.3.4.2) up to its closing bracket; one that begins with a byte order
// mark is UTF-16.
func literal(b []byte) string {
	var raw []byte
	depth := 1
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case c == '\\' && i+1 < len(b):
			i++
			switch e := b[i]; {
			case e >= '0' && e <= '7':
				n, digits := 0, 0
				for ; digits < 3 && i < len(b) && b[i] >= '0' && b[i] <= '7'; digits++ {
					n, i = n*8+int(b[i]-'0'), i+1
				}
				i--
				raw = append(raw, byte(n))
			case e == 'n' || e == 'r' || e == 't' || e == 'b' || e == 'f':
				raw = append(raw, map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}[e])
			default:
				raw = append(raw, e)
			}
			continue
		case c == '(':
			depth++
		case c == ')':
			depth--
		}
		if depth == 0 {
			break
		}
		raw = append(raw, c)
	}
	if len(raw) < 2 || raw[0] != 0xfe || raw[1] != 0xff {
		return string(raw)
	}
	units := make([]uint16, 0, len(raw)/2)
	for i := 2; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}
