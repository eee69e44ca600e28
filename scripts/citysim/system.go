package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Faults says how often what goes wrong; shares between 0 and 1.
type Faults struct {
	Reject, Down, Slow, Lose, Twice, Alter float64

	Late      time.Duration
	Forgetful bool
}

// system is the stand-in.
type system struct {
	faults Faults
	token  string

	mu       sync.Mutex
	dice     *rand.Rand
	kept     map[string]*kept // by key
	order    []string
	next     int
	asked    int
	rejected map[string]bool
}

type kept struct {
	Key      string            `json:"key"`
	Number   string            `json:"number"`
	Record   map[string]string `json:"record"`
	Accepted int               `json:"accepted"` // how many times it was taken: once, or it is there twice
	At       time.Time         `json:"at"`
}

func newSystem(f Faults, seed uint64) *system {
	return &system{faults: f, dice: rand.New(rand.NewPCG(seed, 2020)), kept: map[string]*kept{}, rejected: map[string]bool{}}
}

func (s *system) roll(share float64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dice.Float64() < share
}

// ServeHTTP answers POST /records, GET /records/KEY, and GET / (everything it has).
func (s *system) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.token != "" && r.Header.Get("Authorization") != "Bearer "+s.token {
		http.Error(w, `{"reason":"token"}`, http.StatusUnauthorized)
		return
	}
	if r.Method == http.MethodGet && r.URL.Path == "/" {
		s.show(w)
		return
	}
	s.mu.Lock()
	s.asked++
	s.mu.Unlock()
	if s.roll(s.faults.Down) {
		http.Error(w, "down", http.StatusServiceUnavailable)
		return
	}
	if s.roll(s.faults.Slow) {
		select {
		case <-time.After(s.faults.Late):
		case <-r.Context().Done(): // the asker has gone; the record may still be taken, as in life
		}
	}
	key, asking := strings.CutPrefix(r.URL.Path, "/records/")
	switch {
	case r.Method == http.MethodGet && asking:
		s.look(w, key)
	case r.Method == http.MethodPost && r.URL.Path == "/records":
		s.take(w, r)
	default:
		http.NotFound(w, r)
	}
}

func (s *system) show(w http.ResponseWriter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := []*kept{}
	for _, key := range s.order {
		all = append(all, s.kept[key])
	}
	answer(w, http.StatusOK, map[string]any{"asked": s.asked, "records": all})
}

func (s *system) look(w http.ResponseWriter, key string) {
	s.mu.Lock()
	k, ok := s.kept[key]
	s.mu.Unlock()
	if !ok {
		answer(w, http.StatusNotFound, map[string]string{"reason": "unknown"})
		return
	}
	answer(w, http.StatusOK, k)
}

func (s *system) take(w http.ResponseWriter, r *http.Request) {
	text, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		return // the asker went away in the middle: nothing was taken
	}
	var asked struct {
		Key    string            `json:"key"`
		Record map[string]string `json:"record"`
	}
	if json.Unmarshal(text, &asked) != nil || asked.Key == "" || len(asked.Record) == 0 {
		answer(w, http.StatusBadRequest, map[string]string{"reason": "no record"})
		return
	}
	if s.says(asked.Key) {
		answer(w, http.StatusUnprocessableEntity, map[string]string{"reason": "单位名称与登记不符"})
		return
	}
	k := s.keep(asked.Key, asked.Record)
	if s.roll(s.faults.Lose) {
		panic(http.ErrAbortHandler) // taken, and the answer is lost
	}
	answer(w, http.StatusOK, k)
	if s.roll(s.faults.Twice) {
		_ = json.NewEncoder(w).Encode(k) // whoever asked may be gone
	}
}

// says no to a share of the records, always to the same ones.
func (s *system) says(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	no, asked := s.rejected[key]
	if !asked {
		no = s.dice.Float64() < s.faults.Reject
		s.rejected[key] = no
	}
	return no
}

func (s *system) keep(key string, record map[string]string) kept {
	alter := s.roll(s.faults.Alter)
	s.mu.Lock()
	defer s.mu.Unlock()
	if k, again := s.kept[key]; again {
		if s.faults.Forgetful {
			k.Accepted++
		}
		return *k
	}
	if alter {
		record["unit_name"] += "（变更）"
	}
	s.next++
	s.kept[key] = &kept{Key: key, Number: fmt.Sprintf("CZ%08d", s.next), Record: record, Accepted: 1, At: time.Now().UTC()}
	s.order = append(s.order, key)
	return *s.kept[key]
}

func answer(w http.ResponseWriter, status int, what any) {
	text, err := json.Marshal(what)
	if err != nil {
		status, text = http.StatusInternalServerError, []byte(`{}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(text) // whoever asked may be gone
}
