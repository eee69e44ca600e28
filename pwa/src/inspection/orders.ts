// Orders to rectify and what takes a paper back. Twins of issue_order.go, approve_order.go and withdraw_paper.go.

import { because, type Deed, type Told } from './deed'
import {
  actDay, decided, findingNo, issued, loopOf, paperToSign, restand, termsOf, touched, withLoop, written, type Loop,
} from './papers'
import { need } from './refused'
import type { CheckRecord, DecisionBody, IssuedOrder, IssueOrderBody, ItemDue, OrderLine, Rechecked, Reasoned, WithdrawPaperBody } from './record.gen'

const mostOrders = 20

export const issueOrder: Deed<IssueOrderBody> = async (record, body, told) => {
  const loop = loopOf(record)
  need(record.seal && body.record === record.seal.digest, 'record.changed')
  need(!loop.orders.some((o) => o.paper.id === body.orderId), 'order.exists', { orderId: body.orderId })
  need(loop.orders.length < mostOrders, 'order.too_many', { max: mostOrders })
  const { items, after } = toOrder(record, loop, body.dues ?? [], told)
  const terms = termsOf(record)
  const paper = {
    schema: 'anjian/order/1', checkId: record.id, id: body.orderId, record: body.record, after, items, interim: body.interim ?? '',
    remedies: terms.remedies, ...written(told),
  }
  loop.orders.push({ number: loop.orders.length + 1, paper, ...(await issued(paper, told)), needsApproval: terms.orderApproval })
  for (const { findingId, dueOn } of items) {
    let item = loop.orderItems.find((i) => i.findingId === findingId)
    if (!item) {
      item = { findingId, standing: 'ordered', orderId: '', dueOn: '', deadlines: [], rectifications: [], results: [] }
      loop.orderItems.push(item)
    }
    item.deadlines.push({ dueOn, orderId: body.orderId })
    restand(item)
  }
  return withLoop(record, loop)
}

/** orderable are the findings that a first order would carry: for showing what it will say. */
export const orderable = (record: CheckRecord) => record.findings.filter((f) => !f.withdrawn && f.versions[0]?.handling === 'order')

/** reorderable are the items that a further order would carry. */
export const reorderable = (record: CheckRecord) => (record.orderItems ?? []).filter((i) => i.standing === 'partly' || i.standing === 'not_met')

function toOrder(record: CheckRecord, loop: Loop, dues: readonly ItemDue[], told: Told): { items: OrderLine[]; after: string } {
  if (loop.orderItems.length === 0) {
    const items = orderable(record).map((f) => lineOf(record, f.id, f.versions[0]?.dueOn ?? ''))
    need(items.length > 0, 'order.nothing')
    for (const line of items) {
      const due = dues.find((d) => d.findingId === line.findingId)
      const passed = line.dueOn < actDay(told)
      need(due ?? !passed, 'order.due_past', { findingId: line.findingId, dueOn: line.dueOn })
      need(!due || passed || due.dueOn === line.dueOn, 'order.due_of_record', { findingId: line.findingId, dueOn: line.dueOn })
      line.dueOn = due?.dueOn ?? line.dueOn
    }
    duesFit(items, dues, told)
    return { items, after: '' }
  }
  const items = reorderable(record).map((i) => lineOf(record, i.findingId, dues.find((d) => d.findingId === i.findingId)?.dueOn ?? ''))
  need(items.length > 0, 'order.stands')
  items.sort((a, b) => a.no - b.no)
  const missing = items.filter((l) => l.dueOn === '').map((l) => l.findingId)
  need(missing.length === 0, 'order.due_needed', { findings: missing })
  duesFit(items, dues, told)
  return { items, after: lastRecheck(loop) }
}

function lineOf(record: CheckRecord, findingId: string, dueOn: string): OrderLine {
  const f = record.findings.find((one) => one.id === findingId)
  const v = f?.versions[0]
  return { findingId, no: findingNo(record, findingId), text: v?.text ?? '', place: v?.place ?? '', major: f?.major === 'confirmed', dueOn }
}

/** No day has passed, no item is named twice, and none that this order does not carry. */
function duesFit(items: readonly OrderLine[], dues: readonly ItemDue[], told: Told): void {
  for (const [i, { findingId }] of dues.entries()) {
    need(items.some((l) => l.findingId === findingId), 'order.item_unknown', { findingId })
    need(!dues.slice(0, i).some((d) => d.findingId === findingId), 'act.bad_value', { field: 'dues.findingId' })
  }
  for (const { findingId, dueOn } of items) need(dueOn >= actDay(told), 'order.due_past', { findingId, dueOn })
}

const lastRecheck = (loop: Loop): string => loop.rechecks.filter((k) => !k.withdrawn).at(-1)?.paper.id ?? ''

export const approveOrder: Deed<DecisionBody> = (record, body, told) => {
  const loop = loopOf(record)
  const order = loop.orders.find((o) => o.paper.id === body.paperId)
  need(!order || order.withdrawn || order.needsApproval, 'paper.approval_not_asked', { paperId: body.paperId })
  const answer = decided(order, order?.approved, body, told)
  if (order) {
    order.approved = answer
    if (!body.granted) takeBackOrder(loop, order, because(told, body.opinion ?? ''))
  }
  return withLoop(record, loop)
}

/** An order becomes void and its items what they were before it. */
function takeBackOrder(loop: Loop, order: IssuedOrder, why: Reasoned): void {
  order.withdrawn = why
  loop.orderItems = loop.orderItems.filter((item) => {
    if (item.orderId !== order.paper.id || item.left) return true
    item.deadlines.pop()
    restand(item)
    return item.deadlines.length > 0
  })
}

export const withdrawPaper: Deed<WithdrawPaperBody> = (record, body, told) => {
  const loop = loopOf(record)
  const { paper } = paperToSign(loop, body.paperId)
  need(!touched(paper) && !restsOn(loop, body.paperId), 'paper.in_use', { paperId: body.paperId })
  const why = because(told, body.reason)
  const order = loop.orders.find((o) => o.paper.id === body.paperId)
  const recheck = loop.rechecks.find((k) => k.paper.id === body.paperId)
  if (order) takeBackOrder(loop, order, why)
  else if (recheck) takeBackRecheck(loop, recheck, why)
  else paper.withdrawn = why
  return withLoop(record, loop)
}

function takeBackRecheck(loop: Loop, recheck: Rechecked, why: Reasoned): void {
  recheck.withdrawn = why
  const stays = (r: { recheckId: string }): boolean => r.recheckId !== recheck.paper.id
  for (const item of loop.orderItems) {
    item.results = item.results.filter(stays)
    restand(item)
  }
  for (const m of loop.measures) m.results = m.results.filter(stays)
}

/** Something was decided or done by a paper, so that it can no longer be taken back. */
function restsOn(loop: Loop, id: string): boolean {
  const filing = loop.filings.find((f) => f.paper.id === id)
  if (filing) return filing.decided !== undefined
  const measure = loop.measures.find((m) => m.paper.id === id)
  if (measure) return (measure.approved ?? measure.paper.phoneApproval) !== undefined
  if (!loop.rechecks.some((k) => k.paper.id === id)) return false
  const here = (r: { recheckId: string } | undefined): boolean => r?.recheckId === id
  return (
    lastRecheck(loop) !== id ||
    loop.orders.some((o) => !o.withdrawn && o.paper.after === id) ||
    loop.orderItems.some((i) => here(i.results.at(-1)) && (i.left !== undefined || i.rectifications.at(-1)?.round === i.results.length)) ||
    loop.measures.some((m) => here(m.results.at(-1)) && m.resumptions.at(-1)?.round === m.results.length)
  )
}
