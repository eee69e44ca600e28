// What there is to deliver to the enterprise, and what has reached it: for screens. A delivery names papers as they are
// printed, so a paper is found again by its title and number, or by what it was called
// before it had one.

import { loopPapers } from './looppapers'
import { isNumber, provisional } from './papers'
import type { CheckRecord, ConfirmedAddress, Delivery } from './record.gen'
import { signedBy } from './signing'
import { numberText } from './supplement'

export interface ToDeliver {
  /** Of screens only. */
  key: string
  title: string
  number: string
  at: string
  /** The receipt that names it, the newest. */
  delivery?: Delivery
  /** By its signature, or by being left where it was refused, it has reached the enterprise without a receipt of its own. */
  reached?: 'signed' | 'left'
}

/** The titles the papers are printed under, whatever language the screen speaks. */
const TITLES = { record: '现场检查记录', supplement: '现场检查记录（补充）', order: '责令限期整改指令书', measure: '现场处理措施决定书', recheck: '整改复查意见书' } as const

/** toDeliver lists the papers that belong into the enterprise's hands: the record, its supplements, and those of the loop. */
export function toDeliver(record: CheckRecord): ToDeliver[] {
  const list: ToDeliver[] = []
  const add = (key: string, title: string, number: string, { code, at }: { code: string; at: string }, sheet: Pick<CheckRecord, 'signatures' | 'signRefusals'>): void => {
    const delivery = record.deliveries?.filter((d) => d.papers.some((p) => p.title === title && isNumber(p.number ?? '', number, code))).at(-1)
    const reached = signedBy(sheet, 'enterprise') ? 'signed' : sheet.signRefusals.some((r) => r.leftAt) ? 'left' : undefined
    list.push({ key, title, number, at, ...(delivery ? { delivery } : {}), ...(reached ? { reached } : {}) })
  }
  if (record.seal) add('record', TITLES.record, record.number?.text ?? provisional(undefined, record.seal.code, ''), record.seal, record)
  for (const s of record.supplements ?? []) if (!s.withdrawn) add(s.id, TITLES.supplement, numberText(s, record.number), s, s)
  for (const p of loopPapers(record)) {
    if (p.withdrawn || p.waits || p.ruling?.granted === false || p.kind === 'filing' || p.kind === 'referral') continue
    add(p.id, TITLES[p.kind], p.title, p, p)
  }
  return list
}

/** The address that counts: the newest confirmation. */
export const standingAddress = (record: CheckRecord): ConfirmedAddress | undefined => record.addresses?.at(-1)
