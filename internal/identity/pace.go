package identity

import (
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Pace limits how often each key (a network address, a person) may come. It keeps a bounded number of keys: when it is
// full, keys that have been quiet long enough to be at full allowance again are forgotten, which changes nothing for
// them; if too few are, the oldest go.
type Pace struct {
	mu    sync.Mutex
	every rate.Limit
	burst int
	most  int
	keys  map[string]*paced
}

type paced struct {
	limiter *rate.Limiter
	seen    time.Time
}

// NewPace allows perSecond requests a second for each key, and burst at once.
func NewPace(perSecond float64, burst int) *Pace {
	return &Pace{every: rate.Limit(perSecond), burst: burst, most: 20_000, keys: map[string]*paced{}}
}

// Allow takes one from the key's allowance, or says how long to wait for the next.
func (p *Pace) Allow(key string, now time.Time) (wait time.Duration, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	k := p.keys[key]
	if k == nil {
		if len(p.keys) >= p.most {
			p.forget(now)
		}
		k = &paced{limiter: rate.NewLimiter(p.every, p.burst)}
		p.keys[key] = k
	}
	k.seen = now
	r := k.limiter.ReserveN(now, 1)
	if !r.OK() {
		return time.Minute, false
	}
	if wait = r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		return wait, false
	}
	return 0, true
}

// forget makes room for a tenth of the keys at once, so that a crowd of new ones does not make it look through all of
// them each time.
func (p *Pace) forget(now time.Time) {
	full := time.Duration(float64(p.burst) / float64(p.every) * float64(time.Second))
	waiting := make([]string, 0, len(p.keys))
	for key, k := range p.keys {
		if now.Sub(k.seen) >= full {
			delete(p.keys, key)
		} else {
			waiting = append(waiting, key)
		}
	}
	room := p.most - p.most/10
	if len(waiting) <= room {
		return
	}
	slices.SortFunc(waiting, func(a, b string) int { return p.keys[a].seen.Compare(p.keys[b].seen) })
	for _, key := range waiting[:len(waiting)-room] {
		delete(p.keys, key)
	}
}
