package evidence_test

import (
	"encoding/json"
	"testing"
	"time"

	"anjian/internal/evidence"
)

var (
	doneAt = time.Date(2026, 11, 24, 1, 2, 3, 4_000_000, time.UTC)
	body   = []byte(`{"checklist":"general","item":"GEN-003","verdict":"violates","note":"证书已过期，现场未见续期材料","supersedes":[]}`)
)

const (
	checkID = "019ab3c0-0000-7000-8000-000000000001"
	actorID = "019ab3c0-0000-7000-8000-00000000000a"
)

func sum(t *testing.T, kind, check, actor string, at time.Time, body string) string {
	t.Helper()
	s, err := evidence.ActSum(kind, check, actor, at, nil, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestActSumIsTheSumOfTheCanonicalAct(t *testing.T) {
	var b any
	if err := json.Unmarshal(body, &b); err != nil {
		t.Fatal(err)
	}
	canonical, err := evidence.Canonical(map[string]any{
		"kind": "answer_item", "checkId": checkID, "actor": actorID, "doneAt": "2026-11-24T01:02:03.004Z", "body": b,
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := sum(t, "answer_item", checkID, actorID, doneAt, string(body)), evidence.Sum(canonical); got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
}

func TestActSumTellsActsApart(t *testing.T) {
	base := sum(t, "answer_item", checkID, actorID, doneAt, `{"a":1,"b":2}`)
	for name, s := range map[string]string{
		"another kind":  sum(t, "state_fact", checkID, actorID, doneAt, `{"a":1,"b":2}`),
		"another check": sum(t, "answer_item", actorID, actorID, doneAt, `{"a":1,"b":2}`),
		"another actor": sum(t, "answer_item", checkID, checkID, doneAt, `{"a":1,"b":2}`),
		"another time":  sum(t, "answer_item", checkID, actorID, doneAt.Add(time.Millisecond), `{"a":1,"b":2}`),
		"another body":  sum(t, "answer_item", checkID, actorID, doneAt, `{"a":1,"b":3}`),
	} {
		if s == base {
			t.Errorf("%s has the same sum", name)
		}
	}
	for name, s := range map[string]string{
		"other spacing and order": sum(t, "answer_item", checkID, actorID, doneAt, " {\"b\" : 2.0, \"a\":1e0}\n"),
		"another zone":            sum(t, "answer_item", checkID, actorID, doneAt.In(time.FixedZone("CST", 8*3600)), `{"a":1,"b":2}`),
		"microseconds":            sum(t, "answer_item", checkID, actorID, doneAt.Add(999*time.Microsecond), `{"a":1,"b":2}`),
	} {
		if s != base {
			t.Errorf("%s changed the sum", name)
		}
	}
}

func TestActSumRefusesABodyWithoutCanonicalForm(t *testing.T) {
	for _, b := range []string{"", "{", `{"a":1,"a":1}`, "{\"a\":\"\xff\"}", `"\udc00"`} {
		if s, err := evidence.ActSum("answer_item", checkID, actorID, doneAt, nil, []byte(b)); err == nil {
			t.Errorf("%q has sum %s", b, s)
		}
	}
}

func TestOddNamesCannotForgeAnotherAct(t *testing.T) {
	a := sum(t, `x","kind":"y`, checkID, actorID, doneAt, `{}`)
	b := sum(t, "y", checkID, actorID, doneAt, `{}`)
	if a == b {
		t.Fatal("a kind broke out of its quotes")
	}
}

func TestChainHashDependsOnEverything(t *testing.T) {
	link := evidence.Link{ActID: "1", Sum: "2", ActorID: "3", Role: "4", Device: "5", DoneAt: doneAt, TakenAt: doneAt.Add(time.Hour), CaseNo: 7}
	want := evidence.Sum([]byte("p\n1\n2\n3\n4\n5\n2026-11-24T01:02:03.004Z\n2026-11-24T02:02:03.004Z\n7"))
	if got := evidence.ChainHash("p", link); got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
	for name, change := range map[string]func(l *evidence.Link){
		"act":    func(l *evidence.Link) { l.ActID = "x" },
		"sum":    func(l *evidence.Link) { l.Sum = "x" },
		"actor":  func(l *evidence.Link) { l.ActorID = "x" },
		"role":   func(l *evidence.Link) { l.Role = "x" },
		"device": func(l *evidence.Link) { l.Device = "x" },
		"done":   func(l *evidence.Link) { l.DoneAt = l.DoneAt.Add(time.Second) },
		"taken":  func(l *evidence.Link) { l.TakenAt = l.TakenAt.Add(time.Second) },
		"place":  func(l *evidence.Link) { l.CaseNo++ },
	} {
		l := link
		change(&l)
		if evidence.ChainHash("p", l) == want {
			t.Errorf("the hash does not depend on the %s", name)
		}
	}
	if evidence.ChainHash("q", link) == want {
		t.Error("the hash does not depend on the hash before it")
	}
}

func TestCheckCodeIsTheBeginningOfTheDigest(t *testing.T) {
	if got := evidence.CheckCode("0123456789abcdef"); got != "0123456789ab" {
		t.Fatal(got)
	}
	if got := evidence.CheckCode("0123"); got != "0123" {
		t.Fatal(got)
	}
}

func BenchmarkActSum(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := evidence.ActSum("answer_item", checkID, actorID, doneAt, nil, body); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkChainHash(b *testing.B) {
	b.ReportAllocs()
	link := evidence.Link{ActID: checkID, Sum: evidence.Sum(body), ActorID: actorID, Role: "inspector", Device: checkID, DoneAt: doneAt, TakenAt: doneAt, CaseNo: 117}
	for b.Loop() {
		evidence.ChainHash(link.Sum, link)
	}
}
