package config

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

const prefix = "ANJIAN_"

// Names that begin with ANJIAN_ and are no setting of the server: the settings file itself, and what the test and
// measuring scripts tell each other.
var otherNames = []string{"ANJIAN_CONFIG", "ANJIAN_TEST_", "ANJIAN_E2E_", "ANJIAN_BENCH_"}

// key is one setting: its path in the file, its name in the environment, and where it is kept.
type key struct {
	path, env string
	value     reflect.Value
}

// Keys lists every setting as its path in server.yaml with its name in the environment, in the order of the file.
func Keys() [][2]string {
	var list [][2]string
	for _, k := range keysOf(new(Config)) {
		list = append(list, [2]string{k.path, k.env})
	}
	return list
}

func keysOf(c *Config) []key {
	var list []key
	var walk func(v reflect.Value, path string)
	walk = func(v reflect.Value, path string) {
		for i := range v.NumField() {
			at := path + v.Type().Field(i).Tag.Get("yaml")
			if v.Field(i).Kind() == reflect.Struct {
				walk(v.Field(i), at+".")
				continue
			}
			env := prefix + strings.ToUpper(strings.ReplaceAll(at, ".", "_"))
			list = append(list, key{path: at, env: env, value: v.Field(i)})
		}
	}
	walk(reflect.ValueOf(c).Elem(), "")
	return list
}

func variables(environ []string) map[string]string {
	vars := map[string]string{}
	for _, entry := range environ {
		if name, value, ok := strings.Cut(entry, "="); ok && strings.HasPrefix(name, prefix) {
			vars[name] = value
		}
	}
	return vars
}

// override lays the environment over c. An ANJIAN_ name that is no setting is refused with the nearest one that is:
// a mistyped name must not leave the server running on a default nobody asked for.
func override(c *Config, vars map[string]string) error {
	keys := keysOf(c)
	var wrong []error
	for _, k := range keys {
		if text, ok := vars[k.env]; ok {
			if err := assign(k.value, text); err != nil {
				wrong = append(wrong, fmt.Errorf("%s: %w", k.env, err))
			}
		}
	}
	for name := range vars {
		isKey := slices.ContainsFunc(keys, func(k key) bool { return k.env == name })
		isOther := slices.ContainsFunc(otherNames, func(o string) bool {
			return name == o || strings.HasSuffix(o, "_") && strings.HasPrefix(name, o)
		})
		if !isKey && !isOther {
			wrong = append(wrong, fmt.Errorf("%s is no setting; the nearest one is %s", name, nearest(name, keys)))
		}
	}
	slices.SortFunc(wrong, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(wrong...)
}

// assign parses text into the setting. The text itself is quoted back only where it cannot be a secret.
func assign(v reflect.Value, text string) error {
	switch v.Interface().(type) {
	case string, Secret:
		v.SetString(text)
	case bool:
		b, err := strconv.ParseBool(text)
		if err != nil {
			return fmt.Errorf("%q is neither true nor false", text)
		}
		v.SetBool(b)
	case int:
		n, err := strconv.Atoi(text)
		if err != nil {
			return fmt.Errorf("%q is not a whole number", text)
		}
		v.SetInt(int64(n))
	case time.Duration:
		d, err := time.ParseDuration(text)
		if err != nil {
			return fmt.Errorf("%q is not a duration such as 90s, 15m or 720h", text)
		}
		v.SetInt(int64(d))
	case Size:
		n, err := parseSize(text)
		if err != nil {
			return err
		}
		v.SetInt(int64(n))
	case []string:
		var parts []string
		for part := range strings.SplitSeq(text, ",") {
			if part = strings.TrimSpace(part); part != "" {
				parts = append(parts, part)
			}
		}
		v.Set(reflect.ValueOf(parts))
	default:
		return fmt.Errorf("a setting of type %s cannot be read from the environment", v.Type())
	}
	return nil
}

func nearest(name string, keys []key) string {
	best, least := "", int(^uint(0)>>1)
	for _, k := range keys {
		if d := distance(name, k.env); d < least {
			best, least = k.env, d
		}
	}
	return best
}

// distance is Levenshtein's: how many letters to add, drop or change.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
