// Package testkit is the test world: named people and places in two bureaus, a clock, and a fresh database for every
// test, on SQLite and, when ANJIAN_TEST_MYSQL_DSN is set, on a MySQL-compatible server.
//
// The world is built through the rooms' own doors. The kit refuses to touch a database that is not named for tests.
// Start reading at EachStore, then World.
package testkit

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"anjian/configs"
	"anjian/internal/casework"
	"anjian/internal/checklist"
	"anjian/internal/config"
	"anjian/internal/inspection"
	"anjian/internal/ledger"
	"anjian/internal/store"
)

// World is two bureaus with their people, one of them with everything a check needs.
type World struct {
	Store *store.Store
	Cases *casework.Room
	Clock *Clock
	List  checklist.Checklist // 130 items: I-001 …
	Law   checklist.Law

	Bureau       store.Bureau
	Section      store.Section
	OtherSection store.Section // of the same bureau
	Plant        inspection.EnterpriseBrief
	Mill         inspection.EnterpriseBrief // another enterprise, in another town

	Jia, Yi, Bing    store.Person // inspectors 甲 乙 丙
	Head, OtherHead  store.Person // OtherHead leads OtherSection
	Leader, Policy   store.Person
	Owner, MillOwner store.Person // the enterprises' own people
	Expert           store.Person
	Town, MillTown   store.Person
	Admin            store.Person

	Foreign        store.Bureau // the other bureau
	ForeignPlant   inspection.EnterpriseBrief
	ForeignHead    store.Person
	ForeignLeader  store.Person
	ForeignDing    store.Person // an inspector of the other bureau
	ForeignWu      store.Person
	ForeignSection store.Section
}

// PasswordHash is what every person of the world has for a password hash; it opens nothing.
const PasswordHash = "no-password"

// Clock is a clock that tests move. It never stands still between two questions for longer than they ask.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// NewClock gives a clock that stands at Start.
func NewClock() *Clock { return &Clock{at: Start} }

// Now gives the time and moves on by a millisecond, so that no two moments are one.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(time.Millisecond)
	return c.at
}

// Advance moves the clock.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// Start is the first moment of every world: a Tuesday morning in Jintan.
var Start = time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)

func id() string { return uuid.Must(uuid.NewV7()).String() }

// NewID mints an id as a phone does.
func NewID() string { return id() }

// Populate builds the world in an empty, migrated store.
func Populate(t testing.TB, st *store.Store, clock *Clock) *World {
	t.Helper()
	w := &World{Store: st, Clock: clock, List: bigList(t)}
	calendar, err := config.LoadCalendar(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	w.Cases = casework.New(st, w.Law, calendar)
	clocks, err := config.LoadClocks(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	w.Cases.Carry(inspection.DefaultTerms(), clocks)
	w.Bureau = store.Bureau{ID: id(), Name: "常州市金坛区应急管理局", Abbrev: "苏坛", VisitCap: 0}
	w.Foreign = store.Bureau{ID: id(), Name: "溧阳市应急管理局", Abbrev: "苏溧", VisitCap: 2}
	w.Section = store.Section{ID: id(), BureauID: w.Bureau.ID, Name: "安全生产执法一大队", SortNo: 1}
	w.OtherSection = store.Section{ID: id(), BureauID: w.Bureau.ID, Name: "危险化学品科", SortNo: 2}
	w.ForeignSection = store.Section{ID: id(), BureauID: w.Foreign.ID, Name: "执法大队", SortNo: 1}
	w.Plant = inspection.EnterpriseBrief{ID: id(), Name: "常州金坛晨光化工有限公司", CreditCode: "91320482MA1TEST001", Address: "金坛区薛埠镇工业路 1 号",
		Town: "薛埠镇", Industry: "化工", Flags: []string{"两重点一重大"}, LegalPerson: "周明", Post: "总经理", Contact: "周明", Phone: "13800000001"}
	w.Mill = inspection.EnterpriseBrief{ID: id(), Name: "常州金坛长荡湖纺织厂", CreditCode: "91320482MA1TEST002", Address: "金坛区指前镇",
		Town: "指前镇", Industry: "纺织", LegalPerson: "吴亮", Post: "厂长", Contact: "吴亮", Phone: "13800000002"}
	w.ForeignPlant = inspection.EnterpriseBrief{ID: id(), Name: "溧阳天目机械厂", CreditCode: "91320481MA1TEST003", Town: "天目湖镇", Industry: "机械"}
	w.people()
	must(t, st.Housekeep(t.Context(), w.insert))
	return w
}

func (w *World) people() {
	person := func(b store.Bureau, username, name string, role inspection.Role) store.Person {
		return store.Person{ID: id(), BureauID: b.ID, Username: username, PasswordHash: PasswordHash, Name: name, Role: role, Active: true}
	}
	officer := func(b store.Bureau, s store.Section, username, name, number string) store.Person {
		p := person(b, username, name, inspection.RoleInspector)
		p.SectionID, p.Certificate = s.ID, inspection.Certificate{Number: number, ValidUntil: "2028-12-31"}
		return p
	}
	w.Jia = officer(w.Bureau, w.Section, "jia", "甲建国", "苏D-0001")
	w.Yi = officer(w.Bureau, w.Section, "yi", "乙𬭎", "苏D-0002")
	w.Bing = officer(w.Bureau, w.Section, "bing", "丙秀英", "苏D-0003")
	w.Head, w.OtherHead = person(w.Bureau, "head", "钱队长", inspection.RoleSectionHead), person(w.Bureau, "head2", "孙科长", inspection.RoleSectionHead)
	w.Head.SectionID, w.OtherHead.SectionID = w.Section.ID, w.OtherSection.ID
	w.Leader, w.Policy = person(w.Bureau, "leader", "李局长", inspection.RoleLeader), person(w.Bureau, "policy", "郑法规", inspection.RolePolicy)
	w.Owner, w.MillOwner = person(w.Bureau, "owner", "周明", inspection.RoleEnterprise), person(w.Bureau, "owner2", "吴亮", inspection.RoleEnterprise)
	w.Owner.EnterpriseID, w.MillOwner.EnterpriseID = w.Plant.ID, w.Mill.ID
	w.Expert = person(w.Bureau, "expert", "王教授", inspection.RoleExpert)
	w.Expert.Unit = "常州大学"
	w.Town, w.MillTown = person(w.Bureau, "town", "冯站长", inspection.RoleTown), person(w.Bureau, "town2", "陈站长", inspection.RoleTown)
	w.Town.Town, w.MillTown.Town = w.Plant.Town, w.Mill.Town
	w.Admin = person(w.Bureau, "admin", "管理员", inspection.RoleAdmin)
	w.ForeignHead, w.ForeignLeader = person(w.Foreign, "fhead", "褚队长", inspection.RoleSectionHead), person(w.Foreign, "fleader", "卫局长", inspection.RoleLeader)
	w.ForeignHead.SectionID = w.ForeignSection.ID
	w.ForeignDing = officer(w.Foreign, w.ForeignSection, "ding", "丁一", "苏D-1001")
	w.ForeignWu = officer(w.Foreign, w.ForeignSection, "wu", "戊二", "苏D-1002")
}

// Everybody of both bureaus.
func (w *World) Everybody() []store.Person {
	return []store.Person{w.Jia, w.Yi, w.Bing, w.Head, w.OtherHead, w.Leader, w.Policy, w.Owner, w.MillOwner, w.Expert, w.Town, w.MillTown, w.Admin,
		w.ForeignHead, w.ForeignLeader, w.ForeignDing, w.ForeignWu}
}

func (w *World) insert(tx *store.Tx) error {
	ctx := context.Background()
	for _, b := range []store.Bureau{w.Bureau, w.Foreign} {
		if err := tx.InsertBureau(ctx, b); err != nil {
			return err
		}
	}
	for _, s := range []store.Section{w.Section, w.OtherSection, w.ForeignSection} {
		if err := tx.InsertSection(ctx, s); err != nil {
			return err
		}
	}
	for _, e := range []inspection.EnterpriseBrief{w.Plant, w.Mill} {
		if err := tx.InsertEnterprise(ctx, w.Bureau.ID, e); err != nil {
			return err
		}
	}
	if err := tx.InsertEnterprise(ctx, w.Foreign.ID, w.ForeignPlant); err != nil {
		return err
	}
	for _, p := range w.Everybody() {
		if err := tx.InsertPerson(ctx, p); err != nil {
			return err
		}
	}
	return tx.PublishChecklist(ctx, w.List)
}

func bigList(t testing.TB) checklist.Checklist {
	t.Helper()
	c := checklist.Checklist{Code: "big", Name: "综合检查表", NameEn: "Big", Version: "1", CompiledOn: "2026-11-01", Notes: []string{}, Items: []checklist.Item{}}
	for i := range 130 {
		c.Items = append(c.Items, checklist.Item{ID: fmt.Sprintf("I-%03d", i+1), Category: "综合", Text: "安全生产责任制健全并公示", Method: []string{},
			Standard: "有文件、有公示", Finding: "安全生产责任制不健全", Basis: []checklist.Citation{}, Answer: checklist.AnswerSpec{Type: checklist.Conformity}, Penalty: []checklist.Penalty{}})
	}
	digest, err := checklist.DigestOf(c)
	must(t, err)
	c.Digest = digest
	return c
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Act makes an act as a phone does, done now.
func (w *World) Act(kind inspection.Kind, checkID string, body any) inspection.Act {
	text, err := json.Marshal(body)
	if err != nil {
		panic(err) // the bodies of tests are plain values
	}
	return inspection.Act{ID: id(), Kind: kind, CheckID: checkID, DoneAt: w.Clock.Now(), Dialect: inspection.Dialect, Body: text}
}

// Do has a person do acts and gives the outcomes.
func (w *World) Do(t testing.TB, by store.Person, acts ...inspection.Act) []ledger.Outcome {
	t.Helper()
	out, err := w.Cases.Perform(t.Context(), by.Actor(), acts)
	must(t, err)
	return out
}

// Must has a person do acts that are all accepted.
func (w *World) Must(t testing.TB, by store.Person, acts ...inspection.Act) []ledger.Outcome {
	t.Helper()
	out := w.Do(t, by, acts...)
	for i, o := range out {
		if o.Refusal != nil {
			t.Fatalf("%s by %s: %v", acts[i].Kind, by.Name, o.Refusal)
		}
	}
	return out
}
