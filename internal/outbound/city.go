package outbound

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"anjian/internal/store"
)

// City is the city's system as we speak with it. Endpoint and Token are the operator's; the token goes into a header and
// nowhere else.
type City struct {
	Endpoint string
	Token    string
	Timeout  time.Duration // of one question; 0: 20 s
}

// mostAnswer bounds what we read of an answer.
const mostAnswer = 1 << 20

// cityCarrier reports records. A record has one key, its check's id, which goes with every try; after a try whose answer
// was lost the other side is first asked whether it has the key, and not before it has had as long again to finish what it
// may still be doing. So a record is accepted once by a system that knows keys, and by one that does not know them but can
// be asked and takes no longer than twice our patience.
type cityCarrier struct {
	store   *store.Store
	mapping Mapping
	city    City
	client  *http.Client
}

func newCityCarrier(st *store.Store, s Settings) *cityCarrier {
	wait := s.City.Timeout
	if wait == 0 {
		wait = 20 * time.Second
	}
	return &cityCarrier{store: st, mapping: s.Mapping, city: s.City, client: &http.Client{Timeout: wait,
		CheckRedirect: func(*http.Request, []*http.Request) error { return errors.New("the city's system sends elsewhere") }}}
}

// receipt is what the other side answers: our key, its number, its copy.
type receipt struct {
	Key    string            `json:"key"`
	Number string            `json:"number"`
	Record map[string]string `json:"record"`
	Reason string            `json:"reason"`
}

func (c *cityCarrier) carry(ctx context.Context, d store.Delivery) outcome {
	view, err := c.store.Check(ctx, d.BureauID, d.Subject)
	if err != nil {
		return outcome{later: errors.New("the record could not be read")}
	}
	sent, err := json.Marshal(c.mapping.Fields(&view.Record))
	if err != nil {
		return outcome{later: err}
	}
	if d.Attempts > 1 {
		got, status, err := c.ask(ctx, http.MethodGet, "/records/"+url.PathEscape(d.Subject), d.Subject, nil)
		switch {
		case err != nil:
			return outcome{later: err}
		case status == http.StatusOK:
			return c.accepted(d, got, string(sent))
		case status != http.StatusNotFound && status != http.StatusMethodNotAllowed:
			return outcome{later: fmt.Errorf("asked for the record: %d", status)}
		}
	}
	body, err := json.Marshal(map[string]any{"key": d.Subject, "record": json.RawMessage(sent)})
	if err != nil {
		return outcome{later: err}
	}
	got, status, err := c.ask(ctx, http.MethodPost, "/records", d.Subject, body)
	switch {
	case err != nil:
		return outcome{later: err, rest: c.client.Timeout}
	case status == http.StatusOK || status == http.StatusCreated || status == http.StatusConflict && got.Number != "":
		return c.accepted(d, got, string(sent))
	case status == http.StatusBadRequest || status == http.StatusUnprocessableEntity:
		reason := strings.TrimSpace(got.Reason)
		if reason == "" {
			reason = fmt.Sprintf("%d", status)
		}
		return outcome{never: reason, effect: func(ctx context.Context, tx *store.Tx) error {
			return tx.RejectReport(ctx, d.BureauID, d.Subject, reason, string(sent))
		}}
	}
	return outcome{later: fmt.Errorf("answered %d", status)}
}

func (c *cityCarrier) accepted(d store.Delivery, got receipt, sent string) outcome {
	if got.Key != d.Subject || got.Number == "" {
		return outcome{later: errors.New("an answer without a receipt for this record")} // a captive portal's 200 is none
	}
	theirs := ""
	if got.Record != nil {
		text, err := json.Marshal(got.Record)
		if err != nil {
			return outcome{later: err}
		}
		theirs = string(text)
	}
	return outcome{effect: func(ctx context.Context, tx *store.Tx) error {
		return tx.AcceptReport(ctx, d.BureauID, d.Subject, got.Number, sent, theirs)
	}}
}

// ask puts one question. An error never names the address, which may hold what is nobody's business.
func (c *cityCarrier) ask(ctx context.Context, method, path, key string, body []byte) (got receipt, status int, err error) {
	q, err := http.NewRequestWithContext(ctx, method, strings.TrimRight(c.city.Endpoint, "/")+path, bytes.NewReader(body))
	if err != nil {
		return got, 0, errors.New("the address of the city's system makes no sense")
	}
	if method == http.MethodPost {
		// net/http would send a question with this header once more by itself when a connection breaks; whether it is sent
		// again is decided here, after asking what became of it.
		q.GetBody = nil
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Idempotency-Key", key)
	if c.city.Token != "" {
		q.Header.Set("Authorization", "Bearer "+c.city.Token)
	}
	answer, err := c.client.Do(q)
	if err != nil {
		return got, 0, bare(err)
	}
	defer answer.Body.Close()
	// Only the first value counts: an answer said twice is one answer.
	if err := json.NewDecoder(io.LimitReader(answer.Body, mostAnswer)).Decode(&got); err != nil && answer.StatusCode < 300 {
		return got, 0, errors.New("an answer that is no receipt")
	}
	return got, answer.StatusCode, nil
}

// bare takes the address out of an error of net/http.
func bare(err error) error {
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return errors.New("no answer in time")
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return errors.New("the name does not resolve")
	}
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	if o, ok := errors.AsType[*net.OpError](err); ok {
		err = o.Err
	}
	return err
}
