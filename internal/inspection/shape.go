package inspection

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"anjian/internal/fault"
)

// Shape is the outer form of one field of a body, read once from its tags: the same tags that the HTTP schema comes
// from, and the phone's twin of this file by the generator. A text without omitempty is needed; runes are counted, not
// bytes.
type Shape struct {
	Name   string // JSON name, with its parents: "closing.places"
	Type   string // text, number, flag, time, object or ink
	List   bool
	Needed bool

	MaxLength, MinItems, MaxItems int // 0: none
	Low, High                     *float64
	Enum                          []string
	Format                        string // uuid, date, sha256, print

	Fields []Shape // of an object
	index  []int
}

// Shapes lists the fields of an act's body.
func Shapes(kind Kind) []Shape { return deeds[kind].shapes }

// shapesOf reads the tags of a struct type. It runs once for each kind of act, when the program starts.
func shapesOf(t reflect.Type, parent string) []Shape {
	var shapes []Shape
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		s := Shape{
			index: f.Index, Name: parent + name, Needed: !strings.Contains(options, "omitempty"),
			MaxLength: number(f.Tag.Get("maxLength")), MinItems: number(f.Tag.Get("minItems")), MaxItems: number(f.Tag.Get("maxItems")),
			Low: bound(f.Tag.Get("minimum")), High: bound(f.Tag.Get("maximum")), Format: f.Tag.Get("format"),
		}
		if e := f.Tag.Get("enum"); e != "" {
			s.Enum = strings.Split(e, ",")
		}
		switch pattern := f.Tag.Get("pattern"); {
		case strings.Contains(pattern, "{64}"):
			s.Format = "sha256"
		case strings.Contains(pattern, "{16}"):
			s.Format = "print"
		}
		inner := f.Type
		for inner.Kind() == reflect.Pointer || inner.Kind() == reflect.Slice {
			s.List = s.List || inner.Kind() == reflect.Slice
			inner = inner.Elem()
		}
		s.Type = typeWord(f.Type, inner)
		if s.Type == "object" {
			s.Fields = shapesOf(inner, s.Name+".")
		}
		shapes = append(shapes, s)
	}
	return shapes
}

func typeWord(field, inner reflect.Type) string {
	switch {
	case field == reflect.TypeFor[[][][]float64]():
		return "ink" // judged by Ink.fault
	case inner == reflect.TypeFor[time.Time]():
		return "time"
	case inner.Kind() == reflect.Struct:
		return "object"
	case inner.Kind() == reflect.String:
		return "text"
	case inner.Kind() == reflect.Bool:
		return "flag"
	default:
		return "number"
	}
}

func number(tag string) int {
	n, _ := strconv.Atoi(tag) // no tag: no bound
	return n
}

func bound(tag string) *float64 {
	x, err := strconv.ParseFloat(tag, 64)
	if err != nil {
		return nil
	}
	return &x
}

// wellFormed holds a body to its shapes: needed texts are there, nothing is too long, too many or unprintable, times
// are not absurd.
func wellFormed(v reflect.Value, shapes []Shape) error {
	for i := range shapes {
		if err := shapes[i].check(v.FieldByIndex(shapes[i].index)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Shape) check(v reflect.Value) error {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return s.check(v.Elem())
	case reflect.String:
		return s.text(v.String())
	case reflect.Int, reflect.Int64:
		return s.figure(float64(v.Int()))
	case reflect.Float64:
		return s.figure(v.Float())
	case reflect.Slice:
		return s.list(v)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			at, _ := reflect.TypeAssert[time.Time](v)
			if absurd(at) {
				return BadTime.With("field", s.Name)
			}
			return nil
		}
		return wellFormed(v, s.Fields)
	}
	return nil
}

func (s *Shape) list(v reflect.Value) error {
	n := v.Len()
	if n < s.MinItems {
		return Missing.With("field", s.Name)
	}
	if s.MaxItems > 0 && n > s.MaxItems {
		return TooMany.With("field", s.Name).With("max", s.MaxItems)
	}
	for i := range n {
		if err := s.element(v.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Shape) element(v reflect.Value) error {
	if v.Kind() == reflect.String && blank(v.String()) {
		return Missing.With("field", s.Name)
	}
	return s.check(v)
}

func (s *Shape) figure(x float64) error {
	if math.IsNaN(x) || s.Low != nil && x < *s.Low || s.High != nil && x > *s.High {
		return BadValue.With("field", s.Name)
	}
	return nil
}

func (s *Shape) text(t string) error {
	if t == "" && !s.Needed {
		return nil
	}
	if fail := textFault(t, s.MaxLength); fail != nil {
		return fail.With("field", s.Name)
	}
	if s.Enum != nil && !slices.Contains(s.Enum, t) {
		return BadValue.With("field", s.Name)
	}
	ok := true
	switch s.Format {
	case "uuid":
		ok = isUUID(t)
	case "date":
		ok = realDay(t)
	case "sha256":
		ok = isSHA256(t)
	case "print":
		ok = len(t) == 16 && strings.Trim(t, "0123456789abcdef") == ""
	}
	if !ok {
		return BadValue.With("field", s.Name)
	}
	return nil
}

// textFault judges a text that is there: not blank, no longer than max runes (0: any), nothing unprintable.
func textFault(t string, most int) *fault.Error {
	if blank(t) {
		return Missing
	}
	if most > 0 && len(t) > most && utf8.RuneCountInString(t) > most {
		return TooLong.With("max", most)
	}
	for _, r := range t {
		if unprintable(r) {
			return BadCharacters
		}
	}
	return nil
}

// blank is what String.trim leaves empty on a phone.
func blank(t string) bool {
	return strings.TrimFunc(t, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' }) == ""
}

// unprintable are control characters but newline and tab, and those that turn the direction of a text around.
func unprintable(r rune) bool {
	return r != '\n' && r != '\t' && unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// absurd is a time that no device can honestly mean.
func absurd(t time.Time) bool { return t.Year() < 2020 || t.Year() > 2100 }

// realDay is a day of the calendar written YYYY-MM-DD, from 2000 on.
func realDay(day string) bool {
	t, err := time.Parse(time.DateOnly, day)
	return err == nil && t.Year() >= 2000
}

func isSHA256(t string) bool {
	return len(t) == 64 && strings.Trim(t, "0123456789abcdef") == ""
}

// isUUID takes the canonical lower-case form only: ids are compared as texts.
func isUUID(t string) bool {
	if len(t) != 36 {
		return false
	}
	for i := range len(t) {
		c := t[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
				return false
			}
		}
	}
	return true
}
