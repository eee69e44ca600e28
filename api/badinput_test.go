package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"unicode"

	"anjian/internal/inspection"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// wrong is one request that must be refused, with nothing written.
type wrong struct {
	name   string
	whom   string
	method string
	path   string
	body   any
	head   map[string]string
	status int
	code   string
}

func TestEveryBadRequestIsRefusedInOneSentenceAndNothingIsWritten(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		for _, c := range s.wrongs(t) {
			t.Run(c.name, func(t *testing.T) {
				before := s.acts(t)
				got := s.send(t, request{c.whom, c.method, c.path, c.body, c.head})
				wantProblem(t, got, c.status, c.code)
				if wrote := s.acts(t) - before; wrote != 0 {
					t.Errorf("%d acts were written", wrote)
				}
			})
		}
	})
}

// wantProblem holds an answer to what every problem promises.
func wantProblem(t *testing.T, got answer, status int, code string) {
	t.Helper()
	if got.status != status || got.code() != code {
		t.Errorf("%d %s, want %d %s: %.400s", got.status, got.code(), status, code, got.body)
		return
	}
	var p struct{ Type, Title, Detail, Code, Kind, RequestID string }
	got.into(t, &p)
	sentence := strings.HasSuffix(p.Detail, ".") && len(p.Detail) > 10 && unicode.IsUpper([]rune(p.Detail)[0])
	if got.head.Get("Content-Type") != "application/problem+json" || !sentence || p.RequestID == "" || p.RequestID != got.head.Get("X-Request-Id") ||
		p.Type != "urn:anjian:"+p.Code || p.Title == "" || p.Kind == "" || got.head.Get("Cache-Control") != "no-store" {
		t.Errorf("not a whole problem: %s %s\n%v", got.head.Get("Content-Type"), got.body, got.head)
	}
	if (status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests) != (got.head.Get("Retry-After") != "") {
		t.Errorf("%d with Retry-After %q", status, got.head.Get("Retry-After"))
	}
	for _, inside := range []string{"sql", "Go struct", "goroutine", ".go:", "SELECT", "/tmp/"} {
		if bytes.Contains(got.body, []byte(inside)) {
			t.Errorf("the answer tells of our inside (%q): %s", inside, got.body)
		}
	}
}

func (s *site) wrongs(t *testing.T) []wrong {
	t.Helper()
	w := s.w
	open, planned, foreign := "/api/v1/checks/"+w.Open(t), "/api/v1/checks/"+w.Planned(t), "/api/v1/checks/"+s.foreignCheck(t)
	ready := "/api/v1/checks/" + w.Ready(t)
	expired := "/api/v1/checks/" + s.readyWithExpired(t)
	answer := func(value string) string {
		return fmt.Sprintf(`{"body":{"checklist":"big","item":"I-001","verdict":"conforms","value":%s}}`, value)
	}
	said := func(text string) map[string]any {
		return envelope(inspection.AnswerItemBody{Checklist: "big", Item: "I-001", Verdict: "conforms", Note: text})
	}
	create := func(change func(*inspection.CreateCheckBody)) map[string]any {
		b := w.CreateBody()
		change(&b)
		return envelope(b)
	}
	arrival := func(certificates ...string) map[string]any {
		return envelope(inspection.ArriveBody{ReceivedBy: "周明", NoticeShown: true, Certificates: certificates})
	}
	many := func(n int) string {
		return `{"acts":[` + strings.TrimSuffix(strings.Repeat(`{},`, n), ",") + `]}`
	}
	const acts, form = "/api/v1/acts", "request.invalid"
	gz := map[string]string{"Content-Encoding": "gzip"}
	return []wrong{
		{"JSON that ends in the middle", "jia", "POST", open + "/answers", `{"body":{"checklist":`, nil, 400, form},
		{"a body of null", "jia", "POST", open + "/answers", `null`, nil, 400, form},
		{"a list where an object belongs", "jia", "POST", open + "/answers", `[]`, nil, 400, form},
		{"two JSON values one after the other", "jia", "POST", open + "/answers", `{} {}`, nil, 400, form},
		{"no body", "jia", "POST", open + "/answers", ``, nil, 400, form},
		{"a batch that is no JSON", "jia", "POST", acts, `acts=1`, nil, 400, form},
		{"a batch without acts", "jia", "POST", acts, `{}`, nil, 400, form},
		{"a batch whose acts are null", "jia", "POST", acts, `{"acts":null}`, nil, 400, form},
		{"a batch whose acts are words", "jia", "POST", acts, `{"acts":"all"}`, nil, 400, form},
		{"brackets a hundred thousand deep", "jia", "POST", acts, `{"acts":` + strings.Repeat("[", 100_000), nil, 400, form},
		{"an answer nested a hundred deep", "jia", "POST", open + "/answers", answer(strings.Repeat("[", 100) + strings.Repeat("]", 100)), nil, 400, form},
		{"text sent as a form", "jia", "POST", open + "/answers", `a=b`, map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, 415, "request.media_type"},
		{"a batch sent as text", "jia", "POST", acts, `{"acts":[]}`, map[string]string{"Content-Type": "text/plain"}, 415, "request.media_type"},
		{"JSON in another character set", "jia", "POST", acts, `{"acts":[]}`, map[string]string{"Content-Type": "application/json; charset=gbk"}, 415, "request.media_type"},
		{"gzip where it is not taken", "jia", "POST", open + "/answers", zipped([]byte(`{}`)), gz, 415, "request.media_type"},
		{"a gzip bomb", "jia", "POST", acts, zipped(make([]byte, 60<<20)), gz, 413, "request.too_large"},
		{"gzip that is none", "jia", "POST", acts, `{"acts":[]}`, gz, 400, "request.unreadable"},
		{"gzip cut in the middle", "jia", "POST", acts, zipped([]byte(many(400)))[:30], gz, 400, "request.unreadable"},
		{"501 acts", "jia", "POST", acts, many(501), nil, 413, "act.batch_too_long"},
		{"1001 acts", "jia", "POST", acts, many(1001), nil, 413, "act.batch_too_long"},
		{"a batch of 3 MB", "jia", "POST", acts, `{"acts":["` + strings.Repeat("x", 3<<20) + `"]}`, nil, 413, "request.too_large"},
		{"one act of 2 MB", "jia", "POST", open + "/answers", said(strings.Repeat("长", 700_000)), nil, 413, "request.too_large"},
		{"200 kB of text", "jia", "POST", open + "/answers", said(strings.Repeat("长", 70_000)), nil, 400, form},
		{"a number with a comma", "jia", "POST", open + "/answers", answer(`{"number":"1,5"}`), nil, 400, form},
		{"a word where a number belongs", "jia", "POST", open + "/answers", answer(`{"number":"five"}`), nil, 400, form},
		{"a number beyond every number", "jia", "POST", open + "/answers", answer(`{"number":1e999}`), nil, 400, form},
		{"a verdict nobody knows", "jia", "POST", open + "/answers", `{"body":{"checklist":"big","item":"I-001","verdict":"maybe"}}`, nil, 400, form},
		{"an item nobody knows", "jia", "POST", open + "/answers", `{"body":{"checklist":"big","item":"I-999","verdict":"conforms"}}`, nil, 400, "item.unknown"},
		{"a checklist of another check", "jia", "POST", open + "/answers", `{"body":{"checklist":"other","item":"I-001","verdict":"conforms"}}`, nil, 400, "checklist.not_of_this_check"},
		{"a number for an item that asks none", "jia", "POST", open + "/answers", answer(`{"number":5}`), nil, 400, "answer.wrong_type"},
		{"a member nobody asked for", "jia", "POST", open + "/answers", `{"body":{"checklist":"big","item":"I-001","verdict":"conforms","admin":true}}`, nil, 400, form},
		{"a text of spaces", "jia", "POST", open + "/findings", envelope(inspection.RaiseFindingBody{FindingID: testkit.NewID(), Words: inspection.FindingWords{Text: "  \u3000 ", Handling: inspection.Advice}}), nil, 400, "act.missing"},
		{"control characters in a text", "jia", "POST", open + "/answers", said("a\u0000b"), nil, 400, "act.bad_characters"},
		{"bytes that are no UTF-8", "jia", "POST", open + "/answers", "{\"body\":{\"checklist\":\"big\",\"item\":\"I-001\",\"verdict\":\"conforms\",\"note\":\"\xff\xfe\"}}", nil, 400, form},
		{"a device's clock in 1901", "jia", "POST", open + "/answers", `{"doneAt":"1901-01-01T00:00:00Z","body":{"checklist":"big","item":"I-001","verdict":"conforms"}}`, nil, 400, "act.bad_time"},
		{"a time that is none", "jia", "POST", open + "/answers", `{"doneAt":"yesterday","body":{"checklist":"big","item":"I-001","verdict":"conforms"}}`, nil, 400, form},
		{"a day that is none", "head", "POST", "/api/v1/checks", create(func(b *inspection.CreateCheckBody) { b.PlannedOn = "2026-02-30" }), nil, 400, form},
		{"an enterprise of another bureau", "head", "POST", "/api/v1/checks", create(func(b *inspection.CreateCheckBody) { b.EnterpriseID = w.ForeignPlant.ID }), nil, 400, "enterprise.unknown"},
		{"an officer of another bureau", "head", "POST", "/api/v1/checks", create(func(b *inspection.CreateCheckBody) { b.Team.Assistant = w.ForeignDing.ID }), nil, 400, "team.unknown"},
		{"lead and assistant in one person", "head", "POST", "/api/v1/checks", create(func(b *inspection.CreateCheckBody) { b.Team.Assistant = w.Jia.ID }), nil, 422, "team.same_person"},
		{"a checklist nobody published", "head", "POST", "/api/v1/checks", create(func(b *inspection.CreateCheckBody) { b.Checklists[0].Code = "none" }), nil, 400, "checklist.unknown"},
		{"a check's id of another bureau", "head", "POST", "/api/v1/checks", map[string]any{"checkId": strings.TrimPrefix(foreign, "/api/v1/checks/"), "body": w.CreateBody()}, nil, 409, "check.exists"},
		{"an act of another bureau", "jia", "POST", foreign + "/answers", said("ok"), nil, 404, "not_found"},
		{"an act of a check that is not there", "jia", "POST", "/api/v1/checks/" + testkit.NewID() + "/answers", said("ok"), nil, 404, "not_found"},
		{"a check's id that is no id", "jia", "POST", "/api/v1/checks/42/answers", said("ok"), nil, 400, form},
		{"arriving with one certificate", "jia", "POST", ready + "/arrival", arrival(w.Jia.Certificate.Number), nil, 422, "arrive.two_certificates"},
		{"arriving with somebody else's certificate", "jia", "POST", ready + "/arrival", arrival(w.Jia.Certificate.Number, w.Bing.Certificate.Number), nil, 422, "arrive.certificate_mismatch"},
		{"arriving with an expired certificate", "jia", "POST", expired + "/arrival", arrival(w.Jia.Certificate.Number, w.Yi.Certificate.Number), nil, 422, "arrive.certificate_expired"},
		{"answering before arriving", "jia", "POST", ready + "/answers", said("ok"), nil, 422, "act.wrong_state"},
		{"signing before sealing", "jia", "POST", open + "/signatures", envelope(signature(inspection.PartyLead, w.Jia.Name, strings.Repeat("ab", 32))), nil, 422, "act.wrong_state"},
		{"sealing another record than is here", "jia", "POST", open + "/seal", envelope(inspection.SealRecordBody{Closing: inspection.Closing{EndedAt: w.Clock.Now(), GapsReason: "时间不足"}, Digest: strings.Repeat("ab", 32)}), nil, 409, "seal.digest_mismatch"},
		{"approving what was not dispatched", "leader", "POST", planned + "/approval", envelope(inspection.ApproveSchemeBody{}), nil, 422, "act.wrong_state"},
		{"a cursor of nobody", "jia", "GET", "/api/v1/checks?cursor=nonsense", nil, nil, 400, "cursor.bad"},
		{"a cursor beyond every number", "jia", "GET", "/api/v1/changes?since=99999999999999999999", nil, nil, 400, "cursor.bad"},
		{"a cursor of words", "jia", "GET", "/api/v1/changes?since=now", nil, nil, 400, form},
		{"a ledger's cursor below nothing", "jia", "GET", open + "/ledger?cursor=-1", nil, nil, 400, "cursor.bad"},
		{"a page of nothing", "jia", "GET", "/api/v1/checks?limit=0", nil, nil, 400, form},
		{"a page of a million", "jia", "GET", "/api/v1/checks?limit=1000000", nil, nil, 400, form},
		{"a page of words", "jia", "GET", "/api/v1/checks?limit=all", nil, nil, 400, form},
		{"a state nobody knows", "jia", "GET", "/api/v1/checks?state=lost", nil, nil, 400, form},
		{"a hash that is none", "jia", "GET", open + "/files/..%2f..%2fetc%2fpasswd", nil, nil, 404, "route.not_found"},
		{"a hash in capitals", "jia", "GET", open + "/files/" + strings.Repeat("AB", 32), nil, nil, 400, form},
		{"a photo nobody attached", "jia", "GET", open + "/files/" + strings.Repeat("ab", 32), nil, nil, 404, "not_found"},
		{"a size nobody knows", "jia", "GET", open + "/files/" + strings.Repeat("ab", 32) + "?size=../x", nil, nil, 400, form},
		{"1001 hashes", "jia", "POST", "/api/v1/files/missing", map[string]any{"sha256": make([]string, 1001)}, nil, 400, form},
		{"a checklist's code with dots", "jia", "GET", "/api/v1/checklists/..%2fserver.yaml", nil, nil, 404, "route.not_found"},
		{"a checklist that is not there", "jia", "GET", "/api/v1/checklists/none", nil, nil, 404, "not_found"},
		{"a check code that is none", "", "GET", "/api/v1/verify/" + testkit.NewID() + "/xyz", nil, nil, 400, form},
		{"a check code of nobody", "", "GET", "/api/v1/verify/" + testkit.NewID() + "/abcdef012345", nil, nil, 404, "not_found"},
		{"an empty user name", "", "POST", "/api/v1/sessions", map[string]string{"username": "", "password": "x"}, nil, 400, form},
		{"a password of a megabyte", "", "POST", "/api/v1/sessions", map[string]string{"username": "jia", "password": strings.Repeat("x", 1<<20)}, nil, 413, "request.too_large"},
		{"a refresh token of nobody", "", "POST", "/api/v1/sessions/refresh", map[string]string{"refreshToken": "abc"}, nil, 401, "session.ended"},
		{"nobody signed in", "", "GET", "/api/v1/me", nil, nil, 401, "token.missing"},
		{"a token of nobody", "", "GET", "/api/v1/me", nil, map[string]string{"Authorization": "Bearer abc.def.ghi"}, 401, "token.invalid"},
		{"a password where a token belongs", "", "GET", "/api/v1/me", nil, map[string]string{"Authorization": "Basic amlhOng="}, 401, "token.missing"},
		{"an address of nothing", "jia", "GET", "/api/v1/nothing", nil, nil, 404, "route.not_found"},
		{"an address of nothing under api", "", "GET", "/api/", nil, nil, 404, "route.not_found"},
		{"a method the address does not know", "jia", "DELETE", "/api/v1/checks", nil, nil, 405, "route.method"},
		{"a method nobody knows", "jia", "BREW", "/api/v1/checks", nil, nil, 405, "route.method"},
		{"sending to the app", "", "POST", "/", `{}`, nil, 405, "route.method"},
		{"a script that is not there", "", "GET", "/assets/gone-12345678.js", nil, nil, 404, "route.not_found"},
	}
}

func zipped(content []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(content); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// foreignCheck is a check of the other bureau.
func (s *site) foreignCheck(t *testing.T) string {
	t.Helper()
	w, id := s.w, testkit.NewID()
	b := w.CreateBody()
	b.EnterpriseID, b.Team = w.ForeignPlant.ID, inspection.TeamChoice{Lead: w.ForeignDing.ID, Assistant: w.ForeignWu.ID}
	w.Must(t, w.ForeignHead, w.Act(inspection.CreateCheck, id, b))
	return id
}

// readyWithExpired is a check that may be gone to, by officers one of whose certificates ran out long ago.
func (s *site) readyWithExpired(t *testing.T) string {
	t.Helper()
	change := func(until string) {
		p := s.person["yi"]
		p.Certificate.ValidUntil = until
		if err := s.w.Store.Housekeep(t.Context(), func(tx *store.Tx) error { return tx.UpdatePerson(t.Context(), p) }); err != nil {
			t.Fatal(err)
		}
	}
	change("2020-12-31")
	defer change(s.w.Yi.Certificate.ValidUntil)
	return s.w.Ready(t)
}

func TestOneBadActOfABatchNeitherLosesNorHidesTheOthers(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		w := s.w
		check, foreign := w.Open(t), s.foreignCheck(t)
		known := w.Answers(check, 1)[0]
		w.Must(t, w.Jia, known)
		good := func(i int) map[string]any { return loose(w.Answers(check, i+1)[i]) }
		with := func(change func(map[string]any)) map[string]any {
			a := good(7)
			change(a)
			return a
		}
		cases := []struct {
			name string
			act  any
			code string
		}{
			{"no object", 42, "act.malformed"},
			{"nothing", nil, "act.malformed"},
			{"an empty act", map[string]any{}, "act.malformed"},
			{"a kind nobody knows", with(func(a map[string]any) { a["kind"] = "juggle" }), "act.unknown_kind"},
			{"a kind of 200 kB", with(func(a map[string]any) { a["kind"] = strings.Repeat("x", 200_000) }), "act.unknown_kind"},
			{"an act of another bureau", with(func(a map[string]any) { a["checkId"] = foreign }), "not_found"},
			{"an act of no check", with(func(a map[string]any) { a["checkId"] = testkit.NewID() }), "not_found"},
			{"a check's id that is no id", with(func(a map[string]any) { a["checkId"] = "42" }), "act.malformed"},
			{"an id in capitals", with(func(a map[string]any) { a["id"] = strings.ToUpper(testkit.NewID()) }), "act.bad_id"},
			{"an id used before with another content", with(func(a map[string]any) { a["id"] = known.ID }), "act.id_reused"},
			{"an act from a newer app", with(func(a map[string]any) { a["dialect"] = 2 }), "act.newer_app"},
			{"an act without dialect", with(func(a map[string]any) { delete(a, "dialect") }), "act.bad_dialect"},
			{"an act without time", with(func(a map[string]any) { delete(a, "doneAt") }), "act.malformed"},
			{"an act done in the year 1", with(func(a map[string]any) { a["doneAt"] = "0001-02-01T00:00:00Z" }), "act.bad_time"},
			{"a time that is none", with(func(a map[string]any) { a["doneAt"] = "gestern" }), "act.malformed"},
			{"a content of words", with(func(a map[string]any) { a["body"] = "all is well" }), "act.bad_body"},
			{"a content with a member nobody asked for", with(func(a map[string]any) { a["body"] = map[string]any{"checklist": "big", "x": 1} }), "act.bad_body"},
			{"a content of 200 kB", with(func(a map[string]any) { a["body"].(map[string]any)["note"] = strings.Repeat("长", 70_000) }), "act.too_large"},
			{"a note of 3000 characters", with(func(a map[string]any) { a["body"].(map[string]any)["note"] = strings.Repeat("长", 3_000) }), "act.too_long"},
			{"a number with a comma", with(func(a map[string]any) { a["body"].(map[string]any)["value"] = map[string]any{"number": "1,5"} }), "act.bad_body"},
			{"half an emoji", half(t, good(8)), "act.bad_body"},
			{"an act out of order", loose(w.Act(inspection.SignRecord, check, s.bodies()["signRecord"])), "act.wrong_state"},
			{"an act of another part", loose(w.Act(inspection.Reassign, check, s.bodies()["reassign"])), "act.not_your_part"},
		}
		batch := []any{good(1)}
		for _, c := range cases {
			batch = append(batch, c.act)
		}
		batch = append(batch, good(2))
		before := s.acts(t)
		got := s.post(t, "jia", "/api/v1/acts", map[string]any{"acts": batch})
		var out struct {
			Results []struct {
				ActID, Outcome string
				Problem        *struct{ Code, Detail, RequestID string }
			}
		}
		got.into(t, &out)
		if got.status != 200 || len(out.Results) != len(batch) {
			t.Fatalf("%d, %d results: %.300s", got.status, len(out.Results), got.body)
		}
		for i, r := range out.Results {
			if i == 0 || i == len(batch)-1 {
				if r.Outcome != "accepted" || r.Problem != nil {
					t.Errorf("the good act at %d: %+v", i, r)
				}
				continue
			}
			if c := cases[i-1]; r.Outcome != "refused" || r.Problem == nil || r.Problem.Code != c.code || !strings.HasSuffix(r.Problem.Detail, ".") {
				t.Errorf("%s: %+v %+v, want %s", c.name, r, r.Problem, c.code)
			}
		}
		if wrote := s.acts(t) - before; wrote != 2 {
			t.Errorf("%d acts were written, want the 2 good ones", wrote)
		}
		if strings.Contains(string(got.body), "Go struct") {
			t.Error("a refusal tells of our inside")
		}
	})
}

// half is an act whose note ends in the middle of an emoji, as a careless cut of a text leaves it.
func half(t *testing.T, act map[string]any) json.RawMessage {
	t.Helper()
	act["body"].(map[string]any)["note"] = "HALF"
	return json.RawMessage(strings.Replace(string(mustJSON(t, act)), "HALF", `\ud83d`, 1))
}

// loose is an act as a client's JSON, to be changed at will.
func loose(a inspection.Act) map[string]any {
	text, err := json.Marshal(a)
	if err != nil {
		panic(err)
	}
	var m map[string]any
	if err := json.Unmarshal(text, &m); err != nil {
		panic(err)
	}
	return m
}
