package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"
)

// Sum is the hex SHA-256 of bytes.
func Sum(b []byte) string {
	s := sha256.Sum256(b)
	var out [64]byte
	hex.Encode(out[:], s[:])
	return string(out[:])
}

// CodeLength is how many hex digits of a digest make its check code.
const CodeLength = 12

// CheckCode is what people compare by eye: the first 12 hex digits of a digest; all of it when it is shorter.
func CheckCode(digest string) string {
	return digest[:min(CodeLength, len(digest))]
}

// ActSum is what makes two acts the same: hex SHA-256 over the canonical {actor, body, checkId, clock, doneAt, kind},
// without clock where the act has none. The actor is a person id. It refuses a body without a canonical form.
func ActSum(kind, checkID, actorID string, doneAt time.Time, clock *Clock, body []byte) (string, error) {
	var room [1024]byte
	text := append(room[:0], `{"actor":`...)
	text = appendString(text, actorID)
	text = append(text, `,"body":`...)
	text, err := appendCanonical(text, body)
	if err != nil {
		return "", err
	}
	text = append(text, `,"checkId":`...)
	text = appendString(text, checkID)
	if clock != nil {
		text = clock.Append(append(text, `,"clock":`...))
	}
	text = append(text, `,"doneAt":"`...)
	text = appendTime(text, doneAt)
	text = append(text, `","kind":`...)
	text = appendString(text, kind)
	return Sum(append(text, '}')), nil
}

// Link is one act in the chain of its check, as the server took it.
type Link struct {
	ActID   string
	Sum     string // ActSum
	ActorID string
	Role    string
	Device  string
	DoneAt  time.Time // device clock
	TakenAt time.Time // server clock
	CaseNo  int64     // the act's place in its check, from 1
}

// ChainHash is the hash that ties an act to everything before it in its check: hex SHA-256 of the lines previous hash
// (empty for the first), act id, sum, actor, role, device, doneAt, takenAt (both with milliseconds) and place, joined
// by newlines. None of these may hold a newline; the edges of the house see to that.
func ChainHash(previous string, l Link) string {
	var room [512]byte
	text := room[:0]
	for _, line := range [...]string{previous, l.ActID, l.Sum, l.ActorID, l.Role, l.Device} {
		text = append(append(text, line...), '\n')
	}
	text = append(appendTime(text, l.DoneAt), '\n')
	text = append(appendTime(text, l.TakenAt), '\n')
	return Sum(strconv.AppendInt(text, l.CaseNo, 10))
}

// appendString writes a JSON string. Ids and kinds are plain; anything else takes the long way.
func appendString(dst []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c == '"' || c == '\\' || c >= 0x7f {
			if canonical, err := Canonical(s); err == nil {
				return append(dst, canonical...)
			}
		}
	}
	dst = append(dst, '"')
	dst = append(dst, s...)
	return append(dst, '"')
}
