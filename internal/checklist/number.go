package checklist

import (
	"regexp"
	"strconv"
	"strings"
)

// plainNumber is what a person may type once the width of the characters is settled: no exponent, no separator of
// thousands, no unit, digits on the right of a point.
var plainNumber = regexp.MustCompile(`^[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)$`)

// longestNumber bounds what is worth reading at all, in characters.
const longestNumber = 40

// fullWidth turns what a Chinese keyboard types into what a number is made of. The ideographic full stop is what many
// of them give for the point.
var fullWidth = strings.NewReplacer(
	"０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	"．", ".", "。", ".", "－", "-", "−", "-", "＋", "+", "，", ",", "、", ",",
)

// ParseNumber reads a number as people type it: full-width digits, point and signs count as their plain forms, and
// blanks around are ignored. A comma is refused as ambiguous (answer.ambiguous_number): 1,5 may be one and a half or a
// slip for 15, and a limit must not hang on a guess. Anything else is answer.not_a_number.
func ParseNumber(text string) (float64, error) {
	plain := fullWidth.Replace(strings.Trim(text, " \t\r\n\u00a0\u3000"))
	if len([]rune(plain)) > longestNumber {
		return 0, ErrNotANumber.With(fieldReason, "format")
	}
	if bare := strings.ReplaceAll(plain, ",", ""); bare != plain && plainNumber.MatchString(bare) {
		return 0, ErrAmbiguousNumber
	}
	if !plainNumber.MatchString(plain) {
		return 0, ErrNotANumber.With(fieldReason, "format")
	}
	x, err := strconv.ParseFloat(plain, 64)
	if err != nil {
		return 0, ErrNotANumber.With(fieldReason, "magnitude")
	}
	if err := usable(x); err != nil {
		return 0, err
	}
	return x, nil
}
