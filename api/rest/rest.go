// Package rest is where HTTP ends: it binds a request to an operation, names the actor, and answers.
//
// It is the only room that knows gin and huma. It refuses to decide anything about a case: the gate before a route asks
// only whether the role uses that part of the system at all, everything else is the operation's answer put into a
// status. It keeps no state between requests but a pace for each caller. Start reading at routes.go, the table of every
// route; board.go puts a line of it up; problem.go is how a refusal looks on the wire.
package rest

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"anjian/internal/casework"
	"anjian/internal/identity"
	"anjian/internal/office"
	"anjian/internal/outbound"
	"anjian/pwa"
)

// Settings are the bounds of one request.
type Settings struct {
	Version           string
	Secure            bool     // the server speaks https itself, or is reached only by https
	TrustedProxies    []string // whose X-Forwarded-For is believed
	RequestBytes      int64
	BatchBytes        int64
	BatchActs         int
	RescueBytes       int64
	RequestsPerSecond int
	RequestsBurst     int
	RequestTimeout    time.Duration
	UploadTimeout     time.Duration
	Stopping          <-chan struct{} // closed when the server takes no new work: nobody is kept waiting then; nil: never
	MetricsToken      string          // what /metrics asks for; empty: it is for this machine alone
	AuthorityPEM      []byte          // the local certificate authority, for installing on a phone; nil: none
}

// Rooms are the rooms behind the door.
type Rooms struct {
	Identity *identity.Door
	Casework *casework.Room
	Archive  *casework.Archive
	Rescue   *casework.Rescue
	Office   *office.Room
	Outbound *outbound.Room
	Uploads  func(who identity.Presence) http.Handler   // tus 1.0, everything under /api/v1/uploads/
	Probes   map[string]func(ctx context.Context) error // what must answer for the server to be ready
}

type house struct {
	s             Settings
	rooms         Rooms
	pace          *identity.Pace
	verifications *identity.Pace
	meters        *meters
	app           app
	board         *board
	news          newsroom
}

// New builds the whole of the server's outside.
func New(s Settings, rooms Rooms) (http.Handler, error) {
	h, err := build(s, rooms)
	if err != nil {
		return nil, err
	}
	return headless(h.board.engine), nil
}

// headless answers HEAD wherever GET is answered, without the body (net/http keeps that back). Uploads have a HEAD of
// their own.
func headless(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead && !strings.HasPrefix(r.URL.Path, uploads) {
			asked := *r
			asked.Method = http.MethodGet
			r = &asked
		}
		next.ServeHTTP(w, r)
	})
}

// Routes gives the table of routes.
func Routes() ([]Route, error) {
	h, err := build(bounds, Rooms{})
	if err != nil {
		return nil, err
	}
	return h.board.table, nil
}

// Document gives the API document without a database or a listener.
func Document(version string) ([]byte, error) {
	s := bounds
	s.Version = version
	h, err := build(s, Rooms{})
	if err != nil {
		return nil, err
	}
	return h.board.document()
}

// bounds are enough to build the routes where nothing is served.
var bounds = Settings{Version: "0", RequestBytes: 1 << 20, BatchBytes: 8 << 20, BatchActs: 1000, RescueBytes: 1 << 30, RequestsPerSecond: 50, RequestsBurst: 200,
	RequestTimeout: 30 * time.Second, UploadTimeout: 10 * time.Minute}

func build(s Settings, rooms Rooms) (*house, error) {
	h := &house{s: s, rooms: rooms, pace: identity.NewPace(float64(s.RequestsPerSecond), s.RequestsBurst),
		verifications: identity.NewPace(0.5, 20), meters: newMeters()}
	if rooms.Outbound != nil {
		h.meters.registry.MustRegister(newOutboxMeter(rooms.Outbound))
	}
	var err error
	if h.app, err = loadApp(pwa.Dist()); err != nil {
		return nil, fmt.Errorf("rest: read the web app: %w", err)
	}
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	engine.ContextWithFallback = true
	engine.RedirectTrailingSlash = false
	if err := engine.SetTrustedProxies(s.TrustedProxies); err != nil {
		return nil, fmt.Errorf("rest: trusted proxies: %w", err)
	}
	engine.Use(h.watch, h.secure, h.hurry, compress, h.unpack)
	engine.NoRoute(h.serveApp)
	engine.NoMethod(func(c *gin.Context) { refuse(c, wrongMethod) })
	h.board = newBoard(h, engine)
	h.routes(h.board)
	h.board.mayBeNull("Item", "majorBasis")
	if err := h.board.putDocs(); err != nil {
		return nil, err
	}
	if s.AuthorityPEM != nil {
		engine.GET("/ca.crt", fixed("application/x-x509-ca-cert", s.AuthorityPEM))
	}
	return h, nil
}
