package inspection

import (
	"fmt"
	"strconv"
	"strings"
)

// Numbering is how the papers of a check are numbered. Bureaus do it both ways (DOMAIN 2), and a number that was given
// stays: a paper withdrawn or turned down leaves its number void.
type Numbering string

// The ways to number. With Chain every paper of a check has year and serial of its record, with PerType each kind of paper
// is counted by itself, from 1 each year. Record, scheme and notice are one of each a check and share one count in both.
const (
	Chain   Numbering = "chain"
	PerType Numbering = "per_type"
)

// The 代字 of the papers that follow the record, one count each under PerType.
const (
	WordRecord    = "检记"
	WordOrder     = "责改"
	WordMeasure   = "现决"
	WordRecheck   = "复查"
	WordExtension = "延批"
	WordReferral  = "移"
	WordFiling    = "立"
)

// A paper that is on its phone only is called by the beginning of its check code, which never changes and stands on every
// page: （苏坛）应急责改〔2026〕暂3F9A1C号.
const (
	provisionalMark   = "暂"
	provisionalDigits = 6
)

// DocumentNumber is a number in its parts. That of a record is the check's; Text is ready to print:
// （苏坛）应急检记〔2026〕17号.
type DocumentNumber struct {
	Abbrev string `json:"abbrev"` // 苏坛
	Year   int    `json:"year"`
	Serial int    `json:"serial"`
	Text   string `json:"text"`
}

// Numbered writes a number out, its serial padded to width digits; from the second paper of a kind in one chain on its
// place is part of it: （苏坛）应急责改〔2026〕17-2号.
func Numbered(abbrev, word string, year, serial, width, place int) DocumentNumber {
	text := fmt.Sprintf("%0*d", width, serial)
	if place > 1 {
		text += "-" + strconv.Itoa(place)
	}
	return DocumentNumber{Abbrev: abbrev, Year: year, Serial: serial, Text: fmt.Sprintf("（%s）应急%s〔%d〕%s号", abbrev, word, year, text)}
}

// Year is the civil year in which an act was done, by the best that its device knew of time.
func (a Act) Year() int { return a.when().In(Zone).Year() }

// PaperOf tells which paper an act issues: its 代字 and its place among those of its kind in this check. Not ok: none that
// has a number. The body of decide_extension names the request it answers.
func (r *CheckRecord) PaperOf(kind Kind, extensionID string) (word string, place int, ok bool) {
	switch kind {
	case IssueOrder:
		return WordOrder, len(r.Orders) + 1, true
	case ImposeMeasure:
		return WordMeasure, len(r.Measures) + 1, true
	case Recheck:
		return WordRecheck, len(r.Rechecks) + 1, true
	case ReferOnward:
		return WordReferral, len(r.Referrals) + 1, true
	case FileCase:
		return WordFiling, len(r.Filings) + 1, true
	case DecideExtension:
		if e := r.Extension(extensionID); e != nil {
			return WordExtension, e.Number, true
		}
	}
	return "", 0, false
}

// NumberOf is the number of a paper that stands at its place among those of its kind: the one it was given; where it was
// given none, because its check is from before numbers were kept with papers, the chain's. Empty while the check has no number.
func (r *CheckRecord) NumberOf(p *Issued, word string, place int) string {
	return r.numberText(p.Given, word, place)
}

// ExtensionNumber is the number of the answer to a request for more time, as NumberOf.
func (r *CheckRecord) ExtensionNumber(e *Extension) string {
	if e.Decided == nil {
		return ""
	}
	return r.numberText(e.Decided.Given, WordExtension, e.Number)
}

func (r *CheckRecord) numberText(given *DocumentNumber, word string, place int) string {
	switch {
	case given != nil:
		return given.Text
	case r.Number == nil || r.TermsInForce().Numbering != "":
		return ""
	}
	return Numbered(r.Number.Abbrev, word, r.Number.Year, r.Number.Serial, 0, place).Text
}

// Final finds the number of the paper that was called while it had none. Empty: the text is no such
// name, or nothing of this check was called so.
func (r *CheckRecord) Final(called string) string {
	_, rest, ok := strings.Cut(called, provisionalMark)
	code, closed := strings.CutSuffix(rest, "号")
	if !ok || !closed || len(code) != provisionalDigits {
		return ""
	}
	code = strings.ToLower(code)
	if r.Seal != nil && r.Number != nil && strings.HasPrefix(r.Seal.Digest, code) {
		return r.Number.Text
	}
	number, _ := r.Issued(code)
	return number
}
