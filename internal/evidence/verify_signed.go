package evidence

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// covers holds every act that names a signature of its device against that signature. Files of before it was kept have
// none, and an act of a client that cannot sign names none: Report.Covered says how many do.
func (v *verifier) covers() {
	read := map[string]Cover{}
	until := map[string][]string{} // by cover, when its key was revoked, and when the link ended it was enrolled under
	keys := make([]PublicKey, len(v.keys.Devices))
	for i, k := range v.keys.Devices {
		keys[i] = k.PublicKey
	}
	text, _ := v.text(coversName)
	for i, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		if line == "" {
			continue
		}
		where := fmt.Sprintf("%s, line %d", coversName, i+1)
		var l CoverLine
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			v.wrong(where, MemberUnreadable, "this line cannot be read")
			continue
		}
		c, by, err := ReadCover(l.JWS, keys)
		if err == nil {
			err = v.belongs(c, by)
		}
		if err != nil || Sum([]byte(l.JWS)) != l.ID {
			v.wrong(where, CoverBroken, "the device's signature does not hold")
			continue
		}
		read[l.ID] = c
		for _, k := range v.keys.Devices {
			if k.ID == by.ID {
				until[l.ID] = []string{k.RevokedAt, k.EndsAt}
			}
		}
	}
	for i, l := range v.acts {
		if l.Cover == "" {
			continue
		}
		c, ok := read[l.Cover]
		switch {
		case !ok:
			v.wrong(at(i, l), CoverMissing, "the signature of its device is not here, or does not hold")
		case c.Device != l.Device || c.Person != l.ActorID || !slices.Contains(c.Acts, CoveredAct{l.ActID, l.Sum}):
			v.wrong(at(i, l), CoverBroken, "its device signed something else")
		case slices.ContainsFunc(until[l.Cover], func(end string) bool { return end != "" && l.TakenAt > end }):
			v.wrong(at(i, l), CoverBroken, "it came after the key of its device was revoked, or its link had ended")
		default:
			v.report.Covered++
		}
	}
}

var errElsewhere = errors.New("evidence: made for something else")

// belongs says whether a cover was made for this check, by the device and person its key was enrolled for.
func (v *verifier) belongs(c Cover, by PublicKey) error {
	for _, k := range v.keys.Devices {
		if k.ID == by.ID && k.Device == c.Device && k.Person == c.Person && c.CheckID == v.report.Manifest.CheckID {
			return nil
		}
	}
	return errElsewhere
}

// underRecord are the acts under the sealed record, or under a paper where they name one; underPaper always under a paper.
var (
	underRecord = []string{"sign_record", "refuse_signature", "file_signed_page", "sign_on_paper", "sign_with_certificate"}
	underPaper  = []string{"give_opinion", "sign_supplement", "refuse_supplement", "sign_paper", "refuse_paper"}
)

// papers compares every signed paper beside the record with its digest, and every act under one with what is here. Files
// of before they were kept have none.
func (v *verifier) papers() {
	here := map[string]bool{}
	for _, m := range v.members {
		name, ok := strings.CutPrefix(m.name, sealedFolder)
		if !ok {
			continue
		}
		digest := strings.TrimSuffix(name, ".json")
		here[digest] = true
		sum := newSum()
		if _, err := io.Copy(sum, m.content(v.r)); err != nil || sum.hex() != digest {
			v.wrong(m.name, PaperChanged, "its content does not give its name")
		}
	}
	if len(here) == 0 {
		return
	}
	for i, l := range v.acts {
		if digest, ok := l.paper(); ok && !here[digest] {
			v.wrong(at(i, l), PaperMissing, "the paper with the digest %s is not here", digest)
		}
	}
}

// signed is what an act under a paper says of it.
type signed struct {
	Paper  string `json:"paper"`
	Digest string `json:"digest"`
}

func (l LedgerLine) signed() (s signed, record bool) {
	if json.Unmarshal(l.Body, &s) != nil { // said already where the sum was computed
		return s, false
	}
	return s, slices.Contains(underRecord, l.Kind) && s.Paper == ""
}

// paper gives the digest of the paper beside the record that an act was given under, if it was.
func (l LedgerLine) paper() (digest string, ok bool) {
	s, _ := l.signed()
	return s.Digest, slices.Contains(underPaper, l.Kind) || slices.Contains(underRecord, l.Kind) && s.Paper != ""
}

// picturesIn lists the hashes of the pictures an act refers to, wherever in it they stand, each once and in order.
func picturesIn(body json.RawMessage) []string {
	var v any
	if json.Unmarshal(body, &v) != nil {
		return nil
	}
	found := []string{}
	var walk func(any)
	walk = func(v any) {
		switch x := v.(type) {
		case map[string]any:
			for name, inner := range x {
				if sha, ok := inner.(string); ok && name == "sha256" {
					found = append(found, sha)
				}
				walk(inner)
			}
		case []any:
			for _, inner := range x {
				walk(inner)
			}
		}
	}
	walk(v)
	slices.Sort(found)
	return slices.Compact(found)
}
