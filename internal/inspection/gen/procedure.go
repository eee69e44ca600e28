package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"anjian/internal/inspection"
)

func procedure(words map[string][]string) string {
	var b strings.Builder
	b.WriteString("import type { Kind, Party, State } from './record.gen';\n\n")
	b.WriteString("/** Clause: this act may be done by these parties while the check is in one of these states, after which it is in that state. */\n")
	b.WriteString("export interface Clause {\n  readonly act: Kind;\n  readonly by: readonly Party[];\n  readonly from: readonly State[];\n  readonly to: State;\n  readonly article: string;\n}\n\n")
	fmt.Fprintf(&b, "export const dialect = %d;\n\nexport const sealedSchema = %s;\n\n", inspection.Dialect, quote(inspection.SealedSchema))
	fmt.Fprintf(&b, "export const states: readonly State[] = [%s];\n\n", quotes(words["State"]))
	fmt.Fprintf(&b, "export const kinds: readonly Kind[] = [%s];\n\n", quotes(words["Kind"]))
	b.WriteString("export const procedure: readonly Clause[] = [\n")
	articles := []string{}
	for _, c := range inspection.Procedure {
		fmt.Fprintf(&b, "  { act: %s, by: [%s], from: [%s], to: %s, article: %s },\n",
			quote(string(c.Act)), quotes(c.By), quotes(c.From), quote(string(c.To)), quote(c.Article))
		articles = append(articles, c.Article)
	}
	b.WriteString("];\n\n")
	refusals(&b, &articles)
	slices.Sort(articles)
	fmt.Fprintf(&b, "/** articles are the legal grounds of the procedure and the refusals, by their code in configs/law.yaml. */\nexport const articles: readonly string[] = [%s];\n\n", quotes(slices.Compact(articles)))
	b.WriteString(`/** Shape is the outer form of one field of a body. Names carry their parents: "closing.places". */
export interface Shape {
  readonly name: string;
  readonly type: 'text' | 'number' | 'flag' | 'time' | 'object' | 'ink';
  readonly list?: true;
  readonly needed?: true;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly low?: number;
  readonly high?: number;
  readonly oneOf?: readonly string[];
  readonly format?: 'uuid' | 'date' | 'sha256' | 'print';
  readonly fields?: readonly Shape[];
}

`)
	acts(&b, "VisitAct", "visitShapes", fieldActs(words, true))
	return b.String()
}

// afterwards writes the forms of the acts that a first start on site can do without.
func afterwards(words map[string][]string) string {
	var b strings.Builder
	b.WriteString("import type { Shape } from './procedure.gen';\nimport type { Terms } from './record.gen';\n\n")
	terms, _ := json.MarshalIndent(inspection.DefaultTerms(), "", "  ") // plain words and numbers
	fmt.Fprintf(&b, "/** defaultTerms are the lengths and customs of a check that keeps none of its own. */\nexport const defaultTerms: Terms = %s;\n\n", terms)
	acts(&b, "AfterwardsAct", "afterwardsShapes", fieldActs(words, false))
	return b.String()
}

// desk are the acts that are only done at a desk, with the server: a phone needs no form of theirs. visit are those of the
// visit itself, up to the signed record.
var (
	desk = []inspection.Kind{inspection.CreateCheck, inspection.ReviseScheme, inspection.Dispatch, inspection.Reassign, inspection.ReturnScheme,
		inspection.ApproveScheme, inspection.ReportUrgent, inspection.CancelCheck, inspection.SignWithCertificate}
	visit = []inspection.Kind{inspection.DeclareNoConflict, inspection.Arrive, inspection.RecordEntryRefused, inspection.StateFact, inspection.AnswerItem,
		inspection.AttachPhoto, inspection.RemovePhoto, inspection.MarkPhoto, inspection.RaiseFinding, inspection.ReviseFinding, inspection.WithdrawFinding,
		inspection.ConfirmMajorHazard, inspection.CorrectOnSpot, inspection.SealRecord, inspection.ReopenRecord, inspection.SignRecord, inspection.RefuseSignature}
)

func fieldActs(words map[string][]string, onSite bool) []inspection.Kind {
	var kinds []inspection.Kind
	for _, word := range words["Kind"] {
		if k := inspection.Kind(word); !slices.Contains(desk, k) && slices.Contains(visit, k) == onSite {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

func acts(b *strings.Builder, name, list string, kinds []inspection.Kind) {
	fmt.Fprintf(b, "export type %s =\n", name)
	for _, k := range kinds {
		fmt.Fprintf(b, "  | %s\n", quote(string(k)))
	}
	fmt.Fprintf(b, "\nexport const %s: Readonly<Record<%s, readonly Shape[]>> = {\n", list, name)
	for _, k := range kinds {
		fmt.Fprintf(b, "  %s: [\n", k)
		shapes(b, inspection.Shapes(k), "    ")
		b.WriteString("  ],\n")
	}
	b.WriteString("};\n")
}

func refusals(b *strings.Builder, articles *[]string) {
	b.WriteString("/** Refusal is one of the ways to be told no. */\nexport interface Refusal {\n  readonly kind: string;\n  readonly article?: string;\n}\n\n")
	b.WriteString("export const refusals = {\n")
	for _, r := range inspection.Refusals() {
		article := ""
		if r.Article != "" {
			article = ", article: " + quote(r.Article)
			*articles = append(*articles, r.Article)
		}
		fmt.Fprintf(b, "  %s: { kind: %s%s },\n", quote(r.Code), quote(string(r.Kind)), article)
	}
	b.WriteString("} as const satisfies Readonly<Record<string, Refusal>>;\n\nexport type RefusalCode = keyof typeof refusals;\n\n")
}

func shapes(b *strings.Builder, list []inspection.Shape, indent string) {
	for _, s := range list {
		fmt.Fprintf(b, "%s{ name: %s, type: %s", indent, quote(s.Name), quote(s.Type))
		if s.List {
			b.WriteString(", list: true")
		}
		if s.Needed {
			b.WriteString(", needed: true")
		}
		for _, n := range []struct {
			word string
			n    int
		}{{"maxLength", s.MaxLength}, {"minItems", s.MinItems}, {"maxItems", s.MaxItems}} {
			if n.n > 0 {
				fmt.Fprintf(b, ", %s: %d", n.word, n.n)
			}
		}
		if s.Low != nil {
			fmt.Fprintf(b, ", low: %v", *s.Low)
		}
		if s.High != nil {
			fmt.Fprintf(b, ", high: %.0f", *s.High)
		}
		if s.Enum != nil {
			fmt.Fprintf(b, ", oneOf: [%s]", quotes(s.Enum))
		}
		if s.Format != "" {
			fmt.Fprintf(b, ", format: %s", quote(s.Format))
		}
		if s.Fields != nil {
			b.WriteString(", fields: [\n")
			shapes(b, s.Fields, indent+"  ")
			b.WriteString(indent + "]")
		}
		b.WriteString(" },\n")
	}
}
