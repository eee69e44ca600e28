// A change of a plan's figures out of what somebody has filled in.

import type { Figures, Shift } from '../../use/office/plans'

export interface Wanted {
  mode: 'move' | 'add' | 'take' | 'required'
  /** Of a move: which breakdown, from which of its lines to which. */
  at: number
  from: string
  to: string
  /** Of an addition or what is taken: the part, and by breakdown the line. */
  part: 'key' | 'random'
  lines: Record<string, string>
  n: number | undefined
}

/** The shift, or nothing while something is missing or there is not so much to take. */
export function shiftWith(figures: Figures, w: Wanted): Shift | undefined {
  const { n } = w
  if (n === undefined || !Number.isInteger(n) || n < 0) return undefined
  if (w.mode === 'required') return n === figures.required ? undefined : { of: 'all', n: 0, requiredBy: n - figures.required }
  if (n === 0) return undefined
  if (w.mode === 'move') {
    const b = figures.breakdowns[w.at]
    const has = b?.lines.find((l) => l.name === w.from)?.n ?? 0
    return b && w.from && w.to && w.from !== w.to && has >= n ? { by: b.by, of: b.of, from: w.from, to: w.to, n } : undefined
  }
  const within: Record<string, string> = {}
  for (const b of figures.breakdowns) {
    if (b.of !== 'all' && b.of !== w.part) continue
    const line = b.lines.find((l) => l.name === w.lines[b.by])
    if (!line || (w.mode === 'take' && line.n < n)) return undefined
    within[b.by] = line.name
  }
  if (w.mode === 'take' && figures[w.part] < n) return undefined
  return { of: w.part, in: within, n: w.mode === 'take' ? -n : n }
}
