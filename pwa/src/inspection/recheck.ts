// Re-checks. Twin of rechecked.go and recheck.go.

import { certified, officer, undeclared, type Deed, type Told } from './deed'
import { inForce, measureApplied } from './measures'
import {
  actDay, byId, everyPhoto, findingNo, issued, itemToDo, loopOf, loopPhotos, openItem, restand, sealedPhotos, withLoop, written, type Loop,
} from './papers'
import { need } from './refused'
import type { CheckRecord, OrderItem, Photo, RecheckBody, RecheckPaper } from './record.gen'

const mostRechecks = 50

export const recheck: Deed<RecheckBody> = async (record, body, told) => {
  const loop = loopOf(record)
  need(!loop.rechecks.some((k) => k.paper.id === body.recheckId), 'recheck.exists', { recheckId: body.recheckId })
  need(loop.rechecks.length < mostRechecks, 'recheck.too_many', { max: mostRechecks })
  twoOfficers(record, body.certificates, told)
  answersEveryItem(loop, body, told)
  answersMeasures(loop, body)
  const { paper, photos } = paperOf(record, loop, body, told)
  loop.rechecks.push({ number: loop.rechecks.length + 1, paper, ...(await issued(paper, told)), photos })
  for (const { findingId, result } of body.items ?? []) {
    const item = loop.orderItems.find((i) => i.findingId === findingId)
    if (!item || result === 'not_due') continue
    item.results.push({ recheckId: body.recheckId, orderId: item.orderId, result, at: told.act.doneAt })
    restand(item)
  }
  for (const { measureId, result } of body.measures ?? []) {
    loop.measures.find((m) => m.paper.id === measureId)?.results.push({ recheckId: body.recheckId, result, at: told.act.doneAt })
  }
  return withLoop(record, loop)
}

/** Both officers have declared no conflict and show the certificates they are registered with, valid on the day. */
function twoOfficers(record: CheckRecord, shown: readonly string[], told: Told): void {
  const silent = undeclared(record)
  need(silent === undefined, 'arrive.conflict_not_declared', { name: silent })
  need(shown.length === 2 && shown[0] !== shown[1], 'arrive.two_certificates')
  for (const [i, part] of (['lead', 'assistant'] as const).entries()) {
    const member = officer(record, part)
    need(member?.certificate.number === shown[i], 'arrive.certificate_mismatch', { name: member?.name })
  }
  certified(record.team, actDay(told))
}

/** Each open item once, none that is not open, each with its proof. */
function answersEveryItem(loop: Loop, { items = [], measures = [] }: RecheckBody, told: Told): void {
  for (const [i, a] of items.entries()) {
    const { findingId } = a
    const item = itemToDo(loop, findingId)
    need(!items.slice(0, i).some((o) => o.findingId === findingId), 'act.bad_value', { field: 'items.findingId' })
    const early = actDay(told) <= item.dueOn
    need(a.result !== 'not_due' || early, 'recheck.item_due', { findingId, dueOn: item.dueOn })
    need(a.result !== 'not_met' || !early || item.standing !== 'ordered', 'recheck.not_yet_due', { findingId, dueOn: item.dueOn })
    need(a.result !== 'met' || (a.photos ?? []).length > 0 || shown(item), 'recheck.proof_needed', { findingId })
  }
  const missing = loop.orderItems.filter((i) => openItem(i) && !items.some((a) => a.findingId === i.findingId)).map((i) => i.findingId)
  need(missing.length === 0, 'recheck.item_missing', { findings: missing })
  need(items.length > 0 || measures.length > 0, 'recheck.nothing_open')
}

/** shown: the enterprise has sent a picture of the item put right. */
const shown = (item: OrderItem): boolean =>
  item.rectifications.some((r) => r.round === item.results.length && r.photos.some((p) => p.about === 'after'))

/** Each measure in force at most once, and all whose end is applied for. */
function answersMeasures(loop: Loop, { measures = [] }: RecheckBody): void {
  for (const [i, { measureId }] of measures.entries()) {
    const m = loop.measures.find((one) => one.paper.id === measureId)
    need(m, 'paper.unknown', { paperId: measureId })
    need(inForce(m), 'measure.not_in_force', { measureId })
    need(!measures.slice(0, i).some((o) => o.measureId === measureId), 'act.bad_value', { field: 'measures.measureId' })
  }
  for (const m of loop.measures) {
    need(!measureApplied(m) || measures.some((a) => a.measureId === m.paper.id), 'recheck.measure_missing', { measureId: m.paper.id })
  }
}

function paperOf(record: CheckRecord, loop: Loop, body: RecheckBody, told: Told): { paper: RecheckPaper; photos: Photo[] } {
  const known = new Set(everyPhoto(record).map((p) => p.id))
  const all: Photo[] = []
  const items = (body.items ?? []).map(({ findingId, result, text, photos: list }) => {
    const photos = loopPhotos(list, findingId, known, told)
    all.push(...photos)
    const dueOn = loop.orderItems.find((i) => i.findingId === findingId)?.dueOn ?? ''
    return { id: findingId, no: findingNo(record, findingId), dueOn, result, text, photos: sealedPhotos(photos) }
  })
  const measures = (body.measures ?? []).map(({ measureId, result, text }) => (
    { id: measureId, no: loop.measures.find((m) => m.paper.id === measureId)?.number ?? 0, dueOn: '', result, text, photos: [] }
  ))
  const byNo = (a: { no: number }, b: { no: number }): number => a.no - b.no
  const officers = (['lead', 'assistant'] as const).flatMap((part) => {
    const m = officer(record, part)
    return m ? [{ part: m.part, personId: m.personId, name: m.name, certificate: m.certificate.number }] : []
  })
  const paper: RecheckPaper = {
    schema: 'anjian/recheck/1', checkId: record.id, id: body.recheckId, mode: body.mode, receivedBy: body.receivedBy ?? '', place: body.place ?? '', officers,
    certificates: body.certificates, items: items.sort(byNo), measures: measures.sort(byNo), opinion: body.opinion, ...written(told),
  }
  return { paper, photos: all.sort(byId) }
}
