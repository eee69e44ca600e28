package main

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"anjian/api/rest"
	"anjian/internal/casework"
	"anjian/internal/evidence"
	"anjian/internal/inspection"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// aPack seals what 甲's phone could not send.
func aPack(t *testing.T, kit *rest.RescueKit, author string, acts []inspection.Act, photos ...[]byte) testkit.Pack {
	t.Helper()
	parts := []testkit.PackPart{{Kind: 'A', JSON: map[string]any{"token": author, "device": testkit.NewID()}}}
	for _, a := range acts {
		parts = append(parts, testkit.PackPart{Kind: 'M', JSON: a})
	}
	for _, p := range photos {
		parts = append(parts, testkit.PackPart{Kind: 'F', JSON: map[string]any{"sha256": evidence.Sum(p), "type": "image/jpeg", "size": len(p)}, Body: p})
	}
	return testkit.SealPack(t, kit.KeyID, kit.PublicKey, 2048, append(parts, testkit.PackPart{Kind: 'E', JSON: map[string]any{"acts": len(acts), "photos": len(photos)}})...)
}

func (s *site) rescue(t *testing.T, whom string, file []byte) (casework.Rescued, answer) {
	t.Helper()
	got := s.send(t, request{whom, "POST", "/api/v1/rescue", file, map[string]string{"Content-Type": "application/octet-stream"}})
	var told casework.Rescued
	if got.status == http.StatusOK {
		got.into(t, &told)
	}
	return told, got
}

func (s *site) attach(check string, content []byte) inspection.Act {
	return s.w.Act(inspection.AttachPhoto, check, inspection.AttachPhotoBody{PhotoID: testkit.NewID(), SHA256: evidence.Sum(content), OriginalSHA256: evidence.Sum(content),
		ContentType: "image/jpeg", Size: int64(len(content)), Width: 8, Height: 8, Source: inspection.FromCamera, About: inspection.AboutScene, TakenAt: testkit.Start})
}

func TestARescuePackIsTakenInOnceHoweverOftenItComes(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check := s.w.Open(t)
		kit := s.signIn(t, "jia").Rescue
		first, second := picture(1), picture(2)
		acts := append(s.w.Answers(check, 5), s.attach(check, first), s.attach(check, second),
			s.w.Act(inspection.RemovePhoto, check, inspection.RemovePhotoBody{PhotoID: testkit.NewID(), Reason: "没有这张"}))
		file := aPack(t, kit, kit.Author, acts, first, second).Bytes()

		s.post(t, "jia", "/api/v1/acts", map[string]any{"acts": acts[:2]}) // these did reach the server
		told, got := s.rescue(t, "head", file)
		if got.status != 200 || !told.Complete || told.Accepted != 5 || told.Repeated != 2 || told.Turned != 1 || told.Refused[0].Code == "" || told.Stored != 2 {
			t.Fatalf("%d %s", got.status, got.body)
		}
		if len(told.Checks) != 1 || told.Checks[0].ID != check || told.Author.ID != s.w.Jia.ID {
			t.Errorf("named %+v by %+v", told.Checks, told.Author)
		}
		before := s.acts(t)
		for _, whom := range []string{"policy", "admin", "head"} {
			told, got = s.rescue(t, whom, file)
			if !told.Complete || told.Accepted != 0 || told.Repeated != 7 || told.Turned != 1 || told.Stored != 0 || told.Known != 2 {
				t.Errorf("%s again: %d %s", whom, got.status, got.body)
			}
			if whom == "admin" && len(told.Checks) > 0 {
				t.Errorf("the administrator is told %+v", told.Checks)
			}
		}
		sent := s.post(t, "jia", "/api/v1/acts", map[string]any{"acts": acts}) // the phone comes back to life
		if sent.status != 200 || strings.Count(string(sent.body), `"outcome":"accepted"`) != 7 || s.acts(t) != before {
			t.Errorf("%d acts, were %d: %s", s.acts(t), before, sent.body)
		}
		if flaws, err := s.w.Cases.VerifyChain(t.Context(), s.w.Bureau.ID, check); err != nil || len(flaws) > 0 {
			t.Errorf("%v %v", flaws, err)
		}
		log, err := s.w.Store.RescueImports(t.Context(), s.w.Bureau.ID, 10)
		if err != nil || len(log) != 4 || slices.ContainsFunc(log, func(i store.RescueImport) bool {
			return i.EndedAt == nil || i.AuthorID != s.w.Jia.ID || i.Pack != told.Pack
		}) {
			t.Errorf("the log: %+v (%v)", log, err)
		}
	})
}

func TestADamagedPackIsTakenInUpToTheDamage(t *testing.T) {
	s := newSite(t)
	kit := s.signIn(t, "jia").Rescue
	check := s.w.Open(t)
	acts := s.w.Answers(check, 60)
	whole := aPack(t, kit, kit.Author, acts, picture(1))
	n, last := len(whole.Chunks), 0
	for i := range n {
		cut := testkit.Pack{Head: whole.Head, Chunks: whole.Chunks[:i]}
		told, got := s.rescue(t, "head", cut.Bytes())
		if i == 0 {
			wantProblem(t, got, 422, "rescue.damaged")
			continue
		}
		if got.status != 200 || told.Complete || told.Why != "cut" || told.Chunk != i+1 || told.Accepted+told.Repeated < last {
			t.Fatalf("cut before chunk %d of %d: %d %s", i+1, n, got.status, got.body)
		}
		last = told.Accepted + told.Repeated
	}
	if told, got := s.rescue(t, "head", whole.Bytes()); !told.Complete || told.Accepted+told.Repeated != 60 || told.Stored != 1 {
		t.Errorf("at last whole: %d %s", got.status, got.body)
	}
	flipped := testkit.Pack{Head: whole.Head, Chunks: slices.Clone(whole.Chunks)}
	flipped.Chunks[n-1] = bytes.Clone(flipped.Chunks[n-1])
	flipped.Chunks[n-1][20] ^= 4
	if told, _ := s.rescue(t, "head", flipped.Bytes()); told.Complete || told.Why != "changed" || told.Chunk != n {
		t.Errorf("one bit: %+v", told)
	}
}

func TestWhoMadeAPackMustBeProved(t *testing.T) {
	s := newSite(t)
	mine, theirs := s.signIn(t, "jia"), s.signIn(t, "ding")
	kit := mine.Rescue
	check := s.w.Open(t)
	acts := s.w.Answers(check, 2)
	before := s.acts(t)
	for name, c := range map[string]struct {
		kit   *rest.RescueKit
		token string
		code  string
	}{
		"no token":                  {kit, "", "rescue.author_unknown"},
		"a forged token":            {kit, kit.Author[:len(kit.Author)-4] + "AAAA", "rescue.author_unknown"},
		"an access token":           {kit, mine.AccessToken, "rescue.author_unknown"},
		"a token of another bureau": {kit, theirs.Rescue.Author, "rescue.author_unknown"},
		"a pack to another bureau":  {theirs.Rescue, kit.Author, "rescue.other_key"},
		"a key nobody has":          {&rest.RescueKit{RescueKey: rest.RescueKey{KeyID: "x", PublicKey: kit.PublicKey}}, kit.Author, "rescue.other_key"},
	} {
		_, got := s.rescue(t, "head", aPack(t, c.kit, c.token, acts).Bytes())
		if got.status != 422 || got.code() != c.code {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
	if got := s.send(t, request{"jia", "GET", "/api/v1/me", nil, map[string]string{"Authorization": "Bearer " + kit.Author}}); got.status != 401 {
		t.Errorf("an author token opens the door: %d", got.status)
	}
	s.w.Clock.Advance(401 * 24 * 60 * 60 * 1e9)
	s.signeds = map[string]string{}
	if _, got := s.rescue(t, "head", aPack(t, kit, kit.Author, acts).Bytes()); got.code() != "rescue.author_unknown" {
		t.Errorf("a token that has run out: %d %s", got.status, got.body)
	}
	fresh := s.signIn(t, "jia").Rescue
	if _, err := s.db.Exec(`UPDATE people SET active = 0 WHERE id = '` + s.w.Jia.ID + `'`); err != nil {
		t.Fatal(err)
	}
	if _, got := s.rescue(t, "head", aPack(t, fresh, fresh.Author, acts).Bytes()); got.code() != "rescue.author_disabled" {
		t.Errorf("a disabled author: %d %s", got.status, got.body)
	}
	if s.acts(t) != before {
		t.Error("something was done")
	}
}

func TestWhatIsWrongInsideAPackSpoilsOnlyItself(t *testing.T) {
	s := newSite(t)
	kit := s.signIn(t, "jia").Rescue
	check := s.w.Open(t)
	answers := s.w.Answers(check, 3)
	s.w.Must(t, s.w.Yi, answers[0]) // 乙's act, in 甲's pack
	good, other := picture(1), picture(2)
	odd := []testkit.PackPart{{Kind: 'A', JSON: map[string]any{"token": kit.Author}}, {Kind: 'M', JSON: []byte(`[1]`)}, {Kind: 'M', JSON: []byte(`{"id":"../../x"}`)}, {Kind: 'M', JSON: answers[0]}, {Kind: 'M', JSON: answers[1]},
		{Kind: 'F', JSON: map[string]any{"sha256": evidence.Sum(other), "type": "image/jpeg", "size": len(good)}, Body: good},
		{Kind: 'F', JSON: map[string]any{"sha256": strings.Repeat("z", 900), "type": "image/jpeg", "size": 4}, Body: []byte("none")},
		{Kind: 'F', JSON: map[string]any{"sha256": evidence.Sum(other), "type": "image/jpeg", "size": len(other)}, Body: other},
		{Kind: 'M', JSON: answers[2]}, {Kind: 'E', JSON: []byte(`{}`)}}
	told, got := s.rescue(t, "head", testkit.SealPack(t, kit.KeyID, kit.PublicKey, 1024, odd...).Bytes())
	codes := []string{}
	for _, r := range told.Refused {
		codes = append(codes, r.Code)
	}
	for _, p := range told.Spoilt {
		codes = append(codes, p.Code)
	}
	if want := "[act.bad_body act.bad_id act.id_reused files.hash_mismatch files.hash_mismatch]"; fmt.Sprint(codes) != want || !told.Complete || told.Accepted != 2 || told.Stored != 1 {
		t.Errorf("%v, want %s: %d %s", codes, want, got.status, got.body)
	}
	big := testkit.Pack{Head: []byte("ANJIANR1"), Chunks: [][]byte{make([]byte, 9<<20)}}
	if _, got := s.rescue(t, "head", big.Bytes()); got.status != 422 {
		t.Errorf("nine megabytes of nothing: %d", got.status)
	}
	photos := make([][]byte, 3)
	for i := range photos {
		photos[i] = append(picture(i+5), make([]byte, 3<<20)...)
	}
	_, got = s.rescue(t, "head", aPack(t, kit, kit.Author, nil, photos...).Bytes())
	wantProblem(t, got, 413, "rescue.too_large")
}
