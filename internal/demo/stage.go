package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"anjian/internal/checklist"
	"anjian/internal/inspection"
)

// stage plays plots: it does what people would do, act by act, and keeps the times of day believable.
type stage struct {
	w     World
	f     founded
	lists map[string]checklist.Checklist
	free  []int             // targets nobody has told about yet
	told  map[string]string // enterprise → the last check told of it

	phones map[string]*phone // by whose they are
	dice   *rand.Rand
}

func newStage(w World, f founded, lists []checklist.Checklist) *stage {
	s := &stage{w: w, f: f, lists: map[string]checklist.Checklist{}, told: map[string]string{}, phones: map[string]*phone{}, dice: rand.New(rand.NewPCG(7, uint64(len(f.targets))))}
	for _, l := range lists {
		s.lists[l.Code] = l
	}
	told := map[string]bool{}
	for _, p := range f.plots {
		told[p.enterprise] = true
	}
	for i, t := range f.targets {
		if !told[t.Name] {
			s.free = append(s.free, i)
		}
	}
	s.dice.Shuffle(len(s.free), func(i, j int) { s.free[i], s.free[j] = s.free[j], s.free[i] })
	return s
}

func (s *stage) play(ctx context.Context) error {
	for i, p := range s.f.plots {
		at := s.target(p)
		story := &story{stage: s, plot: p, target: s.f.targets[at], enterprise: s.f.Enterprises[at], id: mint(), seed: uint64(1000*len(s.f.plots) + i)}
		story.visit = s.w.Now().AddDate(0, 0, -p.daysAgo)
		day := story.visit.In(inspection.Zone)
		story.visit = time.Date(day.Year(), day.Month(), day.Day(), 9, 5+7*(i%6), 0, 0, inspection.Zone)
		if p.daysAgo == 0 && story.visit.After(s.w.Now()) {
			story.visit = s.w.Now().Add(-2 * time.Hour)
		}
		s.told[story.enterprise.ID] = story.id
		if err := story.tell(ctx); err != nil {
			return fmt.Errorf("check %d at %s: %w", i+1, story.enterprise.Name, err)
		}
	}
	return nil
}

// target gives the index of the plot's enterprise.
func (s *stage) target(p plot) int {
	for i, t := range s.f.targets {
		if t.Name == p.enterprise {
			return i
		}
	}
	next := s.free[0]
	s.free = s.free[1:]
	return next
}

// story is one check being played.
type story struct {
	*stage
	plot
	target     target
	enterprise inspection.EnterpriseBrief
	id         string
	seed       uint64
	visit      time.Time
	batch      []inspection.Act
	batchBy    string
}

// does adds one act of a person to what is to be carried out.
func (s *story) does(ctx context.Context, who string, kind inspection.Kind, at time.Time, body any) error {
	if s.batchBy != who && len(s.batch) > 0 {
		if err := s.carryOut(ctx); err != nil {
			return err
		}
	}
	raw, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("write the body of %s: %w", kind, err)
	}
	s.batchBy = who
	s.batch = append(s.batch, inspection.Act{ID: mint(), Kind: kind, CheckID: s.id, DoneAt: at, Dialect: inspection.Dialect, Body: raw})
	return nil
}

// carryOut hands what was gathered to the operations, as one batch of its author.
func (s *story) carryOut(ctx context.Context) error {
	acts := s.batch
	s.batch = nil
	if len(acts) == 0 {
		return nil
	}
	mine, err := s.phoneOf(ctx, s.batchBy)
	if err != nil {
		return err
	}
	for start := 0; start < len(acts); start += 200 {
		part := acts[start:min(start+200, len(acts))]
		for i := range part {
			part[i].Device = mine.device
		}
		cover, err := mine.sign(s.id, part)
		if err != nil {
			return err
		}
		outcomes, err := s.w.Cases.Perform(ctx, s.f.staff[s.batchBy].Actor(), part, cover)
		if err != nil {
			return err
		}
		for i, o := range outcomes {
			if o.Refusal != nil {
				return fmt.Errorf("%s by %s: %w %v", part[i].Kind, s.batchBy, o.Refusal, o.Refusal.Details)
			}
		}
	}
	return nil
}
