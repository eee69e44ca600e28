// Sealing and reopening. Twins of seal_record.go and reopen_record.go.

import { endsBeforeStart } from './clock'
import { because, undeclared, who, type Deed } from './deed'
import { gapsOf, type Gap } from './gaps'
import { itemKey, listOf } from './items'
import { need, Refused } from './refused'
import type { ReasonBody, SealRecordBody } from './record.gen'
import { checkCode, digestOf, sealedOf, stampOf } from './sealed'
import { touched } from './takenup'

export const sealRecord: Deed<SealRecordBody> = async (record, body, told) => {
  for (const ref of record.checklists) listOf(record, told.lists, ref.code)
  const silent = undeclared(record)
  need(silent === undefined, 'arrive.conflict_not_declared', { name: silent })
  need(record.arrival, 'act.wrong_state', { state: record.state })
  const gaps = gapsOf(record, told.lists)
  const [first] = gaps.filter((g) => g.weight === 'blocks')
  if (first) throw new Refused(first.code, detailsOf(first, gaps))
  if (gaps.some((g) => g.weight === 'reason') && !body.closing.gapsReason) {
    throw new Refused('seal.gaps_reason_needed', {
      items: keysOf(gaps.filter((g) => g.code === 'gap.unanswered')), photos: keysOf(gaps.filter((g) => g.code === 'gap.photo')),
    })
  }
  const closing = { ...body.closing, endedAt: stampOf(body.closing.endedAt) }
  need(!endsBeforeStart(closing, record.arrival), 'seal.ends_before_start', { arrivedAt: record.arrival.at })
  const digest = await digestOf(sealedOf(record, told.lists, closing))
  need(digest === body.digest, 'seal.digest_mismatch', { digest })
  return { ...record, seal: { act: told.act.id, digest, code: checkCode(digest), closing, by: who(told), at: told.act.doneAt } }
}

const keysOf = (gaps: readonly Gap[]): string[] => gaps.map((g) => itemKey(g.checklist ?? '', g.item ?? ''))

function detailsOf(first: Gap, gaps: readonly Gap[]): Record<string, unknown> {
  const same = gaps.filter((g) => g.code === first.code)
  if (first.code === 'seal.findings_contested') return { findings: same.map((g) => g.findingId) }
  if (first.findingId !== undefined) return { findingId: first.findingId }
  return first.item !== undefined ? { items: keysOf(same) } : { name: first.text }
}

export const reopenRecord: Deed<ReasonBody> = (record, body, told) => {
  need(record.signatures.length === 0 && record.signRefusals.length === 0, 'reopen.after_signature')
  const signed = record.supplements?.find(touched)
  need(!signed, 'reopen.supplement_signed', { supplementId: signed?.id })
  const why = because(told, body.reason)
  const { seal: _, ...open } = record
  // A supplement goes with the seal it stands beside.
  const supplements = record.supplements?.map((s) => (s.withdrawn ? s : { ...s, withdrawn: why }))
  return { ...open, reopened: [...(record.reopened ?? []), why], ...(supplements ? { supplements } : {}) }
}
