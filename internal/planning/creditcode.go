package planning

import "strings"

// The unified social credit code (统一社会信用代码) of GB 32100-2015: 17 characters and a check character, none of them
// I, O, S, V or Z. The check character C18 is 31 − (Σ ci·wi mod 31) mod 31, with wi = 3^(i−1) mod 31.
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// ValidCreditCode tells whether a code is one of GB 32100: its form and its check character.
func ValidCreditCode(code string) bool {
	if len(code) != 18 {
		return false
	}
	check, ok := creditCheck(code[:17])
	return ok && code[17] == check
}

// creditCheck gives the check character of the first 17.
func creditCheck(code string) (byte, bool) {
	sum, weight := 0, 1
	for i := range len(code) {
		value := strings.IndexByte(creditAlphabet, code[i])
		if value < 0 {
			return 0, false
		}
		sum += value * weight
		weight = weight * 3 % 31
	}
	// The department (1) and the division (6 digits of GB/T 2260) stand in front: positions 3 to 8 are digits.
	for i := 2; i < 8; i++ {
		if code[i] > '9' {
			return 0, false
		}
	}
	return creditAlphabet[(31-sum%31)%31], true
}

// DemoCreditCode tells a made-up code of the demo world (…DEMO…): O is no character of GB 32100, so none of them can
// ever be somebody's. Such entries are flagged as demo and their code is not checked.
func DemoCreditCode(code string) bool {
	return len(code) == 18 && strings.HasPrefix(code[8:], "DEMO")
}
