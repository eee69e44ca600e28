// What the enterprise does about an order. Twins of submit_rectification.go, request_extension.go, decide_extension.go
// and apply_recheck.go.

import { dayOf, realDay } from './day'
import { who, type Deed, type Told } from './deed'
import { actDay, bound, daysAfter, decision, everyPhoto, itemToDo, loopOf, loopPhotos, openItem, restand, termsOf, withLoop, type Loop } from './papers'
import { need } from './refused'
import type {
  Application, ApplyRecheckBody, CheckRecord, DecideExtensionBody, Extension, OrderItem, RequestExtensionBody, SubmitRectificationBody,
} from './record.gen'

const mostRectifications = 50
const mostItemPhotos = 120
const mostExtensions = 50

export const submitRectification: Deed<SubmitRectificationBody> = (record, body, told) => {
  const loop = loopOf(record)
  const item = itemToDo(loop, body.findingId, told.actor)
  need(item.rectifications.length < mostRectifications, 'rectification.too_many', { max: mostRectifications })
  need(!item.rectifications.some((r) => r.id === body.rectificationId), 'act.bad_value', { field: 'rectificationId' })
  const held = item.rectifications.reduce((sum, r) => sum + r.photos.length, 0)
  need(held + (body.photos?.length ?? 0) <= mostItemPhotos, 'rectification.too_many_photos', { max: mostItemPhotos })
  const photos = loopPhotos(body.photos, body.findingId, new Set(everyPhoto(record).map((p) => p.id)), told)
  item.rectifications.push({
    id: body.rectificationId, orderId: item.orderId, round: item.results.length, text: body.text, photos, act: told.act.id, by: who(told), at: told.act.doneAt,
  })
  restand(item)
  return withLoop(record, loop)
}

export const requestExtension: Deed<RequestExtensionBody> = (record, body, told) => {
  const loop = loopOf(record)
  need(!loop.extensions.some((e) => e.id === body.extensionId), 'act.bad_value', { field: 'extensionId' })
  need(loop.extensions.length < mostExtensions, 'extension.too_many', { max: mostExtensions })
  for (const [i, id] of body.findings.entries()) {
    need(!body.findings.slice(0, i).includes(id), 'act.bad_value', { field: 'findings' })
    extendable(record, loop, id, body.askedFor, told)
  }
  loop.extensions.push({
    id: body.extensionId, number: loop.extensions.length + 1, findings: body.findings, askedFor: body.askedFor, reason: body.reason,
    ...(body.interim ? { interim: body.interim } : {}), act: told.act.id, by: who(told), at: told.act.doneAt,
  })
  return withLoop(record, loop)
}

function extendable(record: CheckRecord, loop: Loop, findingId: string, askedFor: string, told: Told): void {
  const item = itemToDo(loop, findingId, told.actor)
  const last = lastDayToAsk(record, item)
  need(actDay(told) <= item.dueOn, 'extension.after_end', { findingId, dueOn: item.dueOn })
  need(actDay(told) <= last, 'extension.too_late', { findingId, lastDay: last })
  need(askedFor > item.dueOn, 'extension.not_later', { findingId, dueOn: item.dueOn })
  const pending = loop.extensions.find((e) => !e.decided && e.findings.includes(findingId))
  need(!pending, 'extension.pending', { findingId, extensionId: pending?.id })
}

/** lastDayToAsk is the last day on which more time can be asked for an item. */
export function lastDayToAsk(record: CheckRecord, item: OrderItem): string {
  const last = daysAfter(item.dueOn, -termsOf(record).extensionNotice)
  const order = record.orders?.find((o) => o.paper.id === item.orderId)
  return !order || last <= dayOf(order.at) ? item.dueOn : last
}

export const decideExtension: Deed<DecideExtensionBody> = (record, body, told) => {
  const loop = loopOf(record)
  const extension = loop.extensions.find((e) => e.id === body.extensionId)
  need(extension, 'extension.unknown', { extensionId: body.extensionId })
  need(!extension.decided, 'paper.decided', { extensionId: body.extensionId })
  need(body.granted || body.opinion?.trim(), 'paper.opinion_needed')
  if (body.granted) extend(loop, extension, body, told)
  const words = body.granted ? { dueOn: body.dueOn ?? '', interim: body.interim ?? '' } : {}
  extension.decided = { ...decision(told, body.granted, body.opinion), ...words }
  return withLoop(record, loop)
}

function extend(loop: Loop, e: Extension, { dueOn = '', interim = '' }: DecideExtensionBody, told: Told): void {
  need(dueOn, 'act.missing', { field: 'dueOn' })
  need(realDay(dueOn), 'act.bad_value', { field: 'dueOn' })
  need(interim, 'act.missing', { field: 'interim' })
  need(dueOn <= e.askedFor, 'extension.too_long', { askedFor: e.askedFor })
  need(dueOn >= actDay(told), 'order.due_past', { dueOn })
  const open = loop.orderItems.filter((i) => e.findings.includes(i.findingId) && openItem(i))
  for (const i of open) need(dueOn > i.dueOn, 'extension.not_later', { findingId: i.findingId, dueOn: i.dueOn })
  need(open.length > 0, 'order.item_settled')
  for (const item of open) {
    item.deadlines.push({ dueOn, orderId: item.orderId, extensionId: e.id })
    restand(item)
  }
}

export const applyRecheck: Deed<ApplyRecheckBody> = (record, body, told) => {
  const loop = loopOf(record)
  need(loop.orderItems.some((i) => openItem(i) && bound(i, told.actor)), 'recheck.nothing_open')
  need(!recheckApplied(record), 'application.pending')
  loop.applications.push({
    id: body.applicationId, round: rechecksStanding(record), text: body.text, photos: [], act: told.act.id, by: who(told), at: told.act.doneAt,
  })
  return withLoop(record, loop)
}

const rechecksStanding = (record: CheckRecord): number => (record.rechecks ?? []).filter((k) => !k.withdrawn).length

/** recheckApplied is the application for a re-check that none has answered yet. */
export function recheckApplied(record: CheckRecord): Application | undefined {
  const last = record.applications?.at(-1)
  return last && last.round >= rechecksStanding(record) ? last : undefined
}
