package inspection_test

import (
	"testing"

	"anjian/internal/inspection"
)

func TestNumbersKeepOnlyTheirBeginningAndEnd(t *testing.T) {
	for number, want := range map[string]string{"": "", "13800001234": "138****34", "0519-82880000": "051****00", "苏D-0001": "****01", "12": "****12", " 9 ": "****9"} {
		if got := inspection.Masked(number); got != want {
			t.Errorf("%q becomes %q, want %q", number, got, want)
		}
	}
}
