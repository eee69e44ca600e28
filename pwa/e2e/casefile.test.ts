// The page inside every case file must find what the program finds: the sample and its wounds are those of
// internal/evidence/casefile_test.go.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

interface Finding {
  where: string
  code: string
}
interface Report {
  whole: boolean
  trusted: boolean
  fingerprint: string
  acts: number
  covered: number
  photos: number
  anchors: number
  findings: Finding[]
}
type Verify = (file: Blob, trusted?: string[]) => Promise<Report>

const room = (name: string): Buffer => readFileSync(fileURLToPath(new URL(`../../internal/evidence/${name}`, import.meta.url)))
interface Wound {
  name: string
  splices: { at: number; remove: number; insert: string }[]
  trusted?: string
  findings: Finding[]
}
/** The first sample, the same with its root time-stamped, and one of a whole life: experts, signing on paper, supplement, the closed loop, devices' signatures. */
const samples = [
  { name: 'case-file', wounds: 'wounds', photos: 1, covered: 0 },
  { name: 'case-file-stamped', wounds: 'wounds-stamped', photos: 1, covered: 0 },
  { name: 'case-file-whole-life', wounds: 'wounds-whole-life', photos: 13, covered: 3 },
]

const script = /<script>([\s\S]*)<\/script>/.exec(room('casefile.html').toString())?.[1] ?? ''
new Function(script)() // the page's own code; without a document it only defines the verifier
const { verify } = (globalThis as unknown as { CaseFile: { verify: Verify } }).CaseFile
const bare = (list: readonly Finding[]): Finding[] => list.map(({ where, code }) => ({ where, code }))

describe.each(samples)('the page that verifies a case file: $name', (sample) => {
  const whole = new Uint8Array(room(`testdata/${sample.name}.zip`))
  const wounds = JSON.parse(room(`testdata/${sample.wounds}.json`).toString()) as Wound[]

  it('finds the sample whole, and its key only when it is the one given', async () => {
    const report = await verify(new Blob([whole]))
    expect(report).toMatchObject({ whole: true, trusted: false, findings: [], photos: sample.photos, covered: sample.covered, anchors: 1 })
    expect(report.acts).toBeGreaterThan(5)
    expect(await verify(new Blob([whole]), [report.fingerprint.toUpperCase()])).toMatchObject({ whole: true, trusted: true })
    expect(await verify(new Blob([whole]), ['0'.repeat(64)])).toMatchObject({ whole: false, findings: [{ where: 'manifest.jws', code: 'key.untrusted' }] })
  })

  it.each(wounds)('finds $name', async ({ splices, trusted, findings }) => {
    let damaged: Uint8Array<ArrayBuffer> = whole
    for (const { at, remove, insert } of splices) damaged = new Uint8Array(Buffer.concat([damaged.subarray(0, at), Buffer.from(insert ?? '', 'base64'), damaged.subarray(at + remove)]))
    const report = await verify(new Blob([damaged]), trusted ? [trusted] : [])
    expect(report.whole).toBe(false)
    expect(bare(report.findings)).toEqual(bare(findings))
  })

  it('finds an archive cut anywhere', async () => {
    for (let n = 0; n < whole.length; n += 1 + Math.floor(whole.length / 60)) {
      expect(await verify(new Blob([whole.subarray(0, n)])), `cut at ${n}`).toMatchObject({ whole: false, findings: [{ code: 'archive.broken' }] })
    }
  })
})

describe('a case file sealed by the second suite too', () => {
  const whole = new Uint8Array(room('testdata/case-file-sm2.zip'))
  const name = Buffer.from('manifest-sm2.jws')

  it('is whole, and says what a browser cannot hold', async () => {
    expect(await verify(new Blob([whole]))).toMatchObject({ whole: true, findings: [], bySM2: true })
  })

  it('names the seal when a bit of it was flipped', async () => {
    const damaged = whole.slice()
    const all = Buffer.from(damaged.buffer)
    const at = all.lastIndexOf(name, all.lastIndexOf(name) - 1) + name.length + 40 // the last one is the archive's own list
    damaged[at]! ^= 1
    expect(bare((await verify(new Blob([damaged]))).findings)).toContainEqual({ where: 'manifest-sm2.jws', code: 'member.changed' })
  })
})
