// What leads out of the check: referrals and case filings; and its end. Twins of refer.go, record_referral.go,
// file_case.go and close_check.go.

import { because, who, type Deed, type Told } from './deed'
import { inForce } from './measures'
import {
  actDay, complete, decided, delivered, issued, leave, loopOf, openItem, restsOn, signedBy, termsOf, withLoop, worded, written, type Loop,
} from './papers'
import { need } from './refused'
import { standingSupplements } from './takenup'
import type {
  CheckRecord, CloseCheckBody, DecisionBody, FileCaseBody, Finding, Handing, MatterKind, MeasureFinding, OpenMatter, ReferBody, Referral,
  ReferralFeedbackBody, ReferralHandingBody, ReportRefusalBody, SignRefusal,
} from './record.gen'

const mostReferrals = 20
const mostFilings = 10
const mostFeedback = 50

export const refer: Deed<ReferBody> = async (record, body, told) => {
  const loop = loopOf(record)
  need(!loop.referrals.some((f) => f.paper.id === body.referralId), 'paper.exists', { paperId: body.referralId })
  need(loop.referrals.length < mostReferrals, 'referral.too_many', { max: mostReferrals })
  restsOn(body.law, told)
  const paper = {
    schema: 'anjian/referral/1', checkId: record.id, id: body.referralId, kind: body.kind, to: body.to, cause: body.cause, facts: body.facts,
    law: body.law ?? '', article: body.article ?? '', findings: worded(record, body.findings ?? []), materials: body.materials, ...written(told),
  }
  loop.referrals.push({ number: loop.referrals.length + 1, paper, ...(await issued(paper, told)), feedback: [] })
  return withLoop(record, loop)
}

export const approveReferral: Deed<DecisionBody> = (record, body, told) => {
  const loop = loopOf(record)
  const f = loop.referrals.find((one) => one.paper.id === body.paperId)
  const answer = decided(f, f?.approved, body, told)
  if (f) {
    f.approved = answer
    if (!body.granted) f.withdrawn = because(told, body.opinion ?? '')
  }
  return withLoop(record, loop)
}

function referralOf(loop: Loop, id: string): Referral {
  const f = loop.referrals.find((one) => one.paper.id === id)
  need(f, 'paper.unknown', { paperId: id })
  need(!f.withdrawn, 'paper.withdrawn', { paperId: id })
  return f
}

const handing = ({ on, name, way }: ReferralHandingBody, told: Told): Handing => ({
  on, ...(name ? { name } : {}), ...(way ? { way } : {}), act: told.act.id, by: who(told), at: told.act.doneAt,
})

export const sendReferral: Deed<ReferralHandingBody> = (record, body, told) => {
  const loop = loopOf(record)
  const f = referralOf(loop, body.referralId)
  need(f.approved, 'paper.not_approved', { paperId: body.referralId })
  need(!f.sent, 'referral.sent', { referralId: body.referralId })
  need(body.on <= actDay(told), 'paper.day_ahead', { field: 'on' })
  f.sent = handing(body, told)
  return withLoop(record, loop)
}

export const recordReferralReceipt: Deed<ReferralHandingBody> = (record, body, told) => {
  const loop = loopOf(record)
  const f = referralOf(loop, body.referralId)
  need(f.sent, 'referral.not_sent', { referralId: body.referralId })
  need(!f.received, 'referral.received', { referralId: body.referralId })
  need(body.on <= actDay(told), 'paper.day_ahead', { field: 'on' })
  need(body.on >= f.sent.on, 'act.bad_value', { field: 'on' })
  f.received = handing(body, told)
  leave(loop, f.paper.findings, 'referred', body.referralId)
  return withLoop(record, loop)
}

export const recordReferralFeedback: Deed<ReferralFeedbackBody> = (record, body, told) => {
  const loop = loopOf(record)
  const f = referralOf(loop, body.referralId)
  need(f.received, 'referral.not_sent', { referralId: body.referralId })
  need(f.feedback.length < mostFeedback, 'act.too_many', { max: mostFeedback })
  need(body.on <= actDay(told), 'paper.day_ahead', { field: 'on' })
  f.feedback.push({ on: body.on, text: body.text, act: told.act.id, by: who(told), at: told.act.doneAt })
  return withLoop(record, loop)
}

export const fileCase: Deed<FileCaseBody> = async (record, body, told) => {
  const loop = loopOf(record)
  const { filingId, findings, ...words } = body
  need(!loop.filings.some((f) => f.paper.id === filingId), 'paper.exists', { paperId: filingId })
  need(loop.filings.length < mostFilings, 'filing.too_many', { max: mostFilings })
  need(findings.length > 0 || record.state === 'entry_refused', 'act.missing', { field: 'findings' })
  restsOn(body.law, told)
  const paper = { schema: 'anjian/filing/1', checkId: record.id, id: filingId, ...words, findings: worded(record, findings), ...written(told) }
  loop.filings.push({ number: loop.filings.length + 1, paper, ...(await issued(paper, told)) })
  return withLoop(record, loop)
}

export const decideFiling: Deed<DecisionBody> = (record, body, told) => {
  const loop = loopOf(record)
  const f = loop.filings.find((one) => one.paper.id === body.paperId)
  const signed = !f || f.withdrawn || f.decided || (signedBy(f, 'lead') && signedBy(f, 'assistant'))
  need(signed, 'paper.not_signed', { paperId: body.paperId })
  const answer = decided(f, f?.decided, body, told)
  if (f) {
    f.decided = answer
    if (body.granted) leave(loop, f.paper.findings, 'filed', body.paperId)
  }
  return withLoop(record, loop)
}

/** openMatters lists all that keeps a check from being closed. */
export function openMatters(record: CheckRecord): OpenMatter[] {
  const { orders, orderItems, rechecks, measures, referrals, filings } = loopOf(record)
  const entry = record.entryRefusal
  const list = (what: MatterKind, ids: string[]): OpenMatter[] => ids.map((id) => ({ what, id }))
  const paperIds = (papers: { paper: { id: string } }[]): string[] => papers.map((p) => p.paper.id)
  return [
    ...list('finding', record.findings.filter((f) => !handledOn(record, f)).map((f) => f.id)),
    ...list('item', orderItems.filter(openItem).map((i) => i.findingId)),
    ...list('order', paperIds(orders.filter((o) => !o.withdrawn && !delivered(o)))),
    ...list('measure', paperIds(measures.filter((m) => !m.withdrawn && (!m.approved || inForce(m) || (m.approved.granted && !complete(m)))))),
    ...list('recheck', paperIds(rechecks.filter((k) => !k.withdrawn && !complete(k)))),
    ...list('referral', paperIds(referrals.filter((f) => !f.withdrawn && f.feedback.length === 0))),
    ...list('filing', paperIds(filings.filter((f) => !f.withdrawn && !f.decided))),
    ...list('supplement', standingSupplements(record).filter((s) => !complete(s)).map((s) => s.id)),
    ...list('refusal', refusalsOf(record).filter((no) => !no.reportedTo).map((no) => no.act)),
    ...(entry ? [...list('refusal', entry.reportedTo ? [] : [entry.act]), ...list('entry', entryHandled(record) ? [] : [entry.act])] : []),
    ...list('approval', record.urgent && !record.approval ? [record.id] : []),
  ]
}

/** Of a refused entry it has been proposed to file a case, or another department was told. */
const entryHandled = ({ filings = [], referrals = [] }: CheckRecord): boolean => [...filings, ...referrals].some((p) => !p.withdrawn)

/** What is to happen with a finding has been set going. Whether it has come to its end the paper says. */
export function handledOn(record: CheckRecord, f: Finding): boolean {
  if (f.withdrawn) return true
  const names = (p: { withdrawn?: unknown; paper: { findings: MeasureFinding[] } }): boolean => !p.withdrawn && p.paper.findings.some((m) => m.id === f.id)
  switch (f.versions[0]?.handling) {
    case 'order': return (record.orderItems ?? []).some((i) => i.findingId === f.id)
    case 'stop': return (record.measures ?? []).some(names)
    case 'refer': return (record.referrals ?? []).some(names)
    case 'case': return (record.filings ?? []).some(names)
    default: return true
  }
}

/** refusalsOf are the refusals to sign the record, its supplements and the papers of the loop. */
export function refusalsOf(record: CheckRecord): SignRefusal[] {
  const { supplements = [], orders = [], measures = [], rechecks = [] } = record
  return [record, ...supplements, ...orders, ...measures, ...rechecks].flatMap((sheet) => sheet.signRefusals)
}

export const reportRefusal: Deed<ReportRefusalBody> = (record, body, { act, actor }) => {
  const entry = record.entryRefusal?.act === body.refusal ? record.entryRefusal : undefined
  const refusal = entry ?? refusalsOf(record).find((no) => no.act === body.refusal)
  need(refusal, 'refusal.unknown')
  need(!refusal.reportedTo, 'refusal.reported')
  const report = { act: act.id, ...(body.how ? { how: body.how } : {}), by: { id: actor.personId, name: actor.name }, at: act.doneAt }
  if (entry) return { ...record, entryRefusal: { ...entry, reportedTo: body.reportedTo, report } }
  const told = <S extends { signRefusals: SignRefusal[] }>(sheet: S): S => ({
    ...sheet, signRefusals: sheet.signRefusals.map((no) => (no.act === body.refusal ? { ...no, reportedTo: body.reportedTo, report } : no)),
  })
  const each = <S extends { signRefusals: SignRefusal[] }>(list: S[] | undefined) => list?.map(told)
  const { supplements, orders, measures, rechecks } = record
  return {
    ...told(record), ...(supplements ? { supplements: each(supplements) } : {}), ...(orders ? { orders: each(orders) } : {}),
    ...(measures ? { measures: each(measures) } : {}), ...(rechecks ? { rechecks: each(rechecks) } : {}),
  } as CheckRecord
}

export const closeCheck: Deed<CloseCheckBody> = (record, body, told) => {
  need(!record.urgent || record.approval, 'close.unapproved')
  const open = openMatters(record)
  need(open.length === 0, 'close.open', { open })
  const terms = termsOf(record)
  const grave = (record.filings ?? []).length > 0 || record.findings.some((f) => !f.withdrawn && f.major === 'confirmed')
  const keepUntil = yearsAfter(actDay(told), grave ? terms.keepYearsGrave : terms.keepYears)
  return { ...record, closed: { act: told.act.id, by: who(told), at: told.act.doneAt, ...(body.summary ? { summary: body.summary } : {}), keepUntil } }
}

/** The same day years later; the last day of February stays in February. */
function yearsAfter(day: string, n: number): string {
  const next = new Date(`${day}T00:00:00Z`)
  next.setUTCFullYear(next.getUTCFullYear() + n)
  if (next.getUTCDate() !== Number(day.slice(8))) next.setUTCDate(0)
  return next.toISOString().slice(0, 10)
}
