// The cast: people of the demo world doing through the API what a story does not want to watch on a screen. A story
// says from where it starts (ready, open, sealed …); everything before that is done here, as those people would do it.

import { expect } from '@playwright/test'
import { v7 } from 'uuid'
import { digestOf, sealedOf } from '../../src/inspection/sealed'
import { dialect } from '../../src/inspection/procedure.gen'
import type { Checklist } from '../../src/inspection/judge'
import type { Bodies, CheckRecord, Closing, Ink, Kind } from '../../src/inspection/record.gen'
import { Client } from './client'

export interface ActResult {
  actId: string
  outcome: 'accepted' | 'refused'
  seq?: number
  hash?: string
  sum?: string
  problem?: { code: string; kind: string; details?: Record<string, unknown> }
}

export interface LedgerEntry {
  actId: string
  caseNo: number
  seq: number
  kind: Kind
  actor: { id: string; name: string }
  hash: string
  device: string
  cover?: string
  body: Record<string, unknown>
}

/** A pair of officers with the head who sends them. */
export interface Pair {
  head: string
  lead: string
  assistant: string
}

export const pairs: readonly Pair[] = [
  { head: 'head1', lead: 'inspector1', assistant: 'inspector2' },
  { head: 'head2', lead: 'inspector3', assistant: 'inspector4' },
  { head: 'head3', lead: 'inspector5', assistant: 'inspector6' },
]

/** One short list: a number, dates and plain answers, without a hundred taps. */
export const shortLists = ['confined_space']

const signedIn = new Map<string, Promise<Client>>()

/** Cast signs everybody in once for each worker. */
export class Cast {
  constructor(readonly url: string) {}

  as(username: string): Promise<Client> {
    const key = `${this.url} ${username}`
    const known = signedIn.get(key)
    if (known) return known
    const coming = Client.signIn(this.url, username)
    signedIn.set(key, coming)
    coming.catch(() => signedIn.delete(key))
    return coming
  }

  /** act carries one act out as somebody; it must be accepted. */
  async act<K extends Kind>(username: string, checkId: string, kind: K, body: Bodies[K]): Promise<ActResult> {
    const [result] = await this.push(username, [{ checkId, kind, body }])
    expect(result?.outcome, `${kind} by ${username}: ${JSON.stringify(result?.problem)}`).toBe('accepted')
    return result!
  }

  /** push sends a batch as a phone would and gives what became of each act. */
  async push(username: string, acts: readonly { id?: string; checkId: string; kind: Kind; body: unknown; doneAt?: string }[]): Promise<ActResult[]> {
    const who = await this.as(username)
    const sent = acts.map((a) => ({ id: v7(), doneAt: new Date().toISOString(), device: '', dialect, ...a }))
    return (await who.post<{ results: ActResult[] }>('/acts', { acts: sent })).results
  }

  async record(username: string, checkId: string): Promise<CheckRecord> {
    return (await (await this.as(username)).get<{ record: CheckRecord }>(`/checks/${checkId}`)).record
  }

  /** ledger reads everything done to a check, all pages. */
  async ledger(username: string, checkId: string): Promise<LedgerEntry[]> {
    const who = await this.as(username)
    const all: LedgerEntry[] = []
    for (let cursor = ''; ; ) {
      const page = await who.get<{ items: LedgerEntry[]; nextCursor: string }>(`/checks/${checkId}/ledger?limit=200&cursor=${encodeURIComponent(cursor)}`)
      all.push(...page.items)
      if (page.nextCursor === '') return all
      cursor = page.nextCursor
    }
  }

  async lists(record: CheckRecord): Promise<Record<string, Checklist>> {
    const who = await this.as('policy1')
    const all = await Promise.all(record.checklists.map((c) => who.get<Checklist>(`/checklists/${c.code}?version=${encodeURIComponent(c.version)}`)))
    return Object.fromEntries(all.map((list) => [list.code, list]))
  }

  /** planned: the section head has planned a check of an enterprise (any of the register, unless named by id). */
  async planned(pair: Pair, options: { enterpriseId?: string; checklists?: readonly string[]; remark?: string } = {}): Promise<CheckRecord> {
    const head = await this.as(pair.head)
    const [lead, assistant] = await Promise.all([this.as(pair.lead), this.as(pair.assistant)])
    const enterpriseId = options.enterpriseId ?? (await this.someEnterprise(pair.head))
    const body: Bodies['create_check'] = {
      enterpriseId,
      kind: 'routine',
      source: 'in_plan',
      plannedOn: today(),
      team: { lead: lead.me.id, assistant: assistant.me.id },
      checklists: (options.checklists ?? shortLists).map((code) => ({ code })),
      scheme: {
        basis: '2026年度安全生产监督检查计划', reason: '端到端故事', areas: '生产车间、仓库', content: '有限空间作业及安全管理',
        methods: ['查资料', '查现场'], tools: ['测距仪'], documents: ['现场检查记录'], ...(options.remark ? { remark: options.remark } : {}),
      },
    }
    return (await head.post<{ check: CheckRecord }>('/checks', { id: v7(), checkId: v7(), body })).check
  }

  /** assigned: planned and dispatched; the leader has not yet approved. */
  async assigned(pair: Pair, options: Parameters<Cast['planned']>[1] = {}): Promise<CheckRecord> {
    const check = await this.planned(pair, options)
    await this.act(pair.head, check.id, 'dispatch', {})
    return check
  }

  /** ready: the scheme is approved and the team may go. */
  async ready(pair: Pair, options: Parameters<Cast['planned']>[1] = {}): Promise<CheckRecord> {
    const check = await this.assigned(pair, options)
    await this.act('leader1', check.id, 'approve_scheme', { opinion: '同意' })
    return this.record(pair.lead, check.id)
  }

  /** open: both have declared and arrived. */
  async open(pair: Pair, options: Parameters<Cast['planned']>[1] = {}): Promise<CheckRecord> {
    const check = await this.ready(pair, options)
    await this.declare(pair, check.id)
    await this.act(pair.lead, check.id, 'arrive', {
      receivedBy: '接待人甲', receivedByPost: '安全总监', phone: '19900000001', place: '厂区', noticeShown: true,
      certificates: check.team.filter((m) => m.part !== 'expert').map((m) => m.certificate.number),
    })
    return this.record(pair.lead, check.id)
  }

  async declare(pair: Pair, checkId: string): Promise<void> {
    await this.act(pair.lead, checkId, 'declare_no_conflict', { noConflict: true })
    await this.act(pair.assistant, checkId, 'declare_no_conflict', { noConflict: true })
  }

  /** sealed: two answers, one finding, the rest explained; the lead has sealed. */
  async sealed(pair: Pair, options: Parameters<Cast['planned']>[1] = {}): Promise<CheckRecord> {
    const check = await this.open(pair, options)
    const lists = await this.lists(check)
    const [list] = Object.values(lists)
    const plain = list!.items.filter((i) => i.answer.type === 'conformity' && !i.majorHazard)
    const [good, bad] = plain
    await this.act(pair.lead, check.id, 'answer_item', { checklist: list!.code, item: good!.id, verdict: 'conforms' })
    await this.act(pair.lead, check.id, 'answer_item', { checklist: list!.code, item: bad!.id, verdict: 'violates' })
    await this.act(pair.lead, check.id, 'raise_finding', {
      findingId: v7(), checklist: list!.code, item: bad!.id,
      words: { text: '作业现场未设置安全警示标志', place: '污水站', handling: 'order', dueOn: inDays(20) },
    })
    await this.seal(pair, check.id)
    return this.record(pair.lead, check.id)
  }

  /** seal closes a check as it stands. */
  async seal(pair: Pair, checkId: string): Promise<void> {
    const record = await this.record(pair.lead, checkId)
    const closing: Closing = { endedAt: new Date().toISOString(), places: '厂区', documents: '台账', people: '接待人甲', situation: '已检查', gapsReason: '其余设备停用' }
    const digest = await digestOf(sealedOf(record, await this.lists(record), closing))
    await this.act(pair.lead, checkId, 'seal_record', { closing, digest })
  }

  /** officersSign: lead and assistant have signed the sealed record. */
  async officersSign(pair: Pair, checkId: string): Promise<CheckRecord> {
    const record = await this.record(pair.lead, checkId)
    for (const [username, party] of [[pair.lead, 'lead'], [pair.assistant, 'assistant']] as const) {
      const { name } = (await this.as(username)).me
      await this.act(username, checkId, 'sign_record', { signatory: { party, name }, digest: record.seal!.digest, sentence: '以上记录由本人现场检查形成，内容属实。', ink: ink() })
    }
    return this.record(pair.lead, checkId)
  }

  /** signed: all three parties have signed the record. */
  async signed(pair: Pair, options: Parameters<Cast['planned']>[1] = {}): Promise<CheckRecord> {
    const check = await this.sealed(pair, options)
    const record = await this.officersSign(pair, check.id)
    await this.act(pair.lead, check.id, 'sign_record', { signatory: { party: 'enterprise', name: '接待人甲' }, digest: record.seal!.digest, sentence: '以上记录我已阅读，与事实相符。', ink: ink() })
    return this.record(pair.lead, check.id)
  }

  /** signPaper has every party sign an order. */
  async signPaper(pair: Pair, checkId: string, orderId: string): Promise<void> {
    const digest = (await this.record(pair.lead, checkId)).orders!.find((o) => o.paper.id === orderId)!.digest
    for (const [username, party, name] of [[pair.lead, 'lead', undefined], [pair.assistant, 'assistant', undefined], [pair.lead, 'enterprise', '接待人甲']] as const) {
      await this.act(username, checkId, 'sign_paper', { paperId: orderId, signatory: { party, name: name ?? (await this.as(username)).me.name }, digest, sentence: '本文书我已阅读并收到。', ink: ink() })
    }
  }

  private async someEnterprise(head: string): Promise<string> {
    const who = await this.as(head)
    const { items } = await who.get<{ items: { id: string }[] }>('/enterprises?limit=200')
    return items[Math.floor(Math.random() * items.length)]!.id
  }
}

/** A few swinging strokes. */
export function ink(): Ink {
  const stroke = (x: number) => Array.from({ length: 20 }, (_, i) => [x + i * 6, 120 + Math.round(50 * Math.sin(i / 3)), i * 16, 0.5])
  return { width: 640, height: 280, strokes: [stroke(60), stroke(220), stroke(400)] }
}

/** The day now in China, as the wire writes days. */
export const today = (): string => inDays(0)

/** A day some days from now in China, moved from a weekend to Monday. */
export function inDays(days: number): string {
  const at = new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000)
  if (days > 0 && at.getUTCDay() === 6) at.setUTCDate(at.getUTCDate() + 2)
  if (days > 0 && at.getUTCDay() === 0) at.setUTCDate(at.getUTCDate() + 1)
  return at.toISOString().slice(0, 10)
}
