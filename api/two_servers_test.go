package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// waitingPhone is a phone as the app has it (pwa/src/sync/news.ts): one request waits at a server for what is new of its
// own checks, then it fetches; where no server answers it asks the next one after two seconds.
type waitingPhone struct {
	token   string
	servers []string
	at      int
	cursor  string
	heard   int64
	lock    sync.Mutex
	seen    map[string]time.Time // when a dispatched check was there
	turned  int
}

func (p *waitingPhone) ask(ctx context.Context, path string, into any) error {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.servers[p.at]+"/api/v1/changes"+path, nil)
	if err != nil {
		return err
	}
	q.Header.Set("Authorization", "Bearer "+p.token)
	got, err := http.DefaultClient.Do(q)
	if err != nil {
		return err
	}
	defer got.Body.Close()
	if got.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %d", path, got.StatusCode)
	}
	return json.NewDecoder(got.Body).Decode(into)
}

func (p *waitingPhone) listen(ctx context.Context) {
	for ctx.Err() == nil {
		var news struct {
			Seq  int64
			News bool
		}
		err := p.ask(ctx, fmt.Sprintf("/wait?of=checks&since=%d", p.heard), &news)
		if err == nil {
			p.heard = max(p.heard, news.Seq)
			if news.News {
				err = p.fetch(ctx)
			}
		}
		if err != nil {
			p.lock.Lock()
			p.turned++
			p.lock.Unlock()
			p.at = (p.at + 1) % len(p.servers)
			select {
			case <-ctx.Done():
			case <-time.After(2 * time.Second):
			}
		}
	}
}

func (p *waitingPhone) fetch(ctx context.Context) error {
	for {
		var page struct {
			Changes []struct {
				CheckID string
				View    struct{ Record inspection.CheckRecord }
			}
			NextCursor string
			More       bool
		}
		if err := p.ask(ctx, "?limit=50&since="+p.cursor, &page); err != nil {
			return err
		}
		p.lock.Lock()
		for _, c := range page.Changes {
			if c.View.Record.State == inspection.Assigned && p.seen[c.CheckID].IsZero() {
				p.seen[c.CheckID] = time.Now()
			}
		}
		p.lock.Unlock()
		if p.cursor = page.NextCursor; !page.More {
			return nil
		}
	}
}

func (p *waitingPhone) has(check string) (at time.Time) {
	p.lock.Lock()
	defer p.lock.Unlock()
	return p.seen[check]
}

// Two servers over one database: what is dispatched at the one is at once on every phone that waits at the other; one of
// them killed, or told to stop, its phones turn to the other and miss nothing.
func TestPhonesThatWaitAtOneServerHearOfADispatchAtAnother(t *testing.T) {
	const phones, rounds = 48, 6
	testkit.EachOptions(t, func(t *testing.T, o store.Options) {
		st := testkit.OpenStore(t, o, nil) // by the real clock, as the servers
		s := &site{w: testkit.Populate(t, st, testkit.NewClock()), person: map[string]store.Person{}, signeds: map[string]string{}}
		s.employ(t)
		one, other := freePlace(t), freePlace(t)
		serve := func(place string) func(syscall.Signal) time.Duration {
			server := begin(t, os.Args[0], []string{asProgram + "=1", "PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "ANJIAN_ADDR=" + place, "ANJIAN_DATA_DIR=" + t.TempDir(), "ANJIAN_LOG_LEVEL=error",
				"ANJIAN_PUBLIC_URL=http://anjian.test", "ANJIAN_DATABASE_DRIVER=" + o.Driver, "ANJIAN_DATABASE_DSN=" + o.DSN, "ANJIAN_LIMITS_REQUESTS_PER_SECOND=100000", "ANJIAN_LIMITS_REQUESTS_BURST=100000"})
			wait(t, time.Minute, "a server answers", func() bool {
				got, err := http.Get("http://" + place + "/readyz")
				if err != nil {
					return false
				}
				defer got.Body.Close()
				return got.StatusCode == http.StatusOK
			})
			return func(how syscall.Signal) time.Duration {
				began := time.Now()
				if err := server.Process.Signal(how); err != nil {
					t.Fatal(err)
				}
				_ = server.Wait()
				return time.Since(began)
			}
		}
		endOne, endOther := serve(one), serve(other)
		s.url = "http://" + one

		ctx, leave := context.WithCancel(t.Context())
		var listening sync.WaitGroup
		t.Cleanup(func() { leave(); listening.Wait() })
		waiting := make([]*waitingPhone, phones)
		for i := range waiting {
			waiting[i] = &waitingPhone{token: s.token(t, []string{"jia", "yi"}[i%2]), servers: []string{other, one}, seen: map[string]time.Time{}, cursor: "0"}
			listening.Go(func() { waiting[i].listen(ctx) })
		}
		time.Sleep(time.Second) // all of them have begun to wait

		dispatch := func(what string, most time.Duration) {
			t.Helper()
			check := s.w.Planned(t)
			if got := s.send(t, request{whom: "head", method: http.MethodPost, path: "/api/v1/checks/" + check + "/dispatch", body: envelope(inspection.DispatchBody{})}); got.status != http.StatusOK {
				t.Fatalf("dispatching: %d %s", got.status, got.body)
			}
			done := time.Now()
			wait(t, most, what, func() bool {
				return !slices.ContainsFunc(waiting, func(p *waitingPhone) bool { return p.has(check).IsZero() })
			})
			took := make([]time.Duration, phones)
			for i, p := range waiting {
				took[i] = p.has(check).Sub(done)
			}
			slices.Sort(took)
			t.Logf("%s: on the first phone after %d ms, on half of %d after %d ms, on the last after %d ms", what, took[0].Milliseconds(), phones, took[phones/2].Milliseconds(), took[phones-1].Milliseconds())
		}
		for range rounds {
			dispatch("dispatched at one, waiting at the other", 5*time.Second)
		}
		for _, p := range waiting {
			p.lock.Lock()
			if p.turned > 0 {
				t.Errorf("a phone was turned away %d times while both servers stood", p.turned)
			}
			p.lock.Unlock()
		}
		endOther(syscall.SIGKILL)
		dispatch("their server killed", 15*time.Second)
		dispatch("all at the one that is left", 5*time.Second)

		serve(other)
		if took := endOne(syscall.SIGTERM); took > 5*time.Second {
			t.Errorf("a server with %d waiting phones took %s to stop", phones, took)
		}
		s.url = "http://" + other
		dispatch("their server told to stop", 15*time.Second)
	})
}
