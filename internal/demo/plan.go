package demo

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"

	"anjian/internal/inspection"
	"anjian/internal/office"
	"anjian/internal/planning"
	"anjian/internal/sheets"
)

// The founding plan's months and sections (its other margins follow from areas and classes; all of them invented but for
// their sums).
var (
	planMonths   = []int{10, 6, 40, 46, 44, 40, 36, 34, 40, 36, 36, 22}
	planSections = []int{60, 96, 78, 80, 76} // in the order of sections
)

var riskCodes = map[string]string{"一般": planning.RiskGeneral, "较大": planning.RiskLarger}

// plan brings the register's particulars in as a workbook, and this year's plan as the bureau would: drafted, approved,
// in force, its 390 targets named. told says which enterprises have a check already.
func (w World) plan(ctx context.Context, f founded, told map[string]string) error {
	head, leader := f.staff["head1"].Actor(), f.staff["leader1"].Actor()
	deed := func() office.Deed { return office.Deed{ID: mint(), DoneAt: w.Now()} }
	if err := w.register(ctx, f, deed); err != nil {
		return err
	}
	id, year := mint(), w.Now().In(inspection.Zone).Year()
	if _, err := w.Office.DraftPlan(ctx, head, deed(), id, planning.Annual, year, fmt.Sprintf("%d年度安全生产监督检查计划（演示）", year)); err != nil {
		return err
	}
	paper := planning.PlanStep{Document: fmt.Sprintf("坛政复〔%d〕演示1号", year), On: fmt.Sprintf("%d-01-10", year)}
	for _, one := range []struct {
		by   inspection.Actor
		kind string
		do   func(*planning.Plan, planning.PlanStep) error
	}{
		{head, "set_plan_figures", func(p *planning.Plan, _ planning.PlanStep) error { return p.Set(planning.Capacity{}, figures()) }},
		{head, "submit_plan", func(p *planning.Plan, s planning.PlanStep) error { return p.Submit(s) }},
		{leader, "approve_plan", func(p *planning.Plan, s planning.PlanStep) error {
			s.Document, s.On = paper.Document, paper.On
			return p.Approve(s)
		}},
		{leader, "issue_plan", func(p *planning.Plan, s planning.PlanStep) error {
			s.Document, s.On = paper.Document, paper.On
			return p.PutInForce(s)
		}},
	} {
		if _, err := w.Office.ActOnPlan(ctx, one.by, deed(), id, office.PlanAct{Kind: one.kind, Body: map[string]any{}, Do: one.do}); err != nil {
			return fmt.Errorf("%s: %w", one.kind, err)
		}
	}
	return w.nameTargets(ctx, f, id, head, told, deed)
}

// register brings risk, place and the licence of each target in, by the import everybody uses.
func (w World) register(ctx context.Context, f founded, deed func() office.Deed) error {
	admin := f.staff["admin1"].Actor()
	entries := make([]planning.Enterprise, len(f.targets))
	for i, t := range f.targets {
		b := f.Enterprises[i]
		entries[i] = planning.Enterprise{Name: b.Name, CreditCode: b.CreditCode, Town: b.Town, Address: b.Address, Industry: b.Industry, Flags: b.Flags, LegalPerson: b.LegalPerson,
			Post: b.Post, Contact: b.Contact, Phone: b.Phone, Risk: riskCodes[t.RiskLevel], Position: &planning.Coordinates{Lat: t.Lat, Lng: t.Lng}}
		if len(t.Flags) > 0 && t.Flags[0] == "两重点一重大" || t.Industry == "危化经营" {
			day := w.Now().In(inspection.Zone).AddDate(0, 0, 20+i*3).Format("2006-01-02")
			entries[i].Licences = []planning.Licence{{Name: "危险化学品许可证（演示）", Number: fmt.Sprintf("苏D-DEMO-%03d", i), ValidUntil: day}}
		}
	}
	var book bytes.Buffer
	pages := [][]planning.Enterprise{entries, nil}
	if err := sheets.WriteRegister(&book, func() ([]planning.Enterprise, error) { p := pages[0]; pages = pages[1:]; return p, nil }); err != nil {
		return err
	}
	id := mint()
	if _, err := w.Office.ReadImport(ctx, admin, id, "企业名录（演示）.xlsx", book.Bytes()); err != nil {
		return err
	}
	_, err := w.Office.TakeImport(ctx, admin, deed(), id, false)
	return err
}

func figures() planning.Figures {
	f := planning.Figures{Required: 376, Key: 150, Random: 240}
	add := func(by string, of planning.Part, lines []planning.Line) {
		f.Breakdowns = append(f.Breakdowns, planning.Breakdown{By: by, Of: of, Lines: lines})
	}
	var inPlan, random, classes, trades, months, secs []planning.Line
	for _, a := range areas {
		inPlan, random = append(inPlan, planning.Line{Name: a.name, N: a.inPlan}), append(random, planning.Line{Name: a.name, N: a.random})
	}
	for _, c := range inPlanClasses {
		classes = append(classes, planning.Line{Name: c.flag, N: c.n})
	}
	for _, c := range randomClasses {
		trades = append(trades, planning.Line{Name: c.industry, N: c.n})
	}
	for i, n := range planMonths {
		months = append(months, planning.Line{Name: fmt.Sprintf("%d月", i+1), N: n})
	}
	for i, n := range planSections {
		secs = append(secs, planning.Line{Name: sections[i], N: n})
	}
	add(planning.ByTown, planning.Key, inPlan)
	add(planning.ByTown, planning.Random, random)
	add(planning.ByClass, planning.Key, classes)
	add(planning.ByIndustry, planning.Random, trades)
	add(planning.ByMonth, planning.All, months)
	add(planning.BySection, planning.All, secs)
	return f
}

// nameTargets names the 390. Which target lies in which month with which section the plan's margins do not say: a shuffle
// deals both out, so that they add up to the plan.
func (w World) nameTargets(ctx context.Context, f founded, plan string, head inspection.Actor, told map[string]string, deed func() office.Deed) error {
	dice := rand.New(rand.NewPCG(390, 376))
	var months, secs []int
	for i, n := range planMonths {
		for range n {
			months = append(months, i+1)
		}
	}
	for i, n := range planSections {
		for range n {
			secs = append(secs, i)
		}
	}
	dice.Shuffle(len(months), func(i, j int) { months[i], months[j] = months[j], months[i] })
	dice.Shuffle(len(secs), func(i, j int) { secs[i], secs[j] = secs[j], secs[i] })
	named := make([]office.NewTarget, len(f.targets))
	for i, t := range f.targets {
		named[i] = office.NewTarget{ID: mint(), EnterpriseID: f.Enterprises[i].ID, Source: planning.Random, Month: months[i], SectionID: f.Sections[secs[i]].ID}
		if t.InPlan {
			named[i].Source, named[i].Class = planning.Key, t.Flags[0]
		}
	}
	if err := w.Office.NameTargets(ctx, head, deed(), plan, named); err != nil {
		return err
	}
	for _, n := range named {
		if check := told[n.EnterpriseID]; check != "" {
			if _, err := w.Office.BeginDispatch(ctx, head, deed(), n.ID, check); err != nil {
				return err
			}
		}
	}
	return nil
}
