// The loop brought to its end once the faults are over: everything ordered is put right, measures are lifted, referrals are
// answered, and only then the check is closed, on the lead's phone.

import { v7 } from 'uuid'
import { openMatters } from '../../src/inspection/leadout'
import { inForce } from '../../src/inspection/measures'
import type { OpenMatter } from '../../src/inspection/record.gen'
import { Dice } from './dice'
import { Desk, type Office } from './desk'
import { heal, signSupplements } from './finish'
import { applied, begun, recheck, signing, toSign } from './looping'
import { does } from './people'
import type { Phone, Seen } from './phone'
import { heldBy, rules, rulings } from './ruling'

export interface Loop {
  lead: Phone
  assistant: Phone
  enterprise: Phone
  office: Office
  checkId: string
  desks: string[]
}

const rounds = 60

/** Gives sentences for what could not be brought to its end. */
export async function close(loop: Loop): Promise<string[]> {
  const dice = new Dice(7)
  for (let n = 0; n < rounds; n += 1) {
    const now = await seen(loop.lead, loop.checkId)
    if (now.record.state === 'closed') return []
    const open = openMatters(now.record)
    if (open.length === 0) {
      const refused = await does(loop.lead, now, { kind: 'close_check', body: { summary: '全部办结' } })
      if (refused) return [`nothing is open and the check is not closed: ${refused}`]
    } else await bring(loop, now, open, dice)
    await heal([loop.lead, loop.assistant, loop.enterprise])
  }
  return [`the check does not come to its end: ${JSON.stringify(openMatters((await seen(loop.lead, loop.checkId)).record))}`]
}

async function seen(phone: Phone, checkId: string): Promise<Seen> {
  const found = await phone.view(checkId)
  if (!found) throw new Error(`${phone.account.username}'s phone does not have the check`)
  return found
}

async function must(phone: Phone, now: Seen, deed: Parameters<typeof does>[2] | undefined): Promise<void> {
  if (!deed) throw new Error(`${phone.account.username} finds nothing to do about ${JSON.stringify(openMatters(now.record))}`)
  const refused = await does(phone, now, deed)
  if (refused) throw new Error(`${deed.kind} on ${phone.account.username}'s phone: ${refused}`)
}

/** The enterprise asks to resume; where a link is for another order than the measure is about, by its account. */
async function resume(enterprise: Phone, office: Office, checkId: string, desks: string[], measureId: string): Promise<void> {
  const now = await seen(enterprise, checkId)
  const deed = applied(measureId)
  if ((await does(enterprise, now, deed)) === undefined) return
  const owner = office.owners.find((o) => o.enterpriseId === now.record.enterprise.id)
  const act = { id: v7(), kind: deed.kind, checkId, doneAt: new Date().toISOString(), dialect: 1, body: deed.body }
  await (await Desk.signIn(enterprise.port, owner?.username ?? '')).post('/acts', { acts: [act] })
  desks.push(act.id)
}

/** One step towards the end: names first, then what a desk decides, then what must be begun, then another look at the site. */
async function bring({ lead, assistant, enterprise, office, checkId, desks }: Loop, now: Seen, open: OpenMatter[], dice: Dice): Promise<void> {
  for (const phone of [lead, assistant]) {
    const view = await seen(phone, checkId)
    const own = view.record.team.find((m) => m.personId === phone.actor.personId)
    if (own && !own.noConflictAt) return must(phone, view, { kind: 'declare_no_conflict', body: { noConflict: true } })
  }
  const names = toSign(now.record)
  if (names.length > 0) {
    for (const { paper, party } of names) {
      const phone = party === 'assistant' ? assistant : lead
      await must(phone, await seen(phone, checkId), signing(paper, party, party === 'enterprise' ? '接待人甲' : phone.actor.name))
    }
    return
  }
  if (open.some((m) => m.what === 'supplement')) return signSupplements(lead, assistant, checkId)
  let ruled = false
  for (const ruling of rulings(await heldBy(office, checkId), dice, true)) {
    const done = await rules(office, checkId, ruling, false)
    if (done) desks.push(done)
    ruled ||= done !== undefined
  }
  if (ruled) return
  const matter = open.find((m) => m.what === 'finding' || m.what === 'referral' || m.what === 'refusal')
  if (matter) return must(lead, now, begun(now.record, matter, dice))
  const again = now.record.orderItems?.some((i) => i.standing === 'partly' || i.standing === 'not_met')
  if (again && dice.chance(0.5)) return must(lead, now, begun(now.record, { what: 'item', id: '' }, dice))
  const waiting = (now.record.measures ?? []).find((m) => inForce(m) && m.paper.kinds.join() !== 'eliminate' && m.applications.length === m.resumptions.length)
  if (waiting) return resume(enterprise, office, checkId, desks, waiting.paper.id)
  return must(lead, now, recheck(now.record, dice, true))
}
