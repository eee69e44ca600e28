import type { Checklist } from '../inspection/judge'
import type { CheckRecord, Finding, FindingVersion, Photo, Supplement } from '../inspection/record.gen'
import { standingSupplements } from '../inspection/takenup'

/** One thing found, as its enterprise reads it: plain words first, then what is asked, then the clause it rests on. */
export interface Told {
  finding: Finding
  words: FindingVersion
  /** Citations somebody has confirmed; the others are told to nobody outside. */
  clauses: string[]
  photos: Photo[]
}

/** What was found and stands, what has a date first, the nearest date at the top. */
export function toldOf(record: CheckRecord, lists: Readonly<Record<string, Checklist>>): Told[] {
  const told = record.findings.flatMap((finding): Told[] => {
    const words = finding.versions.at(-1)
    if (finding.withdrawn || !words) return []
    const item = finding.checklist ? lists[finding.checklist]?.items.find((i) => i.id === finding.item) : undefined
    return [{
      finding, words,
      clauses: (item?.basis ?? []).filter((b) => b.sure).map((b) => [b.law, b.article].filter(Boolean).join(' ')),
      photos: record.photos.filter((p) => p.findingId === finding.id && !p.removed),
    }]
  })
  const due = (t: Told): string => t.words.dueOn ?? '9999'
  return told.sort((a, b) => due(a).localeCompare(due(b)))
}

/** What the enterprise has done so far about the record, or about one supplement to it. */
export function answerOf(sheet: Pick<CheckRecord, 'signatures' | 'signRefusals'>): 'signed' | 'refused' | 'open' {
  if (sheet.signatures.some((s) => s.signatory.party === 'enterprise')) return 'signed'
  return sheet.signRefusals.length > 0 ? 'refused' : 'open'
}

/** The supplements that wait for the enterprise's answer. */
export const openSupplements = (record: CheckRecord): Supplement[] => standingSupplements(record).filter((s) => answerOf(s) === 'open')
