package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// figure is one line of the table: the medians over the runs.
type figure struct {
	What      string    `json:"what"`
	On        string    `json:"on"`
	Clients   int       `json:"clients"`
	Before    int       `json:"recordsBefore"` // how many records stood in the ledger already
	PerSecond float64   `json:"perSecond"`
	Runs      []float64 `json:"runs"` // things per second in each run
	P50       float64   `json:"p50ms"`
	P95       float64   `json:"p95ms"`
	P99       float64   `json:"p99ms"`
	PeakMB    float64   `json:"serverPeakMB"` // VmHWM of the server while this was measured; 0: unknown
	ServerCPU float64   `json:"serverCPUms"`  // processor time of the server for each thing; 0: unknown
	OwnCPU    float64   `json:"loadCPUms"`    // and of this load, on the same cores
}

func (f figure) String() string {
	return fmt.Sprintf("%-7s %-16s %3d clients %6d before  %7.1f/s  p50 %6.1f  p95 %6.1f  p99 %6.1f ms  server at most %4.0f MB, %.2f ms of processor each (load %.2f)  runs %.0f",
		f.What, f.On, f.Clients, f.Before, f.PerSecond, f.P50, f.P95, f.P99, f.PeakMB, f.ServerCPU, f.OwnCPU, f.Runs)
}

// measure does n things in each of the plan's runs and takes the medians. do gets a number that never repeats.
func measure(ctx context.Context, p plan, f figure, from int, do func(ctx context.Context, n int) error) (figure, error) {
	n := p.share(f.Clients)
	forgetPeak(p.pid)
	server, own := processor(p.pid), processor(os.Getpid())
	var p50, p95, p99 []float64
	for r := range p.runs {
		times, took, err := inParallel(ctx, f.Clients, n, func(ctx context.Context, i int) error { return do(ctx, from+r*n+i) })
		if err != nil {
			return f, err
		}
		f.Runs = append(f.Runs, float64(n)/took.Seconds())
		p50, p95, p99 = append(p50, quantile(times, 0.50)), append(p95, quantile(times, 0.95)), append(p99, quantile(times, 0.99))
	}
	f.PerSecond, f.P50, f.P95, f.P99 = median(f.Runs), median(p50), median(p95), median(p99)
	f.PeakMB = peak(p.pid)
	all := float64(n * p.runs)
	f.ServerCPU, f.OwnCPU = (processor(p.pid)-server)/all, (processor(os.Getpid())-own)/all
	fmt.Println(f)
	return f, nil
}

// inParallel does n things by so many clients and gives how long each took. The first failure ends all.
func inParallel(ctx context.Context, clients, n int, do func(ctx context.Context, i int) error) ([]time.Duration, time.Duration, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	times := make([]time.Duration, n)
	var next atomic.Int64
	var all sync.WaitGroup
	began := time.Now()
	for range clients {
		all.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n || ctx.Err() != nil {
					return
				}
				start := time.Now()
				if err := do(ctx, i); err != nil {
					cancel(err)
					return
				}
				times[i] = time.Since(start)
			}
		})
	}
	all.Wait()
	return times, time.Since(began), context.Cause(ctx)
}

func quantile(times []time.Duration, q float64) float64 {
	sorted := slices.Sorted(slices.Values(times))
	return float64(sorted[min(len(sorted)-1, int(q*float64(len(sorted))))].Microseconds()) / 1000
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}

// forgetPeak has the kernel begin the peak anew; where it may not, the peak is the one since the server started.
func forgetPeak(pid int) {
	if pid > 0 {
		_ = os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0)
	}
}

// processor is how long a process has been at work on all cores, in milliseconds.
func processor(pid int) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	_, after, _ := bytes.Cut(text, []byte(") "))
	words := bytes.Fields(after)
	if len(words) < 13 {
		return 0
	}
	user, wrong := strconv.Atoi(string(words[11]))
	system, alsoWrong := strconv.Atoi(string(words[12]))
	if wrong != nil || alsoWrong != nil {
		return 0
	}
	return float64(user+system) * 10 // the kernel counts in hundredths of a second
}

// peak is the most memory the server has held (VmHWM), in MB of a million bytes.
func peak(pid int) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(text) {
		words := bytes.Fields(line)
		if len(words) > 1 && string(words[0]) == "VmHWM:" {
			kb, err := strconv.Atoi(string(words[1]))
			if err != nil {
				return 0
			}
			return float64(kb) * 1024 / 1e6
		}
	}
	return 0
}
