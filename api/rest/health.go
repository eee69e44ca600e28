package rest

import (
	"context"
	"crypto/subtle"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/gin-gonic/gin"
)

// getHealth says that the program runs, and nothing about what it depends on.
func (h *house) getHealth(c *gin.Context) {
	c.JSON(http.StatusOK, gin.H{"status": "ok", "version": h.s.Version})
}

// getReadiness asks everything the server needs, at once and briefly: 503 names what did not answer.
func (h *house) getReadiness(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), 3*time.Second)
	defer cancel()
	type answer struct {
		name string
		err  error
	}
	answers := make(chan answer, len(h.rooms.Probes))
	for name, probe := range h.rooms.Probes {
		go func() { answers <- answer{name, probe(ctx)} }()
	}
	code, said := http.StatusOK, gin.H{}
	for range h.rooms.Probes {
		a := <-answers
		said[a.name] = "ok"
		if a.err != nil {
			code, said[a.name] = http.StatusServiceUnavailable, "unavailable"
			h.meters.trouble.WithLabelValues(a.name).Inc()
			slog.WarnContext(ctx, "not ready", "what", a.name, "cause", a.err)
		}
	}
	if code != http.StatusOK {
		c.Header("Retry-After", "5")
	}
	c.JSON(code, said)
}

// getMetrics gives the figures for Prometheus to who has the operator's token; without one, to this machine alone. To
// everybody else there is nothing here: how often a bureau seals or is refused is nobody's business.
func (h *house) getMetrics(c *gin.Context) {
	if !mayRead(c.Request, h.s.MetricsToken) {
		refuse(c, noSuchRoute)
		return
	}
	h.meters.handler().ServeHTTP(c.Writer, c.Request)
}

func mayRead(q *http.Request, token string) bool {
	if token != "" {
		return subtle.ConstantTimeCompare([]byte(q.Header.Get("Authorization")), []byte("Bearer "+token)) == 1
	}
	for _, passedOn := range []string{"X-Forwarded-For", "X-Real-Ip", "Forwarded", "Via"} {
		if q.Header.Get(passedOn) != "" {
			return false // a proxy on this machine asks for somebody else
		}
	}
	from, err := netip.ParseAddrPort(q.RemoteAddr)
	return err == nil && from.Addr().Unmap().IsLoopback()
}
