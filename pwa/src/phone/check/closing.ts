// What the closing form begins with: taken from the record, for a person to mend.

import { t } from '../../use/i18n'
import type { ViewedCheck } from '../../use/check'
import { progressOf } from './progress'

export interface ClosingWords {
  places: string
  documents: string
  people: string
  situation: string
  gapsReason: string
}

export function closingFor({ record, lists }: ViewedCheck): ClosingWords {
  const findings = record.findings.filter((f) => !f.withdrawn).map((f, i) => `${i + 1}. ${f.versions.at(-1)?.text ?? ''}`)
  const done = record.checklists.map(({ code }) => progressOf(record, lists, code)).reduce((sum, p) => sum + p.done, 0)
  const names = record.checklists.map((c) => c.name).join('、')
  const situation = findings.length
    ? [t('closing.draftSituation', { lists: names, done, count: findings.length }), ...findings].join('\n')
    : t('closing.draftClean', { lists: names, done })
  return {
    places: record.scheme.areas || record.arrival?.place || '', documents: record.scheme.documents.join('、'),
    people: record.arrival ? [record.arrival.receivedBy, record.arrival.receivedByPost].filter(Boolean).join(' ') : '', situation, gapsReason: '',
  }
}
