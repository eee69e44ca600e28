package planning

import (
	"slices"

	"anjian/internal/fault"
)

// What a draw refuses.
var (
	DrawPoolSmall    = fault.New(fault.Refused, "draw.pool_too_small", "There are fewer candidates than are to be drawn.")
	DrawCover        = fault.New(fault.Refused, "draw.cover_too_large", "Taking so many of every town needs more than are to be drawn.")
	DrawOfficersFew  = fault.New(fault.Refused, "draw.too_few_officers", "For this enterprise there are not two officers without a conflict of interest.")
	DrawWrongState   = fault.New(fault.Refused, "draw.wrong_state", "The draw is not in the state in which this can be done.")
	DrawSecret       = fault.New(fault.Refused, "draw.secret_wrong", "This secret is not the one that was promised.")
	DrawSamePerson   = fault.New(fault.Refused, "draw.same_person", "The two secrets of a draw come from two people.")
	DrawCommitment   = fault.New(fault.Invalid, "draw.bad_commitment", "A commitment is 64 hexadecimal digits.")
	DrawPublicNumber = fault.New(fault.Refused, "draw.public_number", "The public number that was named has to be given, and no other.")
	DrawReason       = fault.New(fault.Refused, "draw.no_reason", "A draw is voided or repeated only with a reason.")
	DrawWrong        = fault.New(fault.Invalid, "draw.pool_wrong", "This pool is not well formed.")
)

const (
	teamSize   = 2 // 行政处罚法 42: two certified officers, never fewer
	maxWeight  = 1000
	maxPool    = 20_000 // what one certificate may hold
	secretSize = 64     // hex digits
)

// Check refuses a pool from which nothing lawful could be drawn, before anybody has promised anything.
func (p Pool) Check() error {
	if p.Schema != DrawSchema || p.Title == "" || p.Rules.Count < 1 || p.Rules.EachTown < 0 || len(p.Candidates) > maxPool {
		return DrawWrong
	}
	if p.RedrawOf != "" && p.RedrawReason == "" {
		return DrawReason
	}
	seen, towns := map[string]bool{}, map[string]int{}
	for _, c := range p.Candidates {
		weight := max(p.Rules.Weights[c.Risk], 1)
		if c.ID == "" || seen[c.ID] || c.Weight != weight || weight > maxWeight {
			return DrawWrong.With("candidate", c.ID)
		}
		seen[c.ID] = true
		towns[c.Town]++
	}
	for _, l := range p.LeftOut {
		if seen[l.ID] {
			return DrawWrong.With("candidate", l.ID)
		}
	}
	if len(p.Candidates) < p.Rules.Count {
		return DrawPoolSmall.With("candidates", len(p.Candidates)).With("count", p.Rules.Count)
	}
	covered := 0
	for _, n := range towns {
		covered += min(n, p.Rules.EachTown)
	}
	if covered > p.Rules.Count {
		return DrawCover.With("needs", covered).With("count", p.Rules.Count)
	}
	officers := map[string]bool{}
	for _, o := range p.Officers {
		if o.ID == "" || officers[o.ID] {
			return DrawWrong.With("officer", o.ID)
		}
		officers[o.ID] = true
	}
	kept := p.conflicts()
	for _, c := range p.Candidates {
		free := 0
		for _, o := range p.Officers {
			if !kept[DrawConflict{o.ID, c.ID}] {
				free++
			}
		}
		if free < teamSize {
			return DrawOfficersFew.With("enterprise", c.Name)
		}
	}
	return nil
}

func (p Pool) conflicts() map[DrawConflict]bool {
	m := make(map[DrawConflict]bool, len(p.Conflicts))
	for _, c := range p.Conflicts {
		m[c] = true
	}
	return m
}

// Pick draws from a pool with a seed. The same pool and seed give the same result, here and in page/draw.js.
func (p Pool) Pick(seed string) ([]Drawn, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	d, ok := diceFrom(seed)
	if !ok {
		return nil, DrawWrong.With("seed", seed)
	}
	p = p.Sorted()
	left := p.Candidates
	var drawn []Candidate
	take := func(among func(Candidate) bool) {
		total := 0
		for _, c := range left {
			if among(c) {
				total += c.Weight
			}
		}
		x := d.below(total)
		for i, c := range left {
			if !among(c) {
				continue
			}
			if x -= c.Weight; x < 0 {
				drawn = append(drawn, c)
				left = slices.Delete(left, i, i+1)
				return
			}
		}
	}
	if p.Rules.EachTown > 0 {
		sizes := map[string]int{}
		for _, c := range left {
			sizes[c.Town]++
		}
		towns := make([]string, 0, len(sizes))
		for town := range sizes {
			towns = append(towns, town)
		}
		slices.Sort(towns)
		for _, town := range towns {
			for range min(sizes[town], p.Rules.EachTown) {
				take(func(c Candidate) bool { return c.Town == town })
			}
		}
	}
	for len(drawn) < p.Rules.Count {
		take(func(Candidate) bool { return true })
	}
	return p.team(d, drawn), nil
}

// team gives each enterprise, in the order drawn, a lead and an assistant: each time one of the officers who have no
// conflict with it and the fewest so far, all of those as likely.
func (p Pool) team(d *dice, drawn []Candidate) []Drawn {
	load, kept := map[string]int{}, p.conflicts()
	result := make([]Drawn, len(drawn))
	for i, c := range drawn {
		pair := [teamSize]string{}
		for n := range pair {
			var fewest []string
			for _, o := range p.Officers {
				if kept[DrawConflict{o.ID, c.ID}] || slices.Contains(pair[:n], o.ID) {
					continue
				}
				switch {
				case len(fewest) == 0 || load[o.ID] < load[fewest[0]]:
					fewest = append(fewest[:0], o.ID)
				case load[o.ID] == load[fewest[0]]:
					fewest = append(fewest, o.ID)
				}
			}
			pair[n] = fewest[d.below(len(fewest))]
		}
		load[pair[0]]++
		load[pair[1]]++
		result[i] = Drawn{No: i + 1, EnterpriseID: c.ID, LeadID: pair[0], AssistantID: pair[1]}
	}
	return result
}
