// What the closing form begins with: taken from the record, for a person to mend.

import { fill } from '../../locales/translation'
import words from '../../locales/zh-CN/record'
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
  const count = record.findings.filter((f) => !f.withdrawn).length
  const done = record.checklists.map(({ code }) => progressOf(record, lists, code)).reduce((sum, p) => sum + p.done, 0)
  const names = record.checklists.map((c) => c.name).join('、')
  // The findings have their own part of the record. The words are Chinese whatever the screen speaks: the record is.
  const situation = fill(words[count > 0 ? 'closing.draftSituation' : 'closing.draftClean'], { lists: names, done, count })
  return {
    places: record.scheme.areas || record.arrival?.place || '', documents: record.scheme.documents.join('、'),
    people: record.arrival ? [record.arrival.receivedBy, record.arrival.receivedByPost].filter(Boolean).join(' ') : '', situation, gapsReason: '',
  }
}
