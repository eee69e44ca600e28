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

/** The fields in which two pictures of an entry differ, in the order of the form. */
export function changesOf(before: Enterprise, after: Enterprise): Change[] {
  return FIELDS.map((field) => ({ field, before: shown(before, field), after: shown(after, field) })).filter((c) => c.before !== c.after)
}
