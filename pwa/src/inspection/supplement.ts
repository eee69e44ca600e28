// Supplements: what came too late for the seal, beside the record and signed on its own. Twins of supplement.go and
// write_, withdraw_, sign_ and refuse_supplement.go. Which acts were really turned away only the server knows.

import { because, who, type Deed, type Told } from './deed'
import { needDrawable } from './marks'
import { need } from './refused'
import type {
  CheckRecord, DocumentNumber, Photo, RefuseSupplementBody, SealedSupplement, SignSupplementBody, Supplement, SupplementPhoto, WithdrawSupplementBody,
  WriteSupplementBody,
} from './record.gen'
import { checkCode, digestOf, sealedPhoto, stampOf } from './sealed'
import { refuse, sign, type Sheet } from './signing'
import { standingSupplements, touched } from './takenup'

const schema = 'anjian/supplement/1'
const mostSupplements = 50

export const writeSupplement: Deed<WriteSupplementBody> = async (record, body, told) => {
  const all = record.supplements ?? []
  need(record.seal && body.record === record.seal.digest, 'record.changed')
  need(all.length < mostSupplements, 'supplement.too_many', { max: mostSupplements })
  need(!all.some((s) => s.id === body.supplementId), 'supplement.exists', { supplementId: body.supplementId })
  takesUp(all, body.from ?? [])
  const plain = {
    id: body.supplementId, number: all.length + 1, act: told.act.id, record: body.record, text: body.text, ...(body.place ? { place: body.place } : {}),
    reason: body.reason, from: body.from ?? [], photos: photosOf(record, body.photos ?? [], told), by: who(told), at: told.act.doneAt, signatures: [], signRefusals: [],
  }
  const digest = await digestOf(sealedSupplement(plain, record.id))
  return { ...record, supplements: [...all, { ...plain, digest, code: checkCode(digest) }] }
}

/** Each refused act is stood for once. */
function takesUp(all: readonly Supplement[], from: readonly string[]): void {
  need(new Set(from).size === from.length, 'act.bad_value', { field: 'from' })
  const taken = from.filter((id) => all.some((s) => !s.withdrawn && s.from.includes(id)))
  need(taken.length === 0, 'supplement.act_taken_up', { acts: taken })
}

/** photosOf makes the pictures of a supplement or of an expert's opinion, by id; none may be there already. */
export function photosOf(record: CheckRecord, list: readonly SupplementPhoto[], told: Told): Photo[] {
  const beside = [...standingSupplements(record), ...(record.opinions ?? [])].flatMap((s) => s.photos)
  const known = new Set([...record.photos, ...beside].map((p) => p.id))
  const photos = list.map(({ photoId, marks = [], ...p }): Photo => {
    need(!known.has(photoId), 'photo.exists', { photoId })
    known.add(photoId)
    needDrawable(marks, 'photos.marks.')
    const by = { by: who(told), doneAt: told.act.doneAt }
    return {
      ...p, id: photoId, act: told.act.id, about: 'scene', takenAt: stampOf(p.takenAt), ...by,
      ...(marks.length > 0 ? { marks: [{ act: told.act.id, marks, ...by }] } : {}),
    }
  })
  return photos.sort((a, b) => (a.id < b.id ? -1 : 1))
}

export const withdrawSupplement: Deed<WithdrawSupplementBody> = (record, body, told) => {
  const s = standing(record, body.supplementId)
  need(!touched(s), 'supplement.signed', { supplementId: s.id })
  return replaced(record, { ...s, withdrawn: because(told, body.reason) })
}

export const signSupplement: Deed<SignSupplementBody> = (record, { supplementId, ...body }, told) => {
  const s = standing(record, supplementId)
  return replaced(record, { ...s, signatures: [...s.signatures, sign(record, s satisfies Sheet, body, told)] })
}

export const refuseSupplement: Deed<RefuseSupplementBody> = (record, { supplementId, ...body }, told) => {
  const s = standing(record, supplementId)
  return replaced(record, { ...s, signRefusals: [...s.signRefusals, refuse(record, s satisfies Sheet, body, told)] })
}

function standing(record: CheckRecord, id: string): Supplement {
  const s = record.supplements?.find((one) => one.id === id)
  need(s, 'supplement.unknown', { supplementId: id })
  need(!s.withdrawn, 'supplement.withdrawn', { supplementId: id })
  return s
}

function replaced(record: CheckRecord, next: Supplement): CheckRecord {
  return { ...record, supplements: record.supplements?.map((s) => (s.id === next.id ? next : s)) ?? [] }
}

/** numberText is the supplement's number: that of the record and its place, 17号补1. */
export const numberText = (s: Supplement, of: DocumentNumber | undefined): string => `${of?.text ?? ''}补${s.number}`

/** sealedSupplement lays a supplement out as people sign it. */
export function sealedSupplement(s: Omit<Supplement, 'digest' | 'code'>, checkId: string): SealedSupplement {
  return {
    schema, checkId, id: s.id, record: s.record, text: s.text, place: s.place ?? '', reason: s.reason, from: s.from,
    photos: s.photos.map(sealedPhoto), act: s.act, by: s.by, doneAt: stampOf(s.at),
  }
}
