package configs

import (
	"embed"
	"io/fs"
)

// FS holds every shipped configuration file beside this one and one folder below: law.yaml, checklists/*.yaml and the
// rest.
//
//go:embed *.yaml */*
var FS embed.FS

// Checklists is the folder of the shipped checklists, as internal/checklist.Load wants it.
func Checklists() fs.FS {
	sub, err := fs.Sub(FS, "checklists")
	if err != nil {
		panic(err) // the name above is valid: cannot happen
	}
	return sub
}
