import type { NewPicture } from '../check/pictures'
import type { OpinionAbout, Urgency } from '../../inspection/record.gen'
import type { Said } from './OpinionText.vue'

/** An opinion half written: plain data, kept on the phone. `item` is a checklist and an item: general/GE-001. */
export interface Written {
  about: OpinionAbout
  item: string
  findingId: string
  place: string
  fact: string
  standard: string
  risk: string
  suggestion: string
  urgency: Urgency
  pictures: NewPicture[]
}

export const blank = (): Written => ({ about: 'check', item: '', findingId: '', place: '', fact: '', standard: '', risk: '', suggestion: '', urgency: 'soon', pictures: [] })

/** What a half-written opinion says: trimmed, nothing that is empty, and only what it is about. */
export function saidBy({ about, item, findingId, fact, urgency, ...w }: Written): Said {
  const slash = item.indexOf('/')
  const texts = (['place', 'standard', 'risk', 'suggestion'] as const).flatMap((key) => (w[key].trim() ? [[key, w[key].trim()] as const] : []))
  return {
    about, ...(about === 'item' ? { checklist: item.slice(0, slash), item: item.slice(slash + 1) } : {}), ...(about === 'finding' ? { findingId } : {}),
    ...Object.fromEntries(texts), fact: fact.trim(), urgency,
  }
}
