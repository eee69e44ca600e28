package rest

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"anjian/internal/outbound"
)

// meters are the figures of /metrics.
type meters struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	acts     *prometheus.CounterVec
	uploads  *prometheus.CounterVec
	trouble  *prometheus.CounterVec
}

func newMeters() *meters {
	m := &meters{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "anjian_request_seconds", Help: "Time from the first byte of a request to the last of its answer.",
			Buckets: []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10, 60},
		}, []string{"method", "route", "status"}),
		acts: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "anjian_acts_total", Help: "Acts by kind and outcome (accepted, refused).",
		}, []string{"kind", "outcome"}),
		uploads: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "anjian_uploads_total", Help: "Files stored and their bytes.",
		}, []string{"what"}),
		trouble: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "anjian_unavailable_total", Help: "Requests and probes that found the database or the object store away.",
		}, []string{"what"}),
	}
	m.registry.MustRegister(m.requests, m.acts, m.uploads, m.trouble, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// outbox are the figures of what leaves by itself, asked for when somebody looks.
type outbox struct {
	figures func(ctx context.Context) ([]outbound.Figure, error)
	waiting *prometheus.Desc
	oldest  *prometheus.Desc
}

func newOutboxMeter(room *outbound.Room) *outbox {
	return &outbox{figures: room.Figures,
		waiting: prometheus.NewDesc("anjian_outbox_deliveries", "Deliveries that are not done, by kind and state (waiting, dead).", []string{"kind", "state"}, nil),
		oldest:  prometheus.NewDesc("anjian_outbox_oldest_seconds", "Age of the oldest delivery that is not done.", []string{"kind", "state"}, nil)}
}

func (o *outbox) Describe(to chan<- *prometheus.Desc) {
	to <- o.waiting
	to <- o.oldest
}

// Collect leaves the figures out when the database is away: /readyz says that.
func (o *outbox) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	got, err := o.figures(ctx)
	if err != nil {
		return
	}
	for _, f := range got {
		to <- prometheus.MustNewConstMetric(o.waiting, prometheus.GaugeValue, float64(f.Count), f.Kind, f.State)
		to <- prometheus.MustNewConstMetric(o.oldest, prometheus.GaugeValue, time.Since(f.Oldest).Seconds(), f.Kind, f.State)
	}
}

func (m *meters) request(method, route string, status int, took time.Duration) {
	switch method { // a made-up method must not make a new series
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
	default:
		method = "other"
	}
	m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
	if status == http.StatusServiceUnavailable {
		m.trouble.WithLabelValues("request").Inc()
	}
}

func (m *meters) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry})
}
