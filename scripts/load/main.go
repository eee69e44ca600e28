// Command load gives a running server the work of many phones at once and measures what they feel: whole records
// accepted per second, photos stored per second, how long one of them waits, and how much memory the server needs.
//
// It speaks to the server over HTTP only and knows nothing of the rooms inside, so what it measures is what a phone
// gets. It refuses to guess: an answer that is not a full set of receipts ends the measurement. It needs a server with
// the demo world whose limits per person are raised; scripts/bench starts one. Start reading at records.go.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
)

const usage = `usage: load records|photos|disk [flags]

  records   prepare open checks through the API, then send each its whole record (one batch of 120 answers)
  photos    store different 400 KB JPEGs through tus, each in one request
  disk      write and flush such files without any server, to know what the disk can do
`

// plan is what was asked for on the command line.
type plan struct {
	base    string
	pid     int
	label   string
	clients []int
	runs    int
	count   int
	fill    int
	dir     string
	out     string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("say what to do\n\n%s", usage)
	}
	p := plan{}
	clients := ""
	flags := flag.NewFlagSet("load "+args[0], flag.ContinueOnError)
	flags.StringVar(&p.base, "url", "http://localhost:8080", "the server")
	flags.IntVar(&p.pid, "pid", 0, "the server's process, to read its memory; 0: do not")
	flags.StringVar(&p.label, "label", "", "what the server stands on, for the table")
	flags.StringVar(&clients, "clients", "1,8,32", "how many phones at once, one measurement each")
	flags.IntVar(&p.runs, "runs", 3, "runs of each measurement; the median counts")
	flags.IntVar(&p.count, "count", 1000, "records or photos in a run with the most clients; fewer clients send fewer")
	flags.IntVar(&p.fill, "fill", 0, "records only: measure again when so many records are in")
	flags.StringVar(&p.dir, "dir", "", "disk only: the folder to write in; it is deleted")
	flags.StringVar(&p.out, "out", "", "write the figures to this file as JSON")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	for word := range strings.SplitSeq(clients, ",") {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 {
			return fmt.Errorf("-clients: %q is no number of clients", word)
		}
		p.clients = append(p.clients, n)
	}
	var figures []figure
	var err error
	switch args[0] {
	case "records":
		figures, err = records(ctx, p)
	case "photos":
		figures, err = photos(ctx, p)
	case "disk":
		figures, err = plainDisk(ctx, p)
	default:
		err = fmt.Errorf("there is no measurement %q\n\n%s", args[0], usage)
	}
	if err != nil || p.out == "" {
		return err
	}
	text, err := json.MarshalIndent(figures, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(p.out, append(text, '\n'), 0o644)
}

// share is how many things a run with this many clients does: enough for its percentiles, and about as long as the
// run with the most clients.
func (p plan) share(clients int) int {
	switch {
	case clients >= 32:
		return p.count
	case clients >= 8:
		return max(clients*4, p.count*3/4)
	}
	return max(20, p.count/3)
}
