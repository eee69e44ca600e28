package casework

import (
	"context"
	"fmt"
	"strings"
	"time"

	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/store"
)

// Verification is what anybody may know who holds the check code of a record or of a supplement.
type Verification struct {
	Matches  bool               `json:"matches"`
	Number   string             `json:"number"`
	Digest   string             `json:"digest"`
	SealedAt time.Time          `json:"sealedAt"`
	SignedBy []inspection.Party `json:"signedBy"`
}

// Verify answers whether a record, a supplement to one, or an expert's opinion beside a sealed one, with this check code (12 digits, or the whole digest) is
// genuine. It is public: it tells nothing to whoever does not already hold the code. Refuses with NotFound.
func (r *Room) Verify(ctx context.Context, checkID, code string) (Verification, error) {
	v, err := r.store.SealedCheck(ctx, checkID)
	if err != nil {
		return Verification{}, err
	}
	seal, code := v.Record.Seal, strings.ToLower(code)
	if seal == nil || len(code) < evidence.CodeLength {
		return Verification{}, store.NotFound
	}
	if strings.HasPrefix(seal.Digest, code) {
		number := ""
		if v.Record.Number != nil {
			number = v.Record.Number.Text
		}
		return verified(number, seal.Digest, seal.At, v.Record.Signatures), nil
	}
	for i := range v.Record.Supplements {
		if s := &v.Record.Supplements[i]; s.Withdrawn == nil && strings.HasPrefix(s.Digest, code) {
			return verified(s.NumberText(v.Record.Number), s.Digest, s.At, s.Signatures), nil
		}
	}
	if number, issued := v.Record.Issued(code); issued != nil {
		return verified(number, issued.Digest, issued.At, issued.Signatures), nil
	}
	for i := range v.Record.Opinions {
		if o := &v.Record.Opinions[i]; o.Withdrawn == nil && strings.HasPrefix(o.Digest, code) {
			return Verification{Matches: true, Number: opinionNumber(v.Record, o), Digest: o.Digest, SealedAt: o.At, SignedBy: []inspection.Party{inspection.PartyExpert}}, nil
		}
	}
	return Verification{}, store.NotFound
}

func verified(number, digest string, at time.Time, signatures []inspection.Signature) Verification {
	g := Verification{Matches: true, Number: number, Digest: digest, SealedAt: at, SignedBy: []inspection.Party{}}
	for _, s := range signatures {
		if s.Digest == digest {
			g.SignedBy = append(g.SignedBy, s.Signatory.Party)
		}
	}
	return g
}

// Flaw is one place where a check's ledger does not hold together.
type Flaw struct {
	CaseNo int
	ActID  string
	What   string
}

// VerifyChain goes over the ledger of a check of the bureau and computes every sum and hash again. An altered, missing,
// doubled or added row is found and named; no flaws means that the ledger is whole up to the head the check keeps.
func (r *Room) VerifyChain(ctx context.Context, bureauID, checkID string) ([]Flaw, error) {
	v, err := r.store.Check(ctx, bureauID, checkID)
	if err != nil {
		return nil, err
	}
	var flaws []Flaw
	previous, last := "", 0
	for {
		entries, err := r.store.EntriesOf(ctx, bureauID, checkID, last, 500)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if e.CaseNo != last+1 {
				flaws = append(flaws, Flaw{last + 1, "", fmt.Sprintf("acts %d to %d are missing", last+1, e.CaseNo-1)})
			}
			sum, err := evidence.ActSum(string(e.Kind), e.CheckID, e.ActorID, e.DoneAt, e.Clock, e.Body)
			if err != nil || sum != e.Sum {
				flaws = append(flaws, Flaw{e.CaseNo, e.ActID, "the content is not what was taken"})
			}
			link := evidence.Link{ActID: e.ActID, Sum: e.Sum, ActorID: e.ActorID, Role: string(e.Role), Device: e.Device,
				DoneAt: e.DoneAt, TakenAt: e.TakenAt, CaseNo: int64(e.CaseNo)}
			if evidence.ChainHash(previous, link) != e.Hash {
				flaws = append(flaws, Flaw{e.CaseNo, e.ActID, "it does not follow from the act before it"})
			}
			previous, last = e.Hash, e.CaseNo
		}
		if len(entries) < 500 {
			break
		}
	}
	if last != v.Acts || previous != v.Hash {
		flaws = append(flaws, Flaw{last, "", fmt.Sprintf("the ledger ends at act %d, the check at act %d", last, v.Acts)})
	}
	return flaws, nil
}
