// What a check waits for, each thing with the day it is counted from. Twin of due.go; both are tried with every story. How
// long it may take is a clock of the bureau (planning/limits.ts), never a length of this app's.

import { dayOf } from './day'
import { handledOn, refusalsOf } from './leadout'
import { inForce, measureApplied } from './measures'
import { complete, delivered, openItem } from './papers'
import type { CheckRecord, Due, DueKind } from './record.gen'

/** dues lists all that the check waits for, in the order of the law room. */
export function dues(record: CheckRecord): Due[] {
  if (record.state === 'closed' || record.state === 'cancelled') return []
  const list: Due[] = []
  const note = (is: boolean, what: DueKind, id: string, clock: string, on: string): void => {
    if (is) list.push({ what, id, ...(clock ? { clock } : {}), on })
  }
  const { orders = [], orderItems = [], measures = [], rechecks = [], referrals = [], extensions = [] } = record
  const asked = appliedOn(record)
  for (const item of orderItems) {
    const order = orders.find((o) => o.paper.id === item.orderId)
    if (!openItem(item) || !order || !delivered(order)) continue
    note(item.standing !== 'submitted', 'rectify', item.findingId, '', item.dueOn)
    note(true, 'recheck', item.findingId, 'recheck', asked && asked < item.dueOn ? asked : item.dueOn)
  }
  for (const e of extensions) note(!e.decided, 'extension', e.id, 'extension_answer', dayOf(e.at))
  for (const m of measures) {
    note(!m.withdrawn && !m.approved, 'measure_approval', m.paper.id, 'measure_approval', dayOf(m.at))
    note(inForce(m) && !complete(m), 'delivery', m.paper.id, 'delivery', dayOf(m.at))
    if (measureApplied(m)) note(true, 'resumption', m.paper.id, 'recheck', dayOf(m.applications.at(-1)?.at ?? m.at))
  }
  for (const o of orders) note(!o.withdrawn && !delivered(o) && (!o.needsApproval || o.approved !== undefined), 'delivery', o.paper.id, 'delivery', dayOf(o.at))
  for (const k of rechecks) note(!k.withdrawn && !complete(k), 'delivery', k.paper.id, 'delivery', dayOf(k.at))
  for (const f of referrals) if (f.sent && !f.withdrawn) note(f.feedback.length === 0, 'referral_feedback', f.paper.id, 'referral_feedback', f.sent.on)
  for (const no of refusalsOf(record)) note(!no.reportedTo, 'refusal_report', no.act, 'report_refusal', dayOf(no.at))
  const entry = record.entryRefusal
  if (entry) note(!entry.reportedTo, 'refusal_report', entry.act, 'report_refusal', dayOf(entry.at))
  if (record.seal) for (const f of record.findings) note(f.major === 'confirmed' && !handledOn(record, f), 'major_measure', f.id, 'major_hazard_measure', dayOf(record.seal.at))
  return list
}

/** The day of an application for a re-check that none has answered yet. */
function appliedOn(record: CheckRecord): string | undefined {
  const last = record.applications?.at(-1)
  const answered = (record.rechecks ?? []).filter((k) => !k.withdrawn).length
  return last && last.round >= answered ? dayOf(last.at) : undefined
}
