// The rows of a checklist as the screen needs them: plain values and one stamp, so that one tap draws one row anew.

import { itemsOf } from '../../inspection/items'
import { conditions } from '../../inspection/judge'
import type { Answer, Item, Photo, Verdict } from '../../inspection/record.gen'
import type { ViewedCheck } from '../../use/check'

export interface Row {
  item: Item
  applies: boolean
  verdict: Verdict | undefined
  /** Standing answers; more than one are contested. */
  answers: readonly Answer[]
  photos: Photo[]
  findingId: string | undefined
  /** Changes exactly when the row looks different. */
  stamp: string
}

export interface Section {
  name: string
  rows: Row[]
  conditions: { text: string; holds: boolean | undefined }[]
  done: number
  all: number
}

/** Whether somebody has looked: a plain 未检查 counts as not yet. */
export const isDone = (row: Row): boolean => row.verdict !== undefined && row.verdict !== 'not_examined'
export const isOpen = (row: Row): boolean => row.applies && !isDone(row)

/** Whether a mere 符合 answers it: not measured, not dated, no photo still owed, nothing contested. */
export const isPlain = (row: Row): boolean =>
  isOpen(row) && row.answers.length < 2 && row.item.answer.type === 'conformity' && (row.item.photo !== 'required' || row.photos.length > 0)

/** rowsOf lays out one checklist. A row that looks as it did before is the same row: only what changed is drawn anew. */
export function rowsOf({ record, lists }: ViewedCheck, code: string, before: readonly Row[] = []): Row[] {
  const photos = new Map<string, Photo[]>()
  for (const p of record.photos) {
    if (p.removed || p.checklist !== code || !p.item) continue
    const there = photos.get(p.item)
    if (there) there.push(p)
    else photos.set(p.item, [p])
  }
  const findings = new Map(record.findings.filter((f) => !f.withdrawn && f.checklist === code).map((f) => [f.item, f.id]))
  const ref = record.checklists.find((c) => c.code === code)
  return itemsOf({ ...record, checklists: ref ? [ref] : [] }, lists).map(({ item, applies, answers }, at): Row => {
    // A contested item has no verdict: it is open until somebody settles it.
    const verdict = answers.length > 1 ? undefined : answers[0]?.verdict
    const own = photos.get(item.id) ?? []
    const findingId = findings.get(item.id)
    const stamp = `${verdict ?? ''} ${applies ? 1 : 0} ${findingId ?? ''} ${answers.map((a) => a.act).join()} ${own.map((p) => p.id).join()}`
    const was = before[at]
    if (was?.item === item && was.stamp === stamp) return was
    return { item, applies, verdict, answers, photos: own, findingId, stamp }
  })
}

/** Rows under their categories, each condition asked where it first matters. A section none of whose rows changed is the same section. */
export function sectionsOf({ record, lists }: ViewedCheck, code: string, rows: readonly Row[], before: readonly Section[] = []): Section[] {
  const asked = new Set<string>()
  const all = new Set(lists[code] ? conditions(lists[code]) : [])
  const sections: Section[] = []
  for (const row of rows) {
    const { category, appliesIf } = row.item
    let section = sections.at(-1)
    if (section?.name !== category) {
      section = { name: category, rows: [], conditions: [], done: 0, all: 0 }
      sections.push(section)
    }
    if (all.has(appliesIf) && !asked.has(appliesIf)) {
      asked.add(appliesIf)
      section.conditions.push({ text: appliesIf, holds: record.facts[`${code}/${appliesIf}`]?.holds })
    }
    section.rows.push(row)
    if (row.applies || isDone(row)) {
      section.all += 1
      if (isDone(row)) section.done += 1
    }
  }
  return sections.map((section, at) => {
    const was = before[at]
    return was && isSame(was, section) ? was : section
  })
}

const isSame = (a: Section, b: Section): boolean =>
  a.name === b.name && a.rows.length === b.rows.length && a.rows.every((row, i) => row === b.rows[i]) &&
  a.conditions.length === b.conditions.length && a.conditions.every((c, i) => c.text === b.conditions[i]?.text && c.holds === b.conditions[i]?.holds)
