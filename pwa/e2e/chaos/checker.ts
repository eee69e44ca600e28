// Says whether everything is as it must be, from what the server's ledger holds and what the phones show. It knows the
// rules from the papers, not from the code it checks: nothing of the app or the server is imported here, the forms below
// are its own, sums are made with node:crypto and canonicalize.

import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { predict } from './predict'
import { loop } from './predictloop'
import { signedByDevices } from './signed'

/** What a device knew of time, beside its clock. */
export interface Clock {
  run: string
  mono: number
  server?: string
  error?: number
}

export interface Act {
  id: string
  kind: string
  checkId: string
  doneAt: string
  clock?: Clock
  device?: string
  body: unknown
}

export interface Entry {
  actId: string
  checkId: string
  caseNo: number
  seq: number
  kind: string
  actor: { id: string }
  role: string
  device: string
  doneAt: string
  clock?: Clock
  takenAt: string
  sum: string
  hash: string
  body: Record<string, unknown>
}

/** What stands in the server's database itself. */
export interface Rows {
  acts: { id: string; caseNo: number; seq: number; kind: string; sum: string; hash: string; deed: { actorId: string; body: unknown; cover?: string } }[]
  refused: { id: string; actorId: string; kind: string; code: string; deed: { body: unknown; device: string; doneAt: string } }[]
  covers: { id: string; device: string; person: string; breaks: boolean; jws: string; spki: string }[]
}

/** What the server says, however it is asked. */
export interface Reader {
  rows(): Promise<Rows>
  view(): Promise<{ record: unknown; seq: number; acts: number; hash: string }>
  ledger(): Promise<Entry[]>
  manifest(): Promise<{ sha256: string; present: boolean }[]>
  file(sha256: string): Promise<{ status: number; bytes: Uint8Array }>
  missing(sha256: string[]): Promise<string[]>
  /** Sends acts once more as their author and gives the answers, in order. */
  again(author: string, acts: Act[]): Promise<{ actId: string; outcome: string; seq?: number; hash?: string; problem?: { code: string } }[]>
}

/** What one phone did and now shows, with faults over. */
export interface PhoneState {
  name: string
  author: string
  performed: { act: Act; truth: { from: number; to: number }; unsure: boolean; lost: boolean; rescued: boolean; refused?: string }[]
  lostPhotos: ReadonlySet<string>
  /** Acts and photos that stand in a rescue pack, whether or not the phone still sends them itself. */
  packed: ReadonlySet<string>
  /** How much of the check is shown to this person: all; all but the bureau's own papers; what the delivered orders are about. */
  sees: 'all' | 'enterprise' | 'order'
  snapshot: { record: unknown; seq: number; acts: number; hash: string } | undefined
  outbox: { actId: string; state: string; act: Act; problem?: { code: string; message: string } }[]
  photos: { sha256: string; state: string; problem?: unknown }[]
  log: readonly { what: string; path: string; status: number }[]
}

export interface Case {
  checkId: string
  /** Acts of people at desks. */
  desks: readonly string[]
  phones: readonly PhoneState[]
  server: Reader
}

const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')
const stamp = (instant: string): string => new Date(instant).toISOString()
/** A clock with its instant in the one form that counts. */
const timed = (clock: Clock | undefined): { clock?: Clock } => (clock ? { clock: { ...clock, ...(clock.server ? { server: stamp(clock.server) } : {}) } } : {})
const form = (value: unknown): string => canonicalize(value) ?? 'undefined'

/** check gives every way in which things are not as they must be. */
export async function check(it: Case): Promise<string[]> {
  const said: string[] = []
  const must = (holds: boolean, sentence: string): void => {
    if (!holds) said.push(sentence)
  }
  const [view, ledger, manifest, rows] = await Promise.all([it.server.view(), it.server.ledger(), it.server.manifest(), it.server.rows()])
  chained(it.checkId, ledger, view, must)
  sameRows(ledger, rows, must)
  everyActOnce(it, ledger, rows, must)
  signedByDevices(it.phones, ledger, rows, must)
  for (const phone of it.phones) {
    clocksTrue(phone, must)
    refusedReadable(phone, rows, must)
  }
  for (const phone of it.phones) {
    await shown(phone, view, it.server, must)
    pulledFirst(phone, must)
    inOrder(phone, ledger, must)
    await answeredAgain(phone, ledger, it.server, must)
  }
  await photosThere(it, ledger, manifest, must)
  for (const difference of [...predict(ledger, view.record), ...loop(ledger, view.record)]) said.push(difference)
  return said
}

export type Must = (holds: boolean, sentence: string) => void

function chained(checkId: string, ledger: Entry[], view: { acts: number; seq: number; hash: string }, must: Must): void {
  let before = ''
  let seq = 0
  for (const [i, e] of ledger.entries()) {
    const doneAt = stamp(e.doneAt)
    const sum = sha256(form({ actor: e.actor.id, body: e.body, checkId: e.checkId, ...timed(e.clock), doneAt, kind: e.kind }))
    const hash = sha256([before, e.actId, sum, e.actor.id, e.role, e.device, doneAt, stamp(e.takenAt), String(e.caseNo)].join('\n'))
    must(e.checkId === checkId, `act ${e.actId} stands in another check's ledger`)
    must(e.caseNo === i + 1, `place ${e.caseNo} stands where ${i + 1} should`)
    must(e.seq > seq, `seq ${e.seq} follows ${seq}`)
    must(e.sum === sum, `the sum of ${e.kind} ${e.actId} does not hold`)
    must(e.hash === hash, `the chain breaks at ${e.kind} ${e.actId}`)
    before = e.hash
    seq = e.seq
  }
  must(view.acts === ledger.length && view.seq === seq && view.hash === before, `the check's head is not its ledger's: ${view.acts}/${view.seq} against ${ledger.length}/${seq}`)
}

/** What the server says of its ledger is what stands in its database. */
function sameRows(ledger: Entry[], { acts, refused }: Rows, must: Must): void {
  const plain = (e: { caseNo: number; seq: number; kind: string; sum: string; hash: string }, id: string): string => [id, e.caseNo, e.seq, e.kind, e.sum, e.hash].join(' ')
  must(acts.length === ledger.length, `the database holds ${acts.length} acts, the server shows ${ledger.length}`)
  for (const [i, e] of ledger.entries()) {
    const row = acts[i]
    must(row !== undefined && plain(row, row.id) === plain(e, e.actId) && row.deed.actorId === e.actor.id && form(row.deed.body) === form(e.body), `${e.kind} ${e.actId} stands otherwise in the database`)
  }
  const taken = new Set(acts.map((a) => a.id))
  for (const r of refused) must(!taken.has(r.id), `${r.kind} ${r.id} is both in the ledger and among the refused`)
}

/** What a phone claimed to know of the server's time was true, within the error it claimed. */
function clocksTrue(phone: PhoneState, must: Must): void {
  for (const { act, truth } of phone.performed) {
    const { server, error } = act.clock ?? {}
    if (server === undefined) continue
    const claimed = Date.parse(server)
    const off = Math.max(truth.from - claimed, claimed - truth.to)
    must(off <= (error ?? 0) + 2, `${act.kind} ${act.id} of ${phone.name} claims the server's time to ${error} ms, and it is ${off} ms off`)
  }
}

/** What was refused can still be read, whole: on the phone that did it, or on the server. */
function refusedReadable(phone: PhoneState, { refused }: Rows, must: Must): void {
  const kept = new Map(refused.map((r) => [r.id, r]))
  for (const { act, refused: code } of phone.performed) {
    const words = `${act.kind} ${act.id} of ${phone.name} was refused`
    const parked = phone.outbox.find((o) => o.actId === act.id && o.state === 'parked')
    const row = kept.get(act.id)
    if (row) {
      const same = row.kind === act.kind && row.actorId === phone.author && row.deed.device === (act.device ?? '') && stamp(row.deed.doneAt) === stamp(act.doneAt) && form(row.deed.body) === form(act.body)
      must(same, `${words} and the server keeps it otherwise than it was done`)
      if (parked) must(parked.problem?.code === row.code, `${words} as ${parked.problem?.code} on the phone and as ${row.code} on the server`)
    }
    must(code === undefined || row !== undefined || parked !== undefined, `${words} as ${code} and can be read nowhere`)
  }
}

/** Refused acts that a supplement stands for, whole on the server: a phone need not show them any more. */
function takenUp(ledger: Entry[], { refused }: Rows): Set<string> {
  const kept = new Set(refused.map((r) => r.id))
  return new Set(ledger.filter((e) => e.kind === 'write_supplement').flatMap((e) => (e.body.from as string[] | undefined) ?? []).filter((id) => kept.has(id)))
}

function everyActOnce({ phones, desks }: Case, ledger: Entry[], rows: Rows, must: Must): void {
  const taken = takenUp(ledger, rows)
  const keptRefused = new Set(rows.refused.map((r) => r.id))
  const times = new Map<string, number>()
  for (const e of ledger) times.set(e.actId, (times.get(e.actId) ?? 0) + 1)
  const known = new Set(desks)
  for (const phone of phones) {
    for (const { act, unsure, lost, rescued, refused } of phone.performed) {
      known.add(act.id)
      const n = times.get(act.id) ?? 0
      const parked = phone.outbox.find((o) => o.actId === act.id && o.state === 'parked')
      const words = `${act.kind} ${act.id} of ${phone.name}`
      must(n <= 1, `${words} stands ${n} times in the ledger`)
      must(n === 0 || !parked, `${words} was accepted and is shown as refused`)
      if (parked) {
        must(form(parked.act) === form(act), `${words} was refused and is not readable as it was done`)
        must(Boolean(parked.problem?.code), `${words} was refused without a reason`)
      }
      must(n === 1 || parked !== undefined || taken.has(act.id) || (rescued && keptRefused.has(act.id)) || unsure || lost || refused !== undefined, `${words} is nowhere`)
      const e = ledger.find((one) => one.actId === act.id)
      if (!e) continue
      const same = e.kind === act.kind && e.device === (act.device ?? '') && stamp(e.doneAt) === stamp(act.doneAt) && form(timed(e.clock)) === form(timed(act.clock)) && form(e.body) === form(act.body)
      must(same, `${words} is not in the ledger as it was done`)
      must(e.actor.id === phone.author, `${words} stands under somebody else's name`)
    }
  }
  for (const e of ledger) must(known.has(e.actId), `${e.kind} ${e.actId} is in the ledger and nobody did it`)
}

async function shown(phone: PhoneState, view: { record: unknown; seq: number; acts: number; hash: string }, server: Reader, must: Must): Promise<void> {
  const { snapshot } = phone
  must(snapshot !== undefined, `${phone.name} does not have the check`)
  if (snapshot) {
    const head = (v: { seq: number; acts: number; hash: string }): string => `${v.seq}/${v.acts}/${v.hash}`
    must(head(snapshot) === head(view), `${phone.name} shows ${head(snapshot)}, the server ${head(view)}`)
    if (phone.sees !== 'order') must(form(snapshot.record) === form(seenBy(phone, view.record)), `${phone.name} shows another record than the server`)
    else for (const sentence of moreThanOrdered(snapshot.record, view.record)) must(false, `${phone.name} ${sentence}`)
  }
  for (const o of phone.outbox) must(o.state === 'parked', `${phone.name} still has ${o.act.kind} as ${o.state}`)
  for (const p of phone.photos) must(p.state === 'server' && !p.problem, `${phone.name} still has photo ${p.sha256.slice(0, 8)} as ${p.state}: ${JSON.stringify(p.problem)}`)
  const missing = await server.missing(phone.photos.filter((p) => p.state === 'server').map((p) => p.sha256))
  for (const sha of missing) must(false, `${phone.name} believes photo ${sha.slice(0, 8)} to be on the server`)
}

function seenBy(phone: PhoneState, record: unknown): unknown {
  if (phone.sees === 'all') return record
  const { referrals: _referrals, filings: _filings, ...rest } = record as Record<string, unknown>
  return rest
}

/** Who came by a link sees the items of delivered orders as they stand, and nothing of the bureau besides. */
function moreThanOrdered(shownRecord: unknown, record: unknown): string[] {
  const [own, whole] = [shownRecord, record] as Record<string, unknown>[]
  const holds = (value: unknown): boolean => value !== undefined && value !== null && !['""', '{}', '[]'].includes(form(value))
  const said = ['answers', 'facts', 'referrals', 'filings', 'signatures', 'signRefusals', 'supplements', 'opinions', 'seal', 'approval', 'defences'].filter((part) => holds(own?.[part]))
  const items = (r: Record<string, unknown> | undefined): string[] => ((r?.orderItems as { findingId: string }[] | undefined) ?? []).map(form)
  const all = items(whole)
  return [...said.map((part) => `sees the bureau's ${part}`), ...items(own).filter((item) => !all.includes(item)).map(() => 'shows an item otherwise than the server')]
}

/** A wiped phone asks what there is before it says anything. */
function pulledFirst(phone: PhoneState, must: Must): void {
  let pulled = true
  for (const { what, path, status } of phone.log) {
    if (what === 'wiped') pulled = false
    else if (path.endsWith('/changes') && status === 200) pulled = true
    else if (path.endsWith('/acts')) must(pulled, `${phone.name} pushed after a wipe before it had pulled`)
  }
}

function inOrder(phone: PhoneState, ledger: Entry[], must: Must): void {
  const place = new Map(phone.performed.map(({ act }, i) => [act.id, i]))
  let last = -1
  for (const e of ledger) {
    const i = place.get(e.actId)
    if (i === undefined || phone.performed[i]?.rescued) continue // out of a pack it comes when the desk takes it in
    must(i > last, `${e.kind} ${e.actId} of ${phone.name} stands after what was done later`)
    last = i
  }
}

/** Asked again, the server says what it said: receipts and refusals are kept. */
async function answeredAgain(phone: PhoneState, ledger: Entry[], server: Reader, must: Must): Promise<void> {
  const parked = new Map([
    ...phone.outbox.filter((o) => o.state === 'parked').map((o) => [o.actId, o.problem?.code] as const),
    ...phone.performed.filter((p) => p.refused).map((p) => [p.act.id, p.refused] as const),
  ])
  const entries = new Map(ledger.map((e) => [e.actId, e]))
  const acts = phone.performed.map((p) => p.act).filter((a) => entries.has(a.id) || parked.has(a.id))
  if (acts.length === 0) return
  const answers = await server.again(phone.author, acts)
  must(answers.length === acts.length, `${phone.name} asked after ${acts.length} acts and was told of ${answers.length}`)
  for (const [i, act] of acts.entries()) {
    const answer = answers[i]
    const entry = entries.get(act.id)
    if (!answer) continue
    const words = `asked again after ${act.kind} ${act.id}, the server`
    if (entry) must(answer.outcome === 'accepted' && answer.seq === entry.seq && answer.hash === entry.hash, `${words} gives another receipt: ${JSON.stringify(answer)}`)
    else must(answer.outcome === 'refused' && answer.problem?.code === parked.get(act.id), `${words} gives another reason: ${answer.problem?.code ?? answer.outcome} for ${parked.get(act.id)}`)
  }
}

/** The hashes an act cites. */
function cited({ kind, body }: Entry): string[] {
  const photos = (of: unknown): string[] => ((of as { photos?: { sha256: string }[] } | undefined)?.photos ?? []).map((p) => p.sha256)
  if (kind === 'attach_photo') return [String(body.sha256)]
  return kind === 'recheck' || kind === 'submit_rectification' || kind === 'apply_resumption' ? [...photos(body), ...((body.items as unknown[] | undefined) ?? []).flatMap(photos)] : []
}

async function photosThere({ phones, server }: Case, ledger: Entry[], manifest: { sha256: string; present: boolean }[], must: Must): Promise<void> {
  const lost = new Set(phones.flatMap((p) => [...p.lostPhotos]))
  const held = new Map(manifest.map((f) => [f.sha256, f.present]))
  for (const sha of new Set(ledger.flatMap(cited))) {
    must(held.has(sha), `photo ${sha.slice(0, 8)} is cited and not in the manifest`)
    if (!held.get(sha) && lost.has(sha)) continue
    must(held.get(sha) === true, `photo ${sha.slice(0, 8)} is cited and not on the server`)
    const { status, bytes } = await server.file(sha)
    must(status === 200 && sha256(bytes) === sha, `photo ${sha.slice(0, 8)} cannot be had with its hash (${status}, ${bytes.length} bytes)`)
  }
}
