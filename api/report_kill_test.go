package main

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"anjian/internal/store"
	"anjian/internal/testkit"
)

// asProgram in the environment makes this test's own program the server: main, as it is shipped, in a process that can be
// killed.
const asProgram = "RUN_AS_ANJIAN"

// The server is killed (SIGKILL) three times while it is sending and the city's system is slow, down, loses answers and
// knows nothing of keys: each record is accepted exactly once, and the number told is the number given.
func TestAServerKilledWhileItSendsReportsEachRecordOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("a killed sender's lease has to run out: over a minute")
	}
	const records = 60
	citysim := filepath.Join(t.TempDir(), "citysim")
	build := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-o", citysim, "../scripts/citysim")
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, text)
	}
	testkit.EachOptions(t, func(t *testing.T, o store.Options) {
		st := testkit.OpenStore(t, o, nil) // by the real clock: leases run out
		w := testkit.Populate(t, st, testkit.NewClock())
		w.SignedCopies(t, records)
		raw := testkit.Raw(t, o)
		count := func(q string) (n int) {
			t.Helper()
			if err := raw.QueryRowContext(t.Context(), q).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		const undone = `SELECT COUNT(*) FROM reports WHERE state <> 'reported'`

		place, city := freePlace(t), freePlace(t)
		begin(t, citysim, nil, "-addr", city, "-seed", "20200118", "-slow", "0.6", "-late", "400ms", "-down", "0.1", "-lose", "0.15", "-forgetful")
		wait(t, time.Minute, "the city's stand-in answers", func() bool { return taken(t, city) != nil })
		settings := []string{asProgram + "=1", "PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "ANJIAN_ADDR=" + place, "ANJIAN_DATA_DIR=" + t.TempDir(), "ANJIAN_LOG_LEVEL=error",
			"ANJIAN_DATABASE_DRIVER=" + o.Driver, "ANJIAN_DATABASE_DSN=" + o.DSN, "ANJIAN_OUTBOUND_CITY_ENDPOINT=http://" + city, "ANJIAN_OUTBOUND_CITY_TIMEOUT=1s"}

		midSend := 0
		for round := range 3 {
			server := begin(t, os.Args[0], settings)
			had := len(taken(t, city))
			wait(t, 2*time.Minute, "the server sends", func() bool { return len(taken(t, city)) > had+5 || round > 0 && len(taken(t, city)) > had })
			if err := server.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			_ = server.Wait()
			midSend += count(`SELECT COUNT(*) FROM outbox WHERE kind = 'report' AND state = 'waiting' AND lease <> ''`)
		}
		if midSend == 0 || count(undone) == 0 {
			t.Fatalf("%d deliveries were in the middle of being sent, %d records are still to go: nothing was cut off", midSend, count(undone))
		}
		begin(t, os.Args[0], settings)
		wait(t, 5*time.Minute, "every record is reported", func() bool {
			return count(`SELECT COUNT(*) FROM reports`) == records && count(undone) == 0
		})
		has := taken(t, city)
		if len(has) != records {
			t.Errorf("the city has %d records of %d", len(has), records)
		}
		for key, theirs := range has {
			var number string
			if err := raw.QueryRowContext(t.Context(), `SELECT number FROM reports WHERE check_id = ?`, key).Scan(&number); err != nil || theirs.Accepted != 1 || number != theirs.Number {
				t.Errorf("%s: accepted %d times as %s, told %s (%v)", key, theirs.Accepted, theirs.Number, number, err)
			}
		}
		t.Logf("%d records, %d deliveries cut off in the middle", records, midSend)
	})
}

// begin starts a program that is killed when the test ends.
func begin(t *testing.T, program string, environ []string, args ...string) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(context.WithoutCancel(t.Context()), program, args...)
	c.Env, c.Stderr = environ, os.Stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
	return c
}

func freePlace(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

type takenRecord struct {
	Key, Number string
	Accepted    int
}

// taken is what the city's stand-in has, by key; nothing while it does not answer.
func taken(t *testing.T, city string) map[string]takenRecord {
	t.Helper()
	answer, err := http.Get("http://" + city + "/")
	if err != nil {
		return nil
	}
	defer answer.Body.Close()
	var all struct{ Records []takenRecord }
	if err := json.NewDecoder(answer.Body).Decode(&all); err != nil {
		t.Fatal(err)
	}
	has := map[string]takenRecord{}
	for _, r := range all.Records {
		has[r.Key] = r
	}
	return has
}

func wait(t *testing.T, most time.Duration, what string, yes func() bool) {
	t.Helper()
	for began := time.Now(); !yes(); time.Sleep(20 * time.Millisecond) {
		if time.Since(began) > most {
			t.Fatalf("waited %s in vain: %s", most, what)
		}
	}
}
