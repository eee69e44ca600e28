// Package configs hands the shipped configuration files to the rooms that read them, so that one binary is enough.
// It contains no code beside the embedding; what the files mean is said in the files.
package configs

import _ "embed"

// Server is server.yaml: every key of the server beside its default. internal/config reads its defaults from it.
//
//go:embed server.yaml
var Server []byte
