package demo

import "anjian/internal/inspection"

// plot is the story of one check: at whose place, by whom, how far it has come.
type plot struct {
	enterprise      string // a name, or "" for the next target that has not been told about
	head            string
	leader          string
	lead, assistant string
	expert          string
	until           ending
	daysAgo         int // when the visit was or, negative, is to be
	findings        int // how many problems are seen
	photos          int
	answered        int // per cent of the items that get an answer; the rest is explained
	random          bool
	carried         carried // what follows the signed record
}

// ending is how far a story goes.
type ending int

const (
	stopsPlanned ending = iota
	stopsReturned
	stopsCancelled
	stopsAssigned
	stopsReady
	stopsDeclared // ready, and both officers have declared
	stopsRefusedEntry
	stopsOpen
	stopsRecorded
	stopsHalfSigned // both officers signed, the enterprise not yet
	stopsSigned
	stopsRefusedSignature
	stopsOwnRefusal // the enterprise refused on its own phone
)

var pairs = [][2]string{{"inspector1", "inspector2"}, {"inspector3", "inspector4"}, {"inspector5", "inspector6"}}
var heads = []string{"head1", "head2", "head3"}

// plotsOf390 are about forty checks in every state a check can be in.
func plotsOf390() []plot {
	story := func(pair int, until ending, daysAgo, findings, photos int) plot {
		return plot{head: heads[pair], leader: "leader1", lead: pairs[pair][0], assistant: pairs[pair][1], until: until,
			daysAgo: daysAgo, findings: findings, photos: photos, answered: 100, random: (daysAgo+pair)%2 == 0}
	}
	plots := []plot{
		with(story(0, stopsDeclared, 0, 0, 0), famous["涉氨制冷"], "expert1"),
		story(0, stopsReady, 0, 0, 0),
		story(0, stopsReady, -1, 0, 0),
		story(0, stopsReady, -3, 0, 0),
		with(story(0, stopsHalfSigned, 1, 5, 6), famous["涉氨制冷"], ""),
		with(story(1, stopsHalfSigned, 2, 4, 4), famous["两重点一重大"], "expert1"),
		with(story(2, stopsRecorded, 1, 6, 5), famous["冶金"], ""),
		on(with(story(0, stopsSigned, 40, 3, 4), famous["涉氨制冷"], "expert1"), loopPartly),
		with(story(1, stopsOwnRefusal, 33, 2, 2), famous["两重点一重大"], ""),
		story(0, stopsRefusedSignature, 12, 4, 4),
		story(2, stopsRefusedEntry, 8, 0, 0),
		story(1, stopsCancelled, 5, 0, 0),
		story(1, stopsReturned, -6, 0, 0),
		withGaps(story(0, stopsOpen, 0, 3, 3), 55),
		withGaps(story(1, stopsOpen, 0, 2, 2), 40),
		story(2, stopsRecorded, 3, 0, 1),
		story(0, stopsSigned, 20, 40, 8), // a long record
	}
	for i := range 24 {
		until, days := stopsSigned, 4+i*3
		switch {
		case i < 3:
			until, days = stopsPlanned, -7-i
		case i < 7:
			until, days = stopsAssigned, -2-i
		case i < 13:
			until, days = stopsReady, -i/3
		}
		p := story(i%3, until, days, i%6, i%4)
		if until == stopsSigned && i%4 == 1 {
			p = withGaps(p, 92)
		}
		plots = append(plots, p)
	}
	return append(plots, carriedPlots()...)
}

func plotsOfNeighbour() []plot {
	one := plot{head: "other-head1", leader: "other-leader1", lead: "other-inspector1", assistant: "other-inspector2", answered: 100}
	ready, open, signed := one, one, one
	ready.until = stopsReady
	open.until, open.findings, open.answered = stopsOpen, 1, 30
	signed.until, signed.daysAgo, signed.findings, signed.photos = stopsSigned, 9, 2, 2
	return []plot{ready, open, signed}
}

func with(p plot, enterprise, expert string) plot {
	p.enterprise, p.expert = enterprise, expert
	return p
}

func on(p plot, how carried) plot {
	p.carried = how
	return p
}

func withGaps(p plot, answered int) plot {
	p.answered = answered
	return p
}

func (p plot) source() inspection.Source {
	if p.random {
		return inspection.Random
	}
	return inspection.InPlan
}
