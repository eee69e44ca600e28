package outbound

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Channel is one way out of the app, as the operator set it up (channels.yaml). Its secrets go where they belong and into
// no row, log or error.
type Channel struct {
	Code, Kind, Name string
	BureauID         string // empty: every bureau here
	URL              string
	Secret           string
	Public           string
	Host, User       string
	Sender           string
}

// Recipient is who is told.
type Recipient struct{ PersonID, BureauID, Name, Phone, Email string }

// Message is what they are told: nothing of any case, and where to look.
type Message struct{ Title, Text, Link string }

func (m Message) line() string { return "【安监】" + m.Title + "：" + m.Text + m.Link }

// Notifier carries a message to somebody. An Unreachable error means that trying again changes nothing.
type Notifier interface {
	Notify(ctx context.Context, ch Channel, to Recipient, m Message) error
}

// Unreachable says why somebody cannot be told this way.
type Unreachable string

func (u Unreachable) Error() string { return string(u) }

// poster posts JSON and reads the answer. Errors never name the address: it holds the robot's key.
type poster struct{ client *http.Client }

func (p poster) post(ctx context.Context, address, token string, body any) (status int, answer []byte, err error) {
	text, err := json.Marshal(body)
	if err != nil {
		return 0, nil, err
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(text))
	if err != nil {
		return 0, nil, errors.New("the address makes no sense")
	}
	q.Header.Set("Content-Type", "application/json")
	if token != "" {
		q.Header.Set("Authorization", "Bearer "+token)
	}
	got, err := p.client.Do(q)
	if err != nil {
		return 0, nil, bare(err)
	}
	defer got.Body.Close()
	answer, err = io.ReadAll(io.LimitReader(got.Body, 1<<16))
	return got.StatusCode, answer, err
}

// robot speaks to the group robots of 企业微信 and 钉钉, and names the person by their phone number.
type robot struct {
	poster
	dingtalk bool
	now      func() time.Time
}

func (r robot) Notify(ctx context.Context, ch Channel, to Recipient, m Message) error {
	phones := []string{}
	if to.Phone != "" {
		phones = append(phones, to.Phone)
	}
	body := map[string]any{"msgtype": "text", "text": map[string]any{"content": to.Name + "：" + m.line(), "mentioned_mobile_list": phones}}
	address := ch.URL
	if r.dingtalk {
		body = map[string]any{"msgtype": "text", "text": map[string]any{"content": to.Name + "：" + m.line()}, "at": map[string]any{"atMobiles": phones}}
		if ch.Secret != "" {
			at := strconv.FormatInt(r.now().UnixMilli(), 10)
			mac := hmac.New(sha256.New, []byte(ch.Secret))
			mac.Write([]byte(at + "\n" + ch.Secret))
			address += "&timestamp=" + at + "&sign=" + url.QueryEscape(base64.StdEncoding.EncodeToString(mac.Sum(nil)))
		}
	}
	status, answer, err := r.post(ctx, address, "", body)
	if err != nil {
		return err
	}
	var said struct {
		Errcode int    `json:"errcode"`
		Errmsg  string `json:"errmsg"`
	}
	if status != http.StatusOK || json.Unmarshal(answer, &said) != nil {
		return fmt.Errorf("the robot answered %d", status)
	}
	if said.Errcode != 0 {
		return fmt.Errorf("the robot refused: %d", said.Errcode)
	}
	return nil
}

// sms posts to a gateway: {"to", "text"} with a bearer token; any 2xx is taken for sent.
type sms struct{ poster }

func (s sms) Notify(ctx context.Context, ch Channel, to Recipient, m Message) error {
	if to.Phone == "" {
		return Unreachable("no phone number in the register")
	}
	status, _, err := s.post(ctx, ch.URL, ch.Secret, map[string]string{"to": to.Phone, "text": m.line()})
	if err != nil {
		return err
	}
	if status == http.StatusBadRequest || status == http.StatusUnprocessableEntity {
		return Unreachable("the gateway refused the number")
	}
	if status < 200 || status > 299 {
		return fmt.Errorf("the gateway answered %d", status)
	}
	return nil
}
