package evidence_test

import (
	"crypto/ecdsa"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"anjian/internal/evidence"
)

// keyOf makes a key of a suite with its open half.
func keyOf(t testing.TB, id, suite string) (evidence.SigningKey, evidence.PublicKey) {
	t.Helper()
	key, der, err := evidence.NewSigningKey(id, suite)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := evidence.ReadSigningKey(id, suite, der); err != nil || !again.Public().(*ecdsa.PublicKey).Equal(key.Public()) {
		t.Fatalf("read again: %v", err)
	}
	public, err := evidence.PublicOf(id, "2026-11-26T01:00:00.000Z", key.Public())
	if err != nil || public.Algorithm != suite {
		t.Fatalf("%+v %v", public, err)
	}
	return key, public
}

// A signature is made and held by the suite of its key, never by the one it claims for itself.
func TestASuiteIsItsKeys(t *testing.T) {
	suites := []string{evidence.ES256, evidence.SM2SM3}
	for i, suite := range suites {
		key, public := keyOf(t, "k", suite)
		_, other := keyOf(t, "k", suites[1-i])
		jws, err := evidence.SignJWS(key, key.ID, "about", []byte("what is said"))
		if err != nil {
			t.Fatal(err)
		}
		if said, by, err := evidence.VerifyJWS(jws, "about", []evidence.PublicKey{public}); err != nil || string(said) != "what is said" || by.Algorithm != suite {
			t.Errorf("%s: %q %+v %v", suite, said, by, err)
		}
		if _, _, err := evidence.VerifyJWS(jws, "about", []evidence.PublicKey{other}); err == nil {
			t.Errorf("%s held by a key of another suite", suite)
		}
		renamed := public
		renamed.Algorithm = suites[1-i]
		if _, _, err := evidence.VerifyJWS(jws, "about", []evidence.PublicKey{renamed}); err == nil {
			t.Errorf("a key of %s passed as one of %s", suite, renamed.Algorithm)
		}
		parts := strings.Split(jws, ".")
		claims := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"` + suites[1-i] + `","kid":"k","typ":"about"}`))
		if _, _, err := evidence.VerifyJWS(claims+"."+parts[1]+"."+parts[2], "about", []evidence.PublicKey{public}); err == nil {
			t.Errorf("%s claimed to be %s and passed", suite, suites[1-i])
		}
		for at := range 64 { // any bit of r or s
			raw, err := base64.RawURLEncoding.DecodeString(parts[2])
			if err != nil {
				t.Fatal(err)
			}
			raw[at] ^= 1
			if _, _, err := evidence.VerifyJWS(parts[0]+"."+parts[1]+"."+base64.RawURLEncoding.EncodeToString(raw), "about", []evidence.PublicKey{public}); err == nil {
				t.Errorf("%s: byte %d of the signature was changed unseen", suite, at)
			}
		}
	}
	if _, _, err := evidence.NewSigningKey("k", "RS256"); err == nil {
		t.Error("a key of an unknown suite was made")
	}
}

// OpenSSL has SM2 and SM3 of its own: it holds what is signed here, and what it signs holds here.
func TestOpenSSLAgreesOnSM2AndSM3(t *testing.T) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Fatal("openssl is needed to cross-check the second suite")
	}
	dir := t.TempDir()
	run := func(args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), openssl, args...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("openssl %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	write := func(name string, b []byte) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	key, public := keyOf(t, "k", evidence.SM2SM3)
	jws, err := evidence.SignJWS(key, key.ID, "about", []byte("被检查单位：常州澄砚化工有限公司（演示）"))
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(jws, ".")
	raw, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		t.Fatal(err)
	}
	der, err := asn1.Marshal(struct{ R, S *big.Int }{new(big.Int).SetBytes(raw[:32]), new(big.Int).SetBytes(raw[32:])})
	if err != nil {
		t.Fatal(err)
	}
	spki, err := base64.StdEncoding.DecodeString(public.SPKI)
	if err != nil {
		t.Fatal(err)
	}
	write("content", []byte(parts[0]+"."+parts[1]))
	write("sig", der)
	write("public.pem", pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: spki}))
	id := []string{"-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678"} // the default signer id of GB/T 35276
	if out := run(append([]string{"pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-in", "content", "-sigfile", "sig"}, id...)...); !strings.Contains(out, "Verified Successfully") {
		t.Errorf("openssl on a signature made here: %s", out)
	}
	sum := run("dgst", "-sm3", "-r", "content")
	if got := evidence.SumSM3([]byte(parts[0] + "." + parts[1])); !strings.HasPrefix(sum, got) {
		t.Errorf("SM3 is %s here, and %s by openssl", got, sum)
	}

	run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", "theirs.pem")
	run("pkey", "-in", "theirs.pem", "-pubout", "-outform", "DER", "-out", "theirs.der")
	run(append([]string{"pkeyutl", "-sign", "-inkey", "theirs.pem", "-in", "content", "-out", "theirs.sig"}, id...)...)
	theirs, err := os.ReadFile(filepath.Join(dir, "theirs.der"))
	if err != nil {
		t.Fatal(err)
	}
	signed, err := os.ReadFile(filepath.Join(dir, "theirs.sig"))
	if err != nil {
		t.Fatal(err)
	}
	var sig struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(signed, &sig); err != nil {
		t.Fatal(err)
	}
	sig.R.FillBytes(raw[:32])
	sig.S.FillBytes(raw[32:])
	k := evidence.PublicKey{ID: "k", Algorithm: evidence.SM2SM3, SPKI: base64.StdEncoding.EncodeToString(theirs)}
	if _, _, err := evidence.VerifyJWS(parts[0]+"."+parts[1]+"."+base64.RawURLEncoding.EncodeToString(raw), "about", []evidence.PublicKey{k}); err != nil {
		t.Errorf("a signature by openssl: %v", err)
	}
}

// What only the second suite holds together is found by it: its seal taken away, made by another key or over another
// manifest, a sum of its own changed under a seal of the first suite that holds.
func TestTheSecondSealIsHeld(t *testing.T) {
	whole := sample(t, "case-file-sm2")
	parts := apart(whole)
	with := func(name string, content []byte) []byte {
		changed := slices.Clone(parts)
		for i := range changed {
			if changed[i].Name == name {
				changed[i].Content = content
			}
		}
		return together(t, changed)
	}
	key, _ := keyOf(t, "k", evidence.SM2SM3)
	manifest := partOf(whole, "manifest.json")
	elsewhere, err := evidence.SignJWS(key, evidence.JWSKey(string(partOf(whole, "manifest-sm2.jws"))), evidence.ManifestType, []byte(evidence.SumSM3(manifest)))
	if err != nil {
		t.Fatal(err)
	}
	for name, damaged := range map[string][]byte{
		"made by another key":     with("manifest-sm2.jws", []byte(elsewhere)),
		"the first suite's seal":  with("manifest-sm2.jws", partOf(whole, "manifest.jws")),
		"the second as the first": with("manifest.jws", partOf(whole, "manifest-sm2.jws")),
		"an anchor's": with("manifest-sm2.jws", func() []byte {
			var anchors []evidence.Anchor
			if err := json.Unmarshal(partOf(whole, "anchors.json"), &anchors); err != nil || len(anchors) == 0 || anchors[0].SM2 == "" {
				t.Fatal(err)
			}
			return []byte(anchors[0].SM2)
		}()),
		"empty":      with("manifest-sm2.jws", nil),
		"taken away": together(t, slices.DeleteFunc(slices.Clone(parts), func(p evidence.Part) bool { return p.Name == "manifest-sm2.jws" })),
	} {
		if r := verified(damaged); r.Whole || !slices.ContainsFunc(r.Findings, func(f evidence.Finding) bool { return f.Code == evidence.ManifestUnsigned }) {
			t.Errorf("%s: %+v", name, r.Findings)
		}
	}
	if r := verified(whole); !r.Whole || r.AlsoSignedBy == nil || r.AlsoSignedBy.Algorithm != evidence.SM2SM3 {
		t.Errorf("%+v", r)
	}
}
