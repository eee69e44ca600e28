// Sentences to take instead of typing: what this person wrote before, and the wordings of the checklists at hand.

import type { Lists } from '../inspection/items'
import { usePhrase } from '../local/phrases'
import { finder } from './initials'
import { standing } from './ground'

export interface Phrase {
  text: string
  /** Written by this person before, how often; undefined for a checklist's wording. */
  times?: number
  /** The item it stands or was written for: `list/item`. */
  itemKey: string
}

/** phrasesFor gathers them for one item, the likeliest first: written on this item, on this list, elsewhere; then wordings. */
export async function phrasesFor(itemKey: string, lists: Lists): Promise<Phrase[]> {
  const own = await standing().local.phrases()
  return ranked(own, wordings(lists), itemKey)
}

/** Remembers what was written. */
export function rememberPhrase(text: string, itemKey: string): Promise<void> {
  return usePhrase(standing().local, text, itemKey)
}

/** The wordings of checklists, each once. */
export function wordings(lists: Lists): Phrase[] {
  const seen = new Set<string>()
  const all: Phrase[] = []
  for (const [code, list] of Object.entries(lists)) {
    for (const { id, finding } of list?.items ?? []) {
      if (finding && !seen.has(finding)) all.push({ text: finding, itemKey: `${code}/${id}` })
      seen.add(finding)
    }
  }
  return all
}

/** Orders phrases for one item. `own` comes with the last used first, which decides among equals. */
export function ranked(own: readonly Phrase[], others: readonly Phrase[], itemKey: string): Phrase[] {
  const list = itemKey.split('/')[0]
  const near = (p: Phrase): number => (p.itemKey === itemKey ? 2 : list && p.itemKey.split('/')[0] === list ? 1 : 0)
  const written = new Set(own.map((p) => p.text))
  const mine = [...own].sort((a, b) => near(b) - near(a) || (b.times ?? 0) - (a.times ?? 0))
  const rest = others.filter((p) => !written.has(p.text)).sort((a, b) => near(b) - near(a))
  return [...mine, ...rest]
}

/** The first few that have what was typed: characters, pinyin initials, or both. */
export function search(phrases: readonly Phrase[], typed: string, most: number): Phrase[] {
  const fits = finder(typed)
  const found: Phrase[] = []
  for (const phrase of phrases) {
    if (found.length === most) break
    if (fits(phrase.text)) found.push(phrase)
  }
  return found
}
