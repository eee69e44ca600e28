package evidence

import (
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/emmansun/gmsm/sm3"
)

// What can be wrong with a case file. Codes are stable: the page that verifies says them in the reader's language.
const (
	ArchiveBroken    = "archive.broken"    // the ZIP is cut, damaged or not in the strict form
	MemberMissing    = "member.missing"    // the manifest names it and it is not there
	MemberAdded      = "member.added"      // it is there and the manifest does not name it
	MemberMoved      = "member.moved"      // not in its place
	MemberChanged    = "member.changed"    // its content is not what the manifest says
	ManifestUnsigned = "manifest.unsigned" // the bureau's signature does not hold
	ManifestUnread   = "manifest.unread"   // it cannot be read or is of an unknown form
	KeyUntrusted     = "key.untrusted"     // signed with a key that is not the one given as trusted
	LedgerGap        = "ledger.gap"        // acts are missing, doubled or out of order
	ActChanged       = "act.changed"       // an act's content does not give its sum
	ChainBroken      = "chain.broken"      // an act does not follow from the one before it
	LedgerForeign    = "ledger.foreign"    // an act of another check stands in it
	LedgerEnd        = "ledger.end"        // it does not end where the manifest says
	RecordChanged    = "record.changed"    // the sealed record is not what was sealed
	SignatureElse    = "signature.else"    // a signature was given under another record
	PhotoMissing     = "photo.missing"     // an act refers to a photo that is not there
	PhotoChanged     = "photo.changed"     // a photo's content does not give its name
	AnchorBroken     = "anchor.broken"     // a published root does not hold, or does not cover this ledger
	MemberUnreadable = "member.unreadable" // its content is not of its form
	PaperChanged     = "paper.changed"     // a signed paper's content does not give its digest
	PaperMissing     = "paper.missing"     // an act was given under a paper that is not there
	CoverBroken      = "cover.broken"      // a device's signature does not hold, or not for this act
	StampBroken      = "stamp.broken"      // a published root's time-stamp does not hold
	CoverMissing     = "cover.missing"     // an act names a device's signature that is not there
)

// Finding is one thing that is wrong: where (a member, and the act or line in it), which code, and what in English.
type Finding struct {
	Where string `json:"where"`
	Code  string `json:"code"`
	What  string `json:"what"`
}

// Report says what a case file is and everything that is wrong with it. Whole means that nothing is. SignedBy is the key
// of the bureau's signature: unless it was among the trusted ones, whoever reads the report compares its fingerprint with
// the one the bureau publishes, because a forger can sign a whole file with a key of his own.
type Report struct {
	Whole    bool      `json:"whole"`
	Trusted  bool      `json:"trusted"`
	Manifest Manifest  `json:"manifest"`
	SignedBy PublicKey `json:"signedBy"`

	AlsoSignedBy *PublicKey `json:"alsoSignedBy,omitempty"` // by the second suite

	Acts     int         `json:"acts"`
	Covered  int         `json:"covered"` // of the acts, by a signature of the device they were done on
	Photos   int         `json:"photos"`
	Anchors  int         `json:"anchors"`
	Stamps   []StampSeen `json:"stamps,omitempty"` // of the anchors, by a time-stamp service
	Findings []Finding   `json:"findings"`
}

// VerifyCaseFile goes over a whole case file: the container byte by byte, the bureau's signature, every member, every
// act's sum and link, the sealed record under its signatures, the photos the acts refer to, the published roots. It
// needs nothing but the file. trusted are fingerprints of keys to believe; with none given, Trusted stays false and that
// alone is no finding. It holds no member whole but the texts, and each text ends at 64 MiB.
//
// stampRoots, where one is given, are the roots of the time-stamp services to believe.
func VerifyCaseFile(r io.ReaderAt, size int64, trusted []string, stampRoots ...*x509.CertPool) Report {
	v := verifier{r: r, report: Report{Findings: []Finding{}}, found: map[string]zipMember{}, trusted: trusted}
	if len(stampRoots) > 0 {
		v.stampRoots = stampRoots[0]
	}
	v.run(size)
	v.report.Whole = len(v.report.Findings) == 0
	return v.report
}

const mostText = 64 << 20

type verifier struct {
	r          io.ReaderAt
	members    []zipMember
	found      map[string]zipMember
	trusted    []string
	stampRoots *x509.CertPool
	report     Report
	keys       Keys
	hashes     []string // of the ledger, by case number from 1
	acts       []LedgerLine
}

func (v *verifier) wrong(where, code, format string, args ...any) {
	v.report.Findings = append(v.report.Findings, Finding{where, code, fmt.Sprintf(format, args...)})
}

func (v *verifier) run(size int64) {
	members, broken := readContainer(v.r, size)
	if broken != nil {
		v.report.Findings = append(v.report.Findings, *broken)
		return
	}
	v.members = members
	for _, m := range members {
		if _, twice := v.found[m.name]; twice {
			v.wrong(m.name, MemberAdded, "it is there twice")
		}
		v.found[m.name] = m
	}
	if !v.manifest() {
		return
	}
	v.content()
	v.ledger()
	v.covers()
	v.record()
	v.papers()
	v.photos()
	v.anchors()
}

func (v *verifier) text(name string) ([]byte, bool) {
	m, ok := v.found[name]
	if !ok {
		return nil, false
	}
	if m.size > mostText {
		v.wrong(name, MemberUnreadable, "it is longer than any of its kind")
		return nil, false
	}
	b := make([]byte, m.size)
	if _, err := io.ReadFull(m.content(v.r), b); err != nil {
		v.wrong(name, MemberUnreadable, "it cannot be read")
		return nil, false
	}
	return b, true
}

func (v *verifier) json(name string, into any) bool {
	b, ok := v.text(name)
	if !ok {
		return false
	}
	if err := json.Unmarshal(b, into); err != nil {
		v.wrong(name, MemberUnreadable, "it cannot be read as %s", path.Ext(name))
		return false
	}
	return true
}

// content compares every member with the manifest, and the order they stand in.
func (v *verifier) content() {
	both := slices.Contains(v.report.Manifest.Suites, SM2SM3)
	listed := map[string]bool{manifestName: true, sealName: true, sealSM2Name: both}
	for i, m := range v.report.Manifest.Members {
		listed[m.Path] = true
		here, ok := v.found[m.Path]
		if !ok {
			v.wrong(m.Path, MemberMissing, "the manifest names it, and it is not here")
			continue
		}
		if i < len(v.members) && v.members[i].name != m.Path {
			v.wrong(m.Path, MemberMoved, "it does not stand where the manifest says")
		}
		sum, crc, other := newSum(), crc32.NewIEEE(), hash.Hash(nil)
		to := io.MultiWriter(sum, crc)
		if both {
			other = sm3.New()
			to = io.MultiWriter(to, other)
		}
		_, err := io.Copy(to, here.content(v.r))
		if err != nil || here.size != m.Size || sum.hex() != m.SHA256 || crc.Sum32() != here.crc || both && hex.EncodeToString(other.Sum(nil)) != m.SM3 {
			v.wrong(m.Path, MemberChanged, "its content is not what the manifest says")
		}
	}
	for _, m := range v.members {
		if !listed[m.name] {
			v.wrong(m.name, MemberAdded, "the manifest does not name it")
		}
	}
	for _, name := range [...]string{manifestName, sealName, sealSM2Name} { // the manifest cannot name itself
		crc := crc32.NewIEEE()
		if m, ok := v.found[name]; ok {
			if _, err := io.Copy(crc, m.content(v.r)); err != nil || crc.Sum32() != m.crc {
				v.wrong(name, MemberChanged, "its content is not what the archive says")
			}
		}
	}
}

// ledger computes every sum and every link again.
func (v *verifier) ledger() {
	text, ok := v.text(ledgerName)
	if !ok {
		v.wrong(ledgerName, MemberMissing, "a case file has a ledger")
		return
	}
	previous, m := "", v.report.Manifest
	for i, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		var l LedgerLine
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			v.wrong(at(i, LedgerLine{}), MemberUnreadable, "this line cannot be read")
			continue
		}
		where := at(i, l)
		if l.CaseNo != i+1 {
			v.wrong(where, LedgerGap, "act %d stands where act %d belongs", l.CaseNo, i+1)
		}
		if l.CheckID != m.CheckID {
			v.wrong(where, LedgerForeign, "it was done to another check")
		}
		v.link(where, previous, l)
		previous = l.Hash
		v.hashes, v.acts = append(v.hashes, l.Hash), append(v.acts, l)
	}
	v.report.Acts = len(v.acts)
	if len(v.acts) != m.Acts || previous != m.Head {
		v.wrong(ledgerName, LedgerEnd, "it ends at act %d, the manifest at act %d", len(v.acts), m.Acts)
	}
}

func at(i int, l LedgerLine) string {
	if l.ActID == "" {
		return fmt.Sprintf("%s, line %d", ledgerName, i+1)
	}
	return fmt.Sprintf("%s, line %d, act %d %s (%s)", ledgerName, i+1, l.CaseNo, l.Kind, l.ActID)
}

func (v *verifier) link(where, previous string, l LedgerLine) {
	done, err := parsed(l.DoneAt)
	taken, err2 := parsed(l.TakenAt)
	if err := errors.Join(err, err2); err != nil {
		v.wrong(where, ActChanged, "its times cannot be read")
		return
	}
	var clock *Clock
	if len(l.Clock) > 0 {
		if err := json.Unmarshal(l.Clock, &clock); err != nil {
			v.wrong(where, ActChanged, "its clock cannot be read")
		}
	}
	if sum, err := ActSum(l.Kind, l.CheckID, l.ActorID, done, clock.Exact(), l.Body); err != nil || sum != l.Sum {
		v.wrong(where, ActChanged, "its content is not what was taken")
	}
	link := Link{ActID: l.ActID, Sum: l.Sum, ActorID: l.ActorID, Role: l.Role, Device: l.Device, DoneAt: done, TakenAt: taken, CaseNo: int64(l.CaseNo)}
	if ChainHash(previous, link) != l.Hash {
		v.wrong(where, ChainBroken, "it does not follow from the act before it")
	}
}

// record compares the sealed record with the seal and with what everybody signed since.
func (v *verifier) record() {
	digest := v.report.Manifest.Digest
	if text, ok := v.text(recordName); ok && Sum(text) != digest {
		v.wrong(recordName, RecordChanged, "its digest is not %s", digest)
	}
	sealed := ""
	for i, l := range v.acts {
		said, ofRecord := l.signed()
		switch {
		case l.Kind == "seal_record":
			sealed = said.Digest
		case l.Kind == "reopen_record":
			sealed = ""
		case ofRecord && said.Digest != sealed:
			v.wrong(at(i, l), SignatureElse, "it was given under digest %s, sealed was %s", said.Digest, sealed)
		}
	}
	if _, ok := v.found[ledgerName]; ok && sealed != digest {
		v.wrong(ledgerName, RecordChanged, "the ledger sealed %q, the manifest says %q", sealed, digest)
	}
}

// photos looks for every photo an act refers to, and whether each is what its name says.
func (v *verifier) photos() {
	here := map[string]bool{}
	for _, m := range v.members {
		name, ok := strings.CutPrefix(m.name, "photos/")
		if !ok {
			continue
		}
		v.report.Photos++
		sha := strings.TrimSuffix(name, path.Ext(name))
		here[sha] = true
		sum := newSum()
		if _, err := io.Copy(sum, m.content(v.r)); err != nil || sum.hex() != sha {
			v.wrong(m.name, PhotoChanged, "its content does not give its name")
		}
	}
	for i, l := range v.acts {
		for _, sha := range picturesIn(l.Body) {
			if !here[sha] {
				v.wrong(at(i, l), PhotoMissing, "photo %s is not here", sha)
			}
		}
	}
}
