package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// constants reads the words of every named string type: type name → values in the order of the source.
func constants(folders ...string) (map[string][]string, error) {
	words := map[string][]string{}
	for _, folder := range folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, e.Name()), nil, parser.SkipObjectResolution)
			if err != nil {
				return nil, fmt.Errorf("read %s: %w", e.Name(), err)
			}
			for _, d := range file.Decls {
				if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.CONST {
					collect(g, words)
				}
			}
		}
	}
	return words, nil
}

func collect(g *ast.GenDecl, words map[string][]string) {
	for _, s := range g.Specs {
		v, ok := s.(*ast.ValueSpec)
		if !ok || len(v.Values) != 1 {
			continue
		}
		typ, ok := v.Type.(*ast.Ident)
		if !ok {
			continue
		}
		if lit, ok := v.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if word, err := strconv.Unquote(lit.Value); err == nil {
				words[typ.Name] = append(words[typ.Name], word)
			}
		}
	}
}

// quote writes a text as TypeScript.
func quote(s string) string {
	q := strconv.Quote(s)
	return "'" + strings.ReplaceAll(strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`), "'", `\'`) + "'"
}

func quotes[S ~string](list []S) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = quote(string(s))
	}
	return strings.Join(parts, ", ")
}
