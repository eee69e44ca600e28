package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"anjian/configs"
	"anjian/internal/casework"
	"anjian/internal/checklist"
	"anjian/internal/files"
	"anjian/internal/identity"
	"anjian/internal/inspection"
	"anjian/internal/office"
	"anjian/internal/store"
)

const bureauName = "常州市金坛区应急管理局（演示）"

// World is what the demo world is built with: the same operations everybody else uses.
type World struct {
	Office *office.Room
	Cases  *casework.Room
	Files  *files.Room
	Hash   func(password string) (string, error)
	Enrol  func(context.Context, identity.Presence, identity.NewDevice) (identity.DeviceKey, error)
	Now    func() time.Time
}

// Fill builds the demo world in an empty installation and tells whether it did; one that has a bureau is left alone.
// The shipped checklists must be published already. An installation whose filling was cut short keeps what it has: its
// bureaus are founded first, its checks are extra.
func Fill(ctx context.Context, w World) (filled bool, err error) {
	empty, err := w.Office.Empty(ctx)
	if err != nil || !empty {
		return false, err
	}
	lists, err := checklist.Load(configs.Checklists())
	if err != nil {
		return false, err
	}
	hash, err := w.Hash(Password)
	if err != nil {
		return false, err
	}
	own := foundation(hash)
	other := neighbour(hash)
	for _, f := range []founded{own, other} {
		if err := w.Office.FoundBureau(ctx, f.Foundation); err != nil {
			return false, fmt.Errorf("demo: found %s: %w", f.Bureau.Name, err)
		}
	}
	for _, f := range []founded{own, other} {
		stage := newStage(w, f, lists)
		if err := stage.play(ctx); err != nil {
			return false, fmt.Errorf("demo: %s: %w", f.Bureau.Name, err)
		}
		if f.Bureau.ID == own.Bureau.ID {
			if err := w.plan(ctx, f, stage.told); err != nil {
				return false, fmt.Errorf("demo: the plan of %s: %w", f.Bureau.Name, err)
			}
		}
	}
	return true, nil
}

// founded is a bureau with what the stories need to know of it.
type founded struct {
	office.Foundation
	staff   staff
	targets []target
	plots   []plot
}

func foundation(hash string) founded {
	f := founded{targets: targets(), plots: plotsOf390()}
	f.Bureau = store.Bureau{ID: mint(), Name: bureauName, Abbrev: "苏坛", VisitCap: 4}
	for i, name := range sections {
		f.Sections = append(f.Sections, store.Section{ID: mint(), Name: name, SortNo: i})
	}
	for _, t := range f.targets {
		f.Enterprises = append(f.Enterprises, t.brief())
	}
	f.staff = peopleOf(f.Sections, f.Enterprises, hash)
	f.People = f.staff.of(f.Bureau.ID)
	return f
}

// neighbour is a second, small bureau: nothing of one may be seen from the other.
func neighbour(hash string) founded {
	f := founded{staff: staff{}, plots: plotsOfNeighbour()}
	f.Bureau = store.Bureau{ID: mint(), Name: "邻区应急管理局（演示）", Abbrev: "苏邻", VisitCap: 2}
	f.Sections = []store.Section{{ID: mint(), Name: "执法大队"}}
	for i, name := range []string{"常州邻澄机械有限公司（演示）", "常州邻砚纺织有限公司（演示）", "常州邻岚建材有限公司（演示）"} {
		t := target{Name: name, CreditCode: fmt.Sprintf("91320499DEMO%06d", i+1), Town: "邻镇", Address: fmt.Sprintf("邻镇演示路%d号", i+1),
			Industry: "机械", LegalPerson: "邻先生", Contact: "邻女士", Phone: fmt.Sprintf("1990001%04d", i+1), Checklists: []string{"general"}}
		f.targets = append(f.targets, t)
		f.Enterprises = append(f.Enterprises, t.brief())
	}
	for i, one := range []struct {
		username, name string
		role           inspection.Role
	}{
		{"other-head1", "邻队长", inspection.RoleSectionHead}, {"other-leader1", "邻局长", inspection.RoleLeader},
		{"other-inspector1", "邻检查员甲", inspection.RoleInspector}, {"other-inspector2", "邻检查员乙", inspection.RoleInspector},
	} {
		p := f.staff.person(one.username, one.name, one.role, hash)
		p.SectionID = f.Sections[0].ID
		p.Certificate = inspection.Certificate{Number: fmt.Sprintf("苏L-DEMO-%04d", i+1), ValidUntil: "2029-12-31"}
		f.staff[one.username] = *p
	}
	f.People = f.staff.of(f.Bureau.ID)
	return f
}

func (t target) brief() inspection.EnterpriseBrief {
	return inspection.EnterpriseBrief{ID: mint(), Name: t.Name, CreditCode: t.CreditCode, Address: t.Address, Town: t.Town, Industry: t.Industry,
		Flags: t.Flags, LegalPerson: t.LegalPerson, Post: "总经理", Contact: t.Contact, Phone: t.Phone}
}

// mint makes a fresh id.
func mint() string { return uuid.Must(uuid.NewV7()).String() }
