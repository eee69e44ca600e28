// Package checklist knows what a checklist 检查表 is, how one answer is judged, under which conditions an item applies,
// and which legal citations may be printed.
//
// It is a room without windows: files come in as an fs.FS, the day comes in as a date, and nothing here asks a clock,
// a network or a database. It refuses to guess: a file with one unknown key, a doubled id or a limit that makes no
// sense is turned away whole, with file, line and reason; a value that is no honest number or date is turned away with
// a code; a citation that nobody has confirmed is not printable. It never decides that a hazard is major: it only says
// which items ask a person.
//
// Start reading at Checklist, then Judge (judge.go) and Parse (load.go). The same judging is written once more for the
// phone in pwa/src/inspection/judge.ts; testdata/judge.json is run against both.
package checklist

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/gowebpki/jcs"
)

// Checklist is one version of a checklist, as shipped, stored and sent to the phone. Digest names its content: two
// checklists with one digest are the same to the last character.
type Checklist struct {
	Code             string   `json:"code"`
	Name             string   `json:"name"`
	NameEn           string   `json:"nameEn"`
	Version          string   `json:"version"`
	Digest           string   `json:"digest"`
	AppliesTo        string   `json:"appliesTo"`
	CompiledOn       string   `json:"compiledOn"`
	ExpertAdvised    bool     `json:"expertAdvised"`
	VerifiedByBureau bool     `json:"verifiedByBureau"` // false: a working draft that no bureau has confirmed
	Notes            []string `json:"notes"`
	Items            []Item   `json:"items"`
}

// Item is one line 检查项 of a checklist. Text says it positively, Finding negatively with {blanks} for the record.
type Item struct {
	ID             string     `json:"id"`
	Category       string     `json:"category"`
	Text           string     `json:"text"`
	Method         []string   `json:"method"`
	Standard       string     `json:"standard"`
	Finding        string     `json:"finding"`
	Basis          []Citation `json:"basis"`
	MajorHazard    bool       `json:"majorHazard"` // a violation asks a person whether this is a major hazard
	MajorBasis     *Citation  `json:"majorBasis"`  // what that person rests on; present exactly when MajorHazard is
	MajorLogic     string     `json:"majorLogic"`  // what that person must weigh, where the text of the law is not plain
	Answer         AnswerSpec `json:"answer"`
	Photo          PhotoRule  `json:"photo"`
	Penalty        []Penalty  `json:"penalty"`
	DefaultMeasure Measure    `json:"defaultMeasure"`
	TransferTo     string     `json:"transferTo"`
	AppliesIf      string     `json:"appliesIf"` // a condition in words, answered once per check; empty: always
	Note           string     `json:"note"`
}

// AnswerType says what kind of value an item takes.
type AnswerType string

// The kinds of answer.
const (
	Conformity     AnswerType = "conformity"       // no value: a person judges
	Number         AnswerType = "number"           // a measured number with a unit
	DateValidUntil AnswerType = "date_valid_until" // a last day of validity, judged against the day of the check
	DateLastDone   AnswerType = "date_last_done"   // a day in the past, its age judged in calendar months
)

// AnswerSpec is the kind of answer with its limits. A missing limit is nil; with no limit at all a person judges.
// Both limits belong to the allowed range, except that with MaxOpen the upper one does not (低于). LimitSure is false
// where the limit is unconfirmed or depends on circumstances: the verdict is then a proposal.
type AnswerSpec struct {
	Type      AnswerType `json:"type"`
	Unit      string     `json:"unit"`
	Min       *float64   `json:"min"`
	Max       *float64   `json:"max"`
	MaxOpen   bool       `json:"maxOpen"`
	LimitSure bool       `json:"limitSure"`
}

// PhotoRule says whether an item needs a photo.
type PhotoRule string

// The photo rules.
const (
	PhotoRequired PhotoRule = "required"
	PhotoOptional PhotoRule = "optional"
	PhotoNone     PhotoRule = "none"
)

// Measure is what the list proposes to do about a violation.
type Measure string

// The measures.
const (
	MeasureSpot     Measure = "spot"     // 当场改正
	MeasureOrder    Measure = "order"    // 责令限期整改
	MeasureStop     Measure = "stop"     // 撤人、暂时停产停业、停止使用
	MeasureCase     Measure = "case"     // 建议立案
	MeasureTransfer Measure = "transfer" // 移送其他部门
)

// Citation names a law or standard by its title in configs/law.yaml and, where one is claimed, an article. Sure is
// false while the instrument or the article is unconfirmed. An empty Article claims only that the instrument governs.
type Citation struct {
	Law     string `json:"law"`
	Article string `json:"article"`
	Sure    bool   `json:"sure"`
}

// Penalty is where a punishment for the violation stands, in paraphrase.
type Penalty struct {
	Law     string `json:"law"`
	Article string `json:"article"`
	Gist    string `json:"gist"`
}

// Item finds an item by its id.
func (c Checklist) Item(id string) (Item, bool) {
	for _, item := range c.Items {
		if item.ID == id {
			return item, true
		}
	}
	return Item{}, false
}

// Conditions lists the distinct conditions of the items, in the order in which they first appear. Each is a yes/no
// fact of the check, asked once.
func (c Checklist) Conditions() []string {
	conditions := []string{}
	seen := map[string]bool{"": true}
	for _, item := range c.Items {
		if !seen[item.AppliesIf] {
			seen[item.AppliesIf] = true
			conditions = append(conditions, item.AppliesIf)
		}
	}
	return conditions
}

// Applies says whether the item applies, given the facts of the check by their condition. known is false when the
// fact has not been stated; the item then still counts as applying, so that nothing is hidden by silence.
func (i Item) Applies(facts map[string]bool) (applies, known bool) {
	if i.AppliesIf == "" {
		return true, true
	}
	holds, known := facts[i.AppliesIf]
	return holds || !known, known
}

// DigestOf gives the SHA-256, in lower-case hex, over the RFC 8785 canonical JSON of the checklist without its digest
// field. Anybody who holds the wire form can compute it again.
func DigestOf(c Checklist) (string, error) {
	plain, err := json.Marshal(struct {
		Checklist
		Digest *string `json:"digest,omitempty"`
	}{Checklist: c})
	if err != nil {
		return "", fmt.Errorf("checklist: digest %s: %w", c.Code, err)
	}
	canonical, err := jcs.Transform(plain)
	if err != nil {
		return "", fmt.Errorf("checklist: digest %s: %w", c.Code, err)
	}
	sum := sha256.Sum256(canonical)
	return hex.EncodeToString(sum[:]), nil
}
