package store

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// Initials gives the pinyin initials under which a name is found: 常州长荡湖 is czcdh and czzdh, for 长 has two
// readings. Letters and digits stand for themselves. Up to eight combinations of readings are kept, separated by
// spaces; a name with more keeps the commonest reading for its later characters.
func Initials(name string) string {
	a := pinyin.NewArgs()
	a.Style = pinyin.FirstLetter
	a.Heteronym = true
	forms := []string{""}
	for _, r := range name {
		var letters []string
		switch {
		case r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			letters = []string{strings.ToLower(string(r))}
		default:
			seen := map[string]bool{}
			for _, l := range pinyin.SinglePinyin(r, a) {
				if l != "" && !seen[l] {
					seen[l] = true
					letters = append(letters, l)
				}
			}
		}
		if len(letters) == 0 {
			continue
		}
		if len(forms)*len(letters) > 8 {
			letters = letters[:1]
		}
		next := make([]string, 0, len(forms)*len(letters))
		for _, l := range letters {
			for _, f := range forms {
				next = append(next, f+l)
			}
		}
		forms = next
	}
	return strings.Join(forms, " ")
}

// Pinyin gives the whole pinyin under which a name is found, in up to four combinations of readings, separated by
// spaces: 金坛长荡湖 is jintanchangdanghu and jintanzhangdanghu.
func Pinyin(name string) string {
	a := pinyin.NewArgs()
	a.Style = pinyin.Normal
	a.Heteronym = true
	forms := []string{""}
	for _, r := range name {
		var readings []string
		switch {
		case r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			readings = []string{strings.ToLower(string(r))}
		default:
			for _, reading := range pinyin.SinglePinyin(r, a) {
				if reading != "" && !slices.Contains(readings, reading) {
					readings = append(readings, reading)
				}
			}
		}
		if len(readings) == 0 {
			continue
		}
		if len(forms)*len(readings) > 4 {
			readings = readings[:1]
		}
		next := make([]string, 0, len(forms)*len(readings))
		for _, reading := range readings {
			for _, f := range forms {
				next = append(next, f+reading)
			}
		}
		forms = next
	}
	return strings.Join(forms, " ")
}
