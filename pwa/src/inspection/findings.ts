// Findings. Twins of raise_finding.go, revise_finding.go, withdraw_finding.go, confirm_major_hazard.go, correct_on_spot.go.

import { realDay } from './day'
import { because, who, type Deed, type Told } from './deed'
import { itemOf } from './items'
import { lapsed } from './law'
import { need } from './refused'
import type {
  CheckRecord, ConfirmMajorHazardBody, Correction, CorrectOnSpotBody, Finding, FindingVersion, FindingWords, Major, MajorCall,
  RaiseFindingBody, ReviseFindingBody, WithdrawFindingBody,
} from './record.gen'
import { compare, earlier, later, stand, type Stamped } from './standing'
import { checkDay } from './visit'

const mostFindings = 500

export const raiseFinding: Deed<RaiseFindingBody> = (record, body, told) => {
  need(record.findings.length < mostFindings, 'finding.too_many', { max: mostFindings })
  need(!record.findings.some((f) => f.id === body.findingId), 'finding.exists', { findingId: body.findingId })
  let major: Major = body.suspectMajor ? 'suspected' : 'none'
  if (body.checklist || body.item) {
    major = itemOf(record, told.lists, body.checklist ?? '', body.item ?? '').majorHazard ? 'suspected' : 'none'
  }
  handled(record, body.words)
  const finding: Finding = {
    id: body.findingId, ...(body.checklist ? { checklist: body.checklist } : {}), ...(body.item ? { item: body.item } : {}),
    versions: [version(body.words, told)], superseded: [], major, raisedBy: who(told), raisedAt: told.act.doneAt,
  }
  const stamp = (f: Finding): Stamped => ({ doneAt: f.raisedAt, act: f.id })
  const findings = [...record.findings, finding].sort((a, b) => compare(stamp(a), stamp(b)))
  return { ...record, findings }
}

/** Refuses a handling that lacks what it needs: an order its date, a referral its addressee. */
function handled(record: CheckRecord, words: FindingWords): void {
  if (words.dueOn) {
    need(realDay(words.dueOn), 'act.bad_value', { field: 'words.dueOn' })
    const day = checkDay(record)
    need(words.dueOn >= day, 'finding.due_too_early', { dueOn: words.dueOn, day })
  }
  need(words.handling !== 'order' || words.dueOn, 'finding.due_needed')
  need(words.handling !== 'refer' || words.referTo, 'finding.refer_to_needed')
}

function version(words: FindingWords, told: Told): FindingVersion {
  return {
    act: told.act.id, text: words.text, place: words.place ?? '', handling: words.handling,
    ...(words.dueOn ? { dueOn: words.dueOn } : {}), ...(words.referTo ? { referTo: words.referTo } : {}),
    by: who(told), doneAt: told.act.doneAt,
  }
}

function found(record: CheckRecord, id: string): Finding {
  const finding = record.findings.find((f) => f.id === id)
  need(finding, 'finding.unknown', { findingId: id })
  return finding
}

function live(record: CheckRecord, id: string): Finding {
  const finding = found(record, id)
  need(!finding.withdrawn, 'finding.withdrawn', { findingId: id })
  return finding
}

const changed = (record: CheckRecord, next: Finding): CheckRecord => ({
  ...record,
  findings: record.findings.map((f) => (f.id === next.id ? next : f)),
})

export const reviseFinding: Deed<ReviseFindingBody> = (record, body, told) => {
  const finding = live(record, body.findingId)
  handled(record, body.words)
  need(!body.supersedes.includes(told.act.id), 'act.bad_value', { field: 'supersedes' })
  const { standing, superseded } = stand({ standing: finding.versions, superseded: finding.superseded }, version(body.words, told), body.supersedes)
  return changed(record, { ...finding, versions: standing, superseded })
}

export const withdrawFinding: Deed<WithdrawFindingBody> = (record, body, told) => {
  const finding = found(record, body.findingId)
  const withdrawn = because(told, body.reason)
  return earlier(withdrawn, finding.withdrawn) ? changed(record, { ...finding, withdrawn }) : record
}

export const confirmMajorHazard: Deed<ConfirmMajorHazardBody> = (record, body, told) => {
  const finding = live(record, body.findingId)
  need(finding.major !== 'none', 'major.not_suspected', { findingId: body.findingId })
  need(!body.confirmed || (body.law && body.article), 'major.basis_needed')
  const day = checkDay(record)
  need(!body.confirmed || !lapsed(body.law ?? '', day), 'major.basis_lapsed', { law: body.law, day })
  need(body.confirmed || body.note, 'major.note_needed')
  const call: MajorCall = {
    act: told.act.id, confirmed: body.confirmed, law: body.law ?? '', article: body.article ?? '', ...(body.note ? { note: body.note } : {}),
    by: who(told), doneAt: told.act.doneAt,
  }
  if (!later(call, finding.majorCall)) return record
  return changed(record, { ...finding, majorCall: call, major: body.confirmed ? 'confirmed' : 'rejected' })
}

export const correctOnSpot: Deed<CorrectOnSpotBody> = (record, body, told) => {
  const finding = live(record, body.findingId)
  const corrected: Correction = { act: told.act.id, how: body.how, by: who(told), doneAt: told.act.doneAt }
  return later(corrected, finding.corrected) ? changed(record, { ...finding, corrected }) : record
}
