package demo

import (
	"context"
	"fmt"
	"time"

	"anjian/internal/inspection"
)

// tell plays a check from its planning to where its plot ends.
func (s *story) tell(ctx context.Context) error {
	steps := []struct {
		unless func(ending) bool // the plot ends before this step
		do     func(context.Context) error
	}{
		{func(e ending) bool { return false }, s.planned},
		{func(e ending) bool { return e == stopsPlanned }, s.dispatched},
		{func(e ending) bool { return e == stopsReturned || e == stopsCancelled || e == stopsAssigned }, s.approved},
		{func(ending) bool { return false }, s.declared},
		{func(e ending) bool { return e == stopsReady || e == stopsDeclared || e == stopsRefusedEntry }, s.arrived},
		{func(e ending) bool { return e == stopsOpen }, s.sealed},
		{func(e ending) bool { return e == stopsRecorded }, s.signedByOfficers},
		{func(e ending) bool { return e == stopsHalfSigned }, s.settledByEnterprise},
	}
	for _, step := range steps {
		if step.unless(s.until) {
			break
		}
		if err := step.do(ctx); err != nil {
			return err
		}
	}
	if err := s.turn(ctx); err != nil {
		return err
	}
	if err := s.carry(ctx); err != nil {
		return err
	}
	return s.carryOut(ctx)
}

// turn is what ends a story aside from the straight way.
func (s *story) turn(ctx context.Context) error {
	switch s.until {
	case stopsReturned:
		return s.does(ctx, s.leader, inspection.ReturnScheme, s.before(2), inspection.ReasonBody{Reason: "检查区域写得过于笼统，请补充有限空间和特种作业部分。"})
	case stopsCancelled:
		return s.does(ctx, s.head, inspection.CancelCheck, s.before(1), inspection.ReasonBody{Reason: "该企业已停产搬迁，改列下一年度计划。"})
	case stopsRefusedEntry:
		return s.does(ctx, s.lead, inspection.RecordEntryRefused, s.visit, inspection.EntryRefusedBody{
			Position: s.where(), RefusedBy: "门卫", Post: "保安", Reason: "以负责人不在为由拒绝执法人员进入厂区，经出示执法证件并说明后仍不放行。",
			Witnesses: []inspection.Witness{{Name: "站长甲", Unit: s.enterprise.Town + "安监站", Phone: "19900009999"}},
		})
	}
	return nil
}

// before is some days ahead of the visit, in the office.
func (s *story) before(days int) time.Time {
	at := s.visit.AddDate(0, 0, -days)
	if now := s.w.Now(); at.After(now) {
		return now.Add(-time.Duration(days) * time.Hour)
	}
	return at
}

func (s *story) planned(ctx context.Context) error {
	team := inspection.TeamChoice{Lead: s.f.staff[s.lead].ID, Assistant: s.f.staff[s.assistant].ID}
	if s.expert != "" {
		team.Experts = []string{s.f.staff[s.expert].ID}
	}
	lists := []inspection.ChecklistChoice{}
	for _, code := range s.target.Checklists {
		lists = append(lists, inspection.ChecklistChoice{Code: code})
	}
	return s.does(ctx, s.head, inspection.CreateCheck, s.before(6), inspection.CreateCheckBody{
		EnterpriseID: s.enterprise.ID, Kind: inspection.Routine, Source: s.source(), PlannedOn: inspection.Day(s.visit), Team: team, Checklists: lists,
		Scheme: s.scheme(),
	})
}

func (s *story) scheme() inspection.SchemeText {
	return inspection.SchemeText{
		Basis:   "2026年度安全生产监督检查计划；《中华人民共和国安全生产法》第六十二条",
		Areas:   "生产车间、仓库、配电间、危险作业场所及安全管理资料",
		Content: fmt.Sprintf("安全管理责任落实、教育培训、隐患排查治理、应急管理；%s相关重点检查内容", s.target.Industry),
		Methods: []string{"查资料", "查现场", "询问", "测试"},
		Tools:   []string{"执法记录仪", "测距仪", "可燃气体检测仪"}, Documents: []string{"执法证件", "检查通知书", "现场检查记录"},
	}
}

func (s *story) dispatched(ctx context.Context) error {
	return s.does(ctx, s.head, inspection.Dispatch, s.before(5), inspection.DispatchBody{})
}

func (s *story) approved(ctx context.Context) error {
	return s.does(ctx, s.leader, inspection.ApproveScheme, s.before(4), inspection.ApproveSchemeBody{Opinion: "同意，请严格按方案实施。"})
}

// declared: the assistant has declared; the lead too, unless the check is just ready: whoever plays the lead does it.
func (s *story) declared(ctx context.Context) error {
	for _, who := range []string{s.assistant, s.lead} {
		if who == s.lead && s.until == stopsReady {
			break
		}
		if err := s.does(ctx, who, inspection.DeclareNoConflict, s.before(1), inspection.DeclareNoConflictBody{NoConflict: true}); err != nil {
			return err
		}
	}
	return nil
}

// where is about the enterprise's place.
func (s *story) where() *inspection.Position {
	return &inspection.Position{Lat: round(s.target.Lat), Lng: round(s.target.Lng), Accuracy: 12}
}

func round(x float64) float64 { return float64(int(x*1e5)) / 1e5 }
