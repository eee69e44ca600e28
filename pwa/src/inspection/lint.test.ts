// @vitest-environment node
// The document linter on the phone: every complaint of internal/inspection/testdata/lint.json, as on the server
// (internal/inspection/lint_test.go says how to read it).

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gapsOf, type Gap } from './gaps'
import { loopGaps } from './loopgaps'
import type { Lists } from './items'
import { lintRules } from './lint.gen'
import type { Checklist, CheckRecord, Citation } from './record.gen'

const testdata = resolve(import.meta.dirname, '../../../internal/inspection/testdata')

interface Case {
  name: string
  after: string
  patch: Record<string, unknown>
  basis?: Record<string, Citation[]>
  restDays?: string[]
  complaints: Partial<Gap>[]
}

function longIds(value: unknown): unknown {
  if (typeof value === 'string') return /^@[0-9a-f]{1,12}$/.test(value) ? `00000000-0000-7000-8000-${value.slice(1).padStart(12, '0')}` : value
  if (Array.isArray(value)) return value.map(longIds)
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, longIds(v)]))
  return value
}

const read = <T>(name: string): T => longIds(JSON.parse(readFileSync(resolve(testdata, name), 'utf8'))) as T
const isObject = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v)

/** RFC 7396: objects member by member, everything else whole. */
function merge(onto: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const merged: Record<string, unknown> = isObject(onto) ? { ...onto } : {}
  for (const [k, v] of Object.entries(patch)) {
    if (v === null) delete merged[k]
    else merged[k] = merge(merged[k], v)
  }
  return merged
}

const world = read<{ checklists: Checklist[] }>('world.json')
const after = read<Record<string, CheckRecord>>('after.json')
const cases = read<Case[]>('lint.json')

const citing = (basis: Record<string, Citation[]> = {}): Lists =>
  Object.fromEntries(world.checklists.map((c) => [c.code, { ...c, items: c.items.map((i) => ({ ...i, basis: basis[`${c.code}/${i.id}`] ?? i.basis })) }]))

const told = new Set<string>()

describe('the document linter', () => {
  it.each(cases)('$name', (c) => {
    const record = merge(after[c.after], c.patch) as CheckRecord
    const gaps = gapsOf(record, citing(c.basis), (day) => c.restDays?.includes(day) ?? false, loopGaps)
    expect(gaps.map((g) => g.code)).toEqual(c.complaints.map((g) => g.code))
    c.complaints.forEach((want, i) => expect(gaps[i]).toMatchObject(want))
    for (const g of gaps) told.add(g.code)
  })

  it('has a case for every rule', () => {
    expect(Object.keys(lintRules).filter((code) => !told.has(code))).toEqual([])
  })
})
