// The figures of a phone at the end of a poor line: photos over a link that is cut, a day's acts over a long way, the
// first fetching of a full district. The server, the line and the app's own code are real; only the browser is not.

import { createHash, randomBytes } from 'node:crypto'
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { phoneOf, requests, standAt, type OnLine } from './phone'
import { Line, type Quality } from './proxy'
import { Desk, openOffice, readyCheck, type Office } from '../chaos/desk'
import { Server } from '../chaos/server'
import { dialect } from '../../src/inspection/procedure.gen'
import type { Act, CheckRecord } from '../../src/inspection/record.gen'

const env = (name: string, otherwise: string): string => process.env[name] ?? otherwise
const photos = Number(env('LINE_PHOTOS', '100'))
const out = env('ANJIAN_BENCH_OUT', '.')
const lead = 'inspector1'
const assistant = 'inspector2'

function keep(key: string, unit: string, value: number, note: string): void {
  const median = Math.round(value * 1000) / 1000
  appendFileSync(join(out, 'line.jsonl'), `${JSON.stringify({ key, unit, median, runs: [median], note })}\n`)
  process.stdout.write(`${key}: ${median} ${unit}  ${note}\n`)
}

const act = (kind: string, checkId: string, body: unknown): Act => ({ id: v7(), kind, checkId, doneAt: new Date().toISOString(), device: '', dialect, body }) as Act

const folder = env('LINE_FOLDER', '.')
const prepared = await Server.prepare(env('LINE_SERVER', ''), folder)
const server = await Server.over(env('LINE_SERVER', ''), prepared, join(folder, 'world'))
const port = (): number => server.port
const office = await openOffice(port, 'head1')
const [jia, yi] = [await Desk.signIn(port, lead), await Desk.signIn(port, assistant)]
const lists = (await jia.get<{ items: { code: string }[] }>('/checklists?limit=50')).items.map((l) => l.code).slice(0, 8)

/** A check that has begun. */
async function openCheck(from: Office, n: number, checklist: string): Promise<CheckRecord> {
  const { checkId } = await readyCheck(from, { lead: jia.id, assistant: yi.id }, checklist, n)
  const record = async (): Promise<CheckRecord> => (await jia.get<{ record: CheckRecord }>(`/checks/${checkId}`)).record
  const { team } = await record()
  for (const desk of [jia, yi]) await desk.post('/acts', { acts: [act('declare_no_conflict', checkId, { noConflict: true })] })
  await jia.post('/acts', { acts: [act('arrive', checkId, { receivedBy: '周明', receivedByPost: '安全总监', phone: '', place: '厂区', noticeShown: true, certificates: team.map((m) => m.certificate.number) })] })
  return record()
}

/** The phone at the end of a line of its own. */
async function onLine(q: Quality, work: (phone: OnLine, line: Line) => Promise<void>, cursor = true): Promise<void> {
  const pass = JSON.parse((await jia.ask('POST', '/sessions', { username: lead, password: 'anjian-demo' })).body.toString()) as { accessToken: string; person: { id: string } }
  const line = await Line.to(server.port, q)
  standAt(line.port)
  requests.length = 0
  const phone = await phoneOf(cursor ? pass.person.id : v7(), pass.accessToken)
  try {
    await work(phone, line)
  } finally {
    phone.engine.stop()
    line.end()
  }
}

const empty = async ({ local }: OnLine): Promise<boolean> => {
  const { acts, photos: left } = await local.waiting()
  return acts + left === 0
}

/** A phone that holds its checks already. */
async function fetched(phone: OnLine): Promise<void> {
  await phone.engine.start()
  await phone.until(async () => phone.phase() === 'idle' && (await phone.local.cursor()) !== '0')
}

async function poorPhotos(): Promise<void> {
  const check = await openCheck(office, 1, lists[0] as string)
  const picture = readFileSync(env('CHAOS_PICTURE', ''))
  const size = 3_000_000
  const q = { up: 200_000, down: 200_000, delay: 20, cutEvery: 20_000 }
  await onLine(q, async (phone, line) => {
    await fetched(phone)
    for (let i = 0; i < photos; i += 1) {
      const bytes = Buffer.concat([picture, randomBytes(size - picture.length)])
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const body = { photoId: v7(), sha256, originalSha256: sha256, contentType: 'image/jpeg', size, width: 800, height: 600, source: 'camera', about: 'scene', takenAt: new Date().toISOString() }
      await phone.local.saveAct(act('attach_photo', check.id, body), [{ sha256, bytes: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + size) as ArrayBuffer, type: 'image/jpeg' }])
    }
    const before = line.carried.up
    const begun = performance.now()
    phone.engine.kick()
    await phone.until(() => empty(phone))
    const seconds = (performance.now() - begun) / 1000
    const payload = photos * size
    const note = `${photos} photos × 3 MB, 200 kB/s, ${line.cuts} cuts, ${requests.length} requests, ${Math.round(seconds)} s`
    keep('line.photos.resent', '%', (100 * (line.carried.up - before - payload)) / payload, `${note}; everything that went up beyond the photos themselves, heads and acts included`)
    keep('line.photos.time', '×', seconds / (payload / q.up), `${note}; against bytes ÷ bandwidth`)
    const { files } = await jia.get<{ files: { present: boolean }[] }>(`/checks/${check.id}/manifest`)
    if (files.length !== photos || files.some((f) => !f.present)) throw new Error(`of ${photos} photos the server has ${files.filter((f) => f.present).length}`)
  })
}

async function aDay(): Promise<void> {
  const checks: CheckRecord[] = []
  for (let n = 0; n < 8; n += 1) checks.push(await openCheck(office, 10 + n, lists[0] as string))
  const code = lists[0] as string
  const { items } = await jia.get<{ items: { id: string; answer: { type: string } }[] }>(`/checklists/${code}`)
  const plain = items.filter((i) => i.answer.type === 'conformity')
  await onLine({ up: 1e7, down: 1e7, delay: 150 }, async (phone, line) => {
    await fetched(phone)
    const acts = checks.flatMap((check) => {
      let last: Record<string, string> = {}
      return Array.from({ length: 120 }, (_, i) => {
        const item = (plain[i % plain.length] as { id: string }).id
        const done = act('answer_item', check.id, { checklist: code, item, verdict: i < plain.length ? 'conforms' : 'not_applicable', ...(last[item] ? { supersedes: [last[item]] } : {}) })
        last = { ...last, [item]: done.id }
        return done
      })
    })
    for (const one of acts) await phone.local.saveAct(one)
    requests.length = 0
    const before = { ...line.carried }
    const begun = performance.now()
    phone.engine.kick()
    await phone.until(() => empty(phone))
    await phone.until(async () => phone.phase() === 'idle')
    const seconds = (performance.now() - begun) / 1000
    const parked = (await phone.local.waiting()).parked
    if (parked > 0) throw new Error(`${parked} acts were refused: ${JSON.stringify((await phone.local.outbox())[0]?.problem)}`)
    keep('line.day.trips', 'per check', requests.length / 8, `8 checks × 120 answers, 300 ms there and back: ${requests.join(', ')}`)
    keep('line.day.seconds', 's', seconds, `${Math.round((line.carried.up - before.up) / 1000)} kB up, ${Math.round((line.carried.down - before.down) / 1000)} kB down`)
  })
}

async function firstSync(): Promise<void> {
  const have = (await jia.get<{ items: unknown[] }>('/checks?limit=200')).items.length
  for (let n = have; n < 60; n += 1) await readyCheck(office, { lead: jia.id, assistant: yi.id }, lists[n % lists.length] as string, 30 + n)
  await onLine({ up: 93_750, down: 200_000, delay: 75 }, async (phone, line) => {
    const begun = performance.now()
    await phone.engine.start()
    await phone.until(async () => phone.phase() === 'idle' && (await phone.local.cursor()) !== '0')
    const held = await phone.local.snapshots()
    const names = await phone.local.checklistsHere()
    keep('line.first.seconds', 's', (performance.now() - begun) / 1000, `${held.length} checks, ${names.size} checklists on slow 4G (1.6 Mbit/s down, 750 kbit/s up, 150 ms), ${requests.length} requests; without the app itself`)
    keep('line.first.bytes', 'kB', line.carried.down / 1000, `down, as they travelled; ${Math.round(line.carried.up / 1000)} kB up`)
  }, false)
}

const parts: Record<string, () => Promise<void>> = { first: firstSync, day: aDay, photos: poorPhotos }
try {
  const wanted = env('LINE_PARTS', 'first day photos').split(' ')
  for (const part of wanted) await parts[part]?.()
} finally {
  await server.remove()
}
process.exit(0)
