import { describe, expect, it } from 'vitest'
import type { Checklist } from '../inspection/judge'
import type { CheckRecord } from '../inspection/record.gen'
import { daysLeft } from './days'
import { answerOf, toldOf } from './plain'

const finding = (id: string, dueOn: string | undefined, more: object = {}) => ({ id, checklist: 'g', item: 'G-1', versions: [{ text: id, dueOn }], ...more })
const record = (patch: object): CheckRecord => ({ findings: [], photos: [], signatures: [], signRefusals: [], ...patch }) as unknown as CheckRecord
const lists = { g: { items: [{ id: 'G-1', basis: [{ law: '安全生产法', article: '第三十六条', sure: true }, { law: '某标准', article: '4.2', sure: false }] }] } as unknown as Checklist }

describe('days left', () => {
  it.each([['2026-11-25', 1], ['2026-11-24', 0], ['2026-11-23', -1], ['2027-01-01', 38]] as const)('until %s are %i', (due, left) => expect(daysLeft(due, '2026-11-24')).toBe(left))
})

describe('what an enterprise is told', () => {
  it('begins with the nearest date, and leaves out what was withdrawn', () => {
    const told = toldOf(record({ findings: [finding('a', undefined), finding('b', '2026-12-09'), finding('c', '2026-12-01'), finding('d', '2026-11-30', { withdrawn: { reason: 'x' } })] }), lists)
    expect(told.map((t) => t.finding.id)).toEqual(['c', 'b', 'a'])
  })
  it('names only clauses somebody has confirmed', () => {
    expect(toldOf(record({ findings: [finding('a', undefined)] }), lists)[0]?.clauses).toEqual(['安全生产法 第三十六条'])
  })
  it('shows its own photos, not those taken away', () => {
    const photos = [{ id: 'p', findingId: 'a' }, { id: 'q', findingId: 'a', removed: { reason: 'x' } }, { id: 'r', findingId: 'b' }]
    expect(toldOf(record({ findings: [finding('a', undefined)], photos }), lists)[0]?.photos.map((p) => p.id)).toEqual(['p'])
  })
})

describe('what an enterprise has answered', () => {
  it('is open while nobody of it has signed', () => expect(answerOf(record({ signatures: [{ signatory: { party: 'lead' } }] }))).toBe('open'))
  it('is signed with its own signature', () => expect(answerOf(record({ signatures: [{ signatory: { party: 'enterprise' } }] }))).toBe('signed'))
  it('is refused after a refusal', () => expect(answerOf(record({ signRefusals: [{}] }))).toBe('refused'))
})
