package evidence

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/gowebpki/jcs"
)

// Canonical gives the canonical form (RFC 8785) of any value that encoding/json can write.
func Canonical(v any) ([]byte, error) {
	var raw bytes.Buffer
	enc := json.NewEncoder(&raw)
	enc.SetEscapeHTML(false) // the canonical form has no such escapes; writing none spares undoing them
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("evidence: write value: %w", err)
	}
	return CanonicalJSON(raw.Bytes())
}

// CanonicalJSON gives the canonical form of a JSON text. Plain texts (no odd escapes, everyday numbers) take one short pass;
// everything else takes the long way through the RFC's own rules. Both ways give the same bytes.
func CanonicalJSON(raw []byte) ([]byte, error) {
	return appendCanonical(make([]byte, 0, len(raw)), raw)
}

// Time writes an instant as evidence does: RFC 3339, UTC, exactly three decimals, like toISOString on a phone.
func Time(t time.Time) string { return string(appendTime(make([]byte, 0, 24), t)) }

func appendTime(dst []byte, t time.Time) []byte {
	return t.UTC().Truncate(time.Millisecond).AppendFormat(dst, "2006-01-02T15:04:05.000Z")
}

func appendCanonical(dst, raw []byte) ([]byte, error) {
	p := plain{in: raw}
	if out, ok := p.text(dst); ok {
		return out, nil
	}
	canonical, err := jcs.Transform(raw)
	if err != nil {
		return nil, fmt.Errorf("evidence: no canonical form: %w", err)
	}
	return append(dst, canonical...), nil
}
