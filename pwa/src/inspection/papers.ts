// What the papers of the closed loop have in common: the draft a deed works on, the terms, the numbers, the digests.
// Twin of order.go, terms.go and sign_paper.go.

import { who, type Told } from './deed'
import { isOfficer, refuse, sign, signedBy, complete, type Sheet } from './signing'
import { defaultTerms } from './afterwards.gen'
import { dayOf } from './day'
import { whenOf } from './clock'
import { lapsed } from './law'
import { need } from './refused'
import { checkCode, digestOf, sealedPhoto, stampOf, type Sealable } from './sealed'
import type {
  Application, CaseFiling, CheckRecord, Ruling, DecisionBody, DocumentNumber, Extension, ImposedMeasure, IssuedOrder, LoopPhoto, MeasureFinding,
  OrderItem, Photo, Rechecked, Reasoned, Referral, RefusePaperBody, SealedPhoto, Signature, SignPaperBody, SignRefusal, Terms,
} from './record.gen'

/** The parts of a record that the loop changes. */
export interface Loop {
  orders: IssuedOrder[]
  orderItems: OrderItem[]
  extensions: Extension[]
  applications: Application[]
  rechecks: Rechecked[]
  measures: ImposedMeasure[]
  referrals: Referral[]
  filings: CaseFiling[]
}

/** What every paper of the loop has beside its words. */
export interface Issued extends Sheet {
  code: string
  withdrawn?: Reasoned
  signatures: Signature[]
  signRefusals: SignRefusal[]
}

/** loopOf gives a copy to work on; a refusal leaves the record as it was. */
export function loopOf(r: CheckRecord): Loop {
  const { orders = [], orderItems = [], extensions = [], applications = [], rechecks = [], measures = [], referrals = [], filings = [] } = r
  return JSON.parse(JSON.stringify({ orders, orderItems, extensions, applications, rechecks, measures, referrals, filings })) as Loop
}

/** withLoop gives the record with the loop as it has become; lists without entries are left out, as on the server. */
export function withLoop(record: CheckRecord, loop: Loop): CheckRecord {
  const parts = Object.fromEntries(Object.entries(loop).filter(([, list]) => (list as unknown[]).length > 0))
  const { orders: _o, orderItems: _i, extensions: _e, applications: _a, rechecks: _k, measures: _m, referrals: _r, filings: _f, ...rest } = record
  return { ...rest, ...parts }
}

/** termsOf are the check's own terms, or those of a check that has none. */
export const termsOf = (record: CheckRecord): Terms => record.terms ?? defaultTerms

/** actDay is the civil day of an act. */
export const actDay = ({ act }: Told): string => dayOf(whenOf(act))

/** daysAfter counts days of the calendar. */
export function daysAfter(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
}

type Numbered = Pick<CheckRecord, 'number' | 'terms'>

/** numberOf is the number of a paper of the check: the one the server gave it; until then a provisional one. */
export function numberOf(record: Numbered, p: { given?: DocumentNumber; code: string }, word: string, place: number): string {
  if (p.given) return p.given.text
  const { number } = record
  if (!number || isProvisional(record, p)) return provisional(number, p.code, word)
  return numbered(number, word, `${number.serial}${place > 1 ? `-${place}` : ''}`)
}

/** isProvisional: papers of checks from before numbers were kept with papers have the chain's, all others the server's or none yet. */
export const isProvisional = ({ number, terms }: Numbered, p: { given?: DocumentNumber }): boolean => !p.given && (!number || terms?.numbering !== undefined)

/** provisional is what a paper is called that is on this phone only, by its check code, which never changes: （苏坛）应急责改〔2026〕暂3F9A1C号. */
export const provisional = (of: DocumentNumber | undefined, code: string, word: string): string => (of ? numbered(of, word, called(code)) : `${called(code)}号`)

/** isNumber tells whether a paper was named so, by its number or by what it was called before it had one. Twin of Final in number.go. */
export const isNumber = (text: string, number: string, code: string): boolean => text === number || text.endsWith(`${called(code)}号`)

const called = (code: string): string => `暂${code.slice(0, 6).toUpperCase()}`

const numbered = ({ abbrev, year }: DocumentNumber, word: string, serial: string): string => `（${abbrev}）应急${word}〔${year}〕${serial}号`

/** issued makes a paper of its words. */
export async function issued(paper: Sealable, told: Told) {
  const digest = await digestOf(paper)
  return { digest, code: checkCode(digest), by: who(told), at: told.act.doneAt, signatures: [], signRefusals: [] }
}

export const written = ({ act, ...told }: Told) => ({ act: act.id, by: who({ act, ...told }), doneAt: stampOf(act.doneAt) })

export const decision = (told: Told, granted: boolean, opinion: string | undefined): Ruling => ({
  act: told.act.id, granted, ...(opinion ? { opinion } : {}), by: who(told), at: told.act.doneAt,
})

/** decided judges a yes or no to a paper that is there. */
export function decided(paper: { withdrawn?: Reasoned } | undefined, before: Ruling | undefined, body: DecisionBody, told: Told): Ruling {
  need(paper, 'paper.unknown', { paperId: body.paperId })
  need(!paper.withdrawn, 'paper.withdrawn', { paperId: body.paperId })
  need(!before, 'paper.decided', { paperId: body.paperId })
  need(body.granted || body.opinion?.trim(), 'paper.opinion_needed')
  return decision(told, body.granted, body.opinion)
}

/** delivered: both officers have signed and the enterprise has signed or refused. */
export const delivered = (order: Pick<IssuedOrder, 'signatures' | 'signRefusals' | 'withdrawn'>): boolean => !order.withdrawn && complete(order)

export const touched = (p: Sheet): boolean => p.signatures.length > 0 || p.signRefusals.length > 0

/** openItem is true while something is to be done about an order item. */
export const openItem = (item: OrderItem): boolean => !['met', 'filed', 'referred'].includes(item.standing)

/** restand gives an item the one standing, order and day that follow from what happened to it. */
export function restand(item: OrderItem): void {
  const last = item.deadlines.at(-1)
  if (!last) return
  item.orderId = last.orderId
  item.dueOn = last.dueOn
  item.standing = 'ordered'
  const result = item.results.at(-1)
  if (result && (result.orderId === item.orderId || result.result === 'met') && result.result !== 'not_due') item.standing = result.result
  const done = item.rectifications.at(-1)
  if (item.standing !== 'met' && done?.round === item.results.length && done.orderId === item.orderId) item.standing = 'submitted'
  if (item.left) item.standing = item.left.as
}

/** bound tells whether an item is of the order somebody came for, where they came by a link to one. */
export const bound = (item: OrderItem, { purpose, orderId }: Told['actor']): boolean => purpose !== 'rectify' || item.orderId === orderId

/** measureBeside is false for a measure that is only about what another order than that of the link is about. */
export function measureBeside(loop: Loop, m: ImposedMeasure, { purpose, orderId }: Told['actor']): boolean {
  const { findings } = m.paper
  const elsewhere = (id: string): boolean => loop.orderItems.some((i) => i.findingId === id && i.orderId !== orderId)
  return purpose !== 'rectify' || findings.length === 0 || findings.some((f) => !elsewhere(f.id))
}

/** itemToDo gives an open item whose order is delivered (and is that of the actor's link, where they came by one), or refuses. */
export function itemToDo(loop: Loop, findingId: string, actor?: Told['actor']): OrderItem {
  const item = loop.orderItems.find((i) => i.findingId === findingId)
  need(item && (!actor || bound(item, actor)), 'order.item_unknown', { findingId })
  need(openItem(item), 'order.item_settled', { findingId, standing: item.standing })
  const order = loop.orders.find((o) => o.paper.id === item.orderId)
  need(order && delivered(order), 'order.not_delivered', { orderId: item.orderId })
  return item
}

/** findingNo is the number a finding has in the record: its place among those that stand, from 1. */
export function findingNo(record: CheckRecord, id: string): number {
  const at = record.findings.findIndex((f) => f.id === id)
  return record.findings.slice(0, at + 1).filter((f) => !f.withdrawn).length
}

/** worded gives findings as they are worded now. */
export function worded(record: CheckRecord, ids: readonly string[]): MeasureFinding[] {
  return ids.map((id, i) => {
    const f = record.findings.find((one) => one.id === id)
    need(f, 'finding.unknown', { findingId: id })
    need(!f.withdrawn, 'finding.withdrawn', { findingId: id })
    need(!ids.slice(0, i).includes(id), 'act.bad_value', { field: 'findings' })
    const v = f.versions.at(-1)
    return { id, text: v?.text ?? '', place: v?.place ?? '', major: f.major === 'confirmed' }
  })
}

/** restsOn refuses a basis that is known not to be in force on the day of the act. */
export function restsOn(law: string | undefined, told: Told): void {
  const day = actDay(told)
  need(!lapsed(law ?? '', day), 'paper.basis_lapsed', { law, day })
}

/** leave takes the open ones among some findings' items out of the loop. */
export function leave(loop: Loop, findings: readonly MeasureFinding[], as: 'filed' | 'referred', paperId: string): void {
  for (const item of loop.orderItems) {
    if (!openItem(item) || !findings.some((f) => f.id === item.findingId)) continue
    item.left = { as, paperId }
    restand(item)
  }
}

/** everyPhoto are the pictures of the record, its supplements, opinions and the loop. */
export function everyPhoto(record: CheckRecord): Photo[] {
  return [
    ...record.photos, ...(record.supplements ?? []).flatMap((s) => s.photos), ...(record.opinions ?? []).flatMap((o) => o.photos),
    ...(record.orderItems ?? []).flatMap((i) => i.rectifications.flatMap((r) => r.photos)),
    ...(record.deliveries ?? []).flatMap((d) => d.photos ?? []),
    ...(record.rechecks ?? []).flatMap((k) => k.photos), ...(record.measures ?? []).flatMap((m) => m.applications.flatMap((a) => a.photos)),
  ]
}

/** loopPhotos makes pictures of a body, by id; none may be in the check already. */
export function loopPhotos(list: readonly LoopPhoto[] | undefined, findingId: string, known: Set<string>, told: Told): Photo[] {
  return (list ?? [])
    .map(({ photoId, ...p }): Photo => {
      need(!known.has(photoId), 'photo.exists', { photoId })
      known.add(photoId)
      return { ...p, id: photoId, act: told.act.id, ...(findingId ? { findingId } : {}), takenAt: stampOf(p.takenAt), by: who(told), doneAt: told.act.doneAt }
    })
    .sort(byId)
}

export const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1)

export const sealedPhotos = (photos: readonly Photo[]): SealedPhoto[] => photos.map(sealedPhoto)

/** paperToSign finds what somebody puts their name to, or refuses. */
export function paperToSign(loop: Loop, paperId: string): { paper: Issued; inner: boolean; approved: boolean } {
  const order = loop.orders.find((o) => o.paper.id === paperId)
  const measure = loop.measures.find((m) => m.paper.id === paperId)
  const filing = loop.filings.find((f) => f.paper.id === paperId)
  const paper = order ?? measure ?? filing ?? loop.rechecks.find((k) => k.paper.id === paperId)
  need(paper, 'paper.unknown', { paperId })
  need(!paper.withdrawn, 'paper.withdrawn', { paperId })
  const approved = order ? !order.needsApproval || order.approved : measure ? (measure.approved ?? measure.paper.phoneApproval) : true
  return { paper, inner: filing !== undefined, approved: Boolean(approved) }
}

export function signPaper(record: CheckRecord, { paperId, ...body }: SignPaperBody, told: Told): CheckRecord {
  const loop = loopOf(record)
  const { paper, inner, approved } = paperToSign(loop, paperId)
  need(approved, 'paper.not_approved', { paperId })
  need(!inner || body.signatory.party !== 'enterprise', 'sign.not_a_party', { party: 'enterprise' })
  paper.signatures.push(sign(record, paper, body, told))
  return withLoop(record, loop)
}

export function refusePaper(record: CheckRecord, { paperId, leftAt, ...body }: RefusePaperBody, told: Told): CheckRecord {
  const loop = loopOf(record)
  const { paper, inner, approved } = paperToSign(loop, paperId)
  need(approved, 'paper.not_approved', { paperId })
  need(!inner, 'sign.not_a_party', { party: 'enterprise' })
  need(leftAt || !isOfficer(record, told.actor), 'paper.left_at_needed')
  paper.signRefusals.push({ ...refuse(record, paper, body, told), ...(leftAt ? { leftAt } : {}) })
  return withLoop(record, loop)
}

export { complete, signedBy }
