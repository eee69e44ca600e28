package planning_test

import (
	"testing"

	"anjian/internal/planning"
)

func TestCreditCodes(t *testing.T) {
	for code, want := range map[string]bool{
		"91350100M000100Y43": true, // the example of GB 32100-2015
		"91350100M000100Y44": false,
		"91350100M000100Y4":  false,
		"91350100m000100y43": false, // lower case is another spelling, not the code
		"9135010IM000100Y43": false, // no I
		"913501AAM000100Y43": false, // the division is digits
		"":                   false,
		"91320413DEMO000001": false,
	} {
		if got := planning.ValidCreditCode(code); got != want {
			t.Errorf("%q: %v, want %v", code, got, want)
		}
	}
}

// Of a right code, one wrong character or two neighbours swapped must show, for that is what a check character is for.
func TestACreditCodeWithOneWrongCharacterIsRefused(t *testing.T) {
	const right, alphabet = "91350100M000100Y43", "0123456789ABCDEFGHJKLMNPQRTUWXY"
	for i := range right {
		for _, c := range alphabet {
			wrong := right[:i] + string(c) + right[i+1:]
			if wrong != right && planning.ValidCreditCode(wrong) {
				t.Errorf("%s passes", wrong)
			}
		}
		if i > 0 && right[i] != right[i-1] {
			swapped := right[:i-1] + string(right[i]) + string(right[i-1]) + right[i+1:]
			if planning.ValidCreditCode(swapped) {
				t.Errorf("%s passes", swapped)
			}
		}
	}
}
