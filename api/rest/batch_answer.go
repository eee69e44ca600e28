package rest

import (
	"encoding/json"
	"io"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// pushAnswer is the answer to a batch.
type pushAnswer = struct {
	Results    []ActResult `json:"results"`
	ServerTime time.Time   `json:"serverTime"`
}

// marshal writes an answer as JSON; the one to a batch by hand.
func marshal(w io.Writer, v any) error {
	a, ok := v.(pushAnswer)
	if !ok {
		return huma.DefaultJSONFormat.Marshal(w, v)
	}
	text, err := appendAnswer(make([]byte, 0, 64+320*len(a.Results)), a)
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

func appendAnswer(b []byte, a pushAnswer) ([]byte, error) {
	b = append(b, `{"results":[`...)
	for i := range a.Results {
		if i > 0 {
			b = append(b, ',')
		}
		r := &a.Results[i]
		if r.Problem != nil || r.TakenAt == nil || len(r.ActID) != 36 || r.Seq == 0 || len(r.Sum) != 64 || len(r.Hash) != 64 {
			text, err := json.Marshal(r)
			if err != nil {
				return nil, err
			}
			b = append(b, text...)
			continue
		}
		// an accepted act: a UUID and hex, nothing that would need an escape
		b = append(append(b, `{"actId":"`...), r.ActID...)
		b = append(append(b, `","outcome":"`...), r.Outcome...)
		b = strconv.AppendInt(append(b, `","seq":`...), r.Seq, 10)
		b = r.TakenAt.AppendFormat(append(b, `,"takenAt":"`...), time.RFC3339Nano)
		b = append(append(b, `","sum":"`...), r.Sum...)
		b = append(append(b, `","hash":"`...), r.Hash...)
		b = append(b, `"}`...)
	}
	b = a.ServerTime.AppendFormat(append(b, `],"serverTime":"`...), time.RFC3339Nano)
	return append(b, "\"}\n"...), nil
}
