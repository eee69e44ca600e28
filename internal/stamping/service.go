package stamping

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"time"

	"anjian/internal/evidence"
)

// Service is a time-stamp service. The zero value is none: it is off.
type Service struct {
	url    string
	policy string
	roots  *x509.CertPool
	limit  time.Duration
	client *http.Client

	restUntil atomic.Int64 // milliseconds: until then the relay does not ask
}

const mostAnswer = 64 << 10

// New names a service: its address, the policy to ask for (dots; empty: its own), the roots (PEM) its certificate must
// chain to, and how long an answer may take. Without roots its tokens are only as good as whoever reads them decides.
func New(url, policy string, rootsPEM []byte, limit time.Duration) (*Service, error) {
	s := &Service{url: url, policy: policy, limit: limit, client: &http.Client{Timeout: limit}}
	if url == "" {
		return s, nil
	}
	if _, err := evidence.AskStamp(make([]byte, sha256.Size), policy); err != nil {
		return nil, err
	}
	if len(rootsPEM) > 0 {
		if s.roots = x509.NewCertPool(); !s.roots.AppendCertsFromPEM(rootsPEM) {
			return nil, errors.New("stamping: no certificate among the roots of time-stamps")
		}
	}
	return s, nil
}

// On says whether there is a service to ask.
func (s *Service) On() bool { return s != nil && s.url != "" }

// Stamp gets a token over bytes. It fails when the service does not answer in time, refuses, or answers with anything
// that does not hold.
func (s *Service) Stamp(ctx context.Context, over []byte) (token []byte, err error) {
	sum := sha256.Sum256(over)
	_, token, err = s.over(ctx, sum[:])
	return token, err
}

func (s *Service) over(ctx context.Context, hash []byte) (answer, token []byte, err error) {
	if answer, err = s.ask(ctx, hash); err != nil {
		return nil, nil, err
	}
	if token, err = evidence.StampIn(answer); err != nil {
		return nil, nil, err
	}
	seen, err := evidence.ReadStamp(token, hex.EncodeToString(hash), s.roots)
	switch {
	case err != nil:
		return nil, nil, err
	case s.roots != nil && !seen.Trusted:
		return nil, nil, fmt.Errorf("stamping: the service's certificate %q does not chain to the configured root", seen.By)
	case s.policy != "" && seen.Policy != s.policy:
		return nil, nil, fmt.Errorf("stamping: stamped under policy %s, asked for was %s", seen.Policy, s.policy)
	}
	return answer, token, nil
}

func (s *Service) ask(ctx context.Context, hash []byte) ([]byte, error) {
	question, err := evidence.AskStamp(hash, s.policy)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, s.limit)
	defer cancel()
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url, bytes.NewReader(question))
	if err != nil {
		return nil, fmt.Errorf("stamping: ask: %w", err)
	}
	q.Header.Set("Content-Type", "application/timestamp-query")
	got, err := s.client.Do(q)
	if err != nil {
		return nil, fmt.Errorf("stamping: ask: %w", err)
	}
	defer got.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(got.Body, mostAnswer))
	if err != nil {
		return nil, fmt.Errorf("stamping: read the answer: %w", err)
	}
	if got.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("stamping: the service answers %d", got.StatusCode)
	}
	return answer, nil
}
