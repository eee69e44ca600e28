package checklist

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"anjian/internal/fault"
)

// Bounds of one file: generous for a checklist, small for a server.
const (
	largestFile = 2 << 20
	longestText = 2000
)

// sheet reads one YAML file strictly. The first thing wrong stops it: everything after is skipped, and the complaint
// names the line. So the code that reads a list can be a plain list of what it expects.
type sheet struct {
	file string
	no   *fault.Error // which refusal to give
	err  error
}

var lineInMessage = regexp.MustCompile(`^yaml: line (\d+): `)

// open reads a file that is exactly one YAML document, a mapping, without aliases.
func (s *sheet) open(data []byte) *yaml.Node {
	if len(data) > largestFile {
		s.complain(1, "the file is larger than 2 MiB")
		return nil
	}
	if !utf8.Valid(data) {
		s.complain(1, "the file is not UTF-8")
		return nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, second yaml.Node
	if err := dec.Decode(&doc); err != nil {
		s.complainYAML(err)
		return nil
	}
	if err := dec.Decode(&second); !errors.Is(err, io.EOF) {
		if err != nil {
			s.complainYAML(err)
		} else {
			s.complain(second.Line, "only one YAML document per file")
		}
		return nil
	}
	if len(doc.Content) != 1 {
		s.complain(1, "the file is empty")
		return nil
	}
	return doc.Content[0]
}

func (s *sheet) complain(line int, format string, args ...any) {
	if s.err == nil {
		s.err = s.no.With("file", s.file).With("line", max(line, 1)).With(fieldReason, fmt.Sprintf(format, args...))
	}
}

// complainYAML names the line where the broken part begins, which is what the YAML reader knows. For what its grammar
// misses it counts lines from nought.
func (s *sheet) complainYAML(err error) {
	line, reason := 1, strings.TrimPrefix(err.Error(), "yaml: ")
	if m := lineInMessage.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
		reason = strings.TrimPrefix(err.Error(), m[0])
		if strings.HasPrefix(reason, "did not find expected") {
			line++
		}
	}
	s.complain(line, "not YAML, in the part that begins here: %s", reason)
}

// row is one mapping: its values by key, and where it stands.
type row struct {
	s    *sheet
	line int
	at   map[string]*yaml.Node
}

// mapping reads a mapping that has all the required keys and no others than these and the optional ones.
func (s *sheet) mapping(what string, n *yaml.Node, required, optional string) row {
	r := row{s: s, line: lineOf(n), at: map[string]*yaml.Node{}}
	if s.err != nil {
		return r
	}
	if n == nil || n.Kind != yaml.MappingNode {
		s.complain(r.line, "%s must be a mapping", what)
		return r
	}
	allowed := " " + required + " " + optional + " "
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode || key.Value == "" || strings.ContainsRune(key.Value, ' ') ||
			!strings.Contains(allowed, " "+key.Value+" "):
			s.complain(key.Line, "unknown key %q in %s", key.Value, what)
		case r.at[key.Value] != nil:
			s.complain(key.Line, "key %q stands twice in %s", key.Value, what)
		case value.Kind == yaml.AliasNode || value.Anchor != "":
			s.complain(value.Line, "anchors and aliases are not used here")
		}
		r.at[key.Value] = value
	}
	for _, key := range strings.Fields(required) {
		if r.at[key] == nil {
			s.complain(r.line, "%s lacks %q", what, key)
		}
	}
	return r
}

func lineOf(n *yaml.Node) int {
	if n == nil {
		return 1
	}
	return n.Line
}

func (r row) lineOf(key string) int {
	if n := r.at[key]; n != nil {
		return n.Line
	}
	return r.line
}

func (r row) complain(key, format string, args ...any) {
	r.s.complain(r.lineOf(key), key+": "+format, args...)
}

// absent says that a key is missing or null.
func (r row) absent(key string) bool {
	n := r.at[key]
	return n == nil || n.Kind == yaml.ScalarNode && n.Tag == "!!null"
}

// text reads a line of text that says something.
func (r row) text(key string) string {
	value := r.optionalText(key)
	if value == "" {
		r.complain(key, "must not be empty")
	}
	return value
}

// optionalText reads a line of text, empty when absent or null.
func (r row) optionalText(key string) string {
	if r.s.err != nil || r.absent(key) {
		return ""
	}
	return r.oneLine(key, r.at[key])
}

func (r row) oneLine(key string, n *yaml.Node) string {
	switch {
	case n.Kind != yaml.ScalarNode || n.Tag != "!!str":
		r.s.complain(n.Line, "%s: must be text", key)
	case n.Value != strings.TrimSpace(n.Value):
		r.s.complain(n.Line, "%s: blanks at the beginning or the end", key)
	case utf8.RuneCountInString(n.Value) > longestText:
		r.s.complain(n.Line, "%s: longer than %d characters", key, longestText)
	case strings.ContainsFunc(n.Value, unicode.IsControl):
		r.s.complain(n.Line, "%s: contains a control character", key)
	default:
		return n.Value
	}
	return ""
}

// texts reads a list of lines; absent is an empty list.
func (r row) texts(key string) []string {
	out := []string{}
	for _, n := range r.list(key) {
		if value := r.oneLine(key, n); value != "" {
			out = append(out, value)
		} else {
			r.s.complain(n.Line, "%s: must not be empty", key)
		}
	}
	return out
}

// list reads a sequence; absent is an empty one.
func (r row) list(key string) []*yaml.Node {
	if r.s.err != nil || r.absent(key) {
		return nil
	}
	n := r.at[key]
	if n.Kind != yaml.SequenceNode {
		r.complain(key, "must be a list")
		return nil
	}
	return n.Content
}

func (r row) yesNo(key string) bool {
	if r.s.err != nil {
		return false
	}
	n := r.at[key]
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag != "!!bool" || n.Value != "true" && n.Value != "false" {
		r.complain(key, "must be true or false")
		return false
	}
	return n.Value == "true"
}

// number reads a limit: nil when absent or null.
func (r row) number(key string) *float64 {
	if r.s.err != nil || r.absent(key) {
		return nil
	}
	n := r.at[key]
	x, err := strconv.ParseFloat(n.Value, 64)
	if n.Kind != yaml.ScalarNode || n.Tag != "!!int" && n.Tag != "!!float" || err != nil ||
		!plainNumber.MatchString(n.Value) || math.Abs(x) > magnitude {
		r.complain(key, "must be a plain number or null")
		return nil
	}
	return &x
}

// oneOf reads a word out of a closed set.
func (r row) oneOf(key string, words ...string) string {
	value := r.optionalText(key)
	for _, word := range words {
		if value == word {
			return value
		}
	}
	r.complain(key, "%q is not one of %s", value, strings.Join(words, ", "))
	return ""
}

// date reads a day that exists, empty when absent or null.
func (r row) date(key string) string {
	value := r.optionalText(key)
	if value == "" {
		return ""
	}
	if _, err := day(key, value); err != nil {
		r.complain(key, "%q is not a day (YYYY-MM-DD)", value)
		return ""
	}
	return value
}
