import { appendFileSync } from 'node:fs'
import { join } from 'node:path'

/** One measured figure: its runs and their median. `key` is what scripts/lib/figures.cjs knows it by. */
export interface Figure {
  key: string
  unit: 'ms' | 'score' | 'count' | 'kB'
  median: number
  runs: number[]
  note?: string
}

const out = process.env.ANJIAN_BENCH_OUT ?? '.'
const quick = Boolean(process.env.ANJIAN_BENCH_QUICK)

/** How often a measurement is repeated. */
export const RUNS = quick ? 3 : 5

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2
}

/** Keeps a figure: one line of JSON in phone.jsonl, and one line for whoever watches. */
export function keep(key: string, unit: Figure['unit'], runs: readonly number[], note?: string): void {
  const rounded = runs.map((x) => Math.round(x * 10) / 10)
  const figure: Figure = { key, unit, median: Math.round(median(runs) * 10) / 10, runs: rounded, ...(note ? { note } : {}) }
  appendFileSync(join(out, 'phone.jsonl'), `${JSON.stringify(figure)}\n`)
  process.stdout.write(`${key}: ${figure.median} ${unit}  [${rounded.join(' ')}]${note ? `  ${note}` : ''}\n`)
}
