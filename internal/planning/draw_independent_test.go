package planning_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/big"
	"sort"
	"strings"

	"anjian/internal/planning"
)

// independent works a draw out again from the words of draw.go alone, another way: the seed from the certificate's
// secrets, tickets laid out in a row instead of weights, big numbers instead of 64 bits.
func independent(d planning.Draw) string {
	net := func(fields ...string) (s string) {
		for _, f := range fields {
			s += fmt.Sprintf("%d:%s,", len(f), f)
		}
		return s
	}
	two := []string{d.Promises[0].PersonID + "|" + d.Promises[0].Secret, d.Promises[1].PersonID + "|" + d.Promises[1].Secret}
	sort.Strings(two)
	_, one, _ := strings.Cut(two[0], "|")
	_, other, _ := strings.Cut(two[1], "|")
	key := sha256.Sum256([]byte(net("anjian-seed-1", d.Fingerprint, one, other, d.PublicNumber)))
	if hex.EncodeToString(key[:]) != d.Seed {
		return "another seed"
	}

	var stream []byte
	blocks := 0
	number := func(n int) int {
		whole := new(big.Int).Lsh(big.NewInt(1), 64)
		whole.Sub(whole, new(big.Int).Mod(whole, big.NewInt(int64(n))))
		for {
			if len(stream) == 0 {
				mac := hmac.New(sha256.New, key[:])
				binary.Write(mac, binary.BigEndian, uint64(blocks))
				blocks++
				stream = mac.Sum(nil)
			}
			x := new(big.Int).SetBytes(stream[:8])
			stream = stream[8:]
			if x.Cmp(whole) < 0 {
				return int(x.Mod(x, big.NewInt(int64(n))).Int64())
			}
		}
	}

	rest := map[string]planning.Candidate{}
	for _, c := range d.Candidates {
		rest[c.ID] = c
	}
	var order []string
	take := func(town string) {
		var ids, tickets []string
		for id, c := range rest {
			if town == "" || c.Town == town {
				ids = append(ids, id)
			}
		}
		sort.Strings(ids)
		for _, id := range ids {
			for range rest[id].Weight {
				tickets = append(tickets, id)
			}
		}
		won := tickets[number(len(tickets))]
		order = append(order, won)
		delete(rest, won)
	}
	towns := map[string]int{}
	for _, c := range d.Candidates {
		towns[c.Town]++
	}
	var names []string
	for town := range towns {
		names = append(names, town)
	}
	sort.Strings(names)
	for _, town := range names {
		for n := 0; n < towns[town] && n < d.Rules.EachTown; n++ {
			take(town)
		}
	}
	for len(order) < d.Rules.Count {
		take("")
	}

	busy := map[string]int{}
	var officers []string
	for _, o := range d.Officers {
		officers = append(officers, o.ID)
	}
	sort.Strings(officers)
	out := []planning.Drawn{}
	for i, firm := range order {
		var pair []string
		for len(pair) < 2 {
			for level := 0; ; level++ {
				var can []string
				for _, o := range officers {
					bad := busy[o] != level || len(pair) == 1 && pair[0] == o
					for _, c := range d.Conflicts {
						bad = bad || c.OfficerID == o && c.EnterpriseID == firm
					}
					if !bad {
						can = append(can, o)
					}
				}
				if len(can) > 0 {
					pair = append(pair, can[number(len(can))])
					break
				}
			}
		}
		busy[pair[0]]++
		busy[pair[1]]++
		out = append(out, planning.Drawn{No: i + 1, EnterpriseID: firm, LeadID: pair[0], AssistantID: pair[1]})
	}
	return fmt.Sprint(out)
}
