// One phone in one person's hand: the tabs of their app, the link, the clock, what the phone remembers beside the app's
// store, and a list of everything the person did and was told is saved.

import { at, clearDatabase, databaseOf, truth, type Full } from './ground'
import { v7 } from 'uuid'
import type { Tokens } from '../../src/http/door'
import { refreshSession } from '../../src/http/sessions'
import { signIn } from '../../src/http/signin'
import { doAct } from '../../src/inspection/do'
import type { Lists } from '../../src/inspection/items'
import type { Actor } from '../../src/inspection/parties'
import { dialect } from '../../src/inspection/procedure.gen'
import { project } from '../../src/inspection/project'
import type { Act, Bodies, CheckRecord, Kind } from '../../src/inspection/record.gen'
import type { Witness } from '../../src/local/amnesia'
import type { Anchor } from '../../src/local/clock'
import { localName, openLocal, type Local, type NewBlob, type Snapshot } from '../../src/local/db'
import { openDevice } from '../../src/local/device'
import type { RescueKit } from '../../src/local/schema'
import * as vault from '../../src/local/vault'
import { sealPack } from '../../src/use/pack'
import { Network } from './network'
import { plainOf, rowsOf, snapshotOf, type Rows } from './rows'
import { Tab, type Parts } from './tab'

/** Something a person did. */
export interface Performed {
  act: Act
  author: string
  blobs: string[]
  /** When it was really done: not before, not after. */
  truth: { from: number; to: number }
  /** The tab died while saving it: nobody was told that it is saved, and nobody can be held to it until it is seen. */
  unsure: boolean
  /** Was on no server for sure when the store was wiped: nobody can be held to it. */
  lost: boolean
  /** Was wiped, and stands in a rescue pack that a desk takes in. */
  rescued: boolean
  /** Was refused, and readable on the phone until its store was wiped: the server must still know why. */
  refused?: string
}

export type Sabotage = (parts: Parts, phone: Phone) => Parts

export interface Account {
  username: string
  password: string
}

export interface Seen {
  record: CheckRecord
  lists: Lists
  /** Acts of this phone that the server turned away. */
  refused: string[]
}

/** What the system takes: the person's store; the phone's own store as well; the witnesses too. */
export type Wiped = 'store' | 'device' | 'all'

let phones = 0

export class Phone {
  readonly key = `phone${(phones += 1)}`
  readonly network: Network
  skew = 0
  /** How many versions of the database the app on this phone is newer than the built one. */
  ahead = 0
  readonly performed: Performed[] = []
  readonly lostPhotos = new Set<string>()
  readonly complaints: string[] = []
  /** Acts and photos that stand in a rescue pack. */
  readonly packed = new Set<string>()
  reopened = 0
  device = ''
  actor!: Actor
  tokens: Tokens = { accessToken: '', refreshToken: '' }
  kit: RescueKit | undefined
  /** The PIN that locks this person's store, and the key it gave when it was last opened. */
  pin: string | undefined
  private key64: ArrayBuffer | undefined
  /** How a pass that ran out is renewed. */
  readonly renew: (refreshToken: string) => Promise<Tokens | undefined> = refreshSession
  /** What the phone keeps of the server's time from one run of the app to the next. */
  anchor: Anchor | undefined
  tab!: Tab
  private others: Tab[] = []
  private told: { saved: number; unsent: number } | undefined
  private readonly memories: Map<string, string>[] = [new Map(), new Map()]
  readonly witnesses: Witness[] = this.memories.map((memory) => ({
    read: async (id) => (memory.has(id) ? (JSON.parse(memory.get(id) ?? '') as { saved: number; unsent: number }) : undefined),
    write: async (id, what) => void memory.set(id, JSON.stringify(what)),
  }))

  constructor(
    readonly account: Account,
    readonly port: () => number,
    readonly sabotage: Sabotage = (parts) => parts,
    /** The phone this one shares its device with. */
    shared?: Phone,
  ) {
    this.network = new Network(port)
    if (shared) this.key = shared.key
  }

  /** Signs in as sessions do; tells whether it worked. The tab may die over it. */
  signIn(): Promise<boolean> {
    const tab = new Tab(this)
    const work = at(tab.place, async () => {
      const pass = await signIn(this.account.username, this.account.password)
      if ('code' in pass) return false
      const { id, name, bureauId, role, sectionId, enterpriseId, town } = pass.person
      this.actor = { personId: id, name, bureauId, role, sectionId, enterpriseId, town }
      this.tokens = { accessToken: pass.accessToken, refreshToken: pass.refreshToken }
      this.kit = pass.rescue
      this.device = (await openDevice()).id
      return true
    })
    return Promise.race([work, tab.life.died.then(() => false)])
  }

  get signedIn(): boolean {
    return this.tokens.refreshToken !== ''
  }

  get dead(): boolean {
    return this.tab.life.dead
  }

  /** What the server would refuse from now on, as if the token had run out. */
  spoilToken(): void {
    this.tokens = { ...this.tokens, accessToken: `${this.tokens.accessToken.slice(0, -6)}AAAAAA` }
  }

  rows(): Promise<Rows> {
    return rowsOf(this.key, this.actor.personId, this.key64)
  }

  snapshot(checkId: string): Promise<Snapshot | undefined> {
    return snapshotOf(this.key, this.actor.personId, checkId, this.key64)
  }

  /** A tab that has just been opened; from now on the one in front. */
  async open(cursor?: string): Promise<void> {
    const tab = new Tab(this)
    await Promise.race([tab.open(cursor), tab.life.died])
    this.tab = tab
    await this.wereTheySaved()
  }

  /** A second tab of the same person, in front; the first goes on behind it. */
  async openAnother(): Promise<void> {
    const before = this.tab
    await this.open()
    if (before.life.dead) return
    this.others = [...this.others.filter((t) => !t.life.dead), before]
  }

  /** The tab behind comes to the front. */
  turn(): void {
    const other = this.others.find((t) => !t.life.dead)
    if (!other) return
    this.others = [...this.others.filter((t) => t !== other), this.tab]
    this.tab = other
  }

  /** One round of the tab in front; the ones behind want one as well. */
  async sync(): Promise<void> {
    const { tab } = this
    await Promise.all([tab.sync(), ...this.others.map((t) => t.sync())])
    await this.remember(tab)
  }

  /** The witnesses are told after a quiet moment; what they were told is kept here to compare. */
  private async remember(tab: Tab): Promise<void> {
    const standing = async (): Promise<{ saved: number; unsent: number }> => {
      const { saved, outbox } = await this.rows()
      return { saved, unsent: outbox.filter((e) => e.state !== 'confirmed').length }
    }
    // Another tab may do something meanwhile: then it is not known what was told, and it is told once more.
    for (let tries = 0; tries < 5; tries += 1) {
      const before = await standing()
      await tab.remember().catch((error: unknown) => {
        if (!tab.life.dead) throw error
      })
      if (tab.life.dead) return
      this.told = await standing()
      if (this.told.saved === before.saved && this.told.unsent === before.unsent) return
    }
  }

  /** The tab is killed, wherever it is, and opened again. */
  async reopen(): Promise<void> {
    this.reopened += 1
    this.tab.shut()
    await this.open()
  }

  /** Sets a PIN: everything of the person is sealed from now on. The app may end in the middle of it. */
  async setPin(steps: number): Promise<void> {
    const { tab, kit, actor } = this
    if (!kit || this.pin || this.dead || this.others.some((t) => !t.life.dead)) return
    this.pin = '274915'
    tab.life.light(steps)
    const sealing = at(tab.place, async () => {
      this.key64 = await vault.begin(tab.raw, { personId: actor.personId, bureauId: actor.bureauId }, kit, this.pin)
      await vault.finish(tab.raw)
    }).catch((error: unknown) => {
      if (!tab.life.dead) throw error
    })
    await Promise.race([sealing, tab.life.died])
    if (this.dead) await this.reopen()
    else tab.life.light(Infinity)
  }

  /** The PIN opens the store of a tab that was just opened; what was begun with it is finished. */
  async unlock(local: Local): Promise<void> {
    const kept = await local.vault()
    if (!this.pin || !kept) {
      this.pin = this.key64 = undefined // the app ended before anything was locked, or the store was cleared
      return
    }
    const tried = await vault.openWithPin(local, this.pin, Date.now)
    if (!('raw' in tried)) throw new Error(`the PIN does not open the store: ${JSON.stringify(tried)}`)
    this.key64 = tried.raw
    await vault.use(local, tried.raw)
    if (!kept.done) await vault.finish(local)
  }

  /** The phone is put away: the app is locked. What it holds says nothing to whoever has no PIN; a wrong one opens nothing. */
  async lock(wrong: boolean): Promise<void> {
    if (!this.pin || !this.key64) return
    this.shut()
    const key = this.key64
    this.key64 = undefined
    const told = await plainOf(this.key, this.actor.personId)
    if (told.length > 0) this.complaints.push(`a locked store can be read without its PIN: ${told.join(', ')}`)
    if (wrong && !this.sameKey(await this.tryPin('111222'), undefined)) this.complaints.push('a wrong PIN opened the store')
    await this.open()
    if (!this.sameKey(this.key64, key)) this.complaints.push('the PIN gave another key than before')
  }

  private sameKey(a: ArrayBuffer | undefined, b: ArrayBuffer | undefined): boolean {
    return (a ? Buffer.from(a).toString('hex') : '') === (b ? Buffer.from(b).toString('hex') : '')
  }

  private tryPin(pin: string): Promise<ArrayBuffer | undefined> {
    return new Tab(this).look(async () => {
      const local = await openLocal(this.actor.personId)
      const tried = await vault.openWithPin(local, pin, Date.now)
      local.close()
      return 'raw' in tried ? tried.raw : undefined
    })
  }

  shut(): void {
    for (const tab of [this.tab, ...this.others]) tab.shut()
    this.others = []
  }

  /** What stands in this person's queue while nobody has it open. */
  async queue(): Promise<string> {
    const { outbox, blobs, bytes } = await this.rows()
    return JSON.stringify([outbox, blobs, bytes])
  }

  /** Somebody installs a newer app in the middle of a form: what is half written is there in the new one. */
  async update(checkId: string): Promise<void> {
    const key = `finding ${checkId}`
    const form = { text: `未写完的话 ${v7()}`, photo: new Uint8Array([1, 2, 3]).buffer }
    const before = this.tab
    await before.look(() => before.raw.putDraft(key, form, checkId))
    const round = before.sync()
    this.ahead += 1
    await this.open()
    await round
    if (!before.life.dead) this.complaints.push('a page of an older app does not let go of the database')
    const found = (await this.rows()).drafts.find((d) => d.key === key)?.value as typeof form | undefined
    if (found?.text !== form.text || new Uint8Array(found.photo).join() !== '1,2,3') this.complaints.push('what was half written is gone after an update')
    await this.tab.look(() => this.tab.raw.dropDraft(key))
    this.ahead -= 1
    const old = await new Tab(this).look(() => openLocal(this.actor.personId)).then(() => 'opened', (error: { code?: string }) => error.code)
    this.ahead += 1
    if (old !== 'local.newer') this.complaints.push(`an older app on a newer database: ${old}`)
  }

  /** Everything unsent in one sealed file. */
  async pack(): Promise<Buffer | undefined> {
    const { tab, kit, device } = this
    if (!kit || this.dead) return undefined
    const { outbox, blobs } = await this.rows() // what belongs into it: it may be sent meanwhile, and then it is there too
    const { pack } = await tab.look(() => sealPack(kit, device, tab.parts.local.everythingUnsent()))
    for (const e of outbox) if (e.state !== 'confirmed') this.packed.add(e.actId)
    for (const b of blobs) if (b.state === 'here') this.packed.add(b.sha256)
    return Buffer.from(await pack.arrayBuffer())
  }

  /** The system clears the phone's storage. The person signs in again. */
  async wipe(what: Wiped): Promise<void> {
    this.shut()
    await this.wereTheySaved()
    const { outbox, blobs } = await this.rows()
    const unsent = new Set(outbox.filter((e) => e.state === 'waiting' || e.state === 'sending').map((e) => e.actId))
    const refused = new Map(outbox.map((e) => [e.actId, e.problem?.code]))
    for (const done of this.performed) {
      if (unsent.has(done.act.id) && this.packed.has(done.act.id)) done.rescued = true
      else if (unsent.has(done.act.id) || done.unsure) done.lost = true
      else done.refused ??= refused.get(done.act.id)
    }
    for (const row of blobs) if (row.state === 'here' && !this.packed.has(row.sha256)) this.lostPhotos.add(row.sha256)
    await clearDatabase(this.database)
    this.pin = this.key64 = undefined
    if (what !== 'store') await clearDatabase(databaseOf(this.key, 'anjian-device'))
    if (what === 'all') {
      this.memories.forEach((memory) => memory.clear())
      this.anchor = undefined
    }
    this.network.log.push({ what: 'wiped', path: '', status: 0 })
    if (what !== 'store') this.tokens = { accessToken: '', refreshToken: '' }
    for (let tries = 0; !this.signedIn && tries < 3; tries += 1) await this.signIn()
    if (!this.signedIn) {
      this.network.heal()
      await this.signIn()
    }
    await this.open()
    await this.mustBeTold(what)
  }

  /** A phone that lost something says so, if anything of it remembers. */
  private async mustBeTold(what: Wiped): Promise<void> {
    if (what === 'all') this.told = undefined
    const { told } = this // the witnesses remember it until they are told more
    const said = await this.tab.forgotten()
    const wanted = told && told.saved > 0 ? `${told.saved} acts, ${told.unsent} unsent` : 'nothing'
    const got = said ? `${said.saved} acts, ${said.unsent} unsent` : 'nothing'
    if (wanted !== got) this.complaints.push(`a wiped store reports ${got} lost, and it was ${wanted}`)
  }

  /** The check as a screen shows it: the snapshot with what is on its way played over it. */
  view(checkId: string): Promise<Seen | undefined> {
    return this.tab.look(async () => {
      const { raw } = this.tab
      const snapshot = await raw.snapshot(checkId)
      if (!snapshot) return undefined
      const lists: Record<string, Lists[string]> = {}
      for (const { code, version } of snapshot.record.checklists) {
        const name = `${code} ${version}`
        const list = checklistsRead.get(name) ?? (await raw.checklist(code, version))
        if (!list) continue
        checklistsRead.set(name, list)
        lists[code] = list
      }
      const entries = await raw.outboxOf(checkId)
      const pending = entries.filter((e) => e.state !== 'parked' && !(e.state === 'confirmed' && (e.seq ?? Infinity) <= snapshot.seq))
      return { record: await project(snapshot.record, pending.map((e) => e.act), this.actor, lists), lists, refused: entries.filter((e) => e.state === 'parked').map((e) => e.actId) }
    })
  }

  /** A person does something: judged by the phone's law, then saved. Gives the code of a refusal, or undefined. */
  do<K extends Kind>(seen: Seen, kind: K, body: Bodies[K], blobs: readonly NewBlob[] = []): Promise<string | undefined> {
    const { tab } = this
    return at(tab.place, async () => {
      const from = truth()
      const act = { id: v7(), kind, checkId: seen.record.id, doneAt: new Date().toISOString(), clock: tab.stamp(), device: this.device, dialect, body } as Act
      const to = truth()
      const outcome = await doAct(seen.record, act, this.actor, seen.lists)
      if (!outcome.ok) return outcome.problem.code
      const done: Performed = { act, author: this.actor.personId, blobs: blobs.map((b) => b.sha256), truth: { from, to }, unsure: true, lost: false, rescued: false }
      this.performed.push(done)
      const saved = tab.parts.local.saveAct(act, blobs).then(() => 'saved', () => 'not saved')
      const said = await Promise.race([saved, tab.life.died])
      if (said === 'saved') done.unsure = false
      if (said === 'not saved') {
        this.performed.splice(this.performed.indexOf(done), 1)
        await this.mustBeAbsent(done)
      }
      return said === 'saved' ? undefined : 'local'
    })
  }

  /** The same with a full store: the save fails at its nth write, or does not notice. */
  async doWhenFull<K extends Kind>(full: Omit<Full, 'happened'>, seen: Seen, kind: K, body: Bodies[K], blobs: readonly NewBlob[]): Promise<void> {
    const before = (await this.rows()).saved
    const { result, happened } = await this.tab.whileFull(full, () => this.do(seen, kind, body, blobs))
    if (happened > 0 && result === 'local' && !this.dead && (await this.rows()).saved !== before) this.complaints.push('a save that failed was counted')
  }

  private async mustBeAbsent(done: Performed): Promise<void> {
    const { outbox, blobs, bytes } = await this.rows()
    if (outbox.some((e) => e.actId === done.act.id)) this.complaints.push(`${done.act.kind} was half stored: its act is there`)
    for (const sha of done.blobs) {
      const known = this.performed.some((p) => p.blobs.includes(sha))
      if (!known && (bytes.includes(sha) || blobs.some((row) => row.sha256 === sha))) this.complaints.push(`${done.act.kind} was half stored: its photo is there`)
    }
  }

  /** A tab died while something was being saved: what the store says counts. */
  private async wereTheySaved(): Promise<void> {
    if (!this.performed.some((p) => p.unsure)) return
    const here = new Set((await this.rows()).outbox.map((e) => e.actId))
    for (const done of this.performed) if (here.has(done.act.id)) done.unsure = false
  }

  async clear(): Promise<void> {
    this.shut()
    await clearDatabase(this.database)
    await clearDatabase(databaseOf(this.key, 'anjian-device'))
  }

  private get database(): string {
    return databaseOf(this.key, localName(this.actor.personId))
  }
}

/** A version of a checklist never changes: read once for all phones, by the harness only. */
const checklistsRead = new Map<string, Lists[string]>()
