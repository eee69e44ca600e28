package rest

import (
	"context"
	"sync"
	"time"
)

type waitIn struct {
	Since int64  `query:"since" minimum:"0" doc:"The bureau's place up to which the asker has seen everything"`
	Of    string `query:"of" enum:"all,checks" default:"all" doc:"checks: only what getChanges would tell me; all: anything in the bureau"`
}

type waitOut struct {
	Body struct {
		Seq  int64 `json:"seq" doc:"The bureau's place now: the next since"`
		News bool  `json:"news" doc:"Whether something of what was asked for has happened after since"`
	}
}

const (
	waitLongest = 20 * time.Second // under every limit of a request, and of most proxies
	waitStep    = 300 * time.Millisecond
)

// waitForNews answers as soon as something has happened since a place, or after 20 seconds: what has happened,
// getChanges tells. It looks at the bureau's counter in the database, so it hears of what any server has taken; the
// phones of a bureau share the look.
func (h *house) waitForNews(ctx context.Context, in *waitIn) (*waitOut, error) {
	actor, end, since := actorOf(ctx), time.Now().Add(waitLongest), in.Since
	out := &waitOut{}
	for {
		seq, err := h.news.place(actor.BureauID, func() (int64, error) { return h.rooms.Office.Place(ctx, actor) })
		if err != nil {
			return nil, err
		}
		news := seq > since
		if news && in.Of == "checks" {
			if news, err = h.rooms.Casework.Touched(ctx, actor, since); err != nil {
				return nil, err
			}
			since = seq // what is not mine is not looked at again
		}
		if out.Body.Seq, out.Body.News = seq, news; news || !time.Now().Before(end) {
			return out, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-h.s.Stopping: // nobody keeps a server from stopping by waiting; they ask the next one
			return out, nil
		case <-time.After(waitStep):
		}
	}
}

// newsroom remembers for a moment how far each bureau has come, so that a hundred waiting phones cost one look and not a
// hundred. It knows nothing that the database does not know.
type newsroom struct {
	lock    sync.Mutex
	bureaus map[string]*bureauPlace
}

type bureauPlace struct {
	lock sync.Mutex
	seq  int64
	at   time.Time
}

// place gives the bureau's place, at most half a step old.
func (n *newsroom) place(bureauID string, look func() (int64, error)) (int64, error) {
	n.lock.Lock()
	if n.bureaus == nil {
		n.bureaus = map[string]*bureauPlace{}
	}
	p := n.bureaus[bureauID]
	if p == nil {
		p = &bureauPlace{}
		n.bureaus[bureauID] = p
	}
	n.lock.Unlock()
	p.lock.Lock()
	defer p.lock.Unlock()
	if time.Since(p.at) < waitStep/2 {
		return p.seq, nil
	}
	seq, err := look()
	if err == nil {
		p.seq, p.at = seq, time.Now()
	}
	return seq, err
}
