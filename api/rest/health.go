package rest

import (
	"context"
	"log/slog"
	"net/http"
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

// getMetrics gives the figures for Prometheus.
func (h *house) getMetrics(c *gin.Context) { h.meters.handler().ServeHTTP(c.Writer, c.Request) }
