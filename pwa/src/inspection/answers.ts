// Facts, answers and pictures. Twins of state_fact.go, answer_item.go, attach_photo.go, remove_photo.go.

import { because, who, type Deed } from './deed'
import { doesApply, factKey, itemKey, itemOf, listOf } from './items'
import { judge, type Item } from './judge'
import { need, Refused } from './refused'
import type { Answer, AnswerItemBody, AttachPhotoBody, CheckRecord, Fact, Photo, RemovePhotoBody, StateFactBody } from './record.gen'
import { earlier, later, stand } from './standing'
import { checkDay } from './visit'

const mostPhotos = 2000

export const stateFact: Deed<StateFactBody> = (record, body, told) => {
  const list = listOf(record, told.lists, body.checklist)
  need(list.items.some((i) => i.appliesIf !== '' && i.appliesIf === body.condition), 'fact.unknown_condition', { condition: body.condition })
  const key = factKey(body.checklist, body.condition)
  const next: Fact = { act: told.act.id, ...body, by: who(told), doneAt: told.act.doneAt }
  return later(next, record.facts[key]) ? { ...record, facts: { ...record.facts, [key]: next } } : record
}

export const answerItem: Deed<AnswerItemBody> = (record, body, told) => {
  const item = itemOf(record, told.lists, body.checklist, body.item)
  need(doesApply(record, body.checklist, item) || body.verdict === 'not_applicable', 'item.does_not_apply', { item: body.item, condition: item.appliesIf })
  fits(record, item, body)
  const supersedes = body.supersedes ?? []
  need(!supersedes.includes(told.act.id), 'act.bad_value', { field: 'supersedes' })
  const key = itemKey(body.checklist, body.item)
  const next: Answer = {
    act: told.act.id, verdict: body.verdict, ...(body.value ? { value: body.value } : {}), ...(body.note ? { note: body.note } : {}),
    by: who(told), doneAt: told.act.doneAt,
  }
  const { standing, superseded } = stand({ standing: record.answers[key] ?? [], superseded: record.superseded[key] ?? [] }, next, supersedes)
  return {
    ...record,
    answers: { ...record.answers, [key]: standing },
    superseded: superseded.length > 0 ? { ...record.superseded, [key]: superseded } : record.superseded,
  }
}

/** Holds the value to the item. A verdict against a sure measurement is the person's to give, with a note. */
function fits(record: CheckRecord, item: Item, body: AnswerItemBody): void {
  const looked = body.verdict === 'conforms' || body.verdict === 'violates'
  if (!body.value) {
    need(!looked || item.answer.type === 'conformity', 'answer.value_needed', { item: item.id, expected: item.answer.type })
    return
  }
  need(item.answer.type !== 'conformity', 'answer.wrong_type', { expected: item.answer.type })
  const judged = judge(item, body.value, checkDay(record))
  if (!judged.ok) throw new Refused(judged.code, { reason: judged.reason })
  const against = looked && judged.sure && judged.verdict !== '' && judged.verdict !== body.verdict
  need(!against || (body.note ?? '').trim() !== '', 'answer.contradicts_measure', { item: item.id, judged: judged.verdict })
}

export const attachPhoto: Deed<AttachPhotoBody> = (record, body, told) => {
  need(record.photos.length < mostPhotos, 'photo.too_many', { max: mostPhotos })
  need(!record.photos.some((p) => p.id === body.photoId), 'photo.exists', { photoId: body.photoId })
  if (body.about === 'item' || body.checklist || body.item) itemOf(record, told.lists, body.checklist ?? '', body.item ?? '')
  if (body.about === 'finding' || body.about === 'correction' || body.findingId) {
    need(record.findings.some((f) => f.id === body.findingId), 'finding.unknown', { findingId: body.findingId })
  }
  const { photoId, ...shown } = body
  const photo: Photo = { id: photoId, act: told.act.id, ...shown, by: who(told), doneAt: told.act.doneAt }
  const photos = [...record.photos, photo].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return { ...record, photos }
}

export const removePhoto: Deed<RemovePhotoBody> = (record, body, told) => {
  need(record.photos.some((p) => p.id === body.photoId), 'photo.unknown', { photoId: body.photoId })
  const removed = because(told, body.reason)
  const photos = record.photos.map((p) => (p.id === body.photoId && earlier(removed, p.removed) ? { ...p, removed } : p))
  return { ...record, photos }
}
