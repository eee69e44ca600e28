import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const base = readFileSync(fileURLToPath(new URL('./site.jpg', import.meta.url)))

/** A photo as a camera would give it: a real JPEG, and never the same bytes twice (a random comment stands inside). */
export function photo(name = 'site.jpg'): { name: string; mimeType: string; buffer: Buffer } {
  const words = randomBytes(12)
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, words.length + 2]), words])
  return { name, mimeType: 'image/jpeg', buffer: Buffer.concat([base.subarray(0, 2), comment, base.subarray(2)]) }
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
