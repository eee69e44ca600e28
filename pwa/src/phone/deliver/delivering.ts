// A delivery while it is being written: what it starts from, what is lacking, and what is sent.

import { standingAddress, toDeliver } from '../../inspection/deliveries'
import type { CheckRecord, DeliverBody, DeliveryWay, Ink } from '../../inspection/record.gen'
import type { NewPicture } from '../check/pictures'
import { loopPhoto } from '../loop/rechecking'

export interface DeliveryDraft {
  /** Keys of the papers, with how many copies of each. */
  papers: Record<string, number>
  way: DeliveryWay
  place: string
  receivedBy: string
  post: string
  reason: string
  witnesses: { name: string; unit: string }[]
  recording: string
  remark: string
  pictures: NewPicture[]
}

export const WAYS: readonly DeliveryWay[] = ['direct', 'left', 'post', 'electronic']

/** Where papers go that way, as far as the check knows. */
export function placeFor(record: CheckRecord, way: DeliveryWay): string {
  const address = standingAddress(record)
  if (way === 'electronic') return address?.electronic ?? ''
  if (way === 'post') return address?.address ?? record.enterprise.address
  return record.enterprise.address
}

/** A new receipt: for everything that has not reached the enterprise, handed over at its address. */
export function emptyDelivery(record: CheckRecord, reason: string): DeliveryDraft {
  const open = toDeliver(record).filter((p) => !p.delivery)
  return {
    papers: Object.fromEntries(open.map((p) => [p.key, 1])), way: 'direct', place: placeFor(record, 'direct'), receivedBy: record.arrival?.receivedBy ?? '', post: record.arrival?.receivedByPost ?? '',
    reason, witnesses: [], recording: '', remark: '', pictures: [],
  }
}

export type Lack = 'papers' | 'place' | 'receivedBy' | 'reason' | 'unseen' | 'address'

/** What a receipt still lacks before it can be saved or handed over. */
export function lacksOf(record: CheckRecord, d: DeliveryDraft): Lack[] {
  const lacks: Lack[] = []
  if (Object.keys(d.papers).length === 0) lacks.push('papers')
  if (d.way === 'electronic' ? !placeFor(record, 'electronic') : !d.place.trim()) lacks.push(d.way === 'electronic' ? 'address' : 'place')
  if (d.way === 'direct' && !d.receivedBy.trim()) lacks.push('receivedBy')
  if (d.way === 'left' && !d.reason.trim()) lacks.push('reason')
  if (d.way === 'left' && !d.witnesses.some((w) => w.name.trim()) && !d.recording.trim() && d.pictures.length === 0) lacks.push('unseen')
  return lacks
}

/** deliveryBody is the act's body; `signed` is who took the papers, with their ink. */
export function deliveryBody(record: CheckRecord, deliveryId: string, d: DeliveryDraft, signed?: { name: string; post: string; ink: Ink }): DeliverBody {
  const all = toDeliver(record)
  const papers = all.filter((p) => d.papers[p.key] !== undefined).map((p) => ({ title: p.title, ...(p.number ? { number: p.number } : {}), copies: d.papers[p.key] ?? 1 }))
  const left = d.way === 'left'
  const witnesses = left ? d.witnesses.filter((w) => w.name.trim()).map((w) => ({ name: w.name.trim(), ...(w.unit.trim() ? { unit: w.unit.trim() } : {}) })) : []
  const address = d.way === 'electronic' ? standingAddress(record) : undefined
  const [place, remark] = [d.way === 'electronic' ? placeFor(record, 'electronic') : d.place.trim(), d.remark.trim()]
  return {
    deliveryId, papers, way: d.way, place,
    ...(signed ? { receivedBy: signed.name, ...(signed.post ? { post: signed.post } : {}), ink: signed.ink } : {}),
    ...(left ? { reason: d.reason.trim(), ...(d.recording.trim() ? { recording: d.recording.trim() } : {}) } : {}),
    ...(witnesses.length ? { witnesses } : {}), ...(address ? { addressId: address.id } : {}), ...(remark ? { remark } : {}),
    ...(d.pictures.length ? { photos: d.pictures.map((p) => loopPhoto(p, 'scene')) } : {}),
  }
}
