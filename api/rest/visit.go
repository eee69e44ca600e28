package rest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"anjian/internal/fault"
	"anjian/internal/identity"
	"anjian/internal/inspection"
)

// visit is what the house knows about one request while it lasts.
type visit struct {
	id      string // the request id, in the answer, the log and every problem
	route   string // the pattern, never the address: addresses hold ids
	address string
	who     identity.Presence
}

type visitKey struct{}

func visitOf(ctx context.Context) *visit {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		return v
	}
	return &visit{}
}

// actorOf names the one who acts: whom admit let in. The only place where a handler learns it.
func actorOf(ctx context.Context) inspection.Actor { return visitOf(ctx).who.Actor }

var goodID = regexp.MustCompile(`^[A-Za-z0-9._-]{8,64}$`)

// watch gives the request its id, catches a panic, and writes one line about it when it has ended: never a query
// string, a token or a body.
func (h *house) watch(c *gin.Context) {
	started := time.Now()
	v := &visit{id: c.GetHeader("X-Request-Id"), route: c.FullPath(), address: c.ClientIP()}
	if !goodID.MatchString(v.id) {
		v.id = uuid.Must(uuid.NewV7()).String()
	}
	if v.route == "" {
		v.route = "other"
	}
	c.Header("X-Request-Id", v.id)
	c.Request = c.Request.WithContext(context.WithValue(c.Request.Context(), visitKey{}, v))
	defer func() {
		if p := recover(); p != nil {
			h.survive(c, v, p)
		}
		status, took := c.Writer.Status(), time.Since(started)
		h.meters.request(c.Request.Method, v.route, status, took)
		level := slog.LevelInfo
		if quiet[v.route] {
			level = slog.LevelDebug
		}
		slog.LogAttrs(c.Request.Context(), level, "request", slog.String("request", v.id),
			slog.String("method", c.Request.Method), slog.String("route", v.route), slog.Int("status", status),
			slog.Float64("ms", float64(took.Microseconds())/1000), slog.Int("bytes", max(0, c.Writer.Size())),
			slog.String("person", v.who.Actor.PersonID), slog.String("address", v.address))
	}()
	c.Next()
}

// quiet routes are asked by machines every few seconds.
var quiet = map[string]bool{"/healthz": true, "/readyz": true, "/metrics": true, "other": true}

func (h *house) survive(c *gin.Context, v *visit, p any) {
	err, isError := p.(error)
	if isError && errors.Is(err, http.ErrAbortHandler) {
		c.Abort()
		return
	}
	slog.ErrorContext(c.Request.Context(), "panic", "request", v.id, "route", v.route, "cause", fmt.Sprint(p), "stack", string(debug.Stack()))
	if c.Writer.Written() {
		c.Abort()
		return
	}
	refuse(c, face(broken, v.id))
}

// admit lets a request through to a route or says why not: a valid token where the route is not public, one of the
// route's roles, for a guest also a link that the route is open to, and within the pace of one person (signed out: of one address).
func (h *house) admit(c *gin.Context, who Who, links []inspection.Purpose) error {
	ctx := c.Request.Context()
	v := visitOf(ctx)
	key := "address " + v.address
	if !who.public() {
		p, err := h.rooms.Identity.Who(ctx, bearer(c.GetHeader("Authorization")))
		if err != nil {
			if fault.KindOf(err) == fault.Unauthenticated {
				if wait, ok := h.pace.Allow(key, time.Now()); !ok {
					return tooMany.With("retryAfter", int(wait/time.Second)+1)
				}
			}
			return err
		}
		v.who = p
		key = "person " + p.Actor.PersonID
	}
	if wait, ok := h.pace.Allow(key, time.Now()); !ok {
		return tooMany.With("retryAfter", int(wait/time.Second)+1)
	}
	if a := v.who.Actor; !who.public() && (!who.includes(a.Role) || a.Guest() && !slices.Contains(links, a.Purpose)) {
		return notForRole.With("role", string(v.who.Actor.Role))
	}
	return nil
}

func bearer(header string) string {
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}
