// What is drawn on pictures. Twin of mark_photo.go.

import { who, type Deed } from './deed'
import { need, Refused } from './refused'
import type { MarkPhotoBody, MarkSet, Photo, PhotoMark } from './record.gen'
import { stand } from './standing'

export const markPhoto: Deed<MarkPhotoBody> = (record, body, told) => {
  const photo = record.photos.find((p) => p.id === body.photoId)
  need(photo, 'photo.unknown', { photoId: body.photoId })
  needDrawable(body.marks, 'marks.')
  const supersedes = body.supersedes ?? []
  need(!supersedes.includes(told.act.id), 'act.bad_value', { field: 'supersedes' })
  const next: MarkSet = { act: told.act.id, marks: body.marks, by: who(told), doneAt: told.act.doneAt }
  const { standing, superseded } = stand({ standing: photo.marks ?? [], superseded: photo.marksSuperseded ?? [] }, next, supersedes)
  const { marks: _, marksSuperseded: __, ...bare } = photo
  const marked: Photo = { ...bare, ...(standing.length > 0 ? { marks: standing } : {}), ...(superseded.length > 0 ? { marksSuperseded: superseded } : {}) }
  return { ...record, photos: record.photos.map((p) => (p.id === photo.id ? marked : p)) }
}

/** needDrawable refuses marks that cannot be drawn, naming the field behind the path given. */
export function needDrawable(marks: readonly PhotoMark[], path: string): void {
  for (const mark of marks) {
    // Where Go reads a whole number nothing else can be read.
    if (![mark.x, mark.y, mark.x2 ?? 0, mark.y2 ?? 0].every(Number.isInteger)) throw new Refused('act.bad_body')
    const field = flaw(mark)
    need(field === '', 'act.bad_value', { field: path + field })
  }
}

/** flaw names what keeps a mark from being drawn; empty when nothing does. */
function flaw({ shape, x, y, x2 = 0, y2 = 0, text = '' }: PhotoMark): string {
  if ((shape === 'text') !== (text !== '')) return 'text'
  if (shape === 'text') return x2 !== 0 || y2 !== 0 ? 'x2' : ''
  if (shape === 'arrow') return x === x2 && y === y2 ? 'x2' : ''
  return x2 <= x ? 'x2' : y2 <= y ? 'y2' : ''
}
