import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { qrOf } from './qr'

const drawn = (text: string, mask?: number): string => (qrOf(text, mask) ?? []).map((row) => row.map((on) => (on ? '#' : '.')).join('')).join('\n')

// Drawn by github.com/skip2/go-qrcode, level M: another program's idea of the same standard.
const samples = readFileSync(new URL('./qr.samples.txt', import.meta.url), 'utf8').trim().split('\n\n').map((s) => [s.slice(0, s.indexOf('\n')), s.slice(s.indexOf('\n') + 1)] as const)

describe('a QR code', () => {
  it.each(samples)('of %s is what another program draws, with one of the eight masks', (text, picture) => {
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((mask) => drawn(text, mask))).toContain(picture)
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((mask) => drawn(text, mask))).toContain(drawn(text))
  })

  it('takes what fits and says when nothing does', () => {
    expect(qrOf('a'.repeat(213))?.length).toBe(57)
    expect(qrOf('a'.repeat(214))).toBeUndefined()
    expect(qrOf('链接')?.length).toBe(21)
  })
})
