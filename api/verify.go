package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"anjian/internal/evidence"
)

// errNotWhole ends the command with 1.
var errNotWhole = errors.New("the case file is not whole")

// verify goes over a case file without any server and says what it is, and everything that is wrong with it. args are
// the file and the fingerprints of keys to trust.
func verify(args []string, out io.Writer) (err error) {
	if len(args) == 0 {
		return errors.New("verify needs the case file: anjian verify FILE [FINGERPRINT…]")
	}
	f, err := os.Open(args[0])
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	r := evidence.VerifyCaseFile(f, info.Size(), args[1:])
	m := r.Manifest
	if m.Schema != "" {
		fmt.Fprintf(out, "%s  %s  %s\n%d acts (%d signed by their device), %d photos, %d anchors, state %s\n", m.Number, m.Enterprise, m.Bureau, r.Acts, r.Covered, r.Photos, r.Anchors, m.State)
		if m.Digest != "" {
			fmt.Fprintf(out, "record digest %s, check code %s\n", m.Digest, evidence.CheckCode(m.Digest))
		}
	}
	if r.SignedBy.ID != "" {
		fmt.Fprintf(out, "signed with key %s\n", r.SignedBy.Fingerprint())
	}
	for _, f := range r.Findings {
		where := f.Where
		if where == "" {
			where = "the archive"
		}
		fmt.Fprintf(out, "NOT WHOLE  %s: %s (%s)\n", where, f.What, f.Code)
	}
	switch {
	case !r.Whole:
		return errNotWhole
	case r.Trusted:
		fmt.Fprintln(out, "WHOLE, signed with a trusted key")
	default:
		fmt.Fprintln(out, "WHOLE; compare the key's fingerprint with the one the bureau publishes: a forger can sign with a key of his own")
	}
	return nil
}
