package config

import (
	"bytes"
	"fmt"
	"io/fs"

	"go.yaml.in/yaml/v3"

	"anjian/internal/planning"
)

// LoadClocks reads clocks.yaml of fsys (configs.FS, or the operator's own folder).
func LoadClocks(fsys fs.FS) (map[string]planning.Limit, error) {
	text, err := fs.ReadFile(fsys, "clocks.yaml")
	if err != nil {
		return nil, fmt.Errorf("config: read the clocks: %w", err)
	}
	var file struct{ Clocks []planning.Limit }
	if err := strict(text, &file); err != nil {
		return nil, fmt.Errorf("config: clocks.yaml: %w", err)
	}
	clocks := map[string]planning.Limit{}
	for _, c := range file.Clocks {
		if err := c.Check(); err != nil {
			return nil, fmt.Errorf("config: clocks.yaml: %w", err)
		}
		if _, twice := clocks[c.Code]; twice {
			return nil, fmt.Errorf("config: clocks.yaml: %s stands twice", c.Code)
		}
		clocks[c.Code] = c
	}
	return clocks, nil
}

// strict reads one YAML text whose keys must all be known.
func strict(text []byte, into any) error {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	return decoder.Decode(into)
}
