package store

import (
	"context"
	"errors"
	"math/bits"
	"strconv"
)

// Every stored photo has a row that says what it looks like: a print of 64 bits (files.Print), or that it waits for one,
// or that it is too plain to have one. The row is of the bytes, not of a check; which checks use them check_files knows.
// So it makes no difference whether the act or the file comes first, and the same photo in two checks is one row.
//
// Two prints that differ in at most 11 bits agree, in at least one of their four bands of 16 bits, in all but two. So
// what is near is found by asking each band's index for the 137 values within two bits, never by reading every row.
const (
	printWaits = 0
	printMade  = 1
	printNone  = 2

	bands    = 4
	bandBits = 16
	atOnce   = 7 // prints looked for by one question a band: 7 × 137 values stay below what MariaDB turns into a table
)

// printWanted notes that a photo waits for its print.
func (t *Tx) printWanted(bureauID, sha string) error {
	err := t.must("note a print to be made", `INSERT INTO photo_prints (bureau_id, sha256, state, print, band_0, band_1, band_2, band_3) VALUES (?, ?, 0, '', -1, -1, -1, -1)`, bureauID, sha)
	if errors.Is(err, Exists) {
		return nil
	}
	return err
}

// SetPrint keeps the print of a photo; an empty one says that it has none. Doing it again changes nothing.
func (t *Tx) SetPrint(bureauID, sha, print string) error {
	state, values := printNone, [bands]int64{-1, -1, -1, -1}
	if whole, err := strconv.ParseUint(print, 16, bands*bandBits); err == nil {
		state, values = printMade, bandsOf(whole)
	}
	_, err := t.exec("keep a print", `UPDATE photo_prints SET state = ?, print = ?, band_0 = ?, band_1 = ?, band_2 = ?, band_3 = ? WHERE bureau_id = ? AND sha256 = ?`,
		state, print, values[0], values[1], values[2], values[3], bureauID, sha)
	return err
}

func bandsOf(print uint64) (values [bands]int64) {
	for k := range bands {
		values[k] = int64(print >> (bandBits * (bands - 1 - k)) & (1<<bandBits - 1))
	}
	return values
}

// Printed is a photo of a bureau with its print; empty when it waits or has none.
type Printed struct {
	BureauID string
	SHA256   string
	State    int
	Print    string
}

// Waits says that the print has not been made yet.
func (p Printed) Waits() bool { return p.State == printWaits }

// WaitingPrints lists photos whose print is still to be made.
func (r Reader) WaitingPrints(ctx context.Context, limit int) ([]Printed, error) {
	return rows[Printed](r, ctx, "list prints to be made", `SELECT bureau_id, sha256 AS sha256, state, print FROM photo_prints WHERE state = 0 LIMIT ?`, limit)
}

// PrintsOf gives the prints of a check's photos, as far as their bytes are here.
func (r Reader) PrintsOf(ctx context.Context, bureauID, checkID string) ([]Printed, error) {
	return rows[Printed](r, ctx, "read the prints of a check", `SELECT p.bureau_id, p.sha256 AS sha256, p.state, p.print FROM check_files cf
		JOIN photo_prints p ON p.bureau_id = cf.bureau_id AND p.sha256 = cf.sha256 WHERE cf.check_id = ? AND cf.bureau_id = ?`, checkID, bureauID)
}

// NearPrints gives every photo of the bureau that agrees with one of the prints in all but two bits of a band: all
// within 11 bits, and some beyond, which the caller leaves out.
func (r Reader) NearPrints(ctx context.Context, bureauID string, prints []string) ([]Printed, error) {
	near, seen := []Printed{}, map[string]bool{}
	for from := 0; from < len(prints); from += atOnce {
		var wanted [bands][]any
		for _, print := range prints[from:min(from+atOnce, len(prints))] {
			whole, err := strconv.ParseUint(print, 16, bands*bandBits)
			if err != nil {
				continue
			}
			for k, value := range bandsOf(whole) {
				wanted[k] = append(wanted[k], within2(value)...)
			}
		}
		for k, values := range wanted {
			if len(values) == 0 {
				continue
			}
			got, err := rows[Printed](r, ctx, "look for near prints", `SELECT bureau_id, sha256 AS sha256, state, print FROM photo_prints
				WHERE bureau_id = ? AND band_`+strconv.Itoa(k)+` IN (`+marks(len(values))+`)`, append([]any{bureauID}, values...)...)
			if err != nil {
				return nil, err
			}
			for _, p := range got {
				if !seen[p.SHA256] {
					seen[p.SHA256] = true
					near = append(near, p)
				}
			}
		}
	}
	return near, nil
}

// within2 gives every value of a band that differs in at most two bits.
func within2(value int64) []any {
	all := []any{}
	for flip := range int64(1 << bandBits) {
		if bits.OnesCount64(uint64(flip)) <= 2 {
			all = append(all, value^flip)
		}
	}
	return all
}

// Use is a check that refers to a file.
type Use struct {
	SHA256  string
	CheckID string
}

// UsesOf tells which checks of the bureau, other than one, refer to these files.
func (r Reader) UsesOf(ctx context.Context, bureauID, notCheckID string, shas []string) ([]Use, error) {
	uses := []Use{}
	for rest := shas; len(rest) > 0; {
		n := min(len(rest), 200)
		args := []any{bureauID, notCheckID}
		for _, sha := range rest[:n] {
			args = append(args, sha)
		}
		got, err := rows[Use](r, ctx, "look where files are used", `SELECT sha256 AS sha256, check_id FROM check_files WHERE bureau_id = ? AND check_id <> ? AND sha256 IN (`+marks(n)+`) ORDER BY check_id`, args...)
		if err != nil {
			return nil, err
		}
		uses, rest = append(uses, got...), rest[n:]
	}
	return uses, nil
}
