// What a refused act said, in one plain sentence: for its author on the screen, and in the words of the document for a
// supplement. Start reading at tellAct.

import type { Lists } from '../../inspection/items'
import type { Act, AnswerItemBody, AttachPhotoBody, CheckRecord, FindingWords, PhotoMark, SupplementPhoto } from '../../inspection/record.gen'
import { stand, type Register } from '../../inspection/standing'
import common from '../../locales/zh-CN/common'
import check from '../../locales/zh-CN/check'
import record from '../../locales/zh-CN/record'
import supplement from '../../locales/zh-CN/supplement'
import { fill, type Values } from '../../locales/translation'
import { momentText } from '../../use/days'
import { sentenceFor, type Key } from '../../use/i18n'

/** Says a sentence in one language. */
export type Say = (key: Key, values?: Values) => string

const zh: Readonly<Record<string, string>> = { ...common, ...check, ...record, ...supplement }

/** In Chinese whatever language the screen speaks: it goes into a Chinese document. */
export const inDocument: Say = (key, values) => fill(zh[key] ?? key, values)

/** In the language of the screen. */
export const onScreen: Say = (key, values) => sentenceFor(key, values) ?? key

/** What is needed to name an item or a finding: the record, its checklists, and the acts that never reached it. */
export interface Place {
  record: CheckRecord
  lists: Lists
  acts: readonly Act[]
}

/** tellAct gives what an act said, without a full stop. */
export function tellAct(act: Act, at: Place, say: Say): string {
  const { kind, body } = act
  switch (kind) {
    case 'answer_item': {
      const said = say('told.answer', { item: itemText(at, body.checklist, body.item), verdict: say(`verdict.${body.verdict}`) })
      return said + valueText(body, at, say) + (body.note ? say('told.note', { note: body.note }) : '')
    }
    case 'state_fact': return say('told.fact', { condition: body.condition, holds: say(body.holds ? 'told.yes' : 'told.no') })
    case 'raise_finding': return say('told.finding', { text: wording(body.words, say) })
    case 'revise_finding': return say('told.revised', { old: findingText(at, body.findingId, act.id), text: wording(body.words, say) })
    case 'withdraw_finding': return say('told.findingGone', { text: findingText(at, body.findingId, act.id), reason: body.reason })
    case 'confirm_major_hazard': {
      const text = findingText(at, body.findingId, act.id)
      return body.confirmed ? say('told.major', { text, basis: `${body.law ?? ''} ${body.article ?? ''}`.trim() }) : say('told.notMajor', { text, note: body.note ?? '' })
    }
    case 'correct_on_spot': return say('told.corrected', { text: findingText(at, body.findingId, act.id), how: body.how })
    case 'attach_photo': return say('told.photo', { what: photoText(act, at) }).trimEnd()
    case 'remove_photo': return say('told.photoGone', { reason: body.reason })
    case 'write_supplement': return say('told.supplement', { text: body.text })
    default: return say(`deed.${kind}`)
  }
}

/** What a picture was taken for, in a few words. */
export function photoText(act: Act, at: Place): string {
  if (act.kind !== 'attach_photo') return ''
  const { body } = act
  const about = body.findingId ? findingText(at, body.findingId, act.id) : body.item && body.checklist ? itemText(at, body.checklist, body.item) : ''
  return [body.caption, about].filter(Boolean).join(' ').slice(0, longestCaption)
}

const longestCaption = 200

function valueText({ value, checklist, item }: AnswerItemBody, at: Place, say: Say): string {
  if (typeof value?.number === 'number') return say('told.number', { value: value.number, unit: unitOf(at, checklist, item) }).trimEnd()
  return value?.date ? say('told.date', { day: value.date }) : ''
}

function itemText({ lists }: Place, checklist: string, item: string): string {
  const text = lists[checklist]?.items.find((i) => i.id === item)?.text
  return text ? `${item} ${text}` : item
}

const unitOf = ({ lists }: Place, checklist: string, item: string): string => lists[checklist]?.items.find((i) => i.id === item)?.answer.unit ?? ''

function wording(words: FindingWords, say: Say): string {
  const { text, place, handling, dueOn } = words
  return text + (place ? say('told.place', { place }) : '') + say('told.handling', { handling: say(`handling.${handling}`) }) + (dueOn ? say('told.due', { day: dueOn }) : '')
}

/** A finding's words as they stood before this act: in the record, or in an act that was refused too. */
function findingText({ record: now, acts }: Place, id: string, before: string): string {
  const kept = now.findings.find((f) => f.id === id)?.versions.at(-1)?.text
  if (kept) return kept
  const own = acts.find((a) => a.kind === 'raise_finding' && a.id !== before && a.body.findingId === id)
  return own?.kind === 'raise_finding' ? own.body.words.text : ''
}

/** The acts whose content a supplement can take in, with what else belongs to a picture (its marks go with it). */
const CONTENT = new Set<Act['kind']>([
  'answer_item', 'state_fact', 'raise_finding', 'revise_finding', 'withdraw_finding', 'confirm_major_hazard', 'correct_on_spot', 'attach_photo', 'mark_photo',
  'remove_photo', 'write_supplement',
])
export const hasContent = (act: Act): boolean => CONTENT.has(act.kind)

/**
 * The text of a supplement for these acts, a line each with its time; pictures are attached, not told, and what is drawn
 * on them goes with them.
 */
export function draftText(at: Place): string {
  return at.acts
    .filter((a) => a.kind !== 'attach_photo' && !markOf(a, at.acts))
    .map((a) => `${momentText(a.doneAt).slice(11)} ${tellAct(a, at, inDocument)}。`)
    .join('\n')
}

/** What stands drawn on a picture whose act was refused: by the rule of the record, from these acts alone. */
export function drawnBy(acts: readonly Act[], photoId: string): PhotoMark[] {
  let register: Register<{ act: string; doneAt: string; marks: PhotoMark[] }> = { standing: [], superseded: [] }
  for (const { kind, body, id, doneAt } of acts) {
    if (kind === 'mark_photo' && body.photoId === photoId) register = stand(register, { act: id, doneAt, marks: body.marks }, body.supersedes ?? [])
  }
  return register.standing.flatMap((set) => set.marks)
}

/** The refused picture a mark belongs to: it goes into the supplement with that picture, never by itself. */
export const markOf = (act: Act, acts: readonly Act[]): Act | undefined =>
  act.kind === 'mark_photo' ? acts.find((a) => a.kind === 'attach_photo' && a.body.photoId === act.body.photoId) : undefined

/** A picture taken for the supplement itself. */
export function supplementPhoto({ body }: { body: Omit<AttachPhotoBody, 'about'> }): SupplementPhoto {
  const { print: _, ...taken } = body
  return taken
}

/** The pictures of these acts with what is drawn on them, those taken back again left out. */
export function draftPhotos(at: Place): SupplementPhoto[] {
  const gone = new Set(at.acts.flatMap((a) => (a.kind === 'remove_photo' ? [a.body.photoId] : [])))
  return at.acts.flatMap((act): SupplementPhoto[] => {
    if (act.kind !== 'attach_photo' || gone.has(act.body.photoId)) return []
    const { photoId, sha256, originalSha256, contentType, size, width, height, source, takenAt, position, exifTime, exifPosition } = act.body
    const caption = photoText(act, at)
    const marks = drawnBy(at.acts, photoId)
    return [{
      photoId, sha256, originalSha256, contentType, size, width, height, source, takenAt, ...(caption ? { caption } : {}), ...(position ? { position } : {}),
      ...(exifTime ? { exifTime } : {}), ...(exifPosition ? { exifPosition } : {}), ...(marks.length > 0 ? { marks } : {}),
    }]
  })
}
