import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { commitmentTo, grouped, typed } from './secret'

interface Vector {
  drawId: string
  fingerprint: string
  promises: { personId: string; secret: string; commitment: string }[]
}
const vectors = JSON.parse(readFileSync(new URL('../../../../internal/planning/testdata/draws.json', import.meta.url), 'utf8')) as Vector[]

describe('a secret for a draw', () => {
  it('is committed to as the server does it', async () => {
    expect(vectors.length).toBeGreaterThan(0)
    for (const d of vectors) for (const p of d.promises) expect(await commitmentTo(d.drawId, d.fingerprint, p.personId, p.secret)).toBe(p.commitment)
  })

  it('comes back from paper as it was written down', () => {
    const secret = vectors[0]!.promises[0]!.secret
    expect(grouped(secret).split(' ')).toHaveLength(8)
    expect(typed(`${grouped(secret).toUpperCase()}\n`)).toBe(secret)
  })
})
