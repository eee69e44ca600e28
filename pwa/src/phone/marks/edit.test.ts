import { describe, expect, it } from 'vitest'
import { FULL, grown, markFrom, middle, moved } from './edit'

describe('a mark being drawn', () => {
  it('has its box the right way round whichever way the finger went, and stays in the picture', () => {
    expect(markFrom('blur', { x: 9000, y: 8000 }, { x: -500, y: 200.4 }, '')).toEqual({ shape: 'blur', x: 0, y: 200, x2: 9000, y2: 8000 })
    expect(markFrom('arrow', { x: 9000, y: 8000 }, { x: 12_000, y: 200 }, '')).toEqual({ shape: 'arrow', x: 9000, y: 8000, x2: FULL, y2: 200 })
  })
  it('is none while it is a slip of the finger or has no words', () => {
    expect(markFrom('ellipse', { x: 100, y: 100 }, { x: 5000, y: 110 }, '')).toBeUndefined()
    expect(markFrom('arrow', { x: 100, y: 100 }, { x: 110, y: 110 }, '')).toBeUndefined()
    expect(markFrom('text', { x: 0, y: 0 }, { x: 1, y: 1 }, '  ')).toBeUndefined()
    expect(markFrom('text', { x: 0, y: 0 }, { x: 1, y: 1 }, ' 𬭎 ')).toEqual({ shape: 'text', x: 1, y: 1, text: '𬭎' })
  })
  it.each(['arrow', 'ellipse', 'text', 'blur'] as const)('%s can be put in the middle, moved and resized without a gesture', (shape) => {
    let mark = middle(shape, '字')
    expect(mark).toBeDefined()
    if (!mark) return
    for (let i = 0; i < 200; i += 1) mark = moved(grown(mark, 1.25), 1, -1)
    for (const v of [mark.x, mark.y, mark.x2 ?? 0, mark.y2 ?? 0]) {
      expect(Number.isInteger(v)).toBe(true)
      expect(v).toBeGreaterThanOrEqual(0)
      expect(v).toBeLessThanOrEqual(FULL)
    }
    for (let i = 0; i < 200; i += 1) mark = grown(mark, 0.8)
    expect(shape === 'text' || mark.x !== mark.x2).toBe(true)
  })
})
