// What people do after the record is signed, on phones: the officers order, re-check, refer, file and close; the enterprise,
// by its account or by a link, reports what it put right and asks for more time.

import { v7 } from 'uuid'
import { mayNow } from '../../src/inspection/do'
import { openMatters } from '../../src/inspection/leadout'
import { itemOpen } from '../../src/inspection/loopstep'
import { inForce } from '../../src/inspection/measures'
import { loopPapers, type LoopPaper } from '../../src/inspection/looppapers'
import type { Bodies, CheckRecord, CheckResult, Kind, LoopPhoto, OpenMatter, OrderItem } from '../../src/inspection/record.gen'
import { complete } from '../../src/inspection/signing'
import type { NewBlob } from '../../src/local/db'
import type { Dice } from './dice'
import { ink } from './people'
import type { Phone, Seen } from './phone'
import { photoOf } from './pictures'

type Deed = { [K in Kind]: { kind: K; body: Bodies[K]; blobs?: NewBlob[] } }[Kind]
type Party = 'lead' | 'assistant' | 'enterprise'

const received = '接待人甲'
const openItems = (record: CheckRecord): OrderItem[] => (record.orderItems ?? []).filter(itemOpen)
const unsigned = (record: CheckRecord): LoopPaper[] => loopPapers(record).filter((p) => p.kind !== 'referral' && !p.withdrawn && !p.waits && !(p.ruling && !p.ruling.granted) && !complete(p))

/** Something an officer may do now in the loop, or undefined when nothing comes to mind. */
export function officerIdea(phone: Phone, { record }: Seen, dice: Dice): Deed | undefined {
  const own = record.team.find((m) => m.personId === phone.actor.personId)
  if (!own) return undefined
  if (!own.noConflictAt) return { kind: 'declare_no_conflict', body: { noConflict: true } }
  const what = dice.roll()
  const paper = unsigned(record)[0]
  if (paper && what < 0.55) return dice.chance(0.12) ? { kind: 'withdraw_paper', body: { paperId: paper.id, reason: '内容有误' } } : signed(record, paper, phone, dice)
  if (what < 0.75) return recheck(record, dice)
  const matters = openMatters(record)
  if (matters.length === 0 || what < 0.8) return mayNow(record, phone.actor, 'close_check') ? { kind: 'close_check', body: {} } : undefined
  const unmet = openItems(record).find((i) => i.standing === 'not_met' || i.standing === 'partly')
  if (unmet && dice.chance(0.25)) return dice.chance(0.5) ? file(unmet.findingId) : refer(unmet.findingId)
  return begun(record, dice.pick(matters), dice) ?? (dice.chance(0.5) ? measure(record, dice, []) : undefined)
}

/** Something the enterprise may do. */
export function enterpriseIdea({ record }: Seen, dice: Dice): Deed | undefined {
  const items = openItems(record)
  const what = dice.roll()
  const measured = (record.measures ?? []).filter((m) => !m.withdrawn && m.applications.length === m.resumptions.length)
  if (measured.length > 0 && what < 0.2) return applied(dice.pick(measured).paper.id)
  if (items.length === 0) return undefined
  const item = dice.pick(items)
  if (what < 0.75) return submission(item.findingId, dice)
  if (what < 0.9) return { kind: 'request_extension', body: { extensionId: v7(), findings: [item.findingId], askedFor: `${Number(item.dueOn.slice(0, 4)) + (dice.chance(0.8) ? 1 : -1)}${item.dueOn.slice(4)}`, reason: '设备到货晚', interim: '停用' } }
  return { kind: 'apply_recheck', body: { applicationId: v7(), text: '已整改，申请复查' } }
}

export const applied = (measureId: string): Deed => ({ kind: 'apply_resumption', body: { applicationId: v7(), measureId, text: '已消除危险，申请恢复' } })

function pictures(dice: Dice, n: number, about: LoopPhoto['about']): { photos: LoopPhoto[]; blobs: NewBlob[] } {
  const made = Array.from({ length: n }, () => photoOf(dice, false))
  return {
    photos: made.map(({ bytes, sha256 }) => ({ photoId: v7(), sha256, originalSha256: sha256, contentType: 'image/jpeg', size: bytes.byteLength, width: 320, height: 240, source: 'camera', about, takenAt: new Date().toISOString() })),
    blobs: made.map(({ bytes, sha256 }) => ({ sha256, bytes, type: 'image/jpeg' })),
  }
}

function submission(findingId: string, dice: Dice): Deed {
  const [before, after] = [pictures(dice, dice.below(2), 'before'), pictures(dice, dice.below(3), 'after')]
  return {
    kind: 'submit_rectification', blobs: [...before.blobs, ...after.blobs],
    body: { rectificationId: v7(), findingId, text: `已更换“${dice.below(1000)}”`, photos: [...before.photos, ...after.photos] },
  }
}

/** A re-check of everything open; with `all` everything is found put right. */
export function recheck(record: CheckRecord, dice: Dice, all = false): Deed | undefined {
  const blobs: NewBlob[] = []
  const items = openItems(record).map((item) => {
    const result: CheckResult = all ? 'met' : dice.pick(['met', 'partly', 'not_due', item.standing === 'ordered' ? 'not_due' : 'not_met'] as const)
    const { photos, blobs: bytes } = pictures(dice, result === 'met' ? 1 : dice.below(2), 'recheck')
    blobs.push(...bytes)
    return { findingId: item.findingId, result, text: '现场查看', photos }
  })
  const measures = (record.measures ?? [])
    .filter((m) => inForce(m) && m.applications.length > m.resumptions.length)
    .map((m) => ({ measureId: m.paper.id, result: all || dice.chance(0.6) ? ('met' as const) : ('not_met' as const), text: '现场查看' }))
  const eliminate = (record.measures ?? []).filter((m) => all && inForce(m) && m.paper.kinds.join() === 'eliminate' && m.results.at(-1)?.result !== 'met' && !measures.some((a) => a.measureId === m.paper.id))
  measures.push(...eliminate.map((m) => ({ measureId: m.paper.id, result: 'met' as const, text: '已消除' })))
  if (items.length + measures.length === 0) return undefined
  const certificates = (['lead', 'assistant'] as const).map((part) => record.team.find((m) => m.part === part)?.certificate.number ?? '')
  return { kind: 'recheck', blobs, body: { recheckId: v7(), mode: 'on_site', receivedBy: received, place: '厂区', certificates, items, measures, opinion: '逐项复查如上' } }
}

/** The next signature a paper needs, or the enterprise's refusal; undefined when it is not this phone's turn. */
function signed(record: CheckRecord, paper: LoopPaper, phone: Phone, dice: Dice): Deed | undefined {
  const own = record.team.find((m) => m.personId === phone.actor.personId)?.part
  const lacks = (party: Party): boolean => !paper.signatures.some((s) => s.signatory.party === party)
  if ((own === 'lead' || own === 'assistant') && lacks(own)) return signing(paper, own, phone.actor.name)
  if (paper.kind === 'filing' || !lacks('enterprise') || paper.signRefusals.length > 0) return undefined
  return dice.chance(0.2) ? refusing(paper, dice) : signing(paper, 'enterprise', received)
}

export const signing = (paper: LoopPaper, party: Party, name: string): Deed => ({
  kind: 'sign_paper', body: { paperId: paper.id, signatory: { party, name }, digest: paper.digest, sentence: '以上内容已阅。', ink: ink() },
})

const refusing = (paper: LoopPaper, dice: Dice): Deed => ({
  kind: 'refuse_paper', body: { paperId: paper.id, digest: paper.digest, refusedBy: received, reason: '不认可', readOut: '已宣读', leftAt: '门卫室', reportedTo: dice.chance(0.9) ? '执法大队' : '负责人' },
})

/** Each paper that still lacks somebody's name, with who that is. */
export function toSign(record: CheckRecord): { paper: LoopPaper; party: Party }[] {
  return unsigned(record).flatMap((paper) =>
    (['lead', 'assistant', ...(paper.kind === 'filing' || paper.signRefusals.length > 0 ? [] : (['enterprise'] as const))] as const)
      .filter((party) => !paper.signatures.some((s) => s.signatory.party === party))
      .map((party) => ({ paper, party })),
  )
}

/** What sets a finding or a referral going. */
export function begun(record: CheckRecord, matter: OpenMatter, dice: Dice): Deed | undefined {
  if (matter.what === 'item') return order(record)
  if (matter.what === 'refusal') return { kind: 'report_refusal', body: { refusal: matter.id, reportedTo: '执法大队' } }
  if (matter.what === 'referral') return handed(record, matter.id)
  if (matter.what !== 'finding') return undefined
  switch (record.findings.find((f) => f.id === matter.id)?.versions[0]?.handling) {
    case 'order': return order(record)
    case 'stop': return measure(record, dice, record.findings.filter((f) => !f.withdrawn && f.versions[0]?.handling === 'stop').map((f) => f.id))
    case 'refer': return refer(matter.id)
    case 'case': return file(matter.id)
    default: return undefined
  }
}

export function order(record: CheckRecord): Deed {
  const dues = (record.orderItems ?? []).filter((i) => i.standing === 'partly' || i.standing === 'not_met').map((i) => ({ findingId: i.findingId, dueOn: '2099-06-01' }))
  return { kind: 'issue_order', body: { orderId: v7(), record: record.seal?.digest ?? '', ...(dues.length > 0 ? { dues } : {}) } }
}

function measure(record: CheckRecord, dice: Dice, findings: string[]): Deed {
  const kinds = dice.pick([['stop'], ['eliminate'], ['withdraw', 'stop_use']] as const)
  const byPhone = dice.chance(0.4) ? { phoneApproval: { name: '周局', post: '局长', at: record.seal?.at ?? '' } } : {}
  return { kind: 'impose_measure', body: { measureId: v7(), kinds: [...kinds], findings, danger: '随时可能坍塌', law: '安全生产法', article: '第六十五条', scope: '污水站', ...byPhone } }
}

const refer = (findingId: string): Deed => ({
  kind: 'refer', body: { referralId: v7(), kind: 'clue', to: '消防救援大队', cause: '消防设施', facts: '现场检查发现', findings: [findingId], materials: [{ name: '现场检查记录', copies: 1, pages: 1 }] },
})

const file = (findingId: string): Deed => ({
  kind: 'file_case',
  body: { filingId: v7(), name: '某公司未整改案', cause: '未按期整改', source: '复查', facts: '复查未整改', law: '安全生产法', article: '第一百零二条', findings: [findingId], evidence: [{ name: '现场检查记录', copies: 1, pages: 1 }], opinion: '建议立案' },
})

function handed(record: CheckRecord, id: string): Deed | undefined {
  const referral = record.referrals?.find((r) => r.paper.id === id)
  if (!referral?.approved?.granted) return undefined
  const on = referral.sent?.on ?? new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  if (!referral.sent) return { kind: 'send_referral', body: { referralId: id, on, way: '直接送交' } }
  if (!referral.received) return { kind: 'record_referral_receipt', body: { referralId: id, on, name: '收发室' } }
  return { kind: 'record_referral_feedback', body: { referralId: id, on, text: '已查处' } }
}
