// A re-check while it is being written: one answer for each open item and each measure whose end is applied for.

import { measureApplied } from '../../inspection/measures'
import { findingNo, openItem } from '../../inspection/papers'
import type { CheckRecord, CheckResult, LoopPhoto, OrderItem, RecheckBody, RecheckMode } from '../../inspection/record.gen'
import { t } from '../../use/i18n'
import type { NewPicture } from '../check/pictures'

export interface Answered {
  result?: CheckResult
  text: string
  pictures: NewPicture[]
}

export interface RecheckDraft {
  recheckId: string
  mode: RecheckMode
  receivedBy: string
  place: string
  shown: string[]
  items: Record<string, Answered>
  measures: Record<string, Answered>
  /** What the officers wrote; undefined while it is only summed up. */
  opinion?: string
}

/** What a re-check has to answer, in the order of the record. */
export const itemsToAnswer = (record: CheckRecord): OrderItem[] =>
  (record.orderItems ?? []).filter(openItem).sort((a, b) => findingNo(record, a.findingId) - findingNo(record, b.findingId))

export const measuresToAnswer = (record: CheckRecord) => (record.measures ?? []).filter(measureApplied)

/** The answers that can be given for an item today: nothing is late before its day, nothing is early after it. */
export function resultsFor(item: OrderItem, today: string): CheckResult[] {
  const early = today <= item.dueOn
  return ['met', 'partly', ...(early && item.standing === 'ordered' ? [] : (['not_met'] as const)), ...(early ? (['not_due'] as const) : [])]
}

/** A picture of the loop as its act carries it. */
export function loopPhoto({ body }: NewPicture, about: LoopPhoto['about']): LoopPhoto {
  const { print: _, ...photo } = body
  return { ...photo, about }
}

/** The opinion that the answers add up to. */
export function summed(record: CheckRecord, draft: RecheckDraft): string {
  const answers = itemsToAnswer(record).map((i) => draft.items[i.findingId]?.result)
  const of = (result: CheckResult) => answers.filter((a) => a === result).length
  const parts = (['met', 'partly', 'not_met', 'not_due'] as const).flatMap((r) => (of(r) > 0 ? [t('loop.sum.part', { result: t(`loop.result.${r}`), count: of(r) })] : []))
  return t('loop.sum', { count: answers.length, parts: parts.join(t('loop.sum.comma')) })
}

/** What is still missing, as the number of answers; 0 when the re-check can be written. */
export function unanswered(record: CheckRecord, draft: RecheckDraft): number {
  const missing = (a: Answered | undefined): boolean => !a?.result || a.text.trim() === ''
  return itemsToAnswer(record).filter((i) => missing(draft.items[i.findingId])).length + measuresToAnswer(record).filter((m) => missing(draft.measures[m.paper.id])).length
}

export function recheckBody(record: CheckRecord, draft: RecheckDraft): RecheckBody {
  const { recheckId, mode, receivedBy, place } = draft
  return {
    recheckId, mode, ...(receivedBy.trim() ? { receivedBy: receivedBy.trim() } : {}), ...(place.trim() ? { place: place.trim() } : {}),
    certificates: (['lead', 'assistant'] as const).flatMap((part) => record.team.find((m) => m.part === part)?.certificate.number ?? []),
    items: itemsToAnswer(record).map(({ findingId }) => {
      const a = draft.items[findingId]
      return { findingId, result: a?.result ?? 'not_due', text: a?.text.trim() ?? '', photos: (a?.pictures ?? []).map((p) => loopPhoto(p, 'recheck')) }
    }),
    measures: measuresToAnswer(record).map(({ paper }) => {
      const a = draft.measures[paper.id]
      return { measureId: paper.id, result: a?.result ?? 'not_met', text: a?.text.trim() ?? '' }
    }),
    opinion: (draft.opinion ?? summed(record, draft)).trim(),
  }
}

export const picturesOf = (draft: RecheckDraft) => Object.values(draft.items).flatMap((a) => a.pictures.map((p) => p.blob))
