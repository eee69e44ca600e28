import { expect, it } from 'vitest'
import { changesOf } from './changes'

const entry: Parameters<typeof changesOf>[0] = {
  id: '1', name: '甲厂', formerNames: [], creditCode: 'x', demo: false, town: '薛埠镇', address: '工业路1号', industry: '', industryCode: '', flags: [], risk: '', legalPerson: '', post: '',
  contact: '', phone: '', contacts: [], licences: [], closed: false, visitCap: 0, version: 1, updatedAt: '2026-01-01T00:00:00Z',
}

it('names what a row would change, and nothing for which the workbook has no column', () => {
  const row = { ...entry, town: '指前镇', address: '', risk: 'larger' as const }
  expect(changesOf(entry, row, ['企业名称', '镇（街道）', '风险等级'])).toEqual([{ field: 'town', before: '薛埠镇', after: '指前镇' }, { field: 'risk', before: '', after: 'larger' }])
})
