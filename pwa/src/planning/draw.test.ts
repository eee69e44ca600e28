import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

// The page that works a draw out again has its own program; it and the server are held to the same vectors.
const planning = new URL('../../../internal/planning/', import.meta.url)
const text = (name: string) => readFileSync(new URL(name, planning), 'utf8')

interface Certificate {
  fingerprint: string
  seed: string
  title: string
  rules: { count: number }
  candidates: { id: string; weight: number; town: string }[]
  promises: { personId: string; secret: string; commitment: string }[]
  result: { enterpriseId: string }[]
}
interface Program {
  sha256(text: string): string
  print(d: Certificate): string
  verify(d: Certificate): string[]
}
const program = new Function(text('page/draw.js') + '; return AnjianDraw')() as Program
const vectors = JSON.parse(text('testdata/draws.json')) as Certificate[]
const copy = (d: Certificate) => JSON.parse(JSON.stringify(d)) as Certificate

describe('the draw in the page', () => {
  it('has a SHA-256 that is one', () => {
    expect(program.sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(program.sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(program.sha256('a'.repeat(1000))).toBe('41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3')
  })

  it.each(vectors.map((d) => [`${d.candidates.length} candidates, ${d.rules.count} drawn`, d] as const))('comes to what the server came to: %s', (_, d) => {
    expect(program.print(d)).toBe(d.fingerprint)
    expect(program.verify(d)).toEqual([])
  })

  it.each<[string, (d: Certificate) => void, string]>([
    ['another candidate', (d) => { d.candidates[3]!.id = 'e999' }, 'fingerprint'],
    ['another weight', (d) => { d.candidates[0]!.weight += 1 }, 'pool'],
    ['another town', (d) => { d.candidates[0]!.town = '直溪镇' }, 'fingerprint'],
    ['another secret', (d) => { d.promises[0]!.secret = d.promises[0]!.secret.replace(/^./, 'f') }, 'commitment'],
    ['another seed', (d) => { d.seed = (d.seed[0] === '0' ? '1' : '0') + d.seed.slice(1) }, 'seed'],
    ['another result', (d) => { d.result[0]!.enterpriseId = d.candidates[0]!.id === d.result[0]!.enterpriseId ? 'e001' : d.candidates[0]!.id }, 'result'],
  ])('names what does not hold: %s', (_, change, flaw) => {
    const d = copy(vectors[0]!)
    change(d)
    expect(program.verify(d)).toContain(flaw)
  })
})
