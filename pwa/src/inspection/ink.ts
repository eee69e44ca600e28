// When an ink is a signature. Twin of internal/inspection/ink.go.

import type { Ink } from './record.gen'

const mostPoints = 5000
const mostStrokes = 200
const shortestInk = 0.05 // of the pad's width, all strokes together: less is a dot
const longestInk = 3_600_000
const farthestInk = 20_000

/** inkFault says in one word why an ink is no signature; undefined when it is one. */
export function inkFault(ink: Ink): string | undefined {
  let points = 0
  let way = 0
  for (const stroke of ink.strokes) {
    if (stroke.length === 0) return 'empty_stroke'
    let before: number[] | undefined
    for (const point of stroke) {
      const [x = NaN, y = NaN, t = NaN, pressure = NaN] = point
      const good = point.length === 4 && Math.abs(x) <= farthestInk && Math.abs(y) <= farthestInk && t >= 0 && t <= longestInk && pressure >= 0 && pressure <= 1
      if (!good) return 'bad_point'
      if (before) way += Math.hypot(x - (before[0] ?? 0), y - (before[1] ?? 0))
      before = point
    }
    points += stroke.length
  }
  if (points > mostPoints || ink.strokes.length > mostStrokes) return 'too_many_points'
  if (ink.strokes.length === 0) return 'no_strokes'
  return way < shortestInk * ink.width ? 'too_short' : undefined
}
