package stamping

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"anjian/internal/evidence"
)

// restFor is how long papers do without the service after it has failed once: a case file has twenty of them, and each
// would wait for it.
const restFor = time.Minute

// Relay listens on a loopback port for the library that signs PDFs: it asks for its time-stamps by HTTP without a time
// limit, a policy or a look at what comes back. The relay asks the service as Stamp does and answers 503 where that fails,
// and for a minute after it has.
// It lives as long as the program; stop ends it.
func (s *Service) Relay() (url string, stop func(), err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, fmt.Errorf("stamping: listen: %w", err)
	}
	server := &http.Server{Handler: http.HandlerFunc(s.relay), ReadTimeout: 10 * time.Second, WriteTimeout: s.limit + 10*time.Second}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener) // ends with ErrServerClosed
	}()
	return "http://" + listener.Addr().String() + "/", func() { _ = server.Close(); <-done }, nil
}

func (s *Service) relay(w http.ResponseWriter, r *http.Request) {
	question, err := io.ReadAll(io.LimitReader(r.Body, mostAnswer))
	if err != nil {
		http.Error(w, "unreadable", http.StatusBadRequest)
		return
	}
	hash, err := evidence.StampAsked(question)
	if err != nil {
		http.Error(w, "no question", http.StatusBadRequest)
		return
	}
	if time.Now().UnixMilli() < s.restUntil.Load() {
		http.Error(w, "it has just failed", http.StatusServiceUnavailable)
		return
	}
	answer, _, err := s.over(r.Context(), hash)
	if err != nil {
		s.restUntil.Store(time.Now().Add(restFor).UnixMilli())
		slog.WarnContext(r.Context(), "no time-stamp for a paper; it is given without, and asked for again with its next copy", "cause", err)
		http.Error(w, "no time-stamp", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "application/timestamp-reply")
	_, _ = w.Write(answer) // the library may have gone
}
