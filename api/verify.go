package main

import (
	"archive/zip"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"anjian/internal/evidence"
	"anjian/internal/paper"
)

// errNotWhole ends the command with 1.
var errNotWhole = errors.New("the case file is not whole")

// verify goes over a case file without any server and says what it is, and everything that is wrong with it: the file
// itself, and the digital signatures and time-stamps of every PDF in it. args are the file, and, in any order, the
// fingerprints of keys to trust and PEM files (.pem) with the roots of the time-stamp services to trust.
func verify(args []string, out io.Writer) (err error) {
	if len(args) == 0 {
		return errors.New("verify needs the case file: anjian verify FILE [FINGERPRINT…] [ROOTS.pem]")
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
	keys, roots, err := trusted(args[1:])
	if err != nil {
		return err
	}
	r := evidence.VerifyCaseFile(f, info.Size(), keys, roots...)
	m := r.Manifest
	if m.Schema != "" {
		fmt.Fprintf(out, "%s  %s  %s\n%d acts (%d signed by their device), %d photos, %d anchors, state %s\n", m.Number, m.Enterprise, m.Bureau, r.Acts, r.Covered, r.Photos, r.Anchors, m.State)
		if m.Digest != "" {
			fmt.Fprintf(out, "record digest %s, check code %s\n", m.Digest, evidence.CheckCode(m.Digest))
		}
	}
	for _, s := range r.Stamps {
		fmt.Fprintf(out, "root of %s time-stamped %s by %s%s\n", s.Day, s.At.Format(time.RFC3339), s.By, believed(s.Trusted))
	}
	if r.Whole {
		r.Findings, err = papersIn(f, info.Size(), roots, out)
		if err != nil {
			return err
		}
	}
	if r.SignedBy.ID != "" {
		fmt.Fprintf(out, "signed with key %s\n", r.SignedBy.Fingerprint())
	}
	if k := r.AlsoSignedBy; k != nil && k.ID != "" {
		fmt.Fprintf(out, "signed by %s too, with key %s\n", k.Algorithm, k.Fingerprint())
	}
	for _, f := range r.Findings {
		where := f.Where
		if where == "" {
			where = "the archive"
		}
		fmt.Fprintf(out, "NOT WHOLE  %s: %s (%s)\n", where, f.What, f.Code)
	}
	switch {
	case len(r.Findings) > 0:
		return errNotWhole
	case r.Trusted:
		fmt.Fprintln(out, "WHOLE, signed with a trusted key")
	default:
		fmt.Fprintln(out, "WHOLE; compare the key's fingerprint with the one the bureau publishes: a forger can sign with a key of his own")
	}
	return nil
}

func believed(trusted bool) string {
	if trusted {
		return ", a trusted service"
	}
	return "; name its root to have it judged"
}

// trusted tells fingerprints from files with roots.
func trusted(args []string) (keys []string, roots []*x509.CertPool, err error) {
	for _, a := range args {
		if !strings.HasSuffix(a, ".pem") {
			keys = append(keys, a)
			continue
		}
		text, err := os.ReadFile(a)
		if err != nil {
			return nil, nil, err
		}
		if len(roots) == 0 {
			roots = []*x509.CertPool{x509.NewCertPool()}
		}
		if !roots[0].AppendCertsFromPEM(text) {
			return nil, nil, fmt.Errorf("no certificate in %s", a)
		}
	}
	return keys, roots, nil
}

// papersIn verifies the signatures of the PDFs in a case file whose members are what the manifest says.
func papersIn(f io.ReaderAt, size int64, roots []*x509.CertPool, out io.Writer) ([]evidence.Finding, error) {
	zip, err := zip.NewReader(f, size)
	if err != nil {
		return nil, fmt.Errorf("read the archive: %w", err)
	}
	var found []evidence.Finding
	all, stamped, late := 0, 0, 0
	for _, member := range zip.File {
		if !strings.HasSuffix(member.Name, ".pdf") {
			continue
		}
		body, err := member.Open()
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", member.Name, err)
		}
		pdf, err := io.ReadAll(io.LimitReader(body, 256<<20))
		if err := errors.Join(err, body.Close()); err != nil {
			return nil, fmt.Errorf("read %s: %w", member.Name, err)
		}
		marks, err := paper.ReadMarks(pdf, roots...)
		if err != nil {
			found = append(found, evidence.Finding{Where: member.Name, Code: "pdf.broken", What: strings.TrimPrefix(err.Error(), "paper: ")})
			continue
		}
		for _, m := range marks {
			all++
			if m.StampedBy != "" {
				stamped++
			}
			if strings.Contains(m.Reason, paper.Unstamped) {
				late++
			}
		}
	}
	fmt.Fprintf(out, "%d digital signatures in its papers hold, %d of them time-stamped", all, stamped)
	if late > 0 {
		fmt.Fprintf(out, ", %d marked as not time-stamped", late)
	}
	fmt.Fprintln(out)
	return found, nil
}
