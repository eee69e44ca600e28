package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"

	"anjian/internal/checklist"
	"anjian/internal/evidence"
	"anjian/internal/inspection"
)

// writer turns Go types into TypeScript, each named type once, in the order in which they are met.
type writer struct {
	words map[string][]string
	seen  map[string]reflect.Type
	out   []string
}

func record(words map[string][]string) string {
	w := &writer{words: words, seen: map[string]reflect.Type{}}
	roots := []reflect.Type{
		reflect.TypeFor[inspection.CheckRecord](), reflect.TypeFor[inspection.SealedRecord](), reflect.TypeFor[inspection.SealedSupplement](), reflect.TypeFor[inspection.SealedOpinion](), reflect.TypeFor[inspection.OpenMatter](), reflect.TypeFor[inspection.Due](), reflect.TypeFor[inspection.Actor](),
		reflect.TypeFor[inspection.Kind](), reflect.TypeFor[checklist.Checklist](), reflect.TypeFor[checklist.Law](), reflect.TypeFor[evidence.Clock](),
	}
	var bodies strings.Builder
	for _, k := range words["Kind"] {
		t, ok := inspection.BodyOf(inspection.Kind(k))
		if !ok {
			continue
		}
		roots = append(roots, t)
		fmt.Fprintf(&bodies, "  %s: %s;\n", k, t.Name())
	}
	for _, t := range roots {
		w.name(t)
	}
	return strings.Join(w.out, "\n") + `
/** Bodies says which body belongs to which kind of act. */
export interface Bodies {
` + bodies.String() + `}

/** ActOf is one act of a given kind on the wire. */
export interface ActOf<K extends Kind> {
  id: string;
  kind: K;
  checkId: string;
  doneAt: string;
  clock?: Clock;
  device?: string;
  dialect: number;
  body: Bodies[K];
}

/** Act is any act on the wire. */
export type Act = { [K in Kind]: ActOf<K> }[Kind];
`
}

// name gives the TypeScript name of a type and writes its declaration when it is met for the first time.
func (w *writer) name(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[time.Time]():
		return "string"
	case t == reflect.TypeFor[json.RawMessage]():
		return "unknown"
	case t.Kind() == reflect.Pointer:
		return w.name(t.Elem())
	case t.Kind() == reflect.Slice:
		return w.name(t.Elem()) + "[]"
	case t.Kind() == reflect.Map:
		return "Record<" + w.name(t.Key()) + ", " + w.name(t.Elem()) + ">"
	case t.Kind() == reflect.Bool:
		return "boolean"
	case t.Kind() == reflect.String && t.Name() == "string":
		return "string"
	case t.Kind() == reflect.String:
		w.union(t)
		return t.Name()
	case t.Kind() == reflect.Struct:
		w.structure(t)
		return t.Name()
	default:
		return "number"
	}
}

func (w *writer) first(t reflect.Type) bool {
	if known, ok := w.seen[t.Name()]; ok {
		if known != t {
			panic("two types are named " + t.Name())
		}
		return false
	}
	w.seen[t.Name()] = t
	return true
}

func (w *writer) union(t reflect.Type) {
	if w.first(t) {
		w.out = append(w.out, fmt.Sprintf("export type %s = %s;\n", t.Name(), strings.ReplaceAll(quotes(w.words[t.Name()]), ", ", " | ")))
	}
}

func (w *writer) structure(t reflect.Type) {
	if !w.first(t) {
		return
	}
	place := len(w.out)
	w.out = append(w.out, "")
	var b strings.Builder
	fmt.Fprintf(&b, "export interface %s {\n", t.Name())
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" || f.Anonymous {
			continue
		}
		mark, null := "", ""
		switch {
		case strings.Contains(options, "omitempty"):
			mark = "?"
		case f.Type.Kind() == reflect.Pointer:
			null = " | null"
		}
		fmt.Fprintf(&b, "  %s%s: %s%s;\n", name, mark, w.name(f.Type), null)
	}
	w.out[place] = b.String() + "}\n"
}
