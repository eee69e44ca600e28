package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"anjian/api/rest"
	"anjian/internal/config"
)

// serve runs the server until ctx ends, then lets requests under way finish within the grace.
func serve(ctx context.Context, c config.Config) error {
	s, err := Start(ctx, c, os.Stdout)
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
	case err = <-s.failed:
	}
	return errors.Join(err, s.Stop())
}

// Server is a running server.
type Server struct {
	URL    string // where it listens, with the real port
	house  *wired
	http   *http.Server
	grace  time.Duration
	failed chan error
}

// Start opens everything and listens. It is the only wiring: config → store → files → operations → rest → listen. When
// it returns, the server takes requests, and out holds the line "ready http://…".
func Start(ctx context.Context, c config.Config, out io.Writer) (*Server, error) {
	slog.SetDefault(slog.New(logTo(c.Log, os.Stderr)))
	if err := os.MkdirAll(c.DataDir, 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	secure, authority, err := certificates(c)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	url := address(c, listener.Addr())
	if strings.HasSuffix(c.PublicURL, ":0") {
		c.PublicURL = url
	}
	w, err := wire(ctx, c, authority, out)
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	s := &Server{URL: url, house: w, grace: c.Limits.ShutdownGrace, failed: make(chan error, 1)}
	s.http = &http.Server{
		Handler: w.handler, ReadHeaderTimeout: c.Limits.HeaderTimeout, IdleTimeout: c.Limits.IdleTimeout, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(slog.Default().Handler(), slog.LevelDebug), TLSConfig: secure,
		// Reading and writing are bounded for each request by its kind (rest sets the deadlines); these are the outermost.
		ReadTimeout: c.Limits.UploadTimeout, WriteTimeout: c.Limits.UploadTimeout + c.Limits.RequestTimeout,
	}
	s.http.RegisterOnShutdown(w.hurry)
	go func() {
		var err error
		if secure != nil {
			err = s.http.ServeTLS(listener, "", "")
		} else {
			err = s.http.Serve(listener)
		}
		if !errors.Is(err, http.ErrServerClosed) {
			s.failed <- fmt.Errorf("serve: %w", err)
		}
	}()
	fmt.Fprintln(out, "ready", url)
	slog.Info("ready", "url", url, "version", version, "database", c.Database.Driver, "files", c.Files.Driver, "demo", c.Demo)
	return s, nil
}

// Stop takes no new work, lets requests under way finish within the grace, and closes everything.
func (s *Server) Stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), max(s.grace, time.Millisecond))
	defer cancel()
	err := s.http.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		slog.Warn("some requests did not finish within the grace and were cut; what they had not committed did not happen")
		err = s.http.Close()
	}
	return errors.Join(err, s.house.close())
}

// address is what one types to reach the listener from this machine.
func address(c config.Config, a net.Addr) string {
	host, _, _ := net.SplitHostPort(c.Addr)
	_, port, _ := net.SplitHostPort(a.String())
	if ip := net.ParseIP(host); host == "" || (ip != nil && ip.IsUnspecified()) {
		host = "localhost"
	}
	scheme := "http"
	if c.TLS.Secure() {
		scheme = "https"
	}
	return scheme + "://" + net.JoinHostPort(host, port)
}

func logTo(l config.Log, out io.Writer) slog.Handler {
	var level slog.Level
	_ = level.UnmarshalText([]byte(l.Level)) // config has refused other words
	o := &slog.HandlerOptions{Level: level}
	if l.Format == "json" {
		return slog.NewJSONHandler(out, o)
	}
	return slog.NewTextHandler(out, o)
}

// health asks the server at addr whether it is ready: for container health checks.
func health(ctx context.Context, c config.Config) error {
	_, port, _ := net.SplitHostPort(c.Addr)
	scheme, transport := "http", &http.Transport{}
	if c.TLS.Secure() {
		scheme = "https"
		transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // only asks this machine whether it is up
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, scheme+"://127.0.0.1:"+port+"/readyz", nil)
	if err != nil {
		return err
	}
	answer, err := (&http.Client{Transport: transport}).Do(request)
	if err != nil {
		return fmt.Errorf("not ready: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("not ready: %s", answer.Status)
	}
	return nil
}

func settings(c config.Config, authority []byte, stopping <-chan struct{}) rest.Settings {
	return rest.Settings{
		Version: version, Secure: c.TLS.Secure() || strings.HasPrefix(c.PublicURL, "https://"), TrustedProxies: c.Identity.TrustedProxies,
		RequestBytes: int64(c.Limits.RequestBytes), BatchBytes: int64(c.Limits.BatchBytes), BatchActs: c.Limits.BatchActs, RescueBytes: int64(c.Limits.RescueBytes),
		RequestsPerSecond: c.Limits.RequestsPerSecond, RequestsBurst: c.Limits.RequestsBurst,
		RequestTimeout: c.Limits.RequestTimeout, UploadTimeout: c.Limits.UploadTimeout, Stopping: stopping, MetricsToken: c.Log.MetricsToken.Reveal(), AuthorityPEM: authority,
	}
}

func filesFolder(c config.Config) string { return filepath.Join(c.DataDir, "files") }
