// One tab of one person's app: the app's own store, law, door, wire, upload and engine, in a place that can be made hard
// for them. It stands in for the screens and for the browser, and for nothing else.

import { at, truth, type Full, type Place } from './ground'
import { openDoor, type Door, type TokenKeeper } from '../../src/http/door'
import { wireOver } from '../../src/http/wire'
import { amnesiaRead, detectAmnesia, remember } from '../../src/local/amnesia'
import { PhoneTime, type Look } from '../../src/local/clock'
import { openLocal, type Local } from '../../src/local/db'
import type { Clock, PhoneClock } from '../../src/inspection/record.gen'
import { Engine, type Phase } from '../../src/sync/engine'
import { tusUpload } from '../../src/sync/upload'
import type { Upload, Wire } from '../../src/sync/wire'
import { v7 } from 'uuid'
import { Life } from './life'
import type { Phone } from './phone'

/** What the app's code is given to lean on; the tests of the checker break it here. */
export interface Parts {
  local: Local
  wire: Wire
  upload: Upload
}

const restLimit = 60_000

export class Tab {
  readonly life = new Life()
  readonly place: Place
  phase: Phase = 'idle'
  raw!: Local
  parts!: Parts
  private engine!: Engine
  private waiters: (() => void)[] = []
  private readonly begun = performance.now()
  private readonly time: PhoneTime

  constructor(private readonly phone: Phone) {
    const { life } = this
    this.place = {
      phone: phone.key,
      get skew() {
        return phone.skew
      },
      ahead: phone.ahead,
      life,
      send: (request) => life.step(() => this.listening(request)),
    }
    this.time = new PhoneTime(v7(), this.clocks(), phone.anchor)
  }

  /** Opens the store and starts the engine. */
  open(cursor?: string): Promise<void> {
    const { phone, life } = this
    return at(this.place, async () => {
      this.raw = await openLocal(phone.actor.personId, { onLetGo: () => this.shut() }) // a newer app is here: this page reloads
      await phone.unlock(this.raw)
      if (cursor) await this.raw.applyChanges({ views: [], gone: [], cursor })
      const door = this.door()
      const own = { local: this.raw, wire: wireOver(door), upload: tusUpload('/api/v1/uploads', () => door.token()) }
      const broken = phone.sabotage(own, phone)
      this.parts = { ...broken, local: life.wrap(broken.local) }
      this.engine = new Engine({
        ...this.parts,
        device: phone.device,
        signs: { device: phone.device, personId: phone.actor.personId },
        now: () => Date.now(),
        random: () => 0.5,
        setTimer: () => () => undefined, // the story says when a round is made
        online: () => true,
        asOnlySender: (job) => navigator.locks.request(`anjian-sender-${phone.actor.personId}`, { ifAvailable: true }, async (lock) => (lock ? (await job(), true) : false)),
        tell: (status) => {
          if (life.dead) return
          this.phase = status.phase
          const full = (this.place.full?.happened ?? 0) > 0
          if (status.problem?.code === 'phone.storage' && !full) phone.complaints.push(`the engine stumbled: ${status.problem.message}`)
          if (status.phase !== 'syncing') this.waiters.splice(0).forEach((go) => go())
        },
        changed: () => undefined,
      })
      await Promise.race([this.engine.start(), life.died])
      await this.rest()
    })
  }

  private clocks(): Look {
    return { wall: truth() + this.phone.skew, mono: performance.now() - this.begun }
  }

  /** The server's answers tell its time; what is known of it outlives the tab. */
  private async listening(request: Request): Promise<Response> {
    const sent = this.clocks()
    const answer = await this.phone.network.send(request, this.life)
    const said = Date.parse(answer.headers.get('Server-Time') ?? '')
    if (Number.isNaN(said) || answer.headers.get('Cache-Control') !== 'no-store') return answer
    this.time.hear(said, sent, this.clocks())
    this.phone.anchor = this.time.toKeep(this.clocks()) ?? this.phone.anchor
    return answer
  }

  /** What else this phone knows of time, beside its clock. */
  stamp(): Clock {
    this.time.look(this.clocks(), false)
    return this.time.stamp(this.clocks())
  }

  /** How wrong its clock is, as far as it knows. */
  standing(): PhoneClock | undefined {
    return this.time.standing(this.clocks())
  }

  private door(): Door {
    const { phone } = this
    const keeper: TokenKeeper = this.life.wrap({
      read: async () => phone.tokens,
      write: async (tokens: Phone['tokens']) => {
        phone.tokens = tokens
      },
      alone: <T>(job: () => Promise<T>) => navigator.locks.request(`anjian-refresh-${phone.actor.personId}`, job) as Promise<T>,
    })
    return openDoor(keeper, phone.renew)
  }

  /** One round of the engine, to its end or to the tab's. */
  async sync(): Promise<void> {
    if (this.life.dead) return
    at(this.place, () => this.engine.kick())
    await this.rest()
  }

  private async rest(): Promise<void> {
    if (this.life.dead) return
    let timer: NodeJS.Timeout | undefined
    const quiet = new Promise<void>((resolve) => this.waiters.push(resolve))
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => (this.phone.complaints.push('the engine never came to rest'), resolve()), restLimit)
    })
    await Promise.race([quiet, this.life.died, late])
    clearTimeout(timer)
  }

  /** Does something while the storage says no; gives how often it did. */
  async whileFull<T>(full: Omit<Full, 'happened'>, work: () => Promise<T>): Promise<{ result: T; happened: number }> {
    const trouble: Full = { ...full, happened: 0 }
    this.place.full = trouble
    const result = await work()
    this.place.full = undefined
    this.phone.network.met += trouble.happened
    return { result, happened: trouble.happened }
  }

  /** What this tab asks outside of everything that may befall it: a person looking at it. */
  look<T>(work: () => Promise<T>): Promise<T> {
    return at({ ...this.place, life: new Life(), full: undefined, skew: this.phone.skew }, work)
  }

  /** Tells the phone's other memories how much was ever saved. */
  async remember(): Promise<void> {
    if (this.life.dead) return
    await this.look(() => remember(this.raw, this.phone.witnesses))
  }

  /** What the phone says it has lost; its person reads it at once. */
  forgotten(): ReturnType<typeof detectAmnesia> {
    return this.look(async () => {
      const lost = await detectAmnesia(this.raw, this.phone.witnesses)
      if (lost) await amnesiaRead(this.raw)
      return lost
    })
  }

  shut(): void {
    this.life.die()
    this.engine?.stop()
    this.raw?.close()
  }
}
