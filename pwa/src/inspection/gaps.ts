// 文书一致性体检, shown as 离场体检: what stands between a check and its seal, and what does not fit together, each with its
// place. Blocking ones are those sealRecord refuses; gaps need a reason; the rest is advice. Twin of lint.go; one walk
// serves the screen, the seal and its refusals.

import { dayOf, realDay } from './day'
import { officer } from './deed'
import { standingOpinions } from './invited'
import { itemsOf, listOf, type Lists } from './items'
import { lapsed, printable } from './law'
import { lintRules, type LintCode, type Weight } from './lint.gen'
import type { CheckRecord, Finding, FindingVersion, Item } from './record.gen'
import { checkDay } from './visit'

/** The codes are those of the refusals where there is one, so that a gap and its refusal read alike. */
export interface Gap {
  code: LintCode
  weight: Weight
  article?: string
  checklist?: string
  item?: string
  findingId?: string
  photoId?: string
  paperId?: string
  /** What to show: the item's or the finding's text, or a name. */
  text: string
  day?: string
}

type Place = Omit<Gap, 'code' | 'weight' | 'article'>
export type Tell = (code: LintCode, at: Place) => void
/** Is this civil day no working day? */
export type RestDay = (day: string) => boolean

/** What else to look at; before the seal there are no further papers, and what looks at them (loopgaps.ts) need not be there. */
type More = (record: CheckRecord, tell: Tell, restDay?: RestDay) => void

/** gapsOf lists every gap, in the order of the rules. */
export function gapsOf(record: CheckRecord, lists: Lists, restDay?: RestDay, more?: More): Gap[] {
  const found = new Map<LintCode, Gap[]>()
  const tell: Tell = (code, at) => found.set(code, [...(found.get(code) ?? []), { code, ...lintRules[code], ...at }])
  people(record, tell)
  for (const f of record.findings) if (!f.withdrawn) finding(record, lists, f, tell, restDay)
  doubled(record, tell)
  answers(record, lists, tell)
  signatories(record, tell)
  unanswered(record, tell)
  more?.(record, tell, restDay)
  return (Object.keys(lintRules) as LintCode[]).flatMap((code) => found.get(code) ?? [])
}

function people(record: CheckRecord, tell: Tell): void {
  const day = checkDay(record)
  for (const part of ['lead', 'assistant'] as const) {
    const m = officer(record, part)
    if (!m || m.certificate.number === '') tell('team.certificate_missing', { text: part })
    else if (!realDay(m.certificate.validUntil) || m.certificate.validUntil < day) tell('arrive.certificate_expired', { text: m.name, day: m.certificate.validUntil })
    else if (record.arrival && !record.arrival.certificatesSeen.includes(m.certificate.number)) tell('lint.certificates_differ', { text: m.name })
  }
  if (!record.arrival) return
  if (day !== record.plannedOn) tell('lint.day_differs', { text: record.plannedOn, day })
  for (const p of record.photos) {
    const taken = dayOf(p.takenAt)
    if (p.removed || taken === day) continue
    tell('lint.photo_other_day', { photoId: p.id, ...(p.findingId ? { findingId: p.findingId } : {}), ...placeOf(p), text: p.caption ?? '', day: taken })
  }
}

/** Experts' opinions that nobody has answered. The seal does not wait: an opinion stands beside the record. */
function unanswered(record: CheckRecord, tell: Tell): void {
  for (const o of standingOpinions(record)) {
    if (!o.answer) tell('lint.opinion_unanswered', { ...(o.findingId ? { findingId: o.findingId } : {}), ...placeOf(o), text: `${o.expert.name}：${o.fact}` })
  }
}

function signatories(record: CheckRecord, tell: Tell): void {
  const known = [record.enterprise.legalPerson, record.enterprise.contact, ...(record.arrival ? [record.arrival.receivedBy] : [])]
  for (const { signatory } of record.signatures) {
    if (signatory.party === 'enterprise' && !known.includes(signatory.name)) tell('lint.signatory_unknown', { text: signatory.name })
  }
}

const placeOf = (of: { checklist?: string; item?: string }): Pick<Gap, 'checklist' | 'item'> => ({
  ...(of.checklist ? { checklist: of.checklist } : {}), ...(of.item ? { item: of.item } : {}),
})

function finding(record: CheckRecord, lists: Lists, f: Finding, tell: Tell, restDay?: RestDay): void {
  const v = f.versions[0]
  const at: Place = { findingId: f.id, ...placeOf(f), text: v?.text ?? '' }
  if (f.versions.length !== 1 || !v) {
    tell('seal.findings_contested', at)
    return
  }
  handling(record, f, v, at, tell)
  if (v.dueOn && restDay?.(v.dueOn)) tell('lint.due_on_rest_day', { ...at, day: v.dueOn })
  if (/\{[^{}]*\}/.test(v.text)) tell('lint.blank_left', at)
  if (!pictured(record, f)) tell('lint.finding_without_photo', at)
  grounds(record, lists, f, at, tell)
}

/** The first thing that keeps a finding's handling from being one. */
function handling(record: CheckRecord, f: Finding, v: FindingVersion, at: Place, tell: Tell): void {
  if (f.major === 'suspected') tell('seal.major_undecided', at)
  else if (f.major === 'confirmed' && f.majorCall && lapsed(f.majorCall.law, checkDay(record))) tell('major.basis_lapsed', at)
  else if (f.major === 'confirmed' && v.handling === 'advice') tell('finding.major_without_measure', at)
  else if (v.handling === 'order' && !v.dueOn) tell('finding.due_needed', at)
  else if (v.handling === 'spot' && !f.corrected) tell('seal.spot_not_corrected', at)
}

function grounds(record: CheckRecord, lists: Lists, f: Finding, at: Place, tell: Tell): void {
  const day = checkDay(record)
  if (f.major === 'confirmed' && f.majorCall) {
    const { law, article } = f.majorCall
    if (!lapsed(law, day) && !printable({ law, article, sure: true }, day)) tell('lint.major_basis_unsure', at)
  }
  const item = itemAt(record, lists, f)
  if (!item || item.basis.length === 0) return
  for (const c of item.basis) if (lapsed(c.law, day)) tell('lint.citation_lapsed', { ...at, text: c.law })
  if (!item.basis.some((c) => printable(c, day))) tell('lint.citation_unsure', at)
}

function itemAt(record: CheckRecord, lists: Lists, f: Finding): Item | undefined {
  if (!f.checklist || !record.checklists.some((c) => c.code === f.checklist)) return undefined
  return listOf(record, lists, f.checklist).items.find((i) => i.id === f.item)
}

/** Two standing findings that say the same of the same place. */
function doubled(record: CheckRecord, tell: Tell): void {
  const seen = new Set<string>()
  for (const f of record.findings) {
    const v = f.versions[0]
    if (f.withdrawn || f.versions.length !== 1 || !v) continue
    const said = [f.checklist ?? '', f.item ?? '', v.place, v.text].join('\n')
    if (seen.has(said)) tell('lint.finding_doubled', { findingId: f.id, ...placeOf(f), text: v.text })
    seen.add(said)
  }
}

function answers(record: CheckRecord, lists: Lists, tell: Tell): void {
  for (const { checklist, item, applies, answers: standing } of itemsOf(record, lists)) {
    const at: Place = { checklist: checklist.code, item: item.id, text: item.text }
    const [answer] = standing
    if (!answer) {
      if (applies) tell('gap.unanswered', at)
      continue
    }
    const looked = answer.verdict === 'conforms' || answer.verdict === 'violates'
    const found = findingOn(record, checklist.code, item.id)
    if (standing.length > 1) tell('seal.answers_contested', at)
    else if (!applies && answer.verdict !== 'not_applicable') tell('seal.answers_not_applying', at)
    else if (answer.verdict === 'violates' && !found) tell('seal.finding_missing', at)
    else if (answer.verdict !== 'violates' && found) tell('lint.answer_conforms', at)
    if (answer.verdict === 'not_examined' && !answer.note) tell('gap.unanswered', at)
    else if (looked && item.photo === 'required' && !hasPhoto(record, checklist.code, item.id)) tell('gap.photo', at)
  }
}

/** The standing finding on an item, if any. */
function findingOn(record: CheckRecord, checklist: string, item: string): Finding | undefined {
  return record.findings.find((f) => !f.withdrawn && f.checklist === checklist && f.item === item)
}

/** hasPhoto: a picture of the item itself, or of a standing finding on it. */
function hasPhoto(record: CheckRecord, checklist: string, item: string): boolean {
  const findings = new Set(record.findings.filter((f) => !f.withdrawn && f.checklist === checklist && f.item === item).map((f) => f.id))
  return record.photos.some(
    (p) => !p.removed && ((p.checklist === checklist && p.item === item) || (p.findingId !== undefined && findings.has(p.findingId))),
  )
}

/** pictured: a picture of the finding, or of its item. */
function pictured(record: CheckRecord, f: Finding): boolean {
  return record.photos.some((p) => !p.removed && (p.findingId === f.id || (f.item !== undefined && p.checklist === f.checklist && p.item === f.item)))
}
