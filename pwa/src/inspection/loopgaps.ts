// The papers after the record fit it and each other: what is ordered is what was found, ends on working days, rests on
// laws that may be printed; a re-check shows the certificates of those who made it; no paper is older than the one it
// rests on. Twin of lint_loop.go.

import { dayOf } from './day'
import type { RestDay, Tell } from './gaps'
import { printable } from './law'
import type { CheckRecord, Finding, IssuedOrder, OrderLine, Rechecked } from './record.gen'

export function loopGaps(record: CheckRecord, tell: Tell, restDay?: RestDay): void {
  const { orders = [], measures = [], referrals = [], filings = [], rechecks = [] } = record
  for (const o of orders) if (!o.withdrawn) order(record, o, tell, restDay)
  leftOut(record, orders, tell)
  for (const m of measures) if (!m.withdrawn) basis(m.paper, dayOf(m.at), tell)
  for (const f of referrals) if (!f.withdrawn && f.paper.law) basis(f.paper, dayOf(f.at), tell)
  for (const f of filings) if (!f.withdrawn) basis(f.paper, dayOf(f.at), tell)
  for (const k of rechecks) if (!k.withdrawn) recheck(record, orders, k, tell)
}

function order(record: CheckRecord, o: IssuedOrder, tell: Tell, restDay?: RestDay): void {
  if (record.seal && before(o.at, record.seal.at)) tell('lint.papers_out_of_order', { paperId: o.paper.id, text: '责令限期整改指令书', day: dayOf(o.at) })
  for (const line of o.paper.items) {
    const at = { paperId: o.paper.id, findingId: line.findingId, text: line.text }
    const f = record.findings.find((x) => x.id === line.findingId)
    if (!f || f.withdrawn || !says(line, f)) tell('lint.order_differs', at)
    if (restDay?.(line.dueOn)) tell('lint.order_due_on_rest_day', { ...at, day: line.dueOn })
  }
}

/** The line has the words, the place and the weight of the finding as it stands. */
function says(line: OrderLine, f: Finding): boolean {
  const v = f.versions.at(-1)
  return v?.text === line.text && v.place === line.place && (f.major === 'confirmed') === line.major
}

/** Once an order is given, every finding to be ordered is in one that stands. */
function leftOut(record: CheckRecord, orders: readonly IssuedOrder[], tell: Tell): void {
  if (!orders.some((o) => o.paper.items.length > 0)) return
  const ordered = new Set(orders.filter((o) => !o.withdrawn).flatMap((o) => o.paper.items.map((line) => line.findingId)))
  for (const f of record.findings) {
    const v = f.versions.at(-1)
    if (f.withdrawn || v?.handling !== 'order' || ordered.has(f.id)) continue
    tell('lint.not_ordered', { findingId: f.id, ...(f.checklist ? { checklist: f.checklist } : {}), ...(f.item ? { item: f.item } : {}), text: v.text })
  }
}

function basis({ id, law, article }: { id: string; law: string; article: string }, day: string, tell: Tell): void {
  if (!printable({ law, article, sure: true }, day)) tell('lint.paper_basis_unsure', { paperId: id, text: law + article })
}

function recheck(record: CheckRecord, orders: readonly IssuedOrder[], k: Rechecked, tell: Tell): void {
  for (const [i, officer] of k.paper.officers.entries()) {
    const m = record.team.find((x) => x.personId === officer.personId && x.part !== 'expert')
    if (m && (m.certificate.number !== k.paper.certificates[i] || m.name !== officer.name)) tell('lint.recheck_officer_differs', { paperId: k.paper.id, text: officer.name })
  }
  const known = new Set(orders.filter((o) => !before(k.at, o.at)).flatMap((o) => o.paper.items.map((line) => line.findingId)))
  const late = orders.some((o) => !o.withdrawn && before(k.at, o.at) && o.paper.items.some((line) => !known.has(line.findingId) && k.paper.items.some((x) => x.id === line.findingId)))
  if (late) tell('lint.papers_out_of_order', { paperId: k.paper.id, text: '整改复查意见书', day: dayOf(k.at) })
}

const before = (a: string, b: string): boolean => Date.parse(a) < Date.parse(b)
