package rescue_test

import (
	"bytes"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"anjian/internal/fault"
	"anjian/internal/rescue"
	"anjian/internal/testkit"
)

func keys(t testing.TB) (*ecdh.PrivateKey, string) {
	t.Helper()
	k, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k, base64.RawURLEncoding.EncodeToString(k.PublicKey().Bytes())
}

var photo = bytes.Repeat([]byte("0123456789"), 500)

func parts() []testkit.PackPart {
	return []testkit.PackPart{
		{Kind: 'A', JSON: map[string]any{"token": "t"}}, {Kind: 'M', JSON: map[string]any{"id": "1", "note": strings.Repeat("好", 400)}}, {Kind: 'M', JSON: map[string]any{"id": "2"}},
		{Kind: 'F', JSON: map[string]any{"sha256": "x", "type": "image/jpeg", "size": len(photo)}, Body: photo}, {Kind: 'E', JSON: map[string]any{"acts": 2, "photos": 1}},
	}
}

// read reads a pack and says what came out and how it ended.
func read(file []byte, key *ecdh.PrivateKey) (came string, err error) {
	p, err := rescue.Open(bytes.NewReader(file), func(string) (*ecdh.PrivateKey, error) { return key, nil })
	for err == nil {
		var e rescue.Entry
		if e, err = p.Next(); err == nil {
			came += string(e.Kind)
			if e.Body != nil {
				var body []byte
				if body, err = io.ReadAll(e.Body); err == nil && bytes.Equal(body, photo) {
					came += "+"
				}
			}
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return came, err
}

func TestAPackComesOutAsItWentIn(t *testing.T) {
	key, public := keys(t)
	for _, chunk := range []int{1 << 10, 3000, 1 << 20} {
		if came, err := read(testkit.SealPack(t, "k", public, chunk, parts()...).Bytes(), key); came != "AMMF+" || err != nil {
			t.Errorf("chunks of %d: came %q, %v", chunk, came, err)
		}
	}
	exact := []testkit.PackPart{{Kind: 'A', JSON: []byte(strings.Repeat("1", 1024-5-6))}, {Kind: 'E', JSON: []byte(`1`)}}
	p := testkit.SealPack(t, "k", public, 1024, exact...)
	if came, err := read(p.Bytes(), key); came != "A" || err != nil || len(p.Chunks) != 1 {
		t.Errorf("one full chunk: came %q, %v, %d chunks", came, err, len(p.Chunks))
	}
}

func TestWhatIsWrongWithAPackIsNamedAndWhatCameBeforeIsSound(t *testing.T) {
	key, public := keys(t)
	whole := func() testkit.Pack { return testkit.SealPack(t, "k", public, 1024, parts()...) }
	n := len(whole().Chunks)
	type ruin struct {
		name  string
		spoil func(p *testkit.Pack)
		code  string
		why   string
		chunk int
	}
	ruins := []ruin{
		{"another file", func(p *testkit.Pack) { p.Head = []byte("PK\x03\x04 this is a zip") }, "rescue.not_a_pack", "", 0},
		{"an empty file", func(p *testkit.Pack) { p.Head, p.Chunks = nil, nil }, "rescue.not_a_pack", "", 0},
		{"a head of four gigabytes", func(p *testkit.Pack) { binary.BigEndian.PutUint32(p.Head[8:], 1<<32-1) }, "rescue.not_a_pack", "", 0},
		{"half a head", func(p *testkit.Pack) { p.Head, p.Chunks = p.Head[:40], nil }, "rescue.damaged", "cut", 1},
		{"a head that is no JSON", func(p *testkit.Pack) { p.Head[12] = '[' }, "rescue.damaged", "head", 1},
		{"a head that was changed", func(p *testkit.Pack) { p.Head = bytes.Replace(p.Head, []byte(`"keyId":"k"`), []byte(`"keyId":"j"`), 1) }, "rescue.damaged", "changed", 1},
		{"a newer form", func(p *testkit.Pack) { p.Head = bytes.Replace(p.Head, []byte("rescue/1"), []byte("rescue/2"), 1) }, "rescue.newer", "", 0},
		{"other algorithms", func(p *testkit.Pack) { p.Head = bytes.Replace(p.Head, []byte("AES-256-GCM"), []byte("SM4-256-GCM"), 1) }, "rescue.newer", "", 0},
		{"huge chunks promised", func(p *testkit.Pack) {
			p.Head = bytes.Replace(p.Head, []byte(`"chunk":1024`), []byte(`"chunk":9e15`), 1)
		}, "rescue.damaged", "head", 1},
		{"a point that is on no curve", func(p *testkit.Pack) { i := bytes.Index(p.Head, []byte(`"ephemeral":"`)); p.Head[i+30] ^= 1 }, "rescue.damaged", "head", 1},
		{"no last chunk", func(p *testkit.Pack) { p.Chunks = p.Chunks[:n-1] }, "rescue.damaged", "cut", n},
		{"a chunk more", func(p *testkit.Pack) { p.Chunks = append(p.Chunks, p.Chunks[n-1]) }, "rescue.damaged", "more", n + 1},
		{"two chunks swapped", func(p *testkit.Pack) { p.Chunks[1], p.Chunks[2] = p.Chunks[2], p.Chunks[1] }, "rescue.damaged", "changed", 2},
		{"a chunk left out", func(p *testkit.Pack) { p.Chunks = append(p.Chunks[:2:2], p.Chunks[3:]...) }, "rescue.damaged", "changed", 3},
		{"a chunk of another pack", func(p *testkit.Pack) { p.Chunks[3] = whole().Chunks[3] }, "rescue.damaged", "changed", 4},
		{"a chunk of four gigabytes", func(p *testkit.Pack) { binary.BigEndian.PutUint32(p.Chunks[1], 1<<32-1) }, "rescue.damaged", "length", 2},
		{"an empty chunk", func(p *testkit.Pack) { binary.BigEndian.PutUint32(p.Chunks[1], 0) }, "rescue.damaged", "length", 2},
	}
	for i := range n {
		ruins = append(ruins,
			ruin{fmt.Sprintf("one bit of chunk %d", i+1), func(p *testkit.Pack) { p.Chunks[i][4+i] ^= 1 << (i % 8) }, "rescue.damaged", "changed", i + 1},
			ruin{fmt.Sprintf("cut in chunk %d", i+1), func(p *testkit.Pack) { p.Chunks = p.Chunks[:i+1]; p.Chunks[i] = p.Chunks[i][:9] }, "rescue.damaged", "cut", i + 1},
			ruin{fmt.Sprintf("cut before chunk %d", i+1), func(p *testkit.Pack) { p.Chunks = p.Chunks[:i] }, "rescue.damaged", "cut", i + 1})
	}
	for _, r := range ruins {
		p := whole()
		r.spoil(&p)
		came, err := read(p.Bytes(), key)
		f, _ := errors.AsType[*fault.Error](err)
		if f == nil || f.Code != r.code || r.why != "" && (f.Details["why"] != r.why || f.Details["chunk"] != r.chunk) {
			t.Errorf("%s: %v %v, want %s %s %d", r.name, err, f, r.code, r.why, r.chunk)
		}
		if !strings.HasPrefix("AMMF+", came) {
			t.Errorf("%s: came %q", r.name, came)
		}
	}
	other, _ := keys(t)
	if came, err := read(whole().Bytes(), other); came != "" || fault.CodeOf(err) != "rescue.damaged" {
		t.Errorf("opened with another key: %q, %v", came, err)
	}
}

func TestEntriesThatLieAreRefusedBeforeMemoryIsSpentOnThem(t *testing.T) {
	key, public := keys(t)
	for name, lie := range map[string]testkit.PackPart{
		"a text of four gigabytes":       {Kind: 'M', JSON: []byte("{}"), Body: []byte{'M', 255, 255, 255, 255}},
		"a picture of eight exabytes":    {Kind: 'F', JSON: map[string]any{"size": int64(1) << 62}},
		"a picture of less than nothing": {Kind: 'F', JSON: map[string]any{"size": -1}},
		"a picture that is not there":    {Kind: 'F', JSON: map[string]any{"size": 5000}},
		"an unknown entry":               {Kind: 'Z', JSON: []byte("{}")},
		"nothing, and no end":            {Kind: 'M', JSON: []byte("{}")},
		"more after the end":             {Kind: 'E', JSON: []byte("{}"), Body: []byte("x")},
	} {
		if _, err := read(testkit.SealPack(t, "k", public, 1024, testkit.PackPart{Kind: 'A', JSON: []byte("{}")}, lie).Bytes(), key); fault.CodeOf(err) != "rescue.damaged" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMemoryDoesNotGrowWithThePack(t *testing.T) {
	key, public := keys(t)
	big := make([]byte, 60<<20)
	file := testkit.SealPack(t, "k", public, 1<<18, testkit.PackPart{Kind: 'A', JSON: []byte("{}")}, testkit.PackPart{Kind: 'F', JSON: map[string]any{"size": len(big)}, Body: big}, testkit.PackPart{Kind: 'E', JSON: []byte("{}")}).Bytes()
	per := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			p, err := rescue.Open(bytes.NewReader(file), func(string) (*ecdh.PrivateKey, error) { return key, nil })
			for err == nil {
				_, err = p.Next()
			}
			if !errors.Is(err, io.EOF) {
				b.Fatal(err)
			}
		}
	}).AllocedBytesPerOp()
	if per > 4<<20 {
		t.Errorf("reading 60 MB takes %d bytes", per)
	}
}

func FuzzNoFileBreaksTheReader(f *testing.F) {
	key, public := keys(f)
	f.Add(testkit.SealPack(f, "k", public, 1024, parts()...).Bytes())
	f.Fuzz(func(_ *testing.T, file []byte) { _, _ = read(file, key) })
}
