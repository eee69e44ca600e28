// One story told: a check is made ready, two phones go, everything goes wrong that the story says, the faults end, the
// checker looks; then the check is brought to its end and the checker looks again.

import './ground'
import { deleteDB } from 'idb'
import { localName } from '../../src/local/db'
import { check, type Case, type PhoneState, type Reader } from './checker'
import { password, readyCheck, Desk } from './desk'
import { Dice } from './dice'
import { finish, heal, seal } from './finish'
import { answer, arrival, does, idea, picture } from './people'
import { Phone, type Sabotage } from './phone'
import { readerOver } from './reader'
import type { Step, Story } from './story'
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
  const stage = new Stage(world, phones, new Phone({ username: other.team[0], password }, port))
  try {
    const office = world.offices.get(pair.head)
    if (!office) throw new Error(`no desk for ${pair.head}`)
    for (const phone of phones) {
      await phone.signIn()
      if (!world.authors.has(phone.actor.personId)) world.authors.set(phone.actor.personId, await Desk.signIn(port, phone.account.username))
    }
    const team = { lead: phones[0].actor.personId, assistant: phones[1].actor.personId }
    const { checkId, acts } = await readyCheck(office, team, story.checklist, n)
    await stage.begin(checkId, (await office.leader.get<{ seq: number }>(`/checks/${checkId}`)).seq - acts.length)
    for (const step of story.steps) await stage.step(step)
    await stage.over()
    await heal(phones)
    const plain = readerOver(checkId, office.leader, world.authors)
    const reader = breaks.reader?.(plain) ?? plain
    const look = async (): Promise<string[]> => check({ checkId, desks: acts, phones: await Promise.all(phones.map((p) => stateOf(p, checkId))), server: reader } satisfies Case)
    const violations = await look()
    const told = await counted(phones, checkId)
    if (violations.length === 0 && !breaks.withoutEnd) violations.push(...(await finish(phones[0], phones[1], checkId)), ...(await look()))
    return { ...told, violations: [...violations, ...phones.flatMap((p) => p.complaints)] }
  } catch (error) {
    return { violations: [`the story broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`], acts: 0, photos: 0, refused: 0, contested: 0, troubles: 0 }
  } finally {
    await stage.clear()
  }
}

class Stage {
  private checkId = ''
  private cursor = '0'
  private background: Promise<void>[] = []

  constructor(
    private readonly world: World,
    private readonly phones: [Phone, Phone],
    private readonly guest: Phone,
  ) {}

  /** Both phones have been used before, got the check, declared and arrived: one of them, or both without signal. */
  async begin(checkId: string, seq: number): Promise<void> {
    this.checkId = checkId
    this.cursor = String(seq)
    for (const phone of this.phones) await phone.open(this.cursor)
    for (const phone of this.phones) {
      const now = await phone.view(checkId)
      if (now) await phone.do(now, 'declare_no_conflict', { noConflict: true })
      await phone.sync()
    }
    for (const phone of this.phones) await phone.sync()
    for (const phone of this.phones.slice(0, 1 + (seq % 2))) {
      const now = await phone.view(checkId)
      if (now) await does(phone, now, arrival(now))
    }
    for (const phone of [...this.phones, ...this.phones]) await phone.sync()
  }

  async step(step: Step): Promise<void> {
    const phone = this.phones[step.phone]
    if (phone.life.dead) await phone.reopen()
    if (!phone.signedIn) await phone.signIn()
    switch (step.do) {
      case 'act':
        return this.act(phone, step.seed)
      case 'photo':
        return this.act(phone, step.seed, step.big)
      case 'sync':
        return phone.sync()
      case 'dieSyncing':
        phone.life.light(step.steps)
        await phone.sync()
        return phone.reopen()
      case 'dieActing': {
        const now = await phone.view(this.checkId)
        const deed = now && picture(now, new Dice(step.seed), false)
        phone.life.light(step.steps)
        if (now && deed && now.record.state === 'open') await does(phone, now, deed)
        return phone.reopen()
      }
      case 'kill':
        return phone.reopen()
      case 'trouble':
        phone.network.troubles.push({ ...step.trouble })
        return
      case 'cut':
        phone.network.down = step.down
        return
      case 'clock':
        phone.skew = step.days * 86_400_000
        return
      case 'expire':
        return phone.spoilToken()
      case 'other':
        return this.other(phone)
      case 'full':
        return this.full(phone, step)
      case 'wipe':
        return phone.wipe()
      case 'serverDies':
        return this.serverDies(step.after)
      case 'actWhileSyncing':
        this.background.push(phone.sync())
        return this.act(phone, step.seed)
      case 'seal': {
        const now = await phone.view(this.checkId)
        if (now?.record.state === 'open' && now.record.arrival) await seal(phone, now, true)
        return
      }
    }
  }

  /** A person thinks of something until the law of their phone has nothing against it. */
  private async act(phone: Phone, seed: number, big?: boolean): Promise<void> {
    const now = await phone.view(this.checkId)
    if (!now) return phone.sync() // a wiped phone: nothing can be done before it has pulled
    const dice = new Dice(seed)
    for (let tries = 0; tries < 6; tries += 1) {
      const deed = big === undefined || now.record.state !== 'open' ? idea(phone, now, dice) : picture(now, dice, big)
      if (!deed) continue
      if ((await does(phone, now, deed)) === undefined) return
    }
  }

  private async full(phone: Phone, { seed, after, how }: { seed: number; after: number; how: 'throw' | 'abort' }): Promise<void> {
    const now = await phone.view(this.checkId)
    if (now?.record.state !== 'open') return
    const dice = new Dice(seed)
    const deed = (dice.chance(0.85) ? picture(now, dice, false) : undefined) ?? answer(now, dice)
    if (deed) await phone.doWhenFull({ after, how }, now, deed.kind, deed.body, deed.blobs ?? [])
  }

  /** Somebody else signs in on this phone and syncs; the first one's queue must stay as it is. */
  private async other(phone: Phone): Promise<void> {
    phone.shut()
    const { guest } = this
    const before = await phone.queue()
    if (!guest.signedIn) await guest.signIn()
    await guest.open(this.cursor)
    await guest.sync()
    if ((await guest.raw.outbox()).length > 0) phone.complaints.push("another person's queue holds acts they never did")
    guest.shut()
    if ((await phone.queue()) !== before) phone.complaints.push('the queue changed while somebody else used the phone')
    await phone.open()
  }

  private async serverDies(after: number): Promise<void> {
    const { server } = this.world
    const rounds = this.phones.filter((p) => !p.life.dead).map((p) => p.sync())
    await new Promise((r) => setTimeout(r, after))
    await server.end('SIGKILL')
    await Promise.all(rounds)
    await server.start()
  }

  async over(): Promise<void> {
    await Promise.all(this.background)
  }

  async clear(): Promise<void> {
    for (const phone of [...this.phones, this.guest]) {
      if (!phone.raw) continue
      phone.shut()
      await deleteDB(localName(phone.actor.personId))
    }
  }
}

async function stateOf(phone: Phone, checkId: string): Promise<PhoneState> {
  return {
    name: `${phone.account.username}'s phone`, author: phone.actor.personId, performed: phone.performed, lostPhotos: phone.lostPhotos,
    snapshot: await phone.raw.snapshot(checkId), outbox: await phone.raw.outboxOf(checkId), photos: await phone.raw.photoStates(), log: phone.network.log,
  }
}

async function counted(phones: readonly Phone[], checkId: string): Promise<Omit<Told, 'violations'>> {
  const [record] = await Promise.all(phones.map(async (p) => (await p.raw.snapshot(checkId))?.record))
  const outboxes = await Promise.all(phones.map((p) => p.raw.outbox()))
  return {
    acts: phones.reduce((sum, p) => sum + p.performed.length, 0),
    photos: phones.reduce((sum, p) => sum + p.performed.filter((d) => d.blobs.length > 0).length, 0),
    refused: outboxes.flat().filter((e) => e.state === 'parked').length,
    contested: Object.values(record?.answers ?? {}).filter((a) => a.length > 1).length,
    troubles: phones.reduce((sum, p) => sum + p.network.met + p.reopened, 0),
  }
}
