import type { PointGroup } from 'signature_pad'
import { describe, expect, it } from 'vitest'
import { enoughInk, inkBox, inkFrom, inkLength, moved, pathOf } from './strokes'

const stroke = (...points: [x: number, y: number, time: number][]): PointGroup =>
  ({ points: points.map(([x, y, time]) => ({ x, y, time, pressure: 0.5 })), penColor: '#000', dotSize: 0, minWidth: 1, maxWidth: 3, velocityFilterWeight: 0.7, compositeOperation: 'source-over' }) as PointGroup

describe('ink', () => {
  it('keeps points, times from the first touch, and pressure, rounded to a tenth', () => {
    const ink = inkFrom([stroke([10.04, 20.06, 1000], [11, 21, 1016.4])], { width: 300, height: 200 }, 'none')
    expect(ink).toEqual({ width: 300, height: 200, strokes: [[[10, 20.1, 0, 0.5], [11, 21, 16, 0.5]]] })
  })

  it('is turned by a quarter when it was written sideways on an upright phone', () => {
    // Written from top to bottom along the right of a 300 × 600 pad, read from left to right at the top.
    const ink = inkFrom([stroke([290, 50, 0], [290, 550, 10])], { width: 300, height: 600 }, 'quarter')
    expect(ink).toEqual({ width: 600, height: 300, strokes: [[[50, 10, 0, 0.5], [550, 10, 10, 0.5]]] })
  })

  it('is not enough when it is a slip of the finger', () => {
    expect(enoughInk(inkFrom([stroke([1, 1, 0], [3, 3, 5])], { width: 600, height: 300 }, 'none'))).toBe(false)
    expect(enoughInk(inkFrom([stroke(...Array.from({ length: 30 }, (_, i): [number, number, number] => [i * 10, 50, i]))], { width: 600, height: 300 }, 'none'))).toBe(true)
    expect(enoughInk(inkFrom([], { width: 600, height: 300 }, 'none'))).toBe(false)
  })

  it('becomes a path and a box that holds it', () => {
    const ink = inkFrom([stroke([10, 10, 0], [20, 20, 5], [30, 10, 9])], { width: 600, height: 300 }, 'none')
    expect(pathOf(ink.strokes[0] ?? [])).toBe('M10 10Q20 20 25 15L30 10')
    expect(pathOf([[5, 5, 0, 1]])).toBe('M5 5h0.1')
    expect(inkBox(ink, 0)).toEqual({ x: 10, y: 10, width: 20, height: 10 })
    expect(Math.round(inkLength(ink))).toBe(28)
  })

  it('stays whole and readable when the phone is turned in mid-signature, there and back', () => {
    const upright = { width: 286, height: 844, upright: true }
    const wide = { width: 844, height: 320, upright: false }
    const written = [stroke([216, 96, 0], [60, 456, 10])]
    const across = moved(written, upright, wide)
    expect(across[0]?.points.map((p) => [p.x, p.y])).toEqual([[96, 70], [456, 226]])
    const back = moved(across, wide, upright)
    for (const p of back[0]?.points ?? []) {
      expect(p.x).toBeGreaterThanOrEqual(0)
      expect(p.x).toBeLessThanOrEqual(286)
      expect(p.y).toBeLessThanOrEqual(844)
    }
    const small = moved(written, upright, { width: 143, height: 844, upright: true })
    expect(small[0]?.points[0]).toMatchObject({ x: 108, y: 48 })
  })
})
