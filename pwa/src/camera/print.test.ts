import { describe, expect, it } from 'vitest'
import vectors from '../../../internal/files/testdata/prints.json'
import { distance } from './alike'
import { lumaOf, printOf } from './print'

/** The picture anybody can make again from its numbers: see internal/files/print_test.go. */
function lumaFor({ Seed, Width, Height, Fx, Fy, Noise }: (typeof vectors)[number]): Uint8Array {
  const luma = new Uint8Array(Width * Height)
  let s = BigInt(Seed)
  for (let y = 0; y < Height; y += 1) {
    for (let x = 0; x < Width; x += 1) {
      s = (s * 1103515245n + 12345n) % 2147483648n
      luma[y * Width + x] = (Math.floor((x * Fx + y * Fy) / 16) + (Number(s >> 16n) % Noise)) % 256
    }
  }
  return luma
}

describe('the print of a picture', () => {
  it.each(vectors.map((v, i) => [i, v] as const))('is the one the server reckons (picture %i)', (_, v) => {
    expect(printOf(lumaFor(v), v.Width)).toBe(v.Print)
  })
  it('differs by bits', () => {
    expect(distance('0000000000000000', '8000000000000001')).toBe(2)
    expect(distance('ffffffffffffffff', '0000000000000000')).toBe(64)
    expect(distance('', '0000000000000000')).toBe(64)
  })
  it('is of the brightness', () => {
    expect([...lumaOf(new Uint8ClampedArray([255, 255, 255, 255, 255, 0, 0, 255]))]).toEqual([255, 76])
  })
})
