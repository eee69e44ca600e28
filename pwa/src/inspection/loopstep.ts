// What comes next after the record is signed, and whether it is time to look again: for showing the way.
// Judges nothing; the acts themselves are judged in orders.ts, recheck.ts and their neighbours.

import type { CheckRecord, Handling, ImposedMeasure, OrderItem, Signature, SignRefusal } from './record.gen'
import { complete, signedBy } from './signing'

export interface LoopStep {
  what: 'sign' | 'approval' | 'order' | 'measure' | 'refer' | 'file' | 'recheck' | 'unmet' | 'feedback' | 'waits' | 'close' | 'report'
  /** The paper it is about. */
  paperId?: string
}

/** Open: something is still to be done about the item. */
export const itemOpen = (item: OrderItem): boolean => item.standing !== 'met' && item.standing !== 'filed' && item.standing !== 'referred'

interface Paper {
  paper: { id: string }
  withdrawn?: unknown
  signatures: Signature[]
  signRefusals: SignRefusal[]
}

const standing = <P extends Paper>(papers: readonly P[] | undefined): P[] => (papers ?? []).filter((p) => !p.withdrawn)

/** measureStands: it was decided and nobody has ended it. */
export function measureStands(m: ImposedMeasure): boolean {
  if (m.withdrawn || (m.approved && !m.approved.granted)) return false
  if (m.paper.kinds.length === 1 && m.paper.kinds[0] === 'eliminate') return m.results.at(-1)?.result !== 'met'
  return !m.resumptions.some((r) => r.granted)
}

/** loopStep gives the one next step of a signed check, of one that was not let in, or of a measure decided before it. Undefined: nothing of the loop is to be done. */
export function loopStep(record: CheckRecord, today: string): LoopStep | undefined {
  const awaited = waitingPaper(record)
  if (awaited) return awaited
  if (record.entryRefusal && record.state === 'entry_refused') return { what: record.entryRefusal.reportedTo ? (outward(record) ?? 'close') : 'report' }
  if (record.state !== 'signed') return undefined
  const left = unhandled(record)
  if (left) return { what: left }
  const items = (record.orderItems ?? []).filter(itemOpen)
  if (items.some((i) => i.standing === 'partly' || i.standing === 'not_met')) return { what: 'unmet' }
  if (toRecheck(record, today)) return { what: 'recheck' }
  if (items.length > 0 || standing(record.measures).some(measureStands)) return { what: 'waits' }
  const referral = standing(record.referrals).find((r) => r.feedback.length === 0)
  if (referral) return { what: referral.approved ? 'feedback' : 'approval', paperId: referral.paper.id }
  return { what: 'close' }
}

/** What a refused entry still waits for; undefined when it has come to its end. */
function outward(record: CheckRecord): 'file' | 'approval' | 'feedback' | undefined {
  const referral = standing(record.referrals).find((r) => r.feedback.length === 0)
  if (referral) return referral.approved ? 'feedback' : 'approval'
  return standing(record.filings).length + standing(record.referrals).length > 0 ? undefined : 'file'
}

/** A paper that somebody still has to sign or to approve. */
function waitingPaper(record: CheckRecord): LoopStep | undefined {
  const order = standing(record.orders).find((o) => !complete(o))
  if (order) return { what: order.needsApproval && !order.approved ? 'approval' : 'sign', paperId: order.paper.id }
  const measure = standing(record.measures).find((m) => !complete(m) && m.approved?.granted !== false)
  if (measure) return { what: measure.approved || measure.paper.phoneApproval ? 'sign' : 'approval', paperId: measure.paper.id }
  const recheck = standing(record.rechecks).find((k) => !complete(k))
  if (recheck) return { what: 'sign', paperId: recheck.paper.id }
  const filing = standing(record.filings).find((f) => !f.decided)
  if (!filing) return undefined
  return { what: signedBy(filing, 'lead') && signedBy(filing, 'assistant') ? 'approval' : 'sign', paperId: filing.paper.id }
}

const WAYS: readonly [Handling, 'order' | 'measure' | 'refer' | 'file'][] = [['stop', 'measure'], ['order', 'order'], ['refer', 'refer'], ['case', 'file']]

/** What the record says is to happen with a finding, and nobody has begun. */
function unhandled(record: CheckRecord): 'order' | 'measure' | 'refer' | 'file' | undefined {
  const named = (papers: readonly { withdrawn?: unknown; paper: { findings: { id: string }[] } }[] | undefined, id: string): boolean =>
    (papers ?? []).some((p) => !p.withdrawn && p.paper.findings.some((f) => f.id === id))
  const done = { order: (id: string) => (record.orderItems ?? []).some((i) => i.findingId === id), measure: (id: string) => named(record.measures, id), refer: (id: string) => named(record.referrals, id), file: (id: string) => named(record.filings, id) }
  return WAYS.find(([handling, way]) => record.findings.some((f) => !f.withdrawn && f.versions[0]?.handling === handling && !done[way](f.id)))?.[1]
}

/** It is time to look again: a day has come, everything was reported, or somebody asks. */
export function toRecheck(record: CheckRecord, today: string): boolean {
  const items = (record.orderItems ?? []).filter(itemOpen)
  const asked = record.applications?.at(-1)
  const done = standing(record.rechecks).length
  return (
    items.some((i) => i.dueOn < today) ||
    (items.length > 0 && items.every((i) => i.standing === 'submitted')) ||
    (asked !== undefined && asked.round >= done && items.length > 0) ||
    standing(record.measures).some((m) => measureStands(m) && m.applications.length > m.resumptions.length && (m.applications.at(-1)?.round ?? 0) >= m.results.length)
  )
}
