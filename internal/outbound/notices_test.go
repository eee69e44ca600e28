package outbound_test

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"anjian/internal/inspection"
	"anjian/internal/outbound"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

func toldTo(t testing.TB, r *outbound.Room, who store.Person) (kinds []string, unread int) {
	t.Helper()
	items, _, unread, err := r.Told(t.Context(), who.Actor(), false, "", 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range items {
		kinds = append(kinds, n.Kind)
	}
	return kinds, unread
}

func TestPeopleAreToldWhatConcernsThemOnce(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		r, other := open(t, w, nil), open(t, w, nil) // two servers
		check := w.Ready(t)
		for range 2 {
			round(t, r)
			round(t, other)
		}
		for _, want := range []struct {
			who   store.Person
			kinds string
		}{{w.Jia, "approved dispatched"}, {w.Yi, "approved dispatched"}, {w.Head, "approved"}, {w.Leader, "scheme_to_approve"}, {w.Bing, ""}, {w.Owner, ""}, {w.ForeignLeader, ""}, {w.OtherHead, ""}} {
			kinds, unread := toldTo(t, r, want.who)
			if got := strings.Join(kinds, " "); got != want.kinds || unread != len(kinds) {
				t.Errorf("%s was told %q, %d unread", want.who.Name, got, unread)
			}
		}
		items, _, _, err := r.Told(t.Context(), w.Jia.Actor(), true, "", 1)
		if err != nil || len(items) != 1 || items[0].CheckID != check || items[0].Enterprise != w.Plant.Name || items[0].Title == "" || items[0].TitleEn == "" {
			t.Errorf("%+v %v", items, err)
		}
		if err := r.Read(t.Context(), w.Jia.Actor(), items[0].ID, w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if err := r.Read(t.Context(), w.Bing.Actor(), "", w.Clock.Now()); err != nil { // somebody else's
			t.Fatal(err)
		}
		if _, unread := toldTo(t, r, w.Jia); unread != 1 {
			t.Errorf("%d unread after one was read", unread)
		}
		if err := r.Read(t.Context(), w.Jia.Actor(), "", w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if _, unread := toldTo(t, r, w.Jia); unread != 0 {
			t.Errorf("%d unread after all were read", unread)
		}
		// Who is no longer on the check is told nothing of it any more, and the list names no enterprise to them.
		w.Must(t, w.Head, w.Act(inspection.Reassign, check, inspection.ReassignBody{Team: inspection.TeamChoice{Lead: w.Jia.ID, Assistant: w.Bing.ID}, Reason: "调整"}))
		round(t, r)
		items, _, _, err = r.Told(t.Context(), w.Yi.Actor(), false, "", 10)
		if err != nil || len(items) != 2 || items[0].CheckID != "" || items[0].Enterprise != "" {
			t.Errorf("%+v %v", items, err)
		}
		if kinds, _ := toldTo(t, r, w.Bing); strings.Join(kinds, " ") != "dispatched" {
			t.Errorf("丙 was told %v", kinds)
		}
	})
}

func TestWhoDecidesIsToldOnceThatAvoidanceWasAskedFor(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		r, other := open(t, w, nil), open(t, w, nil) // two servers
		w.Recorded(t, 1)
		round(t, r)
		had := map[string]int{}
		for _, p := range w.Everybody() {
			_, had[p.ID] = toldTo(t, r, p)
		}
		asked := store.Conflict{ID: testkit.NewID(), PersonID: w.Jia.ID, EnterpriseID: w.Plant.ID, Kind: "avoidance", Reason: "亲属关系", State: "asked", MadeBy: w.Owner.Name}
		if err := w.Store.Housekeep(t.Context(), func(tx *store.Tx) error { return tx.InsertConflict(t.Context(), w.Bureau.ID, asked) }); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			round(t, r)
			round(t, other)
			w.Clock.Advance(time.Minute)
		}
		for _, p := range w.Everybody() {
			kinds, unread := toldTo(t, r, p)
			want := 0
			if p.ID == w.Leader.ID || p.ID == w.Head.ID {
				want = 1
			}
			if unread-had[p.ID] != want || want == 1 && kinds[0] != "avoidance_to_decide" {
				t.Errorf("%s was told %v, %d before", p.Name, kinds, had[p.ID])
			}
		}
		if err := w.Store.Housekeep(t.Context(), func(tx *store.Tx) error {
			return tx.MoveConflict(t.Context(), w.Bureau.ID, asked.ID, "asked", "refused", w.Leader.Name)
		}); err != nil {
			t.Fatal(err)
		}
		round(t, r)
		if kinds, _ := toldTo(t, r, w.Leader); strings.Count(strings.Join(kinds, " "), "avoidance") != 1 {
			t.Errorf("after the decision: %v", kinds)
		}
	})
}

func TestWhatIsDueIsToldOnceForEachUrgency(t *testing.T) {
	w := testkit.New(t)
	r := open(t, w, nil)
	w.Signed(t, 1)
	count := func(kind string) (n int) {
		kinds, _ := toldTo(t, r, w.Jia)
		for _, k := range kinds {
			if k == kind {
				n++
			}
		}
		return n
	}
	for day := range 6 {
		for range 3 {
			round(t, r)
			w.Clock.Advance(61 * time.Minute)
		}
		soon, over := count("report_soon"), count("report_overdue")
		if wantSoon, wantOver := day >= 2, day >= 4; (soon == 1) != wantSoon || (over == 1) != wantOver || soon > 1 || over > 1 {
			t.Errorf("day %d: told %d times soon, %d times overdue", day, soon, over)
		}
		w.Clock.Advance(24*time.Hour - 3*61*time.Minute)
	}
}

// hookServer notes every body it is sent.
func hookServer(t *testing.T, answer func(n int) (int, string)) (*httptest.Server, func() []*http.Request, func() []string) {
	t.Helper()
	var mu sync.Mutex
	var requests []*http.Request
	var bodies []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		mu.Lock()
		requests, bodies = append(requests, r), append(bodies, string(text))
		n := len(bodies)
		mu.Unlock()
		status, body := answer(n)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(s.Close)
	return s, func() []*http.Request { mu.Lock(); defer mu.Unlock(); return requests }, func() []string { mu.Lock(); defer mu.Unlock(); return bodies }
}

func TestOutsideTheAppAMessageSaysNothingOfTheCase(t *testing.T) {
	w := testkit.New(t)
	wecom, _, said := hookServer(t, func(int) (int, string) { return 200, `{"errcode":0}` })
	ding, asked, dinged := hookServer(t, func(n int) (int, string) {
		return 200, []string{`{"errcode":310000}`, `{"errcode":0}`}[min(n-1, 1)]
	})
	gateway, texted, texts := hookServer(t, func(int) (int, string) { return 202, "" })
	letters := newMailServer(t)
	r := open(t, w, func(s *outbound.Settings) {
		s.PublicURL = "https://anjian.test"
		s.Channels = []outbound.Channel{{Code: "robot", Kind: "wecom", Name: "群", URL: wecom.URL + "/send?key=geheim1", BureauID: w.Bureau.ID},
			{Code: "ding", Kind: "dingtalk", Name: "钉", URL: ding.URL + "/robot/send?access_token=geheim2", Secret: "SECgeheim3"},
			{Code: "sms", Kind: "sms", Name: "短信", URL: gateway.URL, Secret: "geheim4"}, {Code: "mail", Kind: "smtp", Name: "邮件", Host: letters.addr, Sender: "安监 <anjian@example.cn>"}}
	})
	jia := w.Jia
	jia.Phone = "13800000009"
	if err := w.Store.Housekeep(t.Context(), func(tx *store.Tx) error { return tx.UpdatePerson(t.Context(), jia) }); err != nil {
		t.Fatal(err)
	}
	if err := r.Choose(t.Context(), w.ForeignDing.Actor(), outbound.Choices{Channels: []string{"robot"}}); !errors.Is(err, outbound.BadChoice) {
		t.Errorf("another bureau chose our robot: %v", err)
	}
	for _, bad := range []outbound.Choices{{Channels: []string{"fax"}}, {Off: []string{"no such kind"}}, {Email: "a@b\r\nBcc: c@d"}, {Quiet: &outbound.Quiet{From: "25:00", Until: "08:00"}}} {
		if err := r.Choose(t.Context(), jia.Actor(), bad); !errors.Is(err, outbound.BadChoice) {
			t.Errorf("%+v was chosen: %v", bad, err)
		}
	}
	if err := r.Choose(t.Context(), jia.Actor(), outbound.Choices{Channels: []string{"robot", "ding", "sms", "mail"}, Off: []string{"approved"}, Email: "jia@example.cn"}); err != nil {
		t.Fatal(err)
	}
	check := w.Ready(t)
	round(t, r)
	w.Clock.Advance(time.Minute)
	round(t, r)
	if len(said()) != 1 || len(dinged()) != 2 || len(texts()) != 1 || len(letters.got()) != 1 {
		t.Fatalf("robot %d, ding %d, sms %d, mail %d", len(said()), len(dinged()), len(texts()), len(letters.got()))
	}
	if !strings.Contains(said()[0], `"mentioned_mobile_list":["13800000009"]`) || asked()[1].URL.Query().Get("sign") == "" || texted()[0].Header.Get("Authorization") != "Bearer geheim4" {
		t.Errorf("%s %v", said()[0], asked()[1].URL)
	}
	letter := letters.got()[0]
	_, encoded, _ := strings.Cut(letter, "\r\n\r\n")
	text, err := base64.StdEncoding.DecodeString(strings.Map(func(c rune) rune {
		if c == '\r' || c == '\n' {
			return -1
		}
		return c
	}, encoded))
	if err != nil || !strings.Contains(string(text), "https://anjian.test") || !strings.Contains(letter, "jia@example.cn") {
		t.Errorf("%v %q", err, letter)
	}
	for _, out := range append([]string{said()[0], dinged()[1], texts()[0], string(text)}, letter) {
		for _, secret := range []string{w.Plant.Name, w.Plant.Address, check, "薛埠", "化工", "生产车间"} {
			if strings.Contains(out, secret) {
				t.Errorf("%q is told outside: %s", secret, out)
			}
		}
	}
	// Nothing that went wrong shows an address or a key.
	for _, s := range stuckAndAll(t, w) {
		if strings.Contains(s, "geheim") || strings.Contains(s, "127.0.0.1") {
			t.Errorf("a row tells %s", s)
		}
	}
}

func TestAtNightOnlyWhatIsUrgentLeaves(t *testing.T) {
	w := testkit.New(t)
	gateway, _, texts := hookServer(t, func(int) (int, string) { return 200, "" })
	r := open(t, w, func(s *outbound.Settings) {
		s.Channels = []outbound.Channel{{Code: "sms", Kind: "sms", Name: "短信", URL: gateway.URL}}
	})
	for _, p := range []store.Person{w.Jia, w.Head} {
		p.Phone = "13800000009"
		if err := w.Store.Housekeep(t.Context(), func(tx *store.Tx) error { return tx.UpdatePerson(t.Context(), p) }); err != nil {
			t.Fatal(err)
		}
		if err := r.Choose(t.Context(), p.Actor(), outbound.Choices{Channels: []string{"sms"}}); err != nil {
			t.Fatal(err)
		}
	}
	w.Clock.Advance(13 * time.Hour) // ten at night
	check := w.Ready(t)
	round(t, r)
	if len(texts()) != 0 {
		t.Fatalf("told at night: %v", texts())
	}
	w.Must(t, w.Jia, w.Act(inspection.RecordEntryRefused, check, inspection.EntryRefusedBody{RefusedBy: "门卫", Reason: "无预约"}))
	round(t, r)
	if len(texts()) != 1 || !strings.Contains(texts()[0], "拒绝") {
		t.Fatalf("what is urgent: %v", texts())
	}
	w.Clock.Advance(10 * time.Hour) // eight in the morning
	round(t, r)
	if len(texts()) != 4 { // 甲: dispatched, approved; the head: approved
		t.Errorf("in the morning %d were told: %v", len(texts()), texts())
	}
}

func TestAnEventIsSignedAndComesUntilItIsTaken(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		var fail sync.Map
		hook, asked, bodies := hookServer(t, func(int) (int, string) {
			if _, yes := fail.Load("down"); yes {
				return 500, ""
			}
			return 204, ""
		})
		shut := open(t, w, nil)
		if _, _, err := shut.MakeWebhook(t.Context(), w.Admin.Actor(), "x", hook.URL, nil); !errors.Is(err, outbound.WebhookBad) {
			t.Errorf("plain http was taken: %v", err)
		}
		for _, inside := range []string{"https://127.0.0.1/", "https://169.254.169.254/latest/meta-data", "https://[::1]/", "https://localhost/x", "https://[::ffff:10.1.2.3]/"} {
			if _, _, err := shut.MakeWebhook(t.Context(), w.Admin.Actor(), "x", inside, nil); !errors.Is(err, outbound.WebhookInside) {
				t.Errorf("%s was taken: %v", inside, err)
			}
		}
		for _, bad := range []string{"ftp://1.1.1.1", "https://user:pw@1.1.1.1/", "https://", "x", "https://1.1.1.1/#f"} {
			if _, _, err := shut.MakeWebhook(t.Context(), w.Admin.Actor(), "x", bad, nil); !errors.Is(err, outbound.WebhookBad) {
				t.Errorf("%s was taken: %v", bad, err)
			}
		}
		r := open(t, w, func(s *outbound.Settings) { s.AllowInside = true })
		if _, _, err := r.MakeWebhook(t.Context(), w.Admin.Actor(), "x", hook.URL, []string{"juggle"}); !errors.Is(err, outbound.WebhookBad) {
			t.Errorf("an event nobody knows was taken: %v", err)
		}
		made, secret, err := r.MakeWebhook(t.Context(), w.Admin.Actor(), "数据中台", hook.URL, []string{"dispatch", "approve_scheme"})
		if err != nil {
			t.Fatal(err)
		}
		if list, err := r.Webhooks(t.Context(), w.ForeignLeader.Actor()); err != nil || len(list) != 0 {
			t.Errorf("another bureau sees %v %v", list, err)
		}
		fail.Store("down", true)
		check := w.Ready(t)
		round(t, r)
		if len(bodies()) != 2 {
			t.Fatalf("%d events came, not two", len(bodies()))
		}
		fail.Delete("down")
		w.Clock.Advance(time.Minute)
		round(t, r)
		if len(bodies()) != 4 {
			t.Fatalf("%d requests after the second try", len(bodies()))
		}
		seen := map[string]int{}
		for i, q := range asked() {
			var e outbound.Event
			if err := json.Unmarshal([]byte(bodies()[i]), &e); err != nil {
				t.Fatal(err)
			}
			if want := "sha256=" + outbound.Sign(secret, q.Header.Get("Anjian-Timestamp"), []byte(bodies()[i])); q.Header.Get("Anjian-Signature") != want {
				t.Errorf("signed %s, not %s", q.Header.Get("Anjian-Signature"), want)
			}
			if e.ID != q.Header.Get("Anjian-Event-Id") || e.CheckID != check || e.BureauID != w.Bureau.ID || strings.Contains(bodies()[i], w.Plant.Name) {
				t.Errorf("%s", bodies()[i])
			}
			seen[e.ID]++
		}
		if len(seen) != 2 {
			t.Errorf("events by id: %v", seen)
		}
		// Once more by hand, under the same id.
		all, err := w.Store.DueDeliveries(t.Context(), "webhook", w.Clock.Now().Add(time.Hour), 10)
		if err != nil || len(all) != 0 {
			t.Fatalf("%v %v", all, err)
		}
		for id := range seen {
			delivery := deliveryOf(t, w, made.ID, id)
			if err := r.Redeliver(t.Context(), w.ForeignLeader.Actor(), delivery); !errors.Is(err, store.NotFound) {
				t.Errorf("another bureau: %v", err)
			}
			if err := r.Redeliver(t.Context(), w.Admin.Actor(), delivery); err != nil {
				t.Fatal(err)
			}
		}
		round(t, r)
		if len(bodies()) != 6 {
			t.Errorf("%d requests after asking for them again", len(bodies()))
		}
		if err := r.EndWebhook(t.Context(), w.Admin.Actor(), made.ID); err != nil {
			t.Fatal(err)
		}
		w.Ready(t)
		round(t, r)
		if len(bodies()) != 6 {
			t.Error("told after it ended")
		}
		// A target that was outside when it was made and is inside when it is dialled is not reached.
		moved := store.Webhook{ID: testkit.NewID(), BureauID: w.Bureau.ID, Name: "改址", URL: hook.URL, Secret: "s", MadeBy: w.Admin.ID, MadeByName: "x"}
		if err := w.Store.Housekeep(t.Context(), func(tx *store.Tx) error { return tx.InsertWebhook(t.Context(), moved) }); err != nil {
			t.Fatal(err)
		}
		w.Assigned(t)
		for range 12 {
			round(t, shut)
			w.Clock.Advance(time.Hour)
		}
		if len(bodies()) != 6 {
			t.Error("the door was not shut at dialling")
		}
		stuck, err := shut.Stuck(t.Context(), w.Admin.Actor())
		if err != nil || len(stuck) != 1 || stuck[0].State != "dead" || strings.Contains(stuck[0].LastError, "127.0.0.1") {
			t.Errorf("%+v %v", stuck, err)
		}
	})
}

func deliveryOf(t *testing.T, w *testkit.World, hook, event string) string {
	t.Helper()
	for _, s := range allDeliveries(t, w) {
		if s.Target == hook && s.Subject == event {
			return s.ID
		}
	}
	t.Fatal("there is no such delivery")
	return ""
}

func allDeliveries(t *testing.T, w *testkit.World) []store.Delivery {
	t.Helper()
	all, err := w.Store.AllDeliveries(t.Context(), w.Bureau.ID, 500)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func stuckAndAll(t *testing.T, w *testkit.World) (texts []string) {
	t.Helper()
	for _, d := range allDeliveries(t, w) {
		texts = append(texts, fmt.Sprintf("%+v", d))
	}
	if len(texts) == 0 {
		t.Fatal("the outbox is empty")
	}
	return texts
}

func TestACalendarIsReadByWhoeverHoldsItsTokenUntilItEnds(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		r := open(t, w, func(s *outbound.Settings) { s.PublicURL = "https://anjian.test" })
		w.Assigned(t)
		w.Signed(t, 1)
		round(t, r)
		token, err := r.MakeFeed(t.Context(), w.Jia.Actor())
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Calendar(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		text := string(got)
		if strings.Count(text, "BEGIN:VEVENT") != 2 || !strings.Contains(text, "DTSTART;VALUE=DATE:20261124\r\n") || !strings.Contains(text, "DTSTART;VALUE=DATE:20261127\r\n") ||
			!strings.HasSuffix(text, "END:VCALENDAR\r\n") || strings.Contains(text, w.Plant.Name) || strings.Contains(text, token) {
			t.Errorf("%s", text)
		}
		for _, l := range strings.Split(text, "\r\n") {
			if len(l) > 75 {
				t.Errorf("a line of %d bytes: %s", len(l), l)
			}
		}
		if f, err := r.FeedOf(t.Context(), w.Jia.Actor()); err != nil || !f.There || f.LastUsedAt == nil {
			t.Errorf("%+v %v", f, err)
		}
		next, err := r.MakeFeed(t.Context(), w.Jia.Actor())
		if err != nil {
			t.Fatal(err)
		}
		for _, dead := range []string{token, "", "x", next + "x"} {
			if _, err := r.Calendar(t.Context(), dead); !errors.Is(err, store.NotFound) {
				t.Errorf("%q opens something: %v", dead, err)
			}
		}
		if err := r.EndFeed(t.Context(), w.Jia.Actor()); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Calendar(t.Context(), next); !errors.Is(err, store.NotFound) {
			t.Errorf("an ended calendar opens: %v", err)
		}
	})
}

// mailServer takes letters by SMTP, without TLS and without names.
type mailServer struct {
	addr    string
	mu      sync.Mutex
	letters []string
}

func (m *mailServer) got() []string { m.mu.Lock(); defer m.mu.Unlock(); return m.letters }

func newMailServer(t *testing.T) *mailServer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	m := &mailServer{addr: l.Addr().String()}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go m.hear(c)
		}
	}()
	return m
}

func (m *mailServer) hear(c net.Conn) {
	defer c.Close()
	say := func(line string) { _, _ = io.WriteString(c, line+"\r\n") }
	say("220 test")
	in, letter, reading := bufio.NewScanner(c), "", false
	for in.Scan() {
		line := in.Text()
		switch {
		case reading && line == ".":
			m.mu.Lock()
			m.letters = append(m.letters, letter)
			m.mu.Unlock()
			reading = false
			say("250 taken")
		case reading:
			letter += line + "\r\n"
		case line == "DATA":
			reading = true
			say("354 go on")
		case line == "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}
