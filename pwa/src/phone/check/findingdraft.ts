// A finding while it is being written, and how it becomes acts: the answer, the finding, its pictures, the call on a
// major hazard, the correction. Each step looks first whether the record already has it, so a second try repeats nothing.

import { v7 } from 'uuid'
import { itemKey } from '../../inspection/items'
import { checkDay } from '../../inspection/visit'
import type { Finding, FindingWords, Item, Value } from '../../inspection/record.gen'
import type { ViewedCheck } from '../../use/check'
import type { MyCheck } from './acting'
import { attachBody, type NewPicture } from './pictures'
import { dueDay, fillBlank, handlingOf } from './words'

export interface MajorDraft {
  confirmed: boolean
  law: string
  article: string
  note: string
}

export interface FindingDraft {
  findingId: string
  /** Set when a standing finding is being changed: the versions it was seen with. */
  revises?: string[]
  checklist?: string
  item?: string
  /** The answer 不符合 that comes with it. */
  answer?: { value?: Value; note?: string }
  words: Required<FindingWords>
  suspectMajor: boolean
  call?: MajorDraft
  how: string
  pictures: NewPicture[]
}

/** A new finding, prefilled from its item. */
export function newFinding({ record }: ViewedCheck, checklist?: string, item?: Item, answer?: FindingDraft['answer']): FindingDraft {
  const value = answer?.value?.number ?? answer?.value?.date
  const text = item ? (value === undefined ? item.finding : fillBlank(item.finding, '值', String(value))) : ''
  return {
    findingId: v7(), ...(item && checklist ? { checklist, item: item.id } : {}), ...(answer ? { answer } : {}),
    words: { text, place: '', handling: item ? handlingOf(item.defaultMeasure) : 'order', dueOn: dueDay(checkDay(record)), referTo: item?.transferTo ?? '' },
    suspectMajor: false, how: '', pictures: [],
  }
}

/** A standing finding, to be changed. */
export function revising({ record }: ViewedCheck, finding: Finding): FindingDraft {
  const v = finding.versions.at(-1)
  return {
    findingId: finding.id, revises: finding.versions.map((each) => each.act),
    ...(finding.checklist ? { checklist: finding.checklist } : {}), ...(finding.item ? { item: finding.item } : {}),
    words: { text: v?.text ?? '', place: v?.place ?? '', handling: v?.handling ?? 'order', dueOn: v?.dueOn || dueDay(checkDay(record)), referTo: v?.referTo ?? '' },
    suspectMajor: false, how: '', pictures: [],
  }
}

/** Only what the chosen handling needs is sent. */
function wordsOf({ text, place, handling, dueOn, referTo }: FindingDraft['words']): FindingWords {
  const dated = handling === 'order' || handling === 'stop'
  return { text: text.trim(), place: place.trim(), handling, ...(dated && dueOn ? { dueOn } : {}), ...(handling === 'refer' ? { referTo: referTo.trim() } : {}) }
}

/** Carries the draft out act by act; false at the first refusal, with everything before it kept. */
export async function saveFinding({ check, run }: MyCheck, draft: FindingDraft): Promise<boolean> {
  const record = (): ViewedCheck['record'] => (check.value as ViewedCheck).record
  const found = (): Finding | undefined => record().findings.find((f) => f.id === draft.findingId)
  const { checklist, item, answer, call } = draft
  const words = wordsOf(draft.words)
  if (checklist && item && answer) {
    const standing = record().answers[itemKey(checklist, item)] ?? []
    const already = standing.length === 1 && standing[0]?.verdict === 'violates' && standing[0].value?.number === answer.value?.number && standing[0].value?.date === answer.value?.date
    if (!already && !(await run('answer_item', { checklist, item, verdict: 'violates', ...answer, supersedes: standing.map((a) => a.act).slice(0, 10) }))) return false
  }
  if (draft.revises) {
    const now = found()?.versions ?? []
    const same = now.length === 1 && now[0]?.text === words.text && now[0].place === words.place && now[0].handling === words.handling && now[0].dueOn === words.dueOn && now[0].referTo === words.referTo
    if (!same && !(await run('revise_finding', { findingId: draft.findingId, words, supersedes: now.map((v) => v.act) }))) return false
  } else if (!found()) {
    const about = checklist && item ? { checklist, item } : { suspectMajor: draft.suspectMajor }
    if (!(await run('raise_finding', { findingId: draft.findingId, ...about, words }))) return false
  }
  for (const picture of draft.pictures) {
    if (record().photos.some((p) => p.id === picture.body.photoId)) continue
    const about = { about: 'finding' as const, findingId: draft.findingId, ...(checklist && item ? { checklist, item } : {}) }
    if (!(await run('attach_photo', attachBody(picture, about), [picture.blob]))) return false
  }
  if (call && found()?.major === 'suspected') {
    const body = call.confirmed ? { confirmed: true, law: call.law, article: call.article, note: call.note.trim() } : { confirmed: false, note: call.note.trim() }
    if (!(await run('confirm_major_hazard', { findingId: draft.findingId, ...body }))) return false
  }
  if (words.handling === 'spot' && draft.how.trim() && found()?.corrected?.how !== draft.how.trim()) {
    if (!(await run('correct_on_spot', { findingId: draft.findingId, how: draft.how.trim() }))) return false
  }
  return true
}
