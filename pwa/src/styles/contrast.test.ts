import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const css = readFileSync(fileURLToPath(new URL('./tokens.css', import.meta.url)), 'utf8')

function tokens(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]]))
}

function block(from: string): Record<string, string> {
  const start = css.indexOf(from)
  if (start < 0) throw new Error(`no block ${from}`)
  return tokens(css.slice(start, css.indexOf('}', start)))
}

function luminance(hex: string): number {
  const part = (at: number) => {
    const v = parseInt(hex.slice(at, at + 2), 16) / 255
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05)
}

const themes = { light: block(':root {'), dark: block(':root.dark {'), 'dark by system': block(':root:not(.light) {') }
const text: [string, string][] = [
  ...['ink', 'ink-2', 'act', 'good', 'bad', 'warn', 'quiet'].flatMap((on): [string, string][] => [[on, 'paper'], [on, 'sheet']]),
  ['on-act', 'act'],
  ['act', 'act-soft'],
  ['good', 'good-soft'],
  ['bad', 'bad-soft'],
  ['warn', 'warn-soft'],
  ['quiet', 'quiet-soft'],
  ['ink', 'quiet-soft'],
]

describe('colours', () => {
  for (const [theme, t] of Object.entries(themes)) {
    it.each(text)(`${theme}: %s on %s can be read in sunlight (4.5:1)`, (fore, back) => {
      expect(contrast(t[fore] ?? '', t[back] ?? '')).toBeGreaterThanOrEqual(4.5)
    })
    it(`${theme}: the edge of a control can be seen (3:1)`, () => {
      expect(contrast(t['line-2'] ?? '', t['sheet'] ?? '')).toBeGreaterThanOrEqual(3)
    })
  }

  it('dark by choice and dark by system are the same', () => {
    expect(themes['dark by system']).toEqual(themes.dark)
  })
})
