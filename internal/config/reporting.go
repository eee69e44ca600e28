package config

import (
	"fmt"
	"io/fs"
)

// Reporting is reporting.yaml: what is reported of a record to the city's system, and under which names. What may stand
// in From, the room that reports knows and checks.
type Reporting struct {
	System  string
	Columns []struct{ Name, Title, From string }
}

// LoadReporting reads reporting.yaml of fsys (configs.FS, or the operator's own folder).
func LoadReporting(fsys fs.FS) (r Reporting, err error) {
	text, err := fs.ReadFile(fsys, "reporting.yaml")
	if err != nil {
		return r, fmt.Errorf("config: read the mapping of reports: %w", err)
	}
	if err := strict(text, &r); err != nil {
		return r, fmt.Errorf("config: reporting.yaml: %w", err)
	}
	return r, nil
}
