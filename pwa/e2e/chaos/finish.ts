// After the faults: both phones come to rest, and later the visit is brought to its proper end, on the phones.

import { gapsOf, type Gap } from '../../src/inspection/gaps'
import { digestOf, sealedOf } from '../../src/inspection/sealed'
import { standingSupplements } from '../../src/inspection/takenup'
import type { Closing, Finding } from '../../src/inspection/record.gen'
import type { Desk } from './desk'
import { order, signing, toSign } from './looping'
import { arrival, decision, does, ink, late, revision, signing as signingSupplement } from './people'
import type { Phone, Seen } from './phone'

/** Faults over: both phones sync until nothing is under way, and once more for what the other one did. */
export async function heal(phones: readonly Phone[]): Promise<void> {
  for (const phone of phones) {
    phone.network.heal()
    phone.skew = 0
    if (phone.dead) await phone.reopen()
    await settle(phone)
  }
  for (const phone of phones) await phone.network.deliverHeld()
  for (let i = 0; i < 2; i += 1) for (const phone of phones) await settle(phone)
}

async function settle(phone: Phone): Promise<void> {
  for (let tries = 0; tries < 12; tries += 1) {
    if (phone.dead) await phone.reopen()
    if (!phone.signedIn) await phone.signIn()
    await phone.sync()
    const { outbox, blobs } = await phone.rows()
    if (phone.tab.phase === 'idle' && outbox.every((e) => e.state === 'parked') && blobs.every((p) => p.state === 'server')) return
  }
}

/** Does what must succeed. */
async function must(phone: Phone, now: Seen, deed: Parameters<typeof does>[2]): Promise<void> {
  const refused = await does(phone, now, deed)
  if (refused) throw new Error(`${deed.kind} on ${phone.account.username}'s phone: ${refused}`)
}

async function seen(phone: Phone, checkId: string): Promise<Seen> {
  const found = await phone.view(checkId)
  if (!found) throw new Error(`${phone.account.username}'s phone does not have the check`)
  return found
}

/** The lead settles what is contested or missing and seals; both sign, and the enterprise on the lead's phone. `toOrder`: there is to be something to order. */
export async function finish(lead: Phone, assistant: Phone, checkId: string, toOrder = false): Promise<string[]> {
  for (const phone of [lead, assistant]) {
    const now = await seen(phone, checkId)
    const own = now.record.team.find((m) => m.personId === phone.actor.personId)
    if (!own?.noConflictAt) await must(phone, now, { kind: 'declare_no_conflict', body: { noConflict: true } })
    await heal([assistant, lead])
  }
  const begun = await seen(lead, checkId)
  if (begun.record.state === 'ready') await must(lead, begun, arrival(begun))
  if (begun.record.state === 'recorded') await does(lead, begun, { kind: 'reopen_record', body: { reason: '补充' } }) // not when a supplement is signed
  if ((await seen(lead, checkId)).record.state !== 'recorded') {
    for (const text of toOrder ? ['行车限位失效', '配电箱未上锁'] : []) await must(lead, await seen(lead, checkId), { kind: 'raise_finding', body: { findingId: crypto.randomUUID(), words: { text, handling: 'order', dueOn: '2099-03-01' } } })
    await settleAndSeal(lead, checkId)
  }
  await heal([lead, assistant])
  for (const [phone, party] of [[lead, 'lead'], [assistant, 'assistant'], [lead, 'enterprise']] as const) {
    const now = await seen(phone, checkId)
    const name = party === 'enterprise' ? '接待人甲' : phone.actor.name
    await must(phone, now, { kind: 'sign_record', body: { signatory: { party, name }, digest: now.record.seal?.digest ?? '', sentence: '以上记录内容属实。', ink: ink() } })
  }
  await heal([lead, assistant])
  await supplements([lead, assistant], checkId)
  return signedAlike([lead, assistant], checkId)
}

/** The lead gives the first order, everybody signs, and the head makes the enterprise a link to it. Undefined: nothing was to be ordered. */
export async function deliverOrder(lead: Phone, assistant: Phone, head: Desk, checkId: string): Promise<string | undefined> {
  const signed = await seen(lead, checkId)
  if ((await does(lead, signed, order(signed.record))) !== undefined) return undefined
  await heal([lead, assistant])
  for (const { paper, party } of toSign((await seen(lead, checkId)).record)) {
    const phone = party === 'assistant' ? assistant : lead
    await must(phone, await seen(phone, checkId), signing(paper, party, party === 'enterprise' ? '接待人甲' : phone.actor.name))
  }
  await heal([lead, assistant])
  const made = await head.post<{ token: string }>(`/checks/${checkId}/links`, { purpose: 'rectify', name: '安全员', expiresAt: new Date(Date.now() + 20 * 86_400_000).toISOString() })
  return made.token
}

async function settleAndSeal(lead: Phone, checkId: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const now = await seen(lead, checkId)
    const gap = gapsOf(now.record, now.lists).find((g) => g.weight === 'blocks')
    if (!gap) break
    await mend(lead, now, gap)
  }
  await seal(lead, await seen(lead, checkId))
}

/** What either of them was refused after the seal becomes a supplement, signed by all. */
async function supplements([lead, assistant]: [Phone, Phone], checkId: string): Promise<void> {
  for (const phone of [lead, assistant]) {
    const now = await seen(phone, checkId)
    const deed = now.refused.length > 0 ? late(now) : undefined
    if (deed) await does(phone, now, deed) // some were refused for something else than coming late: the server knows
    await heal([lead, assistant])
  }
  await signSupplements(lead, assistant, checkId)
}

/** Every supplement that stands is signed by all. */
export async function signSupplements(lead: Phone, assistant: Phone, checkId: string): Promise<void> {
  for (const [phone, party] of [[assistant, 'assistant'], [lead, 'lead'], [lead, 'enterprise']] as const) {
    for (const { id } of standingSupplements((await seen(phone, checkId)).record)) {
      const now = await seen(phone, checkId)
      const one = now.record.supplements?.find((s) => s.id === id)
      const name = party === 'enterprise' ? '接待人甲' : phone.actor.name
      if (one && !one.signatures.some((s) => s.signatory.party === party)) await must(phone, now, signingSupplement(one, party, name))
    }
  }
  await heal([lead, assistant])
}

async function mend(lead: Phone, now: Seen, gap: Gap): Promise<void> {
  const finding = now.record.findings.find((f) => f.id === gap.findingId)
  const key = `${gap.checklist}/${gap.item}`
  const latest = now.record.answers[key]?.at(-1)
  const supersedes = (now.record.answers[key] ?? []).map((a) => a.act)
  if (finding) await mendFinding(lead, now, gap, finding)
  else if (gap.code === 'seal.finding_missing') {
    await must(lead, now, { kind: 'raise_finding', body: { findingId: crypto.randomUUID(), checklist: gap.checklist, item: gap.item, words: { text: gap.text.slice(0, 200), handling: 'stop' } } })
  } else if (latest) {
    const body = { checklist: gap.checklist ?? '', item: gap.item ?? '', supersedes, note: '以此为准' }
    const kept = { ...body, verdict: latest.verdict, ...(latest.value ? { value: latest.value } : {}) }
    const refused = await does(lead, now, { kind: 'answer_item', body: kept })
    if (refused === 'item.does_not_apply') await must(lead, now, { kind: 'answer_item', body: { ...body, verdict: 'not_applicable' } })
    else if (refused) throw new Error(`answer_item on ${lead.account.username}'s phone: ${refused}`)
  }
}

async function mendFinding(lead: Phone, now: Seen, gap: Gap, finding: Finding): Promise<void> {
  const latest = finding.versions.at(-1)
  const words = { text: latest?.text ?? '隐患', place: latest?.place ?? '', handling: 'stop' as const }
  if (gap.code === 'seal.major_undecided') await must(lead, now, decision(finding, false))
  else if (gap.code === 'seal.spot_not_corrected') await must(lead, now, { kind: 'correct_on_spot', body: { findingId: finding.id, how: '已整改' } })
  else await must(lead, now, revision(finding, words))
}

/** Seals what the phone shows; gives the refusal, if any. */
export async function seal(lead: Phone, now: Seen, mayFail = false): Promise<void> {
  const ends = Math.max(Date.now() + lead.skew, Date.parse(now.record.arrival?.at ?? '')) + 1000
  const clock = lead.tab.standing()
  const closing: Closing = { endedAt: new Date(ends).toISOString(), places: '厂区', situation: '已检查', gapsReason: '其余设备停用', ...(clock ? { clock } : {}) }
  const deed = { kind: 'seal_record' as const, body: { closing, digest: await digestOf(sealedOf(now.record, now.lists, closing)) } }
  if (mayFail) await does(lead, now, deed)
  else await must(lead, now, deed)
}

/** What was sealed on the phone is what both phones and the server hold, and it can be worked out again. */
async function signedAlike(phones: readonly Phone[], checkId: string): Promise<string[]> {
  const said: string[] = []
  for (const phone of phones) {
    const { record, lists } = await seen(phone, checkId)
    if (record.state !== 'signed') said.push(`${phone.account.username} shows the check as ${record.state}, not signed`)
    const own = record.seal ? await digestOf(sealedOf(record, lists, record.seal.closing)) : 'nothing'
    if (own !== record.seal?.digest) said.push(`${phone.account.username}'s phone works out digest ${own}, the seal says ${record.seal?.digest}`)
  }
  return said
}
