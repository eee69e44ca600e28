package outbound_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"anjian/configs"
	"anjian/internal/config"
	"anjian/internal/outbound"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// shipped are the settings as they come with the program.
func shipped(t testing.TB) outbound.Settings {
	t.Helper()
	calendar, err := config.LoadCalendar(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	clocks, err := config.LoadClocks(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	reporting, err := config.LoadReporting(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	m := outbound.Mapping{System: reporting.System}
	for _, c := range reporting.Columns {
		m.Columns = append(m.Columns, outbound.MappedColumn(c))
	}
	told, err := config.LoadNotices(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	words := outbound.Notices{Quiet: outbound.Quiet(told.Quiet), Kinds: map[string]outbound.Template{}}
	for _, k := range told.Kinds {
		words.Kinds[k.Code] = outbound.Template{Title: k.Title, TitleEn: k.TitleEn, Text: k.Text, Urgent: k.Urgent}
	}
	return outbound.Settings{Calendar: calendar, Clocks: clocks, Mapping: m, Notices: words}
}

func open(t testing.TB, w *testkit.World, change func(*outbound.Settings)) *outbound.Room {
	t.Helper()
	s := shipped(t)
	if change != nil {
		change(&s)
	}
	r, err := outbound.New(w.Store, s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// city is a city's system that answers as it is told, and remembers what it was asked.
type city struct {
	*httptest.Server
	mu     sync.Mutex
	answer func(method, key string, record map[string]string) (int, string)
	posts  []map[string]string
	asks   []string
	heads  []http.Header
}

func newCity(t *testing.T, answer func(method, key string, record map[string]string) (int, string)) *city {
	t.Helper()
	c := &city{answer: answer}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q struct {
			Key    string
			Record map[string]string
		}
		_ = json.NewDecoder(r.Body).Decode(&q) // a GET has no body
		c.mu.Lock()
		c.heads = append(c.heads, r.Header.Clone())
		if r.Method == http.MethodPost {
			c.posts = append(c.posts, q.Record)
		} else {
			q.Key = r.URL.Path[len("/records/"):]
			c.asks = append(c.asks, q.Key)
		}
		answer := c.answer
		c.mu.Unlock()
		status, body := answer(r.Method, q.Key, q.Record)
		if status == 0 {
			panic(http.ErrAbortHandler)
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(c.Close)
	return c
}

func (c *city) tell(answer func(method, key string, record map[string]string) (int, string)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answer = answer
}

func text(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func round(t testing.TB, r *outbound.Room) int {
	t.Helper()
	n, err := r.Round(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func reportOf(t testing.TB, r *outbound.Room, by store.Person, check string) outbound.Report {
	t.Helper()
	got, err := r.ReportOf(t.Context(), by.Actor(), check)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// until asks again and again until the answer is yes, or the test has waited too long.
func until(t testing.TB, most time.Duration, what string, yes func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), most)
	defer cancel()
	for !yes() {
		select {
		case <-ctx.Done():
			t.Fatalf("waited %s in vain: %s", most, what)
		case <-time.After(20 * time.Millisecond):
		}
	}
}
