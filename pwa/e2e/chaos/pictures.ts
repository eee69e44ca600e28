// Real JPEG files, small or of several upload pieces, never twice the same: comments inside make them differ and grow.

import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Dice } from './dice'

let base: Buffer | undefined

/** Where the picture lies that all others are made from. */
const source = (): string => process.env.CHAOS_PICTURE ?? 'e2e/pictures/site.jpg'

export function photoOf(dice: Dice, big: boolean): { bytes: ArrayBuffer; sha256: string } {
  base ??= readFileSync(source())
  // The sizes are the dice's; what stands inside is fresh every time, or a story told again would find its photos sent.
  const comments = Array.from({ length: big ? 10 : 1 }, () => comment(big ? 60_000 : 16 + dice.below(400)))
  const whole = Buffer.concat([base.subarray(0, 2), ...comments, base.subarray(2)])
  const bytes = new ArrayBuffer(whole.length)
  new Uint8Array(bytes).set(whole)
  return { bytes, sha256: createHash('sha256').update(whole).digest('hex') }
}

function comment(length: number): Buffer {
  const head = Buffer.from([0xff, 0xfe, (length + 2) >> 8, (length + 2) & 0xff])
  return Buffer.concat([head, randomBytes(length)])
}
