import { expect, test } from 'vitest'
import { toDeliver } from './deliveries'
import { numberOf, provisional } from './papers'
import { defaultTerms } from './afterwards.gen'
import type { CheckRecord } from './record.gen'

const number = { abbrev: '苏坛', year: 2026, serial: 17, text: '（苏坛）应急检记〔2026〕17号' }
const given = { abbrev: '苏坛', year: 2026, serial: 4, text: '（苏坛）应急责改〔2026〕4号' }
const code = '3f9a1c0b77de'

test('a paper is called by what the server gave it', () => {
  expect(numberOf({ number, terms: { ...defaultTerms, numbering: 'per_type' } }, { given, code }, '责改', 2)).toBe('（苏坛）应急责改〔2026〕4号')
})

test('until then by its check code, whichever way the bureau numbers', () => {
  for (const numbering of ['chain', 'per_type'] as const) expect(numberOf({ number, terms: { ...defaultTerms, numbering } }, { code }, '责改', 2)).toBe('（苏坛）应急责改〔2026〕暂3F9A1C号')
  expect(numberOf({}, { code }, '责改', 1)).toBe('暂3F9A1C号')
})

test('papers from before numbers were kept with them are in the chain of their record', () => {
  expect(numberOf({ number }, { code }, '责改', 1)).toBe('（苏坛）应急责改〔2026〕17号')
  expect(numberOf({ number }, { code }, '责改', 2)).toBe('（苏坛）应急责改〔2026〕17-2号')
})

test('a receipt written before the number still names the paper', () => {
  const order = { number: 1, paper: { id: 'o' }, digest: `${code}99`, code, given, at: '2026-11-26T01:00:00.000Z', needsApproval: false, signatures: [], signRefusals: [] }
  const receipt = (name: string) => ({ id: name, papers: [{ title: '责令限期整改指令书', number: name, copies: 1 }] })
  const found = (name: string) => toDeliver({ number, orders: [order], deliveries: [receipt(name)] } as unknown as CheckRecord)[0]?.delivery?.id
  expect(found(provisional(number, code, '责改'))).toBeDefined()
  expect(found(given.text)).toBeDefined()
  expect(found('（苏坛）应急责改〔2026〕17号')).toBeUndefined()
})
