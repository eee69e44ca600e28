package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"anjian/internal/planning"
)

// errNotDrawn ends the command with 1.
var errNotDrawn = errors.New("the draw does not hold")

// verifyDraw works a draw out again from its certificate, without any server, and says whether it holds. A second file
// name gets the page that does the same in a browser.
func verifyDraw(args []string, out io.Writer) error {
	if len(args) < 1 || len(args) > 2 {
		return errors.New("verify-draw needs the certificate: anjian verify-draw FILE.json [PAGE.html]")
	}
	text, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	var d planning.Draw
	if err := json.Unmarshal(text, &d); err != nil {
		return fmt.Errorf("%s is no certificate of a draw: %w", args[0], err)
	}
	fmt.Fprintf(out, "%s  %s\n%d candidates, %d left out, %d officers; %d drawn\nfingerprint %s\nseed        %s\n", d.Title, d.Item, len(d.Candidates), len(d.LeftOut), len(d.Officers), len(d.Result), d.Fingerprint, d.Seed)
	if d.Void != nil {
		fmt.Fprintf(out, "VOID: %s\n", d.Void.Note)
	}
	if d.RedrawnAs != "" {
		fmt.Fprintf(out, "REPEATED as %s\n", d.RedrawnAs)
	}
	if len(args) == 2 {
		page, err := planning.DrawPage(d)
		if err != nil {
			return err
		}
		if err := os.WriteFile(args[1], []byte(page), 0o644); err != nil {
			return err
		}
	}
	flaws := planning.Verify(d)
	for _, f := range flaws {
		fmt.Fprintf(out, "DOES NOT HOLD  %s\n", f)
	}
	if len(flaws) > 0 {
		return errNotDrawn
	}
	fmt.Fprintln(out, "HOLDS: fingerprint, commitments, seed and result were worked out again")
	return nil
}
