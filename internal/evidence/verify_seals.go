package evidence

import (
	"encoding/json"
	"errors"
	"strings"
)

// manifest reads what ought to be here and whether the bureau says so. Without it nothing else means anything.
func (v *verifier) manifest() bool {
	text, ok := v.text(manifestName)
	if !ok {
		v.wrong(manifestName, MemberMissing, "without it nothing can be compared")
		return false
	}
	v.json(keysName, &v.keys)
	seal, _ := v.text(sealName)
	said, by, err := VerifyJWS(strings.TrimSpace(string(seal)), ManifestType, v.keys.Server)
	switch {
	case err != nil:
		v.wrong(sealName, ManifestUnsigned, "%s", strings.TrimPrefix(err.Error(), "evidence: "))
	case string(said) != Sum(text):
		v.wrong(manifestName, ManifestUnsigned, "it is not what the bureau signed")
	}
	v.report.SignedBy = by
	for _, t := range v.trusted {
		v.report.Trusted = v.report.Trusted || by.ID != "" && strings.EqualFold(t, by.Fingerprint())
	}
	if len(v.trusted) > 0 && !v.report.Trusted {
		v.wrong(sealName, KeyUntrusted, "signed with key %s, which is none of the trusted ones", by.Fingerprint())
	}
	if err := json.Unmarshal(text, &v.report.Manifest); err != nil || v.report.Manifest.Schema != CaseFileSchema {
		v.wrong(manifestName, ManifestUnread, "it cannot be read, or its form is not %s", CaseFileSchema)
		return false
	}
	if by.ID != "" && by.Algorithm != ES256 {
		v.wrong(sealName, ManifestUnsigned, "signed by another suite than its own")
	}
	v.secondSeal(text)
	return true
}

// secondSeal holds the manifest against the second suite's signature, where it names that suite.
func (v *verifier) secondSeal(text []byte) {
	for _, suite := range v.report.Manifest.Suites {
		if suite != SM2SM3 {
			v.wrong(manifestName, ManifestUnread, "it names the suite %q, which is not known here", suite)
			continue
		}
		seal, _ := v.text(sealSM2Name)
		said, by, err := VerifyJWS(strings.TrimSpace(string(seal)), ManifestType, v.keys.Server)
		switch {
		case err != nil:
			v.wrong(sealSM2Name, ManifestUnsigned, "%s", strings.TrimPrefix(err.Error(), "evidence: "))
		case by.Algorithm != SM2SM3:
			v.wrong(sealSM2Name, ManifestUnsigned, "signed by another suite than its own")
		case string(said) != SumSM3(text):
			v.wrong(manifestName, ManifestUnsigned, "it is not what the bureau signed by SM2")
		}
		v.report.AlsoSignedBy = &by
	}
}

// anchors holds every published root against the ledger.
func (v *verifier) anchors() {
	var list []Anchor
	if _, ok := v.found[anchorsName]; !ok || !v.json(anchorsName, &list) {
		return
	}
	v.report.Anchors = len(list)
	for _, a := range list {
		where := anchorsName + ", " + a.Statement.Day
		said, by, err := VerifyJWS(a.JWS, AnchorType, v.keys.Server)
		canonical, err2 := Canonical(a.Statement)
		switch {
		case errors.Join(err, err2) != nil || by.Algorithm != ES256 || string(said) != string(canonical) || a.Statement.BureauID != v.report.Manifest.BureauID:
			v.wrong(where, AnchorBroken, "the server did not sign it")
		case a.SM2 != "" && !v.alsoSaid(a.SM2, canonical):
			v.wrong(where, AnchorBroken, "the server did not sign it by SM2")
		case a.Head.CheckID != v.report.Manifest.CheckID || a.Head.Acts < 1 || a.Head.Acts > len(v.hashes) || v.hashes[a.Head.Acts-1] != a.Head.Hash:
			v.wrong(where, AnchorBroken, "the ledger did not stand at act %d as it says", a.Head.Acts)
		case !MerkleHolds(a.Head, a.Index, a.Statement.Size, a.Path, a.Statement.Root):
			v.wrong(where, AnchorBroken, "its root does not cover this check")
		default:
			v.stamp(where, a)
		}
	}
}

// alsoSaid tells whether the second suite signed an anchor's statement.
func (v *verifier) alsoSaid(jws string, statement []byte) bool {
	said, by, err := VerifyJWS(jws, AnchorType, v.keys.Server)
	return err == nil && by.Algorithm == SM2SM3 && string(said) == string(statement)
}
