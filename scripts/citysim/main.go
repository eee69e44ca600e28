// Program citysim stands in for the city's system to which records are reported, for tests and demos: it takes records,
// and, as asked, says no, is slow, is down, answers twice, or loses its answer after taking the record.
//
// It keeps what it takes in memory and shows it at /; it knows nothing of Anjian but the few questions it is asked. It
// refuses to be anything but a stand-in: no storage, no accounts beyond one token. Start reading at system.ServeHTTP.
package main

import (
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8099", "where to listen")
	token := flag.String("token", os.Getenv("CITYSIM_TOKEN"), "the token to ask for; empty: none (or CITYSIM_TOKEN)")
	seed := flag.Uint64("seed", 1, "of the dice")
	reject := flag.Float64("reject", 0, "share of records it says no to (for good)")
	down := flag.Float64("down", 0, "share of questions it answers with 503")
	slow := flag.Float64("slow", 0, "share of questions it is slow at")
	late := flag.Duration("late", 3*time.Second, "how slow")
	lose := flag.Float64("lose", 0, "share of records it takes and then loses the answer of")
	twice := flag.Float64("twice", 0, "share of answers it says two times in one body")
	alter := flag.Float64("alter", 0, "share of records it keeps otherwise than sent")
	forgetful := flag.Bool("forgetful", false, "knows nothing of keys: takes a record again when it is sent again")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "go run ./scripts/citysim [flags]: a stand-in for the city's system; outbound.city_endpoint is its address")
		flag.PrintDefaults()
	}
	flag.Parse()
	s := newSystem(Faults{Reject: *reject, Down: *down, Slow: *slow, Late: *late, Lose: *lose, Twice: *twice, Alter: *alter, Forgetful: *forgetful}, *seed)
	s.token = *token
	fmt.Println("city's stand-in at http://" + *addr)
	log.Fatal((&http.Server{Addr: *addr, Handler: s, ReadHeaderTimeout: 5 * time.Second}).ListenAndServe())
}
