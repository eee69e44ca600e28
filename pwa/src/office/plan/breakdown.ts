// A plan's figures line by line, with what has come of each, as the page shows them.

import type { Dimension, Figures, PlanView } from '../../use/office/plans'

export interface PlanLine {
  name: string
  key: number
  random: number
  /** Where a breakdown counts both parts at once, its number is only here. */
  sum: number
  dispatched: number
  done: number
}

/** The lines of one dimension, in the plan's order; empty when it is not broken down so. */
export function linesOf(figures: Figures, progress: PlanView['progress'], by: Dimension): PlanLine[] {
  const lines = new Map<string, PlanLine>()
  const line = (name: string): PlanLine => {
    const known = lines.get(name) ?? { name, key: 0, random: 0, sum: 0, dispatched: 0, done: 0 }
    lines.set(name, known)
    return known
  }
  for (const b of figures.breakdowns) {
    if (b.by !== by) continue
    for (const l of b.lines) {
      const into = line(l.name)
      into.sum += l.n
      if (b.of === 'key') into.key += l.n
      if (b.of === 'random') into.random += l.n
    }
  }
  for (const p of progress) {
    if (p.by !== by) continue
    for (const t of p.lines) {
      const into = lines.get(t.line)
      if (!into) continue
      into.dispatched += t.dispatched
      into.done += t.done
    }
  }
  return [...lines.values()]
}

export interface FigureChange {
  where: string
  before: number
  after: number
}

/** The numbers in which two pictures of the figures differ. */
export function changesBetween(before: Figures, after: Figures, word: (by: string, of: string) => string): FigureChange[] {
  const out: FigureChange[] = []
  for (const name of ['required', 'key', 'random'] as const) if (before[name] !== after[name]) out.push({ where: word(name, ''), before: before[name], after: after[name] })
  for (const b of after.breakdowns) {
    const old = before.breakdowns.find((o) => o.by === b.by && o.of === b.of)
    for (const l of b.lines) {
      const was = old?.lines.find((o) => o.name === l.name)?.n ?? 0
      if (was !== l.n) out.push({ where: `${word(b.by, b.of)}　${l.name}`, before: was, after: l.n })
    }
  }
  return out
}
