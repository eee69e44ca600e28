// The page inside every case file must read a time-stamp as the program does: the tokens, and what must be said of each with
// any byte changed, are those of internal/evidence/stampvectors_test.go.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

interface Seen {
  at: string
  by: string
  trusted: boolean
}
interface Page {
  certificates(pem: string): Uint8Array[]
  readStamp(token: Uint8Array, sum: string, roots?: Uint8Array[]): Promise<Seen>
}
interface Vector {
  name: string
  token: string
  sum: string
  roots: string
  verdict: string
  at?: string
  by?: string
  signed?: [number, number][]
  certified?: [number, number][]
}

const room = (name: string): string => readFileSync(fileURLToPath(new URL(`../../internal/evidence/${name}`, import.meta.url))).toString()
const script = /<script>([\s\S]*)<\/script>/.exec(room('casefile.html'))?.[1] ?? ''
new Function(script)()
const { certificates, readStamp } = (globalThis as unknown as { CaseFile: Page }).CaseFile

it.each(JSON.parse(room('testdata/stamps.json')) as Vector[])('a time-stamp: $name', async (vector) => {
  const roots = vector.roots === '' ? undefined : certificates(vector.roots)
  const token = new Uint8Array(Buffer.from(vector.token, 'base64'))
  const verdict = async (): Promise<[string, Seen?]> => {
    try {
      const seen = await readStamp(token, vector.sum, roots)
      return [seen.trusted ? 't' : 'u', seen]
    } catch {
      return ['-']
    }
  }
  const [whole, seen] = await verdict()
  expect(whole).toBe(vector.verdict)
  if (seen) expect(seen).toMatchObject({ at: vector.at, by: vector.by })
  const flip = async (parts: [number, number][], passes: string): Promise<void> => {
    for (const [from, to] of parts) {
      for (let i = from; i < to; i++) {
        token[i]! ^= 1 << (i % 8)
        expect(passes, `with byte ${i} changed`).toContain((await verdict())[0])
        token[i]! ^= 1 << (i % 8)
      }
    }
  }
  await flip(vector.signed ?? [], '-')
  await flip(vector.certified ?? [], '-u')
})
