import { describe, expect, it } from 'vitest'
import type { Checklist } from '../use/office/register'
import { advisedFor } from './advised'
import { emptyScheme, prefillScheme, refill, wordsOf } from './prefill'
import { daysBetween, validityOf } from './tones'

const item = (category: string, method: string[]) => ({ category, method }) as Checklist['items'][number]
const list = (code: string, name: string, items: Checklist['items']): Checklist => ({ code, name, items }) as Checklist
const general = list('general', '通用检查表', [item('安全管理', ['查资料', '询问']), item('安全管理', ['查资料']), item('作业现场', ['查现场'])])
const ammonia = list('ammonia_refrigeration', '涉氨检查表', [item('制冷机房', ['测试', '查现场'])])

describe('a scheme drafted from checklists', () => {
  const drafted = prefillScheme([general, ammonia], { address: '薛埠镇 1 号' })

  it('names every checklist with its categories once and its number of items', () => {
    expect(drafted.content).toBe('《通用检查表》：安全管理、作业现场（3 项）\n《涉氨检查表》：制冷机房（1 项）')
  })
  it('unites the methods in the order of the form', () => expect(drafted.methods).toEqual(['查资料', '查现场', '询问', '测试']))
  it('takes places from the categories that name one', () => expect(drafted.areas).toBe('薛埠镇 1 号　作业现场、制冷机房'))
  it('brings what the checklists need, and each thing once', () => {
    expect(drafted.tools).toContain('氨气检测仪')
    expect(new Set(drafted.tools).size).toBe(drafted.tools.length)
    expect(drafted.documents).toContain('《涉氨检查表》')
  })
  it('says where the task comes from', () => expect(prefillScheme([general], undefined, 'random').basis).toContain('双随机'))
  it('is empty without checklists', () => expect(prefillScheme([])).toEqual(emptyScheme()))
  it('stays within what the server takes', () => {
    const long = list('x', '长', Array.from({ length: 3000 }, (_, i) => item(`类别${i}`, [`法${i}`])))
    const big = prefillScheme([long])
    expect([...big.content].length).toBe(4000)
    expect(big.methods.length).toBe(8)
  })
})

describe('filling a form again', () => {
  const before = prefillScheme([general])
  const after = prefillScheme([general, ammonia])

  it('replaces what nobody has changed', () => expect(refill(before, before, after)).toEqual(after))
  it('keeps what a person wrote', () => {
    const form = { ...before, areas: '只看冷库', reason: '举报' }
    const next = refill(form, before, after)
    expect(next.areas).toBe('只看冷库')
    expect(next.reason).toBe('举报')
    expect(next.content).toBe(after.content)
  })
})

describe('advice', () => {
  it('always begins with the general checklist', () => expect(advisedFor({ flags: [], industry: '机械' })).toEqual(['general']))
  it('adds what flags and industry call for, each once', () => {
    expect(advisedFor({ flags: ['粉尘涉爆', '冶金（含铸造）'], industry: '冶金压延' })).toEqual(['general', 'dust_explosion', 'metallurgy'])
  })
})

describe('a certificate', () => {
  const until = (validUntil: string) => ({ number: '苏D-1', validUntil })
  it('is valid on its last day', () => expect(validityOf(until('2026-11-24'), '2026-11-24')).toBe('soon'))
  it('has expired on the day after', () => expect(validityOf(until('2026-11-24'), '2026-11-25')).toBe('expired'))
  it('is valid without remark when there is time', () => expect(validityOf(until('2027-12-31'), '2026-11-24')).toBe('valid'))
  it('is none without a number', () => expect(validityOf({ number: '', validUntil: '2027-01-01' }, '2026-11-24')).toBe('none'))
})

it('counts days over a change of year', () => expect(daysBetween('2026-12-30', '2027-01-02')).toBe(3))
it('reads lines and Chinese separators as words', () => expect(wordsOf('a、b\nc，a； ')).toEqual(['a', 'b', 'c']))
