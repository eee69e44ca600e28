package outbound_test

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"anjian/internal/outbound"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// A thousand records, a city's system that is slow, down, answers twice and loses answers, three senders of which one is
// cut off in the middle: each record is accepted exactly once, none is forgotten.
func TestAThousandRecordsThroughABadCity(t *testing.T) {
	records := 1000
	if testing.Short() {
		records = 100
	}
	simulator := filepath.Join(t.TempDir(), "citysim")
	build := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-o", simulator, "../../scripts/citysim")
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, text)
	}
	testkit.EachOptions(t, func(t *testing.T, o store.Options) {
		w := testkit.Populate(t, testkit.OpenStore(t, o, nil), testkit.NewClock()) // the store by the real clock: leases run out
		endpoint := startCity(t, simulator, "-seed", "20200118", "-down", "0.15", "-slow", "0.02", "-late", "700ms", "-lose", "0.15", "-twice", "0.1", "-forgetful")
		ids := w.SignedCopies(t, records)
		began := time.Now()

		var wg sync.WaitGroup
		defer wg.Wait()
		all, stop := context.WithCancel(t.Context())
		defer stop()
		sender := func(ctx context.Context) {
			r := open(t, w, func(s *outbound.Settings) {
				s.City = outbound.City{Endpoint: endpoint, Timeout: 500 * time.Millisecond}
				s.Lease, s.Backoff = 3*time.Second, outbound.Backoff{First: 20 * time.Millisecond, Most: 300 * time.Millisecond}
			})
			wg.Go(func() { r.Work(ctx) })
		}
		doomed, kill := context.WithCancel(all)
		sender(doomed)
		sender(all)
		until(t, time.Minute, "a third is there", func() bool { return len(cityHas(t, endpoint)) > records/3 })
		kill()
		sender(all)

		open := func() int {
			n := 0
			for _, state := range states(t, w, ids) {
				if state.State != string(store.ReportAccepted) {
					n++
				}
			}
			return n
		}
		until(t, 4*time.Minute, "every record is reported", func() bool { return open() == 0 })
		stop()
		wg.Wait()

		has := cityHas(t, endpoint)
		if len(has) != records {
			t.Errorf("the city has %d records of %d", len(has), records)
		}
		tries := 0
		for id, told := range states(t, w, ids) {
			theirs, ok := has[id]
			if !ok || theirs.Accepted != 1 || theirs.Number != told.Number {
				t.Errorf("%s: accepted %d times as %s, told %s", id, theirs.Accepted, theirs.Number, told.Number)
			}
			tries += told.Attempts
		}
		if tries < records*5/4 {
			t.Errorf("only %d tries for %d records: the faults did not happen", tries, records)
		}
		t.Logf("%d records, %d tries, %s", records, tries, time.Since(began).Round(time.Millisecond))
	})
}

type kept struct {
	Key, Number string
	Accepted    int
}

func cityHas(t *testing.T, endpoint string) map[string]kept {
	t.Helper()
	answer, err := http.Get(endpoint + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var all struct{ Records []kept }
	if err := json.NewDecoder(answer.Body).Decode(&all); err != nil {
		t.Fatal(err)
	}
	has := map[string]kept{}
	for _, k := range all.Records {
		has[k.Key] = k
	}
	return has
}

func states(t *testing.T, w *testkit.World, ids []string) map[string]outbound.Report {
	t.Helper()
	r := open(t, w, nil)
	out, cursor := map[string]outbound.Report{}, ""
	for {
		list, next, err := r.Reports(t.Context(), w.Leader.Actor(), outbound.ReportFilter{}, cursor, 200)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range list {
			out[l.CheckID] = l
		}
		if cursor = next; next == "" {
			break
		}
	}
	for _, id := range ids {
		if _, ok := out[id]; !ok {
			out[id] = outbound.Report{CheckID: id, State: "not noted"}
		}
	}
	return out
}

func startCity(t *testing.T, program string, flags ...string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	_ = l.Close()
	city := exec.CommandContext(t.Context(), program, append([]string{"-addr", addr}, flags...)...)
	city.Stderr = os.Stderr
	if err := city.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = city.Process.Kill(); _ = city.Wait() })
	endpoint := "http://" + addr
	until(t, 10*time.Second, "the city's stand-in answers", func() bool {
		answer, err := http.Get(endpoint + "/")
		if err != nil {
			return false
		}
		return answer.Body.Close() == nil
	})
	return endpoint
}
