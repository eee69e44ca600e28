package evidence_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"
	"time"

	"anjian/internal/evidence"
)

var update = flag.Bool("update", false, "write testdata/covers.json anew")

// coverVector is an act as it travels, what it sums up to, and where a device's chain is after it.
type coverVector struct {
	Name   string `json:"name"`
	Person string `json:"person"`
	Act    struct {
		ID      string          `json:"id"`
		Kind    string          `json:"kind"`
		CheckID string          `json:"checkId"`
		DoneAt  time.Time       `json:"doneAt"`
		Clock   *evidence.Clock `json:"clock,omitempty"`
		Device  string          `json:"device"`
		Dialect int             `json:"dialect"`
		Body    json.RawMessage `json:"body"`
	} `json:"act"`
	Sum  string `json:"sum"`
	Head string `json:"head"`
}

// The phone signs sums and heads that it computes itself (pwa/src/sync/covers.ts); its tests read the same file. Were the
// two to differ by one byte, the act would be refused for good.
func TestThePhoneSumsActsAsTheServerDoes(t *testing.T) {
	const file = "testdata/covers.json"
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var vectors []coverVector
	if err := json.Unmarshal(raw, &vectors); err != nil {
		t.Fatal(err)
	}
	head := ""
	for i, v := range vectors {
		sum, err := evidence.ActSum(v.Act.Kind, v.Act.CheckID, v.Person, v.Act.DoneAt, v.Act.Clock.Exact(), v.Act.Body)
		if err != nil {
			t.Fatalf("%s: %v", v.Name, err)
		}
		head = evidence.FoldHead(head, []evidence.CoveredAct{{ID: v.Act.ID, Sum: sum}})
		if *update {
			vectors[i].Sum, vectors[i].Head = sum, head
		} else if v.Sum != sum || v.Head != head {
			t.Errorf("%s: %s, then %s", v.Name, sum, head)
		}
	}
	if *update {
		var out bytes.Buffer
		e := json.NewEncoder(&out)
		e.SetEscapeHTML(false)
		e.SetIndent("", " ")
		if err := e.Encode(vectors); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if len(vectors) < 8 {
		t.Errorf("only %d vectors", len(vectors))
	}
}
