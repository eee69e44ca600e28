import type { LedgerEntry } from '../use/office/casefile'

/** One line of the timeline: acts of the same kind by the same person in a row stand together, so that 120 answers read as one. */
export interface Stretch {
  first: LedgerEntry
  last: LedgerEntry
  count: number
  /** How many of them no device has signed. */
  unsigned: number
  /** A signature among them does not follow from what its device signed before. */
  apart: boolean
}

export function stretches(ledger: readonly LedgerEntry[]): Stretch[] {
  const found: Stretch[] = []
  for (let i = ledger.length - 1; i >= 0; i -= 1) {
    const entry = ledger[i]
    const after = found.at(-1)
    if (!entry) continue
    if (after && after.first.kind === entry.kind && after.first.actor.id === entry.actor.id) {
      after.first = entry
      after.count += 1
      after.unsigned += entry.cover ? 0 : 1
      after.apart ||= entry.apart === true
    } else {
      found.push({ first: entry, last: entry, count: 1, unsigned: entry.cover ? 0 : 1, apart: entry.apart === true })
    }
  }
  return found
}
