// 离场体检: what stands between a check and its seal, each with its place. Blocking ones are those sealRecord refuses;
// the others need a reason. One walk over the items serves the screen, the seal and its refusals.

import { itemsOf, type Lists } from './items'
import type { CheckRecord, Finding } from './record.gen'

/** The codes are those of the refusals, so that a gap and its refusal read alike. */
export type GapCode =
  | 'seal.answers_contested' | 'seal.answers_not_applying' | 'seal.findings_contested' | 'seal.finding_missing' | 'seal.major_undecided'
  | 'finding.major_without_measure' | 'finding.due_needed' | 'seal.spot_not_corrected' | 'gap.unanswered' | 'gap.photo'

export interface Gap {
  code: GapCode
  /** A blocking gap must be mended; any other needs closing.gapsReason. */
  blocking: boolean
  checklist?: string
  item?: string
  findingId?: string
  /** What to show: the item's or the finding's text. */
  text: string
}

/** gapsOf lists every gap, in the order in which sealRecord would refuse. */
export function gapsOf(record: CheckRecord, lists: Lists): Gap[] {
  return [...findingGaps(record), ...answerGaps(record, lists)]
}

function findingGaps(record: CheckRecord): Gap[] {
  const contested: Gap[] = []
  const rest: Gap[] = []
  for (const f of record.findings) {
    if (f.withdrawn) continue
    const v = f.versions[0]
    const gap = (code: GapCode): Gap => ({ code, blocking: true, findingId: f.id, checklist: f.checklist, item: f.item, text: v?.text ?? '' })
    if (f.versions.length !== 1 || !v) contested.push(gap('seal.findings_contested'))
    else if (f.major === 'suspected') rest.push(gap('seal.major_undecided'))
    else if (f.major === 'confirmed' && v.handling === 'advice') rest.push(gap('finding.major_without_measure'))
    else if (v.handling === 'order' && !v.dueOn) rest.push(gap('finding.due_needed'))
    else if (v.handling === 'spot' && !f.corrected) rest.push(gap('seal.spot_not_corrected'))
  }
  return [...contested, ...rest]
}

function answerGaps(record: CheckRecord, lists: Lists): Gap[] {
  const gaps: Gap[] = []
  for (const { checklist, item, applies, answers } of itemsOf(record, lists)) {
    const gap = (code: GapCode, blocking: boolean): void => {
      gaps.push({ code, blocking, checklist: checklist.code, item: item.id, text: item.text })
    }
    const [answer] = answers
    if (!answer) {
      if (applies) gap('gap.unanswered', false)
      continue
    }
    const looked = answer.verdict === 'conforms' || answer.verdict === 'violates'
    if (answers.length > 1) gap('seal.answers_contested', true)
    else if (!applies && answer.verdict !== 'not_applicable') gap('seal.answers_not_applying', true)
    else if (answer.verdict === 'violates' && !findingOn(record, checklist.code, item.id)) gap('seal.finding_missing', true)
    if (answer.verdict === 'not_examined' && !answer.note) gap('gap.unanswered', false)
    if (looked && item.photo === 'required' && !hasPhoto(record, checklist.code, item.id)) gap('gap.photo', false)
  }
  const order: GapCode[] = ['seal.answers_contested', 'seal.answers_not_applying', 'seal.finding_missing', 'gap.unanswered', 'gap.photo']
  return gaps.sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code))
}

/** The standing finding on an item, if any. */
export function findingOn(record: CheckRecord, checklist: string, item: string): Finding | undefined {
  return record.findings.find((f) => !f.withdrawn && f.checklist === checklist && f.item === item)
}

/** hasPhoto: a picture of the item itself, or of a standing finding on it. */
export function hasPhoto(record: CheckRecord, checklist: string, item: string): boolean {
  const findings = new Set(record.findings.filter((f) => !f.withdrawn && f.checklist === checklist && f.item === item).map((f) => f.id))
  return record.photos.some(
    (p) => !p.removed && ((p.checklist === checklist && p.item === item) || (p.findingId !== undefined && findings.has(p.findingId))),
  )
}
