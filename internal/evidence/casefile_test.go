package evidence_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"anjian/internal/evidence"
)

// wounds.json holds ways to damage the sample with what must be found then; the page that verifies is tried with the
// same (pwa/e2e/casefile). They are made anew with -wounds, after the sample has changed.
var makeWounds = flag.Bool("wounds", false, "write testdata/wounds.json anew")

// samples are case files as they were written once, each with its wounds: the first one, one of a whole life, and the
// first one with its root time-stamped (made by TestTheStampedSample with -stamped), and one sealed by the second suite too,
// whose wounds are told in TestTheSecondSealIsHeld.
var samples = map[string]string{"case-file": "wounds", "case-file-whole-life": "wounds-whole-life", "case-file-stamped": "wounds-stamped", "case-file-sm2": ""}

func eachSample(t *testing.T, test func(t *testing.T, name string, whole []byte)) {
	for name := range samples {
		t.Run(name, func(t *testing.T) { test(t, name, sample(t, name)) })
	}
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name + ".zip")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func verified(b []byte, trusted ...string) evidence.Report {
	return evidence.VerifyCaseFile(bytes.NewReader(b), int64(len(b)), trusted)
}

func apart(b []byte) []evidence.Part { return evidence.TakeApart(bytes.NewReader(b), int64(len(b))) }

func together(t testing.TB, parts []evidence.Part) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := evidence.PutTogether(parts, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// names says whether a report names a place, by code.
func names(r evidence.Report, code, where string) bool {
	return slices.ContainsFunc(r.Findings, func(f evidence.Finding) bool { return f.Code == code && strings.Contains(f.Where, where) })
}

func TestTheSampleCaseFilesAreWholeForEver(t *testing.T) {
	eachSample(t, func(t *testing.T, name string, whole []byte) {
		r := verified(whole)
		if !r.Whole || r.Trusted || r.Photos == 0 || r.Acts == 0 || r.Anchors == 0 || r.SignedBy.ID == "" || r.Manifest.Number == "" {
			t.Fatalf("%+v", r)
		}
		if signed := name == "case-file-whole-life"; signed != (r.Covered > 0) {
			t.Errorf("%d acts are signed by their device", r.Covered)
		}
		if r := verified(whole, strings.ToUpper(r.SignedBy.Fingerprint())); !r.Whole || !r.Trusted {
			t.Errorf("with its own key trusted: %+v", r)
		}
		if r := verified(whole, strings.Repeat("0", 64)); r.Whole || !names(r, evidence.KeyUntrusted, "manifest.jws") {
			t.Errorf("with another key trusted: %+v", r)
		}
		if !bytes.Equal(together(t, apart(whole)), whole) {
			t.Error("taken apart and put together again it is another file: the tests below would test the tool")
		}
	})
}

func TestOneBitFlippedInAnyMemberIsFoundAndNamed(t *testing.T) {
	eachSample(t, func(t *testing.T, name string, whole []byte) {
		bits := 8
		if name == "case-file-whole-life" { // sixty members
			bits = 1
		}
		for _, p := range apart(whole) {
			n := int64(len(p.Content))
			if n == 0 {
				continue
			}
			for _, at := range []int64{0, n / 3, n / 2, n - 1} {
				for bit := range bits {
					damaged := slices.Clone(whole)
					damaged[p.Offset+at] ^= 1 << bit
					if r := verified(damaged); r.Whole || !slices.ContainsFunc(r.Findings, func(f evidence.Finding) bool { return strings.Contains(f.Where, p.Name) }) {
						t.Errorf("%s, byte %d, bit %d: %+v", p.Name, at, bit, r.Findings)
					}
				}
			}
		}
	})
}

func TestAnyByteOfTheArchiveItselfIsFound(t *testing.T) {
	eachSample(t, func(t *testing.T, _ string, whole []byte) {
		content := make([]bool, len(whole))
		for _, p := range apart(whole) {
			for i := range p.Content {
				content[p.Offset+int64(i)] = true
			}
		}
		damaged := slices.Clone(whole)
		for i := range whole {
			if content[i] {
				continue
			}
			damaged[i] ^= 0x10
			if verified(damaged).Whole {
				t.Fatalf("byte %d between the members was changed unseen", i)
			}
			damaged[i] ^= 0x10
		}
	})
}

func TestACutArchiveIsFoundWhereverItIsCut(t *testing.T) {
	eachSample(t, func(t *testing.T, _ string, whole []byte) {
		for n := 0; n < len(whole); n += 1 + len(whole)/500 {
			if r := verified(whole[:n]); r.Whole || !names(r, evidence.ArchiveBroken, "") {
				t.Fatalf("cut at %d: %+v", n, r)
			}
		}
	})
}

var makeStamped = flag.Bool("stamped", false, "make testdata/case-file-stamped.zip and .pem anew")

func TestTheStampedSample(t *testing.T) {
	if *makeStamped {
		parts := apart(sample(t, "case-file"))
		root := certify(t, "试验时间戳根", curve(t, elliptic.P384()), nil, nil)
		for i, p := range parts {
			if p.Name == "index.html" {
				page, err := os.ReadFile("casefile.html")
				if err != nil {
					t.Fatal(err)
				}
				parts[i].Content = page
			}
			if p.Name == "anchors.json" {
				var anchors []evidence.Anchor
				if err := json.Unmarshal(p.Content, &anchors); err != nil {
					t.Fatal(err)
				}
				service := certify(t, "试验时间戳服务", curve(t, elliptic.P256()), root, stamper)
				anchors[0].Stamp = base64.StdEncoding.EncodeToString(stampToken(t, service, sha256.Sum256([]byte(anchors[0].JWS)), crypto.SHA256))
				made, err := evidence.Canonical(anchors)
				if err != nil {
					t.Fatal(err)
				}
				parts[i].Content = made
			}
		}
		if err := errors.Join(os.WriteFile("testdata/case-file-stamped.zip", forge(t, parts, "sample", 8), 0o644), os.WriteFile("testdata/case-file-stamped.pem", []byte(pemOf(root)), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	whole := sample(t, "case-file-stamped")
	text, err := os.ReadFile("testdata/case-file-stamped.pem")
	if err != nil {
		t.Fatal(err)
	}
	given, other := x509.NewCertPool(), x509.NewCertPool()
	given.AppendCertsFromPEM(text)
	if r := evidence.VerifyCaseFile(bytes.NewReader(whole), int64(len(whole)), nil, given); !r.Whole || len(r.Stamps) != 1 || !r.Stamps[0].Trusted {
		t.Errorf("with the service's root: %+v", r)
	}
	if r := evidence.VerifyCaseFile(bytes.NewReader(whole), int64(len(whole)), nil, other); !names(r, evidence.StampBroken, "anchors.json") {
		t.Errorf("with another root: %+v", r)
	}
	if r := verified(whole); len(r.Stamps) != 1 || r.Stamps[0].Trusted {
		t.Errorf("with none: %+v", r)
	}
}

// A wound is one way to damage the sample, as splices of its bytes, the last in the file first, with every finding it
// must give, in order.
type wound struct {
	Name     string             `json:"name"`
	Splices  []splice           `json:"splices"`
	Trusted  string             `json:"trusted,omitempty"`
	Findings []evidence.Finding `json:"findings"`
}

type splice struct {
	At     int    `json:"at"`
	Remove int    `json:"remove"`
	Insert []byte `json:"insert"` // base64
}

func (w wound) on(whole []byte) []byte {
	for _, s := range w.Splices {
		whole = slices.Concat(whole[:s.At], s.Insert, whole[s.At+s.Remove:])
	}
	return whole
}

func TestEveryWoundIsFoundAndNamed(t *testing.T) {
	eachSample(t, func(t *testing.T, name string, whole []byte) {
		if samples[name] == "" { // see TestTheSecondSealIsHeld
			return
		}
		path := "testdata/" + samples[name] + ".json"
		if *makeWounds {
			text, err := json.MarshalIndent(wounds(t, whole), "", " ")
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, append(text, '\n'), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var list []wound
		if err := json.Unmarshal(text, &list); err != nil || len(list) < 20 {
			t.Fatal(len(list), err)
		}
		for _, w := range list {
			t.Run(w.Name, func(t *testing.T) {
				var trusted []string
				if w.Trusted != "" {
					trusted = []string{w.Trusted}
				}
				r := verified(w.on(whole), trusted...)
				if len(w.Findings) == 0 || r.Whole || !same(r.Findings, w.Findings) {
					t.Errorf("found %+v,\nwant %+v", r.Findings, w.Findings)
				}
			})
		}
	})
}

// same compares place and code; the words may get better.
func same(a, b []evidence.Finding) bool {
	return slices.EqualFunc(a, b, func(x, y evidence.Finding) bool { return x.Where == y.Where && x.Code == y.Code })
}

// wounds makes one wound of every kind: what a careless disk, and what a patient forger would do.
func wounds(t testing.TB, whole []byte) []wound {
	t.Helper()
	list := []wound{}
	add := func(name, trusted string, damaged []byte, must ...string) {
		w := wound{Name: name, Trusted: trusted, Splices: splices(whole, damaged)}
		if !bytes.Equal(w.on(whole), damaged) {
			t.Fatal(name)
		}
		var trust []string
		if trusted != "" {
			trust = []string{trusted}
		}
		r := verified(damaged, trust...)
		w.Findings = r.Findings
		for i := 0; i < len(must); i += 2 {
			if !names(r, must[i], must[i+1]) {
				t.Errorf("%s: %s at %s is not among %+v", name, must[i], must[i+1], r.Findings)
			}
		}
		list = append(list, w)
	}
	change := func(name string, edit func([]byte) []byte) []evidence.Part {
		parts := apart(whole)
		for i := range parts {
			if parts[i].Name == name {
				parts[i].Content = edit(slices.Clone(parts[i].Content))
			}
		}
		return parts
	}
	for _, p := range apart(whole) {
		damaged := slices.Clone(whole)
		damaged[p.Offset+int64(len(p.Content))/2] ^= 1
		add("a bit of "+p.Name, "", damaged)
		if p.Name != "manifest.json" {
			add("without "+p.Name, "", together(t, slices.DeleteFunc(apart(whole), func(q evidence.Part) bool { return q.Name == p.Name })))
		}
	}
	add("cut in the middle", "", whole[:len(whole)/2], evidence.ArchiveBroken, "")
	add("one more member", "", together(t, append(apart(whole), evidence.Part{Name: "photos/extra.jpg", Content: []byte("x")})), evidence.MemberAdded, "extra")
	lines := func(edit func([]string) []string) func([]byte) []byte {
		return func(b []byte) []byte {
			return []byte(strings.Join(edit(strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")), "\n") + "\n")
		}
	}
	dropped := change("ledger.jsonl", lines(func(l []string) []string { return slices.Delete(l, 4, 5) }))
	add("a dropped row", "", together(t, dropped), evidence.LedgerGap, "line 5", evidence.ChainBroken, "line 5", evidence.LedgerEnd, "ledger.jsonl", evidence.MemberChanged, "ledger.jsonl")
	swapped := change("ledger.jsonl", lines(func(l []string) []string { l[4], l[5] = l[5], l[4]; return l }))
	add("two swapped rows", "", together(t, swapped), evidence.LedgerGap, "line 5", evidence.LedgerGap, "line 6")
	word, of := "现场查看", "answer_item"
	if !bytes.Contains(whole, []byte(word)) {
		word, of = "消防通道堵塞", "raise_finding"
	}
	worded := change("ledger.jsonl", func(b []byte) []byte { return bytes.Replace(b, []byte(word), []byte("现场未看"), 1) })
	add("one word of one act", "", together(t, worded), evidence.ActChanged, of)
	if covers := partOf(whole, "covers.jsonl"); len(covers) > 0 { // a signature of a device taken away, made by another key, moved under another act
		add("without the devices' signatures", "", together(t, change("covers.jsonl", func([]byte) []byte { return nil })), evidence.CoverMissing, "answer_item")
		add("a device's signature over something else", "", together(t, change("ledger.jsonl", func(b []byte) []byte { return swapCover(t, b) })), evidence.CoverBroken, "line")
		add("a link that had ended before", "", together(t, change("keys.json", func(b []byte) []byte { return endedLink(t, b) })), evidence.CoverBroken, "line")
		add("another device's key", "", together(t, change("keys.json", func(b []byte) []byte { return otherDevice(t, b) })), evidence.CoverBroken, "covers.jsonl")
	}
	if at := bytes.Index(whole, []byte(`"stamp":"`)); at > 0 {
		token := func(b []byte) []byte { return b[bytes.Index(b, []byte(`"stamp":"`))+9:] }
		other := func(b byte) byte { return map[bool]byte{true: 'B', false: 'A'}[b == 'A'] }
		add("a changed time-stamp", "", together(t, change("anchors.json", func(b []byte) []byte { t := token(b); t[400] = other(t[400]); return b })), evidence.StampBroken, "anchors.json")
		add("a time-stamp cut short", "", together(t, change("anchors.json", func(b []byte) []byte { t := token(b); return slices.Concat(b[:len(b)-len(t)], t[400:]) })), evidence.StampBroken, "anchors.json")
	}
	for _, p := range apart(whole) {
		if strings.HasPrefix(p.Name, "sealed/") {
			add("another text of "+p.Name, "", together(t, change(p.Name, func(b []byte) []byte { return append(b, ' ') })), evidence.PaperChanged, p.Name)
		}
	}
	photo := apart(whole)
	for i := range photo {
		if strings.HasPrefix(photo[i].Name, "photos/") {
			photo[i].Content = slices.Concat(photo[i].Content, []byte("another"))
			add("another photo under the same name", "", together(t, photo), evidence.PhotoChanged, photo[i].Name)
			break
		}
	}
	published := verified(whole).SignedBy.Fingerprint()
	for name, parts := range map[string][]evidence.Part{"nothing": apart(whole), "a dropped row": dropped, "two swapped rows": swapped, "one word": worded} {
		forged := forge(t, parts, "forger", 7)
		must := []string{evidence.KeyUntrusted, "manifest.jws"}
		if name == "one word" {
			must = append(must, evidence.ActChanged, of)
		}
		add("signed anew with another key over "+name, published, forged, must...)
	}
	slices.SortFunc(list, func(a, b wound) int { return strings.Compare(a.Name, b.Name) })
	return list
}

func partOf(whole []byte, name string) []byte {
	for _, p := range apart(whole) {
		if p.Name == name {
			return p.Content
		}
	}
	return nil
}

// swapCover puts the first device's signature under the first act that has none.
func swapCover(t testing.TB, ledger []byte) []byte {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(string(ledger), "\n"), "\n")
	_, after, found := strings.Cut(string(ledger), `"cover":"`)
	if !found {
		t.Fatal("no act has a cover")
	}
	for i, l := range lines {
		if !strings.Contains(l, `"cover":`) {
			lines[i] = strings.Replace(l, `,"body":`, `,"cover":"`+after[:64]+`","body":`, 1)
			break
		}
	}
	return []byte(strings.Join(lines, "\n") + "\n")
}

// endedLink says of every device that it came by a link, which had ended long before.
func endedLink(t testing.TB, text []byte) []byte {
	t.Helper()
	var keys evidence.Keys
	if err := json.Unmarshal(text, &keys); err != nil {
		t.Fatal(err)
	}
	for i := range keys.Devices {
		keys.Devices[i].Link, keys.Devices[i].EndsAt = "sign", "2020-01-01T00:00:00.000Z"
	}
	made, err := evidence.Canonical(keys)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// otherDevice puts a key of the forger's in the place of every device's.
func otherDevice(t testing.TB, text []byte) []byte {
	t.Helper()
	var keys evidence.Keys
	if err := json.Unmarshal(text, &keys); err != nil {
		t.Fatal(err)
	}
	private, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), bytes.Repeat([]byte{9}, 32))
	if err != nil {
		t.Fatal(err)
	}
	for i, k := range keys.Devices {
		if keys.Devices[i].PublicKey, err = evidence.PublicOf(k.ID, k.MadeAt, &private.PublicKey); err != nil {
			t.Fatal(err)
		}
	}
	made, err := evidence.Canonical(keys)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// forge does what a patient forger can: a key of his own among the keys, a manifest that fits, a new signature.
func forge(t testing.TB, parts []evidence.Part, name string, seed byte) []byte {
	t.Helper()
	parts = slices.Clone(parts)
	// from a fixed seed, so that the wounds stay the same
	private, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), bytes.Repeat([]byte{seed}, 32))
	if err != nil {
		t.Fatal(err)
	}
	public, err := evidence.PublicOf(name, "2026-01-01T00:00:00.000Z", &private.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	var m evidence.Manifest
	for i, p := range parts {
		if p.Name == "keys.json" {
			var keys evidence.Keys
			if err := json.Unmarshal(p.Content, &keys); err != nil {
				t.Fatal(err)
			}
			keys.Server = append(keys.Server, public)
			if parts[i].Content, err = evidence.Canonical(keys); err != nil {
				t.Fatal(err)
			}
		}
		if p.Name == "manifest.json" {
			if err := json.Unmarshal(p.Content, &m); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i, member := range m.Members {
		for _, p := range parts {
			if p.Name == member.Path {
				m.Members[i] = evidence.Member{Path: p.Name, Size: int64(len(p.Content)), SHA256: evidence.Sum(p.Content)}
			}
		}
	}
	for i, p := range parts {
		switch p.Name {
		case "manifest.json":
			if parts[i].Content, err = evidence.Canonical(m); err != nil {
				t.Fatal(err)
			}
		case "manifest.jws":
			seal, err := evidence.SignJWS(private, name, evidence.ManifestType, []byte(evidence.Sum(parts[i-1].Content)))
			if err != nil {
				t.Fatal(err)
			}
			parts[i].Content = []byte(seal)
		}
	}
	return together(t, parts)
}

// splices describes how damaged differs from whole: once among the members, once in the list of members.
func splices(whole, damaged []byte) []splice {
	a, b := listStart(whole), listStart(damaged)
	if b < 0 { // it has no list any more
		return []splice{difference(whole, damaged)}
	}
	list := difference(whole[a:], damaged[b:])
	list.At += a
	return []splice{list, difference(whole[:a], damaged[:b])}
}

func listStart(file []byte) int {
	if len(file) < 22 || !bytes.HasPrefix(file[len(file)-22:], []byte("PK\x05\x06")) {
		return -1
	}
	return int(binary.LittleEndian.Uint32(file[len(file)-6:]))
}

func difference(whole, damaged []byte) splice {
	from := 0
	for from < len(whole) && from < len(damaged) && whole[from] == damaged[from] {
		from++
	}
	a, b := len(whole), len(damaged)
	for a > from && b > from && whole[a-1] == damaged[b-1] {
		a, b = a-1, b-1
	}
	return splice{At: from, Remove: a - from, Insert: damaged[from:b]}
}

func TestASignatureOfAnotherKindOrKeyIsNone(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	public, err := evidence.PublicOf("k1", "2026-01-01T00:00:00.000Z", &key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	token, err := evidence.SignJWS(key, "k1", evidence.AnchorType, []byte("abc"))
	if err != nil {
		t.Fatal(err)
	}
	if got, by, err := evidence.VerifyJWS(token, evidence.AnchorType, []evidence.PublicKey{public}); err != nil || string(got) != "abc" || by.ID != "k1" {
		t.Error(string(got), by, err)
	}
	other := public
	other.ID = "k2"
	parts := strings.Split(token, ".")
	none := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","kid":"k1","typ":"anjian-anchor"}`))
	for name, c := range map[string]struct {
		token, kind string
		keys        []evidence.PublicKey
	}{
		"another type":       {token, evidence.ManifestType, []evidence.PublicKey{public}},
		"an unknown key":     {token, evidence.AnchorType, []evidence.PublicKey{other}},
		"no key":             {token, evidence.AnchorType, nil},
		"no algorithm":       {none + "." + parts[1] + ".", evidence.AnchorType, []evidence.PublicKey{public}},
		"another payload":    {parts[0] + "." + base64.RawURLEncoding.EncodeToString([]byte("abd")) + "." + parts[2], evidence.AnchorType, []evidence.PublicKey{public}},
		"a cut signature":    {token[:len(token)-4], evidence.AnchorType, []evidence.PublicKey{public}},
		"two parts":          {parts[0] + "." + parts[1], evidence.AnchorType, []evidence.PublicKey{public}},
		"nothing":            {"", evidence.AnchorType, []evidence.PublicKey{public}},
		"an empty signature": {parts[0] + "." + parts[1] + ".", evidence.AnchorType, []evidence.PublicKey{public}},
	} {
		if _, _, err := evidence.VerifyJWS(c.token, c.kind, c.keys); err == nil {
			t.Errorf("%s is believed", name)
		}
	}
}

func TestEveryHeadOfATreeIsProvenAndNoOther(t *testing.T) {
	for size := range 20 {
		heads := make([]evidence.Head, size)
		for i := range heads {
			heads[i] = evidence.Head{CheckID: fmt.Sprint("check ", i), Acts: i + 1, Hash: evidence.Sum([]byte{byte(i)})}
		}
		root := evidence.MerkleRoot(heads)
		for i, h := range heads {
			path := evidence.MerklePath(heads, i)
			if !evidence.MerkleHolds(h, i, size, path, root) {
				t.Errorf("head %d of %d is not proven", i, size)
			}
			changed := h
			changed.Acts++
			if evidence.MerkleHolds(changed, i, size, path, root) || evidence.MerkleHolds(h, i+1, size, path, root) && size > 1 ||
				evidence.MerkleHolds(h, i, size, append(slices.Clone(path), root), root) || evidence.MerkleHolds(h, i, size, path, evidence.Sum(nil)) {
				t.Errorf("a wrong proof for head %d of %d holds", i, size)
			}
		}
	}
}
