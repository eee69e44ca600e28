// Small things about the words of a finding: blanks, days, default handling.

import type { Handling, Measure } from '../../inspection/record.gen'

const blank = /\{([^{}]+)\}/g

/** The blanks {…} still open in a text, each once, in order. */
export const blanksOf = (text: string): string[] => [...new Set([...text.matchAll(blank)].map((m) => m[1] ?? ''))]

/** Puts a value into every blank of that name. */
export const fillBlank = (text: string, name: string, value: string): string => text.replaceAll(`{${name}}`, value)

/** The day some days later, moved from a weekend to Monday. Public holidays are the person's to mind. */
export function dueDay(from: string, days = 15): string {
  const at = new Date(`${from}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  const weekday = at.getUTCDay()
  if (weekday === 6) at.setUTCDate(at.getUTCDate() + 2)
  if (weekday === 0) at.setUTCDate(at.getUTCDate() + 1)
  return at.toISOString().slice(0, 10)
}

export const handlings: readonly Handling[] = ['order', 'spot', 'stop', 'refer', 'case', 'advice']

/** What an item proposes to do about its finding. */
export const handlingOf = (measure: Measure): Handling => (measure === 'transfer' ? 'refer' : measure)
