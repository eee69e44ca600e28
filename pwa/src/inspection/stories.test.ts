// @vitest-environment node
// The stories of the law room, told by the phone: every refusal, every view and every digest as on the server
// (internal/inspection/testdata/stories/README.md says how to read them). The office's acts come as preludes.

import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { doAct, type FieldAct } from './do'
import { dues } from './due'
import type { Lists } from './items'
import type { Actor } from './parties'
import type { Act, Checklist, CheckRecord, Clock, Closing, Due, Kind } from './record.gen'
import { digestOf, sealedOf } from './sealed'

const testdata = resolve(import.meta.dirname, '../../../internal/inspection/testdata')

interface Step {
  by: string
  kind: Kind
  body: Record<string, unknown>
  id?: string
  doneAt?: string
  clock?: Clock
  checkId?: string
  refused?: string
  details?: Record<string, unknown>
  article?: string
  digest?: string
}

interface Story {
  name: string
  after: string
  anyOrder?: boolean
  first?: Step[]
  steps: Step[]
  view: unknown
}

interface World {
  clock: string
  checkId: string
  people: Record<string, Actor>
  checklists: Checklist[]
  preludes: Record<string, Step[]>
}

const longId = (short: string): string => `00000000-0000-7000-8000-${short.padStart(12, '0')}`

function longIds(value: unknown): unknown {
  if (typeof value === 'string') return /^@[0-9a-f]{1,12}$/.test(value) ? longId(value.slice(1)) : value
  if (Array.isArray(value)) return value.map(longIds)
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, longIds(v)]))
  return value
}

const read = <T>(name: string): T => longIds(JSON.parse(readFileSync(resolve(testdata, name), 'utf8'))) as T

const world = read<World>('world.json')
const after = read<Record<string, CheckRecord>>('after.json')
const lists: Lists = Object.fromEntries(world.checklists.map((c) => [c.code, c]))
const office = new Set<Kind>(['create_check', 'revise_scheme', 'dispatch', 'reassign', 'return_scheme', 'approve_scheme', 'report_urgent', 'cancel_check', 'sign_with_certificate'])

function paperDigest(record: CheckRecord, id: unknown): string {
  const papers = [...(record.orders ?? []), ...(record.measures ?? []), ...(record.rechecks ?? []), ...(record.filings ?? [])]
  return papers.find((p) => p.paper.id === id)?.digest ?? '0'.repeat(64)
}

async function actOf(step: Step, place: number, record: CheckRecord): Promise<Act> {
  let { body } = step
  if (body['digest'] === '$opinion') {
    const trial = await doAct(record, await actOf({ ...step, body: { ...body, digest: '0'.repeat(64) } }, place, record), person(step), lists)
    body = { ...body, digest: trial.ok ? '' : (trial.problem.details?.['digest'] ?? '0'.repeat(64)) }
  }
  if (body['digest'] === '$digest') {
    const digest = step.kind === 'seal_record' ? await digestOf(sealedOf(record, lists, body['closing'] as Closing)) : record.seal?.digest
    body = { ...body, digest: digest ?? '0'.repeat(64) }
  }
  if (body['record'] === '$digest') body = { ...body, record: record.seal?.digest ?? '0'.repeat(64) }
  if (body['digest'] === '$supplement') body = { ...body, digest: record.supplements?.find((s) => s.id === body['supplementId'])?.digest ?? '0'.repeat(64) }
  if (body['digest'] === '$paper') body = { ...body, digest: paperDigest(record, body['paperId']) }
  const doneAt = step.doneAt ?? new Date(Date.parse(world.clock) + place * 60_000).toISOString()
  return {
    id: step.id ?? longId((0xf000 + place).toString(16)), kind: step.kind, checkId: step.checkId ?? world.checkId,
    doneAt: new Date(doneAt).toISOString(), dialect: 1, body, ...(step.clock ? { clock: step.clock } : {}),
  } as unknown as Act
}

const person = (step: Step): Actor => {
  const actor = world.people[step.by]
  if (!actor) throw new Error(`nobody is called ${step.by}`)
  return actor
}

/** Holds a value to a view: of an object only the members named, null means absent, times as instants. */
function holds(path: string, view: unknown, value: unknown): void {
  if (view === null) expect(value ?? null, path).toBeNull()
  else if (Array.isArray(view)) {
    const list = Array.isArray(value) ? (value as unknown[]) : []
    expect(list.length, path).toBe(view.length)
    view.forEach((v, i) => holds(`${path}[${i}]`, v, list[i]))
  } else if (typeof view === 'object') {
    for (const [k, v] of Object.entries(view)) holds(`${path}.${k}`, v, (value as Record<string, unknown> | undefined)?.[k])
  } else if (typeof view === 'string' && typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(view)) {
    expect(Date.parse(value), path).toBe(Date.parse(view))
  } else expect(value, path).toEqual(view)
}

const waits = JSON.parse(readFileSync(resolve(testdata, 'dues.json'), 'utf8')) as Record<string, Due[]>

async function tell(file: string, story: Story): Promise<void> {
  let record = after[story.after]!
  const from = world.preludes[story.after]!.length
  for (const [i, step] of [...(story.first ?? []), ...story.steps].entries()) {
    const before = JSON.stringify(record)
    const act = await actOf(step, from + i, record)
    const outcome = await doAct(record, act, person(step), lists)
    const where = `step ${i} ${step.kind} by ${step.by}`
    expect(outcome.ok ? 'accepted' : outcome.problem.code, where).toBe(step.refused ?? 'accepted')
    if (outcome.ok) {
      record = outcome.record
      if (step.digest) expect(record.seal?.digest, where).toBe(step.digest)
    } else {
      expect(JSON.stringify(record), where).toBe(before)
      if (step.article) expect(outcome.problem.article, where).toBe(step.article)
      if (step.details) holds(`${where}: details`, step.details, outcome.problem.details)
    }
  }
  holds('view', story.view, record)
  expect(dues(record), 'what it waits for').toEqual(waits[file.replace('.json', '')] ?? [])
}

function* orders<T>(list: readonly T[]): Generator<T[]> {
  if (list.length === 0) yield []
  for (const [i, one] of list.entries()) for (const rest of orders(list.filter((_, j) => j !== i))) yield [one, ...rest]
}

async function tellInAnyOrder(story: Story): Promise<void> {
  const start = after[story.after]!
  const from = world.preludes[story.after]!.length
  const all = [...(story.first ?? []), ...story.steps]
  const acts = await Promise.all(all.map(async (step, i) => ({ act: await actOf(step, from + i, start), by: person(step) })))
  const first = acts.slice(0, story.first?.length ?? 0)
  let want: string | undefined
  let seen = 0
  for (const order of orders(acts.slice(first.length))) {
    let record = start
    for (const { act, by } of [...first, ...order]) {
      const outcome = await doAct(record, act, by, lists)
      expect(outcome.ok ? 'accepted' : outcome.problem.code, act.kind).toBe('accepted')
      if (outcome.ok) record = outcome.record
    }
    const got = JSON.stringify(sorted(record))
    want ??= got
    expect(got).toBe(want)
    if (seen === 0) holds('view', story.view, record)
    seen += 1
  }
  expect(seen).toBeGreaterThanOrEqual(24)
}

/** Members in the order of their names: the order in which they were written is of no account. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]))
}

const files = readdirSync(resolve(testdata, 'stories')).filter((name) => name.endsWith('.json'))
const stories = files.map((file) => ({ file, story: read<Story>(`stories/${file}`) }))
const field = stories.filter(({ story }) => story.after in after && [...(story.first ?? []), ...story.steps].every((s) => !office.has(s.kind)))

describe('the stories, told by the phone', () => {
  it.each(field)('$file: $story.name', ({ file, story }) => (story.anyOrder ? tellInAnyOrder(story) : tell(file, story)))

  it('leaves out only what is done at a desk', () => {
    expect(stories.length - field.length).toBeLessThan(stories.length / 2)
    expect(field.length).toBeGreaterThanOrEqual(12)
  })

  it('knows every act a phone can do', () => {
    const told = new Set(field.flatMap(({ story }) => story.steps.map((s) => s.kind)))
    const acts: FieldAct[] = ['answer_item', 'raise_finding', 'attach_photo', 'seal_record', 'sign_record', 'refuse_signature', 'arrive', 'state_fact']
    for (const kind of acts) expect(told, kind).toContain(kind)
  })
})
