package demo

import (
	"context"
	"math"
	"math/rand/v2"
	"time"

	"anjian/internal/inspection"
)

// sealed closes the visit: the digest is computed over the record as it stands, as the lead's phone would.
func (s *story) sealed(ctx context.Context) error {
	if err := s.carryOut(ctx); err != nil {
		return err
	}
	record, err := s.record(ctx)
	if err != nil {
		return err
	}
	closing := inspection.Closing{
		EndedAt: s.visit.Add(2 * time.Hour), Places: "生产车间、仓库、配电间", Documents: "安全生产责任制、培训记录、隐患排查台账", People: s.enterprise.Contact,
		Situation: "检查期间企业正常生产，现场管理人员全程陪同。", GapsReason: "部分设备检修停用，无法现场查看；部分照片因涉及商业秘密未拍摄。",
	}
	digest := inspection.Digest(inspection.Sealed(record, s.lists, closing))
	return s.does(ctx, s.lead, inspection.SealRecord, s.visit.Add(2*time.Hour+time.Minute), inspection.SealRecordBody{Closing: closing, Digest: digest})
}

func (s *story) record(ctx context.Context) (inspection.CheckRecord, error) {
	view, err := s.w.Cases.Check(ctx, s.f.staff[s.lead].Actor(), s.id)
	return view.Record, err
}

func (s *story) signedByOfficers(ctx context.Context) error {
	for i, one := range []struct {
		who   string
		party inspection.Party
	}{{s.lead, inspection.PartyLead}, {s.assistant, inspection.PartyAssistant}} {
		at := s.visit.Add(2*time.Hour + time.Duration(3+i)*time.Minute)
		if err := s.signs(ctx, one.who, inspection.Signatory{Party: one.party, Name: s.f.staff[one.who].Name}, at, ""); err != nil {
			return err
		}
	}
	return nil
}

// settledByEnterprise is the enterprise's signature on the lead's phone, or its refusal.
func (s *story) settledByEnterprise(ctx context.Context) error {
	at := s.visit.Add(2*time.Hour + 8*time.Minute)
	if s.until == stopsSigned {
		return s.signs(ctx, s.lead, inspection.Signatory{Party: inspection.PartyEnterprise, Name: s.enterprise.Contact, Post: "安全总监"}, at, "情况属实，立即整改。")
	}
	digest, err := s.digest(ctx)
	if err != nil {
		return err
	}
	refusal := inspection.RefuseSignatureBody{Digest: digest, RefusedBy: s.enterprise.Contact, Post: "安全总监", Reason: "对第二项问题的认定有异议，不同意签字。"}
	if s.until == stopsOwnRefusal {
		for _, p := range s.f.staff {
			if p.EnterpriseID == s.enterprise.ID {
				return s.does(ctx, p.Username, inspection.RefuseSignature, at, refusal)
			}
		}
	}
	refusal.ReadOut, refusal.ReportedTo = "已当场宣读检查记录全文并说明拒签后果。", "局法规科"
	refusal.Witnesses = []inspection.Witness{{Name: "站长甲", Unit: s.enterprise.Town + "安监站", Phone: "19900009999"}}
	return s.does(ctx, s.lead, inspection.RefuseSignature, at, refusal)
}

// digest reads the seal's digest, after everything gathered so far has been carried out.
func (s *story) digest(ctx context.Context) (string, error) {
	if err := s.carryOut(ctx); err != nil {
		return "", err
	}
	record, err := s.record(ctx)
	if err != nil || record.Seal == nil {
		return "", err
	}
	return record.Seal.Digest, nil
}

func (s *story) signs(ctx context.Context, who string, as inspection.Signatory, at time.Time, statement string) error {
	digest, err := s.digest(ctx)
	if err != nil {
		return err
	}
	s.seed++
	return s.does(ctx, who, inspection.SignRecord, at, inspection.SignRecordBody{
		Signatory: as, Digest: digest, Sentence: "以上记录已阅，与所述一致。", Statement: statement, Ink: ink(s.seed), Position: s.where(),
	})
}

// ink draws a fictional signature: a few swinging strokes.
func ink(seed uint64) inspection.Ink {
	dice := rand.New(rand.NewPCG(seed, 9))
	k := inspection.Ink{Width: 640, Height: 280}
	t := 0.0
	for n := range 4 {
		x, y := 70+float64(n)*130, 90+dice.Float64()*90
		var stroke [][]float64
		for i := range 22 {
			phase := float64(i) / 21 * (2.2 + dice.Float64())
			t += 14
			stroke = append(stroke, []float64{tenth(x + phase*42), tenth(y + 55*math.Sin(phase*2.4+float64(n))), t, tenth(0.4 + 0.3*math.Sin(phase))})
		}
		t += 160
		k.Strokes = append(k.Strokes, stroke)
	}
	return k
}

func tenth(x float64) float64 { return math.Round(x*10) / 10 }
