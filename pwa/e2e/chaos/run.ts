// One story told: a check is made ready, two phones go, everything goes wrong that the story says, the faults end, the
// checker looks; then the check is brought to its end and the checker looks again.

import './ground'
import { Bearer } from './bearer'
import { check, type Case, type PhoneState, type Reader } from './checker'
import { close } from './closing'
import { password, readyCheck, Desk } from './desk'
import { deliverOrder, finish, heal } from './finish'
import { Phone, type Sabotage } from './phone'
import { readerOver } from './reader'
import { Stage } from './stage'
import type { Story } from './story'
import type { World } from './world'

export interface Told {
  violations: string[]
  acts: number
  photos: number
  refused: number
  contested: number
  troubles: number
}

/** How the code or the server's answers are broken on purpose. */
export interface Breaks {
  sabotage?: Sabotage
  reader?: (reader: Reader) => Reader
  /** Leave out the end of the check: for breaks that make it impossible. */
  withoutEnd?: boolean
}

const pairs = [
  { head: 'head1', team: ['inspector1', 'inspector2'] },
  { head: 'head2', team: ['inspector3', 'inspector4'] },
  { head: 'head3', team: ['inspector5', 'inspector6'] },
] as const

export async function tellStory(world: World, story: Story, breaks: Breaks = {}): Promise<Told> {
  const n = world.runs
  world.runs += 1
  const pair = pairs[n % pairs.length] ?? pairs[0]
  const other = pairs[(n + 1) % pairs.length] ?? pairs[0]
  const port = (): number => world.server.port
  const phones = pair.team.map((username) => new Phone({ username, password }, port, breaks.sabotage)) as [Phone, Phone]
  const guests = phones.map((phone) => new Phone({ username: other.team[0], password }, port, undefined, phone)) as [Phone, Phone]
  const stage = new Stage(world, phones, guests)
  try {
    const office = world.offices.get(pair.head)
    if (!office) throw new Error(`no desk for ${pair.head}`)
    await guests[0].signIn()
    for (const phone of phones) {
      await phone.signIn()
      if (!world.authors.has(phone.actor.personId)) world.authors.set(phone.actor.personId, await Desk.signIn(port, phone.account.username))
    }
    const team = { lead: phones[0].actor.personId, assistant: phones[1].actor.personId }
    const owner = story.loop && office.owners[n % office.owners.length]
    const { checkId, acts } = await readyCheck(office, team, story.checklist, n, owner?.enterpriseId)
    await stage.begin({ checkId, office, desks: acts, others: guests[0].actor.personId }, (await office.leader.get<{ seq: number }>(`/checks/${checkId}`)).seq - acts.length)
    for (const step of story.steps) await stage.step(step)
    await stage.over()
    await heal(phones)
    const plain = readerOver(checkId, office.leader, world.eyes, world.authors)
    const reader = breaks.reader?.(plain) ?? plain
    const all: Phone[] = [...phones]
    const look = async (): Promise<string[]> => check({ checkId, desks: acts, phones: await Promise.all(all.map((p) => stateOf(p, checkId))), server: reader } satisfies Case)
    const violations = await look()
    const { contested } = await counted(phones, checkId) // before it is settled
    if (violations.length === 0 && !breaks.withoutEnd) violations.push(...(await finish(phones[0], phones[1], checkId, story.loop !== undefined)), ...(await look()))
    if (violations.length === 0 && !breaks.withoutEnd && story.loop && owner) {
      const link = story.loop.by === 'link' ? await deliverOrder(phones[0], phones[1], office.head, checkId) : undefined
      const enterprise = link ? new Bearer(link, port, breaks.sabotage) : new Phone({ username: owner.username, password }, port, breaks.sabotage)
      all.push(enterprise)
      if (!(await enterprise.signIn())) throw new Error('the enterprise cannot come in')
      world.authors.set(enterprise.actor.personId, link ? await Desk.byLink(port, link) : await Desk.signIn(port, owner.username))
      await stage.enterLoop(enterprise)
      for (const step of story.loop.steps) await stage.step(step)
      await stage.over()
      await heal(all)
      violations.push(...(await look()))
      if (violations.length === 0) violations.push(...(await close({ lead: phones[0], assistant: phones[1], enterprise, office, checkId, desks: acts })), ...(await look()))
    }
    return { ...(await counted(all, checkId)), contested, violations: [...violations, ...all.flatMap((p) => p.complaints)] }
  } catch (error) {
    return { violations: [`the story broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`], acts: 0, photos: 0, refused: 0, contested: 0, troubles: 0 }
  } finally {
    await stage.clear()
  }
}

async function stateOf(phone: Phone, checkId: string): Promise<PhoneState> {
  const { outbox, blobs } = await phone.rows()
  return {
    name: `${phone.account.username}'s phone`, author: phone.actor.personId, performed: phone.performed, lostPhotos: phone.lostPhotos, packed: phone.packed,
    sees: phone instanceof Bearer ? 'order' : phone.actor.role === 'enterprise' ? 'enterprise' : 'all',
    snapshot: await phone.snapshot(checkId), outbox: outbox.filter((e) => e.checkId === checkId), photos: blobs, log: phone.network.log,
  }
}

async function counted(phones: readonly Phone[], checkId: string): Promise<Omit<Told, 'violations'>> {
  const rows = await Promise.all(phones.map((p) => p.rows()))
  const record = (await phones[0]?.snapshot(checkId))?.record
  return {
    acts: phones.reduce((sum, p) => sum + p.performed.length, 0),
    photos: phones.reduce((sum, p) => sum + p.performed.filter((d) => d.blobs.length > 0).length, 0),
    refused: rows.flatMap((r) => r.outbox).filter((e) => e.state === 'parked').length,
    contested: Object.values(record?.answers ?? {}).filter((a) => a.length > 1).length,
    troubles: phones.reduce((sum, p) => sum + p.network.met + p.reopened, 0),
  }
}
