// The papers of the closed loop as one list: what each is, its number, whether it is in force. For screens.

import type { CheckRecord, DocumentNumber, Reasoned, Ruling, Signature, SignRefusal } from './record.gen'
import { isProvisional, numberOf } from './papers'

export type PaperKind = 'order' | 'measure' | 'recheck' | 'filing' | 'referral'

/** What all of them have in common. */
export interface LoopPaper {
  kind: PaperKind
  id: string
  /** Its place among those of its kind, from 1. */
  number: number
  title: string
  /** The server has not given it its number yet. */
  provisional: boolean
  digest: string
  code: string
  at: string
  withdrawn?: Reasoned
  signatures: Signature[]
  signRefusals: SignRefusal[]
  /** Somebody's yes or no, where one is needed. */
  ruling?: Ruling
  /** It cannot be signed before the yes. */
  waits: boolean
}

/** The 代字 of each paper's number. */
const WORDS: Readonly<Record<PaperKind, string>> = { order: '责改', measure: '现决', recheck: '复查', filing: '立', referral: '移' }

interface Given {
  number: number
  paper: { id: string }
  digest: string
  code: string
  given?: DocumentNumber
  at: string
  withdrawn?: Reasoned
  signatures: Signature[]
  signRefusals: SignRefusal[]
}

/** loopPapers lists them in the order they were written. */
export function loopPapers(record: CheckRecord): LoopPaper[] {
  const of = (kind: PaperKind, p: Given, ruling: Ruling | undefined, waits: boolean): LoopPaper => ({
    kind, id: p.paper.id, number: p.number, title: numberOf(record, p, WORDS[kind], p.number), provisional: isProvisional(record, p), digest: p.digest, code: p.code, at: p.at,
    ...(p.withdrawn ? { withdrawn: p.withdrawn } : {}), signatures: p.signatures, signRefusals: p.signRefusals, ...(ruling ? { ruling } : {}), waits,
  })
  return [
    ...(record.orders ?? []).map((o) => of('order', o, o.approved, o.needsApproval && !o.approved)),
    ...(record.measures ?? []).map((m) => of('measure', m, m.approved, !m.approved && !m.paper.phoneApproval)),
    ...(record.rechecks ?? []).map((k) => of('recheck', k, undefined, false)),
    ...(record.filings ?? []).map((f) => of('filing', f, f.decided, false)),
    ...(record.referrals ?? []).map((r) => of('referral', r, r.approved, !r.approved)),
  ].sort((a, b) => a.at.localeCompare(b.at))
}

/** loopPaper gives one of them. */
export const loopPaper = (record: CheckRecord, id: string): LoopPaper | undefined => loopPapers(record).find((p) => p.id === id)
