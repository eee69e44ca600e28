// A signature as data: strokes of points [x, y, milliseconds since the first point, pressure 0…1], as the wire carries it.

import type { PointGroup } from 'signature_pad'

export interface Ink {
  width: number
  height: number
  strokes: number[][][]
}

/** How the pad is held: upright phones are signed sideways, so the ink is turned when it leaves the pad. */
export type Turn = 'none' | 'quarter'

/** The pad's place on the screen. */
export interface Box {
  width: number
  height: number
  upright: boolean
}

/** What was written, moved into a new pad: turned when the phone was turned, made smaller when it no longer fits. */
export function moved(groups: readonly PointGroup[], from: Box, to: Box): PointGroup[] {
  if (groups.length === 0) return []
  const turned = from.upright !== to.upright
  const [w, h] = turned ? [from.height, from.width] : [from.width, from.height]
  const fits = Math.min(1, to.width / w, to.height / h)
  return groups.map((g) => ({
    ...g,
    points: g.points.map((p) => {
      const [x, y] = !turned ? [p.x, p.y] : from.upright ? [p.y, from.width - p.x] : [from.height - p.y, p.x]
      return { ...p, x: x * fits, y: y * fits }
    }),
  }))
}

const round = (value: number) => Math.round(value * 10) / 10

/**
 * The pad's own points as ink. With a quarter turn the pad's top edge is the signature's right edge: x' = y, y' = w − x.
 * The canvas itself is never rotated, else the ink lands beside the finger.
 */
export function inkFrom(groups: readonly PointGroup[], size: { width: number; height: number }, turn: Turn): Ink {
  const start = Math.min(...groups.flatMap((g) => g.points.map((p) => p.time)))
  const strokes = groups
    .filter((g) => g.points.length > 0)
    .map((g) => g.points.map((p) => {
      const [x, y] = turn === 'quarter' ? [p.y, size.width - p.x] : [p.x, p.y]
      return [round(x), round(y), Math.round(p.time - start), round(p.pressure)]
    }))
  return turn === 'quarter' ? { width: round(size.height), height: round(size.width), strokes } : { width: round(size.width), height: round(size.height), strokes }
}

/** The length of all strokes, in the pad's pixels. */
export function inkLength(ink: Ink): number {
  let sum = 0
  for (const stroke of ink.strokes) {
    for (let i = 1; i < stroke.length; i += 1) {
      const [a, b] = [stroke[i - 1], stroke[i]]
      if (a && b) sum += Math.hypot((b[0] ?? 0) - (a[0] ?? 0), (b[1] ?? 0) - (a[1] ?? 0))
    }
  }
  return sum
}

/** Whether there is enough ink to be a name and not a slip of the finger. */
export function enoughInk(ink: Ink): boolean {
  const points = ink.strokes.reduce((n, s) => n + s.length, 0)
  return points >= 12 && inkLength(ink) >= Math.max(80, Math.min(ink.width, ink.height) * 0.3)
}

/** One stroke as an SVG path, smooth through the middles of its points. A single point is a dot. */
export function pathOf(stroke: readonly number[][]): string {
  const at = (i: number): [number, number] => [stroke[i]?.[0] ?? 0, stroke[i]?.[1] ?? 0]
  if (stroke.length === 0) return ''
  const [x0, y0] = at(0)
  if (stroke.length === 1) return `M${x0} ${y0}h0.1`
  let d = `M${x0} ${y0}`
  for (let i = 1; i < stroke.length - 1; i += 1) {
    const [x, y] = at(i)
    const [nx, ny] = at(i + 1)
    d += `Q${x} ${y} ${round((x + nx) / 2)} ${round((y + ny) / 2)}`
  }
  const [lx, ly] = at(stroke.length - 1)
  return `${d}L${lx} ${ly}`
}

/** The smallest box around the ink with a margin, for showing a signature without the empty pad. */
export function inkBox(ink: Ink, margin = 8): { x: number; y: number; width: number; height: number } {
  const points = ink.strokes.flat()
  if (points.length === 0) return { x: 0, y: 0, width: ink.width, height: ink.height }
  const xs = points.map((p) => p[0] ?? 0)
  const ys = points.map((p) => p[1] ?? 0)
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin]
  return { x: left, y: top, width: Math.max(...xs) + margin - left, height: Math.max(...ys) + margin - top }
}
