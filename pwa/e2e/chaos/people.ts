// What a person on site might do next, from what their phone shows: mostly plain work, on few items, so that two people
// meet at the same ones.

import { v7 } from 'uuid'
import { mayNow } from '../../src/inspection/do'
import { conditions, type Item, type Value } from '../../src/inspection/judge'
import { itemKey } from '../../src/inspection/items'
import type { Bodies, Finding, FindingWords, Ink, Kind, PhotoMark, Supplement } from '../../src/inspection/record.gen'
import { standingSupplements } from '../../src/inspection/takenup'
import type { NewBlob } from '../../src/local/db'
import type { Dice } from './dice'
import type { Phone, Seen } from './phone'
import { photoOf } from './pictures'

type Deed = { [K in Kind]: { kind: K; body: Bodies[K]; blobs?: NewBlob[] } }[Kind]

/** Something this person may do now, or undefined when nothing comes to mind. */
export function idea(phone: Phone, seen: Seen, dice: Dice): Deed | undefined {
  const { record } = seen
  const own = record.team.find((m) => m.personId === phone.actor.personId)
  if (own && !own.noConflictAt) return { kind: 'declare_no_conflict', body: { noConflict: true } }
  if (record.state === 'ready' || (record.state === 'open' && dice.chance(0.02))) return arrival(seen)
  if (record.state === 'recorded' && dice.chance(0.3)) return mayNow(record, phone.actor, 'reopen_record') ? { kind: 'reopen_record', body: { reason: '补充检查' } } : undefined
  if (record.state === 'recorded' || record.state === 'signed') return supplement(phone, seen, dice)
  const what = dice.roll()
  if (what < 0.08) return fact(seen, dice)
  if (what < 0.6) return answer(seen, dice)
  if (what < 0.63) return removal(seen, dice)
  if (what < 0.68) return marking(seen, dice)
  if (what < 0.78) return raised(seen, dice)
  return onFinding(seen, dice)
}

export function arrival({ record }: Seen): Deed {
  return {
    kind: 'arrive',
    body: {
      receivedBy: '接待人甲', receivedByPost: '安全总监', place: '厂区', noticeShown: true,
      certificates: record.team.filter((m) => m.part !== 'expert').map((m) => m.certificate.number),
    },
  }
}

function fact(seen: Seen, dice: Dice): Deed | undefined {
  const [list] = Object.values(seen.lists)
  const asked = list ? conditions(list) : []
  if (!list || asked.length === 0) return undefined
  return { kind: 'state_fact', body: { checklist: list.code, condition: dice.pick(asked), holds: dice.chance(0.6) } }
}

/** A few items of every kind of answer, the same ones for everybody. */
function itemsOf(seen: Seen): Item[] {
  const [list] = Object.values(seen.lists)
  if (!list) return []
  const of = (take: (i: Item) => boolean, n: number): Item[] => list.items.filter(take).slice(0, n)
  const some = [...of((i) => i.answer.type === 'conformity', 3), ...of((i) => i.answer.type !== 'conformity', 3), ...of((i) => i.appliesIf !== '', 2), ...of((i) => i.majorHazard, 1)]
  return [...new Set(some)]
}

function measured(item: Item, dice: Dice): Value | undefined {
  if (item.answer.type === 'conformity') return undefined
  if (item.answer.type !== 'number') return { date: `202${dice.below(8)}-0${1 + dice.below(9)}-1${dice.below(10)}` }
  const { min, max } = item.answer
  return { number: dice.pick([min ?? 0, max ?? 1, ((min ?? 0) + (max ?? 100)) / 2, 0.1 + 0.2, dice.below(1000) / 7]) }
}

export function answer(seen: Seen, dice: Dice): Deed | undefined {
  const [list] = Object.values(seen.lists)
  const items = itemsOf(seen)
  if (!list || items.length === 0) return undefined
  const item = dice.pick(items)
  const verdict = dice.pick(['conforms', 'conforms', 'violates', 'not_applicable', 'not_examined'] as const)
  const looked = verdict === 'conforms' || verdict === 'violates'
  const value = looked ? measured(item, dice) : undefined
  const standing = seen.record.answers[itemKey(list.code, item.id)] ?? []
  const note = value || dice.chance(0.3) ? `现场${dice.pick(['查看', '测量', '询问'])}“${dice.below(1000)}” ⚠ \n第二行` : undefined
  return {
    kind: 'answer_item',
    body: { checklist: list.code, item: item.id, verdict, ...(value ? { value } : {}), ...(note ? { note } : {}), supersedes: standing.map((a) => a.act) },
  }
}

export function picture(seen: Seen, dice: Dice, big: boolean): Deed | undefined {
  const [list] = Object.values(seen.lists)
  if (!list) return undefined
  const { bytes, sha256 } = photoOf(dice, big)
  const finding = seen.record.findings.length > 0 && dice.chance(0.4) ? dice.pick(seen.record.findings) : undefined
  const about = finding ? { about: 'finding' as const, findingId: finding.id } : { about: 'item' as const, checklist: list.code, item: dice.pick(itemsOf(seen)).id }
  return {
    kind: 'attach_photo',
    body: {
      photoId: v7(), sha256, originalSha256: sha256, contentType: 'image/jpeg', size: bytes.byteLength, width: 320, height: 240, source: 'camera',
      takenAt: new Date().toISOString(), ...about, ...(dice.chance(0.5) ? { print: `00${sha256.slice(0, 14)}` } : {}),
    },
    blobs: [{ sha256, bytes, type: 'image/jpeg' }],
  }
}

function removal(seen: Seen, dice: Dice): Deed | undefined {
  if (seen.record.photos.length === 0) return undefined
  return { kind: 'remove_photo', body: { photoId: dice.pick(seen.record.photos).id, reason: '拍摄模糊' } }
}

/** Arrows and covered faces on a picture, sometimes without having seen what is drawn there already. */
function marking(seen: Seen, dice: Dice): Deed | undefined {
  if (seen.record.photos.length === 0) return undefined
  const photo = dice.pick(seen.record.photos)
  const [x, y] = [dice.below(4000), dice.below(4000)]
  const marks: PhotoMark[] = [
    { shape: 'arrow', x, y, x2: x + 1 + dice.below(900), y2: y + dice.below(900) }, { shape: 'blur', x, y, x2: x + 300, y2: y + 200 }, { shape: 'text', x, y, text: `此处${dice.below(100)}` },
  ]
  return { kind: 'mark_photo', body: { photoId: photo.id, marks: marks.slice(0, 1 + dice.below(3)), supersedes: dice.chance(0.8) ? (photo.marks ?? []).map((m) => m.act) : [] } }
}

/** After the seal: what came too late is written beside the record, taken back, or signed by its author. */
function supplement(phone: Phone, seen: Seen, dice: Dice): Deed | undefined {
  const { record } = seen
  const standing = standingSupplements(record)
  const what = dice.roll()
  if (standing.length === 0 || what < 0.5) return late(seen, dice.chance(0.3) ? photoOf(dice, false) : undefined)
  const one = dice.pick(standing)
  if (what < 0.65) return { kind: 'withdraw_supplement', body: { supplementId: one.id, reason: '内容有误' } }
  const own = record.team.find((m) => m.personId === phone.actor.personId)
  if (own?.part !== 'lead' && own?.part !== 'assistant') return undefined
  return signing(one, own.part, phone.actor.name)
}

/** A supplement of what this phone was refused. */
export function late({ record, refused }: Seen, photo?: { bytes: ArrayBuffer; sha256: string }): Deed | undefined {
  if (!record.seal) return undefined
  const taken = new Set(standingSupplements(record).flatMap((s) => s.from))
  const photos = photo && [
    { photoId: v7(), sha256: photo.sha256, originalSha256: photo.sha256, contentType: 'image/jpeg', size: photo.bytes.byteLength, width: 320, height: 240, source: 'camera' as const, takenAt: new Date().toISOString() },
  ]
  return {
    kind: 'write_supplement',
    body: { supplementId: v7(), record: record.seal.digest, text: '封存后发现：配电箱未上锁', reason: '现场无信号', from: refused.filter((id) => !taken.has(id)).slice(0, 20), ...(photos ? { photos } : {}) },
    ...(photo ? { blobs: [{ sha256: photo.sha256, bytes: photo.bytes, type: 'image/jpeg' }] } : {}),
  }
}

export function signing({ id, digest }: Supplement, party: 'lead' | 'assistant' | 'enterprise', name: string): Deed {
  return { kind: 'sign_supplement', body: { supplementId: id, signatory: { party, name }, digest, sentence: '以上补充记录内容属实。', ink: ink() } }
}

/** Somebody's signature. */
export function ink(): Ink {
  const stroke = (x: number): number[][] => Array.from({ length: 20 }, (_, i) => [x + i * 6, 120 + Math.round(50 * Math.sin(i / 3)), i * 16, 0.5])
  return { width: 640, height: 280, strokes: [stroke(60), stroke(220), stroke(400)] }
}

const words = (dice: Dice): FindingWords => {
  const handling = dice.pick(['spot', 'order', 'refer', 'advice', 'order'] as const)
  return {
    text: `安全警示标志缺失${dice.below(1000)}`, place: '污水站', handling,
    ...(handling === 'order' ? { dueOn: '2099-01-0' + (1 + dice.below(9)) } : {}), ...(handling === 'refer' ? { referTo: '消防救援大队' } : {}),
  }
}

function raised(seen: Seen, dice: Dice): Deed | undefined {
  const [list] = Object.values(seen.lists)
  const items = itemsOf(seen)
  if (!list || items.length === 0) return undefined
  const about = dice.chance(0.8) ? { checklist: list.code, item: dice.pick(items).id } : {}
  return { kind: 'raise_finding', body: { findingId: v7(), ...about, words: words(dice), ...(dice.chance(0.2) ? { suspectMajor: true } : {}) } }
}

function onFinding(seen: Seen, dice: Dice): Deed | undefined {
  if (seen.record.findings.length === 0) return undefined
  const finding = dice.pick(seen.record.findings)
  const what = dice.roll()
  if (what < 0.5) return revision(finding, words(dice))
  if (what < 0.65) return { kind: 'withdraw_finding', body: { findingId: finding.id, reason: '复核后不成立' } }
  if (what < 0.8) return { kind: 'correct_on_spot', body: { findingId: finding.id, how: '已当场补挂' } }
  return decision(finding, dice.chance(0.5))
}

export function revision(finding: Finding, next: FindingWords): Deed {
  return { kind: 'revise_finding', body: { findingId: finding.id, words: next, supersedes: finding.versions.map((v) => v.act) } }
}

export function decision(finding: Finding, confirmed: boolean): Deed {
  const basis = confirmed ? { law: '工贸企业重大事故隐患判定标准', article: '第三条' } : { note: '经核实不构成' }
  return { kind: 'confirm_major_hazard', body: { findingId: finding.id, confirmed, ...basis } }
}

/** Does a deed on a phone, as its screen would. */
export function does(phone: Phone, seen: Seen, deed: Deed): Promise<string | undefined> {
  return phone.do(seen, deed.kind, deed.body, deed.blobs)
}
