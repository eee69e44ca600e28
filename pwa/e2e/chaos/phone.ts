// One phone of one person: the app's own store, law, door, wire, upload and engine, in a place that can be made hard for
// them. It stands in for the screens and for the browser, and for nothing else.

import { at, setFull, type Full, type Place } from './ground'
import { v7 } from 'uuid'
import { deleteDB } from 'idb'
import { openDoor, type Door, type TokenKeeper, type Tokens } from '../../src/http/door'
import { refreshSession, signIn } from '../../src/http/sessions'
import { wireOver } from '../../src/http/wire'
import { doAct } from '../../src/inspection/do'
import type { Lists } from '../../src/inspection/items'
import type { Actor } from '../../src/inspection/parties'
import { dialect } from '../../src/inspection/procedure.gen'
import { project } from '../../src/inspection/project'
import type { Act, Bodies, CheckRecord, Kind } from '../../src/inspection/record.gen'
import { localName, openLocal, type Local, type NewBlob } from '../../src/local/db'
import { Engine, type Phase } from '../../src/sync/engine'
import { tusUpload } from '../../src/sync/upload'
import type { Upload, Wire } from '../../src/sync/wire'
import { Life } from './life'
import { Network } from './network'

/** Something a person did and was told is saved. */
export interface Performed {
  act: Act
  author: string
  blobs: string[]
  /** Was on no server for sure when the store was wiped: nobody can be held to it. */
  lost: boolean
  /** Was refused, and readable on the phone until its store was wiped: the server must still know why. */
  refused?: string
}

/** What the app's code is given to lean on; the tests of the checker break it here. */
export interface Parts {
  local: Local
  wire: Wire
  upload: Upload
}
export type Sabotage = (parts: Parts, phone: Phone) => Parts

export interface Account {
  username: string
  password: string
}

export interface Seen {
  record: CheckRecord
  lists: Lists
}

const restLimit = 60_000

export class Phone {
  readonly network: Network
  place: Place
  skew = 0
  readonly performed: Performed[] = []
  readonly lostPhotos = new Set<string>()
  readonly complaints: string[] = []
  phase: Phase = 'idle'
  reopened = 0
  device = v7()
  raw!: Local
  life = new Life()
  actor!: Actor
  private parts!: Parts
  private engine!: Engine
  private tokens: Tokens = { accessToken: '', refreshToken: '' }
  private waiters: (() => void)[] = []
  private saving: Performed | undefined

  constructor(
    readonly account: Account,
    port: () => number,
    private readonly sabotage: Sabotage = (parts) => parts,
  ) {
    this.network = new Network(port)
    this.place = this.placeOf(this.life)
  }

  /** A dead tab's requests go nowhere, also when the next tab is open already. */
  private placeOf(life: Life): Place {
    const skew = (): number => this.skew
    return {
      get skew() {
        return skew()
      },
      send: (request) => life.step(() => this.network.send(request)),
    }
  }

  private born(): void {
    this.life = new Life()
    this.place = this.placeOf(this.life)
  }

  /** Signs in as sessions do; tells whether it worked. */
  signIn(): Promise<boolean> {
    return at(this.place, async () => {
      const pass = await signIn(this.account.username, this.account.password)
      if ('code' in pass) return false
      const { id, name, bureauId, role, sectionId, enterpriseId, town } = pass.person
      this.actor = { personId: id, name, bureauId, role, sectionId, enterpriseId, town }
      this.tokens = { accessToken: pass.accessToken, refreshToken: pass.refreshToken }
      return true
    })
  }

  get signedIn(): boolean {
    return this.tokens.refreshToken !== ''
  }

  get port(): number {
    return this.network.port()
  }

  /** What the server would refuse from now on, as if the token had run out. */
  spoilToken(): void {
    this.tokens = { ...this.tokens, accessToken: `${this.tokens.accessToken.slice(0, -6)}AAAAAA` }
  }

  private keeper(): TokenKeeper {
    return this.life.wrap({
      read: async () => this.tokens,
      write: async (tokens: Tokens) => {
        this.tokens = tokens
      },
      alone: <T>(job: () => Promise<T>) => job(),
    })
  }

  door(): Door {
    return openDoor(this.keeper(), refreshSession)
  }

  /** Opens the store and starts the engine: a tab that has just been opened. */
  open(cursor?: string): Promise<void> {
    this.born()
    return at(this.place, async () => {
      this.raw = await openLocal(this.actor.personId)
      if (cursor) await this.raw.applyChanges({ views: [], gone: [], cursor })
      await this.wasItSaved()
      const door = this.door()
      const own = { local: this.raw, wire: wireOver(door), upload: tusUpload('/api/v1/uploads', () => door.token()) }
      const broken = this.sabotage(own, this)
      this.parts = { ...broken, local: this.life.wrap(broken.local) }
      const { life } = this
      this.engine = new Engine({
        ...this.parts,
        now: () => Date.now(),
        random: () => 0.5,
        setTimer: () => () => undefined, // the story says when a round is made
        online: () => true,
        asOnlySender: async (job) => (await job(), true),
        tell: (status) => {
          if (life !== this.life) return
          this.phase = status.phase
          if (status.problem?.code === 'phone.storage') this.complaints.push(`the engine stumbled: ${status.problem.message}`)
          if (status.phase !== 'syncing') this.waiters.splice(0).forEach((go) => go())
        },
        changed: () => undefined,
      })
      await Promise.race([this.engine.start(), life.died])
      await this.rest()
    })
  }

  /** One round of the engine, to its end or to the tab's. */
  async sync(): Promise<void> {
    if (this.life.dead) return
    at(this.place, () => this.engine.kick())
    await this.rest()
  }

  private async rest(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const quiet = new Promise<void>((resolve) => this.waiters.push(resolve))
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => (this.complaints.push('the engine never came to rest'), resolve()), restLimit)
    })
    await Promise.race([quiet, this.life.died, late])
    clearTimeout(timer)
  }

  /** The tab is killed, wherever it is, and opened again. */
  async reopen(): Promise<void> {
    this.reopened += 1
    this.shut()
    await this.open()
  }

  shut(): void {
    this.life.die()
    this.engine.stop()
    this.raw.close()
  }

  /** What stands in this person's queue while nobody has it open. */
  async queue(): Promise<string> {
    const store = await openLocal(this.actor.personId)
    const entries = await store.outbox()
    store.close()
    return JSON.stringify(entries)
  }

  /** The system clears the phone's storage. The person signs in again; the phone is another device. */
  async wipe(): Promise<void> {
    this.shut()
    const store = await openLocal(this.actor.personId)
    const entries = await store.outbox()
    const unsent = new Set(entries.filter((e) => e.state === 'waiting' || e.state === 'sending').map((e) => e.actId))
    const refused = new Map(entries.map((e) => [e.actId, e.problem?.code]))
    for (const done of this.performed) {
      if (unsent.has(done.act.id)) done.lost = true
      else done.refused ??= refused.get(done.act.id)
    }
    for (const row of await store.photoStates()) if (row.state === 'here') this.lostPhotos.add(row.sha256)
    store.close()
    await deleteDB(localName(this.actor.personId))
    this.network.log.push({ what: 'wiped', path: '', status: 0 })
    this.device = v7()
    this.tokens = { accessToken: '', refreshToken: '' }
    this.saving = undefined
    this.born()
    await this.signIn()
    await this.open()
  }

  /** The check as a screen shows it: the snapshot with what is on its way played over it. */
  view(checkId: string): Promise<Seen | undefined> {
    return at(this.place, async () => {
      const snapshot = await this.raw.snapshot(checkId)
      if (!snapshot) return undefined
      const found = await Promise.all(snapshot.record.checklists.map((c) => this.raw.checklist(c.code, c.version)))
      const lists: Lists = Object.fromEntries(found.flatMap((c) => (c ? [[c.code, c]] : [])))
      const entries = await this.raw.outboxOf(checkId)
      const pending = entries.filter((e) => e.state !== 'parked' && !(e.state === 'confirmed' && (e.seq ?? Infinity) <= snapshot.seq))
      return { record: await project(snapshot.record, pending.map((e) => e.act), this.actor, lists), lists }
    })
  }

  /** A person does something: judged by the phone's law, then saved. Gives the code of a refusal, or undefined. */
  do<K extends Kind>(seen: Seen, kind: K, body: Bodies[K], blobs: readonly NewBlob[] = []): Promise<string | undefined> {
    return at(this.place, async () => {
      const act = { id: v7(), kind, checkId: seen.record.id, doneAt: new Date().toISOString(), device: this.device, dialect, body } as Act
      const outcome = await doAct(seen.record, act, this.actor, seen.lists)
      if (!outcome.ok) return outcome.problem.code
      const done: Performed = { act, author: this.actor.personId, blobs: blobs.map((b) => b.sha256), lost: false }
      this.saving = done
      const saved = this.parts.local.saveAct(act, blobs).then(() => 'saved', () => 'not saved')
      const said = await Promise.race([saved, this.life.died])
      if (said === 'saved') this.performed.push(done)
      if (said === 'not saved') await this.mustBeAbsent(done)
      if (said !== undefined) this.saving = undefined
      return said === 'saved' ? undefined : 'local'
    })
  }

  /** The same with a full store: the save fails at its nth write, or does not notice. */
  async doWhenFull<K extends Kind>(full: Omit<Full, 'database' | 'happened'>, seen: Seen, kind: K, body: Bodies[K], blobs: readonly NewBlob[]): Promise<void> {
    const trouble: Full = { ...full, database: localName(this.actor.personId), happened: false }
    setFull(trouble)
    const before = await this.raw.meta('saved')
    const said = await this.do(seen, kind, body, blobs)
    setFull(undefined)
    if (trouble.happened) this.network.met += 1
    if (trouble.happened && said === 'local' && !this.life.dead && (await this.raw.meta('saved')) !== before) this.complaints.push('a save that failed was counted')
  }

  private async mustBeAbsent(done: Performed): Promise<void> {
    const entries = await this.raw.outbox()
    if (entries.some((e) => e.actId === done.act.id)) this.complaints.push(`${done.act.kind} was half stored: its act is there`)
    for (const sha of done.blobs) {
      const known = this.performed.some((p) => p.blobs.includes(sha))
      if (!known && (await this.raw.photoStates()).some((row) => row.sha256 === sha)) this.complaints.push(`${done.act.kind} was half stored: its photo is there`)
    }
  }

  /** The tab died while something was being saved: what the store says counts. */
  private async wasItSaved(): Promise<void> {
    const { saving } = this
    this.saving = undefined
    if (saving && (await this.raw.outbox()).some((e) => e.actId === saving.act.id)) this.performed.push(saving)
  }
}
