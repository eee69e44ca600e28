package paper_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anjian/internal/paper"
	"anjian/internal/testkit"
)

// pdfsig is what the standard reader says of a file's signatures.
func pdfsig(t *testing.T, pdf []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, _ := exec.Command("pdfsig", "-nocert", file).CombinedOutput() // ends with an error when a signature is not valid: the words tell
	return string(out)
}

func TestTheBureausSignatureCarriesATimeStampAndAServiceThatIsDownHoldsNothingBack(t *testing.T) {
	a := testkit.NewStampAuthority(t)
	by := sealer(t)
	by.StampURL = a.URL // in the server it is the relay of internal/stamping
	m := matter(2, 0)
	set, err := paper.RecordPDF(house(t), m)
	if err != nil {
		t.Fatal(err)
	}
	seal := func() ([]byte, []paper.ReadMark) {
		t.Helper()
		pdf, err := set.Seal(by, m.Record.BureauName, "文书签章", at(11, 0))
		if err != nil {
			t.Fatal(err)
		}
		marks, err := paper.ReadMarks(pdf)
		if err != nil || len(marks) != 4 {
			t.Fatalf("%d signatures, %v", len(marks), err)
		}
		return pdf, marks
	}
	pdf, marks := seal()
	if last := marks[3]; last.StampedBy != a.Name || time.Since(last.StampedAt) > time.Minute || last.Reason != "文书签章" || marks[0].StampedBy != "" || a.Asked.Load() != 1 {
		t.Errorf("%+v, asked %d times", marks, a.Asked.Load())
	}
	if marks[0].Name != "张建国" || !strings.Contains(marks[2].Reason, "被检查单位签名存证") {
		t.Errorf("they say of themselves %+v", marks)
	}
	if said := pdfsig(t, pdf); strings.Count(said, "Signature is Valid.") != 4 {
		t.Errorf("pdfsig says:\n%s", said)
	}
	for i := range pdf {
		if i%997 != 0 {
			continue
		}
		pdf[i] ^= 1
		if _, err := paper.ReadMarks(pdf); err == nil && i < len(pdf)/2 {
			t.Errorf("byte %d was changed unseen", i)
		}
		pdf[i] ^= 1
	}
	if _, err := paper.ReadMarks(append(pdf, "\n% more"...)); err == nil {
		t.Error("what was added after the last signature is not seen")
	}

	a.Down.Store(true)
	pdf, marks = seal()
	if last := marks[3]; last.StampedBy != "" || last.Reason != "文书签章"+paper.Unstamped {
		t.Errorf("of a service that is down: %+v", last)
	}
	if said := pdfsig(t, pdf); strings.Count(said, "Signature is Valid.") != 4 {
		t.Errorf("pdfsig says:\n%s", said)
	}
	a.Down.Store(false)
	if _, marks := seal(); marks[3].StampedBy != a.Name { // asked again with the next copy
		t.Errorf("%+v", marks[3])
	}
}
