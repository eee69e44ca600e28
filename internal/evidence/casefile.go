package evidence

import (
	"crypto/sha256"
	_ "embed" // the page that verifies
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm3"
)

// CaseFileSchema names the form of the case file 案卷; another form gets another name.
const CaseFileSchema = "anjian/case-file/1"

// What a JWS of this room is about (its typ).
const (
	ManifestType = "anjian-case-file"
	AnchorType   = "anjian-anchor"
)

// The members of a case file that every one has, in this order; documents/, photos/ and checklists/ stand before the
// manifest too.
const (
	pageName     = "index.html"
	recordName   = "record.json"   // the sealed record in canonical form: its SHA-256 is the digest people signed
	standingName = "standing.json" // the check as it stands
	ledgerName   = "ledger.jsonl"  // every act, a LedgerLine each
	refusedName  = "refused.jsonl" // every refused act, in full
	coversName   = "covers.jsonl"  // every signature of a device over acts, a CoverLine each
	keysName     = "keys.json"     // the open halves of the keys that signed anything here
	anchorsName  = "anchors.json"  // published roots that cover this check, each with its path
	manifestName = "manifest.json"
	sealName     = "manifest.jws"     // the bureau's signature over the manifest
	sealSM2Name  = "manifest-sm2.jws" // the same by the second suite, where the manifest names it

	sealedFolder = "sealed/" // SealedMember
)

//go:embed casefile.html
var casePage []byte

// Manifest names everything in a case file. Sizes in bytes, hashes in hex SHA-256.
type Manifest struct {
	Schema     string   `json:"schema"`
	CheckID    string   `json:"checkId"`
	BureauID   string   `json:"bureauId"`
	Bureau     string   `json:"bureau"`
	Number     string   `json:"number"`
	Enterprise string   `json:"enterprise"`
	State      string   `json:"state"`
	MadeAt     string   `json:"madeAt"`
	Acts       int      `json:"acts"`             // in the ledger
	Head       string   `json:"head"`             // hash of the last
	Digest     string   `json:"digest"`           // of the sealed record; empty when it is not sealed
	Suites     []string `json:"suites,omitempty"` // beside SHA-256 with ES256; their signatures and sums are part of the file
	Members    []Member `json:"members"`
}

// Member is one file in a case file.
type Member struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	SM3    string `json:"sm3,omitempty"` // where the manifest names SM2-SM3
}

// LedgerLine is one act in ledger.jsonl: all that its sum and its place in the chain are computed from.
type LedgerLine struct {
	ActID     string          `json:"actId"`
	CheckID   string          `json:"checkId"`
	CaseNo    int             `json:"caseNo"`
	Kind      string          `json:"kind"`
	ActorID   string          `json:"actorId"`
	ActorName string          `json:"actorName"`
	Role      string          `json:"role"`
	Device    string          `json:"device"`
	DoneAt    string          `json:"doneAt"`
	Clock     json.RawMessage `json:"clock,omitempty"` // as Clock.Append writes it
	TakenAt   string          `json:"takenAt"`
	Sum       string          `json:"sum"`
	Hash      string          `json:"hash"`
	Cover     string          `json:"cover,omitempty"` // id of the device's signature over it; empty: none
	Body      json.RawMessage `json:"body"`
}

// CoverLine is one signature of a device over acts of the check (see Cover), as it came. ID is the hex SHA-256 of JWS.
type CoverLine struct {
	ID  string `json:"id"`
	JWS string `json:"jws"`
}

// Anchor is one published root over the chain heads of a bureau. JWS carries all of it but the path.
type Anchor struct {
	Statement AnchorStatement `json:"statement"`
	JWS       string          `json:"jws"`
	SM2       string          `json:"sm2,omitempty"` // a JWS over the same by the second suite, where it was on
	Head      Head            `json:"head"`
	Index     int             `json:"index"`
	Path      []string        `json:"path"`
	Stamp     string          `json:"stamp,omitempty"` // base64 of an RFC 3161 token over JWS; empty: not time-stamped
}

// AnchorStatement is what the server signs and publishes once a day. Previous is the SHA-256 of the JWS before it.
type AnchorStatement struct {
	Schema   string `json:"schema"`
	BureauID string `json:"bureauId"`
	Day      string `json:"day"`
	Seq      int64  `json:"seq"` // the bureau's last act it covers
	Size     int    `json:"size"`
	Root     string `json:"root"`
	Previous string `json:"previous"`
	MadeAt   string `json:"madeAt"`
}

// AnchorSchema names the form of an anchor.
const AnchorSchema = "anjian/anchor/1"

// Keys is keys.json: the server's keys, and those of the devices on which the acts were done.
type Keys struct {
	Server  []PublicKey     `json:"server"`
	Devices []DeviceKeyLine `json:"devices,omitempty"`
}

// DeviceKeyLine is the open half of a device's key with whose it was, and when it was revoked, if it was. No act may have
// come after that, nor after the link ended that the key was enrolled under.
type DeviceKeyLine struct {
	PublicKey
	Device    string `json:"device"`
	Person    string `json:"person"`
	Name      string `json:"name"`
	RevokedAt string `json:"revokedAt,omitempty"`
	Link      string `json:"link,omitempty"`   // what the link was for that its bearer came by, without an account; Person is then the link
	EndsAt    string `json:"endsAt,omitempty"` // when that link expired
}

// CaseFileWriter puts a case file together, member by member, without holding more than one buffer of it.
type CaseFileWriter struct {
	c      container
	m      Manifest
	second *SigningKey
}

// NewCaseFile begins a case file. head is the manifest but for its members and, where they are not known yet, Acts and
// Head. The page that verifies goes first. With a second key, of SM2, everything is summed and sealed by both suites.
func NewCaseFile(w io.Writer, head Manifest, second *SigningKey) (*CaseFileWriter, error) {
	head.Schema, head.Members = CaseFileSchema, []Member{}
	f := &CaseFileWriter{c: container{w: w}, m: head, second: second}
	if second != nil {
		f.m.Suites = []string{SM2SM3}
	}
	return f, f.Add(pageName, strings.NewReader(string(casePage)))
}

// Add writes a member.
func (f *CaseFileWriter) Add(path string, content io.Reader) error {
	m := Member{Path: path}
	other := sm3.New()
	if f.second != nil {
		content = io.TeeReader(content, other)
	}
	var err error
	if m.Size, m.SHA256, err = f.c.add(path, content); err != nil {
		return fmt.Errorf("evidence: write %s: %w", path, err)
	}
	if f.second != nil {
		m.SM3 = hex.EncodeToString(other.Sum(nil))
	}
	f.m.Members = append(f.m.Members, m)
	return nil
}

// AddJSON writes a member in canonical form.
func (f *CaseFileWriter) AddJSON(path string, v any) error {
	canonical, err := Canonical(v)
	if err != nil {
		return err
	}
	return f.Add(path, strings.NewReader(string(canonical)))
}

// Close writes the manifest and the bureau's signatures over it. Acts and head say how the ledger ends.
func (f *CaseFileWriter) Close(key SigningKey, acts int, head string) error {
	f.m.Acts, f.m.Head = acts, head
	text, err := Canonical(f.m)
	if err != nil {
		return err
	}
	seal, err := SignJWS(key, key.ID, ManifestType, []byte(Sum(text)))
	if err != nil {
		return err
	}
	last := []struct{ name, text string }{{manifestName, string(text)}, {sealName, seal}}
	if f.second != nil {
		if seal, err = SignJWS(f.second, f.second.ID, ManifestType, []byte(SumSM3(text))); err != nil {
			return err
		}
		last = append(last, struct{ name, text string }{sealSM2Name, seal})
	}
	for _, m := range last {
		if _, _, err := f.c.add(m.name, strings.NewReader(m.text)); err != nil {
			return fmt.Errorf("evidence: write %s: %w", m.name, err)
		}
	}
	return f.c.close()
}

// RecordMember and the others give the names under which a case file is filled.
func RecordMember() string               { return recordName }
func StandingMember() string             { return standingName }
func LedgerMember() string               { return ledgerName }
func RefusedMember() string              { return refusedName }
func CoversMember() string               { return coversName }
func KeysMember() string                 { return keysName }
func AnchorsMember() string              { return anchorsName }
func DocumentMember(name string) string  { return "documents/" + name }
func PhotoMember(sha, ext string) string { return "photos/" + sha + ext }

// SealedMember is the name of a paper in the canonical form whose SHA-256 people signed: a supplement, an opinion, a
// paper of the loop. The name is the digest itself.
func SealedMember(digest string) string { return sealedFolder + digest + ".json" }

func ChecklistMember(code, version string) string {
	return "checklists/" + code + "-" + version + ".json"
}

type sum struct{ hash.Hash }

func newSum() sum         { return sum{sha256.New()} }
func (s sum) hex() string { return hex.EncodeToString(s.Sum(nil)) }
func parsed(t string) (time.Time, error) {
	at, err := time.Parse("2006-01-02T15:04:05.000Z", t)
	if err != nil {
		return time.Time{}, fmt.Errorf("evidence: read a time: %w", err)
	}
	return at, nil
}
