// Marks while they are being drawn: how two points become a mark, and how it is moved and resized without a gesture.

import type { MarkShape, PhotoMark } from '../../inspection/record.gen'

export const FULL = 10_000
export const MOST = 40
/** Shorter than this is a slip of the finger, not a mark. */
const SLIP = 120
const STEP = 150

export interface Point {
  x: number
  y: number
}

const clamp = (v: number): number => Math.min(FULL, Math.max(0, Math.round(v)))

/** The mark from where the finger came down to where it is; undefined while it is too small to be one. */
export function markFrom(shape: MarkShape, from: Point, to: Point, text: string): PhotoMark | undefined {
  const [x, y, x2, y2] = [clamp(from.x), clamp(from.y), clamp(to.x), clamp(to.y)]
  if (shape === 'text') return text.trim() ? { shape, x: x2, y: y2, text: text.trim() } : undefined
  const [w, h] = [Math.abs(x2 - x), Math.abs(y2 - y)]
  if (shape === 'arrow') return Math.hypot(w, h) < SLIP ? undefined : { shape, x, y, x2, y2 }
  return w < SLIP || h < SLIP ? undefined : { shape, x: Math.min(x, x2), y: Math.min(y, y2), x2: Math.max(x, x2), y2: Math.max(y, y2) }
}

/** A mark in the middle, for those who cannot drag: it is then moved with buttons. */
export function middle(shape: MarkShape, text: string): PhotoMark | undefined {
  const [from, to] = shape === 'arrow' ? [{ x: 3000, y: 6500 }, { x: 5000, y: 5000 }] : [{ x: 4000, y: 4000 }, { x: 6000, y: 6000 }]
  return markFrom(shape, from, shape === 'text' ? { x: 3500, y: 4800 } : to, text)
}

/** The mark some steps further; never out of the picture. */
export function moved(mark: PhotoMark, stepsX: number, stepsY: number): PhotoMark {
  const ends = mark.shape === 'text' ? { xs: [mark.x], ys: [mark.y] } : { xs: [mark.x, mark.x2 ?? 0], ys: [mark.y, mark.y2 ?? 0] }
  const room = (steps: number, places: readonly number[]): number => Math.max(-Math.min(...places), Math.min(FULL - Math.max(...places), steps * STEP))
  const [dx, dy] = [room(stepsX, ends.xs), room(stepsY, ends.ys)]
  if (mark.shape === 'text') return { ...mark, x: mark.x + dx, y: mark.y + dy }
  return { ...mark, x: mark.x + dx, y: mark.y + dy, x2: (mark.x2 ?? 0) + dx, y2: (mark.y2 ?? 0) + dy }
}

/** The mark larger (above 1) or smaller; an arrow keeps its point, a box its middle. Words have one size. */
export function grown(mark: PhotoMark, factor: number): PhotoMark {
  if (mark.shape === 'text') return mark
  const { x, y, x2 = 0, y2 = 0 } = mark
  const next = mark.shape === 'arrow'
    ? { ...mark, x: clamp(x2 + (x - x2) * factor), y: clamp(y2 + (y - y2) * factor) }
    : { ...mark, ...box((x + x2) / 2, (y + y2) / 2, ((x2 - x) / 2) * factor, ((y2 - y) / 2) * factor) }
  const kept = markFrom(mark.shape, next, { x: next.x2 ?? 0, y: next.y2 ?? 0 }, '')
  return kept ?? mark
}

const box = (x: number, y: number, rx: number, ry: number) => ({ x: clamp(x - rx), y: clamp(y - ry), x2: clamp(x + rx), y2: clamp(y + ry) })
