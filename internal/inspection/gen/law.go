package main

import (
	"fmt"
	"os"
	"strings"

	"anjian/internal/checklist"
	"anjian/internal/inspection"
)

// law writes what the phone must know of the register of laws: the instruments whose days are known. All others it can
// only call unconfirmed.
func law() (string, error) {
	register, err := checklist.LoadLaw(os.DirFS("../../configs"))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("/** Instrument is a law whose days in force are known: first and last day included, empty where open. */\n")
	b.WriteString("export interface Instrument {\n  readonly title: string;\n  readonly from: string;\n  readonly until: string;\n  readonly sure: boolean;\n}\n\n")
	b.WriteString("export const instruments: readonly Instrument[] = [\n")
	for _, i := range register.Instruments {
		if i.InForceFrom != "" || i.InForceUntil != "" {
			fmt.Fprintf(&b, "  { title: %s, from: %s, until: %s, sure: %t },\n", quote(i.Title), quote(i.InForceFrom), quote(i.InForceUntil), i.Sure)
		}
	}
	b.WriteString("];\n")
	return b.String(), nil
}

// lint writes the rules of the 文书体检, in their order.
func lint() string {
	var b strings.Builder
	b.WriteString("export type Weight = 'blocks' | 'reason' | 'advise';\n\n")
	b.WriteString("/** The rules of the document linter, in the order in which complaints are told. */\nexport const lintRules = {\n")
	for _, r := range inspection.LintRules {
		article := ""
		if r.Article != "" {
			article = ", article: " + quote(r.Article)
		}
		fmt.Fprintf(&b, "  %s: { weight: %s%s },\n", quote(r.Code), quote(string(r.Weight)), article)
	}
	b.WriteString("} as const satisfies Readonly<Record<string, { weight: Weight; article?: string }>>;\n\nexport type LintCode = keyof typeof lintRules;\n")
	return b.String()
}
