package inspection_test

import (
	"testing"

	"anjian/configs"
	"anjian/internal/checklist"
	"anjian/internal/inspection"
)

// Every ground the procedure and the refusals name stands in the register of laws, and is in force.
func TestEveryCitedArticleIsInTheRegister(t *testing.T) {
	law, err := checklist.LoadLaw(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	cited := map[string]string{}
	for _, c := range inspection.Procedure {
		cited[c.Article] = "the clause of " + string(c.Act)
	}
	for _, r := range inspection.Refusals() {
		if r.Article != "" {
			cited[r.Article] = r.Code
		}
	}
	for _, r := range inspection.LintRules {
		if r.Article != "" {
			cited[r.Article] = r.Code
		}
	}
	for code, where := range cited {
		citation, ok := law.Citation(code)
		if !ok {
			t.Errorf("%s cites %s, which is not in configs/law.yaml", where, code)
			continue
		}
		if i, ok := law.Instrument(citation.Law); !ok || i.InForceUntil != "" {
			t.Errorf("%s cites %s, which is not or no longer in force", where, code)
		}
	}
}
