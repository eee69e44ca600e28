// What a row of an import would change in an entry, field by field.

import type { ImportRow } from '../../use/office/imports'

type Enterprise = ImportRow['entry']
export const FIELDS = ['name', 'creditCode', 'formerNames', 'town', 'address', 'industry', 'industryCode', 'flags', 'risk', 'legalPerson', 'post', 'contact', 'phone', 'licences', 'position', 'visitCap', 'closed'] as const
export type Field = (typeof FIELDS)[number]

export interface Change {
  field: Field
  before: string
  after: string
}

function shown(e: Enterprise, field: Field): string {
  const value = e[field]
  if (value === undefined || value === false || value === 0) return ''
  if (field === 'licences') return e.licences.map((l) => [l.name, l.number, l.validUntil].filter(Boolean).join(' ')).join('；')
  if (field === 'position') return e.position ? `${e.position.lat}, ${e.position.lng}` : ''
  if (Array.isArray(value)) return value.join('、')
  return value === true ? '✓' : String(value)
}

/** In which column of the workbook a field stands: what a workbook has no column for, it leaves as it is. */
const HEADS: Readonly<Record<Field, string>> = {
  name: '企业名称', creditCode: '统一社会信用代码', formerNames: '曾用名', town: '镇（街道）', address: '地址', industry: '行业', industryCode: '行业代码', flags: '监管类别', risk: '风险等级',
  legalPerson: '法定代表人', post: '职务', contact: '联系人', phone: '联系电话', licences: '许可证名称', position: '纬度', visitCap: '年度检查上限', closed: '已关闭',
}

/** The fields in which two pictures of an entry differ, in the order of the form. */
export function changesOf(before: Enterprise, after: Enterprise, columns: readonly string[]): Change[] {
  return FIELDS.filter((field) => columns.includes(HEADS[field])).map((field) => ({ field, before: shown(before, field), after: shown(after, field) })).filter((c) => c.before !== c.after)
}
