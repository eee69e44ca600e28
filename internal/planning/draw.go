package planning

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A draw (双随机抽取) decides which enterprises are checked and by whom, in a way that nobody can steer and anybody can
// work out again with a program of their own:
//
//  1. The pools are frozen: candidates with their weights, those left out with the reason, officers, conflicts of
//     interest, rules. The fingerprint is SHA-256 over all of it (Print).
//  2. Two people each think up a secret and hand in only its commitment, SHA-256 over the fingerprint, who they are and
//     the secret (CommitmentTo). A public number that does not exist yet may be named as a third part.
//  3. They show the secrets. The seed is SHA-256 over fingerprint, both secrets and the public number (seedOf). As long as
//     one of them did not tell the other, neither could choose it.
//  4. The seed drives HMAC-SHA-256 in counter mode, from which numbers are taken without bias (dice.go), and these pick
//     enterprises by weight without putting back, first so many of every town as the rule says, then from all that are
//     left; and for each enterprise, in the order drawn, two officers without a conflict, among those who have the fewest
//     so far (pick.go).
//
// Everything is hashed as netstrings (5:hello,) in the order written here, so no two different pools have one text. The
// same is written in page/draw.js, for the page that recomputes a draw without a server; both are held to
// testdata/draws.json.

// DrawSchema names the algorithm in the data.
const DrawSchema = "anjian-draw-1"

// Candidate is an enterprise that may be drawn.
type Candidate struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	CreditCode string `json:"creditCode"`
	Town       string `json:"town"`
	Risk       string `json:"risk"`
	Weight     int    `json:"weight"`
}

// DrawOfficer is an officer who may be drawn.
type DrawOfficer struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Section string `json:"section"`
}

// LeftOut is somebody who might have been in a pool and is not, with the reason.
type LeftOut struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Reason string `json:"reason" enum:"cap_reached,closed,under_case,avoidance,recent,not_in_rule,in_plan,too_few_officers,certificate,leave"`
}

// DrawConflict keeps an officer away from an enterprise (行政处罚法 43).
type DrawConflict struct {
	OfficerID    string `json:"officerId"`
	EnterpriseID string `json:"enterpriseId"`
}

// DrawRules say how many are drawn and how.
type DrawRules struct {
	Count     int            `json:"count" minimum:"1" maximum:"5000"`
	Weights   map[string]int `json:"weights,omitempty" doc:"Weight by grade of risk, 1 to 1000; a grade that is not named weighs 1"`
	EachTown  int            `json:"eachTown,omitempty" minimum:"0" maximum:"1000" doc:"So many of every town that has them, first"`
	PublicSrc string         `json:"publicSource,omitempty" maxLength:"200" doc:"The public number that takes part, named before it exists; empty: none"`
}

// Pool is everything a draw is made of, frozen.
type Pool struct {
	Schema       string         `json:"schema"`
	DrawID       string         `json:"drawId"`
	BureauID     string         `json:"bureauId"`
	Title        string         `json:"title"`
	Item         string         `json:"item"` // 抽查事项
	Rules        DrawRules      `json:"rules"`
	RedrawOf     string         `json:"redrawOf,omitempty"`
	RedrawReason string         `json:"redrawReason,omitempty"`
	Candidates   []Candidate    `json:"candidates"`
	LeftOut      []LeftOut      `json:"leftOut"`
	Officers     []DrawOfficer  `json:"officers"`
	OfficersOut  []LeftOut      `json:"officersOut"`
	Conflicts    []DrawConflict `json:"conflicts"`
}

// Promise is a secret promised, and later shown.
type Promise struct {
	PersonID   string     `json:"personId"`
	Name       string     `json:"name"`
	Commitment string     `json:"commitment"`
	PromisedAt time.Time  `json:"promisedAt"`
	Secret     string     `json:"secret,omitempty"`
	ShownAt    *time.Time `json:"shownAt,omitempty"`
}

// Drawn is one line of the result.
type Drawn struct {
	No           int    `json:"no"`
	EnterpriseID string `json:"enterpriseId"`
	LeadID       string `json:"leadId"`
	AssistantID  string `json:"assistantId"`
}

// DrawFilters are what the pool was made by beside the rules, kept so that a repetition begins from them. What they came
// to is the pool itself, which is what the fingerprint holds.
type DrawFilters struct {
	Towns      []string `json:"towns,omitempty"`
	Flags      []string `json:"flags,omitempty"`
	Industry   string   `json:"industry,omitempty"`
	NotWithin  int      `json:"notWithin,omitempty"`
	SectionIDs []string `json:"sectionIds,omitempty"`
}

// Draw is a draw with everything that happened to it: when it is drawn, it is its own certificate.
type Draw struct {
	Pool
	State        string       `json:"state" enum:"frozen,promised,drawn,void"`
	PlanID       string       `json:"planId,omitempty"`
	FrozenBy     string       `json:"frozenBy"`
	FrozenAt     time.Time    `json:"frozenAt"`
	Fingerprint  string       `json:"fingerprint"`
	Promises     []Promise    `json:"promises"`
	PublicNumber string       `json:"publicNumber,omitempty"`
	DrawnAt      *time.Time   `json:"drawnAt,omitempty"`
	DrawnBy      string       `json:"drawnBy,omitempty"`
	Seed         string       `json:"seed,omitempty"`
	Result       []Drawn      `json:"result,omitempty"`
	Void         *PlanStep    `json:"void,omitempty"`
	RedrawnAs    string       `json:"redrawnAs,omitempty"`
	Filters      *DrawFilters `json:"filters,omitempty"`
	Version      int64        `json:"version"`
}

// netstrings writes fields so that no two lists of them have one text.
func netstrings(fields ...string) string {
	var b strings.Builder
	for _, f := range fields {
		b.WriteString(strconv.Itoa(len(f)))
		b.WriteByte(':')
		b.WriteString(f)
		b.WriteByte(',')
	}
	return b.String()
}

func hashOf(fields ...string) string {
	sum := sha256.Sum256([]byte(netstrings(fields...)))
	return hex.EncodeToString(sum[:])
}

// Sorted gives the pool with every list in the order that is hashed and drawn from: by id, byte by byte.
func (p Pool) Sorted() Pool {
	p.Candidates, p.LeftOut, p.Officers = slices.Clone(p.Candidates), slices.Clone(p.LeftOut), slices.Clone(p.Officers)
	p.OfficersOut, p.Conflicts = slices.Clone(p.OfficersOut), slices.Clone(p.Conflicts)
	slices.SortFunc(p.Candidates, func(a, b Candidate) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(p.LeftOut, func(a, b LeftOut) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(p.Officers, func(a, b DrawOfficer) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(p.OfficersOut, func(a, b LeftOut) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(p.Conflicts, func(a, b DrawConflict) int {
		return strings.Compare(a.OfficerID+" "+a.EnterpriseID, b.OfficerID+" "+b.EnterpriseID)
	})
	return p
}

// Print is the fingerprint of the pool: hex SHA-256 over every field of it.
func (p Pool) Print() string {
	p = p.Sorted()
	n := strconv.Itoa
	f := []string{p.Schema, p.DrawID, p.BureauID, p.Title, p.Item, n(p.Rules.Count), n(p.Rules.EachTown), p.Rules.PublicSrc, p.RedrawOf, p.RedrawReason}
	risks := make([]string, 0, len(p.Rules.Weights))
	for risk := range p.Rules.Weights {
		risks = append(risks, risk)
	}
	slices.Sort(risks)
	f = append(f, n(len(risks)))
	for _, risk := range risks {
		f = append(f, risk, n(p.Rules.Weights[risk]))
	}
	f = append(f, n(len(p.Candidates)))
	for _, c := range p.Candidates {
		f = append(f, c.ID, c.Name, c.CreditCode, c.Town, c.Risk, n(c.Weight))
	}
	for _, list := range [][]LeftOut{p.LeftOut, p.OfficersOut} {
		f = append(f, n(len(list)))
		for _, l := range list {
			f = append(f, l.ID, l.Name, l.Reason)
		}
	}
	f = append(f, n(len(p.Officers)))
	for _, o := range p.Officers {
		f = append(f, o.ID, o.Name, o.Section)
	}
	f = append(f, n(len(p.Conflicts)))
	for _, c := range p.Conflicts {
		f = append(f, c.OfficerID, c.EnterpriseID)
	}
	return hashOf(f...)
}

// CommitmentTo is what somebody hands in before they show their secret.
func CommitmentTo(drawID, fingerprint, personID, secret string) string {
	return hashOf("anjian-commit-1", drawID, fingerprint, personID, secret)
}

// seedOf mixes the secrets, by the ids of whose they are, with the public number.
func seedOf(fingerprint string, promises []Promise, public string) string {
	sorted := slices.Clone(promises)
	slices.SortFunc(sorted, func(a, b Promise) int { return strings.Compare(a.PersonID, b.PersonID) })
	f := []string{"anjian-seed-1", fingerprint}
	for _, p := range sorted {
		f = append(f, p.Secret)
	}
	return hashOf(append(f, public)...)
}
