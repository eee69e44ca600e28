package outbound

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"anjian/internal/planning"
	"anjian/internal/store"
)

// Settings are what the room works by.
type Settings struct {
	Calendar planning.Calendar
	Clocks   map[string]planning.Limit
	Mapping  Mapping
	City     City // where reports go; nowhere when its Endpoint is empty
	Notices  Notices
	Channels []Channel     // ways for notices besides the list in the app
	Due      DueFinder     // what is due in the cases; nil: only reports
	Lease    time.Duration // how long one try may take before another sender takes over
	Backoff  Backoff

	PublicURL   string // where people look, at the end of a message
	AllowInside bool   // webhooks may go into the server's own network
}

// Backoff is how long to wait after a try that failed: First, then twice as long each time, at most Most.
type Backoff struct{ First, Most time.Duration }

// webhookPatience is how long a webhook may take to answer.
const webhookPatience = 10 * time.Second

// The defaults of Settings.
const (
	DefaultLease = time.Minute
	firstWait    = 10 * time.Second
	mostWait     = 30 * time.Minute
)

// Room is the operations on what leaves by itself. It is safe for concurrent use.
type Room struct {
	store    *store.Store
	s        Settings
	carriers map[string]carrier
	nudged   chan struct{}

	notifiers map[string]Notifier
	outside   outside
	dueTold   atomic.Int64 // the hour in which this server last looked at what is due
}

// carrier carries one kind of delivery out of the house. It is given a context that ends before the lease does.
type carrier interface {
	carry(ctx context.Context, d store.Delivery) outcome
}

// outcome is what came of one try.
type outcome struct {
	never  string                                        // the other side said no; empty: it did not
	later  error                                         // it is worth trying again; nil: the other side has it
	rest   time.Duration                                 // wait at least so long before the next try
	effect func(ctx context.Context, tx *store.Tx) error // written in the transaction of the tick; nil: nothing
}

// New opens the room over a store. It refuses a mapping that makes no sense and clocks that lack one it runs by.
func New(st *store.Store, s Settings) (*Room, error) {
	if err := s.Mapping.Check(); err != nil {
		return nil, err
	}
	if _, ok := s.Clocks[clockReport]; !ok {
		return nil, fmt.Errorf("outbound: there is no clock %s", clockReport)
	}
	if s.Lease == 0 {
		s.Lease = DefaultLease
	}
	if s.Backoff == (Backoff{}) {
		s.Backoff = Backoff{firstWait, mostWait}
	}
	r := &Room{store: st, s: s, nudged: make(chan struct{}, 1), outside: outside{allowInside: s.AllowInside}}
	r.notifiers = notifiersFor(st, r.outside)
	if err := r.checkChannels(); err != nil {
		return nil, err
	}
	r.carriers = map[string]carrier{kindNotice: noticeCarrier{r}, kindWebhook: &webhookCarrier{store: st, client: r.outside.client(webhookPatience)}}
	if s.City.Endpoint != "" {
		r.carriers[kindReport] = newCityCarrier(st, s)
	}
	return r, nil
}

// Nudge says that there may be something to do now. It never waits.
func (r *Room) Nudge(context.Context, string, string) {
	select {
	case r.nudged <- struct{}{}:
	default:
	}
}
