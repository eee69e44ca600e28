// Where a story happens: two phones, a check, and each step of the story as what it does to them.

import { Dice } from './dice'
import type { Office } from './desk'
import { seal } from './finish'
import { enterpriseIdea, officerIdea } from './looping'
import { answer, arrival, does, idea, picture } from './people'
import type { Phone, Seen } from './phone'
import { heldBy, rules, rulings } from './ruling'
import type { Step } from './story'
import type { World } from './world'

const day = 86_400_000

export interface Scene {
  checkId: string
  office: Office
  /** Acts of people at desks; more come when the check changes hands. */
  desks: string[]
  /** Who may stand in for the assistant. */
  others: string
}

type Of<D extends Step['do']> = Extract<Step, { do: D }>

export class Stage {
  private scene!: Scene
  private cursor = '0'
  private background: Promise<void>[] = []
  private away = false
  private looping = false
  private readonly packs: Buffer[] = []

  constructor(
    private readonly world: World,
    private readonly phones: Phone[],
    private readonly guests: [Phone, Phone],
  ) {}

  /** Both phones have been used before, got the check, declared and arrived: one of them, or both without signal. */
  async begin(scene: Scene, seq: number): Promise<void> {
    this.scene = scene
    this.cursor = String(seq)
    for (const phone of this.phones) await phone.open(this.cursor)
    for (const phone of this.phones) {
      const now = await phone.view(scene.checkId)
      if (now) await phone.do(now, 'declare_no_conflict', { noConflict: true })
      await phone.sync()
    }
    for (const phone of this.phones) await phone.sync()
    for (const phone of this.phones.slice(0, 1 + (seq % 2))) {
      const now = await phone.view(scene.checkId)
      if (now) await does(phone, now, arrival(now))
    }
    for (const phone of [...this.phones, ...this.phones]) await phone.sync()
  }

  async step(step: Step): Promise<void> {
    const phone = this.phones[step.phone]
    if (!phone) return
    if (phone.dead) await phone.reopen()
    if (!phone.signedIn) await phone.signIn()
    switch (step.do) {
      case 'act':
        return this.act(phone, step.seed)
      case 'photo':
        return this.act(phone, step.seed, step.big)
      case 'sync':
        return phone.sync()
      case 'dieSyncing':
        phone.tab.life.light(step.steps)
        await phone.sync()
        return phone.reopen()
      case 'dieActing':
        return this.dieActing(phone, step)
      case 'kill':
        return phone.reopen()
      case 'trouble':
        return void phone.network.troubles.push({ ...step.trouble })
      case 'cut':
        return void (phone.network.down = step.down)
      case 'clock':
        return void (phone.skew = step.days * day)
      case 'clockWhileSyncing':
        this.background.push(phone.sync())
        return void (phone.skew = step.days * day)
      case 'expire':
        return phone.spoilToken()
      case 'other':
        return this.other(phone, this.guests[step.phone === 0 ? 0 : 1])
      case 'full':
        return this.full(phone, step)
      case 'fullSyncing':
        return void (await phone.tab.whileFull(step, () => phone.sync()))
      case 'wipe':
        phone.shut()
        await Promise.all(this.background)
        return phone.wipe(step.what)
      case 'serverDies':
        return this.serverDies(step)
      case 'actWhileSyncing':
        this.background.push(phone.sync())
        return this.act(phone, step.seed)
      case 'another':
        return phone.openAnother()
      case 'turn':
        return phone.turn()
      case 'update':
        return phone.update(this.scene.checkId)
      case 'olderServer':
        return void (phone.network.older = step.older)
      case 'reassign':
        return this.reassign(step.back)
      case 'rescue':
        return this.rescue(phone, step)
      case 'pin':
        return phone.setPin(step.steps)
      case 'lock':
        await Promise.all(this.background)
        return phone.lock(step.wrong)
      case 'rule':
        return this.rule(step)
      case 'seal': {
        const now = await phone.view(this.scene.checkId)
        if (now?.record.state === 'open' && now.record.arrival) await seal(phone, now, true)
      }
    }
  }

  /** A person thinks of something until the law of their phone has nothing against it. */
  private async act(phone: Phone, seed: number, big?: boolean): Promise<void> {
    const now = await phone.view(this.scene.checkId)
    if (!now) return phone.sync() // a wiped phone: nothing can be done before it has pulled
    const dice = new Dice(seed)
    for (let tries = 0; tries < 6; tries += 1) {
      const deed = big === undefined || now.record.state !== 'open' ? this.thought(phone, now, dice) : picture(now, dice, big)
      if (!deed) continue
      if ((await does(phone, now, deed)) === undefined) return
    }
  }

  /** What somebody might do: on site, or once the record is signed, in the loop. */
  private thought(phone: Phone, now: Seen, dice: Dice): ReturnType<typeof idea> {
    if (!this.looping) return idea(phone, now, dice)
    if (phone === this.phones[2]) return enterpriseIdea(now, dice)
    return dice.chance(0.1) ? idea(phone, now, dice) : officerIdea(phone, now, dice)
  }

  /** From here on people are about the loop; the enterprise has come to it. */
  async enterLoop(enterprise: Phone): Promise<void> {
    this.looping = true
    this.phones.push(enterprise)
    this.background = []
    await enterprise.open(this.cursor)
    await enterprise.sync()
  }

  private async rule({ seed, twice }: Of<'rule'>): Promise<void> {
    const { office, checkId, desks } = this.scene
    const dice = new Dice(seed)
    const open = rulings(await heldBy(office, checkId), dice)
    const done = open.length > 0 ? await rules(office, checkId, dice.pick(open), twice) : undefined
    if (done) desks.push(done)
  }

  private async dieActing(phone: Phone, { steps, seed }: Of<'dieActing'>): Promise<void> {
    const now = await phone.view(this.scene.checkId)
    const deed = now && (this.looping ? this.thought(phone, now, new Dice(seed)) : now.record.state === 'open' ? picture(now, new Dice(seed), false) : undefined)
    phone.tab.life.light(steps)
    if (now && deed) await does(phone, now, deed)
    return phone.reopen()
  }

  private async full(phone: Phone, { seed, after, how }: Of<'full'>): Promise<void> {
    const now = await phone.view(this.scene.checkId)
    if (now?.record.state !== 'open') return
    const dice = new Dice(seed)
    const deed = (dice.chance(0.85) ? picture(now, dice, false) : undefined) ?? answer(now, dice)
    if (deed) await phone.doWhenFull({ after, times: 1, how }, now, deed.kind, deed.body, deed.blobs ?? [])
  }

  /** Somebody else signs in on this phone and syncs; the first one's queue must stay as it is. */
  private async other(phone: Phone, guest: Phone): Promise<void> {
    phone.shut()
    const before = await phone.queue()
    if (!guest.signedIn) await guest.signIn()
    await guest.open(this.cursor)
    await guest.sync()
    if ((await guest.rows()).outbox.length > 0) phone.complaints.push("another person's queue holds acts they never did")
    guest.shut()
    if ((await phone.queue()) !== before) phone.complaints.push('the queue changed while somebody else used the phone')
    await phone.open()
  }

  private async serverDies({ after, how }: Of<'serverDies'>): Promise<void> {
    const { server } = this.world
    const rounds = this.phones.filter((p) => !p.dead).map((p) => p.sync())
    await new Promise((r) => setTimeout(r, after))
    await server.end(how)
    await Promise.all(rounds)
    await server.start()
  }

  /** The head gives the assistant's part to somebody else, or back to the one who had it. */
  private async reassign(back: boolean): Promise<void> {
    const { checkId, office, desks, others } = this.scene
    if (back !== this.away) return
    const [lead = '', assistant = ''] = this.phones.map((p) => p.actor.personId)
    const team = { lead, assistant: back ? assistant : others }
    const id = crypto.randomUUID()
    const got = await office.head.ask('POST', `/checks/${checkId}/team`, { id, body: { team, reason: '人员调整' } })
    if (got.status >= 300) return
    desks.push(id)
    this.away = !back
  }

  /** A pack is made, and taken in now or at the end, once or twice, or first cut short as a bad stick would. */
  private async rescue(phone: Phone, { now, twice, cutAt, wipe }: Of<'rescue'>): Promise<void> {
    const pack = await phone.pack()
    if (!pack) return
    if (twice) this.packs.push(pack.subarray(0, Math.floor(pack.length * cutAt)))
    this.packs.push(pack)
    if (twice) this.packs.push(pack)
    if (now) await this.takeIn(phone)
    if (!wipe) return
    phone.network.down = false
    phone.shut()
    await Promise.all(this.background)
    await phone.wipe('store')
  }

  private async takeIn(phone: Phone): Promise<void> {
    for (const pack of this.packs.splice(0)) {
      const got = await this.scene.office.head.bytes('/rescue', pack)
      if (got.status !== 200 && got.status !== 422) phone.complaints.push(`the desk could not take in a pack: ${got.status} ${got.body.toString().slice(0, 120)}`)
    }
  }

  async over(): Promise<void> {
    await Promise.all(this.background)
    const [lead] = this.phones
    if (lead) await this.takeIn(lead)
    await this.reassign(true)
  }

  async clear(): Promise<void> {
    for (const phone of this.phones) if (phone.actor && phone.tab) await phone.clear()
    for (const guest of this.guests) if (guest.actor && guest.tab) await guest.clear()
  }
}
